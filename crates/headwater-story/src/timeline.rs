//! What the reports date: sentences with a time in them, gathered where they tell of one event on one date.

use std::collections::{BTreeMap, BTreeSet};

use headwater_core::{ArticleId, DateRange, Event, Forecast, Mention, PartialDate, Span, Statement};
use headwater_language::Time;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::Report;
use crate::claims::cluster;
use crate::lexicon::LEXICON;
use crate::words::{fold, spans};

/// Share of the weight of the shorter telling that two tellings of one date must have in common to be of one event.
const ALIKE: f64 = 0.35;
/// With more events than this only those are kept that several reports tell.
const MANY: usize = 60;
/// Of the tellings of one date so many are compared with each other.
const TELLINGS: usize = 400;

/// A sentence that tells something of a date.
struct Telling {
    mention: Mention,
    terms: Terms,
}

/// Stems that carry matter, with how rare they are, in order of stem.
pub type Terms = Vec<(String, f64)>;

/// The dated events in order of time; of one date the most told first.
pub fn find(reports: &[Report], statements: &[Statement], forecasts: &[Forecast]) -> Vec<Event> {
    let mut foretold: Vec<Vec<(&Statement, DateRange)>> = vec![Vec::new(); reports.len()];
    for forecast in forecasts {
        let statement = &statements[forecast.statement.0];
        foretold[statement.article.0].extend(forecast.due.map(|due| (statement, due)));
    }
    let told = |(number, ahead): (usize, &Vec<(&Statement, DateRange)>)| -> Vec<(PartialDate, Telling)> {
        let text = reports[number].article.text.as_str();
        let telling = |span: Span| Telling { mention: Mention { article: ArticleId(number), span }, terms: terms(span.of(text)) };
        dated(&reports[number], ahead).into_iter().map(|(date, span)| (date, telling(span))).collect()
    };
    let told: Vec<Vec<(PartialDate, Telling)>> = foretold.par_iter().enumerate().map(told).collect();
    let mut by_date: BTreeMap<PartialDate, Vec<Telling>> = BTreeMap::new();
    for (date, telling) in told.into_iter().flatten() {
        by_date.entry(date).or_default().push(telling);
    }
    let mut events: Vec<Event> = by_date.par_iter().flat_map_iter(|(date, tellings)| events(reports, *date, tellings)).collect();
    let reports_of = |event: &Event| event.mentions.iter().map(|mention| mention.article).collect::<BTreeSet<_>>().len();
    if events.len() > MANY {
        events.retain(|event| reports_of(event) > 1);
    }
    events.sort_by_key(|event| (event.date, std::cmp::Reverse(reports_of(event)), event.mentions.clone()));
    events
}

/// The dates of a report and the sentences that tell them, each once.
fn dated(report: &Report, ahead: &[(&Statement, DateRange)]) -> Vec<(PartialDate, Span)> {
    let text = report.article.text.as_str();
    let page = report.article.published.as_ref().and_then(|published| published.day().or(published.not_after));
    let mut dated = Vec::new();
    let mut sentences = report.analysis.sentences.iter().peekable();
    for time in &report.analysis.times {
        while sentences.peek().is_some_and(|sentence| sentence.span.end <= time.span.start) {
            sentences.next();
        }
        let Some(sentence) = sentences.peek().filter(|sentence| sentence.span.contains(time.span)) else { continue };
        if let Some(date) = time.value.or_else(|| time.range.and_then(whole)) {
            let foretold = || {
                let inside = |statement: &Statement| statement.content.iter().any(|run| run.contains(time.span));
                let due = ahead.iter().find(|(statement, due)| inside(statement) && parts(date).1 == Some(due.from.month()))?.1;
                let (year, _, day) = parts(date);
                (day.is_none() && year != due.from.year()).then_some(PartialDate::Month(due.from.year(), due.from.month()))
            };
            let date = foretold().or_else(|| page.and_then(|page| own_year(text, sentence.span, time, date, page))).unwrap_or(date);
            dated.push((date, sentence.span.trim(&report.article.text)));
        }
    }
    dated.sort_unstable_by_key(|(date, span)| (*date, *span));
    dated.dedup();
    dated
}

/// The date with the year next to the page's day, where the words name a month without a year and took it from another matter of the sentence
/// (`a charter signed in 1978, before talks on 3 February`), or where they tell what begins or ends (`from March 1`). A sentence that begins with its year
/// gives it to all that follows.
fn own_year(text: &str, sentence: Span, time: &Time, date: PartialDate, page: Date) -> Option<PartialDate> {
    let words = fold(time.span.of(text));
    let (year, month, day) = parts(date);
    let month = month?;
    let has_year = words.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
    let names_month = words.split(|c: char| !c.is_alphabetic()).any(is_month);
    if has_year || !names_month {
        return None;
    }
    let in_year = |year: i16| -> Option<(Date, PartialDate)> {
        let at = Date::new(year, month, day.unwrap_or(15)).ok()?;
        let date = if day.is_some() { PartialDate::Day(at) } else { PartialDate::Month(year, month) };
        Some((at, date))
    };
    let before = &text[sentence.start..time.span.start];
    let strange = || {
        let at = before.rfind(&year.to_string())?;
        let leads = spans(&before[..at]).count() <= 2;
        (!leads && before[at..].contains([',', ';', '—'])).then_some(())
    };
    let begins = || {
        let last = spans(before).last().map(|word| fold(word.of(before)));
        let first = words.split(' ').next().map(str::to_owned);
        let coming = in_year(year + 1)?.0;
        let soon = coming >= page && (coming - page).get_days() <= SOON;
        (soon && [last, first].into_iter().flatten().any(|word| matches!(word.as_str(), "from" | "come"))).then_some(())
    };
    if year != page.year() && strange().is_some() {
        let years = (page.year() - 1..=page.year() + 1).filter_map(in_year);
        return years.min_by_key(|(at, _)| (page - *at).get_days().abs()).map(|(_, date)| date);
    }
    if begins().is_some() { in_year(year + 1).map(|(_, date)| date) } else { None }
}

