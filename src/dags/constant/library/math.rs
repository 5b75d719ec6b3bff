//! `math`, where the result is exact, and `operator`.

use super::super::arguments::by_place;
use super::super::compare;
use super::super::number::{Operator, Unary, as_float, finite, operate, unary};
use super::super::{Constant, OVERFLOW_ERROR, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, builtin, sequence};

/// A function of `math`.
pub(super) fn call(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let one = || by_place(1, 1, args, keywords);
    let number = || -> Outcome<f64> { as_float(one()?.need(0)?).ok_or(TYPE_ERROR) };
    match name {
        "floor" => whole(one()?.need(0)?, f64::floor),
        "ceil" => whole(one()?.need(0)?, f64::ceil),
        "trunc" => whole(one()?.need(0)?, f64::trunc),
        "sqrt" => {
            let value = number()?;
            if value < 0.0 { Err(VALUE_ERROR) } else { Ok(Constant::Float(value.sqrt())) }
        }
        "fabs" => Ok(Constant::Float(number()?.abs())),
        "isnan" => Ok(Constant::Bool(number()?.is_nan())),
        "isinf" => Ok(Constant::Bool(number()?.is_infinite())),
        "isfinite" => Ok(Constant::Bool(number()?.is_finite())),
        "copysign" => {
            let args = by_place(2, 2, args, keywords)?;
            let float = |place: usize| as_float(args.need(place)?).ok_or(TYPE_ERROR);
            Ok(Constant::Float(float(0)?.copysign(float(1)?)))
        }
        "gcd" | "lcm" => multiples(name, args, keywords),
        "factorial" => {
            let value = one()?.int(0)?;
            let steps =
                u32::try_from(value).map_err(|_| if value < 0 { VALUE_ERROR } else { Stop::Unknown })?;
            let product = (1..=i64::from(steps.min(21))).try_fold(1i64, i64::checked_mul);
            product.map(Constant::Int).ok_or(Stop::Unknown)
        }
        "prod" => {
            let mut total = Constant::Int(1);
            for item in sequence::elements(one()?.need(0)?)? {
                // Floats are multiplied in C, in the same order.
                as_float(&item).ok_or(TYPE_ERROR)?;
                total = operate(Operator::Mult, &total, &item)?;
            }
            Ok(total)
        }
        "comb" => comb(args, keywords),
        "pow" => {
            let args = by_place(2, 2, args, keywords)?;
            let float = |place: usize| as_float(args.need(place)?).map(Constant::Float).ok_or(TYPE_ERROR);
            match operate(Operator::Pow, &float(0)?, &float(1)?) {
                Err(Stop::Raises(_)) => Err(VALUE_ERROR),
                Ok(Constant::Float(value)) if args.get(0).and_then(as_float).is_some_and(f64::is_finite) => {
                    finite(value)
                }
                other => other,
            }
        }
        _ => Err(Stop::Unknown),
    }
}

/// A float as the integer next to it.
#[expect(clippy::cast_possible_truncation, reason = "within the range of i64")]
fn whole(value: &Constant, rounded: fn(f64) -> f64) -> Outcome {
    match value {
        Constant::Float(value) if value.is_nan() => Err(VALUE_ERROR),
        Constant::Float(value) if value.is_infinite() => Err(OVERFLOW_ERROR),
        Constant::Float(value) if value.abs() < 9e18 => Ok(Constant::Int(rounded(*value) as i64)),
        Constant::Float(_) => Err(Stop::Unknown),
        _ => value.as_int().map(Constant::Int).ok_or(TYPE_ERROR),
    }
}

fn multiples(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    if !keywords.is_empty() {
        return Err(TYPE_ERROR);
    }
    let mut total: u64 = u64::from(name == "lcm");
    for arg in args {
        let value = arg.as_int().ok_or(TYPE_ERROR)?.unsigned_abs();
        let shared = gcd(total, value);
        total = match name {
            "gcd" => shared,
            _ if shared == 0 => 0,
            _ => (total / shared).checked_mul(value).ok_or(Stop::Unknown)?,
        };
    }
    i64::try_from(total).map(Constant::Int).map_err(|_| Stop::Unknown)
}

fn gcd(left: u64, right: u64) -> u64 {
    let (mut left, mut right) = (left, right);
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

fn comb(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = by_place(2, 2, args, keywords)?;
    let (from, chosen) = (args.int(0)?, args.int(1)?);
    if from < 0 || chosen < 0 {
        return Err(VALUE_ERROR);
    }
    if chosen > from {
        return Ok(Constant::Int(0));
    }
    let chosen = chosen.min(from - chosen);
    if chosen > 64 {
        return Err(Stop::Unknown);
    }
    let mut result: i128 = 1;
    for step in 1..=i128::from(chosen) {
        result = result.checked_mul(i128::from(from - chosen) + step).ok_or(Stop::Unknown)? / step;
    }
    i64::try_from(result).map(Constant::Int).map_err(|_| Stop::Unknown)
}

/// A function of `operator`.
pub(super) fn operator(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let operator = match name {
        "add" | "concat" => Operator::Add,
        "sub" => Operator::Sub,
        "mul" => Operator::Mult,
        "truediv" => Operator::Div,
        "floordiv" => Operator::FloorDiv,
        "mod" => Operator::Mod,
        "pow" => Operator::Pow,
        "or_" => Operator::BitOr,
        "and_" => Operator::BitAnd,
        "xor" => Operator::BitXor,
        "eq" => Operator::Eq,
        "ne" => Operator::NotEq,
        "lt" => Operator::Lt,
        "le" => Operator::LtE,
        "gt" => Operator::Gt,
        "ge" => Operator::GtE,
        "contains" => {
            let args = by_place(2, 2, args, keywords)?;
            return compare::outcome(Operator::In, args.need(1)?, args.need(0)?).map(Constant::Bool);
        }
        "getitem" => {
            let args = by_place(2, 2, args, keywords)?;
            return sequence::item(args.need(0)?, args.need(1)?);
        }
        "neg" => return unary(Unary::Minus, by_place(1, 1, args, keywords)?.need(0)?).outcome(),
        "not_" => return unary(Unary::Not, by_place(1, 1, args, keywords)?.need(0)?).outcome(),
        "truth" => return builtin::call("bool", args, keywords).outcome(),
        _ => return Err(Stop::Unknown),
    };
    let args = by_place(2, 2, args, keywords)?;
    let (left, right) = (args.need(0)?, args.need(1)?);
    let is_sequence =
        matches!(left, Constant::Str(_) | Constant::Bytes(_) | Constant::List(_) | Constant::Tuple(_));
    if name == "concat" && !is_sequence {
        return Err(TYPE_ERROR);
    }
    match operator {
        Operator::Eq | Operator::NotEq | Operator::Lt | Operator::LtE | Operator::Gt | Operator::GtE => {
            compare::outcome(operator, left, right).map(Constant::Bool)
        }
        _ => operate(operator, left, right),
    }
}
