//! Values laid out as a specifier says: sign, grouping, fill.

use super::super::{MAX_TEXT, Outcome, Stop, VALUE_ERROR};
use super::number::{self, Digits};
use super::specifier::Specifier;

/// A text.
pub(super) fn text(text: &str, spec: &Specifier) -> Outcome<String> {
    if spec.kind != 's' || spec.sign.is_some() || spec.is_alternate || spec.align == '=' {
        return Err(VALUE_ERROR);
    }
    let cut: String = text.chars().take(spec.precision.unwrap_or(usize::MAX)).collect();
    pad(&cut, spec)
}

/// An integer.
pub(super) fn int(value: i64, spec: &Specifier) -> Outcome<String> {
    let magnitude = value.unsigned_abs();
    let (prefix, whole) = match spec.kind {
        'd' | 'n' => ("", magnitude.to_string()),
        'b' => ("0b", format!("{magnitude:b}")),
        'o' => ("0o", format!("{magnitude:o}")),
        'x' => ("0x", format!("{magnitude:x}")),
        'X' => ("0X", format!("{magnitude:X}")),
        'c' => ("", character(value, spec)?),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            // Beyond 2^53 the integer would be rounded first, as Python does, and the result is the same.
            #[expect(clippy::cast_precision_loss, reason = "as Python rounds")]
            return float(value as f64, spec);
        }
        _ => return Err(VALUE_ERROR),
    };
    if spec.precision.is_some() {
        return Err(VALUE_ERROR);
    }
    let prefix = if spec.is_alternate { prefix } else { "" }.to_owned();
    let is_negative = value < 0 && spec.kind != 'c';
    number(&Digits { is_negative, prefix, whole, rest: String::new() }, spec)
}

fn character(value: i64, spec: &Specifier) -> Outcome<String> {
    if spec.precision.is_some() || spec.sign.is_some() || spec.is_alternate {
        return Err(VALUE_ERROR);
    }
    let number = u32::try_from(value).ok().filter(|value| *value <= 0x10_ffff);
    let number = number.ok_or(Stop::Raises("OverflowError"))?;
    char::from_u32(number).map(String::from).ok_or(Stop::Unknown)
}

/// A float.
pub(super) fn float(value: f64, spec: &Specifier) -> Outcome<String> {
    let digits = match (spec.kind, spec.precision) {
        ('\0', None) => number::shortest(value, spec.is_alternate),
        ('\0', Some(precision)) => number::float(value, 'g', precision, spec.is_alternate, true)?,
        ('n', precision) => number::float(value, 'g', precision.unwrap_or(6), spec.is_alternate, false)?,
        (kind @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%'), precision) => {
            number::float(value, kind, precision.unwrap_or(6), spec.is_alternate, false)?
        }
        _ => return Err(VALUE_ERROR),
    };
    // What fills and groups a word is not followed.
    if !value.is_finite() && (spec.grouping.is_some() || spec.fill == '0') {
        return Err(Stop::Unknown);
    }
    number(&digits, spec)
}

/// Sign, prefix and digits, grouped and padded.
fn number(digits: &Digits, spec: &Specifier) -> Outcome<String> {
    let sign = match (digits.is_negative, spec.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    };
    let head = format!("{sign}{}", digits.prefix);
    let whole = match spec.grouping {
        None => digits.whole.clone(),
        Some(separator) => {
            let group = if matches!(spec.kind, 'b' | 'o' | 'x' | 'X') { 4 } else { 3 };
            // Zeros that fill are grouped with the digits.
            let is_filled = spec.fill == '0' && spec.align == '=';
            let others = head.chars().count() + digits.rest.chars().count();
            let width = if is_filled { spec.width.saturating_sub(others) } else { 0 };
            grouped(&digits.whole, separator, group, width)
        }
    };
    let body = format!("{whole}{}", digits.rest);
    if spec.align == '=' {
        let missing = spec.width.saturating_sub(head.chars().count() + body.chars().count());
        return Ok(format!("{head}{}{body}", fill(spec.fill, missing)?));
    }
    pad(&format!("{head}{body}"), spec)
}

/// Digits in groups, with zeros in front up to a width.
fn grouped(digits: &str, separator: char, group: usize, width: usize) -> String {
    let mut count = digits.len();
    while count + (count.max(1) - 1) / group < width {
        count += 1;
    }
    let padded = format!("{}{digits}", "0".repeat(count - digits.len()));
    let mut out = String::new();
    for (place, digit) in padded.chars().enumerate() {
        if place > 0 && (count - place).is_multiple_of(group) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

fn pad(text: &str, spec: &Specifier) -> Outcome<String> {
    let missing = spec.width.saturating_sub(text.chars().count());
    let left = match spec.align {
        '<' => 0,
        '^' => missing / 2,
        _ => missing,
    };
    Ok(format!("{}{text}{}", fill(spec.fill, left)?, fill(spec.fill, missing - left)?))
}

fn fill(c: char, count: usize) -> Outcome<String> {
    if count > MAX_TEXT { Err(Stop::Unknown) } else { Ok(c.to_string().repeat(count)) }
}
