//! When a page without a date can have appeared: first and last day, reasoned from its own words and from dated reports of the same events.
//!
//! Each piece of evidence is a stretch of days, open at one end or closed:
//!
//! - a sentence tells on `Tuesday`, `yesterday` or `today` what a dated report tells of a day: a bare weekday is at most six days old;
//! - a statement that a dated report has too was made on a known day: the page is no older, give or take the day that clocks lie apart;
//! - a date that is told as past: the page is no older;
//! - the page cites a report or credits it with its text: it is no older; is cited or credited: no younger;
//! - the page was changed, or taken from its address, on a known day: it is no younger.
//!
//! What is sure (dates in full, credits, captures) bounds the answer. Of the rest the days count on which most of it agrees: one wrong link
//! between two reports is outvoted, and none narrows the answer alone. A value is told only where one day remains.

use headwater_core::{ArticleDate, DateBasis, Moment, PartialDate, Span, Statement};
use jiff::civil::{Date, Weekday};
use rustc_hash::FxHashMap;

use crate::claims::cluster::Edge;
use crate::direction::credits;
use crate::outlets;
use crate::reuse::Match;
use crate::timeline::{Terms, likeness, terms};
use crate::words::{fold, spans};
use crate::{Report, lists::List};

/// Weight that two sentences must have in common, as a share of the lighter one's, to tell of one event; where no weekday agrees, more.
const ALIKE: f64 = 0.55;
const ALIKE_WITHOUT_WEEKDAY: f64 = 0.7;
/// Stems that they must have in common.
const COMMON_STEMS: usize = 3;
/// Likelihood from which two statements are the same.
const SAME: f64 = 0.5;
/// Equal words of a quotation from which two statements are the same.
const QUOTED: usize = 7;
/// A bare weekday is at most so many days away.
const WEEK: i32 = 6;
/// Stems that more dated sentences than this have find no partners.
const COMMON: usize = 60;
/// A date without a year is read in the year of the dated reports; one farther from them than this tells nothing.
const FAR: i32 = 120;
/// Share of the votes of the most likely days from which on others are possible too.
const AGREE: f64 = 0.6;
/// Words that a page must have from a report that it credits for the credit to be of that report.
const TAKEN: usize = 40;

/// The days that a page can be of, as one piece of evidence tells. Ends that are open are none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Days {
    from: Option<Date>,
    to: Option<Date>,
    is_sure: bool,
}

impl Days {
    fn not_before(day: Date, is_sure: bool) -> Self {
        Self { from: Some(day), to: None, is_sure }
    }

    fn not_after(day: Date, is_sure: bool) -> Self {
        Self { from: None, to: Some(day), is_sure }
    }

    fn between(from: Option<Date>, to: Option<Date>) -> Self {
        Self { from, to, is_sure: false }
    }
}

