//! A document in, its story out: the way back, so that a story which was written once can be looked at again without its pages.
//!
//! A document comes from outside. Every id, position and date in it is checked; the first that does not hold is the error.

use std::collections::HashMap;

use headwater_core as nouns;
use headwater_core::{ActorId, ArticleId, DateRange, Mention, Moment, PartialDate, Problem, Span, StatementId, Story};
use jiff::{civil, tz::Offset};

use super::{
    positions::Positions,
    types::{
        Actor, Article, ArticleDate, Block, Certainty, Change, Claim, Conflict, Document, Drift, Due, Event, Forecast, Merge, Place,
        Precision, Reuse, Run, SCHEMA, Side, Spread, Stated, Statement, StoryPart, Voice,
    },
};

/// Why a document cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Not JSON, or not of the document's shape.
    #[error("not a story document: {0}")]
    Shape(#[from] serde_json::Error),
    /// A format that this version does not know.
    #[error("the document's schema is {0:?}; this version reads {SCHEMA:?}")]
    Schema(String),
    /// An id that nothing in the document has.
    #[error("{owner} refers to {id:?}, which the document does not hold")]
    Id {
        /// What refers to it.
        owner: String,
        /// The id.
        id: String,
    },
    /// Positions that are no range of their article's text.
    #[error("{owner} points at {start}..{end}, which is no part of its article's text")]
    Position {
        /// What points there.
        owner: String,
        /// First code point.
        start: usize,
        /// One past the last code point.
        end: usize,
    },
    /// Something that is no date.
    #[error("{owner} has the date {value:?}; expected ISO 8601")]
    Date {
        /// What has it.
        owner: String,
        /// What stands there.
        value: String,
    },
}

/// Reads a story document.
pub fn story(json: &str) -> Result<Story, DocumentError> {
    Story::try_from(&serde_json::from_str::<Document>(json)?)
}

impl TryFrom<&Document> for Story {
    type Error = DocumentError;

    fn try_from(document: &Document) -> Result<Self, DocumentError> {
        if document.schema != SCHEMA {
            return Err(DocumentError::Schema(document.schema.clone()));
        }
        let known = Known {
            positions: document.articles.iter().map(|article| Positions::new(&article.text)).collect(),
            articles: index(document.articles.iter().map(|article| &article.id)),
            actors: index(document.actors.iter().map(|actor| &actor.id)),
            statements: index(document.statements.iter().map(|statement| &statement.id)),
        };
        let articles = |(n, it): (usize, &Article)| article(it, &known.positions[n]);
        Ok(Self {
            articles: document.articles.iter().enumerate().map(articles).collect::<Result<_, _>>()?,
            actors: document.actors.iter().map(|it| actor(it, &known)).collect::<Result<_, _>>()?,
            statements: document.statements.iter().map(|it| statement(it, &known)).collect::<Result<_, _>>()?,
            claims: document.claims.iter().map(|it| claim(it, &known)).collect::<Result<_, _>>()?,
            reuse: document.reuse.iter().map(|it| reuse(it, &known)).collect::<Result<_, _>>()?,
            drifts: document.drifts.iter().map(|it| drift(it, document, &known)).collect::<Result<_, _>>()?,
            conflicts: document.conflicts.iter().map(|it| conflict(it, &known)).collect::<Result<_, _>>()?,
            forecasts: document.forecasts.iter().map(|it| forecast(it, document, &known)).collect::<Result<_, _>>()?,
            timeline: document.timeline.iter().map(|it| event(it, &known)).collect::<Result<_, _>>()?,
            parts: document.stories.iter().map(|it| part(it, &known)).collect::<Result<_, _>>()?,
            warnings: document
                .warnings
                .iter()
                .map(|it| Problem { location: it.location.clone(), message: it.message.clone(), lost: it.lost })
                .collect(),
        })
    }
}

/// What the document holds, by id.
struct Known<'d> {
    positions: Vec<Positions<'d>>,
    articles: HashMap<&'d str, usize>,
    actors: HashMap<&'d str, usize>,
    statements: HashMap<&'d str, usize>,
}

fn index<'d>(ids: impl Iterator<Item = &'d String>) -> HashMap<&'d str, usize> {
    ids.enumerate().map(|(n, id)| (id.as_str(), n)).collect()
}