/// Year, month and day, as far as they are known.
fn parts(date: PartialDate) -> (i16, Option<i8>, Option<i8>) {
    match date {
        PartialDate::Year(year) => (year, None, None),
        PartialDate::Month(year, month) => (year, Some(month), None),
        PartialDate::Day(day) => (day.year(), Some(day.month()), Some(day.day())),
    }
}

/// What begins within so many days is to come, not past.
const SOON: i32 = 120;

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(word) || (word == "sept" && *month == "september"))
}

/// The month that a range of days lies in, or failing that the year: what can be said of `this week`.
fn whole(range: DateRange) -> Option<PartialDate> {
    let (from, to) = (range.from, range.to);
    if from == to {
        return Some(PartialDate::Day(from));
    }
    if (from.year(), from.month()) == (to.year(), to.month()) {
        return Some(PartialDate::Month(from.year(), from.month()));
    }
    (from.year() == to.year()).then_some(PartialDate::Year(from.year()))
}

/// What a sentence is about.
pub fn terms(text: &str) -> Terms {
    let words = spans(text).map(|word| fold(word.of(text))).filter(|word| !LEXICON.is_stop(word));
    let mut terms: Vec<(String, f64)> = words.map(|word| (LEXICON.stem(&word), LEXICON.rarity(&word).max(0.05))).collect();
    terms.sort_by(|a, b| a.0.cmp(&b.0));
    terms.dedup_by(|a, b| a.0 == b.0);
    terms
}

/// The events of one date.
fn events(reports: &[Report], date: PartialDate, tellings: &[Telling]) -> Vec<Event> {
    let mut edges = Vec::new();
    let compared = tellings.len().min(TELLINGS);
    for y in 0..compared {
        edges.extend((0..y).map(|x| (x, y, likeness(&tellings[x].terms, &tellings[y].terms))).filter(|edge| edge.2 > 0.1));
    }
    let mut groups = cluster::groups(tellings.len(), &edges, ALIKE);
    let grouped: BTreeSet<usize> = groups.iter().flatten().copied().collect();
    groups.extend((0..tellings.len()).filter(|telling| !grouped.contains(telling)).map(|telling| vec![telling]));
    let event = |group: Vec<usize>| {
        // The telling that has most in common with the others, of equals the first.
        let likeness_to_all =
            |x: usize| group.iter().filter(|&&y| y != x).map(|&y| likeness(&tellings[x].terms, &tellings[y].terms)).sum::<f64>();
        let best = group.iter().copied().rev().max_by(|&x, &y| likeness_to_all(x).total_cmp(&likeness_to_all(y)))?;
        let mention = tellings[best].mention;
        Some(Event {
            date,
            text: mention.span.of(&reports[mention.article.0].article.text).to_owned(),
            mentions: group.iter().map(|&telling| tellings[telling].mention).collect(),
        })
    };
    groups.into_iter().filter_map(event).collect()
}

/// Weight of the common stems as a share of the lighter sentence's.
pub fn likeness(x: &Terms, y: &Terms) -> f64 {
    let total = |terms: &Terms| terms.iter().map(|term| term.1).sum::<f64>();
    let mut shared = 0.0;
    let mut others = y.iter().peekable();
    for (stem, weight) in x {
        while others.next_if(|other| other.0 < *stem).is_some() {}
        if others.next_if(|other| other.0 == *stem).is_some() {
            shared += weight;
        }
    }
    shared / total(x).min(total(y)).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_its_own_year() {
        let page = Date::constant(2031, 1, 14);
        let check = |text: &str, words: &str, date: PartialDate, expected: Option<PartialDate>| {
            let start = text.find(words).unwrap();
            let time = Time { span: Span::new(start, start + words.len()), range: None, value: Some(date), relative: false };
            assert_eq!(own_year(text, Span::new(0, text.len()), &time, date, page), expected, "{text}");
        };
        let day = |year, month, day| PartialDate::Day(Date::constant(year, month, day));
        check("The charter, signed in 1978, binds the talks on 3 February", "3 February", day(1978, 2, 3), Some(day(2031, 2, 3)));
        check("In 1978, the envoys met on 3 February", "3 February", day(1978, 2, 3), None);
        check("Who was envoy until 2024, said so in May", "May", PartialDate::Month(2024, 5), Some(PartialDate::Month(2031, 5)));
        check("Water is rationed from March 1", "March 1", day(2030, 3, 1), Some(day(2031, 3, 1)));
        check("The lock was finished in October", "October", PartialDate::Month(2030, 10), None);
        check("It was signed on 3 February 1978", "3 February 1978", day(1978, 2, 3), None);
    }
}
