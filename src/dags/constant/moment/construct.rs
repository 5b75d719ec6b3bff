//! The constructors of `datetime`, and the functions of `calendar`.

use super::super::arguments::{bind, bind_within, by_place};
use super::super::number::as_float;
use super::super::{Constant, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, sequence};
use super::arithmetic::span;
use super::strptime::strptime;
use super::{Date, DateTime, days_of_month, is_leap, small};

/// A class or a class method of the module `datetime`, named as `datetime.strptime` or `timedelta`. Nothing if it is
/// none that is followed.
pub(in super::super) fn from_library(
    name: &str,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Option<Outcome> {
    Some(match name {
        "date" => date(args, keywords),
        "datetime" => datetime(args, keywords),
        "timedelta" => timedelta(args, keywords),
        "date.fromisoformat" => {
            by_place(1, 1, args, keywords).and_then(|args| date_from_iso(args.text(0)?).map(Constant::Date))
        }
        "datetime.fromisoformat" => by_place(1, 1, args, keywords)
            .and_then(|args| moment_from_iso(args.text(0)?).map(Constant::DateTime)),
        "datetime.strptime" => by_place(2, 2, args, keywords)
            .and_then(|args| strptime(args.text(0)?, args.text(1)?).map(Constant::DateTime)),
        "date.fromordinal" | "datetime.fromordinal" => by_place(1, 1, args, keywords).and_then(|args| {
            let date = {
                small(args.int(0)?)?;
                Date::from_ordinal(args.int(0)?).ok_or(VALUE_ERROR)?
            };
            Ok(if name.starts_with("datetime") {
                Constant::DateTime(DateTime::midnight(date))
            } else {
                Constant::Date(date)
            })
        }),
        _ => return None,
    })
}

fn date(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    // One argument may be a pickle.
    if let [Constant::Bytes(_) | Constant::Str(_)] = args {
        return Err(Stop::Unknown);
    }
    let args = bind(&["year", "month", "day"], 3, args, keywords)?;
    Date::new(args.int(0)?, args.int(1)?, args.int(2)?).map(Constant::Date)
}

fn datetime(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    if let [Constant::Bytes(_) | Constant::Str(_), ..] = args {
        return Err(Stop::Unknown);
    }
    let names = ["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"];
    let args = bind_within(&names, 0, 8, 3, args, keywords)?;
    if args.get(8).is_some() || !matches!(args.get(7), None | Some(Constant::None)) {
        return Err(Stop::Unknown);
    }
    // A wrong class is told before a wrong number.
    for place in 0..7 {
        small(args.int_or(place, 0)?)?;
    }
    let date = Date::new(args.int(0)?, args.int(1)?, args.int(2)?)?;
    let part = |place: usize, most: i64| {
        let value = args.int_or(place, 0)?;
        u32::try_from(value).ok().filter(|_| value <= most).ok_or(VALUE_ERROR)
    };
    Ok(Constant::DateTime(DateTime {
        date,
        hour: part(3, 23)?,
        minute: part(4, 59)?,
        second: part(5, 59)?,
        microsecond: part(6, 999_999)?,
        offset: None,
    }))
}

/// `timedelta(...)`: floats lose their fraction unit by unit, and what is left of it is rounded once at the end, as
/// CPython's `accum` and `delta_new` do it.
fn timedelta(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let names = ["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"];
    // Each by its place above, in the order in which CPython adds them, in microseconds.
    let units: [(usize, i64); 7] = [
        (2, 1),
        (3, 1000),
        (1, 1_000_000),
        (4, 60_000_000),
        (5, 3_600_000_000),
        (0, 86_400_000_000),
        (6, 604_800_000_000),
    ];
    let args = bind(&names, 0, args, keywords)?;
    let mut total = 0i128;
    let mut left_over = 0.0;
    for (place, unit) in units {
        match args.get(place) {
            None => {}
            Some(Constant::Float(value)) => {
                let (whole, fraction) = whole_and_fraction(*value)?;
                let (parts, rest) =
                    whole_and_fraction(as_float(&Constant::Int(unit)).unwrap_or(0.0) * fraction)?;
                total += whole * i128::from(unit) + parts;
                left_over += rest;
            }
            Some(value) => total += i128::from(value.as_int().ok_or(TYPE_ERROR)?) * i128::from(unit),
        }
    }
    // To the nearest, and to an even total from the middle.
    let mut rounded = left_over.round();
    if (rounded - left_over).abs() == 0.5 {
        let odd = if total % 2 == 0 { 0.0 } else { 1.0 };
        rounded = 2.0 * ((left_over + odd) * 0.5).round() - odd;
    }
    span(total + whole_and_fraction(rounded)?.0)
}

/// A float cut at its point.
#[expect(clippy::cast_possible_truncation, reason = "a whole number below 10^18")]
fn whole_and_fraction(value: f64) -> Outcome<(i128, f64)> {
    if !value.is_finite() || value.abs() > 1e18 {
        return Err(Stop::Unknown);
    }
    Ok((value.trunc() as i128, value.fract()))
}

/// So many digits as a number.
fn digits(text: &str, count: usize) -> Outcome<i64> {
    if text.len() != count || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Stop::Unknown);
    }
    text.parse().map_err(|_| Stop::Unknown)
}

