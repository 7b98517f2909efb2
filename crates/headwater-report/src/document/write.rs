//! A story in, its document out: ids become names, bytes become code points, dates become ISO 8601.

use headwater_core as nouns;
use headwater_core::{ActorId, ArticleId, ClaimId, Moment, Span, StatementId, Story};
use jiff::{civil, tz::Offset};

use super::{
    positions::Positions,
    types::{
        Actor, Article, ArticleDate, Block, Certainty, Change, Claim, Conflict, Direction, Document, Drift, Due, Event, Forecast,
        Independence, Merge, Outlet, Place, Precision, Reuse, Run, SCHEMA, Side, Spread, Stated, Statement, StoryPart, Voice, Warning,
    },
};

impl From<&Story> for Document {
    fn from(story: &Story) -> Self {
        let positions: Vec<Positions> = story.articles.iter().map(|article| Positions::new(&article.text)).collect();
        let places = Places(&positions);
        Self {
            schema: SCHEMA.to_owned(),
            articles: story.articles.iter().enumerate().map(|(n, it)| article(ArticleId(n), it, &positions[n])).collect(),
            actors: story.actors.iter().enumerate().map(|(n, it)| actor(ActorId(n), it, &places)).collect(),
            statements: story.statements.iter().enumerate().map(|(n, it)| statement(StatementId(n), it, &places)).collect(),
            claims: story.claims.iter().enumerate().map(|(n, it)| claim(ClaimId(n), it, &places)).collect(),
            reuse: story.reuse.iter().map(|it| reuse(it, &places)).collect(),
            drifts: story.drifts.iter().map(|it| drift(it, story, &places)).collect(),
            conflicts: story.conflicts.iter().map(conflict).collect(),
            forecasts: story.forecasts.iter().map(|it| forecast(it, story, &places)).collect(),
            timeline: story.timeline.iter().map(|it| event(it, &places)).collect(),
            stories: story.parts.iter().enumerate().map(|(n, it)| part(n, it)).collect(),
            warnings: story.warnings.iter().map(warning).collect(),
        }
    }
}

/// The articles alone, with the ids that they have in a story of their own.
pub fn articles(articles: &[nouns::Article]) -> Vec<Article> {
    articles.iter().enumerate().map(|(n, it)| article(ArticleId(n), it, &Positions::new(&it.text))).collect()
}

/// `a1` for the first article: the name by which a document, a link or a person refers to it.
pub fn article_id(id: ArticleId) -> String {
    format!("a{}", id.0 + 1)
}

/// `p1` for the first actor.
pub fn actor_id(id: ActorId) -> String {
    format!("p{}", id.0 + 1)
}

/// `s1` for the first statement.
pub fn statement_id(id: StatementId) -> String {
    format!("s{}", id.0 + 1)
}

/// `c1` for the first claim.
pub fn claim_id(id: ClaimId) -> String {
    format!("c{}", id.0 + 1)
}

/// A moment in ISO 8601, as precisely as it is known.
pub fn iso(moment: Moment) -> String {
    match moment {
        Moment::Minute(time, None) => time.to_string(),
        Moment::Minute(time, Some(offset)) => format!("{time}{}", iso_offset(offset)),
        Moment::Day(day) => day.to_string(),
        Moment::Month(year, month) => format!("{year:04}-{month:02}"),
        Moment::Year(year) => format!("{year:04}"),
    }
}

fn iso_offset(offset: Offset) -> String {
    let sign = if offset.seconds() < 0 { '-' } else { '+' };
    let seconds = offset.seconds().unsigned_abs();
    let rest = if seconds.is_multiple_of(60) { String::new() } else { format!(":{:02}", seconds % 60) };
    format!("{sign}{:02}:{:02}{rest}", seconds / 3600, seconds / 60 % 60)
}

