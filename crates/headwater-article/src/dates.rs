//! Dates as pages write them: machine stamps, and words in the languages of the news.
//!
//! A scanner over tokens, not a grammar: it finds a year with a month and a day beside it, in any of the usual orders, then a time of day and a
//! zone behind it. Only complete dates count; `6 March` without a year is none.

use headwater_core::{Moment, Span};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::months::month_of;

/// A date and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    pub moment: Moment,
    pub span: Span,
}

/// Which number comes first in `06/03/2018`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Order {
    /// 6 March, as nearly everywhere.
    DayFirst,
    /// June 3, as in the United States.
    MonthFirst,
}

/// The value of a date attribute or field, all of which should be a date.
pub(crate) fn parse(value: &str, order: Order) -> Option<Moment> {
    let value = value.trim();
    if value.len() > 200 {
        return None;
    }
    compact(value).or_else(|| find(value, order).map(|found| found.moment)).or_else(|| unix_seconds(value))
}

/// The first date in a text.
pub(crate) fn find(text: &str, order: Order) -> Option<Found> {
    Finder::new(text, order).next()
}

/// Every date in a text, in order.
pub(crate) fn find_all(text: &str, order: Order) -> impl Iterator<Item = Found> {
    Finder::new(text, order)
}

/// A moment in ISO 8601, as precisely as it is known.
pub(crate) fn iso(moment: Moment) -> String {
    match moment {
        Moment::Minute(time, None) => time.to_string(),
        Moment::Minute(time, Some(offset)) => format!("{time}{offset}"),
        Moment::Day(day) => day.to_string(),
        Moment::Month(year, month) => format!("{year:04}-{month:02}"),
        Moment::Year(year) => format!("{year:04}"),
    }
}

/// `20180306`, `20180306T103200Z`, `20180306T10:32:00Z`
fn compact(value: &str) -> Option<Moment> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 8 && digits != 14 && digits != 12 {
        return None;
    }
    let number = |from: usize, to: usize| value.get(from..to)?.parse::<i16>().ok();
    let day = day_of(number(0, 4)?, number(4, 6)?, number(6, 8)?)?;
    let clock = if digits == 8 { value.get(8..).and_then(|rest| rest.strip_prefix(['T', ' '])) } else { value.get(8..) };
    let Some(clock) = clock else { return (value.len() == 8).then_some(Moment::Day(day)) };
    let part = |from: usize| clock.get(from..from + 2)?.parse::<i8>().ok();
    match (part(0), part(if clock.as_bytes().get(2) == Some(&b':') { 3 } else { 2 })) {
        (Some(hour), Some(minute)) => {
            let time = Time::new(hour, minute, 0, 0).ok()?;
            let zone = clock.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
            Some(Moment::Minute(day.to_datetime(time), offset_of(zone, day)))
        }
        _ => Some(Moment::Day(day)),
    }
}

/// Seconds or milliseconds since 1970, of a time in which the web had news.
fn unix_seconds(value: &str) -> Option<Moment> {
    if !(value.len() == 10 || value.len() == 13) || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = value.get(..10)?.parse().ok()?;
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    (seconds > 800_000_000).then(|| Moment::Minute(Offset::UTC.to_datetime(time), Some(Offset::UTC)))
}

fn day_of(year: i16, month: i16, day: i16) -> Option<Date> {
    if !(1800..=2200).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Token<'a> {
    Number(&'a str),
    Word(&'a str),
    Mark(char),
}

/// Tokens of a text with their spans; white space is left out.
fn tokens(text: &str) -> Vec<(Token<'_>, Span)> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let class = |c: char| {
            if c.is_ascii_digit() {
                0
            } else if c.is_alphabetic() && !is_date_ideograph(c) {
                1
            } else {
                2
            }
        };
        let mut end = start + first.len_utf8();
        if class(first) < 2 {
            while let Some((at, c)) = chars.next_if(|(_, c)| class(*c) == class(first) || (class(first) == 1 && is_combining(*c))) {
                end = at + c.len_utf8();
            }
        }
        let word = &text[start..end];
        let token = match class(first) {
            0 => Token::Number(word),
            1 => Token::Word(word),
            _ => Token::Mark(first),
        };
        tokens.push((token, Span::new(start, end)));
    }
    tokens
}

