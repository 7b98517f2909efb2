//! Expressions of time against public annotation and specifications.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use headwater_core::{Article, ArticleDate, Block, BlockKind, DateBasis, DateRange, Moment, PartialDate, Span};
use headwater_language::{Time, analyse};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde_json::Value;

/// Measure expressions of time.
///
/// DIR holds `wikiwars/all.jsonl` (`dct`, `text`, `timexes`: `begin`, `end` in code points and TIMEX3 `value`),
/// `recognizers-text-specs/english-datetime.jsonl` (`input`, `ref`, `results` of Microsoft Recognizers-Text)
/// and `duckling-corpora/en-time.jsonl` (`text`, `value`, `ref`).
/// An expression is found if one of ours overlaps it; it is right if ours means the same days, or begins or ends a range that it begins or ends.
/// The last two are made for assistants, which are told what to do, not for reports: many of their expressions no report uses, and where they
/// allow a day before or after the reference, either counts.
#[derive(Args)]
pub struct Times {
    /// Folder of the three sets
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Name every expression that is not found or read wrong
    #[arg(long)]
    verbose: bool,
}

/// How many expressions a set has, and how many of them were found and read right.
#[derive(Default)]
struct Score {
    listed: usize,
    found: usize,
    right: usize,
    /// What was not right: the words, the reading that is listed, and ours.
    wrong: Vec<String>,
    /// Ours, and those of ours that overlap none that is listed.
    ours: usize,
    surplus: usize,
}

/// Prints the figures.
pub fn run(arguments: &Times) -> Result<()> {
    let data = &arguments.data;
    println!("| set | expressions | found | right of found | right | precision of finding |");
    println!("|---|---|---|---|---|---|");
    let print = |name: &str, score: &Score| {
        row(name, score);
        for wrong in score.wrong.iter().filter(|_| arguments.verbose) {
            println!("{name}: {wrong}");
        }
    };
    print("WikiWars", &wikiwars(&data.join("wikiwars/all.jsonl"))?);
    for spec in ["DateParser", "DatePeriodParser", "HolidayParser", "DateTimeModel"] {
        print(&format!("Recognizers-Text {spec}"), &recognizers(&data.join("recognizers-text-specs/english-datetime.jsonl"), spec)?);
    }
    print("Duckling en time", &duckling(&data.join("duckling-corpora/en-time.jsonl"))?);
    Ok(())
}

fn row(name: &str, score: &Score) {
    let share = |part: usize, whole: usize| if whole == 0 { "–".to_owned() } else { format!("{:.3}", part as f64 / whole as f64) };
    let precision = if score.ours == 0 { "–".to_owned() } else { share(score.ours - score.surplus, score.ours) };
    println!(
        "| {name} | {} | {} | {} | {} | {precision} |",
        score.listed,
        share(score.found, score.listed),
        share(score.right, score.found),
        share(score.right, score.listed)
    );
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

impl Score {
    fn miss(&mut self, words: &str, listed: &str, ours: &[&Time]) {
        let told = |time: &&Time| {
            time.value.map_or_else(|| format!("{:?}", time.range.map(|range| (range.from, range.to))), |value| value.to_string())
        };
        self.wrong.push(format!("{words} | {listed} | {}", ours.iter().map(told).collect::<Vec<_>>().join(", ")));
    }
}

/// Our reading of a text as a report of the given day; blank lines part its paragraphs.
fn read(text: &str, day: Date) -> Vec<Time> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive("\n\n") {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, start + part.len()), why: None });
        start += part.len();
    }
    let published = ArticleDate { value: Some(Moment::Day(day)), basis: DateBasis::Page, not_before: None, not_after: None };
    analyse(&Article { text: text.to_owned(), blocks, published: Some(published), ..Article::default() }).times
}