/// The tables of all articles. An article that the story does not hold has no positions: its places come out empty.
struct Places<'a>(&'a [Positions<'a>]);

impl Places<'_> {
    fn run(&self, article: ArticleId, span: Span) -> Run {
        let (start, end) = self.0.get(article.0).map_or((0, 0), |positions| positions.range(span));
        Run { start, end }
    }

    fn runs(&self, article: ArticleId, spans: &[Span]) -> Vec<Run> {
        spans.iter().map(|span| self.run(article, *span)).collect()
    }

    fn place(&self, article: ArticleId, span: Span) -> Place {
        let Run { start, end } = self.run(article, span);
        Place { article: article_id(article), start, end }
    }

    fn mentions(&self, mentions: &[nouns::Mention]) -> Vec<Place> {
        mentions.iter().map(|mention| self.place(mention.article, mention.span)).collect()
    }

    fn certainty(&self, article: ArticleId, certainty: &nouns::Certainty) -> Certainty {
        let Run { start, end } = self.run(article, certainty.span);
        Certainty { term: certainty.term.clone(), start, end, low: certainty.low, high: certainty.high }
    }
}

fn article(id: ArticleId, article: &nouns::Article, positions: &Positions) -> Article {
    let block = |block: &nouns::Block| {
        let (start, end) = positions.range(block.span);
        Block { kind: block.kind.into(), start, end, why: block.why.clone() }
    };
    Article {
        id: article_id(id),
        location: article.location.clone(),
        sha256: article.sha256.clone(),
        url: article.url.clone(),
        outlet: article.outlet.as_ref().map(|outlet| Outlet { name: outlet.name.clone(), domain: outlet.domain.clone() }),
        agency: article.agency.clone(),
        distributor: article.distributor.clone(),
        title: article.title.clone(),
        authors: article.authors.clone(),
        credited: article.credited.clone(),
        language: article.language.clone(),
        published: article.published.as_ref().map(article_date),
        modified: article.modified.as_ref().map(article_date),
        captured: article.captured.map(iso),
        stated: article.stated.iter().map(stated).collect(),
        text: article.text.clone(),
        blocks: article.blocks.iter().map(block).collect(),
    }
}

fn stated(stated: &nouns::Stated) -> Stated {
    Stated { field: stated.field.into(), value: stated.value.clone(), basis: stated.basis.into() }
}

fn article_date(date: &nouns::ArticleDate) -> ArticleDate {
    let precision = |moment| match moment {
        Moment::Minute(..) => Precision::Minute,
        Moment::Day(_) => Precision::Day,
        Moment::Month(..) => Precision::Month,
        Moment::Year(_) => Precision::Year,
    };
    let day = |day: civil::Date| day.to_string();
    ArticleDate {
        value: date.value.map(iso),
        precision: date.value.map(precision),
        basis: date.basis.into(),
        not_before: date.not_before.map(day),
        not_after: date.not_after.map(day),
    }
}

fn actor(id: ActorId, actor: &nouns::Actor, places: &Places) -> Actor {
    Actor {
        id: actor_id(id),
        name: actor.name.clone(),
        kind: actor.kind.into(),
        aliases: actor.aliases.clone(),
        role: actor.role.clone(),
        mentions: places.mentions(&actor.mentions),
    }
}

fn voices(voices: &[nouns::Voice]) -> Vec<Voice> {
    voices.iter().map(|voice| Voice { actor: actor_id(voice.actor), name: voice.name.clone() }).collect()
}

fn statement_ids(ids: &[StatementId]) -> Vec<String> {
    ids.iter().map(|id| statement_id(*id)).collect()
}

fn statement(id: StatementId, statement: &nouns::Statement, places: &Places) -> Statement {
    let article = statement.article;
    Statement {
        id: statement_id(id),
        article: article_id(article),
        content: places.runs(article, &statement.content),
        cue: places.runs(article, &statement.cue),
        source: places.runs(article, &statement.source),
        form: statement.form.into(),
        act: statement.act.into(),
        chain: voices(&statement.chain),
        said_on: statement.said_on.map(|date| date.to_string()),
        audience: statement.audience.map(|span| places.run(article, span)),
        polarity: statement.polarity.into(),
        certainty: statement.certainty.as_ref().map(|certainty| places.certainty(article, certainty)),
        within: statement.within.map(statement_id),
    }
}

