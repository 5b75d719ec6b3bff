//! Sums, differences and multiples.

use super::super::number::Operator;
use super::super::{Constant, OVERFLOW_ERROR, Outcome, Stop, TYPE_ERROR, ZERO_DIVISION};
use super::{DAY, Date, DateTime, TimeDelta};

/// The most of a time span, either way: `timedelta.max` in days, and one day more is too much.
const MOST_DAYS: i128 = 999_999_999;

/// A time span, or `OverflowError`.
pub(super) fn span(microseconds: i128) -> Outcome {
    let days = microseconds.div_euclid(DAY);
    if (-MOST_DAYS..=MOST_DAYS).contains(&days) {
        Ok(Constant::TimeDelta(TimeDelta { microseconds }))
    } else {
        Err(OVERFLOW_ERROR)
    }
}

/// `+span` or `-span`.
pub(in super::super) fn signed(value: TimeDelta, is_minus: bool) -> Outcome {
    span(if is_minus { -value.microseconds } else { value.microseconds })
}

/// An operator of which at least one operand is a date, a moment or a time span.
pub(in super::super) fn operate(operator: Operator, left: &Constant, right: &Constant) -> Outcome {
    use Constant::{Date as Day, DateTime as Moment, TimeDelta as Span};
    match (operator, left, right) {
        (Operator::Add, Day(date), Span(by)) | (Operator::Add, Span(by), Day(date)) => {
            shift_date(*date, by.parts().0)
        }
        (Operator::Sub, Day(date), Span(by)) => shift_date(*date, -by.parts().0),
        (Operator::Sub, Day(left), Day(right)) => span(i128::from(left.ordinal() - right.ordinal()) * DAY),
        (Operator::Add, Moment(moment), Span(by)) | (Operator::Add, Span(by), Moment(moment)) => {
            shift(*moment, by.microseconds)
        }
        (Operator::Sub, Moment(moment), Span(by)) => shift(*moment, -by.microseconds),
        (Operator::Sub, Moment(left), Moment(right)) => {
            if left.offset.is_some() != right.offset.is_some() {
                return Err(TYPE_ERROR);
            }
            span(left.instant() - right.instant())
        }
        (Operator::Add, Span(left), Span(right)) => span(left.microseconds + right.microseconds),
        (Operator::Sub, Span(left), Span(right)) => span(left.microseconds - right.microseconds),
        (Operator::Mult, Span(by), times) | (Operator::Mult, times, Span(by)) => multiple(*by, times),
        (Operator::Div | Operator::FloorDiv, Span(by), _) => quotient(operator, *by, right),
        (Operator::Mod, Span(left), Span(right)) => {
            span(floor(left.microseconds, right.microseconds).map(|(_, rest)| rest)?)
        }
        _ => Err(TYPE_ERROR),
    }
}

fn shift_date(date: Date, days: i128) -> Outcome {
    let ordinal = i64::try_from(i128::from(date.ordinal()) + days).map_err(|_| OVERFLOW_ERROR)?;
    Date::from_ordinal(ordinal).map(Constant::Date).ok_or(OVERFLOW_ERROR)
}

fn shift(moment: DateTime, microseconds: i128) -> Outcome {
    DateTime::from_clock(moment.clock() + microseconds, moment.offset)
        .map(Constant::DateTime)
        .ok_or(OVERFLOW_ERROR)
}

fn multiple(by: TimeDelta, times: &Constant) -> Outcome {
    match times {
        Constant::Float(_) => Err(Stop::Unknown),
        _ => {
            let times = i128::from(times.as_int().ok_or(TYPE_ERROR)?);
            span(by.microseconds.checked_mul(times).ok_or(OVERFLOW_ERROR)?)
        }
    }
}

/// `//` and `/` of a time span: by a time span a number, by an integer a time span.
#[expect(clippy::cast_precision_loss, reason = "only integers that floats hold exactly")]
fn quotient(operator: Operator, by: TimeDelta, divisor: &Constant) -> Outcome {
    const EXACT: i128 = 1 << 53;
    match (operator, divisor) {
        (Operator::FloorDiv, Constant::TimeDelta(divisor)) => {
            let (quotient, _) = floor(by.microseconds, divisor.microseconds)?;
            i64::try_from(quotient).map(Constant::Int).map_err(|_| Stop::Unknown)
        }
        (_, Constant::TimeDelta(divisor)) => {
            let (left, right) = (by.microseconds, divisor.microseconds);
            if right == 0 {
                return Err(ZERO_DIVISION);
            }
            if left.abs() > EXACT || right.abs() > EXACT {
                return Err(Stop::Unknown);
            }
            Ok(Constant::Float(left as f64 / right as f64))
        }
        (Operator::FloorDiv, Constant::Float(_)) => Err(TYPE_ERROR),
        (_, Constant::Float(_)) => Err(Stop::Unknown),
        _ => {
            let divisor = i128::from(divisor.as_int().ok_or(TYPE_ERROR)?);
            let (quotient, rest) = floor(by.microseconds, divisor)?;
            if operator == Operator::FloorDiv {
                return span(quotient);
            }
            // To the nearest, and to even from the middle (`_div_and_round`).
            let twice = (rest * 2).abs().cmp(&divisor.abs());
            let is_up = twice.is_gt() || (twice.is_eq() && quotient % 2 != 0);
            span(if is_up { quotient + 1 } else { quotient })
        }
    }
}

/// The quotient rounded down, and the rest.
fn floor(left: i128, right: i128) -> Outcome<(i128, i128)> {
    if right == 0 {
        return Err(ZERO_DIVISION);
    }
    let (quotient, rest) = (left / right, left % right);
    Ok(if rest != 0 && ((rest < 0) != (right < 0)) { (quotient - 1, rest + right) } else { (quotient, rest) })
}
