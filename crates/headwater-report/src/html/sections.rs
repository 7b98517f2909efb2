//! The page's lists: conflicts, forecasts, timeline, reports.

use std::collections::BTreeSet;

use headwater_core::{Conflict, ConflictKind, Event, Forecast, Story};

use super::{VoiceLink, chain, reader, statement_href};
use crate::{document, matrix::Matrix, reading, visible};

/// Statements that cannot all hold.
pub struct ConflictView {
    pub id: String,
    pub kind: &'static str,
    pub detail: String,
    pub sides: Vec<SideView>,
}

/// One party's words.
pub struct SideView {
    pub holder: String,
    pub href: String,
    /// Where it stands: every chain that leads to the same words of the same holder, with its date.
    pub places: Vec<(Vec<VoiceLink>, String)>,
    pub denied: bool,
    /// Its words, and whether each stretch is a value that the other party does not give.
    pub words: Vec<(String, bool)>,
    pub language: Option<String>,
}

/// Something foretold.
pub struct ForecastView {
    pub id: String,
    pub words: String,
    pub href: String,
    pub chain: Vec<VoiceLink>,
    pub likelihood: Option<(String, u8, u8)>,
    pub due: Option<String>,
    pub condition: Option<String>,
    pub status: &'static str,
    pub settled: Option<String>,
    /// Other places that foretell the same.
    pub also: Vec<VoiceLink>,
    pub language: Option<String>,
}

/// Something dated.
pub struct EventView {
    pub id: String,
    pub iso: String,
    pub date: String,
    /// Whether the event before it has the same date.
    pub again: bool,
    pub text: String,
    pub told: Vec<VoiceLink>,
}

/// One line of the list of reports.
pub struct ReportRow {
    pub href: String,
    pub outlet: String,
    pub date: String,
    pub title: String,
    pub statements: usize,
    pub shared: usize,
    pub adds: usize,
    pub omits: usize,
    /// The outlet whose text it carries as a whole.
    pub copy_of: Option<String>,
    pub agency: Option<String>,
}

pub fn conflicts(story: &Story) -> Vec<ConflictView> {
    story.conflicts.iter().enumerate().map(|(n, conflict)| conflict_view(story, n, conflict)).collect()
}

fn conflict_view(story: &Story, n: usize, conflict: &Conflict) -> ConflictView {
    let words: Vec<String> =
        conflict.statements.iter().filter_map(|id| story.statements.get(id.0)).map(|it| reading::statement_words(story, it)).collect();
    let side = |(at, id): (usize, &headwater_core::StatementId)| {
        let statement = story.statements.get(id.0)?;
        let article = story.articles.get(statement.article.0)?;
        let others: BTreeSet<String> =
            words.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, words)| words.split_whitespace().map(bare)).collect();
        let marked = matches!(conflict.kind, ConflictKind::Number | ConflictKind::Date);
        Some(SideView {
            holder: visible::line(statement.origin().map_or(reading::outlet(article), |voice| &voice.name)),
            href: statement_href(*id),
            places: vec![(chain(story, statement), reading::published(article))],
            denied: statement.polarity == headwater_core::Polarity::Negated,
            words: if marked { values(words.get(at)?, &others) } else { vec![(visible::line(words.get(at)?), false)] },
            language: super::language(article.language.as_deref()),
        })
    };
    let mut sides: Vec<SideView> = Vec::new();
    for side in conflict.statements.iter().enumerate().filter_map(side) {
        match sides.iter_mut().find(|other| (&other.holder, other.denied, &other.words) == (&side.holder, side.denied, &side.words)) {
            Some(other) => other.places.extend(side.places),
            None => sides.push(side),
        }
    }
    ConflictView {
        id: format!("x{}", n + 1),
        kind: document::ConflictKind::from(conflict.kind).word(),
        detail: visible::line(&conflict.detail),
        sides,
    }
}

/// Words in stretches: those with digits that no other party has are the values in question.
fn values(words: &str, others: &BTreeSet<String>) -> Vec<(String, bool)> {
    let mut stretches: Vec<(String, bool)> = Vec::new();
    for word in words.split_whitespace() {
        let value = word.bytes().any(|byte| byte.is_ascii_digit()) && !others.contains(&bare(word));
        match stretches.last_mut() {
            Some((text, last)) if *last == value => text.extend([" ", &visible::line(word)]),
            _ => stretches.push((visible::line(word), value)),
        }
    }
    stretches
}