fn text_of<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// Whether ours means these days; for a stretch of days also where only its first or last day is listed.
fn means(ours: &Time, listed: (Option<Date>, Option<Date>)) -> bool {
    let value = ours.value.and_then(|value| Some(DateRange { from: value.first()?, to: value.last()? }));
    let same = |range: DateRange| match listed {
        // Specifications end a stretch with the day behind it, annotations with its last day.
        (Some(from), Some(to)) => range.from == from && (range.to == to || range.to.tomorrow().ok() == Some(to)),
        (Some(from), None) => range.from == from,
        (None, Some(to)) => range.to == to || range.from == to || range.to.tomorrow().ok() == Some(to),
        (None, None) => false,
    };
    ours.range.is_some_and(same) || value.is_some_and(same)
}

fn wikiwars(path: &Path) -> Result<Score> {
    let mut score = Score::default();
    for document in lines(path)? {
        let text = text_of(&document, "text");
        let Some(day) = day(text_of(&document, "dct")) else { continue };
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let ours = read(text, day);
        let mut listed = Vec::new();
        for timex in document["timexes"].as_array().into_iter().flatten() {
            let at = |key: &str| timex[key].as_u64().and_then(|at| bytes.get(usize::try_from(at).ok()?).copied());
            let (Some(begin), Some(end)) = (at("begin"), at("end")) else { continue };
            let span = Span::new(begin, end);
            listed.push(span);
            // Durations, habits and vague times (`PXD`, `PRESENT_REF`) are no days.
            let Some(days) = timex_days(text_of(timex, "value")) else { continue };
            score.listed += 1;
            let Some(best) = ours.iter().filter(|time| time.span.overlaps(span)).max_by_key(|time| overlap(time.span, span)) else {
                score.miss(span.of(text), text_of(timex, "value"), &[]);
                continue;
            };
            score.found += 1;
            let edge = best.value.is_none() && best.range.is_some_and(|range| range.from == days.from || range.to == days.to);
            let right = edge || means(best, (Some(days.from), Some(days.to)));
            score.right += usize::from(right);
            if !right {
                score.miss(span.of(text), text_of(timex, "value"), &[best]);
            }
        }
        score.ours += ours.len();
        score.surplus += ours.iter().filter(|time| !listed.iter().any(|span| span.overlaps(time.span))).count();
    }
    Ok(score)
}

