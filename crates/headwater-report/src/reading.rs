//! What every view asks of a story: names, dates, order, chains, the figures of the head line.
//!
//! Nothing here decides anything about a story; it only says in words and in order what is there.

use std::collections::{BTreeMap, BTreeSet};

use headwater_core::{
    Article, ArticleId, Claim, DateBasis, Event, ForecastStatus, Independence, Moment, PartialDate, Side, Span, SpreadKind, Statement,
    Story,
};
use jiff::civil::Date;

/// The figures of the head line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview {
    /// How many reports were read.
    pub reports: usize,
    /// How many outlets they are from, as far as they are known.
    pub outlets: usize,
    /// First and last day that a report is from, as far as dates are known.
    pub days: Option<(Date, Date)>,
    /// How many reports have no date at all.
    pub undated: usize,
    /// How many claims stand in several reports.
    pub claims: usize,
    /// How many of those go back to one origin, whichever way independence is counted.
    pub single_origin: usize,
    /// How many things cannot both hold.
    pub conflicts: usize,
    /// How many more may conflict.
    pub may_conflict: usize,
    /// How many things are foretold that no report has settled.
    pub open_forecasts: usize,
    /// How many inputs, or parts of them, could not be read.
    pub lost: usize,
}

/// Counts what the head line says.
pub fn overview(story: &Story) -> Overview {
    let outlets: BTreeSet<&str> = story.articles.iter().filter_map(known_outlet).collect();
    let days = story.articles.iter().filter_map(days_of);
    let days = days.reduce(|(from, to), (first, last)| (from.min(first), to.max(last)));
    Overview {
        reports: story.articles.len(),
        outlets: outlets.len(),
        days,
        undated: story.articles.iter().filter(|article| days_of(article).is_none()).count(),
        claims: story.claims.len(),
        single_origin: story.claims.iter().filter(|claim| claim.independent.at_most == 1).count(),
        conflicts: story.conflicts.iter().filter(|conflict| conflict.certain).count(),
        may_conflict: story.conflicts.iter().filter(|conflict| !conflict.certain).count(),
        open_forecasts: foretold(story).iter().filter(|group| story.forecasts[group[0]].status == ForecastStatus::Open).count(),
        lost: story.warnings.iter().filter(|problem| problem.lost).count(),
    }
}

/// How many things conflict, and how many more may.
pub fn conflicts(overview: &Overview) -> String {
    let sure = count(overview.conflicts, "conflict");
    if overview.may_conflict > 0 { format!("{sure} and {} possible", overview.may_conflict) } else { sure }
}

/// Who hold a side of a conflict, each once, in the order of their statements.
pub fn holders<'a>(story: &'a Story, side: &Side) -> Vec<&'a str> {
    let mut holders: Vec<&str> = Vec::new();
    for statement in side.statements.iter().filter_map(|id| story.statements.get(id.0)) {
        let own = || story.articles.get(statement.article.0).map_or("", outlet);
        let holder = statement.origin().map_or_else(own, |voice| voice.name.as_str());
        if !holders.contains(&holder) {
            holders.push(holder);
        }
    }
    holders
}

/// What the story is called: the title of its largest part, or of its first report.
pub fn title(story: &Story) -> Option<&str> {
    let part = story.parts.first().map(|part| part.title.as_str());
    part.or_else(|| story.articles.first()?.title.as_deref()).map(headline).filter(|title| !title.is_empty())
}

/// A title without the mark in brackets by which an agency's desk numbers its versions: `(LEAD)`, `(2nd LD)`, `(URGENT)`.
pub fn headline(title: &str) -> &str {
    let title = title.trim();
    let marked = title.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let Some((mark, rest)) = marked else { return title };
    let numbered = |word: &str| ["st", "nd", "rd", "th"].iter().any(|end| word.strip_suffix(end).is_some_and(|n| n.parse::<u8>().is_ok()));
    let version = |word: &str| DESK_MARKS.contains(&word) || numbered(word);
    let mark = mark.to_lowercase();
    if !rest.trim().is_empty() && !mark.is_empty() && mark.split([' ', '-']).all(version) { rest.trim() } else { title }
}

