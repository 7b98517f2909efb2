//! Different numbers for one thing.
//!
//! Every two numbers that count one thing ([`counts`]) are held against each other, whether or not their statements were likely to be one claim.
//! Approximations widen a number; a later report may raise a moving figure.

use std::collections::BTreeMap;

use headwater_core::{ArticleDate, ConflictKind, Span, Statement};
use headwater_language::{Approximation, Quantity};
use jiff::civil::Date;
use rayon::prelude::*;

use super::counts::{self, Count, Likeness};
use super::sides::{Held, Sides, Value};
use super::{Clash, Ground, capital};
use crate::Report;
use crate::lexicon::{LEXICON, phrase};

/// Share of the weight of the lighter clause, the number left out, that both must have in common.
const ALIKE: f64 = 0.45;
/// Weight that they must have in common.
const ENOUGH: f64 = 0.5;
/// The share, where the same became of the people counted.
const ALIKE_FATE: f64 = 0.2;
/// Likelihood of saying the same from which two statements count one thing, whatever their words, if the same became of the people.
const LIKELY: f64 = 0.2;
/// Relative difference up to which an approximate number is a rounding of another.
const ROUNDING: f64 = 0.1;
/// Most counts of one unit that are held against each other.
const MOST: usize = 1_000;
/// Likelihood from which two numbers of anything but people to whom one thing happened are told, as what may be a conflict: clauses about money and
/// shares are alike all through a report.
const LEAST_LIKELY: f64 = 0.1;
/// Days after which a figure that does not move may have been taken anew.
const ANEW: i32 = 7;

/// Pairs of statements with different numbers for one thing.
pub fn clashes(ground: &Ground) -> Vec<Clash> {
    let counts = &of_statements(ground);
    let mut by_unit: BTreeMap<&str, Vec<(usize, &Count)>> = BTreeMap::new();
    for (statement, count) in counts.iter().enumerate().flat_map(|(statement, counts)| counts.iter().map(move |count| (statement, count))) {
        by_unit.entry(&count.unit).or_default().push((statement, count));
    }
    let mut clashes = Vec::new();
    for of_unit in by_unit.values() {
        let of_unit = &of_unit[..of_unit.len().min(MOST)];
        let with_later = |n: usize| of_unit[n + 1..].iter().filter_map(move |&later| clash(ground, counts, of_unit[n], later));
        clashes.par_extend((0..of_unit.len()).into_par_iter().flat_map_iter(with_later));
    }
    clashes
}

/// Pairs of statements that give different numbers of one unit and agree in none: later figures and figures of a part contradict nobody, but they are
/// other claims.
pub fn of_other_number(ground: &Ground) -> Vec<(usize, usize)> {
    let quantities = quantities(ground);
    let edges = ground.compared.edges.par_iter().filter(|&&(x, y, _)| different(&quantities[x], &quantities[y]));
    edges.map(|&(x, y, _)| (x, y)).collect()
}

fn of_statements(ground: &Ground) -> Vec<Vec<Count>> {
    let contents: Vec<(&Report, &[Span])> =
        ground.statements.iter().map(|statement| (&ground.reports[statement.article.0], statement.content.as_slice())).collect();
    counts::counts(&contents)
}

/// A number with the stem of its unit.
struct Measure<'a> {
    quantity: &'a Quantity,
    unit: String,
    of_people: bool,
}

/// For each statement its numbers with a unit.
fn quantities<'a>(ground: &Ground<'a>) -> Vec<Vec<Measure<'a>>> {
    let measures = |statement: &Statement| {
        let quantities = &ground.reports[statement.article.0].analysis.quantities;
        let inside = quantities.iter().filter(|quantity| statement.content.iter().any(|run| run.contains(quantity.span)));
        let measure = |quantity: &'a Quantity| {
            let unit = LEXICON.stem(&phrase(quantity.unit.as_deref()?));
            Some(Measure { quantity, of_people: counts::is_people(&unit), unit })
        };
        inside.filter_map(measure).collect()
    };
    ground.statements.par_iter().map(measures).collect()
}

/// Whether a statement has a number of something that agrees with a value.
pub fn gives(ground: &Ground, statement: usize, value: (f64, f64, Approximation)) -> bool {
    let statement = &ground.statements[statement];
    let quantities = &ground.reports[statement.article.0].analysis.quantities;
    let inside = quantities.iter().filter(|quantity| statement.content.iter().any(|run| run.contains(quantity.span)));
    inside.filter(|quantity| quantity.unit.is_some()).any(|it| !differ_in((it.low, it.high, it.approximation), value))
}

