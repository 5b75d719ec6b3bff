//! The operators of arithmetic, on every class that has them.

use super::{
    Answer, Constant, MAX_TEXT, OVERFLOW_ERROR, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, ZERO_DIVISION,
    arguments, bounded, container, few, format, moment,
};

/// An operator of two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mult,
    /// `/`
    Div,
    /// `//`
    FloorDiv,
    /// `%`
    Mod,
    /// `**`
    Pow,
    /// `|`
    BitOr,
    /// `&`
    BitAnd,
    /// `^`
    BitXor,
    /// `<<`
    LShift,
    /// `>>`
    RShift,
    /// `==`
    Eq,
    /// `!=`
    NotEq,
    /// `<`
    Lt,
    /// `<=`
    LtE,
    /// `>`
    Gt,
    /// `>=`
    GtE,
    /// `in`
    In,
    /// `not in`
    NotIn,
    /// `is`
    Is,
    /// `is not`
    IsNot,
}

/// An operator of one operand: `not`, `-`, `+`, `~`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unary {
    /// `not`
    Not,
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// `~`
    Invert,
}

/// `left operator right`; comparisons go to [`super::compare::compare`].
pub(crate) fn binary(operator: Operator, left: &Constant, right: &Constant) -> Answer {
    operate(operator, left, right).into()
}

/// `operator operand`.
pub(crate) fn unary(operator: Unary, operand: &Constant) -> Answer {
    let result = match (operator, operand) {
        (Unary::Not, _) => Ok(Constant::Bool(!super::truth(operand))),
        (Unary::Minus, Constant::Float(value)) => Ok(Constant::Float(-value)),
        (Unary::Plus, Constant::Float(_)) => Ok(operand.clone()),
        (Unary::Minus | Unary::Plus, Constant::TimeDelta(span)) => {
            moment::signed(*span, operator == Unary::Minus)
        }
        // Deprecated since 3.12.
        (Unary::Invert, Constant::Bool(_)) => Err(Stop::Unknown),
        _ => operand.as_int().ok_or(TYPE_ERROR).and_then(|value| match operator {
            Unary::Minus => integer(value.checked_neg()),
            Unary::Invert => Ok(Constant::Int(!value)),
            _ => Ok(Constant::Int(value)),
        }),
    };
    result.into()
}

/// As [`binary`].
pub(super) fn operate(operator: Operator, left: &Constant, right: &Constant) -> Outcome {
    use Operator::{Add, BitAnd, BitOr, BitXor, Mod, Mult, Sub};
    match (operator, left, right) {
        (Mod, Constant::Str(template), _) => format::percent(template, right).outcome(),
        (Mod, Constant::Bytes(_), _) => Err(Stop::Unknown),
        (Add, Constant::Str(left), Constant::Str(right)) => {
            if left.len() + right.len() > MAX_TEXT {
                return Err(Stop::Unknown);
            }
            bounded(format!("{left}{right}"))
        }
        (Add, Constant::Bytes(left), Constant::Bytes(right)) => {
            if left.len() + right.len() > MAX_TEXT {
                return Err(Stop::Unknown);
            }
            Ok(Constant::Bytes([&**left, &**right].concat().into()))
        }
        (Add, Constant::List(left), Constant::List(right)) => {
            few(left.len() + right.len())?;
            Ok(Constant::List([&**left, &**right].concat().into()))
        }
        (Add, Constant::Tuple(left), Constant::Tuple(right)) => {
            few(left.len() + right.len())?;
            Ok(Constant::Tuple([&**left, &**right].concat().into()))
        }
        (
            Mult,
            Constant::Str(_) | Constant::Bytes(_) | Constant::List(_) | Constant::Tuple(_),
            Constant::Int(_) | Constant::Bool(_),
        ) => repeat(left, right),
        (
            Mult,
            Constant::Int(_) | Constant::Bool(_),
            Constant::Str(_) | Constant::Bytes(_) | Constant::List(_) | Constant::Tuple(_),
        ) => repeat(right, left),
        (BitOr, Constant::Dict(left), Constant::Dict(right)) => {
            container::dict(left.iter().chain(right.iter()).cloned())
        }
        (BitOr, Constant::Set(left), Constant::Set(right)) => container::combine('|', left, right),
        (BitAnd, Constant::Set(left), Constant::Set(right)) => container::combine('&', left, right),
        (BitXor, Constant::Set(left), Constant::Set(right)) => container::combine('^', left, right),
        (Sub, Constant::Set(left), Constant::Set(right)) => container::combine('-', left, right),
        (_, Constant::Date(_) | Constant::DateTime(_) | Constant::TimeDelta(_), _)
        | (_, _, Constant::Date(_) | Constant::DateTime(_) | Constant::TimeDelta(_)) => {
            moment::operate(operator, left, right)
        }
        _ => arithmetic(operator, left, right),
    }
}

impl Answer {
    /// The answer as `?` carries it.
    pub(super) fn outcome(self) -> Outcome {
        match self {
            Answer::Known(constant) => Ok(constant),
            Answer::Raises(class) => Err(Stop::Raises(class)),
            Answer::Unknown => Err(Stop::Unknown),
        }
    }
}