/// Year, month and day signs of Chinese, Japanese and Korean dates: marks, not letters.
fn is_date_ideograph(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일' | '時' | '分' | '时' | '点')
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

struct Finder<'a> {
    tokens: Vec<(Token<'a>, Span)>,
    at: usize,
    order: Order,
}

impl<'a> Finder<'a> {
    fn new(text: &'a str, order: Order) -> Self {
        Self { tokens: tokens(text), at: 0, order }
    }

    fn token(&self, at: usize) -> Option<Token<'a>> {
        self.tokens.get(at).map(|(token, _)| *token)
    }

    fn number(&self, at: usize) -> Option<i16> {
        match self.token(at)? {
            Token::Number(digits) if digits.len() <= 4 => digits.parse().ok(),
            _ => None,
        }
    }

    fn year(&self, at: usize) -> Option<i16> {
        match self.token(at)? {
            Token::Number(digits) if digits.len() == 4 => digits.parse().ok().filter(|year| (1800..=2200).contains(year)),
            _ => None,
        }
    }

    fn month_name(&self, at: usize) -> Option<i16> {
        match self.token(at)? {
            Token::Word(word) => month_of(word).map(i16::from),
            _ => None,
        }
    }

    fn mark(&self, at: usize, marks: &str) -> bool {
        matches!(self.token(at), Some(Token::Mark(mark)) if marks.contains(mark))
    }

    /// Position behind marks and small words that stand inside a written date (`6th of March, 2018`; `6 de marzo de 2018`; `6º`).
    fn skip(&self, mut at: usize) -> usize {
        const SMALL: [&str; 17] = ["of", "de", "del", "di", "th", "st", "nd", "rd", "er", "den", "a", "the", "d", "г", "р", "at", "ta"];
        let limit = at + 2;
        while at < limit {
            match self.token(at) {
                Some(Token::Mark('.' | ',' | 'º' | '’' | '\'' | '·')) => at += 1,
                Some(Token::Word(word)) if SMALL.contains(&word.to_lowercase().as_str()) => at += 1,
                _ => break,
            }
        }
        at
    }

    /// A date that begins at a token: its day or coarser, and the token behind it.
    fn date_at(&self, at: usize) -> Option<(Moment, usize)> {
        self.numeric(at).or_else(|| self.ideographic(at)).or_else(|| self.written(at))
    }

    /// `2018-03-06`, `2018/3/6`, `2018. 3. 6.`, `06.03.2018`, `3/6/2018`
    fn numeric(&self, at: usize) -> Option<(Moment, usize)> {
        let mark = |at| self.mark(at, "-/.\u{2010}\u{2011}–");
        if !(mark(at + 1) && mark(at + 3) && self.token(at + 1) == self.token(at + 3)) {
            return None;
        }
        // 1.2.3.4 is a version number; `25.01.2022 - 14:45` goes on with the time.
        if self.mark(at + 1, ".") && self.mark(at + 5, ".") && matches!(self.token(at + 6), Some(Token::Number(_))) {
            return None;
        }
        let (a, b, c) = (self.number(at)?, self.number(at + 2)?, self.number(at + 4)?);
        if let Some(year) = self.year(at) {
            return day_of(year, b, c).map(|day| (Moment::Day(day), at + 5));
        }
        let year = match self.year(at + 4) {
            Some(year) => year,
            // 06.03.18 and 3/6/18: only with two-digit parts that cannot be a clock or a version number.
            None if self.digits(at + 4) == 2 && self.digits(at) + self.digits(at + 2) >= 3 && !self.mark(at + 1, "-–") => 2000 + c,
            None => return None,
        };
        let american = self.order == Order::MonthFirst && self.mark(at + 1, "/-");
        let (first, second) = if american { ((b, a), (a, b)) } else { ((a, b), (b, a)) };
        let day = day_of(year, first.1, first.0).or_else(|| day_of(year, second.1, second.0))?;
        Some((Moment::Day(day), at + 5))
    }

    fn digits(&self, at: usize) -> usize {
        match self.token(at) {
            Some(Token::Number(digits)) => digits.len(),
            _ => 0,
        }
    }

    /// `2018年3月6日`, `2018년 3월 6일`
    fn ideographic(&self, at: usize) -> Option<(Moment, usize)> {
        let year = self.year(at)?;
        if !self.mark(at + 1, "年년") || !self.mark(at + 3, "月월") {
            return None;
        }
        let month = self.number(at + 2)?;
        match self.number(at + 4) {
            Some(day) if self.mark(at + 5, "日일") => day_of(year, month, day).map(|day| (Moment::Day(day), at + 6)),
            _ => Some((Moment::Month(year, i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?), at + 4)),
        }
    }

    /// `March 6, 2018`, `6 March 2018`, `6. März 2018`, `2018 March 6`, `March 2018`
    fn written(&self, at: usize) -> Option<(Moment, usize)> {
        if let Some(month) = self.month_name(at) {
            let next = self.skip(at + 1);
            if let Some(year) = self.year(next) {
                return Some((Moment::Month(year, i8::try_from(month).ok()?), next + 1));
            }
            let day = self.number(next).filter(|day| (1..=31).contains(day))?;
            let next = self.skip(next + 1);
            let year = self.year(next)?;
            return day_of(year, month, day).map(|day| (Moment::Day(day), next + 1));
        }
        if let Some(year) = self.year(at) {
            let next = self.skip(at + 1);
            let month = self.month_name(next)?;
            let next = self.skip(next + 1);
            let day = self.number(next).filter(|day| (1..=31).contains(day))?;
            return day_of(year, month, day).map(|day| (Moment::Day(day), next + 1));
        }
        let day = self.number(at).filter(|day| (1..=31).contains(day))?;
        let next = if self.mark(at + 1, "-/") { at + 2 } else { self.skip(at + 1) };
        let month = self.month_name(next)?;
        let next = if self.mark(next + 1, "-/") { next + 2 } else { self.skip(next + 1) };
        let year = match self.year(next) {
            Some(year) => year,
            // 06-Mar-18
            None if self.digits(next) == 2 && self.mark(at + 1, "-/") => 2000 + self.number(next)?,
            None => return None,
        };
        day_of(year, month, day).map(|day| (Moment::Day(day), next + 1))
    }

    /// A time of day just behind a date, with its zone: `T10:32:00+01:00`, `at 10:32 a.m. ET`, `um 10.32 Uhr`.
    fn clock(&self, date: Date, at: usize) -> Option<(DateTime, Option<Offset>, usize)> {
        let mut start = at;
        let mut late = false;
        while start < at + 5 && !matches!(self.token(start), Some(Token::Number(_))) {
            match self.token(start)? {
                Token::Mark(',' | '|' | '-' | '–' | '—' | '·' | '•' | '.' | '/' | ':' | '(' | '@' | '日' | '일') => start += 1,
                Token::Word(word) if word.chars().count() <= 3 => {
                    late |= matches!(word, "오후" | "午後" | "下午");
                    start += 1;
                }
                _ => return None,
            }
        }
        let hour = self.number(start).filter(|hour| (0..=24).contains(hour) && self.digits(start) <= 2)?;
        let (minute, mut next) = if self.mark(start + 1, ":.h時时点") && self.digits(start + 2) == 2 {
            (self.number(start + 2).filter(|minute| (0..60).contains(minute))?, start + 3)
        } else if matches!(self.token(start + 1), Some(Token::Word(word)) if word.eq_ignore_ascii_case("h")) && self.digits(start + 2) == 2
        {
            (self.number(start + 2).filter(|minute| (0..60).contains(minute))?, start + 3)
        } else if self.half_day(start + 1).is_some() {
            (0, start + 1)
        } else {
            return None;
        };
        if self.mark(next, ":.") && self.digits(next + 1) == 2 && self.mark(next, ":") {
            next += 2;
            if self.mark(next, ".,") && self.digits(next + 1) >= 1 {
                next += 2;
            }
        }
        let mut hour = if late && hour < 12 { hour + 12 } else { hour };
        if let Some((afternoon, behind)) = self.half_day(next) {
            hour = match (afternoon, hour) {
                (true, 1..=11) => hour + 12,
                (false, 12) => 0,
                _ => hour,
            };
            next = behind;
        }
        let time = Time::new(i8::try_from(hour % 24).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
        let (offset, next) = self.zone(date, next);
        Some((date.to_datetime(time), offset, next))
    }

    /// `a.m.`, `pm`, `PM`: whether afternoon, and the token behind.
    fn half_day(&self, at: usize) -> Option<(bool, usize)> {
        let Token::Word(word) = self.token(at)? else { return None };
        match word.to_ascii_lowercase().as_str() {
            "am" => Some((false, at + 1)),
            "pm" => Some((true, at + 1)),
            letter @ ("a" | "p") if self.mark(at + 1, ".") && matches!(self.token(at + 2), Some(Token::Word("m" | "M"))) => {
                let behind = if self.mark(at + 3, ".") { at + 4 } else { at + 3 };
                Some((letter == "p", behind))
            }
            _ => None,
        }
    }

    /// The zone behind a time: its offset and the token behind it.
    fn zone(&self, date: Date, at: usize) -> (Option<Offset>, usize) {
        if let Some(Token::Mark(sign @ ('+' | '-' | '−'))) = self.token(at) {
            let minutes = match (self.digits(at + 1), self.number(at + 1)) {
                (4, Some(clock)) => Some((i32::from(clock / 100) * 60 + i32::from(clock % 100), at + 2)),
                (1 | 2, Some(hours)) if self.mark(at + 2, ":") && self.digits(at + 3) == 2 => {
                    self.number(at + 3).map(|minutes| (i32::from(hours) * 60 + i32::from(minutes), at + 4))
                }
                (2, Some(hours)) => Some((i32::from(hours) * 60, at + 2)),
                _ => None,
            };
            if let Some((minutes, behind)) = minutes {
                let seconds = minutes * if sign == '+' { 60 } else { -60 };
                return (Offset::from_seconds(seconds).ok().filter(|_| minutes <= 14 * 60), behind);
            }
        }
        let at = if self.mark(at, "(") { at + 1 } else { at };
        if let Some(Token::Word(word)) = self.token(at)
            && let Some(offset) = offset_of(word, date)
        {
            return (Some(offset), at + 1);
        }
        (None, at)
    }
}

impl Iterator for Finder<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while self.at < self.tokens.len() {
            let at = self.at;
            // A number that goes on from letters or digits (`v2018-03-06`, `1.2018`) begins no date.
            let glued = at > 0
                && self.tokens[at - 1].1.end == self.tokens[at].1.start
                && match self.token(at - 1) {
                    // `입력2018.03.06`: scripts that write a word and its number together.
                    Some(Token::Word(word)) => word.is_ascii() || self.year(at).is_none(),
                    Some(Token::Number(_)) => true,
                    _ => false,
                };
            if !glued && let Some((moment, behind)) = self.date_at(at) {
                let start = self.tokens[at].1.start;
                let (moment, behind) = match moment {
                    Moment::Day(day) => match self.clock(day, behind) {
                        Some((time, offset, behind)) => (Moment::Minute(time, offset), behind),
                        None => (moment, behind),
                    },
                    coarse => (coarse, behind),
                };
                self.at = behind;
                return Some(Found { moment, span: Span::new(start, self.tokens[behind - 1].1.end) });
            }
            self.at += 1;
        }
        None
    }
}

