//! `repr()`, `str()` and `ascii()`.

use std::fmt::Write as _;

use super::text::settled;
use super::{Answer, Budget, Constant, MAX_TEXT, Outcome, Stop, bounded};

/// `repr(value)`.
pub(crate) fn repr(value: &Constant) -> Answer {
    representation(value).and_then(bounded).into()
}

/// `str(value)`.
pub(crate) fn str(value: &Constant) -> Answer {
    display(value).and_then(bounded).into()
}

/// As [`str`].
pub(super) fn display(value: &Constant) -> Outcome<String> {
    match value {
        Constant::Str(text) => Ok(text.to_string()),
        Constant::Date(date) => Ok(date.iso()),
        Constant::DateTime(moment) => Ok(moment.iso(' ')),
        Constant::TimeDelta(span) => Ok(span.display()),
        _ => representation(value),
    }
}

/// As [`repr`].
pub(super) fn representation(value: &Constant) -> Outcome<String> {
    let mut out = String::new();
    write(value, &mut out, &mut Budget::new())?;
    Ok(out)
}

/// `ascii(value)`.
pub(super) fn ascii(value: &Constant) -> Outcome<String> {
    let mut out = String::new();
    for c in representation(value)?.chars() {
        if c.is_ascii() { out.push(c) } else { escape(c, &mut out) }
    }
    Ok(out)
}

fn write(value: &Constant, out: &mut String, budget: &mut Budget) -> Outcome<()> {
    if out.len() > MAX_TEXT {
        return Err(Stop::Unknown);
    }
    budget.deeper(|budget| {
        match value {
            Constant::None => out.push_str("None"),
            Constant::Bool(true) => out.push_str("True"),
            Constant::Bool(false) => out.push_str("False"),
            Constant::Int(value) => out.push_str(&value.to_string()),
            Constant::Float(value) => out.push_str(&float(*value)),
            Constant::Str(text) => quote(text, out)?,
            Constant::Bytes(bytes) => quote_bytes(bytes, out),
            Constant::List(items) => sequence("[", items, "]", out, budget)?,
            Constant::Tuple(items) => {
                sequence("(", items, if items.len() == 1 { ",)" } else { ")" }, out, budget)?
            }
            Constant::Set(items) => match items.len() {
                0 => out.push_str("set()"),
                1 => sequence("{", items, "}", out, budget)?,
                // Their order is that of hashes, which differ from run to run.
                _ => return Err(Stop::Unknown),
            },
            Constant::Dict(pairs) => {
                out.push('{');
                for (place, (key, value)) in pairs.iter().enumerate() {
                    if place > 0 {
                        out.push_str(", ");
                    }
                    write(key, out, budget)?;
                    out.push_str(": ");
                    write(value, out, budget)?;
                }
                out.push('}');
            }
            Constant::Date(date) => out.push_str(&date.repr()),
            Constant::DateTime(moment) => out.push_str(&moment.repr()),
            Constant::TimeDelta(span) => out.push_str(&span.repr()),
        }
        Ok(())
    })
}

fn sequence(
    open: &str,
    items: &[Constant],
    close: &str,
    out: &mut String,
    budget: &mut Budget,
) -> Outcome<()> {
    out.push_str(open);
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        write(item, out, budget)?;
    }
    out.push_str(close);
    Ok(())
}

/// The shortest text that reads back as this float, with an exponent below 1e-4 and from 1e16 on.
pub(super) fn float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let (digits, exponent) = shortest(value.abs());
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let (first, more) = digits.split_at(1);
    match usize::try_from(exponent) {
        Ok(whole) if exponent < 16 => {
            let padded = format!("{digits:0<width$}", width = whole + 2);
            let (whole, fraction) = padded.split_at(whole + 1);
            format!("{sign}{whole}.{fraction}")
        }
        Err(_) if exponent >= -4 => {
            format!("{sign}0.{}{digits}", "0".repeat(usize::try_from(-1 - exponent).unwrap_or(0)))
        }
        _ => {
            let point = if more.is_empty() { "" } else { "." };
            let exponent_sign = if exponent < 0 { '-' } else { '+' };
            format!("{sign}{first}{point}{more}e{exponent_sign}{:02}", exponent.unsigned_abs())
        }
    }
}

/// The fewest digits that read back, and the power of ten of the first. Between two equally near, the even one, as
/// CPython's `dtoa` takes it.
fn shortest(magnitude: f64) -> (String, i32) {
    let split = |text: &str| -> (String, i32) {
        let (digits, exponent) = text.split_once('e').unwrap_or((text, "0"));
        (digits.replace('.', ""), exponent.parse().unwrap_or(0))
    };
    let text = format!("{magnitude:e}");
    let (digits, exponent) = split(&text);
    let even = format!("{magnitude:.precision$e}", precision = digits.len() - 1);
    if even.parse() == Ok(magnitude) { split(&even) } else { (digits, exponent) }
}

/// A text between quotes: single ones unless only double ones save an escape.
fn quote(text: &str, out: &mut String) -> Outcome<()> {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            '\0'..='\u{a0}'
            | '\u{ad}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{3000}' => {
                escape(c, out);
            }
            c if settled::is_printable(c) => out.push(c),
            _ => return Err(Stop::Unknown),
        }
    }
    out.push(quote);
    Ok(())
}

/// A character by its number.
fn escape(c: char, out: &mut String) {
    let number = u32::from(c);
    // Writing to a String cannot fail.
    let _ = match number {
        0..=0xff => write!(out, "\\x{number:02x}"),
        0x100..=0xffff => write!(out, "\\u{number:04x}"),
        _ => write!(out, "\\U{number:08x}"),
    };
}

fn quote_bytes(bytes: &[u8], out: &mut String) {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
    out.push('b');
    out.push(quote);
    for byte in bytes {
        match char::from(*byte) {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c @ ' '..='~' => out.push(c),
            c => escape(c, out),
        }
    }
    out.push(quote);
}