/// Whether two statements differ in a number of one unit and nothing in the other agrees with either: a number that both have shows what they count,
/// and then the others count something else.
fn different(of_x: &[Measure], of_y: &[Measure]) -> bool {
    let reading = |measure: &Measure| (measure.quantity.low, measure.quantity.high, measure.quantity.approximation);
    let differ = |a: &Measure, b: &Measure| differ_in(reading(a), reading(b));
    let of_one = |a: &Measure, b: &Measure| a.unit == b.unit || (a.of_people && b.of_people);
    let agree = |a: &Measure, b: &Measure| of_one(a, b) && !differ(a, b);
    let first = of_x.iter().flat_map(|a| of_y.iter().map(move |b| (a, b))).find(|(a, b)| of_one(a, b) && differ(a, b));
    first.is_some_and(|(a, b)| !of_x.iter().any(|x| agree(x, b)) && !of_y.iter().any(|y| agree(a, y)))
}

fn clash(ground: &Ground, counts: &[Vec<Count>], (x, a): (usize, &Count), (y, b): (usize, &Count)) -> Option<Clash> {
    let (of_x, of_y) = (&ground.statements[x], &ground.statements[y]);
    let same_article = of_x.article == of_y.article;
    let one_text = same_article && of_x.content.iter().any(|run| of_y.content.iter().any(|other| run.overlaps(*other)));
    // Who gives two numbers on one page speaks of two things.
    if x == y || one_text || !differ(a, b) || (same_article && ground.same_holder(x, y)) {
        return None;
    }
    let likeness = counts::likeness(a, b)?;
    let likelihood = ground.compared.likelihood(x, y);
    let is_likely = likelihood >= LIKELY && likeness.weight >= ENOUGH && likeness.share >= ALIKE_FATE;
    let are_one = is_one_thing(a, b, likeness) || (likeness.same_fate && is_likely);
    if !are_one || (!likeness.same_fate && likelihood < LEAST_LIKELY) {
        return None;
    }
    let agree = |of: &[Count], count: &Count| of.iter().any(|other| counts::likeness(other, count).is_some() && !differ(other, count));
    if agree(&counts[x], b) || agree(&counts[y], a) || is_update(day(ground, x), day(ground, y), a, b) {
        return None;
    }
    // Accounts of one matter that round a number otherwise are one conflict.
    let (low, high) = (leading(a.high.min(b.high)), leading(a.high.max(b.high)));
    let subject = Some(format!("number {} {:?} {low} {high}", a.unit, a.fate.or(b.fate)));
    let strength = 2.0 + likeness.share + f64::from(u8::from(likeness.same_fate));
    let held = |by: usize, count: &Count| {
        let value = Value::Number(count.low, count.high, count.approximation);
        Held { value, words: told(ground, by, count.span), by }
    };
    // The detail is told of the sides, when all are known.
    let detail = String::new();
    Some(Clash {
        x: held(x, a),
        y: held(y, b),
        kind: ConflictKind::Number,
        detail,
        subject,
        strength,
        certain: likeness.same_fate,
        parts: true,
        no: None,
    })
}

/// The sentence that names the numbers, or dates, and who gives each.
pub fn detail(ground: &Ground, sides: &Sides) -> String {
    // Two voices of one name, such as officials, are told apart by who reports them.
    let names = |as_reported: bool| sides.iter().map(move |(_, by)| ground.holders(by.iter().copied(), as_reported));
    let mut plain: Vec<String> = names(false).map(|name| phrase(&name)).collect();
    plain.sort_unstable();
    plain.dedup();
    let is_one_name = plain.len() < names(false).count();
    let said: Vec<String> = names(is_one_name).zip(sides.iter()).map(|(name, (held, _))| format!("{name} said “{}”", held.words)).collect();
    let (last, others) = said.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
    capital(&format!("{}, but {last}.", others.join(", ")))
}

/// A number rounded to its first digit.
fn leading(number: f64) -> f64 {
    let scale = 10_f64.powf(number.abs().max(1.0).log10().floor());
    (number / scale).round() * scale
}

/// Whether two counts are of one thing: the same became of the people whom both count, or their clauses agree.
pub fn is_one_thing(a: &Count, b: &Count, likeness: Likeness) -> bool {
    let plain = a.is_plain() || b.is_plain();
    (likeness.same_fate && (plain || likeness.share >= ALIKE_FATE)) || (likeness.share >= ALIKE && likeness.weight >= ENOUGH)
}

/// When a statement was made, as far as is known.
fn day(ground: &Ground, statement: usize) -> Option<Date> {
    let statement = &ground.statements[statement];
    let published = ground.reports[statement.article.0].article.published.as_ref().and_then(ArticleDate::day);
    statement.said_on.and_then(headwater_core::PartialDate::last).or(published)
}

/// The words around a number or a date that say what is counted or dated.
pub fn told(ground: &Ground, statement: usize, number: Span) -> String {
    let statement = &ground.statements[statement];
    let text = ground.reports[statement.article.0].article.text.as_str();
    let run = statement.content.iter().find(|run| run.contains(number)).copied().unwrap_or(number);
    around(run.of(text), number.start - run.start, number.end - run.start)
}

