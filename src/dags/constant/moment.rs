//! Dates, moments and time spans of the module `datetime`, in the calendar that it uses.

mod arithmetic;
mod construct;
mod method;
mod strftime;
mod strptime;

use super::{Outcome, Stop, VALUE_ERROR};

pub(super) use arithmetic::{operate, signed};
pub(super) use construct::{calendar, from_library};
pub(super) use method::attribute;
pub(crate) use method::method;
pub(super) use strftime::{MONTHS, WEEKDAYS, strftime};

/// A `datetime.date`: year 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Date {
    /// 1 to 9999.
    pub(crate) year: i32,
    /// 1 to 12.
    pub(crate) month: u32,
    /// 1 to 31.
    pub(crate) day: u32,
}

/// A `datetime.datetime`, with `fold=0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct DateTime {
    /// The day.
    pub(crate) date: Date,
    /// 0 to 23.
    pub(crate) hour: u32,
    /// 0 to 59.
    pub(crate) minute: u32,
    /// 0 to 59.
    pub(crate) second: u32,
    /// 0 to 999,999.
    pub(crate) microsecond: u32,
    /// Seconds east of UTC, as `datetime.timezone` without a name of its own holds them; nothing if naive.
    pub(crate) offset: Option<i32>,
}

/// A `datetime.timedelta`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TimeDelta {
    /// All of it: up to 999,999,999 days either way.
    pub(crate) microseconds: i128,
}

/// Microseconds of a second.
const SECOND: i128 = 1_000_000;
/// Microseconds of a day.
const DAY: i128 = 86_400 * SECOND;

impl Date {
    /// A day, or `ValueError`.
    pub(crate) fn new(year: i64, month: i64, day: i64) -> Outcome<Date> {
        for part in [year, month, day] {
            small(part)?;
        }
        let year = i32::try_from(year).map_err(|_| VALUE_ERROR)?;
        let month = u32::try_from(month).map_err(|_| VALUE_ERROR)?;
        let day = u32::try_from(day).map_err(|_| VALUE_ERROR)?;
        let is_day = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_of_month(year, month);
        if is_day { Ok(Date { year, month, day }) } else { Err(VALUE_ERROR) }
    }

    /// Days since the first of January of year 1, which is 1.
    pub(super) fn ordinal(self) -> i64 {
        let before = i64::from(self.year) - 1;
        let leap_days = before / 4 - before / 100 + before / 400;
        before * 365 + leap_days + i64::from(self.day_of_year())
    }

    /// The day with this ordinal.
    pub(super) fn from_ordinal(ordinal: i64) -> Option<Date> {
        if !(1..=3_652_059).contains(&ordinal) {
            return None;
        }
        let guess = i32::try_from(ordinal / 366).ok()? + 1;
        let mut year = guess;
        while year < 9999 && (Date { year: year + 1, month: 1, day: 1 }).ordinal() <= ordinal {
            year += 1;
        }
        let mut rest = u32::try_from(ordinal - (Date { year, month: 1, day: 1 }).ordinal()).ok()?;
        let mut month = 1;
        while rest >= days_of_month(year, month) {
            rest -= days_of_month(year, month);
            month += 1;
        }
        Some(Date { year, month, day: rest + 1 })
    }

    /// 1 to 366.
    pub(super) fn day_of_year(self) -> u32 {
        (1..self.month).map(|month| days_of_month(self.year, month)).sum::<u32>() + self.day
    }

    /// 0 for Monday.
    pub(super) fn weekday(self) -> usize {
        usize::try_from((self.ordinal() + 6) % 7).unwrap_or(0)
    }

    /// Year and number of the week of ISO 8601.
    pub(super) fn iso_week(self) -> (i64, i64) {
        let thursday = self.ordinal() - i64::try_from(self.weekday()).unwrap_or(0) + 3;
        // Beyond 9999 or before 1 only the year's number is out of range.
        match Date::from_ordinal(thursday) {
            Some(date) => (i64::from(date.year), i64::from((date.day_of_year() - 1) / 7 + 1)),
            None if self.year == 1 => (0, 52),
            None => (10_000, 1),
        }
    }

    /// `2024-01-31`.
    pub(super) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// As `repr` shows it.
    pub(super) fn repr(self) -> String {
        format!("datetime.date({}, {}, {})", self.year, self.month, self.day)
    }
}

