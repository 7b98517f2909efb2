//! What an expression means on the calendar, given the report's day and the date that the narrative last told.

use headwater_core::{DateRange, PartialDate};
use jiff::{
    Span as Shift,
    civil::{Date, Weekday},
};

use super::{
    grammar::{Meaning, Part, Toward, Which},
    words::Unit,
};

/// What an expression is read against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// The day of the report.
    pub today: Option<Date>,
    /// What the narrative last told.
    pub narrative: Option<Narrative>,
    /// Where what the sentence tells lies.
    pub side: Side,
}

/// The date that the narrative stands at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Narrative {
    pub range: DateRange,
    /// Whether it told its year, so that the dates near it lie in that year.
    pub told_year: bool,
    /// Whether it was told in the same paragraph, or the whole text tells of earlier years.
    pub near: bool,
    /// How many dates of earlier years were told in a row.
    pub streak: usize,
}

/// After so many dates of earlier years in a row a text is history: its dates go on in their years from paragraph to paragraph.
pub(super) const FAR: usize = 4;

/// Where what a sentence tells lies as seen from the report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Past,
    Ahead,
    /// The sentence does not tell.
    Unknown,
}

/// An expression on the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Resolved {
    pub range: Option<DateRange>,
    pub value: Option<PartialDate>,
    pub relative: bool,
}

/// Resolves an expression. None where the calendar has no such day.
pub(super) fn resolve(meaning: &Meaning, context: &Context) -> Option<Resolved> {
    if let Some(absolute) = absolute(meaning) {
        return absolute.map(|(range, value)| Resolved { range: Some(range), value, relative: false });
    }
    if matches!(meaning, Meaning::Offset { to: Toward::FromNow, .. }) && context.side == Side::Past {
        // “It was built in two weeks”: how long, not when.
        return None;
    }
    if let Meaning::Date { month, day, .. } = meaning {
        // 30 February is no day in any year.
        Date::new(2024, *month, *day).ok()?;
    }
    let found = relative(meaning, context);
    Some(Resolved { range: found.map(|(range, _)| range), value: found.and_then(|(_, value)| value), relative: true })
}

type Found = Option<(DateRange, Option<PartialDate>)>;

/// What needs no context: the outer option tells whether the meaning is of this kind, the inner whether the calendar has it.
fn absolute(meaning: &Meaning) -> Option<Found> {
    Some(match meaning {
        Meaning::Date { year: Some(year), month, day } => Date::new(*year, *month, *day).ok().map(one_day),
        Meaning::Month { year: Some(year), month, part, .. } => month_of(*year, *month, *part),
        Meaning::Year { year, part } => year_of(*year, *part),
        Meaning::Decade { first, century: true, part } => years(*first, 10, *part),
        Meaning::Century { number, part } => years((number - 1).saturating_mul(100).saturating_add(1), 100, *part),
        Meaning::Season { first, year: Some(year), part, .. } => season_of(*year, *first, *part),
        Meaning::Quarter { number, year: Some(year), .. } => months(*year, (number - 1) * 3 + 1, 3),
        Meaning::Half { second, year: Some(year), .. } => months(*year, if *second { 7 } else { 1 }, 6),
        Meaning::Holiday { holiday, year: Some(year), .. } => holiday.day(*year).map(one_day),
        Meaning::NthWeek { number, of } => absolute(of)?.and_then(|(of, _)| nth_week(*number, of)),
        Meaning::NthWeekday { number, day, of } => absolute(of)?.and_then(|(month, _)| nth_weekday(*number, *day, month.from)),
        Meaning::DayOf { day, of } => {
            absolute(of)?.and_then(|(month, _)| Date::new(month.from.year(), month.from.month(), *day).ok().map(one_day))
        }
        Meaning::WeekOf(date) => absolute(date)?.and_then(|(day, _)| stretch(Unit::Week, day.from, 0)),
        Meaning::Beside { count, unit, date } => absolute(date)?.and_then(|(day, _)| beside(*count, *unit, day.from)),
        Meaning::Range(first, second) => match (absolute(first)?, absolute(second)?) {
            (Some((first, _)), Some((second, _))) => span(first.from, second.to),
            _ => None,
        },
        _ => return None,
    })
}

