//! Dates of `pendulum`, as far as names are made of them: `pendulum.datetime(2024, 1, 1).to_date_string()`.
//!
//! Of a date in a time zone the fields are known, and what moves it by days, months or years. What needs the zone is not.

use std::rc::Rc;

use super::constant::{self, Answer, Constant};
use super::interpret::Interpreter;
use super::value::{Arguments, Value};

/// How it is kept: `Partial` of this and the date and time without its zone.
const KIND: &str = "pendulum.DateTime()";

fn moment<'a, 'v>(value: &'v Value<'a>) -> Option<&'v Constant> {
    let Value::Partial(of) = value else { return None };
    match (&of.0, of.1.positional.first()) {
        (Value::External(kind), Some(Value::Plain(moment))) if &**kind == KIND => Some(moment),
        _ => None,
    }
}

/// What `pendulum.datetime` takes, in 2 and in 3.
const PARAMETERS: [&str; 11] = [
    "day",
    "dst_rule",
    "fold",
    "hour",
    "microsecond",
    "minute",
    "month",
    "raise_on_unknown_times",
    "second",
    "tz",
    "year",
];

/// Names of `pendulum` 1 that neither 2 nor 3 has.
const OF_ONE: [&str; 7] = [
    "Pendulum",
    "create",
    "create_from_date",
    "create_from_format",
    "create_from_timestamp",
    "strptime",
    "utcnow",
];

/// An argument that `pendulum.datetime` has in no version: `tzinfo` is that of `datetime.datetime`.
pub(super) fn odd_argument<'v>(arguments: &'v Arguments<'_>) -> Option<&'v str> {
    let names = arguments.keywords.iter().map(|(name, _)| &**name);
    names.into_iter().find(|name| PARAMETERS.binary_search(name).is_err())
}

/// Whether the module surely has no such name.
pub(super) fn is_gone(name: &str) -> bool {
    OF_ONE.binary_search(&name).is_ok()
}

/// What `pendulum` 2 has and 3 has not, or not to call.
pub(super) fn is_moved(path: &str, name: &str) -> bool {
    matches!(
        (path, name),
        ("pendulum", "period" | "Period" | "set_test_now" | "test") | ("pendulum.tz", "timezone")
    )
}

/// Whether a value is such a date.
pub(super) fn is_moment(value: &Value<'_>) -> bool {
    moment(value).is_some()
}

fn kept<'a>(moment: Constant) -> Value<'a> {
    let moment = Value::Plain(Rc::new(moment));
    Value::Partial(Rc::new((Value::External(KIND.into()), Arguments::of([moment]))))
}

fn made(fields: [i64; 6]) -> Option<Constant> {
    match constant::library::call("datetime.datetime", &fields.map(Constant::Int), &[]) {
        Answer::Known(moment) => Some(moment),
        _ => None,
    }
}

fn fields(moment: &Constant) -> Option<[i64; 6]> {
    let mut all = [0; 6];
    for (field, name) in all.iter_mut().zip(["year", "month", "day", "hour", "minute", "second"]) {
        let Answer::Known(Constant::Int(value)) = constant::attribute(moment, name) else { return None };
        *field = value;
    }
    Some(all)
}

