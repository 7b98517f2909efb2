//! Words of time: months, weekdays, units, small numbers, holidays.

use std::{ops::RangeInclusive, sync::LazyLock};

use jiff::civil::{Date, Weekday};
use rustc_hash::FxHashMap;

use crate::lexicon::lines;

/// A stretch of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// The unit that a word names.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "hour" | "hours" | "minute" | "minutes" => Unit::Hour,
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "weekend" | "weekends" => Unit::Weekend,
        "fortnight" | "fortnights" => Unit::Fortnight,
        "month" | "months" => Unit::Month,
        "quarter" | "quarters" => Unit::Quarter,
        "year" | "years" => Unit::Year,
        "decade" | "decades" => Unit::Decade,
        "century" | "centuries" => Unit::Century,
        _ => return None,
    })
}

/// The month that a word in small letters names.
pub(super) fn month(word: &str) -> Option<i8> {
    Some(match word.trim_end_matches('.') {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// The weekday that a word in small letters names; plurals (`Mondays`) are habits, no days.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.trim_end_matches('.') {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// First month of a season of the northern year.
pub(super) fn season(word: &str) -> Option<i8> {
    Some(match word {
        "spring" | "springtime" => 3,
        "summer" | "summertime" => 6,
        "fall" | "autumn" => 9,
        "winter" | "wintertime" => 12,
        _ => return None,
    })
}

/// A small number in words or digits.
pub(super) fn number(word: &str) -> Option<i32> {
    if word.bytes().all(|b| b.is_ascii_digit()) && (1..=5).contains(&word.len()) {
        return word.parse().ok();
    }
    if let Some((tens, ones)) = word.split_once('-') {
        let (tens, ones) = (small(tens)?, small(ones)?);
        return ((20..100).contains(&tens) && tens % 10 == 0 && ones < 10).then_some(tens + ones);
    }
    small(word)
}

fn small(word: &str) -> Option<i32> {
    Some(match word {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        "hundred" => 100,
        _ => return None,
    })
}

/// How many a vague count means.
pub(super) fn vague(word: &str) -> Option<RangeInclusive<i32>> {
    Some(match word {
        "a" | "an" => 1..=1,
        "couple" => 2..=2,
        "few" => 2..=5,
        "several" => 3..=9,
        "some" | "many" => 3..=20,
        _ => return None,
    })
}

/// The number that an ordinal in words or digits names.
pub(super) fn ordinal(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !digits.is_empty() && digits.len() < 3 && matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th") {
        return digits.parse().ok();
    }
    if let Some((tens, ones)) = word.split_once('-') {
        let tens = small(tens).filter(|tens| matches!(tens, 20 | 30))?;
        return Some(tens + ordinal(ones).filter(|ones| *ones < 10)?);
    }
    Some(match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        "thirtieth" => 30,
        _ => return None,
    })
}

/// The decade that a word names within its century (`nineties`).
pub(super) fn decade_word(word: &str) -> Option<i16> {
    Some(match word {
        "twenties" => 20,
        "thirties" => 30,
        "forties" => 40,
        "fifties" => 50,
        "sixties" => 60,
        "seventies" => 70,
        "eighties" => 80,
        "nineties" => 90,
        _ => return None,
    })
}

/// When a holiday falls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Holiday {
    Fixed(i8, i8),
    /// The nth such weekday of a month; 5 means the last.
    Nth(i8, Weekday, i8),
    /// Days from Easter Sunday.
    Easter(i32),
}

static HOLIDAYS: LazyLock<FxHashMap<String, Holiday>> = LazyLock::new(|| {
    let mut all = FxHashMap::default();
    for line in lines(include_str!("../../data/holidays.txt")) {
        let Some((rule, names)) = holiday_rule(line) else { continue };
        for name in names.split(';') {
            let name: Vec<String> = crate::tokens::words_of(name.trim());
            all.entry(name.join(" ")).or_insert(rule);
        }
    }
    all
});

fn holiday_rule(line: &'static str) -> Option<(Holiday, &'static str)> {
    let (first, rest) = line.split_once(' ')?;
    if let Some(days) = first.strip_prefix("easter") {
        return Some((Holiday::Easter(days.parse().ok()?), rest));
    }
    if let Some((month, day)) = first.split_once('-') {
        return Some((Holiday::Fixed(month.parse().ok()?, day.parse().ok()?), rest));
    }
    let (day, rest) = rest.split_once(' ')?;
    let (month, names) = rest.split_once(' ')?;
    Some((Holiday::Nth(first.parse().ok()?, weekday(day)?, month.parse().ok()?), names))
}

/// The longest holiday that the words begin with, and the number of its words. Words in small letters, plain apostrophes.
pub(super) fn holiday<'a>(words: impl Iterator<Item = &'a str>) -> Option<(usize, Holiday)> {
    let mut name = String::new();
    let mut found = None;
    for (i, word) in words.take(7).enumerate() {
        if i > 0 {
            name.push(' ');
        }
        name.push_str(word);
        if let Some(holiday) = HOLIDAYS.get(name.as_str()) {
            found = Some((i + 1, *holiday));
        }
    }
    found
}

impl Holiday {
    /// The day in a year.
    pub(super) fn day(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(5, weekday, month) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(-1, weekday).ok(),
            Self::Nth(n, weekday, month) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok(),
            Self::Easter(days) => super::resolve::shift_days(easter(year)?, days),
        }
    }
}

/// Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (golden, century, of_century) = (year_number % 19, year_number / 100, year_number % 100);
    let moon_correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let shift = (golden + 11 * epact + 22 * weekday) / 451;
    let day_of_march = epact + weekday - 7 * shift + 114;
    Date::new(year, i8::try_from(day_of_march / 31).ok()?, i8::try_from(day_of_march % 31 + 1).ok()?).ok()
}