fn relative(meaning: &Meaning, context: &Context) -> Found {
    match meaning {
        Meaning::Date { month, day, .. } => date_near(*month, *day, context),
        Meaning::Month { month, which, part, .. } => month_near(*month, *which, *part, context),
        Meaning::Decade { first, part, .. } => {
            let today = context.today?.year();
            let century = today / 100 * 100;
            let year = if century + first + 9 <= today { century + first } else { century - 100 + first };
            years(year, 10, *part)
        }
        Meaning::DayOfMonth(day) => day_near(*day, context),
        Meaning::Weekday { day, which } => weekday(*day, *which, context),
        Meaning::Unit { unit, which, part } => unit_near(*unit, *which, *part, context),
        Meaning::Season { first, which, part, .. } => {
            let of = |year| season_of(year, *first, Part::Whole).map(|(range, _)| range);
            if *which == Which::Bare
                && let Some(year) = told_year(context, of)
            {
                return season_of(year, *first, *part);
            }
            season_of(occurrence(context.today?, *which, context.side, of)?, *first, *part)
        }
        Meaning::Quarter { number, which, .. } => {
            let first = (number - 1) * 3 + 1;
            let year = year_near(*which, context, |year| months(year, first, 3).map(|(range, _)| range))?;
            months(year, first, 3)
        }
        Meaning::Half { second, which, .. } => {
            let first = if *second { 7 } else { 1 };
            let year = year_near(*which, context, |year| months(year, first, 6).map(|(range, _)| range))?;
            months(year, first, 6)
        }
        Meaning::Holiday { holiday, which, .. } => {
            let today = context.today?;
            let year = occurrence(today, *which, context.side, |year| holiday.day(year).map(|day| DateRange { from: day, to: day }))?;
            holiday.day(year).map(one_day)
        }
        Meaning::Day(days) => shift_days(context.today?, *days).map(one_day),
        Meaning::Overnight => span(shift_days(context.today?, -1)?, context.today?),
        Meaning::Offset { low, high, unit, to } => offset(*low, *high, *unit, *to, context),
        Meaning::Range(first, second) => {
            let (first, second) = (resolve(first, context)?.range?, resolve(second, context)?.range?);
            if first.from <= second.to {
                return span(first.from, second.to);
            }
            // Monday to Friday, December to March: the first lies a week or a year earlier.
            let back = if (first.from - second.to).get_days().abs() < 7 { shift_days(first.from, -7) } else { shift_years(first.from, -1) };
            span(back?, second.to)
        }
        Meaning::NthWeek { number, of } => nth_week(*number, resolve(of, context)?.range?),
        Meaning::NthWeekday { number, day, of } => nth_weekday(*number, *day, resolve(of, context)?.range?.from),
        Meaning::DayOf { day, of } => {
            let month = resolve(of, context)?.range?.from;
            Date::new(month.year(), month.month(), *day).ok().map(one_day)
        }
        Meaning::WeekdayOf { day, of } => {
            let monday = resolve(of, context)?.range?.from;
            shift_days(monday, i32::from(day.to_monday_zero_offset())).map(one_day)
        }
        Meaning::WeekOf(date) => stretch(Unit::Week, resolve(date, context)?.range?.from, 0),
        Meaning::Beside { count, unit, date } => beside(*count, *unit, resolve(date, context)?.range?.from),
        Meaning::Year { .. } | Meaning::Century { .. } => None,
    }
}

/// The nth such weekday of a day's month; 5 means the last.
fn nth_weekday(number: i8, day: Weekday, month: Date) -> Found {
    let number = if number == 5 { -1 } else { number };
    month.first_of_month().nth_weekday_of_month(number, day).ok().map(one_day)
}

/// The nth week of a stretch of days, the last where it is 5: a week belongs to where its Thursday lies (ISO 8601).
fn nth_week(number: i8, of: DateRange) -> Found {
    let from_thursday = |day: Date| i32::from(day.weekday().to_monday_zero_offset()) - i32::from(Weekday::Thursday.to_monday_zero_offset());
    let thursday = match number {
        5 => shift_days(of.to, -from_thursday(of.to).rem_euclid(7))?,
        number => shift_days(of.from, (-from_thursday(of.from)).rem_euclid(7) + 7 * (i32::from(number) - 1))?,
    };
    span(shift_days(thursday, -3)?, shift_days(thursday, 3)?)
}