/// A sequence, several times over.
fn repeat(whole: &Constant, times: &Constant) -> Outcome {
    let times = usize::try_from(times.as_int().ok_or(TYPE_ERROR)?.max(0)).map_err(|_| Stop::Unknown)?;
    let fits = |length: usize, most: usize| match length.checked_mul(times) {
        Some(total) if total <= most => Ok(()),
        _ => Err(Stop::Unknown),
    };
    match whole {
        Constant::Str(text) => {
            fits(text.len(), MAX_TEXT)?;
            bounded(text.repeat(if text.is_empty() { 0 } else { times }))
        }
        Constant::Bytes(bytes) => {
            fits(bytes.len(), MAX_TEXT)?;
            Ok(Constant::Bytes(bytes.repeat(if bytes.is_empty() { 0 } else { times }).into()))
        }
        Constant::List(items) | Constant::Tuple(items) => {
            fits(items.len(), super::MAX_ITEMS)?;
            let all: Vec<Constant> =
                items.iter().cycle().take(items.len().saturating_mul(times)).cloned().collect();
            Ok(if matches!(whole, Constant::List(_)) { Constant::list(all) } else { Constant::tuple(all) })
        }
        _ => Err(TYPE_ERROR),
    }
}

/// Numbers with numbers.
fn arithmetic(operator: Operator, left: &Constant, right: &Constant) -> Outcome {
    if let (Constant::Bool(left), Constant::Bool(right)) = (left, right) {
        match operator {
            Operator::BitOr => return Ok(Constant::Bool(left | right)),
            Operator::BitAnd => return Ok(Constant::Bool(left & right)),
            Operator::BitXor => return Ok(Constant::Bool(left ^ right)),
            _ => {}
        }
    }
    if let (Some(left), Some(right)) = (left.as_int(), right.as_int()) {
        return integers(operator, left, right);
    }
    floats(operator, as_float(left).ok_or(TYPE_ERROR)?, as_float(right).ok_or(TYPE_ERROR)?)
}

/// A number as a float, rounded as Python rounds.
#[expect(clippy::cast_precision_loss, reason = "Python rounds to the nearest float as well")]
pub(super) fn as_float(value: &Constant) -> Option<f64> {
    match value {
        Constant::Float(value) => Some(*value),
        _ => value.as_int().map(|value| value as f64),
    }
}

fn integer(value: Option<i64>) -> Outcome {
    value.map(Constant::Int).ok_or(Stop::Unknown)
}

fn integers(operator: Operator, left: i64, right: i64) -> Outcome {
    match operator {
        Operator::Add => integer(left.checked_add(right)),
        Operator::Sub => integer(left.checked_sub(right)),
        Operator::Mult => integer(left.checked_mul(right)),
        Operator::Div => true_division(left, right),
        Operator::FloorDiv | Operator::Mod if right == 0 => Err(ZERO_DIVISION),
        Operator::FloorDiv => integer(floor_division(left, right)),
        Operator::Mod => Ok(Constant::Int(modulo(left, right))),
        Operator::Pow => power(left, right),
        Operator::BitOr => Ok(Constant::Int(left | right)),
        Operator::BitAnd => Ok(Constant::Int(left & right)),
        Operator::BitXor => Ok(Constant::Int(left ^ right)),
        Operator::LShift | Operator::RShift if right < 0 => Err(VALUE_ERROR),
        Operator::LShift if left == 0 => Ok(Constant::Int(0)),
        Operator::LShift => {
            let factor = u32::try_from(right).ok().filter(|bits| *bits < 63).map(|bits| 1i64 << bits);
            integer(factor.and_then(|factor| left.checked_mul(factor)))
        }
        Operator::RShift => Ok(Constant::Int(left >> right.min(63))),
        _ => Err(Stop::Unknown),
    }
}

/// `left // right`, rounded down.
pub(super) fn floor_division(left: i64, right: i64) -> Option<i64> {
    let quotient = left.checked_div(right)?;
    let is_down = left % right != 0 && ((left < 0) != (right < 0));
    Some(if is_down { quotient - 1 } else { quotient })
}

/// `left % right`, with the sign of the divisor, which is not 0.
pub(super) fn modulo(left: i64, right: i64) -> i64 {
    let rest = left.wrapping_rem(right);
    if rest != 0 && ((rest < 0) != (right < 0)) { rest + right } else { rest }
}

/// `left / right`: exact where both are exact floats, so that one rounding is left.
#[expect(clippy::cast_precision_loss, reason = "only integers that floats hold exactly")]
fn true_division(left: i64, right: i64) -> Outcome {
    const EXACT: i64 = 1 << 53;
    if right == 0 {
        return Err(ZERO_DIVISION);
    }
    if !(-EXACT..=EXACT).contains(&left) || !(-EXACT..=EXACT).contains(&right) {
        return Err(Stop::Unknown);
    }
    Ok(Constant::Float(left as f64 / right as f64))
}