/// `YYYY-MM-DD`, which every version of Python reads; other forms came with 3.11.
fn date_from_iso(text: &str) -> Outcome<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year, month, day] => Date::new(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?),
        _ => Err(Stop::Unknown),
    }
}

/// `YYYY-MM-DD`, then any character and `HH[:MM[:SS[.ffffff]]]`, then `+HH:MM` or nothing.
fn moment_from_iso(text: &str) -> Outcome<DateTime> {
    if !text.is_ascii() {
        return Err(Stop::Unknown);
    }
    let Some((day, rest)) = text.split_at_checked(10) else { return Err(Stop::Unknown) };
    let mut moment = DateTime::midnight(date_from_iso(day)?);
    if rest.is_empty() {
        return Ok(moment);
    }
    let Some((separator, rest)) = rest.split_at_checked(1) else { return Err(Stop::Unknown) };
    if separator != "T" && separator != " " {
        return Err(Stop::Unknown);
    }
    let place = rest.find(['+', '-']).unwrap_or(rest.len());
    let (clock, offset) = rest.split_at(place);
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, rest)| (clock, Some(rest)));
    let parts: Vec<&str> = clock.split(':').collect();
    if parts.len() > 3 || (fraction.is_some() && parts.len() != 3) {
        return Err(Stop::Unknown);
    }
    let part = |place: usize, most: i64| {
        let value = parts.get(place).map_or(Ok(0), |part| digits(part, 2))?;
        u32::try_from(value).ok().filter(|_| value <= most).ok_or(VALUE_ERROR)
    };
    (moment.hour, moment.minute, moment.second) = (part(0, 23)?, part(1, 59)?, part(2, 59)?);
    if let Some(fraction) = fraction {
        let value = match fraction.len() {
            3 => digits(fraction, 3)? * 1000,
            6 => digits(fraction, 6)?,
            _ => return Err(Stop::Unknown),
        };
        moment.microsecond = u32::try_from(value).map_err(|_| Stop::Unknown)?;
    }
    if !offset.is_empty() {
        let (sign, offset) = offset.split_at(1);
        let (hours, minutes) = offset.split_once(':').ok_or(Stop::Unknown)?;
        let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
        if hours > 23 || minutes > 59 {
            return Err(Stop::Unknown);
        }
        let seconds = i32::try_from(hours * 3600 + minutes * 60).map_err(|_| Stop::Unknown)?;
        moment.offset = Some(if sign == "-" { -seconds } else { seconds });
    }
    Ok(moment)
}

/// A function of the module `calendar`. Nothing if it is none that is followed.
pub(in super::super) fn calendar(
    name: &str,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Option<Outcome> {
    let small_year =
        |year: i64| i32::try_from(year).ok().filter(|year| (1..=9999).contains(year)).ok_or(Stop::Unknown);
    Some(match name {
        "isleap" => bind(&["year"], 1, args, keywords)
            .and_then(|args| small_year(args.int(0)?).map(|year| Constant::Bool(is_leap(year)))),
        "monthrange" => bind(&["year", "month"], 2, args, keywords).and_then(|args| {
            let year = small_year(args.int(0)?)?;
            // `calendar.IllegalMonthError` has two base classes since 3.12.
            let month = u32::try_from(args.int(1)?)
                .ok()
                .filter(|month| (1..=12).contains(month))
                .ok_or(Stop::Unknown)?;
            let first = Date { year, month, day: 1 }.weekday();
            Ok(Constant::tuple(vec![
                sequence::count(first)?,
                Constant::Int(i64::from(days_of_month(year, month))),
            ]))
        }),
        "weekday" => bind(&["year", "month", "day"], 3, args, keywords).and_then(|args| {
            let year = i64::from(small_year(args.int(0)?)?);
            sequence::count(Date::new(year, args.int(1)?, args.int(2)?)?.weekday())
        }),
        _ => return None,
    })
}
