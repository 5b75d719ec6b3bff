//! `int`, `float`, `str`, `list`, `tuple`, `set` and `dict`.

use super::super::arguments::{bind, bind_within, by_place};
use super::super::text::strip_whitespace;
use super::super::{
    Constant, OVERFLOW_ERROR, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, bytes, container, render, sequence,
};

/// `int(...)`.
pub(super) fn int(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = bind_within(&["x", "base"], 1, 2, 0, args, keywords)?;
    match (args.get(0), args.get(1)) {
        (None, None) => Ok(Constant::Int(0)),
        (None, Some(_)) => Err(TYPE_ERROR),
        (Some(Constant::Str(text)), base) => {
            let base = base.map_or(Ok(10), |base| base.as_int().ok_or(TYPE_ERROR))?;
            int_from_text(text, base)
        }
        (Some(Constant::Bytes(_)), _) => Err(Stop::Unknown),
        (Some(_), Some(_)) => Err(TYPE_ERROR),
        (Some(Constant::Float(value)), None) => truncated(*value),
        (Some(value), None) => value.as_int().map(Constant::Int).ok_or(TYPE_ERROR),
    }
}

/// A float without its fraction.
#[expect(clippy::cast_possible_truncation, reason = "within the range of i64")]
pub(in super::super) fn truncated(value: f64) -> Outcome {
    if value.is_nan() {
        return Err(VALUE_ERROR);
    }
    if value.is_infinite() {
        return Err(OVERFLOW_ERROR);
    }
    if value.abs() < 9e18 { Ok(Constant::Int(value.trunc() as i64)) } else { Err(Stop::Unknown) }
}

/// `int(text, base)`: white space around, a sign, a prefix that fits the base, single underscores between digits.
pub(in super::super) fn int_from_text(text: &str, base: i64) -> Outcome {
    if base != 0 && !(2..=36).contains(&base) {
        return Err(VALUE_ERROR);
    }
    let text = strip_whitespace(text);
    if !text.is_ascii() {
        // Digits of other scripts count.
        return Err(Stop::Unknown);
    }
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let prefixed = match digits.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => 0,
    };
    let has_prefix = prefixed != 0 && (base == 0 || base == prefixed);
    let mut rest = digits;
    if has_prefix {
        rest = &digits[2..];
        rest = rest.strip_prefix('_').unwrap_or(rest);
    }
    let radix = match base {
        0 if has_prefix => prefixed,
        0 => 10,
        base => base,
    };
    if rest.is_empty() || rest.starts_with('_') || rest.ends_with('_') || rest.contains("__") {
        return Err(VALUE_ERROR);
    }
    let plain = rest.replace('_', "");
    let radix = u32::try_from(radix).map_err(|_| VALUE_ERROR)?;
    if !plain.chars().all(|c| c.is_digit(radix)) {
        return Err(VALUE_ERROR);
    }
    // With base 0 only zeros may begin with one.
    if base == 0 && !has_prefix && plain.starts_with('0') && plain.bytes().any(|digit| digit != b'0') {
        return Err(VALUE_ERROR);
    }
    let sign = if is_negative { "-" } else { "" };
    i64::from_str_radix(&format!("{sign}{plain}"), radix).map(Constant::Int).map_err(|_| Stop::Unknown)
}

/// `float(...)`.
pub(super) fn float(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = by_place(0, 1, args, keywords)?;
    match args.get(0) {
        None => Ok(Constant::Float(0.0)),
        Some(Constant::Str(text)) => float_from_text(text),
        Some(Constant::Bytes(_)) => Err(Stop::Unknown),
        Some(value) => super::super::number::as_float(value).map(Constant::Float).ok_or(TYPE_ERROR),
    }
}

fn float_from_text(text: &str) -> Outcome {
    let text = strip_whitespace(text);
    if !text.is_ascii() {
        return Err(Stop::Unknown);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => {
            let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
            return Ok(Constant::Float(f64::INFINITY * sign));
        }
        "nan" => return Ok(Constant::Float(f64::NAN)),
        _ => {}
    }
    // An underscore stands between two digits.
    let bytes = unsigned.as_bytes();
    for (place, byte) in bytes.iter().enumerate() {
        let digit_at =
            |place: Option<usize>| place.and_then(|p| bytes.get(p)).is_some_and(u8::is_ascii_digit);
        if *byte == b'_' && !(digit_at(place.checked_sub(1)) && digit_at(Some(place + 1))) {
            return Err(VALUE_ERROR);
        }
    }
    let plain = text.replace('_', "");
    let is_number = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-' | b'_'));
    if !is_number {
        return Err(VALUE_ERROR);
    }
    plain.parse().map(Constant::Float).map_err(|_| VALUE_ERROR)
}

/// `str(...)`.
pub(super) fn text(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = bind(&["object", "encoding", "errors"], 0, args, keywords)?;
    if args.get(1).is_some() || args.get(2).is_some() {
        return match args.get(0) {
            Some(Constant::Bytes(bytes)) => {
                bytes::decode(bytes, args.text_or(1, "utf-8")?, args.text_or(2, "strict")?)
            }
            None => Err(Stop::Unknown),
            Some(_) => Err(TYPE_ERROR),
        };
    }
    args.get(0).map_or_else(|| Ok(Constant::text("")), |value| render::str(value).outcome())
}

/// `list(...)`, `tuple(...)` and `set(...)`.
pub(super) fn collect(class: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = by_place(0, 1, args, keywords)?;
    let items = |value: &Constant| {
        if class == "set" { sequence::any_order(value) } else { sequence::elements(value) }
    };
    let items = args.get(0).map_or(Ok(Vec::new()), items)?;
    match class {
        "list" => Ok(Constant::list(items)),
        "tuple" => Ok(Constant::tuple(items)),
        _ => container::set(items),
    }
}

/// `dict(...)`.
pub(super) fn dict(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let mut pairs: Vec<(Constant, Constant)> = Vec::new();
    match args {
        [] => {}
        [Constant::Dict(known)] => pairs.extend(known.iter().cloned()),
        [value] => {
            for item in sequence::elements(value)? {
                match <[Constant; 2]>::try_from(sequence::elements(&item)?) {
                    Ok([key, value]) => pairs.push((key, value)),
                    Err(_) => return Err(VALUE_ERROR),
                }
            }
        }
        _ => return Err(TYPE_ERROR),
    }
    pairs.extend(keywords.iter().map(|(key, value)| (Constant::text(*key), value.clone())));
    container::dict(pairs)
}