/// Gives pages without a date the bounds that can be reasoned, and reads their times anew where one day remains.
pub fn infer(reports: &mut [Report], statements: &[Statement], quotes: &[Match], copied: &[Match], edges: &[Edge]) {
    let undated: Vec<usize> = (0..reports.len()).filter(|&number| reports[number].article.published.is_none()).collect();
    if undated.is_empty() {
        return;
    }
    let days: Vec<Option<Date>> = reports.iter().map(|report| report.article.published.as_ref().and_then(ArticleDate::day)).collect();
    let mut known: Vec<Date> = days.iter().copied().flatten().collect();
    known.sort_unstable();
    let middle = known.get(known.len() / 2).copied();
    let told = Told::new(reports, &days);
    let mut evidence: FxHashMap<usize, Vec<Days>> = FxHashMap::default();
    for &number in &undated {
        let of = evidence.entry(number).or_default();
        of.extend(own(&reports[number], middle));
        of.extend(middle.into_iter().flat_map(|middle| told.of(&reports[number], middle)));
    }
    let partners = partners(reports, statements, quotes, edges);
    for (x, y) in partners {
        for (page, other) in [(x, y), (y, x)] {
            let (Some(day), None) = (days[statements[other].article.0], days[statements[page].article.0]) else { continue };
            if let Some(of) = evidence.get_mut(&statements[page].article.0) {
                of.extend(shared(reports, &statements[page], &statements[other], day));
            }
        }
    }
    for (page, other) in taken(copied) {
        let (Some(day), Some(of)) = (days[other], evidence.get_mut(&page)) else { continue };
        let (page, other) = (&reports[page].article, &reports[other].article);
        match (credits(page, other), credits(other, page)) {
            (true, false) => of.push(Days::not_before(day, true)),
            (false, true) => of.push(Days::not_after(day, true)),
            _ => {}
        }
    }
    for number in undated {
        let Some((from, to)) = evidence.get(&number).and_then(|of| agreed(of)) else { continue };
        let report = &mut reports[number];
        let value = from.filter(|_| from == to).map(Moment::Day);
        report.article.published = Some(ArticleDate { value, basis: DateBasis::Inferred, not_before: from, not_after: to });
        if let Some(day) = from.filter(|_| from == to) {
            report.analysis.times = headwater_language::times_on(&report.article, &report.analysis, day);
        }
    }
}

/// What the page tells by itself: dates in full, and when it was changed or taken.
fn own(report: &Report, middle: Option<Date>) -> Vec<Days> {
    let article = &report.article;
    let text = article.text.as_str();
    let mut evidence = Vec::new();
    let changed = article.modified.as_ref().and_then(ArticleDate::day);
    let captured = article.captured.and_then(|moment| match moment {
        Moment::Minute(time, _) => Some(time.date()),
        Moment::Day(day) => Some(day),
        Moment::Month(..) | Moment::Year(_) => None,
    });
    evidence.extend([changed, captured].into_iter().flatten().map(|day| Days::not_after(day, true)));
    let times = middle.map_or_else(|| report.analysis.times.clone(), |day| headwater_language::times_on(article, &report.analysis, day));
    for time in times {
        let Some(PartialDate::Day(day)) = time.value else { continue };
        let words: Vec<String> = spans(time.span.of(text)).map(|word| fold(word.of(time.span.of(text)))).collect();
        let names_day = words.iter().any(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
        let has_year = words.iter().any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
        let near = middle.is_some_and(|middle| (day - middle).get_days().abs() <= FAR);
        let Some(sentence) = sentence_at(report, time.span) else { continue };
        if !names_day || !(has_year || near) {
            continue;
        }
        if is_told_as_past(sentence.of(text)) && !may_look_ahead(sentence.of(text)) {
            evidence.push(Days::not_before(day, has_year));
        }
    }
    evidence
}

/// Sentences of dated reports that tell something of a day.
struct Told {
    days: Vec<(Date, Terms)>,
    by_stem: FxHashMap<String, Vec<usize>>,
}

impl Told {
    fn new(reports: &[Report], days: &[Option<Date>]) -> Self {
        let mut told = Self { days: Vec::new(), by_stem: FxHashMap::default() };
        for (report, _) in reports.iter().zip(days).filter(|(_, day)| day.is_some()) {
            let text = report.article.text.as_str();
            for time in &report.analysis.times {
                if let (Some(PartialDate::Day(day)), Some(sentence)) = (time.value, sentence_at(report, time.span)) {
                    let terms = about(sentence.of(text));
                    for (stem, _) in terms.iter().filter(|(_, rarity)| *rarity >= 0.4) {
                        told.by_stem.entry(stem.clone()).or_default().push(told.days.len());
                    }
                    told.days.push((day, terms));
                }
            }
        }
        told
    }

    /// What the day words of a page tell, where a dated report tells of the same event.
    fn of(&self, report: &Report, middle: Date) -> Vec<Days> {
        let text = report.article.text.as_str();
        let mut evidence = Vec::new();
        for (sentence, word) in day_words(report, middle) {
            let terms = about(sentence.of(text));
            let mut near: Vec<usize> = Vec::new();
            for (stem, _) in &terms {
                near.extend(self.by_stem.get(stem).filter(|of| of.len() <= COMMON).into_iter().flatten());
            }
            near.sort_unstable();
            near.dedup();
            let least = if word.weekday().is_some() { ALIKE } else { ALIKE_WITHOUT_WEEKDAY };
            let alike = near.into_iter().filter(|&at| word.weekday().is_none_or(|weekday| self.days[at].0.weekday() == weekday));
            let has_enough = |at: &usize| {
                let other = &self.days[*at].1;
                terms.iter().filter(|(stem, _)| other.binary_search_by(|(known, _)| known.cmp(stem)).is_ok()).count() >= COMMON_STEMS
            };
            let likest = alike
                .filter(has_enough)
                .map(|at| (likeness(&terms, &self.days[at].1), at))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((_, at)) = likest.filter(|(alike, _)| *alike >= least) {
                evidence.push(word.days(self.days[at].0));
            }
        }
        evidence
    }
}

/// What a sentence is about, words of time left out.
fn about(sentence: &str) -> Terms {
    static TIMES: List = List::new(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october \
        november december yesterday today tonight tomorrow morning afternoon evening night week month year last next day",
    );
    let mut terms = terms(sentence);
    terms.retain(|(stem, _)| !TIMES.has_stem(stem) && !stem.bytes().all(|byte| byte.is_ascii_digit()));
    terms
}

/// A word that tells a day as seen from the page's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum DayWord {
    /// `on Tuesday`, of what has been.
    Past(Weekday),
    /// `on Tuesday`, of what will be.
    Ahead(Weekday),
    /// `yesterday`, `today`, `tomorrow`: days from the page's.
    Away(i32),
}