fn claim(id: ClaimId, claim: &nouns::Claim, places: &Places) -> Claim {
    let merge = |merge: &nouns::Merge| Merge {
        kind: merge.kind.into(),
        statements: statement_ids(&merge.statements),
        detail: merge.detail.clone(),
        evidence: places.mentions(&merge.evidence),
    };
    let independent = Independence {
        at_least: claim.independent.at_least,
        at_most: claim.independent.at_most,
        reasons: claim.independent.reasons.iter().map(merge).collect(),
    };
    Claim {
        id: claim_id(id),
        text: claim.text.clone(),
        statements: statement_ids(&claim.statements),
        origins: voices(&claim.origins),
        independent,
        first: statement_id(claim.first),
        spread: claim.spread.iter().map(|spread| Spread { article: article_id(spread.article), how: spread.how.into() }).collect(),
    }
}

fn reuse(reuse: &nouns::Reuse, places: &Places) -> Reuse {
    Reuse {
        from: places.place(reuse.from.article, reuse.from.span),
        to: places.place(reuse.to.article, reuse.to.span),
        similarity: reuse.similarity,
        direction: Direction { basis: reuse.direction.basis.into(), certain: reuse.direction.certain },
    }
}

fn drift(drift: &nouns::Drift, story: &Story, places: &Places) -> Drift {
    let (from, to) = (article_of(story, drift.from), article_of(story, drift.to));
    let change = |change: &nouns::Change| Change {
        kind: change.kind.into(),
        from: places.runs(from, &change.from),
        to: places.runs(to, &change.to),
    };
    Drift { from: statement_id(drift.from), to: statement_id(drift.to), changes: drift.changes.iter().map(change).collect() }
}

/// The article of a statement; of one that the story does not hold an article that it does not hold.
fn article_of(story: &Story, id: StatementId) -> ArticleId {
    story.statements.get(id.0).map_or(ArticleId(usize::MAX), |statement| statement.article)
}

fn conflict(conflict: &nouns::Conflict) -> Conflict {
    let side = |side: &nouns::Side| Side { holds: side.holds.clone(), statements: statement_ids(&side.statements) };
    Conflict {
        statements: statement_ids(&conflict.statements()),
        sides: conflict.sides.iter().map(side).collect(),
        kind: conflict.kind.into(),
        certain: conflict.certain,
        detail: conflict.detail.clone(),
    }
}

fn forecast(forecast: &nouns::Forecast, story: &Story, places: &Places) -> Forecast {
    let article = article_of(story, forecast.statement);
    Forecast {
        statement: statement_id(forecast.statement),
        likelihood: forecast.likelihood.as_ref().map(|likelihood| places.certainty(article, likelihood)),
        due: forecast.due.map(|due| Due { from: due.from.to_string(), to: due.to.to_string() }),
        condition: forecast.condition.map(|span| places.run(article, span)),
        status: forecast.status.into(),
        settled_by: forecast.settled_by.map(statement_id),
    }
}

fn event(event: &nouns::Event, places: &Places) -> Event {
    Event { date: event.date.to_string(), text: event.text.clone(), mentions: places.mentions(&event.mentions) }
}

fn part(n: usize, part: &nouns::StoryPart) -> StoryPart {
    StoryPart { id: format!("t{}", n + 1), title: part.title.clone(), articles: part.articles.iter().map(|id| article_id(*id)).collect() }
}

fn warning(problem: &nouns::Problem) -> Warning {
    Warning { location: problem.location.clone(), message: problem.message.clone(), lost: problem.lost }
}