/// Words of the marks that agencies set before a title to tell its versions apart.
const DESK_MARKS: [&str; 11] =
    ["ld", "lead", "update", "updated", "urgent", "flash", "bulletin", "recast", "refile", "correction", "corrected"];

/// The name under which a reader knows a report's publisher: the outlet's, or where none is known that of the file which the report was read from.
pub fn outlet(article: &Article) -> &str {
    known_outlet(article).unwrap_or_else(|| article.location.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default())
}

fn known_outlet(article: &Article) -> Option<&str> {
    article.outlet.as_ref().map(|outlet| outlet.name.as_str()).filter(|name| !name.trim().is_empty())
}

/// The words of a span; nothing where the span is none of this text.
pub fn words(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or_default()
}

/// A statement's words, with ` … ` between runs that do not stand side by side.
pub fn statement_words(story: &Story, statement: &Statement) -> String {
    let Some(article) = story.articles.get(statement.article.0) else { return String::new() };
    let runs: Vec<&str> = statement.content.iter().map(|span| words(&article.text, *span)).collect();
    runs.join(" … ")
}

/// Number of the line on which a span begins, first line 1.
pub fn line(text: &str, span: Span) -> usize {
    let before = text.get(..span.start.min(text.len())).unwrap_or_default();
    before.matches('\n').count() + 1
}

/// `reports/harbour-daily.txt:12`: where a span stands, in a form that editors open.
pub fn place(article: &Article, span: Span) -> String {
    format!("{}:{}", article.location, line(&article.text, span))
}

/// The voices through whom a statement comes, the outlet first, the origin last.
pub fn chain<'s>(story: &'s Story, statement: &'s Statement) -> Vec<&'s str> {
    let page = story.articles.get(statement.article.0).map(outlet);
    page.into_iter().chain(statement.chain.iter().map(|voice| voice.name.as_str())).collect()
}

/// The member of a claim that passed through most voices, the earliest of those: the path that tells most about where the claim comes from.
pub fn longest_chain<'s>(story: &'s Story, claim: &Claim) -> Option<&'s Statement> {
    let members = claim.statements.iter().filter_map(|id| story.statements.get(id.0));
    members.rev().max_by_key(|statement| statement.chain.len())
}

/// The reports in order of time: by the first day that each can be from, those without any date last, otherwise as given.
pub fn in_order_of_time(story: &Story) -> Vec<ArticleId> {
    let mut order: Vec<ArticleId> = (0..story.articles.len()).map(ArticleId).collect();
    order.sort_by_key(|id| moment(&story.articles[id.0]));
    order
}

/// How a report has a claim; none where it has not.
pub fn how(claim: &Claim, article: ArticleId) -> Option<SpreadKind> {
    claim.spread.iter().find(|spread| spread.article == article).map(|spread| spread.how)
}