impl DayWord {
    fn weekday(self) -> Option<Weekday> {
        match self {
            Self::Past(day) | Self::Ahead(day) => Some(day),
            Self::Away(_) => None,
        }
    }

    /// The days that the page can be of, where the word means this one.
    fn days(self, day: Date) -> Days {
        match self {
            Self::Past(_) => Days::between(Some(day), later(day, WEEK)),
            Self::Ahead(_) => Days::between(later(day, -WEEK), Some(day)),
            Self::Away(days) => Days::between(later(day, -days), later(day, -days)),
        }
    }
}

/// The sentences of a page with a word that tells a day. Whether what a weekday tells is past or to come shows where it would lie if the page were of
/// a day among the dated reports.
fn day_words(report: &Report, middle: Date) -> Vec<(Span, DayWord)> {
    let text = report.article.text.as_str();
    let on = |day: Date| headwater_language::times_on(&report.article, &report.analysis, day);
    let (times, eve) = (on(middle), later(middle, -1).map(on).unwrap_or_default());
    let value = |time: &headwater_language::Time| match time.value {
        Some(PartialDate::Day(day)) => Some(day),
        _ => None,
    };
    let word = |time: &headwater_language::Time| {
        // The weekday of that day itself lies there either way; as seen from the day before only what is to come does.
        let on_eve = || eve.iter().find(|other| other.span == time.span).and_then(value);
        let is_ahead = value(time).is_some_and(|day| day > middle || (day == middle && on_eve() == Some(day)));
        Some((sentence_at(report, time.span)?, day_word(time.span.of(text), is_ahead)?))
    };
    times.iter().filter_map(word).collect()
}

