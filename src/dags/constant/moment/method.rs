//! Methods and attributes.

use super::super::arguments::{bind, bind_within, by_place};
use super::super::{Answer, Constant, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, bounded, sequence};
use super::{Date, DateTime, SECOND, TimeDelta, small, strftime};

/// A method of a date, a moment or a time span.
pub(crate) fn method(
    receiver: &Constant,
    name: &str,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Answer {
    match receiver {
        Constant::Date(date) => of_date(*date, name, args, keywords),
        Constant::DateTime(moment) => of_moment(*moment, name, args, keywords),
        Constant::TimeDelta(span) => of_span(*span, name, args, keywords),
        _ => Err(Stop::Unknown),
    }
    .into()
}

/// An attribute of a date, a moment or a time span.
pub(in super::super) fn attribute(receiver: &Constant, name: &str) -> Outcome {
    let int = |value: u32| Ok(Constant::Int(i64::from(value)));
    let of_day = |date: Date| match name {
        "year" => Ok(Constant::Int(i64::from(date.year))),
        "month" => int(date.month),
        "day" => int(date.day),
        _ => Err(Stop::Unknown),
    };
    match (receiver, name) {
        (Constant::Date(date), _) => of_day(*date),
        (Constant::DateTime(moment), "hour") => int(moment.hour),
        (Constant::DateTime(moment), "minute") => int(moment.minute),
        (Constant::DateTime(moment), "second") => int(moment.second),
        (Constant::DateTime(moment), "microsecond") => int(moment.microsecond),
        (Constant::DateTime(moment), "tzinfo") if moment.offset.is_none() => Ok(Constant::None),
        (Constant::DateTime(moment), _) => of_day(moment.date),
        (Constant::TimeDelta(span), _) => {
            let (days, seconds, microseconds) = span.parts();
            let part = match name {
                "days" => days,
                "seconds" => seconds,
                "microseconds" => microseconds,
                _ => return Err(Stop::Unknown),
            };
            i64::try_from(part).map(Constant::Int).map_err(|_| Stop::Unknown)
        }
        _ => Err(Stop::Unknown),
    }
}

fn of_date(date: Date, name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match name {
        "replace" => {
            let args = bind(&["year", "month", "day"], 0, args, keywords)?;
            replaced_date(date, &args).map(Constant::Date)
        }
        "isoformat" | "__str__" => {
            by_place(0, 0, args, keywords)?;
            bounded(date.iso())
        }
        _ => of_day(date, DateTime::midnight(date), name, args, keywords),
    }
}

fn replaced_date(date: Date, args: &super::super::arguments::Arguments) -> Outcome<Date> {
    Date::new(
        args.int_or(0, i64::from(date.year))?,
        args.int_or(1, i64::from(date.month))?,
        args.int_or(2, i64::from(date.day))?,
    )
}

/// What dates and moments share.
fn of_day(
    date: Date,
    moment: DateTime,
    name: &str,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Outcome {
    match name {
        "strftime" => {
            let args = bind(&["format"], 1, args, keywords)?;
            strftime(moment, args.text(0)?).and_then(bounded)
        }
        "__format__" => {
            let args = by_place(1, 1, args, keywords)?;
            strftime(moment, args.text(0)?).and_then(bounded)
        }
        "weekday" => {
            by_place(0, 0, args, keywords)?;
            sequence::count(date.weekday())
        }
        "isoweekday" => {
            by_place(0, 0, args, keywords)?;
            sequence::count(date.weekday() + 1)
        }
        "toordinal" => {
            by_place(0, 0, args, keywords)?;
            Ok(Constant::Int(date.ordinal()))
        }
        "ctime" => {
            by_place(0, 0, args, keywords)?;
            strftime(moment, "%c").and_then(bounded)
        }
        _ => Err(Stop::Unknown),
    }
}

fn of_moment(moment: DateTime, name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match name {
        "date" => {
            by_place(0, 0, args, keywords)?;
            Ok(Constant::Date(moment.date))
        }
        "replace" => replaced(moment, args, keywords),
        "__str__" => {
            by_place(0, 0, args, keywords)?;
            bounded(moment.iso(' '))
        }
        "isoformat" => isoformat(moment, args, keywords),
        "utcoffset" => {
            by_place(0, 0, args, keywords)?;
            Ok(moment.offset.map_or(Constant::None, |offset| {
                Constant::TimeDelta(TimeDelta { microseconds: i128::from(offset) * SECOND })
            }))
        }
        "timestamp" if moment.offset.is_some() => {
            by_place(0, 0, args, keywords)?;
            let epoch = i128::from(Date { year: 1970, month: 1, day: 1 }.ordinal()) * super::DAY;
            seconds(moment.instant() - epoch)
        }
        _ => of_day(moment.date, moment, name, args, keywords),
    }
}

fn replaced(moment: DateTime, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let names = ["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"];
    let args = bind_within(&names, 0, 8, 0, args, keywords)?;
    let offset = match args.get(7) {
        None => moment.offset,
        Some(Constant::None) => None,
        Some(_) => return Err(Stop::Unknown),
    };
    if args.get(8).is_some() {
        return Err(Stop::Unknown);
    }
    let part = |place: usize, now: u32, most: i64| {
        let value = args.int_or(place, i64::from(now))?;
        small(value)?;
        u32::try_from(value).ok().filter(|_| value <= most).ok_or(VALUE_ERROR)
    };
    Ok(Constant::DateTime(DateTime {
        date: replaced_date(moment.date, &args)?,
        hour: part(3, moment.hour, 23)?,
        minute: part(4, moment.minute, 59)?,
        second: part(5, moment.second, 59)?,
        microsecond: part(6, moment.microsecond, 999_999)?,
        offset,
    }))
}

fn isoformat(moment: DateTime, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = bind(&["sep", "timespec"], 0, args, keywords)?;
    let mut separator = args.text_or(0, "T")?.chars();
    let (Some(separator), None) = (separator.next(), separator.next()) else { return Err(TYPE_ERROR) };
    let offset = moment.offset.map(|offset| super::offset_text(offset, ":")).unwrap_or_default();
    let clock = match args.text_or(1, "auto")? {
        "auto" => return bounded(moment.iso(separator)),
        "hours" => format!("{:02}", moment.hour),
        "minutes" => format!("{:02}:{:02}", moment.hour, moment.minute),
        spec => {
            let clock = format!("{:02}:{:02}:{:02}", moment.hour, moment.minute, moment.second);
            match spec {
                "seconds" => clock,
                "milliseconds" => format!("{clock}.{:03}", moment.microsecond / 1000),
                "microseconds" => format!("{clock}.{:06}", moment.microsecond),
                _ => return Err(VALUE_ERROR),
            }
        }
    };
    bounded(format!("{}{separator}{clock}{offset}", moment.date.iso()))
}

fn of_span(span: TimeDelta, name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match name {
        "total_seconds" => {
            by_place(0, 0, args, keywords)?;
            seconds(span.microseconds)
        }
        _ => Err(Stop::Unknown),
    }
}

/// Microseconds as seconds, in one division.
#[expect(clippy::cast_precision_loss, reason = "only integers that floats hold exactly")]
fn seconds(microseconds: i128) -> Outcome {
    if microseconds.abs() > 1 << 53 {
        return Err(Stop::Unknown);
    }
    Ok(Constant::Float(microseconds as f64 / 1e6))
}
