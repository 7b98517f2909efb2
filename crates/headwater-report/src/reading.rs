//! What every view asks of a story: names, dates, order, chains, the figures of the head line.
//!
//! Nothing here decides anything about a story; it only says in words and in order what is there.

use std::collections::{BTreeMap, BTreeSet};

use headwater_core::{
    Article, ArticleDate, ArticleId, Claim, DateBasis, Event, ForecastStatus, Independence, Moment, PartialDate, Side, Span, SpreadKind,
    Statement, Story, StoryPart,
};
use jiff::civil::Date;

use crate::visible;

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

/// The member in whose words a claim is told; of several the one that passed through most voices, the earliest of those: the path that tells most about
/// where these words come from. Another member's path would lay them to one who did not say them.
pub fn teller<'s>(story: &'s Story, claim: &Claim) -> Option<&'s Statement> {
    let told = plain(&claim.text);
    let members = claim.statements.iter().filter_map(|id| story.statements.get(id.0));
    members.rev().filter(|statement| plain(&statement_words(story, statement)) == told).max_by_key(|statement| statement.chain.len())
}

/// A claim's words as a reader can take them in. Where they go on from the verb before them (`to hear an appeal`, `the bank of fraud`), that stands in
/// brackets before them (`[declined] to hear an appeal`): without it they would tell the contrary, or nothing.
pub fn claim_words(story: &Story, claim: &Claim) -> String {
    let verb = teller(story, claim).and_then(|statement| leading_verb(story, statement));
    verb.map_or_else(|| claim.text.clone(), |verb| format!("[{verb}] {}", claim.text))
}

/// The words of attribution right before a statement's own, where these are no sentence without them.
fn leading_verb<'s>(story: &'s Story, statement: &Statement) -> Option<&'s str> {
    let text = story.articles.get(statement.article.0)?.text.as_str();
    let (cue, content) = (statement.cue.last()?, statement.content.first()?);
    let verb = words(text, *cue);
    let between = text.get(cue.end..content.start)?;
    let goes_on = between.chars().all(char::is_whitespace) && words(text, *content).starts_with(char::is_lowercase);
    let of_saying = SAYING.contains(&verb.rsplit(' ').next()?.to_lowercase().as_str());
    (goes_on && !of_saying && verb.chars().count() <= LONGEST_VERB).then_some(verb)
}

/// What follows these is told whole.
const SAYING: [&str; 11] = ["say", "says", "said", "saying", "add", "adds", "added", "adding", "write", "writes", "wrote"];

/// Longer words of attribution are sentences of their own.
const LONGEST_VERB: usize = 40;