/// So many units from a day.
fn beside(count: i32, unit: Unit, day: Date) -> Found {
    let day = shift(day, unit, count)?;
    match unit {
        Unit::Month | Unit::Year => stretch(unit, day, 0),
        _ => Some(one_day(day)),
    }
}

/// The day `days` later.
pub(super) fn shift_days(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Shift::new().try_days(days).ok()?).ok()
}

fn shift_months(day: Date, months: i32) -> Option<Date> {
    day.checked_add(Shift::new().try_months(months).ok()?).ok()
}

fn shift_years(day: Date, years: i32) -> Option<Date> {
    day.checked_add(Shift::new().try_years(years).ok()?).ok()
}

fn one_day(day: Date) -> (DateRange, Option<PartialDate>) {
    (DateRange { from: day, to: day }, Some(PartialDate::Day(day)))
}

fn span(from: Date, to: Date) -> Found {
    (from <= to).then_some((DateRange { from, to }, None))
}

fn month_of(year: i16, month: i8, part: Part) -> Found {
    let first = Date::new(year, month, 1).ok()?;
    let last = first.last_of_month();
    let day = |day| Date::new(year, month, day).ok();
    let (from, to) = match part {
        Part::Early => (first, day(10)?),
        Part::Mid => (day(11)?, day(20)?),
        Part::Late | Part::End => (day(21)?, last),
        Part::Whole | Part::Earlier | Part::Later => (first, last),
    };
    Some((DateRange { from, to }, Some(PartialDate::Month(year, month))))
}

fn year_of(year: i16, part: Part) -> Found {
    let (first, last) = match part {
        Part::Early => (1, 4),
        Part::Mid => (5, 8),
        Part::Late => (9, 12),
        Part::End => (12, 12),
        Part::Whole | Part::Earlier | Part::Later => (1, 12),
    };
    let from = Date::new(year, first, 1).ok()?;
    let to = Date::new(year, last, 1).ok()?.last_of_month();
    Some((DateRange { from, to }, Some(PartialDate::Year(year))))
}

/// A number of years from the first, or a third of them.
fn years(first: i16, count: i16, part: Part) -> Found {
    let (skip, count) = match part {
        Part::Early => (0, count * 2 / 5),
        Part::Mid => (count * 2 / 5, count * 3 / 10),
        Part::Late | Part::End => (count * 3 / 5, count * 2 / 5),
        _ => (0, count),
    };
    let from = Date::new(first.checked_add(skip)?, 1, 1).ok()?;
    let to = Date::new(first.checked_add(skip)?.checked_add(count - 1)?, 12, 31).ok()?;
    span(from, to)
}

fn months(year: i16, first: i8, count: i32) -> Found {
    let from = Date::new(year, first, 1).ok()?;
    span(from, shift_months(from, count - 1)?.last_of_month())
}

fn season_of(year: i16, first: i8, part: Part) -> Found {
    let from = Date::new(year, first, 1).ok()?;
    let (skip, count) = match part {
        Part::Early => (0, 1),
        Part::Mid => (1, 1),
        Part::Late | Part::End => (2, 1),
        _ => (0, 3),
    };
    let from = shift_months(from, skip)?;
    span(from, shift_months(from, count - 1)?.last_of_month())
}

/// The year in which a date of the year lies, that the side tells.
fn occurrence(today: Date, which: Which, side: Side, of: impl Fn(i16) -> Option<DateRange>) -> Option<i16> {
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let past = || years.into_iter().rev().find(|year| of(*year).is_some_and(|range| range.from <= today));
    let over = || years.into_iter().rev().find(|year| of(*year).is_some_and(|range| range.to < today));
    let ahead = || years.into_iter().find(|year| of(*year).is_some_and(|range| range.to >= today));
    match (which, side) {
        (Which::Last | Which::Previous, _) => over(),
        (Which::Next | Which::Following, _) => years.into_iter().find(|year| of(*year).is_some_and(|range| range.from > today)),
        (Which::This | Which::That | Which::Told, _) => Some(today.year()),
        (Which::Bare, Side::Past) => past(),
        (Which::Bare, Side::Ahead) => ahead(),
        (Which::Bare, Side::Unknown) => {
            let far = |year: &i16| of(*year).map_or(i32::MAX, |range| (range.from - today).get_days().abs());
            years.into_iter().min_by_key(far)
        }
    }
}