/// The offset of a zone's short name on a day. Names that stand for several zones (`IST`, `CST` outside America) take the commonest in news.
fn offset_of(name: &str, day: Date) -> Option<Offset> {
    let hours = match name.trim().to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "WET" => 0,
        "BST" | "CET" | "MEZ" | "WAT" => 1,
        "CEST" | "MESZ" | "SAST" | "CAT" | "EET" => 2,
        "EEST" | "MSK" | "EAT" | "TRT" => 3,
        "PKT" => 5,
        "WIB" => 7,
        "HKT" | "SGT" | "AWST" | "PHT" => 8,
        "JST" | "KST" => 9,
        "AEST" => 10,
        "AEDT" => 11,
        "NZST" => 12,
        "NZDT" => 13,
        "EST" | "CDT" => -5,
        "EDT" => -4,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "ET" => -5 + i8::from(american_summer(day)),
        "CT" => -6 + i8::from(american_summer(day)),
        "MT" => -7 + i8::from(american_summer(day)),
        "PT" => -8 + i8::from(american_summer(day)),
        "IST" => return Offset::from_seconds(5 * 3600 + 1800).ok(),
        _ => return signed(name),
    };
    Some(Offset::constant(hours))
}

/// `+01:00`, `-0500`
fn signed(zone: &str) -> Option<Offset> {
    let (sign, rest) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    // Hours and minutes have four digits; more are no zone.
    let number: i32 = (digits.len() <= 4).then(|| digits.parse().ok())??;
    let minutes = if digits.len() <= 2 { number * 60 } else { number / 100 * 60 + number % 100 };
    Offset::from_seconds(sign * minutes * 60).ok()
}

