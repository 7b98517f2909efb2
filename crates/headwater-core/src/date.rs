use std::fmt;

use jiff::civil::Date;

/// A calendar date that is known to the year, the month or the day: ISO 8601 with reduced precision.
///
/// Ordered by the first day that it may mean.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PartialDate {
    /// `2025`
    Year(i16),
    /// `2025-11`
    Month(i16, i8),
    /// `2025-11-04`
    Day(Date),
}

impl PartialDate {
    /// The first day that it may mean, or none where the calendar has no such month.
    pub fn first(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).ok(),
            Self::Month(year, month) => Date::new(year, month, 1).ok(),
            Self::Day(day) => Some(day),
        }
    }

    /// The last day that it may mean.
    pub fn last(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 12, 31).ok(),
            Self::Month(year, month) => Some(Date::new(year, month, 1).ok()?.last_of_month()),
            Self::Day(day) => Some(day),
        }
    }

    /// Whether the day lies inside.
    pub fn contains(self, day: Date) -> bool {
        self.first().is_some_and(|first| first <= day) && self.last().is_some_and(|last| day <= last)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // Of two that begin on one day the more precise comes first.
        (self.first(), self.last(), self.to_string()).cmp(&(other.first(), other.last(), other.to_string()))
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The days from `from` to `to`, both included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DateRange {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_orders_and_prints() {
        let day = PartialDate::Day(Date::constant(2024, 2, 1));
        let month = PartialDate::Month(2024, 2);
        assert!(day < month && month < PartialDate::Year(2025) && PartialDate::Year(2024) < day);
        assert_eq!(month.last(), Some(Date::constant(2024, 2, 29)));
        assert!(month.contains(Date::constant(2024, 2, 29)) && !month.contains(Date::constant(2024, 3, 1)));
        assert_eq!((day.to_string(), month.to_string()), ("2024-02-01".into(), "2024-02".into()));
    }
}