/// The year that “of the year”, “last year” and the like tell, or the side.
fn year_near(which: Which, context: &Context, of: impl Fn(i16) -> Option<DateRange>) -> Option<i16> {
    let today = context.today?;
    match which {
        Which::Last | Which::Previous => Some(today.year() - 1),
        Which::Next | Which::Following => Some(today.year() + 1),
        Which::This | Which::That | Which::Told => Some(today.year()),
        Which::Bare => told_year(context, &of).or_else(|| occurrence(today, which, context.side, of)),
    }
}

/// The narrative's year, or the next where the narrative has gone on beyond half a year behind the stretch: December, then the spring.
fn told_year(context: &Context, of: impl Fn(i16) -> Option<DateRange>) -> Option<i16> {
    let (year, from) = narrative_year(context)?;
    let back = shift_months(from, -6).is_some_and(|limit| of(year).is_some_and(|range| range.from < limit));
    Some(if back { year + 1 } else { year })
}

/// The narrative's year, where it told one in this paragraph and the sentence does not look ahead from the report's day.
fn narrative_year(context: &Context) -> Option<(i16, Date)> {
    let bound = |narrative: &Narrative| narrative.near && narrative.told_year && (context.side != Side::Ahead || narrative.streak >= FAR);
    let narrative = context.narrative.filter(bound)?;
    let year = narrative.range.from.year();
    context.today.is_none_or(|today| today.year() != year).then_some((year, narrative.range.from))
}

fn date_near(month: i8, day: i8, context: &Context) -> Found {
    if let Some((year, from)) = narrative_year(context) {
        let same = Date::new(year, month, day).ok()?;
        // December 20, then January 3: the narrative went into the next year.
        let back = shift_months(from, -6).is_some_and(|limit| same < limit);
        return if back { Date::new(year + 1, month, day).ok().map(one_day) } else { Some(one_day(same)) };
    }
    let today = context.today?;
    // The 29th of February is looked for in leap years only.
    let on = |year: i16| Date::new(year, month, day).ok().map(|day| DateRange { from: day, to: day });
    let year = match (occurrence(today, Which::Bare, context.side, on), context.side) {
        (Some(year), _) => year,
        (None, Side::Ahead) => (today.year()..today.year() + 9).find(|year| on(*year).is_some())?,
        (None, _) => (today.year() - 8..=today.year()).rev().find(|year| on(*year).is_some())?,
    };
    on(year).map(|range| one_day(range.from))
}

fn month_near(month: i8, which: Which, part: Part, context: &Context) -> Found {
    if which == Which::Bare
        && let Some((year, from)) = narrative_year(context)
    {
        let same = Date::new(year, month, 1).ok()?;
        let back = shift_months(from, -6).is_some_and(|limit| same < limit);
        return month_of(if back { year + 1 } else { year }, month, part);
    }
    let today = context.today?;
    let of = |year: i16| month_of(year, month, Part::Whole).map(|(range, _)| range);
    let year = match which {
        Which::Following => {
            let after = context.narrative.map_or(today, |narrative| narrative.range.from);
            (after.year()..after.year() + 2).find(|year| of(*year).is_some_and(|range| range.from > after))?
        }
        Which::Previous => {
            let before = context.narrative.map_or(today, |narrative| narrative.range.from);
            (before.year() - 1..=before.year()).rev().find(|year| of(*year).is_some_and(|range| range.to < before))?
        }
        Which::That | Which::Told => context.narrative.map_or(today, |narrative| narrative.range.from).year(),
        // “March of last year”, “last March”: the one before this.
        which => occurrence(today, which, context.side, of)?,
    };
    month_of(year, month, part)
}

fn day_near(day: i8, context: &Context) -> Found {
    let told = context.narrative.filter(|narrative| narrative.near).map(|narrative| narrative.range.from);
    if let Some(near) = told {
        return Date::new(near.year(), near.month(), day).ok().map(one_day);
    }
    let today = context.today?;
    let in_month =
        |months: i32| shift_months(today.first_of_month(), months).and_then(|first| Date::new(first.year(), first.month(), day).ok());
    let found = match context.side {
        Side::Ahead => [0, 1, 2].into_iter().filter_map(in_month).find(|day| *day >= today),
        Side::Past | Side::Unknown => [0, -1, -2].into_iter().filter_map(in_month).find(|day| *day <= today),
    };
    found.map(one_day)
}