fn day_word(words: &str, is_ahead: bool) -> Option<DayWord> {
    let words: Vec<String> = spans(words).map(|span| fold(span.of(words))).collect();
    // `last Tuesday` and `next Tuesday` are said of this week and of the one beside it.
    let is_loose = |word: &String| {
        matches!(word.as_str(), "last" | "next" | "this" | "every" | "of") && words.len() > 1
            || word.bytes().any(|byte| byte.is_ascii_digit())
    };
    let weekday = words.iter().find_map(|word| weekday(word));
    if weekday.is_none() && words.first().is_some_and(|word| word == "this") && words.len() == 2 {
        return matches!(words[1].as_str(), "morning" | "afternoon" | "evening").then_some(DayWord::Away(0));
    }
    if words.iter().any(is_loose) {
        return None;
    }
    let away = |word: &String| match word.as_str() {
        "yesterday" => Some(DayWord::Away(-1)),
        "today" | "tonight" => Some(DayWord::Away(0)),
        "tomorrow" => Some(DayWord::Away(1)),
        _ => None,
    };
    let of_week = |day| if is_ahead { DayWord::Ahead(day) } else { DayWord::Past(day) };
    weekday.map(of_week).or_else(|| words.iter().find_map(away))
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// Pairs of statements of two reports that are surely the same: in one quotation, or as likely as that.
fn partners(reports: &[Report], statements: &[Statement], quotes: &[Match], edges: &[Edge]) -> Vec<(usize, usize)> {
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); reports.len()];
    for (id, statement) in statements.iter().enumerate() {
        of[statement.article.0].push(id);
    }
    let dated = |article: usize| reports[article].article.published.is_some();
    let mut partners: Vec<(usize, usize)> = Vec::new();
    for quote in quotes.iter().filter(|quote| quote.words() >= QUOTED && dated(quote.a.article.0) != dated(quote.b.article.0)) {
        let inside = |passage: headwater_core::Passage| {
            let ids = of[passage.article.0].iter().copied();
            ids.filter(move |&id| statements[id].content.iter().any(|run| run.overlaps(passage.span)))
        };
        partners.extend(inside(quote.a).flat_map(|x| inside(quote.b).map(move |y| (x, y))));
    }
    let same = |edge: &&Edge| edge.2 >= SAME && dated(statements[edge.0].article.0) != dated(statements[edge.1].article.0);
    partners.extend(edges.iter().filter(same).map(|edge| (edge.0, edge.1)));
    partners.sort_unstable();
    partners.dedup();
    partners
}

/// What a statement of the page tells that a report of a known day has too.
fn shared(reports: &[Report], of_page: &Statement, other: &Statement, day: Date) -> Vec<Days> {
    let (page, report) = (&reports[of_page.article.0], &reports[other.article.0]);
    let mut evidence = Vec::new();
    if let Some(PartialDate::Day(said)) = other.said_on {
        // The page's clock may lie a day behind the speaker's.
        evidence.extend(later(said, -1).map(|day| Days::not_before(day, false)));
        let text = page.article.text.as_str();
        let sentence = of_page.cue.iter().chain(&of_page.content).find_map(|span| sentence_at(page, *span));
        let words = page.analysis.times.iter().filter(|time| {
            let is_inside = of_page.content.iter().any(|run| run.contains(time.span));
            sentence.is_some_and(|sentence| sentence.contains(time.span)) && !is_inside
        });
        let told = words.filter_map(|time| day_word(time.span.of(text), false)).filter(|word| word.weekday() == Some(said.weekday()));
        evidence.extend(told.map(|word| word.days(said)));
    }
    let passes =
        |statement: &Statement, through: &Report| statement.chain.iter().any(|voice| outlets::is_outlet_of(&voice.name, &through.article));
    match (passes(of_page, report), passes(other, page)) {
        (true, false) => evidence.push(Days::not_before(day, false)),
        (false, true) => evidence.push(Days::not_after(day, false)),
        _ => {}
    }
    evidence
}

