//! Different days, or different times of day, for one event.
//!
//! Two statements that are likely to tell the same, or whose other words agree, and that each date it once: by days that cannot be one, or by the clock.
//! “In April” and “on 27 April” are one date; what one report looks back on and another looks forward to are two events.

use headwater_core::{ArticleDate, ConflictKind, Span, Statement};
use jiff::civil::Date;
use rayon::prelude::*;

use super::force::Force;
use super::sides::{Held, Value};
use super::{Clash, Ground, denials, numbers, partners};
use crate::claims::features;
use crate::lexicon::phrase;
use crate::lists::List;

/// Likelihood of saying the same from which two statements date one event.
const LIKELY: f64 = 0.5;
/// Share of the lighter statement's weight, and of the heavier one's, that both have, from which they do.
const ALIKE: (f64, f64) = (0.5, 0.3);
/// Weight that two statements and the sentences around them share from which two times of one day belong to one event.
const ONE_SCENE: f64 = 0.8;
/// Minutes between two times of one event at most: what happened hours later is another.
const ONE_EVENT: i32 = 60;
/// Minutes that a time of day may be off, and one that is said to be about so.
const EXACT: i32 = 0;
const ABOUT: i32 = 5;

/// Words that tell that an event was put off: then two dates of it are both right.
static MOVED: List =
    List::new("postponed postpone delayed delay rescheduled reschedule moved pushed brought extended extend until since by before after");
/// Words before a time that make it inexact.
static INEXACT: List = List::new("about around roughly approximately nearly almost shortly just circa");

/// When something is said to happen.
struct Dated {
    span: Span,
    value: Value,
}

/// Pairs of statements that date one event differently.
pub fn clashes(ground: &Ground) -> Vec<Clash> {
    let dated: Vec<Vec<Dated>> = ground.statements.par_iter().map(|statement| dates(ground, statement)).collect();
    let asserts: Vec<bool> = (0..dated.len()).into_par_iter().map(|number| !Force::new(ground, number).asserts_nothing()).collect();
    let has_date = |statement: usize| asserts[statement] && !dated[statement].is_empty();
    let pairs = partners::pairs(&ground.compared.sayings, has_date, has_date).into_par_iter();
    pairs.filter_map(|(x, y)| clash(ground, (x, &dated[x]), (y, &dated[y]))).collect()
}

fn clash(ground: &Ground, (x, of_x): (usize, &[Dated]), (y, of_y): (usize, &[Dated])) -> Option<Clash> {
    // Who gives two dates speaks of two events, and nobody contradicts himself.
    let ([a], [b]) = (of_x, of_y) else { return None };
    if ground.are_one_text(x, y) || ground.same_holder(x, y) || a.value.agrees(b.value) {
        return None;
    }
    let likelihood = ground.compared.likelihood(x, y);
    let topic = denials::topic(ground, x, y);
    let are_one = match (a.value, b.value) {
        (Value::Days(.., past), Value::Days(.., other_past)) if past == other_past => {
            let (of_lighter, of_heavier) = features::shares(&ground.compared.sayings[x], &ground.compared.sayings[y]);
            let (most, least) = (of_lighter.max(of_heavier), of_lighter.min(of_heavier));
            likelihood >= LIKELY || (most >= ALIKE.0 && least >= ALIKE.1)
        }
        (Value::Clock(from, _), Value::Clock(other, _)) => {
            (from - other).abs() <= ONE_EVENT && (likelihood >= LIKELY || topic >= ONE_SCENE)
        }
        _ => false,
    };
    are_one.then(|| {
        let held = |by: usize, dated: &Dated| Held { value: dated.value, words: numbers::told(ground, by, dated.span), by };
        // The detail is told of the sides, when all are known.
        let (x, y, detail) = (held(x, a), held(y, b), String::new());
        Clash {
            x,
            y,
            kind: ConflictKind::Date,
            detail,
            subject: None,
            strength: 1.0 + likelihood,
            certain: likelihood >= LIKELY,
            parts: false,
            no: None,
        }
    })
}

