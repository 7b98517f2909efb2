//! By when something is foretold.

use headwater_core::{DateRange, Span, Statement};
use jiff::civil::Date;

use super::{Word, is_one_of};
use crate::Report;
use crate::lexicon::phrase;
use crate::words::fold;

/// A span of time that began more days before the page is none that lies ahead.
const LONG: i32 = 366;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// The time ahead that the content names: the first that ends on or after the page's day. A time in the condition counts only where no other does,
/// a span that began long before the page (`from 2021 to 2038`) never, and `in six weeks` behind a perfect (`has risen … in six weeks`) is past.
/// A time that only tells which thing is meant (`April's figures`, `the 2031 race`) is none, and the page's own day only where something is foretold
/// just before it: `will open today`, not `those today who think`.
pub(super) fn due(
    report: &Report,
    statement: &Statement,
    words: &[Word],
    page: Option<Date>,
    condition: Option<Span>,
    is_likely: bool,
) -> Option<DateRange> {
    let page = page?;
    let text = report.article.text.as_str();
    let run = |span: Span| statement.content.iter().find(|run| run.contains(span));
    let is_ahead = |span: Span, range: DateRange| {
        let stretch = |&run: &Span| {
            let before = phrase(&text[run.start..span.start]);
            before.rsplit(' ').take(12).any(|word| matches!(word, "has" | "have" | "had"))
        };
        let lasted = range.from > page && fold(span.of(text)).starts_with("in ") && run(span).is_some_and(stretch);
        let is_today = range.from == page && range.to == page;
        range.to >= page
            && (page - range.from).get_days() <= LONG
            && !lasted
            && !tells_which(text, span)
            && (!is_today || is_foretold_before(words, span))
    };
    let times = report.analysis.times.iter().filter(|time| run(time.span).is_some());
    let ranges: Vec<(Span, DateRange)> = times.filter_map(|time| Some((time.span, coming(text, time, page, is_likely)?))).collect();
    let inside: Vec<(Span, DateRange)> = ranges.into_iter().filter(|(span, range)| is_ahead(*span, *range)).collect();
    let outside = inside.iter().find(|(span, _)| condition.is_none_or(|condition| !condition.contains(*span)));
    outside.or(inside.first()).map(|(_, range)| *range)
}

/// Whether a time only tells which thing is meant: `April's figures`, `the 2031 race`.
fn tells_which(text: &str, time: Span) -> bool {
    let owns = |rest: &str| rest.starts_with("'s") || rest.starts_with("’s");
    let words = phrase(time.of(text));
    let is_year = words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit());
    let behind = &text[time.end..];
    let names_a_thing = || {
        let before = phrase(&text[..time.start].chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect::<String>());
        let article = before.rsplit(' ').next().is_some_and(|word| is_one_of("the a an his her its their our my", word));
        article && behind.starts_with(' ') && behind[1..].starts_with(char::is_alphabetic)
    };
    let is_possessive = owns(behind) || words.ends_with("'s");
    (is_possessive && !words.contains("next") && !words.contains("this")) || (is_year && names_a_thing())
}

/// Whether a word that looks ahead stands close before a time, or the time opens the content.
fn is_foretold_before(words: &[Word], time: Span) -> bool {
    const REACH: usize = 12;
    let at = words.partition_point(|word| word.span.start < time.start);
    let ahead = |word: &Word| {
        is_one_of("will won't would wouldn't may might could to shall until by later", &word.text) || word.text.ends_with("'ll")
    };
    at < 2 || words[at.saturating_sub(REACH)..at].iter().any(ahead)
}

/// The days that a time means; of a month without a year beside a word of likelihood (`very likely in March`) those of the month to come, and of
/// `before June` those up to the end of May.
fn coming(text: &str, time: &headwater_language::Time, page: Date, ahead: bool) -> Option<DateRange> {
    let range = time.range?;
    let words = phrase(time.span.of(text));
    let names_a_month = words.rsplit(' ').next().is_some_and(|last| MONTHS.contains(&last)) && !words.contains("last");
    if !ahead || !names_a_month {
        return Some(range);
    }
    let year_on = |day: Date| day.checked_add(jiff::Span::new().years(1)).ok();
    let range = if range.to < page && (page - range.to).get_days() < LONG {
        DateRange { from: year_on(range.from)?, to: year_on(range.to)? }
    } else {
        range
    };
    let start = text[..time.span.start].trim_end();
    let before = &text[start.rfind(char::is_whitespace).map_or(0, |at| at + 1)..start.len()];
    let is_before = words.starts_with("before ") || fold(before) == "before";
    match range.from.yesterday() {
        Ok(eve) if is_before && eve > page => Some(DateRange { from: page.max(eve.first_of_month()), to: eve }),
        _ => Some(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecasts::condition::condition;
    use crate::forecasts::tests::{report, words_of};

    #[test]
    fn what_lies_ahead_is_due() {
        let date = |year, month, day| Date::constant(year, month, day);
        let check = |text: &str, times: &[(&str, Date, Date)], expected: Option<Date>| {
            let (mut report, statement) = report(text);
            report.analysis.times = times
                .iter()
                .map(|&(words, from, to)| {
                    let start = text.find(words).unwrap();
                    let span = Span::new(start, start + words.len());
                    headwater_language::Time { span, range: Some(DateRange { from, to }), value: None, relative: false }
                })
                .collect();
            let words = words_of(text);
            let condition = condition(&report, &statement, &words);
            let found = due(&report, &statement, &words, Some(date(2031, 5, 9)), condition, true);
            assert_eq!(found.map(|due| due.to), expected, "{text}");
        };
        let (june, july) = (("in June", date(2031, 6, 1), date(2031, 6, 30)), ("by July", date(2031, 7, 1), date(2031, 7, 31)));
        check("If the lock jams in June, the quay will be dry by July", &[june, july], Some(july.2));
        check("If the lock jams in June, the quay will be dry", &[june], Some(june.2));
        check("The lease runs from 2021 to 2038", &[("2021 to 2038", date(2021, 1, 1), date(2038, 12, 31))], None);
        check("The quay may open in March", &[("in March", date(2031, 3, 1), date(2031, 3, 31))], Some(date(2032, 3, 31)));
        check("The quay may open before July", &[("July", july.1, july.2)], Some(june.2));
        check("The quay has sunk in three weeks", &[("in three weeks", date(2031, 5, 30), date(2031, 5, 30))], None);
        let today = ("today", date(2031, 5, 9), date(2031, 5, 9));
        check("The quay will open today", &[today], Some(today.2));
        check("There are those today who want a quay", &[today], None);
        check("May’s figures may come in June", &[("May", date(2031, 5, 1), date(2031, 5, 31)), june], Some(june.2));
        check("He may join the 2032 race", &[("2032", date(2032, 1, 1), date(2032, 12, 31))], None);
    }
}
