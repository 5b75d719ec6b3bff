//! Plain scalars: which class they are (PyYAML `resolver.py`), and their value (`constructor.py`).

use std::sync::LazyLock;

use regex::Regex;

use super::super::super::moment::{Date, DateTime};
use super::super::super::{Constant, Outcome, Stop, VALUE_ERROR, builtin};

/// A scalar that was read.
#[derive(Debug)]
pub(super) enum Scalar {
    Value(Constant),
    /// `<<`
    Merge,
    /// `=`
    Equals,
}

static FLOAT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)\A(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?
        |\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?
        |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
        |[-+]?\.(?:inf|Inf|INF)
        |\.(?:nan|NaN|NAN))\z",
    )
    .ok()
});

static INT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)\A(?:[-+]?0b[0-1_]+
        |[-+]?0[0-7_]+
        |[-+]?(?:0|[1-9][0-9_]*)
        |[-+]?0x[0-9a-fA-F_]+
        |[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z",
    )
    .ok()
});

static TIMESTAMP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)\A([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})
        (?:(?:[Tt]|[\x20\t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?
        (?:[\x20\t]*(Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?)?\z",
    )
    .ok()
});

fn fits(regex: &LazyLock<Option<Regex>>, text: &str) -> Outcome<bool> {
    regex.as_ref().map(|regex| regex.is_match(text)).ok_or(Stop::Unknown)
}

/// A plain scalar without a tag.
pub(super) fn resolve(text: &str) -> Outcome<Scalar> {
    let value = match text {
        "" | "~" | "null" | "Null" | "NULL" => Constant::None,
        "<<" => return Ok(Scalar::Merge),
        "=" => return Ok(Scalar::Equals),
        _ if boolean(text, false).is_some() => Constant::Bool(boolean(text, false).unwrap_or_default()),
        _ if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) => {
            Constant::text(text)
        }
        _ if fits(&FLOAT, text)? => float(text)?,
        _ if fits(&INT, text)? => int(text)?,
        // A date alone has two digits for month and day.
        _ if fits(&TIMESTAMP, text)? && (text.len() >= 10 && (text.len() > 10 || !text.contains(':'))) => {
            timestamp(text)?
        }
        _ => Constant::text(text),
    };
    Ok(Scalar::Value(value))
}

/// A scalar with a tag of YAML's own.
pub(super) fn tagged(tag: &str, text: &str) -> Outcome<Scalar> {
    let value = match tag {
        "str" => Constant::text(text),
        "null" => Constant::None,
        // Any case, and an error for any other word, which is a KeyError.
        "bool" => Constant::Bool(boolean(text, true).ok_or(Stop::Unknown)?),
        "int" if fits(&INT, text)? => int(text)?,
        "float" if fits(&FLOAT, text)? => float(text)?,
        _ => return Err(Stop::Unknown),
    };
    Ok(Scalar::Value(value))
}

fn boolean(text: &str, any_case: bool) -> Option<bool> {
    let lower = text.to_ascii_lowercase();
    let capital = lower.get(..1).map(|first| first.to_ascii_uppercase() + &lower[1..]);
    let is_usual =
        any_case || text == lower || text == lower.to_ascii_uppercase() || Some(text) == capital.as_deref();
    match lower.as_str() {
        "yes" | "true" | "on" if is_usual => Some(true),
        "no" | "false" | "off" if is_usual => Some(false),
        _ => None,
    }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn int(text: &str) -> Outcome {
    let plain = text.replace('_', "");
    let (is_negative, digits) = sign(&plain);
    let magnitude = if digits == "0" {
        Constant::Int(0)
    } else if let Some(digits) = digits.strip_prefix("0b") {
        builtin::int_from_text(digits, 2)?
    } else if let Some(digits) = digits.strip_prefix("0x") {
        builtin::int_from_text(digits, 16)?
    } else if digits.starts_with('0') {
        builtin::int_from_text(digits, 8)?
    } else {
        let mut total = 0i64;
        for part in digits.split(':') {
            let part: i64 = part.parse().map_err(|_| Stop::Unknown)?;
            total = total.checked_mul(60).and_then(|total| total.checked_add(part)).ok_or(Stop::Unknown)?;
        }
        Constant::Int(total)
    };
    match magnitude {
        Constant::Int(value) => Ok(Constant::Int(if is_negative { -value } else { value })),
        _ => Err(Stop::Unknown),
    }
}

fn float(text: &str) -> Outcome {
    let plain = text.replace('_', "").to_ascii_lowercase();
    let (is_negative, digits) = sign(&plain);
    let factor = if is_negative { -1.0 } else { 1.0 };
    let magnitude = match digits {
        ".inf" => f64::INFINITY,
        ".nan" => return Ok(Constant::Float(f64::NAN)),
        _ if digits.contains(':') => {
            let (mut total, mut base) = (0.0, 1.0);
            for part in digits.rsplit(':') {
                total += part.parse::<f64>().map_err(|_| Stop::Unknown)? * base;
                base *= 60.0;
            }
            total
        }
        _ => digits.parse().map_err(|_| Stop::Unknown)?,
    };
    Ok(Constant::Float(magnitude * factor))
}

/// A date, or a moment, with the offset it names.
fn timestamp(text: &str) -> Outcome {
    let found = TIMESTAMP.as_ref().and_then(|regex| regex.captures(text)).ok_or(Stop::Unknown)?;
    let part = |place: usize| found.get(place).map_or("", |part| part.as_str());
    let number = |place: usize| part(place).parse::<i64>().map_err(|_| Stop::Unknown);
    let date = Date::new(number(1)?, number(2)?, number(3)?)?;
    if part(4).is_empty() {
        return Ok(Constant::Date(date));
    }
    let clock = |place: usize, most: i64| {
        let value = number(place)?;
        u32::try_from(value).ok().filter(|_| value <= most).ok_or(VALUE_ERROR)
    };
    let mut moment = DateTime::midnight(date);
    (moment.hour, moment.minute, moment.second) = (clock(4, 23)?, clock(5, 59)?, clock(6, 59)?);
    let fraction: String = part(7).chars().chain("000000".chars()).take(6).collect();
    moment.microsecond = fraction.parse().map_err(|_| Stop::Unknown)?;
    if !part(9).is_empty() {
        let minutes = if part(11).is_empty() { 0 } else { number(11)? };
        let seconds = i32::try_from(number(10)? * 3600 + minutes * 60).map_err(|_| Stop::Unknown)?;
        if seconds >= 86_400 {
            return Err(VALUE_ERROR);
        }
        moment.offset = Some(if part(9) == "-" { -seconds } else { seconds });
    } else if part(8) == "Z" {
        moment.offset = Some(0);
    }
    Ok(Constant::DateTime(moment))
}
