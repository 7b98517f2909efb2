//! What expressions of time look like: words in, their meaning before any calendar is consulted out.

use jiff::civil::Weekday;

use super::words::{Holiday, Unit, decade_word, holiday, month, number, ordinal, season, unit, vague, weekday};

/// What an expression says.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Meaning {
    /// A day of a month, of a year or of the nearest fitting one; with the weekday that stands beside it.
    Date { year: Option<i16>, month: i8, day: i8 },
    /// A month.
    Month { year: Option<i16>, month: i8, which: Which, part: Part },
    /// A year.
    Year { year: i16, part: Part },
    /// Ten years from a year that ends in 0; of the last such in the past where the century is missing.
    Decade { first: i16, century: bool, part: Part },
    /// A century by its number.
    Century { number: i16, part: Part },
    /// `the 15th`
    DayOfMonth(i8),
    /// A weekday.
    Weekday { day: Weekday, which: Which },
    /// `last month`, `this week`, `the following day`, `the end of the year`
    Unit { unit: Unit, which: Which, part: Part },
    /// A season by its first month.
    Season { first: i8, year: Option<i16>, which: Which, part: Part },
    /// A quarter of a year.
    Quarter { number: i8, year: Option<i16>, which: Which },
    /// A half of a year.
    Half { second: bool, year: Option<i16>, which: Which },
    /// A holiday.
    Holiday { holiday: Holiday, year: Option<i16>, which: Which },
    /// Days from today.
    Day(i32),
    /// The night before the report's day.
    Overnight,
    /// A number of units from now or from the narrative's date.
    Offset { low: i32, high: i32, unit: Unit, to: Toward },
    /// The nth such weekday of a month (`the first Tuesday of November`).
    NthWeekday { number: i8, day: Weekday, of: Box<Meaning> },
    /// A day of a month that is told as such (`the 15th of last month`).
    DayOf { day: i8, of: Box<Meaning> },
    /// A weekday of a week that is told as such (`Friday last week`).
    WeekdayOf { day: Weekday, of: Box<Meaning> },
    /// The nth week of a month or year (`the first week of July`).
    NthWeek { number: i8, of: Box<Meaning> },
    /// The week in which a day lies (`the week of April 10`).
    WeekOf(Box<Meaning>),
    /// So many units before (negative) or after a date (`two days after Christmas`).
    Beside { count: i32, unit: Unit, date: Box<Meaning> },
    /// From one to the other.
    Range(Box<Meaning>, Box<Meaning>),
}

/// Which of several is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    /// Nothing is said.
    Bare,
    Last,
    This,
    Next,
    /// The one before, or after, the narrative's date.
    Previous,
    Following,
    /// The narrative's own.
    That,
    /// The narrative's own where it is far away, else the present one (`the end of the year`).
    Told,
}

/// Which part of a stretch is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Whole,
    Early,
    Mid,
    Late,
    /// `the end of`
    End,
    /// `earlier this`: up to now.
    Earlier,
    /// `later this`: from now on.
    Later,
}

/// In which direction, and from where, an offset counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Toward {
    /// Back from now to a point.
    Ago,
    /// On from now to a point.
    FromNow,
    /// Back from the narrative's date.
    Earlier,
    /// On from the narrative's date.
    Later,
    /// All the time back from now.
    Past,
    /// All the time on from now.
    Coming,
}

/// The words of a sentence as the grammar reads them.
pub(super) struct Words<'a> {
    /// In small letters, with plain apostrophes.
    pub small: &'a [String],
    /// Whether the word begins with a capital.
    pub capital: &'a [bool],
    /// Whether the token is a number.
    pub number: &'a [bool],
    /// Whether white space stands before the token.
    pub spaced: &'a [bool],
    /// Whether the word is part of a person's name.
    pub person: &'a [bool],
}

/// An expression found: where it ends and what it says.
pub(super) type Found = Option<(usize, Meaning)>;