/// The stretch of a sentence around a number: from the clause's begin, a few words before the number at most, to the clause's end.
fn around(words: &str, start: usize, end: usize) -> String {
    const BEFORE: usize = 8;
    const BEHIND: usize = 14;
    let is_end = |word: &str| word.ends_with(['.', ',', ';', '!', '?', ':', '”', '"']);
    let mut before: Vec<&str> = words[..start].split_whitespace().rev().take_while(|word| !is_end(word)).collect();
    let is_cut = before.len() > BEFORE;
    before.truncate(if is_cut { BEFORE } else { before.len() });
    before.reverse();
    let number: Vec<&str> = words[start..end].split_whitespace().collect();
    let mut behind: Vec<&str> = Vec::new();
    if !number.last().is_some_and(|word| is_end(word)) {
        for word in words[end..].split_whitespace().take(BEHIND) {
            behind.push(word);
            if is_end(word) {
                break;
            }
        }
    }
    let told = before.iter().chain(&number).chain(&behind).copied().collect::<Vec<_>>().join(" ");
    let told = told.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '“' | '”' | '"') || c.is_whitespace());
    if is_cut { format!("… {told}") } else { told.to_owned() }
}

/// Whether no reading of the two numbers agrees.
pub fn differ(a: &Count, b: &Count) -> bool {
    differ_in((a.low, a.high, a.approximation), (b.low, b.high, b.approximation))
}

/// As [`differ`], of the least and the most that is meant and how exact it is.
pub fn differ_in(a: (f64, f64, Approximation), b: (f64, f64, Approximation)) -> bool {
    let reach = |(low, high, approximation): (f64, f64, Approximation)| {
        let size = low.abs().max(high.abs());
        match approximation {
            Approximation::Exact => (low, high),
            Approximation::About => (low - ROUNDING * size, high + ROUNDING * size),
            Approximation::AtLeast => (low, high + 2.0 * ROUNDING * size),
            Approximation::AtMost => (low - 2.0 * ROUNDING * size, high),
        }
    };
    let ((low_a, high_a), (low_b, high_b)) = (reach(a), reach(b));
    if low_a <= high_b && low_b <= high_a {
        return false;
    }
    // A round number may be the other, rounded: 140 for 143, a dozen for 11.
    let (small, large) = (a.1.min(b.1), a.1.max(b.1));
    let is_round = |number: f64| number >= 10.0 && (number % 10.0 == 0.0 || number % 12.0 == 0.0);
    let rounded = (is_round(a.1) || is_round(b.1)) && (large - small) <= 0.05 * large;
    !rounded
}

/// Whether the one number is the other, later: larger and of what grows, told as risen, or taken anew after a while.
fn is_update(of_a: Option<Date>, of_b: Option<Date>, a: &Count, b: &Count) -> bool {
    let (Some(of_a), Some(of_b)) = (of_a, of_b) else { return false };
    let later_is_larger = (of_a < of_b) == (a.high < b.high);
    let larger = if a.high > b.high { a } else { b };
    if of_a == of_b {
        return larger.moves() && larger.rises;
    }
    let is_missing = a.is_missing() || b.is_missing();
    (a.moves() && (later_is_larger || is_missing)) || a.rises || b.rises || (!a.moves() && (of_a - of_b).get_days().abs() >= ANEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_and_larger_is_an_update() {
        let day = |day| Some(Date::constant(2031, 5, day));
        let count = |number: f64, fate| Count { low: number, high: number, ..Count::of_people(fate) };
        let check = |a: (f64, i8), b: (f64, i8), fate, expected| {
            assert_eq!(is_update(day(a.1), day(b.1), &count(a.0, fate), &count(b.0, fate)), expected, "{a:?} {b:?}");
        };
        let (dead, missing, aboard) = (0, 2, 3);
        check((9.0, 3), (12.0, 4), dead, true);
        check((12.0, 3), (9.0, 4), dead, false);
        check((9.0, 3), (12.0, 3), dead, false);
        check((28.0, 3), (12.0, 4), missing, true);
        check((143.0, 3), (180.0, 4), aboard, false);
        check((143.0, 3), (180.0, 20), aboard, true);
    }

    #[test]
    fn a_number_is_told_with_what_it_counts() {
        let check = |words: &str, number: &str, expected: &str| {
            let start = words.find(number).unwrap();
            assert_eq!(around(words, start, start + number.len()), expected);
        };
        check("fewer than 300 boats had been moved.", "fewer than 300 boats", "fewer than 300 boats had been moved");
        check("The quay was crowded, and 300 boats lay there, idle", "300 boats", "and 300 boats lay there");
    }
}