impl Known<'_> {
    fn article(&self, owner: &str, id: &str) -> Result<ArticleId, DocumentError> {
        find(&self.articles, owner, id).map(ArticleId)
    }

    fn statement(&self, owner: &str, id: &str) -> Result<StatementId, DocumentError> {
        find(&self.statements, owner, id).map(StatementId)
    }

    fn statements(&self, owner: &str, ids: &[String]) -> Result<Vec<StatementId>, DocumentError> {
        ids.iter().map(|id| self.statement(owner, id)).collect()
    }

    fn voices(&self, owner: &str, voices: &[Voice]) -> Result<Vec<nouns::Voice>, DocumentError> {
        let voice = |voice: &Voice| {
            let actor = ActorId(find(&self.actors, owner, &voice.actor)?);
            Ok(nouns::Voice { actor, name: voice.name.clone() })
        };
        voices.iter().map(voice).collect()
    }

    fn span(&self, owner: &str, article: ArticleId, run: Run) -> Result<Span, DocumentError> {
        span(owner, &self.positions[article.0], run.start, run.end)
    }

    fn spans(&self, owner: &str, article: ArticleId, runs: &[Run]) -> Result<Vec<Span>, DocumentError> {
        runs.iter().map(|run| self.span(owner, article, *run)).collect()
    }

    fn place(&self, owner: &str, place: &Place) -> Result<Mention, DocumentError> {
        let article = self.article(owner, &place.article)?;
        Ok(Mention { article, span: self.span(owner, article, Run { start: place.start, end: place.end })? })
    }

    fn places(&self, owner: &str, places: &[Place]) -> Result<Vec<Mention>, DocumentError> {
        places.iter().map(|place| self.place(owner, place)).collect()
    }

    fn certainty(&self, owner: &str, article: ArticleId, certainty: &Certainty) -> Result<nouns::Certainty, DocumentError> {
        Ok(nouns::Certainty {
            term: certainty.term.clone(),
            span: self.span(owner, article, Run { start: certainty.start, end: certainty.end })?,
            low: certainty.low,
            high: certainty.high,
        })
    }
}

fn find(index: &HashMap<&str, usize>, owner: &str, id: &str) -> Result<usize, DocumentError> {
    index.get(id).copied().ok_or_else(|| DocumentError::Id { owner: owner.to_owned(), id: id.to_owned() })
}

fn span(owner: &str, positions: &Positions, start: usize, end: usize) -> Result<Span, DocumentError> {
    positions.span(start, end).ok_or_else(|| DocumentError::Position { owner: owner.to_owned(), start, end })
}

fn article(article: &Article, positions: &Positions) -> Result<nouns::Article, DocumentError> {
    let block = |block: &Block| {
        let span = span(&article.id, positions, block.start, block.end)?;
        Ok(nouns::Block { kind: block.kind.into(), span, why: block.why.clone() })
    };
    let date = |date: &Option<ArticleDate>| date.as_ref().map(|date| article_date(&article.id, date)).transpose();
    Ok(nouns::Article {
        location: article.location.clone(),
        sha256: article.sha256.clone(),
        url: article.url.clone(),
        outlet: article.outlet.as_ref().map(|outlet| nouns::Outlet { name: outlet.name.clone(), domain: outlet.domain.clone() }),
        agency: article.agency.clone(),
        distributor: article.distributor.clone(),
        title: article.title.clone(),
        authors: article.authors.clone(),
        credited: article.credited.clone(),
        language: article.language.clone(),
        published: date(&article.published)?,
        modified: date(&article.modified)?,
        captured: article.captured.as_ref().map(|value| captured(&article.id, value)).transpose()?,
        stated: article.stated.iter().map(stated).collect(),
        text: article.text.clone(),
        blocks: article.blocks.iter().map(block).collect::<Result<_, DocumentError>>()?,
    })
}

fn stated(stated: &Stated) -> nouns::Stated {
    nouns::Stated { field: stated.field.into(), value: stated.value.clone(), basis: stated.basis.into() }
}

fn captured(owner: &str, value: &str) -> Result<Moment, DocumentError> {
    minute(value).ok_or_else(|| DocumentError::Date { owner: owner.to_owned(), value: value.to_owned() })
}