impl Words<'_> {
    /// The expression that begins at `at`, the longest one.
    pub(super) fn read(&self, at: usize) -> Found {
        let single = self.range(at).or_else(|| self.single(at));
        let (end, meaning) = single?;
        Some((self.with_time_of_day(end), meaning))
    }

    fn word(&self, at: usize) -> &str {
        self.small.get(at).map_or("", String::as_str)
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    fn is_joined(&self, at: usize) -> bool {
        self.spaced.get(at).is_some_and(|spaced| !spaced)
    }

    /// One expression, no range; the longest of what the parts of the grammar find.
    fn single(&self, at: usize) -> Found {
        if self.person.get(at).copied().unwrap_or_default() {
            return None;
        }
        let parts: [fn(&Self, usize) -> Found; 18] = [
            Self::numeric,
            Self::weekday_date,
            Self::month_day,
            Self::day_month,
            Self::part_of,
            Self::which,
            Self::offset,
            Self::named_day,
            Self::holiday,
            Self::season,
            Self::quarter,
            Self::decade,
            Self::year_alone,
            Self::nth_weekday,
            Self::nth_week,
            Self::day_of,
            Self::week_of,
            Self::beside,
        ];
        let mut best: Found = None;
        for part in parts {
            if let Some((end, meaning)) = part(self, at)
                && best.as_ref().is_none_or(|(longest, _)| end > *longest)
            {
                best = Some((end, meaning));
            }
        }
        best
    }

    /// From one day to another: `3-5 May`, `May 3 to 5`, `3 October to 5 November 2018`, `1950-53`, `between Monday and Friday`.
    fn range(&self, at: usize) -> Found {
        if self.person.get(at).copied().unwrap_or_default() {
            return None;
        }
        self.days_of_month(at).or_else(|| self.month_days(at)).or_else(|| self.years(at)).or_else(|| self.two(at))
    }

    fn is_to(&self, at: usize, between: bool) -> bool {
        self.is(at, &["to", "until", "till", "through", "-", "–", "—", "thru"]) || between && self.word(at) == "and"
    }

    fn between(&self, at: usize) -> bool {
        at > 0 && self.word(at - 1) == "between"
    }

    /// `3-5 May`, `3 to 5 of May 2018`
    fn days_of_month(&self, at: usize) -> Found {
        let first = self.day(at)?;
        let to = at + 1;
        if !self.is_to(to, true) {
            return None;
        }
        let mut second_at = to + 1;
        second_at += usize::from(self.word(second_at) == "the");
        let second = self.day(second_at)?;
        let mut end = second_at + 1;
        end += usize::from(self.word(end) == "of");
        let month = self.month_at(end)?;
        let (end, year) = self.year_behind(end + 1);
        let date = |day| Box::new(Meaning::Date { year, month, day });
        Some((end, Meaning::Range(date(first), date(second))))
    }

    /// `May 3-5`, `May 3 to 5, 2018`
    fn month_days(&self, at: usize) -> Found {
        let month = self.month_at(at)?;
        let mut first_at = at + 1;
        first_at += usize::from(self.word(first_at) == "the");
        let first = self.day(first_at)?;
        if !self.is_to(first_at + 1, true) {
            return None;
        }
        let mut second_at = first_at + 2;
        second_at += usize::from(self.word(second_at) == "the");
        let second = self.day(second_at).filter(|second| *second > first)?;
        // May 3 and 4 people; May 3 to June 5 is another rule's.
        if self.word(first_at + 1) == "and" && !self.ends_phrase(second_at + 1) && self.plain_year(second_at + 2).is_none()
            || self.month_at(second_at + 1).is_some()
        {
            return None;
        }
        let (end, year) = self.year_behind(second_at + 1);
        let date = |day| Box::new(Meaning::Date { year, month, day });
        Some((end, Meaning::Range(date(first), date(second))))
    }

    /// `1950-53`, `1914–1918`, `from 1950 to 1953`
    fn years(&self, at: usize) -> Found {
        let first = self.plain_year(at)?;
        let to = at + 1;
        let dash = self.is(to, &["-", "–", "—", "/"]) && self.is_joined(to);
        let before = at > 0 && self.is(at - 1, &["from", "between", "("]);
        if !(dash || before && self.is_to(to, true)) {
            return None;
        }
        let second_at = to + 1;
        let short = self.word(second_at);
        let second = match self.plain_year(second_at) {
            Some(second) => second,
            None if dash && short.len() == 2 => first / 100 * 100 + short.parse::<i16>().ok()?,
            None => return None,
        };
        // 2018-10-02 is a day; 2018-12 may be a month, and is read as one elsewhere.
        let iso = self.is(second_at + 1, &["-", "/"]) && self.is_joined(second_at + 1);
        if second < first || iso || short.len() == 2 && second <= first {
            return None;
        }
        let year = |year| Box::new(Meaning::Year { year, part: Part::Whole });
        Some((second_at + 1, Meaning::Range(year(first), year(second))))
    }

    /// Two whole expressions: `3 October to 5 November`, `Monday to Friday`.
    fn two(&self, at: usize) -> Found {
        let (to, first) = self.single(at)?;
        let spoken = self.is(to, &["to", "until", "till", "through", "thru"]);
        let dashed = self.is(to, &["-", "–", "—"]);
        if !(spoken
            || dashed && matches!(first, Meaning::Date { .. } | Meaning::Month { .. } | Meaning::Weekday { .. })
            || self.between(at) && self.word(to) == "and")
        {
            return None;
        }
        let (end, second) = self.single(to + 1)?;
        let (first, second) = share(first, second)?;
        Some((end, Meaning::Range(Box::new(first), Box::new(second))))
    }

    /// `2018-10-02`, `10/02/2018`, `02.10.2018`, `2018-10`
    fn numeric(&self, at: usize) -> Found {
        let word = self.word(at);
        let parts: Vec<&str> = word.split('.').collect();
        if let [day, month, year] = parts[..]
            && let (Some(day), Some(month), Some(year)) = (two_digits(day, 31), two_digits(month, 12), four_digits(year))
        {
            return Some((at + 1, Meaning::Date { year: Some(year), month, day }));
        }
        if !self.number.get(at).copied().unwrap_or_default()
            || !self.is(at + 1, &["-", "/"])
            || !self.is_joined(at + 1)
            || !self.is_joined(at + 2)
        {
            return None;
        }
        let second = self.word(at + 2);
        let third =
            if self.word(at + 3) == self.word(at + 1) && self.is_joined(at + 3) && self.is_joined(at + 4) { self.word(at + 4) } else { "" };
        if let Some(year) = four_digits(word) {
            let month = two_digits(second, 12)?;
            if third.is_empty() {
                let iso = second.len() == 2 && self.word(at + 1) == "-" && i16::from(month) <= year % 100;
                return iso.then_some((at + 3, Meaning::Month { year: Some(year), month, which: Which::Bare, part: Part::Whole }));
            }
            return Some((at + 5, Meaning::Date { year: Some(year), month, day: two_digits(third, 31)? }));
        }
        let year = four_digits(third).or_else(|| if third.len() == 2 { Some(century_of(third.parse().ok()?)) } else { None })?;
        let (a, b) = (two_digits(word, 31)?, two_digits(second, 31)?);
        // Month first, as in the United States, unless it can be none.
        let (month, day) = if a > 12 { (b, a) } else { (a, b) };
        (month <= 12).then_some((at + 5, Meaning::Date { year: Some(year), month, day }))
    }

    /// A day of the month: 1 to 31, also as an ordinal in digits or words.
    fn day(&self, at: usize) -> Option<i8> {
        let word = self.word(at);
        let number = if self.number.get(at).copied().unwrap_or_default() && word.len() < 3 { word.parse().ok() } else { ordinal(word) };
        number.and_then(|day: i32| i8::try_from(day).ok()).filter(|day| (1..=31).contains(day))
    }

    /// A month. It has a capital; written small it counts where it is no other word, or a day stands beside it.
    fn month_at(&self, at: usize) -> Option<i8> {
        let found = month(self.word(at)).filter(|_| !self.person.get(at).copied().unwrap_or_default())?;
        let other_word = self.word(at).len() < 4 || self.is(at, &["may", "march", "august"]);
        let dated = || {
            self.day(at + 1).is_some()
                || at > 0 && self.day(at - 1).is_some()
                || at > 1 && self.word(at - 1) == "of" && self.day(at - 2).is_some()
        };
        (self.has_capital(at) || !other_word || dated()).then_some(found)
    }

    fn has_capital(&self, at: usize) -> bool {
        self.capital.get(at).copied().unwrap_or_default()
    }

    /// A year in digits as it stands behind a month, or alone.
    fn plain_year(&self, at: usize) -> Option<i16> {
        if self.number.get(at).copied().unwrap_or_default() { four_digits(self.word(at)) } else { None }
    }

    /// The year behind a day or month, with or without comma: the end, and the year.
    fn year_behind(&self, at: usize) -> (usize, Option<i16>) {
        let comma = usize::from(self.is(at, &[",", "of", "in", "'"]));
        match self.plain_year(at + comma) {
            Some(year) if self.word(at) != "in" || comma == 0 => (at + comma + 1, Some(year)),
            _ if self.word(at).starts_with('\'') && self.word(at).len() == 3 => match self.word(at)[1..].parse() {
                Ok(short) => (at + 1, Some(century_of(short))),
                Err(_) => (at, None),
            },
            _ => (at, None),
        }
    }

    /// Whether a phrase ends here: a mark, the end, a small word.
    fn ends_phrase(&self, at: usize) -> bool {
        self.small.get(at).is_none_or(|word| !word.chars().next().is_some_and(char::is_alphabetic) || is_small_word(word))
    }

    /// `the first Tuesday of November`, `the second Monday of next month`
    fn nth_weekday(&self, at: usize) -> Found {
        let next = at + usize::from(self.word(at) == "the");
        let number = match self.word(next) {
            "last" => 5,
            word => ordinal(word).and_then(|n| i8::try_from(n).ok()).filter(|n| (1..=5).contains(n))?,
        };
        let day = self.weekday_at(next + 1).filter(|_| self.is(next + 2, &["of", "in"]))?;
        let (end, of) = self.month_told(next + 3)?;
        Some((end, Meaning::NthWeekday { number, day, of: Box::new(of) }))
    }

    /// `the first week of July`, `the last week of next month`, `the first week of 2015`
    fn nth_week(&self, at: usize) -> Found {
        let next = at + usize::from(self.word(at) == "the");
        let number = match self.word(next) {
            "last" | "final" => 5,
            word => ordinal(word).and_then(|n| i8::try_from(n).ok()).filter(|n| (1..=4).contains(n))?,
        };
        if self.word(next + 1) != "week" || !self.is(next + 2, &["of", "in"]) {
            return None;
        }
        let year = || Some((next + 4, Meaning::Year { year: self.plain_year(next + 3)?, part: Part::Whole }));
        let (end, of) = self.month_told(next + 3).or_else(year)?;
        Some((end, Meaning::NthWeek { number, of: Box::new(of) }))
    }

    /// `the 15th of last month`
    fn day_of(&self, at: usize) -> Found {
        let next = at + usize::from(self.word(at) == "the");
        let day = self.day(next).filter(|_| self.word(next + 1) == "of")?;
        let (end, of) = self.month_told(next + 2).filter(|(_, of)| matches!(of, Meaning::Unit { .. }))?;
        Some((end, Meaning::DayOf { day, of: Box::new(of) }))
    }

    /// A month by its name, or as `last month`, `the month`.
    fn month_told(&self, at: usize) -> Found {
        if self.month_at(at).is_some() {
            return self.month_day(at).filter(|(_, meaning)| matches!(meaning, Meaning::Month { .. }));
        }
        if self.word(at) == "the" && self.word(at + 1) == "month" {
            return Some((at + 2, Meaning::Unit { unit: Unit::Month, which: Which::Told, part: Part::Whole }));
        }
        self.which(at).filter(|(_, meaning)| matches!(meaning, Meaning::Unit { unit: Unit::Month, .. } | Meaning::Month { .. }))
    }

    /// `the week of April 10`
    fn week_of(&self, at: usize) -> Found {
        let next = at + usize::from(self.word(at) == "the");
        if self.word(next) != "week" || !self.is(next + 1, &["of", "beginning", "starting", "ending"]) {
            return None;
        }
        let of = next + 2 + usize::from(self.is(next + 2, &["on", "the"]));
        let (end, date) =
            self.month_day(of).or_else(|| self.day_month(of)).filter(|(_, meaning)| matches!(meaning, Meaning::Date { .. }))?;
        Some((end, Meaning::WeekOf(Box::new(date))))
    }

    /// `two days after Christmas`, `a week before Oct. 2`
    fn beside(&self, at: usize) -> Found {
        let article = self.word(at) == "the" && self.word(at + 1) == "day";
        let (low, high, behind) = if article { (1, 1, at + 1) } else { self.count(at)? };
        let unit = unit(self.word(behind)).filter(|unit| matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year))?;
        let sign = match self.word(behind + 1) {
            "after" | "from" => 1,
            "before" => -1,
            _ => return None,
        };
        let (end, date) = self.date_told(behind + 2)?;
        (low == high && high < 5000).then(|| (end, Meaning::Beside { count: sign * low, unit, date: Box::new(date) }))
    }

    /// A day by its date, weekday or name.
    fn date_told(&self, at: usize) -> Found {
        let day = self.month_day(at).or_else(|| self.day_month(at)).filter(|(_, meaning)| matches!(meaning, Meaning::Date { .. }));
        let named = || self.named_day(at).filter(|(_, meaning)| matches!(meaning, Meaning::Day(_)));
        day.or_else(|| self.weekday_date(at)).or_else(|| self.holiday(at)).or_else(named)
    }

    /// `Friday, Oct. 2`, `Tuesday 2 October 2018`, `Friday the 13th`
    fn weekday_date(&self, at: usize) -> Found {
        self.weekday_at(at)?;
        let mut next = at + 1;
        next += usize::from(self.word(next) == ",");
        next += usize::from(self.word(next) == "the");
        if let Some((end, meaning @ Meaning::Date { .. })) = self.month_day(next).or_else(|| self.day_month(next)) {
            return Some((end, meaning));
        }
        // Friday last week, Friday of next week
        let of = at + 1 + usize::from(self.is(at + 1, &["of", "in"]));
        let week = self.which(of).filter(|(_, meaning)| matches!(meaning, Meaning::Unit { unit: Unit::Week, .. }));
        if let (Some(day), Some((end, week))) = (self.weekday_at(at), week) {
            return Some((end, Meaning::WeekdayOf { day, of: Box::new(week) }));
        }
        let day = ordinal(self.word(next)).and_then(|day| i8::try_from(day).ok());
        match day {
            Some(day) if self.word(next - 1) == "the" && self.ends_phrase(next + 1) => Some((next + 1, Meaning::DayOfMonth(day))),
            _ => Some((at + 1, Meaning::Weekday { day: self.weekday_at(at)?, which: Which::Bare })),
        }
    }

    fn weekday_at(&self, at: usize) -> Option<Weekday> {
        let found = weekday(self.word(at))?;
        let whole = self.word(at).len() > 5;
        (whole || self.has_capital(at) && self.word(at).ends_with('.')).then_some(found)
    }

    /// `Oct. 2`, `October 2nd, 2018`, `October 2018`, `March`
    fn month_day(&self, at: usize) -> Found {
        let found = self.month_at(at)?;
        let mut next = at + 1;
        next += usize::from(self.word(next) == "the");
        if let Some(day) = self.day(next) {
            // May 3,000 people; March 3 million: no days.
            let counted = self.is(next + 1, &["million", "billion", "percent", "%", "per", "p.m.", "a.m.", "pm", "am"]);
            if !counted {
                let (end, year) = self.year_behind(next + 1);
                return Some((end, Meaning::Date { year, month: found, day }));
            }
        }
        let (end, year) = self.year_behind(at + 1);
        if year.is_none() && self.is(at, &["may", "march", "mar.", "sun.", "sat."]) && !self.is_told(at) {
            return None;
        }
        if year.is_none()
            && let Some((end, which)) = self.of_year(at + 1)
        {
            return Some((end, Meaning::Month { year, month: found, which, part: Part::Whole }));
        }
        Some((end, Meaning::Month { year, month: found, which: Which::Bare, part: Part::Whole }))
    }

    /// `of that year`, `of last year`, `last year`
    fn of_year(&self, at: usize) -> Option<(usize, Which)> {
        let of = usize::from(self.word(at) == "of");
        let next = at + of + usize::from(self.word(at + of) == "the");
        let which = which_word(self.word(next))?;
        (self.word(next + 1) == "year").then_some((next + 2, which))
    }

    /// Whether a word before shows that `May` or `March` is a month.
    fn is_told(&self, at: usize) -> bool {
        at > 0
            && self.is(
                at - 1,
                &[
                    "in",
                    "since",
                    "until",
                    "till",
                    "by",
                    "from",
                    "to",
                    "of",
                    "last",
                    "this",
                    "next",
                    "early",
                    "late",
                    "mid",
                    "before",
                    "after",
                    "during",
                    "through",
                    "and",
                    "or",
                    "each",
                    "every",
                    "between",
                    "previous",
                    "following",
                    "for",
                ],
            )
    }

    /// `2 October`, `2nd of October 2018`, `the 2nd of October`
    fn day_month(&self, at: usize) -> Found {
        let at_day = at + usize::from(self.word(at) == "the");
        let day = self.day(at_day)?;
        let mut next = at_day + 1;
        next += usize::from(self.word(next) == "of");
        if let Some(month) = self.month_at(next) {
            let (end, year) = self.year_behind(next + 1);
            return Some((end, Meaning::Date { year, month, day }));
        }
        // “on the 15th”, with nothing that it could count behind it.
        let ordinal = self.word(at_day).len() > 2 && self.word(at_day).starts_with(|c: char| c.is_ascii_digit());
        let on = at > 0 && self.is(at - 1, &["on", "until", "by", "from", "since"]) && at_day > at;
        (ordinal && on && self.ends_phrase(at_day + 1) && self.word(at_day + 1) != "of").then_some((at_day + 1, Meaning::DayOfMonth(day)))
    }

    /// `late May`, `mid-January`, `the end of April`, `early 2018`, `the end of the year`, `earlier this month`
    fn part_of(&self, at: usize) -> Found {
        let word = self.word(at);
        if let Some(rest) = word.strip_prefix("mid-") {
            return self.mid(at, rest);
        }
        let start = at + usize::from(word == "the");
        let (part, mut next) = match self.word(start) {
            "early" => (Part::Early, start + 1),
            "late" => (Part::Late, start + 1),
            "mid" => (Part::Mid, start + 1 + usize::from(self.word(start + 1) == "-")),
            "earlier" => (Part::Earlier, start + 1),
            "later" => (Part::Later, start + 1),
            "beginning" | "start" | "opening" if self.word(start + 1) == "of" => (Part::Early, start + 2),
            "middle" if self.word(start + 1) == "of" => (Part::Mid, start + 2),
            "end" | "close" if self.word(start + 1) == "of" => (Part::End, start + 2),
            "latter" | "later-" if self.is(start + 1, &["part", "half"]) && self.word(start + 2) == "of" => (Part::Late, start + 3),
            "first" | "second" if self.word(start + 1) == "half" => return self.half(start),
            _ => return None,
        };
        if matches!(part, Part::Earlier | Part::Later) && self.is(next, &["in", "on"]) {
            next += 1;
        }
        let spelled = next;
        next += usize::from(self.word(next) == "the");
        let bounded = |meaning| restrict(meaning, part);
        if let Some((end, meaning)) = self
            .which(spelled)
            .or_else(|| self.month_day(next))
            .or_else(|| self.season_word(next))
            .or_else(|| self.decade(spelled))
            .or_else(|| self.quarter(spelled))
        {
            return Some((end, bounded(meaning)?));
        }
        if let Some(year) = self.plain_year(next).filter(|_| !matches!(part, Part::Later)) {
            return Some((next + 1, Meaning::Year { year, part }));
        }
        // the end of the year, the end of the month: this one's.
        if next > spelled
            && let Some(unit) = unit(self.word(next)).filter(|unit| !matches!(unit, Unit::Hour | Unit::Day | Unit::Decade))
        {
            return Some((next + 1, Meaning::Unit { unit, which: Which::Told, part }));
        }
        if let Some(day) = self.weekday_at(next).filter(|_| next == spelled) {
            return Some((next + 1, Meaning::Weekday { day, which: Which::Bare }));
        }
        if self.is(next, &["today", "yesterday", "tomorrow"]) {
            return self.named_day(next);
        }
        None
    }

    fn mid(&self, at: usize, rest: &str) -> Found {
        if let Some(month) = month(rest) {
            let (end, year) = self.year_behind(at + 1);
            return Some((end, Meaning::Month { year, month, which: Which::Bare, part: Part::Mid }));
        }
        if let Some(year) = four_digits(rest) {
            return Some((at + 1, Meaning::Year { year, part: Part::Mid }));
        }
        if let Some(first) = season(rest) {
            return Some((at + 1, Meaning::Season { first, year: None, which: Which::Bare, part: Part::Mid }));
        }
        let decade = rest.strip_suffix('s').and_then(four_digits).filter(|year| year % 10 == 0)?;
        Some((at + 1, Meaning::Decade { first: decade, century: true, part: Part::Mid }))
    }

    /// `the first half of 2018`, `the second half of the year`
    fn half(&self, at: usize) -> Found {
        let second = self.word(at) == "second";
        let mut next = at + 2;
        next += usize::from(self.word(next) == "of");
        if let Some(year) = self.plain_year(next) {
            return Some((next + 1, Meaning::Half { second, year: Some(year), which: Which::Bare }));
        }
        let which = which_word(self.word(next)).or(if self.word(next) == "the" { Some(Which::This) } else { None })?;
        (self.word(next + 1) == "year").then_some((next + 2, Meaning::Half { second, year: None, which }))
    }

    /// `last Tuesday`, `this week`, `next month`, `the following day`, `that year`, `the past two weeks`
    fn which(&self, at: usize) -> Found {
        let mut next = at + usize::from(self.is(at, &["the", "this", "these"]) && which_word(self.word(at + 1)).is_some());
        let which = which_word(self.word(next))?;
        let word = self.word(next);
        next += 1;
        if next < self.small.len() && self.is(next, &["past", "coming", "same", "very"]) && self.is(next - 1, &["this", "the", "that"]) {
            next += 1;
        }
        let article =
            self.is(at, &["the", "this", "these", "in", "over"]) || at > 0 && self.is(at - 1, &["the", "over", "in", "within", "during"]);
        // the past two weeks, the next five years, the last few days
        let count = number(self.word(next))
            .map(|n| n..=n)
            .or_else(|| vague(self.word(next)).filter(|_| self.is(next, &["few", "several", "couple"])));
        if let Some(count) = count {
            let of = next + 1 + usize::from(self.word(next) == "couple" && self.word(next + 1) == "of");
            let unit = unit(self.word(of)).filter(|unit| !matches!(unit, Unit::Weekend))?;
            let to = match which {
                Which::Last | Which::Previous => Toward::Past,
                Which::Next | Which::Following => Toward::Coming,
                _ => return None,
            };
            let most = if unit == Unit::Hour { 999 } else { 200 };
            return (*count.end() <= most).then(|| (of + 1, Meaning::Offset { low: *count.start(), high: *count.end(), unit, to }));
        }
        if let Some(unit) = unit(self.word(next)) {
            // “the past year” is all of it up to now; “past week” likewise. Plurals need a number.
            if self.word(next).ends_with('s') || unit == Unit::Hour || word == "past" && !article {
                return None;
            }
            if word == "past" && !self.is(at, &["this"]) || word == "coming" && unit != Unit::Weekend {
                let to = if word == "past" { Toward::Past } else { Toward::Coming };
                return Some((next + 1, Meaning::Offset { low: 1, high: 1, unit, to }));
            }
            // “the last day of the summit”, “that day”: only units that a report can mean.
            if unit == Unit::Day && matches!(which, Which::Last | Which::This)
                || matches!(unit, Unit::Decade | Unit::Century) && which == Which::That
            {
                return None;
            }
            let which = if unit == Unit::Day && which == Which::Next { Which::Following } else { which };
            // last week on Friday
            let on = next + 1 + usize::from(self.word(next + 1) == "on");
            if let Some(day) = self.weekday_at(on).filter(|_| unit == Unit::Week) {
                let week = Meaning::Unit { unit, which, part: Part::Whole };
                return Some((on + 1, Meaning::WeekdayOf { day, of: Box::new(week) }));
            }
            // “the last week of March” is no last week.
            if self.word(next + 1) == "of" && self.is(at, &["the"]) {
                return None;
            }
            return Some((next + 1, Meaning::Unit { unit, which, part: Part::Whole }));
        }
        if let Some(day) = self.weekday_at(next) {
            return Some((next + 1, Meaning::Weekday { day, which }));
        }
        if let Some(month) = self.month_at(next) {
            let (end, year) = self.year_behind(next + 1);
            if let Some(day) = self.day(next + 1).filter(|_| which == Which::This || which == Which::Last) {
                return Some((next + 2, Meaning::Date { year, month, day }));
            }
            return Some((end, Meaning::Month { year, month, which, part: Part::Whole }));
        }
        if let Some(first) = season(self.word(next)) {
            return Some((next + 1, Meaning::Season { first, year: None, which, part: Part::Whole }));
        }
        if self.is(next, &["morning", "afternoon", "evening", "night"]) {
            let days = match which {
                Which::Last if self.word(next) == "night" => -1,
                Which::This => 0,
                _ => return None,
            };
            return Some((next + 1, Meaning::Day(days)));
        }
        if let Some((length, holiday)) = holiday(self.small[next.min(self.small.len())..].iter().map(String::as_str)) {
            return Some((next + length, Meaning::Holiday { holiday, year: None, which }));
        }
        None
    }

    /// `two weeks ago`, `three days later`, `a year earlier`, `within 48 hours`, `in two weeks`
    fn offset(&self, at: usize) -> Found {
        let word = self.word(at);
        let within = matches!(word, "within" | "in");
        let mut next = at + usize::from(within);
        if self.is(next, &["about", "around", "nearly", "almost", "roughly", "some", "approximately", "just", "only", "exactly"])
            && next == at + usize::from(within)
            && (within || number(self.word(next + 1)).is_some() || self.is(next + 1, &["a"]))
        {
            next += 1;
        }
        let (low, high, behind) = self.count(next)?;
        let (unit, end) = match unit(self.word(behind)) {
            Some(unit) => (unit, behind + 1),
            None => return None,
        };
        if high > 5000 {
            return None;
        }
        let found = |end, to| Some((end, Meaning::Offset { low, high, unit, to }));
        match self.word(end) {
            "ago" => return found(end + 1, Toward::Ago),
            "later" => return found(end + 1, Toward::Later),
            "earlier" | "before" if self.ends_phrase(end + 1) && !self.is(end + 1, &["the", "a", "an", "his", "her", "its", "their"]) => {
                return found(end + 1, Toward::Earlier);
            }
            "after" | "afterwards" | "afterward" if self.small.get(end + 1).is_none_or(|next| matches!(next.as_str(), "," | "." | ";")) => {
                return found(end + 1, Toward::Later);
            }
            "from" if self.is(end + 1, &["now", "today"]) => return found(end + 2, Toward::FromNow),
            "hence" => return found(end + 1, Toward::FromNow),
            _ => {}
        }
        match word {
            "within" => found(end, Toward::Coming),
            "in" if self.ends_phrase(end) || self.word(end) == "'s" => {
                let end = if self.is(end, &["'", "'s"]) && self.word(end + 1) == "time" { end + 2 } else { end };
                found(end, Toward::FromNow)
            }
            _ => None,
        }
    }

    /// A count of units: lowest, highest, and where the unit stands.
    fn count(&self, at: usize) -> Option<(i32, i32, usize)> {
        let word = self.word(at);
        if word == "a" && self.is(at + 1, &["few", "couple"]) {
            let range = vague(self.word(at + 1))?;
            return Some((*range.start(), *range.end(), at + 2 + usize::from(self.word(at + 2) == "of")));
        }
        if word == "half" && self.is(at + 1, &["a", "an"]) && self.word(at + 2) == "century" {
            return Some((5, 5, at)).filter(|_| false);
        }
        if let Some(range) = vague(word) {
            return Some((*range.start(), *range.end(), at + 1));
        }
        let low = number(word)?;
        // Two or three weeks, 10 to 12 days.
        if self.is(at + 1, &["or", "to"])
            && let Some(high) = number(self.word(at + 2)).filter(|high| *high > low)
        {
            return Some((low, high, at + 3));
        }
        Some((low, low, at + 1))
    }

    /// `today`, `yesterday`, `the day before yesterday`, `overnight`
    fn named_day(&self, at: usize) -> Found {
        let day = |words, days| Some((at + words, Meaning::Day(days)));
        match self.word(at) {
            "today" | "tonight" if self.word(at + 1) != "'s" || self.word(at) == "today" => day(1, 0),
            "yesterday" => day(1, -1),
            "tomorrow" => day(1, 1),
            "overnight" => Some((at + 1, Meaning::Overnight)),
            "the" if self.word(at + 1) == "day" && self.is(at + 2, &["before", "after"]) => match (self.word(at + 2), self.word(at + 3)) {
                ("before", "yesterday") => day(4, -2),
                ("after", "tomorrow") => day(4, 2),
                // “the day after,” at the end of a clause counts from the narrative's date; “the day after the vote” from an event that no calendar knows.
                (side, "" | "," | "." | ";" | ")") => Some((
                    at + 3,
                    Meaning::Unit {
                        unit: Unit::Day,
                        which: if side == "after" { Which::Following } else { Which::Previous },
                        part: Part::Whole,
                    },
                )),
                _ => None,
            },
            _ => None,
        }
    }

    fn holiday(&self, at: usize) -> Found {
        let (length, holiday) = holiday(self.small[at..].iter().map(String::as_str))?;
        let (end, year) = self.year_behind(at + length);
        // “New Year” needs to be told as a time.
        let told = self.word(at) != "new"
            || self.word(at + length - 1) != "year"
            || at > 0 && self.is(at - 1, &["the", "before", "since", "after", "by"]);
        told.then_some((end, Meaning::Holiday { holiday, year, which: Which::Bare }))
    }

    /// `the summer of 2018`, `summer 2018`, `in the spring`
    fn season(&self, at: usize) -> Found {
        let next = at + usize::from(self.word(at) == "the");
        let (end, meaning) = self.season_word(next)?;
        let Meaning::Season { year, .. } = &meaning else { return None };
        let told = self.word(next) != "fall" || at > 0 && self.is(at - 1, &["in", "since", "by", "until", "during"]);
        // `the spring`, `in spring`, `since last winter`; not `spring flowers`.
        let introduced = next > at || at > 0 && self.is(at - 1, &["in", "by", "since", "until", "during", "before", "after", "from"]);
        (year.is_some() || told && introduced && !self.is(end, &["of", "to"]) && self.ends_phrase(end)).then_some((end, meaning))
    }

    fn season_word(&self, at: usize) -> Found {
        let first = season(self.word(at))?;
        let (end, year) = self.year_behind(at + 1);
        Some((end, Meaning::Season { first, year, which: Which::Bare, part: Part::Whole }))
    }

    /// `the first quarter of 2018`, `Q1 2018`, `the third quarter`
    fn quarter(&self, at: usize) -> Found {
        let word = self.word(at);
        let q = |at: usize| self.word(at).strip_prefix('q').and_then(|n| two_digits(n, 4));
        if let (Some(year), Some(number)) = (self.plain_year(at), q(at + 1)) {
            return Some((at + 2, Meaning::Quarter { number, year: Some(year), which: Which::Bare }));
        }
        if let Some(number) = q(at) {
            let (end, year) = self.year_behind(at + 1);
            return Some((end, Meaning::Quarter { number, year, which: Which::Bare }));
        }
        let next = at + usize::from(word == "the");
        let number = ordinal(self.word(next)).filter(|n| (1..=4).contains(n)).and_then(|n| i8::try_from(n).ok())?;
        if self.word(next + 1) != "quarter" {
            return None;
        }
        let (end, year) = self.year_behind(next + 2);
        if year.is_some() {
            return Some((end, Meaning::Quarter { number, year, which: Which::Bare }));
        }
        let of = next + 2 + usize::from(self.word(next + 2) == "of");
        if let Some((end, which)) = which_word(self.word(of)).filter(|_| self.word(of + 1) == "year").map(|which| (of + 2, which)) {
            return Some((end, Meaning::Quarter { number, year: None, which }));
        }
        if self.word(of) == "the" && self.word(of + 1) == "year" {
            return Some((of + 2, Meaning::Quarter { number, year: None, which: Which::This }));
        }
        Some((next + 2, Meaning::Quarter { number, year: None, which: Which::Bare }))
    }

    /// `the 1980s`, `’90s`, `the nineties`, `the 19th century`
    fn decade(&self, at: usize) -> Found {
        let next = at + usize::from(self.word(at) == "the");
        let word = self.word(next);
        let decade = |first, century, end| Some((end, Meaning::Decade { first, century, part: Part::Whole }));
        if let Some(year) = word.strip_suffix('s').and_then(four_digits).filter(|year| year % 10 == 0) {
            return decade(year, true, next + 1);
        }
        // 1990 's, 1980 s
        if let Some(year) = self.plain_year(next).filter(|year| year % 10 == 0 && self.word(next + 1) == "'s" && next > at) {
            return if self.ends_phrase(next + 2) { decade(year, true, next + 2) } else { None };
        }
        if let Some(short) =
            word.strip_suffix('s').map(|word| word.trim_start_matches('\'')).filter(|short| short.len() == 2 && short.ends_with('0'))
        {
            let told = word.starts_with('\'') || next > at;
            let aged = at > 0 && self.is(at - 1, &["his", "her", "their", "in", "my"]) && next == at && !word.starts_with('\'');
            return short.parse().ok().filter(|_| told && !aged).and_then(|first: i16| decade(first, false, next + 1));
        }
        if let Some(first) = decade_word(word).filter(|_| next > at) {
            return decade(first, false, next + 1);
        }
        let number = ordinal(word).filter(|n| (10..=22).contains(n)).and_then(|n| i16::try_from(n).ok())?;
        let century = next + 1 + usize::from(self.word(next + 1) == "-");
        (self.word(century) == "century" || self.word(century) == "centuries")
            .then_some((century + 1, Meaning::Century { number, part: Part::Whole }))
    }

    /// A year alone, where it cannot be a number of things.
    fn year_alone(&self, at: usize) -> Found {
        let year = self.plain_year(at)?;
        let before = if at > 0 { self.word(at - 1) } else { "" };
        let after = self.word(at + 1);
        let counted = matches!(
            after,
            "people"
                | "men"
                | "women"
                | "children"
                | "percent"
                | "per"
                | "%"
                | "million"
                | "billion"
                | "feet"
                | "metres"
                | "meters"
                | "miles"
                | "km"
                | "dollars"
                | "euros"
                | "pounds"
                | "GMT"
                | "gmt"
                | "hours"
                | "times"
        ) || after.len() > 4
            && after.ends_with('s')
            && !after.ends_with("ss")
            && !after.ends_with("ics")
            && !matches!(before, "the" | "in")
            && self.capital.get(at + 1).is_some_and(|capital| !capital)
            || matches!(before, "$" | "£" | "€" | "no." | "about" | "nearly" | "some" | "over" | "than" | "almost" | "#" | "@" | "least");
        let told = matches!(
            before,
            "in" | "since"
                | "by"
                | "until"
                | "till"
                | "before"
                | "after"
                | "during"
                | "from"
                | "to"
                | "of"
                | "early"
                | "late"
                | "("
                | "between"
                | "through"
                | "year"
                | "the"
                | "and"
                | "for"
                | ","
        );
        if !self.is_spaced_number(at) {
            return None;
        }
        let plausible = (1900..=2100).contains(&year) && !counted
            || (1000..1900).contains(&year)
                && !counted
                && matches!(
                    before,
                    "in" | "since"
                        | "by"
                        | "until"
                        | "before"
                        | "after"
                        | "of"
                        | "("
                        | "from"
                        | "year"
                        | "circa"
                        | "during"
                        | "late"
                        | "early"
                );
        let joined_behind = self.is_joined(at + 1) && self.is(at + 1, &["-", "/"]);
        (plausible && !joined_behind && (told || !self.number.get(at + 1).copied().unwrap_or_default()))
            .then_some((at + 1, Meaning::Year { year, part: Part::Whole }))
    }

    /// No currency sign, point or dash joined to the number.
    fn is_spaced_number(&self, at: usize) -> bool {
        at == 0 || !self.is_joined(at) || !self.is(at - 1, &["$", "£", "€", "-", "/", "#", ".", "@"])
    }

    /// Behind a day the time of day belongs to it: `Monday night`, `Tuesday morning`.
    fn with_time_of_day(&self, end: usize) -> usize {
        if self.is(end, &["morning", "afternoon", "evening", "night", "midday", "noon"])
            && end > 0
            && (weekday(self.word(end - 1)).is_some() || self.is(end - 1, &["yesterday", "tomorrow"]))
        {
            end + 1
        } else {
            end
        }
    }
}

