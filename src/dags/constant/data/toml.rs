//! `tomllib.loads`: TOML 1.0. The parser also reads what came with 1.1, which is refused here.

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Datetime, Offset};

use super::super::moment::{Date, DateTime};
use super::super::{Constant, MAX_DEPTH, Outcome, Stop, container, few};

/// Reads a document.
pub(super) fn read(text: &str) -> Outcome {
    // Tomllib does not take a mark at the start, this parser does.
    if is_newer(text) || text.starts_with('\u{feff}') {
        return Err(Stop::Unknown);
    }
    // What this parser refuses, tomllib may accept.
    let table = DeTable::parse(text).map_err(|_| Stop::Unknown)?;
    self::table(table.get_ref(), 0)
}

/// Whether a text may hold what TOML 1.1 has added: escapes, moments without seconds, inline tables of several lines.
fn is_newer(text: &str) -> bool {
    let is_short_time = |line: &str| {
        let bytes = line.as_bytes();
        let digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
        (2..bytes.len()).any(|colon| {
            bytes[colon] == b':'
                && digit(colon - 1)
                && digit(colon - 2)
                && digit(colon + 1)
                && digit(colon + 2)
                && bytes.get(colon + 3) != Some(&b':')
                && (colon < 3 || !matches!(bytes[colon - 3], b':' | b'+' | b'-'))
        })
    };
    let count = |line: &str, wanted: char| line.matches(wanted).count();
    text.contains("\\e")
        || text.contains("\\x")
        || text.lines().any(|line| {
            count(line, '{') != count(line, '}')
                || line.split('}').rev().skip(1).any(|before| before.trim_end().ends_with(','))
                || is_short_time(line)
        })
}

/// A table, in the order of its text.
fn table(table: &DeTable<'_>, depth: usize) -> Outcome {
    few(table.len())?;
    let mut pairs: Vec<_> = table.iter().collect();
    pairs.sort_by_key(|(key, _)| key.span().start);
    let mut known = Vec::new();
    for (key, item) in pairs {
        known.push((Constant::text(key.get_ref().as_ref()), value(item, depth + 1)?));
    }
    container::dict(known)
}

fn value(value: &Spanned<DeValue<'_>>, depth: usize) -> Outcome {
    if depth > MAX_DEPTH {
        return Err(Stop::Unknown);
    }
    match value.get_ref() {
        DeValue::String(text) => Ok(Constant::text(text.as_ref())),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .map(Constant::Int)
            .map_err(|_| Stop::Unknown),
        DeValue::Float(float) => float.as_str().parse().map(Constant::Float).map_err(|_| Stop::Unknown),
        DeValue::Boolean(value) => Ok(Constant::Bool(*value)),
        DeValue::Datetime(moment) => self::moment(*moment),
        DeValue::Array(items) => {
            few(items.len())?;
            let items: Outcome<Vec<Constant>> =
                items.iter().map(|item| self::value(item, depth + 1)).collect();
            items.map(Constant::list)
        }
        DeValue::Table(inner) => table(inner, depth),
    }
}

fn moment(moment: Datetime) -> Outcome {
    // A time of day alone is no value that is modelled.
    let date = moment.date.ok_or(Stop::Unknown)?;
    let date = Date::new(i64::from(date.year), i64::from(date.month), i64::from(date.day))
        .map_err(|_| Stop::Unknown)?;
    let Some(time) = moment.time else { return Ok(Constant::Date(date)) };
    let second = u32::from(time.second);
    if second > 59 {
        return Err(Stop::Unknown);
    }
    let offset = match moment.offset {
        None => None,
        Some(Offset::Z) => Some(0),
        Some(Offset::Custom { minutes }) => Some(i32::from(minutes) * 60),
    };
    Ok(Constant::DateTime(DateTime {
        date,
        hour: u32::from(time.hour),
        minute: u32::from(time.minute),
        second,
        microsecond: time.nanosecond / 1000,
        offset,
    }))
}