fn article_date(owner: &str, date: &ArticleDate) -> Result<nouns::ArticleDate, DocumentError> {
    let wrong = |value: &str| DocumentError::Date { owner: owner.to_owned(), value: value.to_owned() };
    let day = |value: &Option<String>| value.as_ref().map(|value| value.parse().map_err(|_| wrong(value))).transpose();
    let value = match (&date.value, date.precision) {
        (Some(value), Some(Precision::Minute)) => Some(minute(value).ok_or_else(|| wrong(value))?),
        (Some(value), _) => Some(match partial(value).ok_or_else(|| wrong(value))? {
            PartialDate::Day(day) => Moment::Day(day),
            PartialDate::Month(year, month) => Moment::Month(year, month),
            PartialDate::Year(year) => Moment::Year(year),
        }),
        (None, _) => None,
    };
    Ok(nouns::ArticleDate { value, basis: date.basis.into(), not_before: day(&date.not_before)?, not_after: day(&date.not_after)? })
}

/// `2025-11-04T08:30:00`, with `Z` or an offset `+02:00` where one is known.
fn minute(value: &str) -> Option<Moment> {
    let clock = value.find('T')?;
    let zone = value.get(clock..)?.find(['Z', '+', '-']).map(|at| clock + at);
    let time = value.get(..zone.unwrap_or(value.len()))?.parse::<civil::DateTime>().ok()?;
    Some(Moment::Minute(time, zone.map(|at| offset(value.get(at..)?)).map_or(Some(None), |offset| offset.map(Some))?))
}

fn offset(value: &str) -> Option<Offset> {
    if value == "Z" {
        return Some(Offset::UTC);
    }
    let sign = if value.starts_with('-') { -1 } else { 1 };
    let mut seconds = 0;
    for (part, unit) in value.get(1..)?.split(':').zip([3600, 60, 1]) {
        seconds += part.parse::<i32>().ok().filter(|part| (0..60).contains(part))? * unit;
    }
    Offset::from_seconds(sign * seconds).ok()
}

fn partial(value: &str) -> Option<PartialDate> {
    let parts: Vec<&str> = value.split('-').collect();
    match parts[..] {
        [year] => Some(PartialDate::Year(year.parse().ok()?)),
        [year, month] => {
            let date = PartialDate::Month(year.parse().ok()?, month.parse().ok()?);
            date.first().map(|_| date)
        }
        _ => Some(PartialDate::Day(value.parse().ok()?)),
    }
}

fn partial_date(owner: &str, value: &str) -> Result<PartialDate, DocumentError> {
    partial(value).ok_or_else(|| DocumentError::Date { owner: owner.to_owned(), value: value.to_owned() })
}

fn actor(actor: &Actor, known: &Known) -> Result<nouns::Actor, DocumentError> {
    Ok(nouns::Actor {
        name: actor.name.clone(),
        kind: actor.kind.into(),
        aliases: actor.aliases.clone(),
        role: actor.role.clone(),
        mentions: known.places(&actor.id, &actor.mentions)?,
    })
}

fn statement(statement: &Statement, known: &Known) -> Result<nouns::Statement, DocumentError> {
    let owner = &statement.id;
    let article = known.article(owner, &statement.article)?;
    Ok(nouns::Statement {
        article,
        content: known.spans(owner, article, &statement.content)?,
        cue: known.spans(owner, article, &statement.cue)?,
        source: known.spans(owner, article, &statement.source)?,
        form: statement.form.into(),
        act: statement.act.into(),
        chain: known.voices(owner, &statement.chain)?,
        said_on: statement.said_on.as_ref().map(|value| partial_date(owner, value)).transpose()?,
        audience: statement.audience.map(|run| known.span(owner, article, run)).transpose()?,
        polarity: statement.polarity.into(),
        certainty: statement.certainty.as_ref().map(|certainty| known.certainty(owner, article, certainty)).transpose()?,
        within: statement.within.as_ref().map(|id| known.statement(owner, id)).transpose()?,
    })
}