impl DateTime {
    /// Midnight of a day, without an offset.
    pub(crate) fn midnight(date: Date) -> DateTime {
        DateTime { date, hour: 0, minute: 0, second: 0, microsecond: 0, offset: None }
    }

    /// Microseconds since the day before year 1, on the clock.
    pub(super) fn clock(self) -> i128 {
        let seconds = i128::from(self.hour) * 3600 + i128::from(self.minute) * 60 + i128::from(self.second);
        i128::from(self.date.ordinal()) * DAY + seconds * SECOND + i128::from(self.microsecond)
    }

    /// The moment of a clock's reading.
    pub(super) fn from_clock(clock: i128, offset: Option<i32>) -> Option<DateTime> {
        let date = Date::from_ordinal(i64::try_from(clock.div_euclid(DAY)).ok()?)?;
        let rest = clock.rem_euclid(DAY);
        let seconds = u32::try_from(rest / SECOND).ok()?;
        let microsecond = u32::try_from(rest % SECOND).ok()?;
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        Some(DateTime { date, hour, minute, second, microsecond, offset })
    }

    /// The same in UTC, if it has an offset.
    pub(super) fn instant(self) -> i128 {
        self.clock() - i128::from(self.offset.unwrap_or(0)) * SECOND
    }

    /// `2024-01-31T00:00:00+00:00`.
    pub(super) fn iso(self, separator: char) -> String {
        let fraction =
            if self.microsecond == 0 { String::new() } else { format!(".{:06}", self.microsecond) };
        let offset = self.offset.map(|offset| offset_text(offset, ":")).unwrap_or_default();
        format!(
            "{}{separator}{:02}:{:02}:{:02}{fraction}{offset}",
            self.date.iso(),
            self.hour,
            self.minute,
            self.second
        )
    }

    /// As `repr` shows it.
    pub(super) fn repr(self) -> String {
        let Date { year, month, day } = self.date;
        let mut out = format!("datetime.datetime({year}, {month}, {day}, {}, {}", self.hour, self.minute);
        if self.second != 0 || self.microsecond != 0 {
            out += &format!(", {}", self.second);
        }
        if self.microsecond != 0 {
            out += &format!(", {}", self.microsecond);
        }
        match self.offset {
            None => {}
            Some(0) => out += ", tzinfo=datetime.timezone.utc",
            Some(offset) => {
                let span = TimeDelta { microseconds: i128::from(offset) * SECOND };
                out += &format!(", tzinfo=datetime.timezone({})", span.repr());
            }
        }
        out + ")"
    }
}

/// `+01:00`, with seconds if there are any.
fn offset_text(offset: i32, separator: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let offset = offset.unsigned_abs();
    let mut out = format!("{sign}{:02}{separator}{:02}", offset / 3600, offset / 60 % 60);
    if !offset.is_multiple_of(60) {
        out += &format!("{separator}{:02}", offset % 60);
    }
    out
}

impl TimeDelta {
    /// Days, seconds of the day and microseconds of the second.
    pub(super) fn parts(self) -> (i128, i128, i128) {
        let rest = self.microseconds.rem_euclid(DAY);
        (self.microseconds.div_euclid(DAY), rest / SECOND, rest % SECOND)
    }

    /// `1 day, 0:00:00`.
    pub(super) fn display(self) -> String {
        let (days, seconds, microseconds) = self.parts();
        let mut out = match days {
            0 => String::new(),
            1 | -1 => format!("{days} day, "),
            _ => format!("{days} days, "),
        };
        out += &format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        if microseconds != 0 {
            out += &format!(".{microseconds:06}");
        }
        out
    }

    /// As `repr` shows it.
    pub(super) fn repr(self) -> String {
        let (days, seconds, microseconds) = self.parts();
        let named: Vec<String> = [("days", days), ("seconds", seconds), ("microseconds", microseconds)]
            .iter()
            .filter(|(_, value)| *value != 0)
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        format!("datetime.timedelta({})", if named.is_empty() { "0".to_owned() } else { named.join(", ") })
    }
}

/// That a number is one of C: beyond, Python's error is another.
fn small(value: i64) -> Outcome<()> {
    i32::try_from(value).map(|_| ()).map_err(|_| Stop::Unknown)
}

/// Whether the year has 366 days.
pub(super) fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days a month has.
pub(super) fn days_of_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