impl<'a> Interpreter<'a> {
    /// `pendulum.datetime(…)`, whatever its time zone.
    pub(super) fn pendulum(&self, arguments: &Arguments<'a>) -> Option<Value<'a>> {
        let mut all = [1, 1, 1, 0, 0, 0];
        let names = ["year", "month", "day", "hour", "minute", "second"];
        for (place, (field, name)) in all.iter_mut().zip(names).enumerate() {
            match arguments.get(place, name) {
                Some(Value::Int(value)) => *field = *value,
                Some(_) => return None,
                None if place < 3 => return None,
                None => {}
            }
        }
        // The part of a second names nothing.
        let has_more = arguments.positional.len() > 7 || arguments.get(6, "microsecond").is_some();
        (!has_more && arguments.unknown.is_none()).then(|| made(all).map(kept)).flatten()
    }

    /// Whether these surely make no date: there is no month 13.
    pub(super) fn is_no_moment(&self, arguments: &Arguments<'a>) -> bool {
        let mut all = [1, 1, 1, 0, 0, 0];
        let names = ["year", "month", "day", "hour", "minute", "second"];
        for (place, (field, name)) in all.iter_mut().zip(names).enumerate() {
            match arguments.get(place, name) {
                Some(Value::Int(value)) => *field = *value,
                Some(_) => return false,
                None if place < 3 => return arguments.unknown.is_none(),
                None => {}
            }
        }
        let fields = all.map(Constant::Int);
        matches!(constant::library::call("datetime.datetime", &fields, &[]), Answer::Raises(_))
    }

    pub(super) fn pendulum_attribute(&self, value: &Value<'a>, name: &str) -> Option<Value<'a>> {
        let moment = moment(value)?;
        if !matches!(name, "year" | "month" | "day" | "hour" | "minute" | "second") {
            return None;
        }
        match constant::attribute(moment, name) {
            Answer::Known(known) => Some(self.value_of_moment(known)),
            _ => None,
        }
    }

    fn value_of_moment(&self, known: Constant) -> Value<'a> {
        match known {
            Constant::Int(value) => Value::Int(value),
            Constant::Str(text) => Value::Str(text.into()),
            known => Value::Plain(Rc::new(known)),
        }
    }

    /// A method; `None`: what it gives is not known.
    pub(super) fn pendulum_method(
        &self,
        value: &Value<'a>,
        name: &str,
        arguments: &Arguments<'a>,
    ) -> Option<Value<'a>> {
        let moment = moment(value)?;
        let text = |format: &str| match constant::method(moment, "strftime", &[Constant::text(format)], &[]) {
            Answer::Known(text) => Some(self.value_of_moment(text)),
            _ => None,
        };
        match (name, arguments.positional.as_slice()) {
            ("to_date_string", []) => text("%Y-%m-%d"),
            ("to_time_string", []) => text("%H:%M:%S"),
            ("to_datetime_string", []) => text("%Y-%m-%d %H:%M:%S"),
            ("strftime", [Value::Str(format)])
                if !["%z", "%Z", "%s", "%c", "%x", "%X"].iter().any(|zone| format.contains(zone)) =>
            {
                text(format)
            }
            ("format", [Value::Str(format)]) => text(&tokens(format)?),
            ("add" | "subtract", []) => {
                let sign = if name == "add" { 1 } else { -1 };
                moved(fields(moment)?, &arguments.keywords, sign).map(kept)
            }
            ("start_of", [Value::Str(unit)]) => {
                let [year, month, day, ..] = fields(moment)?;
                let start = match &**unit {
                    "day" => [year, month, day, 0, 0, 0],
                    "month" => [year, month, 1, 0, 0, 0],
                    "year" => [year, 1, 1, 0, 0, 0],
                    _ => return None,
                };
                made(start).map(kept)
            }
            _ => None,
        }
    }
}

/// A format of pendulum as one of `strftime`, for the tokens that both have.
fn tokens(format: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = format;
    while let Some(letter) = rest.chars().next() {
        let known = [
            ("YYYY", "%Y"),
            ("YY", "%y"),
            ("MM", "%m"),
            ("DD", "%d"),
            ("HH", "%H"),
            ("mm", "%M"),
            ("ss", "%S"),
        ];
        if let Some((token, meaning)) = known.iter().find(|(token, _)| rest.starts_with(token)) {
            out.push_str(meaning);
            rest = &rest[token.len()..];
            // `DDDD` and the like mean something else.
            if rest.starts_with(letter) {
                return None;
            }
        } else if letter.is_alphabetic() || matches!(letter, '[' | '\\' | '%') {
            return None;
        } else {
            out.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    Some(out)
}

/// A date moved by years, months, weeks and days: the last day of a month where the month has no such day.
fn moved(from: [i64; 6], by: &[(super::value::Text<'_>, Value<'_>)], sign: i64) -> Option<Constant> {
    let [mut year, mut month, mut day, hour, minute, second] = from;
    let mut days = 0_i64;
    for (name, value) in by {
        let Value::Int(count) = value else { return None };
        let count = count.checked_mul(sign).filter(|count| count.abs() < 1_000_000)?;
        match &**name {
            "years" => year += count,
            "months" => month += count,
            "weeks" => days += 7 * count,
            "days" => days += count,
            _ => return None,
        }
    }
    year += (month - 1).div_euclid(12);
    month = (month - 1).rem_euclid(12) + 1;
    // The last day that there is.
    let start =
        (0..4).find_map(|less| made([year, month, day - less, hour, minute, second]).map(|_| day - less))?;
    day = start;
    let at = made([year, month, day, hour, minute, second])?;
    let Answer::Known(span) = constant::library::call("datetime.timedelta", &[Constant::Int(days)], &[])
    else {
        return None;
    };
    match constant::number::binary(constant::number::Operator::Add, &at, &span) {
        Answer::Known(moment) => Some(moment),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_read_as_pendulum_reads_them() {
        assert_eq!(tokens("YYYY-MM-DD HH:mm:ss"), Some("%Y-%m-%d %H:%M:%S".into()));
        assert_eq!(tokens("YYYYMMDD"), Some("%Y%m%d".into()));
        for format in ["DDDD", "MMM", "[at] HH", "Do", "x"] {
            assert_eq!(tokens(format), None, "{format}");
        }
    }
}