/// Who a claim comes from, the first few by name: `Ann Holt, the port authority and 3 more`.
pub fn origins(claim: &Claim) -> String {
    let kept = if claim.origins.len() == MOST_ORIGINS + 1 { MOST_ORIGINS + 1 } else { MOST_ORIGINS };
    let names: Vec<String> = claim.origins.iter().take(kept).map(|voice| visible::clipped(&voice.name, LONGEST_ORIGIN)).collect();
    match claim.origins.len() - names.len() {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// So many origins of a claim are named in a row of it, in so many letters each.
const MOST_ORIGINS: usize = 3;
const LONGEST_ORIGIN: usize = 60;

/// The reports in order of time: by the day by which each was surely out, behind them those that may be later than any day, last those without any date,
/// otherwise as given.
pub fn in_order_of_time(story: &Story) -> Vec<ArticleId> {
    let mut order: Vec<ArticleId> = (0..story.articles.len()).map(ArticleId).collect();
    order.sort_by_key(|id| moment(&story.articles[id.0]));
    order
}

/// Whether it is known by which day a report was out: only then it can be told to be earlier than another.
pub fn is_placed(article: &Article) -> bool {
    article.published.as_ref().is_some_and(|date| date.days().1.is_some())
}

/// What the first report of a claim is called. None where the claim's reports have no day, so that nobody knows which of them was first.
pub fn first_word(story: &Story, claim: &Claim) -> Option<&'static str> {
    let is_placed = |id: ArticleId| story.articles.get(id.0).is_some_and(is_placed);
    let first = story.statements.get(claim.first.0)?.article;
    let all = claim.spread.iter().all(|spread| is_placed(spread.article));
    is_placed(first).then_some(if all { "first report" } else { "first dated report" })
}

/// What the wordings of a claim are held against: `the first report`, or where none is known to be that the outlet's name.
pub fn base_word(story: &Story, claim: &Claim) -> String {
    let article = story.statements.get(claim.first.0).and_then(|first| story.articles.get(first.article.0));
    first_word(story, claim).map_or_else(|| article.map_or("", outlet).to_owned(), |word| format!("the {word}"))
}

/// How a report has a claim; none where it has not. Where all goes back to one origin, no report has one of its own.
pub fn how(claim: &Claim, article: ArticleId) -> Option<SpreadKind> {
    let how = claim.spread.iter().find(|spread| spread.article == article).map(|spread| spread.how)?;
    Some(if how == SpreadKind::Own && claim.independent.at_most == 1 { SpreadKind::Reworded } else { how })
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

/// `4` and `Mar`, `4` and `Mar or later`: the day of a report for the head of a column; `?` where none is known.
pub fn short_day(article: &Article) -> (String, String) {
    let month = |day: Date| month_words(day.month())[..3].to_owned();
    let (from, to) = match article.published.as_ref().map(ArticleDate::days) {
        Some((Some(from), Some(to))) => (from, to),
        Some((Some(from), None)) => return (from.day().to_string(), format!("{} or later", month(from))),
        Some((None, Some(to))) => return (to.day().to_string(), format!("{} or earlier", month(to))),
        _ => return ("?".into(), String::new()),
    };
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

/// `story 2`, `stories 1 and 2`: which of several separate stories a claim stands in. Nothing where all reports tell one story.
pub fn stories(story: &Story, claim: &Claim) -> Option<String> {
    let numbers: Vec<String> = parts_of(story, claim).map(|n| (n + 1).to_string()).collect();
    match &numbers[..] {
        [] => None,
        _ if story.parts.len() < 2 => None,
        [only] => Some(format!("story {only}")),
        [most @ .., last] => Some(format!("stories {} and {last}", most.join(", "))),
    }
}

/// `2 separate stories`, or where a claim stands in more than one of them `2 stories`.
pub fn parts(story: &Story) -> String {
    let joined = story.claims.iter().any(|claim| parts_of(story, claim).count() > 1);
    format!("{} {}", story.parts.len(), if joined { "stories" } else { "separate stories" })
}

/// The parts of the story that a claim stands in.
fn parts_of(story: &Story, claim: &Claim) -> impl Iterator<Item = usize> {
    let holds = |part: &StoryPart| claim.spread.iter().any(|spread| part.articles.contains(&spread.article));
    (0..story.parts.len()).filter(move |n| holds(&story.parts[*n]))
}

/// The words with a capital letter at their head.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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

/// Sorts reports by the moment by which they were surely out, behind them those of which only the first day is known that they can be from, undated ones
/// last.
fn moment(article: &Article) -> (bool, bool, Option<jiff::civil::DateTime>) {
    let start = |date: Date| date.to_datetime(jiff::civil::Time::midnight());
    let (first, last) = article.published.as_ref().map_or((None, None), ArticleDate::days);
    let known = article.published.as_ref().and_then(|date| match date.value {
        // Offsets are brought to one clock, so that 23:00 in one place can lie before 20:00 in another.
        Some(Moment::Minute(time, Some(offset))) => offset.to_timestamp(time).ok().map(|at| jiff::tz::Offset::UTC.to_datetime(at)),
        Some(Moment::Minute(time, None)) => Some(time),
        Some(Moment::Day(day)) => Some(start(day)),
        Some(Moment::Month(..) | Moment::Year(..)) | None => last.map(|day| day.to_datetime(jiff::civil::Time::MAX)),
    });
    let known = known.or(first.map(start).filter(|_| last.is_none()));
    (known.is_none(), last.is_none(), known)
}

/// First and last day that a report can be from, where both are known.
fn days_of(article: &Article) -> Option<(Date, Date)> {
    let (from, to) = article.published.as_ref()?.days();
    from.zip(to)
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
