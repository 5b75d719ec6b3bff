//! The digits of floats: `e`, `f`, `g`, `%` and the shortest form.

use super::super::render;
use super::super::{Outcome, Stop};

/// A number cut where a layout fills or groups it: `-`, `0x`, `1234`, `.5e+10`.
#[derive(Debug, Default)]
pub(super) struct Digits {
    pub(super) is_negative: bool,
    pub(super) prefix: String,
    /// Those before the point.
    pub(super) whole: String,
    /// All behind.
    pub(super) rest: String,
}

/// More digits than these behind the point are not written out.
const MAX_PRECISION: usize = 2000;

/// The digits of a float for a letter of `e`, `f`, `g`, in either case, or `%`. `keeps_zero` is the shortest form's
/// `.0` (`Py_DTSF_ADD_DOT_0`).
pub(super) fn float(
    value: f64,
    kind: char,
    precision: usize,
    is_alternate: bool,
    keeps_zero: bool,
) -> Outcome<Digits> {
    if precision > MAX_PRECISION {
        return Err(Stop::Unknown);
    }
    let value = if kind == '%' { value * 100.0 } else { value };
    let mut digits = Digits { is_negative: value.is_sign_negative() && !value.is_nan(), ..Digits::default() };
    let magnitude = value.abs();
    if !magnitude.is_finite() {
        digits.whole = if magnitude.is_nan() { "nan" } else { "inf" }.to_owned();
    } else {
        let text = match kind.to_ascii_lowercase() {
            'e' => scientific(magnitude, precision, is_alternate),
            'g' => general(magnitude, precision.max(1), is_alternate, keeps_zero),
            _ => point(format!("{magnitude:.precision$}"), is_alternate),
        };
        let end = text.find(['.', 'e']).unwrap_or(text.len());
        digits.whole = text[..end].to_owned();
        digits.rest = text[end..].to_owned();
    }
    if kind.is_ascii_uppercase() {
        digits.whole.make_ascii_uppercase();
        digits.rest.make_ascii_uppercase();
    }
    if kind == '%' {
        digits.rest.push('%');
    }
    Ok(digits)
}

/// The shortest digits that read back.
pub(super) fn shortest(value: f64, is_alternate: bool) -> Digits {
    let text = render::float(value.abs());
    let end = if value.is_finite() { text.find(['.', 'e']).unwrap_or(text.len()) } else { text.len() };
    let rest = match text[end..].strip_prefix('e') {
        Some(exponent) if is_alternate => format!(".e{exponent}"),
        _ => text[end..].to_owned(),
    };
    let is_negative = value.is_sign_negative() && !value.is_nan();
    Digits { is_negative, prefix: String::new(), whole: text[..end].to_owned(), rest }
}

fn point(text: String, is_alternate: bool) -> String {
    if is_alternate && !text.contains('.') { text + "." } else { text }
}

fn scientific(magnitude: f64, precision: usize, is_alternate: bool) -> String {
    let (mantissa, exponent) = parts(magnitude, precision);
    format!("{}{}", point(mantissa, is_alternate), exponent_text(exponent))
}

/// Mantissa and exponent, rounded to so many digits behind the point.
fn parts(magnitude: f64, precision: usize) -> (String, i32) {
    let text = format!("{magnitude:.precision$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (mantissa.to_owned(), exponent.parse().unwrap_or(0))
}

fn exponent_text(exponent: i32) -> String {
    format!("e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.unsigned_abs())
}

fn general(magnitude: f64, precision: usize, is_alternate: bool, keeps_zero: bool) -> String {
    let (mantissa, exponent) = parts(magnitude, precision - 1);
    let limit = i32::try_from(precision).unwrap_or(i32::MAX) - i32::from(keeps_zero);
    let trim = |text: String| {
        if is_alternate {
            point(text, true)
        } else if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    };
    if exponent < -4 || exponent >= limit {
        return trim(mantissa) + &exponent_text(exponent);
    }
    let decimals = usize::try_from(i32::try_from(precision).unwrap_or(0) - 1 - exponent).unwrap_or(0);
    let text = trim(format!("{magnitude:.decimals$}"));
    if keeps_zero && !text.contains('.') { text + ".0" } else { text }
}