/// Which one a word tells.
fn which_word(word: &str) -> Option<Which> {
    Some(match word {
        "last" | "past" => Which::Last,
        "this" | "current" => Which::This,
        "next" | "coming" => Which::Next,
        "previous" | "preceding" | "prior" => Which::Previous,
        "following" | "subsequent" => Which::Following,
        "that" | "same" => Which::That,
        _ => return None,
    })
}

/// Small words behind which a phrase begins anew.
fn is_small_word(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "but"
            | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "with"
            | "by"
            | "from"
            | "after"
            | "before"
            | "when"
            | "as"
            | "that"
            | "which"
            | "who"
            | "he"
            | "she"
            | "it"
            | "they"
            | "we"
            | "i"
            | "the"
            | "a"
            | "an"
            | "is"
            | "was"
            | "were"
            | "are"
            | "will"
            | "would"
            | "has"
            | "had"
            | "have"
            | "said"
            | "if"
            | "unless"
            | "while"
            | "because"
            | "since"
            | "until"
            | "amid"
            | "over"
            | "of"
            | "his"
            | "her"
            | "their"
            | "its"
            | "this"
            | "there"
    )
}

/// The year of this or the last century that two digits mean.
fn century_of(short: i16) -> i16 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// The part of a stretch that words before it single out.
fn restrict(meaning: Meaning, part: Part) -> Option<Meaning> {
    Some(match meaning {
        Meaning::Month { year, month, which, part: Part::Whole } => Meaning::Month { year, month, which, part },
        Meaning::Unit { unit, which, part: Part::Whole } => Meaning::Unit { unit, which, part },
        Meaning::Season { first, year, which, part: Part::Whole } => Meaning::Season { first, year, which, part },
        Meaning::Decade { first, century, part: Part::Whole } => Meaning::Decade { first, century, part },
        Meaning::Century { number, part: Part::Whole } => Meaning::Century { number, part },
        // “early on Monday”, “later last Tuesday”: the day.
        day @ (Meaning::Weekday { .. } | Meaning::Date { .. } | Meaning::Day(_)) => day,
        Meaning::Quarter { .. } | Meaning::Holiday { .. } => meaning,
        _ => return None,
    })
}