fn power(left: i64, right: i64) -> Outcome {
    if right < 0 {
        return floats(
            Operator::Pow,
            as_float(&Constant::Int(left)).ok_or(TYPE_ERROR)?,
            as_float(&Constant::Int(right)).ok_or(TYPE_ERROR)?,
        );
    }
    match left {
        0 | 1 if right > 0 => Ok(Constant::Int(left)),
        -1 => Ok(Constant::Int(if right % 2 == 0 { 1 } else { -1 })),
        _ => integer(u32::try_from(right).ok().and_then(|right| left.checked_pow(right))),
    }
}

fn floats(operator: Operator, left: f64, right: f64) -> Outcome {
    match operator {
        Operator::Add => Ok(Constant::Float(left + right)),
        Operator::Sub => Ok(Constant::Float(left - right)),
        Operator::Mult => Ok(Constant::Float(left * right)),
        Operator::Div | Operator::FloorDiv | Operator::Mod if right == 0.0 => Err(ZERO_DIVISION),
        Operator::Div => Ok(Constant::Float(left / right)),
        Operator::FloorDiv => Ok(Constant::Float(float_divmod(left, right).0)),
        Operator::Mod => Ok(Constant::Float(float_divmod(left, right).1)),
        Operator::Pow => float_power(left, right),
        _ => Err(TYPE_ERROR),
    }
}

/// `divmod(left, right)`, step by step as CPython's `_float_div_mod` does it; the divisor is not 0.
pub(super) fn float_divmod(left: f64, right: f64) -> (f64, f64) {
    let mut rest = left % right;
    let mut quotient = (left - rest) / right;
    if rest == 0.0 {
        rest = 0f64.copysign(right);
    } else if (right < 0.0) != (rest < 0.0) {
        rest += right;
        quotient -= 1.0;
    }
    let whole = if quotient == 0.0 {
        0f64.copysign(left / right)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    };
    (whole, rest)
}

/// `left ** right`. The last digit of a power is the C library's: only powers that are exact are told.
fn float_power(left: f64, right: f64) -> Outcome {
    if right == 0.0 || left == 1.0 {
        return Ok(Constant::Float(1.0));
    }
    if left == 0.0 && right < 0.0 {
        return Err(ZERO_DIVISION);
    }
    if right == 1.0 {
        return Ok(Constant::Float(left));
    }
    if !left.is_finite() || !right.is_finite() || (left < 0.0 && right.fract() != 0.0) {
        return Err(Stop::Unknown);
    }
    if left == 0.0 {
        let is_odd = right.fract() == 0.0 && (right % 2.0).abs() == 1.0;
        return Ok(Constant::Float(if is_odd { left } else { 0.0 }));
    }
    if right == -1.0 {
        return Ok(Constant::Float(1.0 / left));
    }
    exact_power(left, right).map(Constant::Float).ok_or(Stop::Unknown)
}

/// A power of a whole number that a float holds exactly, or one rounding away from one.
fn exact_power(left: f64, right: f64) -> Option<f64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if left.fract() != 0.0 || right.fract() != 0.0 || right.abs() > 64.0 {
        return None;
    }
    let mut power = 1.0f64;
    let mut left_over = right.abs();
    while left_over > 0.0 {
        power *= left;
        left_over -= 1.0;
        if power.abs() > EXACT {
            return None;
        }
    }
    Some(if right < 0.0 { 1.0 / power } else { power })
}

/// A method of a number.
pub(super) fn method(
    receiver: &Constant,
    name: &str,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Outcome {
    match (receiver, name) {
        (Constant::Float(value), "is_integer") => {
            arguments::by_place(0, 0, args, keywords)?;
            Ok(Constant::Bool(value.is_finite() && value.fract() == 0.0))
        }
        (_, "conjugate") => {
            arguments::by_place(0, 0, args, keywords)?;
            Ok(receiver.as_int().map_or_else(|| receiver.clone(), Constant::Int))
        }
        (Constant::Int(_) | Constant::Bool(_), "bit_length") => {
            arguments::by_place(0, 0, args, keywords)?;
            let magnitude = receiver.as_int().ok_or(TYPE_ERROR)?.unsigned_abs();
            Ok(Constant::Int(i64::from(u64::BITS - magnitude.leading_zeros())))
        }
        _ => Err(Stop::Unknown),
    }
}

/// An attribute of a number.
pub(super) fn attribute(receiver: &Constant, name: &str) -> Outcome {
    match (receiver, name) {
        (_, "real") => Ok(receiver.as_int().map_or_else(|| receiver.clone(), Constant::Int)),
        (Constant::Float(_), "imag") => Ok(Constant::Float(0.0)),
        (_, "imag") => Ok(Constant::Int(0)),
        (Constant::Int(_) | Constant::Bool(_), "numerator") => {
            receiver.as_int().map(Constant::Int).ok_or(TYPE_ERROR)
        }
        (Constant::Int(_) | Constant::Bool(_), "denominator") => Ok(Constant::Int(1)),
        _ => Err(Stop::Unknown),
    }
}

/// A float that an operation gave: where Python refuses to overflow.
pub(super) fn finite(value: f64) -> Outcome {
    if value.is_finite() { Ok(Constant::Float(value)) } else { Err(OVERFLOW_ERROR) }
}