/// Whether daylight saving time holds in the United States: second Sunday of March to first Sunday of November (since 2007).
fn american_summer(day: Date) -> bool {
    let sunday = |month: i8, nth: i8| {
        Date::new(day.year(), month, 1).ok().and_then(|first| first.nth_weekday_of_month(nth, jiff::civil::Weekday::Sunday).ok())
    };
    match (sunday(3, 2), sunday(11, 1)) {
        (Some(begin), Some(end)) => begin <= day && day < end,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, find, parse};
    use headwater_core::Moment;

    fn show(moment: Moment) -> String {
        match moment {
            Moment::Minute(time, offset) => {
                format!("{}{}", time.strftime("%Y-%m-%d %H:%M"), offset.map_or(String::new(), |o| format!(" {o}")))
            }
            Moment::Day(day) => day.to_string(),
            Moment::Month(year, month) => format!("{year}-{month:02}"),
            Moment::Year(year) => year.to_string(),
        }
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(find(text, Order::MonthFirst).map(|found| show(found.moment)).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn reads_dates_as_pages_write_them() {
        check("March 6, 2018", "2018-03-06");
        check("Posted: Oct. 15, 2018 4:10 p.m. ET", "2018-10-15 16:10 -04");
        check("Updated 10:32 a.m., on 6th of March, 2018", "2018-03-06");
        check("Dienstag, 6. März 2018, 10.32 Uhr", "2018-03-06 10:32");
        check("6 de marzo de 2018", "2018-03-06");
        check("le 6 mars 2018 à 10h32", "2018-03-06 10:32");
        check("2018-03-06T10:32:07.123+01:00", "2018-03-06 10:32 +01");
        check("2018-03-06 10:32:07 -0500", "2018-03-06 10:32 -05");
        check("Tue, 06 Mar 2018 10:32:00 GMT", "2018-03-06 10:32 +00");
        check("3/6/2018", "2018-03-06");
        check("06.03.2018", "2018-03-06");
        check("16/03/2018", "2018-03-16");
        check("2018年3月6日", "2018-03-06");
        check("2018년 3월 6일", "2018-03-06");
        check("March 2018", "2018-03");
        check("12:05 AM, Jan 2 2024", "2024-01-02");
        check("Jan 2, 2024 12:05 AM", "2024-01-02 00:05");
    }

    #[test]
    fn takes_nothing_else_for_a_date() {
        for text in ["version 1.2.2018.4", "6 March", "call 555-20-1999", "may 2", "31/31/2018", "2018"] {
            assert_eq!(find(text, Order::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn reads_stamps() {
        for (stamp, expected) in [
            ("20180306", "2018-03-06"),
            ("20180306T1032Z", "2018-03-06 10:32 +00"),
            ("20180306T103200+0100", "2018-03-06 10:32 +01"),
            ("20180306T103200+084 20840305 30", "2018-03-06 10:32"),
            ("1520332327", "2018-03-06 10:32 +00"),
            ("2018-03-06", "2018-03-06"),
        ] {
            assert_eq!(parse(stamp, Order::DayFirst).map(show).as_deref(), Some(expected), "{stamp}");
        }
    }
}