/// Pairs of articles of which one has a good part of the other's words, both ways round.
fn taken(copied: &[Match]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for passages in copied.chunk_by(|x, y| (x.a.article, x.b.article) == (y.a.article, y.b.article)) {
        if passages.iter().map(Match::words).sum::<usize>() >= TAKEN {
            let (a, b) = (passages[0].a.article.0, passages[0].b.article.0);
            pairs.extend([(a, b), (b, a)]);
        }
    }
    pairs
}

/// First and last day on which the evidence agrees; none where it tells nothing or what is sure contradicts itself.
fn agreed(evidence: &[Days]) -> Option<(Option<Date>, Option<Date>)> {
    let sure = evidence.iter().filter(|days| days.is_sure);
    let (mut from, mut to): (Option<Date>, Option<Date>) = (None, None);
    for days in sure {
        from = from.max(days.from);
        to = match (to, days.to) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    if matches!((from, to), (Some(from), Some(to)) if from > to) {
        return None;
    }
    let holds = |days: &Days, day: Date| days.from.is_none_or(|from| from <= day) && days.to.is_none_or(|to| day <= to);
    let is_possible = |day: &Date| from.is_none_or(|from| from <= *day) && to.is_none_or(|to| *day <= to);
    let soft: Vec<&Days> = evidence.iter().filter(|days| !days.is_sure).collect();
    // Agreement changes only where a stretch begins or has ended.
    let begins = soft.iter().filter_map(|days| days.from);
    let ended = soft.iter().filter_map(|days| later(days.to?, 1));
    let mut corners: Vec<Date> =
        begins.chain(ended).chain(from).chain(soft.iter().filter_map(|days| days.to)).filter(is_possible).collect();
    corners.sort_unstable();
    corners.dedup();
    let votes = |day: Date| soft.iter().filter(|days| holds(days, day)).count();
    let most = corners.iter().map(|day| votes(*day)).max().unwrap_or(0);
    if most > 0 {
        let agrees = |day: Date| votes(day) as f64 > AGREE * most as f64;
        let best = corners.iter().copied().filter(|day| agrees(*day));
        let (first, last) = best.fold((None, None), |(first, _): (Option<Date>, Option<Date>), day| (first.or(Some(day)), Some(day)));
        // Beyond the first and the last corner nothing changes any more: where it agrees there too, that end is open.
        let is_open = |day: Option<Date>| day.is_some_and(|day| is_possible(&day) && agrees(day));
        let (opened, closed) = (is_open(first.and_then(|day| later(day, -1))), is_open(last.and_then(|day| later(day, 1))));
        from = if opened { from } else { from.max(first) };
        to = if closed { to } else { last };
    }
    (from.is_some() || to.is_some()).then_some((from, to))
}

fn later(day: Date, days: i32) -> Option<Date> {
    day.checked_add(jiff::Span::new().days(days)).ok()
}

fn sentence_at(report: &Report, span: Span) -> Option<Span> {
    let sentences = &report.analysis.sentences;
    let at = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    sentences.get(at).map(|sentence| sentence.span).filter(|sentence| sentence.contains(span))
}

/// Whether a sentence has a word that may look ahead.
fn may_look_ahead(sentence: &str) -> bool {
    static AHEAD: List = List::new(
        "will would shall may might could should plan plans planned scheduled expected due slated until by upcoming next ahead before",
    );
    spans(sentence).any(|word| AHEAD.has(&fold(word.of(sentence))))
}

/// Whether a sentence tells of what has been.
fn is_told_as_past(sentence: &str) -> bool {
    spans(sentence).map(|word| fold(word.of(sentence))).any(|word| {
        matches!(
            word.as_str(),
            "was"
                | "were"
                | "had"
                | "said"
                | "told"
                | "met"
                | "came"
                | "went"
                | "began"
                | "took"
                | "made"
                | "left"
                | "held"
                | "fell"
                | "rose"
                | "died"
                | "broke"
        ) || (word.len() > 4 && word.ends_with("ed"))
    })
}

#[cfg(test)]
mod tests;