/// Two ends of a range tell each other the year and month that one of them lacks.
fn share(first: Meaning, second: Meaning) -> Option<(Meaning, Meaning)> {
    Some(match (first, second) {
        (Meaning::Date { year: None, month, day }, second @ Meaning::Date { year: Some(year), .. }) => {
            (Meaning::Date { year: Some(year), month, day }, second)
        }
        (Meaning::Month { year: None, month, which, part }, second @ Meaning::Month { year: Some(year), .. }) => {
            (Meaning::Month { year: Some(year), month, which, part }, second)
        }
        (
            first @ (Meaning::Date { .. }
            | Meaning::Month { .. }
            | Meaning::Year { .. }
            | Meaning::Weekday { .. }
            | Meaning::Day(_)
            | Meaning::Decade { .. }
            | Meaning::Holiday { .. }),
            second @ (Meaning::Date { .. }
            | Meaning::Month { .. }
            | Meaning::Year { .. }
            | Meaning::Weekday { .. }
            | Meaning::Day(_)
            | Meaning::Decade { .. }
            | Meaning::Holiday { .. }),
        ) => (first, second),
        _ => return None,
    })
}

/// A number of one or two digits.
fn two_digits(word: &str, most: i8) -> Option<i8> {
    let fits = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    if !fits {
        return None;
    }
    word.parse().ok().filter(|value| (1..=most).contains(value))
}

/// A year of four digits.
fn four_digits(word: &str) -> Option<i16> {
    let fits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    if fits { word.parse().ok().filter(|year| (1000..=2199).contains(year)) } else { None }
}
