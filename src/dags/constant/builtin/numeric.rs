//! `abs`, `round`, `divmod`, `pow`, `hex`, `oct` and `bin`.

use super::super::number::{Operator, float_divmod, operate};
use super::super::{Constant, OVERFLOW_ERROR, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, moment};
use super::convert::truncated;

/// `abs(value)`.
pub(super) fn abs(value: &Constant) -> Outcome {
    match value {
        Constant::Float(value) => Ok(Constant::Float(value.abs())),
        Constant::TimeDelta(span) => moment::signed(*span, span.microseconds < 0),
        _ => value.as_int().ok_or(TYPE_ERROR)?.checked_abs().map(Constant::Int).ok_or(Stop::Unknown),
    }
}

/// `round(value, digits)`: to the nearest, and to even from the middle.
pub(super) fn round(value: &Constant, digits: Option<i64>) -> Outcome {
    match (value, digits) {
        (Constant::Float(value), None) => truncated(value.round_ties_even()),
        (Constant::Float(value), Some(digits)) => round_float(*value, digits),
        (_, digits) => {
            let value = value.as_int().ok_or(TYPE_ERROR)?;
            match digits {
                Some(digits) if digits < 0 => {
                    let rounded = to_power(i128::from(value), digits.unsigned_abs(), false)?;
                    i64::try_from(rounded).map(Constant::Int).map_err(|_| Stop::Unknown)
                }
                _ => Ok(Constant::Int(value)),
            }
        }
    }
}

/// To a multiple of a power of ten; `has_more` is a fraction that breaks a tie.
fn to_power(value: i128, power: u64, has_more: bool) -> Outcome<i128> {
    let unit = u32::try_from(power).ok().filter(|power| *power < 36).map(|power| 10i128.pow(power));
    let unit = unit.ok_or(Stop::Unknown)?;
    let magnitude = value.abs();
    let (whole, rest) = (magnitude / unit, magnitude % unit);
    let order = (rest * 2).cmp(&unit);
    let is_up = order.is_gt() || (order.is_eq() && (has_more || whole % 2 == 1));
    let rounded = (whole + i128::from(is_up)) * unit;
    Ok(if value < 0 { -rounded } else { rounded })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "integers below 2^53")]
fn round_float(value: f64, digits: i64) -> Outcome {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if !value.is_finite() || digits > 323 {
        return Ok(Constant::Float(value));
    }
    if let Ok(digits) = usize::try_from(digits) {
        let rounded: f64 = format!("{value:.digits$}").parse().map_err(|_| Stop::Unknown)?;
        return if rounded.is_finite() { Ok(Constant::Float(rounded)) } else { Err(OVERFLOW_ERROR) };
    }
    if value.abs() >= EXACT {
        return Err(Stop::Unknown);
    }
    let rounded = to_power(value.trunc() as i128, digits.unsigned_abs(), value.fract() != 0.0)?;
    Ok(Constant::Float((rounded as f64).copysign(value)))
}

/// `divmod(left, right)`.
pub(super) fn divmod(left: &Constant, right: &Constant) -> Outcome {
    use super::super::number::as_float;
    if let (Constant::Float(_), _) | (_, Constant::Float(_)) = (left, right) {
        let (left, right) = (as_float(left).ok_or(TYPE_ERROR)?, as_float(right).ok_or(TYPE_ERROR)?);
        if right == 0.0 {
            return Err(Stop::Raises("ZeroDivisionError"));
        }
        let (quotient, rest) = float_divmod(left, right);
        return Ok(Constant::tuple(vec![Constant::Float(quotient), Constant::Float(rest)]));
    }
    let is_span = matches!((left, right), (Constant::TimeDelta(_), Constant::TimeDelta(_)));
    if !is_span && (left.as_int().is_none() || right.as_int().is_none()) {
        return Err(TYPE_ERROR);
    }
    Ok(Constant::tuple(vec![operate(Operator::FloorDiv, left, right)?, operate(Operator::Mod, left, right)?]))
}

/// `pow(base, exponent, modulus)`.
pub(super) fn pow(base: &Constant, exponent: &Constant, modulus: Option<&Constant>) -> Outcome {
    let modulus = match modulus {
        None | Some(Constant::None) => return operate(Operator::Pow, base, exponent),
        Some(modulus) => modulus.as_int().ok_or(TYPE_ERROR)?,
    };
    let (base, mut exponent) = (base.as_int().ok_or(TYPE_ERROR)?, exponent.as_int().ok_or(TYPE_ERROR)?);
    if modulus == 0 {
        return Err(VALUE_ERROR);
    }
    if exponent < 0 {
        return Err(Stop::Unknown);
    }
    let modulus = i128::from(modulus);
    let (mut result, mut square) = (1 % modulus.abs(), i128::from(base).rem_euclid(modulus.abs()));
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * square % modulus.abs();
        }
        square = square * square % modulus.abs();
        exponent /= 2;
    }
    let signed = if modulus < 0 && result != 0 { result + modulus } else { result };
    i64::try_from(signed).map(Constant::Int).map_err(|_| Stop::Unknown)
}

/// `hex`, `oct` and `bin`.
pub(super) fn based(name: &str, value: i64) -> Outcome {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.unsigned_abs();
    Ok(Constant::text(match name {
        "hex" => format!("{sign}{value:#x}"),
        "oct" => format!("{sign}{value:#o}"),
        _ => format!("{sign}{value:#b}"),
    }))
}