fn overlap(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The days of a TIMEX3 value: a day, month, year, decade, century, season, quarter, week or weekend.
fn timex_days(value: &str) -> Option<DateRange> {
    let range = |from: Date, to: Date| Some(DateRange { from, to });
    let partial = |value: PartialDate| range(value.first()?, value.last()?);
    let (year, rest) = value.split_once('-').unwrap_or((value, ""));
    let number: i16 = year.parse().ok()?;
    match (year.len(), rest) {
        (2, "") => range(Date::new(number * 100 + 1, 1, 1).ok()?, Date::new(number * 100 + 100, 12, 31).ok()?),
        (3, "") => range(Date::new(number * 10, 1, 1).ok()?, Date::new(number * 10 + 9, 12, 31).ok()?),
        (4, "") => partial(PartialDate::Year(number)),
        (4, "SP") => range(Date::new(number, 3, 1).ok()?, Date::new(number, 5, 31).ok()?),
        (4, "SU") => range(Date::new(number, 6, 1).ok()?, Date::new(number, 8, 31).ok()?),
        (4, "FA") => range(Date::new(number, 9, 1).ok()?, Date::new(number, 11, 30).ok()?),
        (4, "WI") => range(Date::new(number, 12, 1).ok()?, Date::new(number + 1, 2, 1).ok()?.last_of_month()),
        (4, rest) if rest.starts_with('Q') => {
            let first = rest[1..].parse::<i8>().ok()?.checked_mul(3)?.checked_sub(2)?;
            range(Date::new(number, first, 1).ok()?, Date::new(number, first.checked_add(2)?, 1).ok()?.last_of_month())
        }
        (4, rest) if rest.starts_with('W') => {
            let (week, weekend) = rest[1..].split_once('-').map_or((&rest[1..], false), |(week, _)| (week, true));
            let first = if weekend { Weekday::Saturday } else { Weekday::Monday };
            let on = |weekday| ISOWeekDate::new(number, week.parse().ok()?, weekday).ok().map(ISOWeekDate::date);
            range(on(first)?, on(Weekday::Sunday)?)
        }
        (4, rest) => match rest.split_once('-') {
            None => partial(PartialDate::Month(number, rest.parse().ok()?)),
            Some((month, day)) => partial(PartialDate::Day(Date::new(number, month.parse().ok()?, day.parse().ok()?).ok()?)),
        },
        _ => None,
    }
}

fn recognizers(path: &Path, spec: &str) -> Result<Score> {
    let mut score = Score::default();
    for case in lines(path)?.iter().filter(|case| text_of(case, "spec") == spec) {
        let Some(reference) = day(text_of(case, "ref")) else { continue };
        let text = text_of(case, "input");
        let ours = read(text, reference);
        for result in case["results"].as_array().into_iter().flatten() {
            let readings = readings(result);
            if readings.is_empty() {
                continue;
            }
            score.listed += 1;
            let words = text_of(result, "Text").to_lowercase();
            let same = |time: &&Time| {
                let our_words = time.span.of(text).to_lowercase();
                words.contains(our_words.trim_start_matches("the ")) || our_words.contains(&words)
            };
            let fitting: Vec<&Time> = ours.iter().filter(same).collect();
            score.found += usize::from(!fitting.is_empty());
            let right = fitting.iter().any(|time| readings.iter().any(|days| means(time, *days)));
            score.right += usize::from(right);
            if !right {
                score.miss(&format!("{words} in {text}"), &format!("{readings:?}"), &fitting);
            }
        }
    }
    Ok(score)
}

/// The days that a specified result may mean: first and last, either missing where a stretch is open.
fn readings(result: &Value) -> Vec<(Option<Date>, Option<Date>)> {
    let of = |value: &Value, key: &str| value[key].as_str().and_then(day);
    let one = |date: Date| (Some(date), Some(date));
    let kind = text_of(result, "TypeName");
    if !kind.is_empty() && !matches!(kind, "datetimeV2.date" | "datetimeV2.daterange") {
        return Vec::new();
    }
    let values = result["Resolution"]["values"].as_array().into_iter().flatten();
    let modelled = values.filter_map(|value| of(value, "value").map(one).or_else(|| open(of(value, "start"), of(value, "end"))));
    let parsed = ["FutureResolution", "PastResolution"].into_iter().filter_map(|side| {
        let value = &result["Value"][side];
        of(value, "date").map(one).or_else(|| open(of(value, "startDate"), of(value, "endDate")))
    });
    modelled.chain(parsed).collect()
}

fn open(from: Option<Date>, to: Option<Date>) -> Option<(Option<Date>, Option<Date>)> {
    (from.is_some() || to.is_some()).then_some((from, to))
}

fn duckling(path: &Path) -> Result<Score> {
    let mut score = Score::default();
    for case in lines(path)? {
        let (Some(reference), Some(from)) = (day(text_of(&case, "ref")), duckling_day(text_of(&case, "value"))) else { continue };
        let text = text_of(&case, "text");
        let ours = read(text, reference);
        score.listed += 1;
        score.found += usize::from(!ours.is_empty());
        let right = ours.iter().any(|time| means(time, (Some(from), None)));
        score.right += usize::from(right);
        if !right {
            score.miss(text, &from.to_string(), &ours.iter().collect::<Vec<_>>());
        }
    }
    Ok(score)
}

/// The first day of `datetime (2013, 2, 15, 0, 0, 0) Day`; times of day are no days.
fn duckling_day(value: &str) -> Option<Date> {
    let (numbers, grain) = value.strip_prefix("datetime (")?.split_once(") ")?;
    let mut numbers = numbers.split(", ");
    let year = numbers.next()?.parse().ok()?;
    let month = numbers.next()?.parse().ok()?;
    let day = numbers.next()?.parse().ok()?;
    if !["Day", "Week", "Month", "Quarter", "Year"].iter().any(|unit| grain.starts_with(unit)) {
        return None;
    }
    Date::new(year, month, day).ok()
}