/// Forecasts that foretell the same: members of one claim, in the same words, or one inside the other, with the same days. Each group begins with the one that tells
/// most, those with a likelihood stand first, then those with days, otherwise in the order of their first forecasts. Positions are those in [`Story::forecasts`].
pub fn foretold(story: &Story) -> Vec<Vec<usize>> {
    let mut claim = vec![None; story.statements.len()];
    for (n, it) in story.claims.iter().enumerate() {
        for id in &it.statements {
            if let Some(of) = claim.get_mut(id.0) {
                *of = of.or(Some(n));
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut by_claim = BTreeMap::new();
    let mut by_statement = BTreeMap::new();
    let mut by_words = BTreeMap::new();
    for (n, forecast) in story.forecasts.iter().enumerate() {
        let days = forecast.due.map(|due| (due.from, due.to));
        let of_claim = claim.get(forecast.statement.0).copied().flatten().map(|claim| (claim, days));
        let outer = story.statements.get(forecast.statement.0).and_then(|statement| statement.within);
        let words = story.statements.get(forecast.statement.0).map(|statement| plain(&statement_words(story, statement)));
        let words = words.filter(|words| words.split(' ').count() >= FEWEST_WORDS).map(|words| (words, days));
        let known = of_claim
            .and_then(|key| by_claim.get(&key))
            .or_else(|| by_statement.get(&(outer?, days)))
            .or_else(|| by_words.get(words.as_ref()?))
            .copied();
        let group = known.unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(n);
        by_statement.insert((forecast.statement, days), group);
        if let Some(words) = words {
            by_words.entry(words).or_insert(group);
        }
        if let Some(key) = of_claim {
            by_claim.entry(key).or_insert(group);
        }
    }
    for group in &mut groups {
        let tells = |n: &usize| {
            let forecast = &story.forecasts[*n];
            (forecast.likelihood.is_none(), forecast.condition.is_none(), *n)
        };
        group.sort_by_key(tells);
    }
    groups.sort_by_key(|group| {
        let forecast = &story.forecasts[group[0]];
        (forecast.likelihood.is_none(), forecast.due.is_none())
    });
    groups
}

/// Fewer words than this (`to talks`) may be said of other matters.
const FEWEST_WORDS: usize = 4;

/// The words without marks, in small letters.
fn plain(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Days before the first report at which what is told becomes its background.
const BACKGROUND: i32 = 92;

/// Whether an event lies so long before all reports that they tell it as background.
pub fn is_background(story: &Story, event: &Event) -> bool {
    let Some(first) = story.articles.iter().filter_map(days_of).map(|(from, _)| from).min() else { return false };
    let last = match event.date {
        PartialDate::Day(day) => Some(day),
        PartialDate::Month(year, month) => Date::new(year, month, 1).ok().map(Date::last_of_month),
        PartialDate::Year(year) => Date::new(year, 12, 31).ok(),
    };
    last.is_some_and(|last| first.since(last).is_ok_and(|span| span.get_days() > BACKGROUND))
}

/// `1`, `1–2`, or `not measured`.
pub fn independence(independent: &Independence) -> String {
    match (independent.at_least, independent.at_most) {
        (_, 0) => "not measured".into(),
        (least, most) if least == most => most.to_string(),
        (least, most) => format!("{least}–{most}"),
    }
}

/// When a report appeared, in words, as precisely as known.
pub fn published(article: &Article) -> String {
    let Some(date) = &article.published else { return "no date".into() };
    match (date.value, date.not_before, date.not_after) {
        (Some(moment), ..) if date.basis == DateBasis::Inferred => format!("{} (inferred)", moment_words(moment)),
        (Some(moment), ..) => moment_words(moment),
        (None, Some(from), Some(to)) => format!("{} (inferred)", range_words(from, to)),
        (None, Some(from), None) => format!("{} or later (inferred)", day_words(from)),
        (None, None, Some(to)) => format!("{} or earlier (inferred)", day_words(to)),
        (None, None, None) => "no date".into(),
    }
}

/// `4` and `Mar`: the day of a report for the head of a column; `?` where none is known.
pub fn short_day(article: &Article) -> (String, String) {
    let Some((from, to)) = days_of(article) else { return ("?".into(), String::new()) };
    let month = |day: Date| month_words(day.month())[..3].to_owned();
    if from == to {
        (from.day().to_string(), month(from))
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        (format!("{}–{}", from.day(), to.day()), month(to))
    } else {
        (format!("{} {}", from.day(), month(from)), "–".into())
    }
}

/// `4 March 2031`, `March 2031`, `2031`
pub fn date_words(date: PartialDate) -> String {
    match date {
        PartialDate::Day(day) => day_words(day),
        PartialDate::Month(year, month) => format!("{} {year}", month_words(month)),
        PartialDate::Year(year) => year.to_string(),
    }
}

/// `4 March 2031`
pub fn day_words(day: Date) -> String {
    format!("{} {} {}", day.day(), month_words(day.month()), day.year())
}

/// `4 March 2031`, `4–9 March 2031`, `28 February – 2 March 2031`, `30 December 2030 – 2 January 2031`
pub fn range_words(from: Date, to: Date) -> String {
    if from == to {
        day_words(to)
    } else if from.year() != to.year() {
        format!("{} – {}", day_words(from), day_words(to))
    } else if from.month() != to.month() {
        format!("{} {} – {}", from.day(), month_words(from.month()), day_words(to))
    } else {
        format!("{}–{}", from.day(), day_words(to))
    }
}

/// `1 report`, `2 reports`
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(n)) }
}

/// A number with a thin break every three digits from a thousand on (`12,345`).
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `4 March 2031, 18:30`, or as much of it as is known.
pub fn moment_words(moment: Moment) -> String {
    match moment {
        Moment::Minute(time, _) => format!("{}, {:02}:{:02}", day_words(time.date()), time.hour(), time.minute()),
        Moment::Day(day) => day_words(day),
        Moment::Month(year, month) => format!("{} {year}", month_words(month)),
        Moment::Year(year) => year.to_string(),
    }
}

fn month_words(month: i8) -> &'static str {
    let names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    usize::try_from(month - 1).ok().and_then(|n| names.get(n)).copied().unwrap_or("???")
}