/// A bare weekday lies within the seven days that end with the report's day, or that begin with it where the sentence looks ahead. `last` and `next`
/// are those of the calendar weeks beside this one.
fn weekday(day: Weekday, which: Which, context: &Context) -> Found {
    let of_week = |date: Date, weeks: i32| {
        let monday = shift_days(date, -i32::from(date.weekday().to_monday_zero_offset()))?;
        shift_days(monday, i32::from(day.to_monday_zero_offset()) + 7 * weeks).map(one_day)
    };
    let back = |from: Date, least: i32| {
        (least..least + 7).filter_map(|days| shift_days(from, -days)).find(|date| date.weekday() == day).map(one_day)
    };
    let on = |from: Date, least: i32| {
        (least..least + 7).filter_map(|days| shift_days(from, days)).find(|date| date.weekday() == day).map(one_day)
    };
    let narrative = context.narrative.map(|narrative| narrative.range.from);
    match which {
        Which::Following => on(narrative.or(context.today)?, 1),
        Which::Previous => back(narrative.or(context.today)?, 1),
        Which::That | Which::Told => on(narrative.or(context.today)?, 0),
        Which::Last => of_week(context.today?, -1),
        Which::This => of_week(context.today?, 0),
        Which::Next => of_week(context.today?, 1),
        Which::Bare if context.side == Side::Ahead => on(context.today?, 0),
        Which::Bare => back(context.today?, 0),
    }
}

/// The week, month or year of a day, so many on from it.
fn stretch(unit: Unit, day: Date, on: i32) -> Found {
    match unit {
        Unit::Day | Unit::Hour => shift_days(day, on).map(one_day),
        Unit::Week | Unit::Fortnight => {
            let monday = shift_days(day, -i32::from(day.weekday().to_monday_zero_offset()))?;
            let from = shift_days(monday, 7 * on)?;
            span(from, shift_days(from, 6)?)
        }
        Unit::Weekend => {
            let monday = shift_days(day, -i32::from(day.weekday().to_monday_zero_offset()))?;
            let from = shift_days(monday, 7 * on + 5)?;
            span(from, shift_days(from, 1)?)
        }
        Unit::Month => {
            let first = shift_months(day.first_of_month(), on)?;
            month_of(first.year(), first.month(), Part::Whole)
        }
        Unit::Quarter => {
            let first = Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?;
            let first = shift_months(first, 3 * on)?;
            months(first.year(), first.month(), 3)
        }
        Unit::Year => year_of(day.year().checked_add(i16::try_from(on).ok()?)?, Part::Whole),
        Unit::Decade => years((day.year() / 10 * 10).checked_add(i16::try_from(on).ok()?.checked_mul(10)?)?, 10, Part::Whole),
        Unit::Century => years((day.year() / 100 * 100).checked_add(i16::try_from(on).ok()?.checked_mul(100)?)?, 100, Part::Whole),
    }
}

fn unit_near(unit: Unit, which: Which, part: Part, context: &Context) -> Found {
    let narrative = context.narrative.map(|narrative| narrative.range);
    // In a narrative of another year “the end of the month” is that of its month.
    let own = narrative_year(context).map(|(_, from)| from);
    let (base, on) = match which {
        Which::Told => (own.or(context.today)?, 0),
        Which::Last => (context.today?, -1),
        Which::This => (context.today?, 0),
        Which::Next => (context.today?, 1),
        Which::That => (narrative?.from, 0),
        Which::Previous => (narrative.map(|range| range.from).or(if unit == Unit::Day { None } else { context.today })?, -1),
        Which::Following => (narrative.map(|range| range.to).or(if unit == Unit::Day { None } else { context.today })?, 1),
        // The weekend: the last one that has begun, or the coming one.
        Which::Bare => {
            let today = context.today?;
            let late = today.weekday().to_monday_zero_offset() >= 5;
            (today, if context.side == Side::Ahead || late { 0 } else { -1 })
        }
    };
    // Counted in days, a narrative that stands at a month or a year gives no day.
    if unit == Unit::Day
        && matches!(which, Which::That | Which::Previous | Which::Following)
        && narrative.is_some_and(|range| range.from != range.to)
    {
        return None;
    }
    let (whole, value) = stretch(unit, base, on)?;
    let range = match part {
        Part::Whole => whole,
        Part::Earlier => DateRange { from: whole.from, to: context.today?.min(whole.to).max(whole.from) },
        Part::Later => DateRange { from: context.today?.max(whole.from).min(whole.to), to: whole.to },
        part => match unit {
            Unit::Month => month_of(whole.from.year(), whole.from.month(), part)?.0,
            Unit::Year => year_of(whole.from.year(), part)?.0,
            Unit::Decade => years(whole.from.year(), 10, part)?.0,
            Unit::Century => years(whole.from.year(), 100, part)?.0,
            _ => third(whole, part)?,
        },
    };
    Some((range, value))
}

