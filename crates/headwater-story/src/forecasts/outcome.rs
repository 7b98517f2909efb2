//! What became of a forecast.

use std::collections::{BTreeMap, BTreeSet};

use headwater_core::{ArticleDate, Forecast, ForecastStatus, PartialDate, Statement, StatementId};
use jiff::civil::Date;
use rayon::prelude::*;

use super::{Word, content_words, is_one_of};
use crate::Report;
use crate::claims::Compared;

/// Tells what became of the forecasts, where a later report tells it: the same said of what has been, or its contrary.
///
/// A report tells an outcome if it is of a later day than the forecast's page, no earlier than the time foretold, and does not look ahead itself.
pub fn settle(forecasts: &mut [Forecast], reports: &[Report], statements: &[Statement], compared: &Compared) {
    let ahead: BTreeSet<usize> = forecasts.iter().map(|forecast| forecast.statement.0).collect();
    let day = |statement: usize| reports[statements[statement].article.0].article.published.as_ref().and_then(ArticleDate::day);
    let tells: Vec<bool> = (0..statements.len())
        .into_par_iter()
        .map(|number| {
            !ahead.contains(&number) && tells_what_was(&content_words(&reports[statements[number].article.0], &statements[number]))
        })
        .collect();
    let mut outcomes: BTreeMap<usize, Vec<Outcome>> = BTreeMap::new();
    for &(x, y, likelihood) in compared.edges.iter().filter(|edge| edge.2.abs() >= SETTLES) {
        for (foretold, teller) in [(x, y), (y, x)] {
            let (Some(before), Some(after)) = (day(foretold), day(teller)) else { continue };
            if ahead.contains(&foretold) && tells[teller] && after > before && !is_same_saying(&statements[foretold], &statements[teller]) {
                // A pair that is kept apart has opposite signs or other numbers.
                let came_true = likelihood > 0.0 && compared.sayings[foretold].negated == compared.sayings[teller].negated;
                outcomes.entry(foretold).or_default().push(Outcome { came_true, day: after, statement: teller });
            }
        }
    }
    for forecast in forecasts {
        let told = outcomes.get(&forecast.statement.0).map_or(&[][..], Vec::as_slice);
        let in_time: Vec<Outcome> = told.iter().copied().filter(|outcome| forecast.due.is_none_or(|due| outcome.day >= due.from)).collect();
        (forecast.status, forecast.settled_by) = verdict(&in_time);
    }
}

/// Whether a later report only tells again what the same voice said then: no outcome, unless it is known to have been said on a later day.
fn is_same_saying(foretold: &Statement, teller: &Statement) -> bool {
    let first = |statement: &Statement| statement.said_on.and_then(PartialDate::first);
    let later = matches!((first(foretold), first(teller)), (Some(before), Some(after)) if after > before);
    let voice = |statement: &Statement| statement.origin().map(|voice| voice.actor);
    voice(foretold).is_some() && voice(foretold) == voice(teller) && !later
}

/// Likelihood from which a statement tells of what another foretold.
const SETTLES: f64 = 0.5;

/// What a later statement tells of a forecast.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Outcome {
    came_true: bool,
    day: Date,
    statement: usize,
}

/// What all that tell of it make of a forecast, and the first that tells it.
fn verdict(outcomes: &[Outcome]) -> (ForecastStatus, Option<StatementId>) {
    let Some(first) = outcomes.iter().min_by_key(|outcome| (outcome.day, outcome.statement)) else { return (ForecastStatus::Open, None) };
    let status = match (first.came_true, outcomes.iter().all(|outcome| outcome.came_true == first.came_true)) {
        (_, false) => ForecastStatus::Unclear,
        (true, true) => ForecastStatus::CameTrue,
        (false, true) => ForecastStatus::DidNot,
    };
    (status, Some(StatementId(first.statement)))
}

/// Whether the words tell of what has been: a verb in the past and no infinitive at their head.
fn tells_what_was(words: &[Word]) -> bool {
    let is_past = |word: &Word| {
        is_one_of("was were did has had been went came took fell rose held met made left won lost began broke", &word.text)
            || (word.text.len() > 4 && word.text.ends_with("ed"))
    };
    words.first().is_some_and(|word| word.text != "to") && words.iter().any(is_past)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecasts::tests::{report, words_of};

    #[test]
    fn the_first_that_tells_settles() {
        let told = |came_true, day, statement| Outcome { came_true, day: Date::constant(2031, 5, day), statement };
        let check = |outcomes: &[Outcome], expected| assert_eq!(verdict(outcomes), expected);
        check(&[], (ForecastStatus::Open, None));
        check(&[told(true, 9, 4), told(true, 7, 6)], (ForecastStatus::CameTrue, Some(StatementId(6))));
        check(&[told(false, 9, 4)], (ForecastStatus::DidNot, Some(StatementId(4))));
        check(&[told(false, 9, 4), told(true, 9, 2)], (ForecastStatus::Unclear, Some(StatementId(2))));
    }

    #[test]
    fn the_same_saying_is_no_outcome() {
        let said = |speaker: usize, day: Option<Date>| {
            let (_, mut statement) = report("the lock opened");
            statement.chain = vec![headwater_core::Voice { actor: headwater_core::ActorId(speaker), name: "Ann Holt".to_owned() }];
            statement.said_on = day.map(PartialDate::Day);
            statement
        };
        let (first, second) = (Some(Date::constant(2031, 5, 2)), Some(Date::constant(2031, 5, 9)));
        assert!(is_same_saying(&said(0, first), &said(0, first)) && is_same_saying(&said(0, None), &said(0, second)));
        assert!(!is_same_saying(&said(0, first), &said(0, second)) && !is_same_saying(&said(0, first), &said(1, first)));
    }

    #[test]
    fn what_was_is_told_in_the_past() {
        let check = |text: &str, expected| {
            assert_eq!(tells_what_was(&words_of(text)), expected, "{text}");
        };
        check("the gates were closed on Monday", true);
        check("the ferry sank and 12 people drowned", true);
        check("to close the gates that were built last year", false);
        check("the gates close at noon", false);
        check("", false);
    }
}