/// Sorts dated reports by the first moment that they can be from, undated ones behind them.
fn moment(article: &Article) -> (bool, Option<jiff::civil::DateTime>) {
    let start = |date: Date| date.to_datetime(jiff::civil::Time::midnight());
    let known = article.published.as_ref().and_then(|date| match date.value {
        // Offsets are brought to one clock, so that 23:00 in one place can lie before 20:00 in another.
        Some(Moment::Minute(time, Some(offset))) => offset.to_timestamp(time).ok().map(|at| jiff::tz::Offset::UTC.to_datetime(at)),
        Some(Moment::Minute(time, None)) => Some(time),
        Some(Moment::Day(day)) => Some(start(day)),
        Some(Moment::Month(year, month)) => Date::new(year, month, 1).ok().map(start),
        Some(Moment::Year(year)) => Date::new(year, 1, 1).ok().map(start),
        None => date.not_before.or(date.not_after).map(start),
    });
    (known.is_none(), known)
}

fn days_of(article: &Article) -> Option<(Date, Date)> {
    let date = article.published.as_ref()?;
    match date.value {
        Some(Moment::Minute(time, _)) => Some((time.date(), time.date())),
        Some(Moment::Day(day)) => Some((day, day)),
        Some(Moment::Month(year, month)) => Date::new(year, month, 1).ok().map(|first| (first, first.last_of_month())),
        Some(Moment::Year(year)) => Date::new(year, 1, 1).ok().map(|first| (first, first.last_of_year())),
        None => match (date.not_before, date.not_after) {
            (Some(from), Some(to)) => Some((from, to)),
            (one, other) => one.or(other).map(|day| (day, day)),
        },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_in_words() {
        let check = |from, to, expected: &str| assert_eq!(range_words(from, to), expected);
        check(date(2031, 3, 4), date(2031, 3, 4), "4 March 2031");
        check(date(2031, 3, 4), date(2031, 3, 9), "4–9 March 2031");
        check(date(2031, 2, 28), date(2031, 3, 2), "28 February – 2 March 2031");
        check(date(2030, 12, 30), date(2031, 1, 2), "30 December 2030 – 2 January 2031");
    }

    #[test]
    fn titles_lose_the_marks_of_the_desk() {
        let check = |title: &str, expected: &str| assert_eq!(headline(title), expected);
        check("(2nd LD) Ferry sinks off Ostrey", "Ferry sinks off Ostrey");
        check(" (LEAD) Ferry sinks", "Ferry sinks");
        check("(URGENT)Ferry sinks", "Ferry sinks");
        check("(Nearly) all are saved", "(Nearly) all are saved");
        check("(LEAD)", "(LEAD)");
        check("() Ferry", "() Ferry");
        check("(2nd", "(2nd");
    }

    #[test]
    fn numbers_in_words() {
        assert_eq!(count(0, "report"), "0 reports");
        assert_eq!(count(1, "report"), "1 report");
        assert_eq!(count(1_234_567, "report"), "1,234,567 reports");
    }

    #[test]
    fn lines_are_counted_from_one() {
        assert_eq!(line("a\nb\nc", Span::new(0, 1)), 1);
        assert_eq!(line("a\nb\nc", Span::new(4, 5)), 3);
        assert_eq!(line("a\nb\nc", Span::new(99, 100)), 3);
    }
}