/// A word without the marks around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

pub fn forecasts(story: &Story) -> Vec<ForecastView> {
    reading::foretold(story).iter().filter_map(|group| forecast_view(story, group)).collect()
}

fn forecast_view(story: &Story, group: &[usize]) -> Option<ForecastView> {
    let forecast = &story.forecasts[group[0]];
    let statement = story.statements.get(forecast.statement.0)?;
    let article = story.articles.get(statement.article.0)?;
    Some(ForecastView {
        id: format!("f{}", group[0] + 1),
        also: group[1..].iter().filter_map(|n| also(story, &story.forecasts[*n])).collect(),
        words: visible::line(&reading::statement_words(story, statement)),
        href: statement_href(forecast.statement),
        chain: chain(story, statement),
        likelihood: forecast.likelihood.as_ref().map(|it| (visible::line(&it.term), it.low.min(100), it.high.min(100))),
        due: forecast.due.map(|due| reading::range_words(due.from, due.to)),
        condition: forecast.condition.map(|span| visible::line(reading::words(&article.text, span))),
        status: document::ForecastStatus::from(forecast.status).word(),
        settled: forecast.settled_by.map(statement_href),
        language: super::language(article.language.as_deref()),
    })
}

/// Another place that foretells the same.
fn also(story: &Story, forecast: &Forecast) -> Option<VoiceLink> {
    let article = story.articles.get(story.statements.get(forecast.statement.0)?.article.0)?;
    Some(VoiceLink { name: visible::line(reading::outlet(article)), href: statement_href(forecast.statement) })
}

pub fn events(story: &Story) -> Vec<EventView> {
    let mut views: Vec<EventView> = Vec::new();
    for (n, event) in story.timeline.iter().enumerate() {
        let iso = event.date.to_string();
        let again = views.last().is_some_and(|last| last.iso == iso);
        views.push(EventView {
            id: format!("e{}", n + 1),
            date: reading::date_words(event.date),
            again,
            iso,
            text: visible::line(&event.text),
            told: told(story, n, event),
        });
    }
    views
}

/// The outlets that tell an event, each with the first place where it does.
fn told(story: &Story, event: usize, it: &Event) -> Vec<VoiceLink> {
    let mut seen = BTreeSet::new();
    let mentions = it.mentions.iter().enumerate().filter(|(_, mention)| seen.insert(mention.article));
    let link = |(n, mention): (usize, &headwater_core::Mention)| {
        let article = story.articles.get(mention.article.0)?;
        Some(VoiceLink { name: visible::line(reading::outlet(article)), href: format!("#{}", event_id(event, n)) })
    };
    mentions.filter_map(link).collect()
}

/// The name of the place in a report that tells an event.
pub fn event_id(event: usize, n: usize) -> String {
    format!("e{}-{}", event + 1, n + 1)
}

pub fn reports(story: &Story, matrix: &Matrix) -> Vec<ReportRow> {
    let claims = reader::claims_of(story);
    let row = |column: &crate::matrix::Column| {
        let article = &story.articles[column.article.0];
        let own = || story.statements.iter().zip(&claims).filter(|(statement, _)| statement.article == column.article);
        let first = column.family.filter(|_| column.copy).map(|family| matrix.columns[matrix.families[family].first].article);
        ReportRow {
            href: format!("#{}", document::article_id(column.article)),
            outlet: visible::line(reading::outlet(article)),
            date: reading::published(article),
            title: visible::line(article.title.as_deref().unwrap_or_default()),
            statements: own().count(),
            shared: story.claims.iter().filter(|claim| reading::how(claim, column.article).is_some()).count(),
            adds: own().filter(|(_, claims)| claims.is_empty()).count(),
            omits: reader::omits(story, column.article).len(),
            copy_of: first.map(|id| visible::line(reading::outlet(&story.articles[id.0]))),
            agency: article.agency.as_deref().map(visible::line),
        }
    };
    matrix.columns.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_question_stand_out() {
        let others = "they found 40 boats in 2031".split_whitespace().map(bare).collect();
        let expected = [("she saw".to_owned(), false), ("“46”".to_owned(), true), ("boats in 2031.".to_owned(), false)];
        assert_eq!(values("she saw “46” boats in 2031.", &others), expected);
    }
}
