//! What the reports date: sentences with a time in them, gathered where they tell of one event on one date.

use std::collections::{BTreeMap, BTreeSet};

use headwater_core::{ArticleId, Event, Mention, PartialDate, Span};

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
    /// Stems that carry matter, with how rare they are, in order of stem.
    terms: Vec<(String, f64)>,
}

/// The dated events in order of time; of one date the most told first.
pub fn find(reports: &[Report]) -> Vec<Event> {
    let mut by_date: BTreeMap<PartialDate, Vec<Telling>> = BTreeMap::new();
    for (number, report) in reports.iter().enumerate() {
        for (date, span) in dated(report) {
            let mention = Mention { article: ArticleId(number), span };
            by_date.entry(date).or_default().push(Telling { mention, terms: terms(span.of(&report.article.text)) });
        }
    }
    let mut events: Vec<Event> = by_date.iter().flat_map(|(date, tellings)| events(reports, *date, tellings)).collect();
    let reports_of = |event: &Event| event.mentions.iter().map(|mention| mention.article).collect::<BTreeSet<_>>().len();
    if events.len() > MANY {
        events.retain(|event| reports_of(event) > 1);
    }
    events.sort_by_key(|event| (event.date, std::cmp::Reverse(reports_of(event)), event.mentions.clone()));
    events
}

/// The dates of a report and the sentences that tell them, each once.
fn dated(report: &Report) -> Vec<(PartialDate, Span)> {
    let mut dated = Vec::new();
    let mut sentences = report.analysis.sentences.iter().peekable();
    for time in &report.analysis.times {
        while sentences.peek().is_some_and(|sentence| sentence.span.end <= time.span.start) {
            sentences.next();
        }
        let Some(sentence) = sentences.peek().filter(|sentence| sentence.span.contains(time.span)) else { continue };
        if let Some(date) = time.value.or_else(|| time.range.and_then(whole)) {
            dated.push((date, sentence.span.trim(&report.article.text)));
        }
    }
    dated.sort_unstable_by_key(|(date, span)| (*date, *span));
    dated.dedup();
    dated
}

/// The month that a range of days lies in, or failing that the year: what can be said of `this week`.
fn whole(range: headwater_core::DateRange) -> Option<PartialDate> {
    let (from, to) = (range.from, range.to);
    if from == to {
        return Some(PartialDate::Day(from));
    }
    if (from.year(), from.month()) == (to.year(), to.month()) {
        return Some(PartialDate::Month(from.year(), from.month()));
    }
    (from.year() == to.year()).then_some(PartialDate::Year(from.year()))
}

fn terms(text: &str) -> Vec<(String, f64)> {
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
        edges.extend((0..y).map(|x| (x, y, likeness(&tellings[x], &tellings[y]))).filter(|edge| edge.2 > 0.1));
    }
    let mut groups = cluster::groups(tellings.len(), &edges, ALIKE);
    let grouped: BTreeSet<usize> = groups.iter().flatten().copied().collect();
    groups.extend((0..tellings.len()).filter(|telling| !grouped.contains(telling)).map(|telling| vec![telling]));
    let event = |group: Vec<usize>| {
        // The telling that has most in common with the others, of equals the first.
        let likeness_to_all = |x: usize| group.iter().filter(|&&y| y != x).map(|&y| likeness(&tellings[x], &tellings[y])).sum::<f64>();
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

/// Weight of the common stems as a share of the lighter telling's.
fn likeness(x: &Telling, y: &Telling) -> f64 {
    let total = |telling: &Telling| telling.terms.iter().map(|term| term.1).sum::<f64>();
    let mut shared = 0.0;
    let mut others = y.terms.iter().peekable();
    for (stem, weight) in &x.terms {
        while others.next_if(|other| other.0 < *stem).is_some() {}
        if others.next_if(|other| other.0 == *stem).is_some() {
            shared += weight;
        }
    }
    shared / total(x).min(total(y)).max(1.0)
}