/// A third of a stretch of days, or its last two sevenths.
fn third(whole: DateRange, part: Part) -> Option<DateRange> {
    let days = (whole.to - whole.from).get_days();
    let (from, to) = match part {
        Part::Early => (0, days / 3),
        Part::Mid => (days / 3, days * 2 / 3),
        Part::Late => (days * 2 / 3, days),
        _ => (days * 4 / 6, days),
    };
    Some(DateRange { from: shift_days(whole.from, from)?, to: shift_days(whole.from, to)? })
}

fn offset(low: i32, high: i32, unit: Unit, to: Toward, context: &Context) -> Found {
    let narrative = context.narrative.map(|narrative| narrative.range);
    let (base, sign) = match to {
        Toward::Ago | Toward::Past => (context.today?, -1),
        Toward::FromNow | Toward::Coming => (context.today?, 1),
        Toward::Earlier => (narrative.map(|range| range.from).or(context.today)?, -1),
        Toward::Later => (narrative?.to, 1),
    };
    let exact = narrative.is_none_or(|range| range.from == range.to) || !matches!(to, Toward::Earlier | Toward::Later);
    // All the time from one to the other.
    if matches!(to, Toward::Past | Toward::Coming) {
        let far = shift(base, unit, sign * high)?;
        return if sign < 0 { span(far, base) } else { span(base, far) };
    }
    let (near, far) = (shift(base, unit, sign * low)?, shift(base, unit, sign * high)?);
    let (from, to) = if near <= far { (near, far) } else { (far, near) };
    match unit {
        Unit::Hour => {
            let days = high / 24;
            if days == 0 { span(if sign < 0 { shift_days(base, -i32::from(high > 11))? } else { base }, base) } else { span(from, to) }
        }
        Unit::Day if low == high => exact.then(|| one_day(from)),
        Unit::Day => span(from, to).filter(|_| exact),
        // Weeks are counted loosely.
        Unit::Week | Unit::Weekend | Unit::Fortnight => span(shift_days(from, -3)?, shift_days(to, 3)?),
        Unit::Month | Unit::Year if low == high => stretch(unit, from, 0),
        Unit::Month | Unit::Year => span(stretch(unit, from, 0)?.0.from, stretch(unit, to, 0)?.0.to),
        Unit::Quarter => stretch(Unit::Quarter, from, 0),
        Unit::Decade => span(shift_years(from, -2)?, shift_years(to, 2)?),
        Unit::Century => span(shift_years(from, -20)?, shift_years(to, 20)?),
    }
}

/// The day so many units on.
fn shift(day: Date, unit: Unit, count: i32) -> Option<Date> {
    match unit {
        Unit::Hour => shift_days(day, (count.abs() + 23) / 24 * count.signum()),
        Unit::Day => shift_days(day, count),
        Unit::Week | Unit::Weekend => shift_days(day, count.checked_mul(7)?),
        Unit::Fortnight => shift_days(day, count.checked_mul(14)?),
        Unit::Month => shift_months(day, count),
        Unit::Quarter => shift_months(day, count.checked_mul(3)?),
        Unit::Year => shift_years(day, count),
        Unit::Decade => shift_years(day, count.checked_mul(10)?),
        Unit::Century => shift_years(day, count.checked_mul(100)?),
    }
}
