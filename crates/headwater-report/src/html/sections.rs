//! The page's lists: conflicts, forecasts, timeline, reports.

use std::collections::BTreeSet;

use headwater_core::{Conflict, ConflictKind, Event, Side, StatementId, Story};

use super::{Folded, VoiceLink, chain, reader, statement_href};
use crate::{document, matrix::Matrix, reading, visible};

/// Statements that cannot all hold.
pub struct ConflictView {
    pub id: String,
    pub kind: &'static str,
    pub certain: bool,
    pub detail: String,
    pub sides: Vec<SideView>,
}

/// What one side holds.
pub struct SideView {
    pub holders: String,
    /// Whether all of it is told as denied.
    pub denied: bool,
    pub sayings: Vec<SideWords>,
    /// Further wordings, of a side that has many.
    pub folded: Vec<SideWords>,
}

/// Wordings of a side that are shown, and names of who hold it.
const SHOWN: usize = 4;

/// One wording of a side.
pub struct SideWords {
    pub href: String,
    /// The words, and whether each stretch is a value that no other side gives.
    pub words: Vec<(String, bool)>,
    /// Where it stands: every chain that leads to the same words, with its date.
    pub places: Vec<(Vec<VoiceLink>, String)>,
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
    let known = |side: &Side| {
        let statement = |id: &StatementId| story.statements.get(id.0).and_then(|it| Some((*id, it, story.articles.get(it.article.0)?)));
        side.statements.iter().filter_map(statement).collect::<Vec<_>>()
    };
    let words_of = |side: &Side| -> BTreeSet<String> {
        let words = known(side).into_iter().map(|(_, statement, _)| reading::statement_words(story, statement));
        words.flat_map(|words| words.split_whitespace().map(bare).collect::<Vec<_>>()).collect()
    };
    let of_sides: Vec<BTreeSet<String>> = conflict.sides.iter().map(words_of).collect();
    let marked = matches!(conflict.kind, ConflictKind::Number | ConflictKind::Date);
    let view = |(at, side): (usize, &Side)| {
        let others: BTreeSet<&String> =
            of_sides.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, words)| words).collect();
        let mut sayings: Vec<SideWords> = Vec::new();
        for (id, statement, article) in known(side) {
            let plain = reading::statement_words(story, statement);
            let words = if marked { values(&plain, &others) } else { vec![(visible::line(&plain), false)] };
            let place = (chain(story, statement), reading::published(article));
            if let Some(other) = sayings.iter_mut().find(|other| other.words == words) {
                other.places.push(place);
            } else {
                let language = super::language(article.language.as_deref());
                sayings.push(SideWords { href: statement_href(id), words, places: vec![place], language });
            }
        }
        // Nothing is folded to spare a line or two.
        let folded = if sayings.len() > SHOWN + 2 { sayings.split_off(SHOWN) } else { Vec::new() };
        let mut holders = reading::holders(story, side);
        let more = holders.len().saturating_sub(SHOWN);
        holders.truncate(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        SideView {
            holders: visible::line(&(holders.join(", ") + &more)),
            denied: known(side).iter().all(|(_, statement, _)| statement.polarity == headwater_core::Polarity::Negated),
            sayings,
            folded,
        }
    };
    ConflictView {
        id: format!("x{}", n + 1),
        kind: document::ConflictKind::from(conflict.kind).word(),
        certain: conflict.certain,
        detail: visible::line(&conflict.detail),
        sides: conflict.sides.iter().enumerate().map(view).collect(),
    }
}

/// Words in stretches: those with digits that no other side has are the values in question.
fn values(words: &str, others: &BTreeSet<&String>) -> Vec<(String, bool)> {
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

/// What is foretold; folded what has no likelihood, no days and no condition: nothing that can be held against what comes.
pub fn forecasts(story: &Story) -> Folded<ForecastView> {
    let groups = reading::foretold(story);
    let views = groups.iter().filter_map(|group| forecast_view(story, group));
    Folded::new(views, |view| view.likelihood.is_none() && view.due.is_none() && view.condition.is_none())
}

fn forecast_view(story: &Story, group: &[usize]) -> Option<ForecastView> {
    let forecast = &story.forecasts[group[0]];
    let statement = story.statements.get(forecast.statement.0)?;
    let article = story.articles.get(statement.article.0)?;
    Some(ForecastView {
        id: format!("f{}", group[0] + 1),
        also: also(story, group),
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

/// The other reports that foretell the same, each with the first place where it does.
fn also(story: &Story, group: &[usize]) -> Vec<VoiceLink> {
    let statements = group.iter().map(|n| story.forecasts[*n].statement);
    let mut seen = BTreeSet::new();
    let mut links = Vec::new();
    for id in statements {
        let Some(article) = story.statements.get(id.0).map(|statement| statement.article) else { continue };
        if seen.insert(article) {
            links.extend(
                story.articles.get(article.0).map(|it| VoiceLink { name: visible::line(reading::outlet(it)), href: statement_href(id) }),
            );
        }
    }
    // The first is the one that is shown whole.
    links.drain(..links.len().min(1));
    links
}

/// What is dated; folded what lies long before the reports.
pub fn events(story: &Story) -> Folded<EventView> {
    let mut views: Vec<(EventView, bool)> = Vec::new();
    for (n, event) in story.timeline.iter().enumerate() {
        let iso = event.date.to_string();
        let again = views.last().is_some_and(|(last, _)| last.iso == iso);
        let view = EventView {
            id: format!("e{}", n + 1),
            date: reading::date_words(event.date),
            again,
            iso,
            text: visible::line(&event.text),
            told: told(story, n, event),
        };
        views.push((view, reading::is_background(story, event)));
    }
    let folded = Folded::new(views.into_iter(), |(_, background)| *background);
    Folded { shown: without(folded.shown), folded: without(folded.folded) }
}

fn without(views: Vec<(EventView, bool)>) -> Vec<EventView> {
    views.into_iter().map(|(view, _)| view).collect()
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
        let words: Vec<String> = "they found 40 boats in 2031".split_whitespace().map(bare).collect();
        let others = words.iter().collect();
        let expected = [("she saw".to_owned(), false), ("“46”".to_owned(), true), ("boats in 2031.".to_owned(), false)];
        assert_eq!(values("she saw “46” boats in 2031.", &others), expected);
    }
}