/// The days and times of day in a statement; none where it tells that something was put off.
fn dates(ground: &Ground, statement: &Statement) -> Vec<Dated> {
    let report = &ground.reports[statement.article.0];
    let text = report.article.text.as_str();
    let published = report.article.published.as_ref().and_then(ArticleDate::day);
    let mut dated = Vec::new();
    for run in &statement.content {
        if phrase(run.of(text)).split(' ').any(|word| MOVED.has(word)) {
            return Vec::new();
        }
        let clocks = clocks(run.of(text)).into_iter();
        dated.extend(clocks.map(|(span, value)| Dated { span: Span::new(span.start + run.start, span.end + run.start), value }));
        let is_past = |last: Date| published.is_none_or(|published| last <= published);
        let days = report.analysis.times.iter().filter(|time| run.contains(time.span));
        let days = days.filter_map(|time| Some((time.span, time.value?.first()?, time.value?.last()?)));
        dated.extend(days.map(|(span, first, last)| Dated { span, value: Value::Days(first, last, is_past(last)) }));
    }
    dated
}

/// The times of day in some words: `6.04am`, `about 10:30 p.m.`, `18:05`.
fn clocks(words: &str) -> Vec<(Span, Value)> {
    let mut tokens: Vec<(Span, String)> = Vec::new();
    let mut from = 0;
    for token in words.split_whitespace() {
        let start = from + words[from..].find(token).unwrap_or_default();
        from = start + token.len();
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
        tokens.push((Span::new(start, from), bare.to_lowercase().replace('.', ":")));
    }
    let mut found = Vec::new();
    for (at, (span, token)) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map_or("", |(_, next)| next.as_str());
        let half = |word: &str| match word {
            "am" | "a:m" => Some(0),
            "pm" | "p:m" => Some(12),
            _ => None,
        };
        let digits = token.trim_end_matches(|c: char| !c.is_ascii_digit());
        let (end, afternoon) = match (half(&token[digits.len()..]), half(next)) {
            (Some(half), _) => (span.end, Some(half)),
            (None, Some(half)) if digits.len() == token.len() => (tokens[at + 1].0.end, Some(half)),
            _ => (span.end, None),
        };
        // Without a half of the day only minutes tell a time from another number.
        let is_plain = afternoon.is_none() && (digits.len() != token.len() || !words[span.start..span.end].contains(':'));
        let Some(minutes) = minutes(digits, afternoon).filter(|_| !is_plain) else { continue };
        let is_inexact = (1..=2).any(|back| at.checked_sub(back).is_some_and(|before| INEXACT.has(&tokens[before].1)));
        found.push((Span::new(span.start, end), Value::Clock(minutes, if is_inexact { ABOUT } else { EXACT })));
    }
    found
}

/// Minutes since midnight.
fn minutes(digits: &str, half: Option<i32>) -> Option<i32> {
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "00"));
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, (minutes.len() == 2).then(|| minutes.parse().ok())??);
    let hours = match half {
        Some(half) if (1..=12).contains(&hours) => hours % 12 + half,
        None if (0..24).contains(&hours) => hours,
        _ => return None,
    };
    (0..60).contains(&minutes).then_some(60 * hours + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        let check = |words: &str, expected: &[(i32, i32)]| {
            let found = clocks(words);
            let values: Vec<(i32, i32)> =
                found.iter().filter_map(|(_, value)| if let Value::Clock(m, off) = *value { Some((m, off)) } else { None }).collect();
            assert_eq!(values, expected, "{words}");
        };
        check("the bell rang at 6.04am and at 7 p.m.", &[(364, EXACT), (1140, EXACT)]);
        check("It fell at about 10:30 PM, they said", &[(1350, ABOUT)]);
        check("The crane fell at 18:05.", &[(1085, EXACT)]);
        check("They won 3.5 and paid 12 crowns in 2031", &[]);
        check("at 25:10, 99am or é.5am", &[]);
    }

    #[test]
    fn dates_that_cannot_be_one() {
        let day = |first, last, past| Value::Days(Date::constant(2031, 4, first), Date::constant(2031, 4, last), past);
        assert!(day(1, 30, true).agrees(day(27, 27, true)));
        assert!(!day(26, 26, true).agrees(day(27, 27, true)));
        assert!(Value::Clock(364, ABOUT).agrees(Value::Clock(370, ABOUT)));
        assert!(!Value::Clock(364, EXACT).agrees(Value::Clock(375, ABOUT)));
    }
}