fn claim(claim: &Claim, known: &Known) -> Result<nouns::Claim, DocumentError> {
    let owner = &claim.id;
    let merge = |merge: &Merge| {
        Ok(nouns::Merge {
            kind: merge.kind.into(),
            statements: known.statements(owner, &merge.statements)?,
            detail: merge.detail.clone(),
            evidence: known.places(owner, &merge.evidence)?,
        })
    };
    let independent = nouns::Independence {
        at_least: claim.independent.at_least,
        at_most: claim.independent.at_most,
        reasons: claim.independent.reasons.iter().map(merge).collect::<Result<_, DocumentError>>()?,
    };
    let spread = |spread: &Spread| Ok(nouns::Spread { article: known.article(owner, &spread.article)?, how: spread.how.into() });
    Ok(nouns::Claim {
        text: claim.text.clone(),
        statements: known.statements(owner, &claim.statements)?,
        origins: known.voices(owner, &claim.origins)?,
        independent,
        first: known.statement(owner, &claim.first)?,
        spread: claim.spread.iter().map(spread).collect::<Result<_, DocumentError>>()?,
    })
}

fn reuse(reuse: &Reuse, known: &Known) -> Result<nouns::Reuse, DocumentError> {
    let passage = |place: &Place| known.place("reuse", place).map(|place| nouns::Passage { article: place.article, span: place.span });
    Ok(nouns::Reuse {
        from: passage(&reuse.from)?,
        to: passage(&reuse.to)?,
        similarity: reuse.similarity,
        direction: nouns::Direction { basis: reuse.direction.basis.into(), certain: reuse.direction.certain },
    })
}

fn drift(drift: &Drift, document: &Document, known: &Known) -> Result<nouns::Drift, DocumentError> {
    let owner = "a drift";
    let (from, to) = (known.statement(owner, &drift.from)?, known.statement(owner, &drift.to)?);
    let article = |id: StatementId| known.article(owner, &document.statements[id.0].article);
    let (of_from, of_to) = (article(from)?, article(to)?);
    let change = |change: &Change| {
        Ok(nouns::Change {
            kind: change.kind.into(),
            from: known.spans(owner, of_from, &change.from)?,
            to: known.spans(owner, of_to, &change.to)?,
        })
    };
    Ok(nouns::Drift { from, to, changes: drift.changes.iter().map(change).collect::<Result<_, DocumentError>>()? })
}

fn conflict(conflict: &Conflict, known: &Known) -> Result<nouns::Conflict, DocumentError> {
    let alone = |id| nouns::Side { holds: String::new(), statements: vec![id] };
    let side = |side: &Side| {
        let statements = known.statements("a side of a conflict", &side.statements)?;
        Ok(nouns::Side { holds: side.holds.clone(), statements })
    };
    let parties = known.statements("a conflict", &conflict.statements)?;
    Ok(nouns::Conflict {
        sides: match conflict.sides.as_slice() {
            [] => parties.into_iter().map(alone).collect(),
            sides => sides.iter().map(side).collect::<Result<_, DocumentError>>()?,
        },
        kind: conflict.kind.into(),
        certain: conflict.certain,
        detail: conflict.detail.clone(),
    })
}

fn forecast(forecast: &Forecast, document: &Document, known: &Known) -> Result<nouns::Forecast, DocumentError> {
    let owner = "a forecast";
    let statement = known.statement(owner, &forecast.statement)?;
    let article = known.article(owner, &document.statements[statement.0].article)?;
    let due = |due: &Due| {
        let wrong = |value: &str| DocumentError::Date { owner: owner.to_owned(), value: value.to_owned() };
        let day = |value: &str| value.parse().map_err(|_| wrong(value));
        Ok::<_, DocumentError>(DateRange { from: day(&due.from)?, to: day(&due.to)? })
    };
    Ok(nouns::Forecast {
        statement,
        likelihood: forecast.likelihood.as_ref().map(|likelihood| known.certainty(owner, article, likelihood)).transpose()?,
        due: forecast.due.as_ref().map(due).transpose()?,
        condition: forecast.condition.map(|run| known.span(owner, article, run)).transpose()?,
        status: forecast.status.into(),
        settled_by: forecast.settled_by.as_ref().map(|id| known.statement(owner, id)).transpose()?,
    })
}

fn event(event: &Event, known: &Known) -> Result<nouns::Event, DocumentError> {
    let owner = "an event";
    Ok(nouns::Event { date: partial_date(owner, &event.date)?, text: event.text.clone(), mentions: known.places(owner, &event.mentions)? })
}

fn part(part: &StoryPart, known: &Known) -> Result<nouns::StoryPart, DocumentError> {
    let articles = part.articles.iter().map(|id| known.article(&part.id, id)).collect::<Result<_, _>>()?;
    Ok(nouns::StoryPart { title: part.title.clone(), articles })
}
