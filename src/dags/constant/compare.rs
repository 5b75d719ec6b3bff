//! Truth, equality, order, membership and hashing.

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::number::Operator;
use super::{Answer, Budget, Constant, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, container};

/// The most comparisons of bytes of one search.
const MAX_SEARCH: usize = 100_000_000;

/// A comparison of two values: `==`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `not in`, `is`, `is not`.
pub(crate) fn compare(operator: Operator, left: &Constant, right: &Constant) -> Answer {
    outcome(operator, left, right).map(Constant::Bool).into()
}

/// As [`compare`], as a plain truth.
pub(super) fn outcome(operator: Operator, left: &Constant, right: &Constant) -> Outcome<bool> {
    let budget = &mut Budget::new();
    match operator {
        Operator::Eq => equals(left, right, budget),
        Operator::NotEq => Ok(!equals(left, right, budget)?),
        Operator::In => contains(right, left, budget),
        Operator::NotIn => Ok(!contains(right, left, budget)?),
        Operator::Is => same(left, right),
        Operator::IsNot => Ok(!same(left, right)?),
        Operator::Lt | Operator::LtE | Operator::Gt | Operator::GtE => {
            ordered(operator, left, right, false, budget)
        }
        _ => Err(Stop::Unknown),
    }
}

/// `bool(value)`.
pub(crate) fn truth(value: &Constant) -> bool {
    match value {
        Constant::None => false,
        Constant::Bool(value) => *value,
        Constant::Int(value) => *value != 0,
        Constant::Float(value) => *value != 0.0,
        Constant::Str(text) => !text.is_empty(),
        Constant::Bytes(bytes) => !bytes.is_empty(),
        Constant::Tuple(items) | Constant::List(items) | Constant::Set(items) => !items.is_empty(),
        Constant::Dict(pairs) => !pairs.is_empty(),
        Constant::Date(_) | Constant::DateTime(_) => true,
        Constant::TimeDelta(span) => span.microseconds != 0,
    }
}

/// Whether two values are equal in Python's sense: `1 == True == 1.0`. Nothing where that is too long to tell, or hangs
/// on the identity of a NaN inside a container.
pub(crate) fn equal(left: &Constant, right: &Constant) -> Option<bool> {
    equals(left, right, &mut Budget::new()).ok()
}

/// Whether a value can be a key or an element of a set. Nothing where that is too long to tell.
pub(crate) fn hashable(value: &Constant) -> Option<bool> {
    match hash(value, &mut Budget::new()) {
        Ok(_) => Some(true),
        Err(Stop::Raises(_)) => Some(false),
        Err(Stop::Unknown) => None,
    }
}

/// `left is right`, where classes, values or singletons decide.
fn same(left: &Constant, right: &Constant) -> Outcome<bool> {
    match (left, right) {
        (Constant::None, Constant::None) => Ok(true),
        (Constant::Bool(left), Constant::Bool(right)) => Ok(left == right),
        _ if left.class() != right.class() => Ok(false),
        (Constant::Float(left), Constant::Float(right)) if left.to_bits() != right.to_bits() => Ok(false),
        (Constant::Int(left), Constant::Int(right)) if left != right => Ok(false),
        (Constant::Str(left), Constant::Str(right)) if left != right => Ok(false),
        (Constant::Bytes(left), Constant::Bytes(right)) if left != right => Ok(false),
        _ => Err(Stop::Unknown),
    }
}

/// `left == right`.
pub(super) fn equals(left: &Constant, right: &Constant, budget: &mut Budget) -> Outcome<bool> {
    budget.deeper(|budget| match (left, right) {
        (Constant::None, Constant::None) => Ok(true),
        (Constant::Str(left), Constant::Str(right)) => Ok(left == right),
        (Constant::Bytes(left), Constant::Bytes(right)) => Ok(left == right),
        (Constant::Tuple(left), Constant::Tuple(right)) | (Constant::List(left), Constant::List(right)) => {
            Ok(left.len() == right.len() && first_difference(left, right, budget)?.is_none())
        }
        (Constant::Set(left), Constant::Set(right)) => {
            Ok(left.len() == right.len() && is_subset(left, right, budget)?)
        }
        (Constant::Dict(left), Constant::Dict(right)) => {
            if left.len() != right.len() {
                return Ok(false);
            }
            let index = container::Index::of(right.iter().map(|(key, _)| key), budget)?;
            for (key, value) in left.iter() {
                let Some(place) = index.find(key, budget)? else { return Ok(false) };
                if !alike(value, &right[place].1, budget)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Constant::Date(left), Constant::Date(right)) => Ok(left == right),
        (Constant::DateTime(left), Constant::DateTime(right)) => {
            Ok(left.offset.is_some() == right.offset.is_some() && left.instant() == right.instant())
        }
        (Constant::TimeDelta(left), Constant::TimeDelta(right)) => Ok(left == right),
        _ => Ok(numbers(left, right).is_some_and(|order| order == Some(Ordering::Equal))),
    })
}

/// Equality of elements, where one object is equal to itself: a NaN may or may not be the same NaN.
fn alike(left: &Constant, right: &Constant, budget: &mut Budget) -> Outcome<bool> {
    match (left, right) {
        (Constant::Float(left), Constant::Float(right)) if left.is_nan() && right.is_nan() => {
            Err(Stop::Unknown)
        }
        _ => equals(left, right, budget),
    }
}

/// The first place at which two sequences differ, within the shorter.
fn first_difference(left: &[Constant], right: &[Constant], budget: &mut Budget) -> Outcome<Option<usize>> {
    for (place, (left, right)) in left.iter().zip(right).enumerate() {
        if !alike(left, right, budget)? {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// The order of two numbers: nothing if one is no number, `Some(None)` with a NaN.
pub(super) fn numbers(left: &Constant, right: &Constant) -> Option<Option<Ordering>> {
    match (left, right) {
        (Constant::Float(left), Constant::Float(right)) => Some(left.partial_cmp(right)),
        (Constant::Float(left), _) => {
            let right = right.as_int()?;
            Some(int_with_float(right, *left).map(Ordering::reverse))
        }
        (_, Constant::Float(right)) => Some(int_with_float(left.as_int()?, *right)),
        _ => Some(Some(left.as_int()?.cmp(&right.as_int()?))),
    }
}

/// The exact order of an integer and a float.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the whole part of a float within the range of i64 is exact"
)]
fn int_with_float(int: i64, float: f64) -> Option<Ordering> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if float.is_nan() {
        None
    } else if float >= LIMIT {
        Some(Ordering::Less)
    } else if float < -LIMIT {
        Some(Ordering::Greater)
    } else {
        let whole = float.floor();
        let fraction = if float > whole { Ordering::Less } else { Ordering::Equal };
        Some(int.cmp(&(whole as i64)).then(fraction))
    }
}

/// `<`, `<=`, `>` and `>=`. Where the order must be `total`, what has none is unknown: a NaN, and sets.
fn ordered(
    operator: Operator,
    left: &Constant,
    right: &Constant,
    total: bool,
    budget: &mut Budget,
) -> Outcome<bool> {
    budget.deeper(|budget| {
        let order = match (left, right) {
            (Constant::Str(left), Constant::Str(right)) => left.cmp(right),
            (Constant::Bytes(left), Constant::Bytes(right)) => left.cmp(right),
            (Constant::Tuple(left), Constant::Tuple(right))
            | (Constant::List(left), Constant::List(right)) => match first_difference(left, right, budget)? {
                Some(place) => return ordered(operator, &left[place], &right[place], total, budget),
                None => left.len().cmp(&right.len()),
            },
            (Constant::Set(_), Constant::Set(_)) if total => return Err(Stop::Unknown),
            (Constant::Set(left), Constant::Set(right)) => return subset(operator, left, right, budget),
            (Constant::Date(left), Constant::Date(right)) => left.cmp(right),
            (Constant::DateTime(left), Constant::DateTime(right)) => {
                if left.offset.is_some() != right.offset.is_some() {
                    return Err(TYPE_ERROR);
                }
                left.instant().cmp(&right.instant())
            }
            (Constant::TimeDelta(left), Constant::TimeDelta(right)) => left.cmp(right),
            _ => match numbers(left, right).ok_or(TYPE_ERROR)? {
                Some(order) => order,
                None if total => return Err(Stop::Unknown),
                None => return Ok(false),
            },
        };
        Ok(match operator {
            Operator::Lt => order.is_lt(),
            Operator::LtE => order.is_le(),
            Operator::Gt => order.is_gt(),
            _ => order.is_ge(),
        })
    })
}

/// `left < right`, as `sorted`, `min` and `max` ask.
pub(super) fn less(left: &Constant, right: &Constant, budget: &mut Budget) -> Outcome<bool> {
    ordered(Operator::Lt, left, right, true, budget)
}

/// The order of sets is that of parts and wholes.
fn subset(operator: Operator, left: &[Constant], right: &[Constant], budget: &mut Budget) -> Outcome<bool> {
    match operator {
        Operator::Lt => Ok(left.len() < right.len() && is_subset(left, right, budget)?),
        Operator::LtE => is_subset(left, right, budget),
        Operator::Gt => Ok(right.len() < left.len() && is_subset(right, left, budget)?),
        _ => is_subset(right, left, budget),
    }
}

/// Whether every element of the left set is in the right one.
pub(super) fn is_subset(left: &[Constant], right: &[Constant], budget: &mut Budget) -> Outcome<bool> {
    let index = container::Index::of(right.iter(), budget)?;
    for item in left {
        if index.find(item, budget)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `item in whole`.
fn contains(whole: &Constant, item: &Constant, budget: &mut Budget) -> Outcome<bool> {
    match whole {
        Constant::Str(text) => Ok(text.contains(item.as_str().ok_or(TYPE_ERROR)?)),
        Constant::Bytes(bytes) => match item {
            Constant::Bytes(part) if bytes.len().saturating_mul(part.len()) > MAX_SEARCH => {
                Err(Stop::Unknown)
            }
            Constant::Bytes(part) => {
                Ok(part.is_empty() || bytes.windows(part.len()).any(|window| window == &**part))
            }
            _ => {
                let byte = u8::try_from(item.as_int().ok_or(TYPE_ERROR)?).map_err(|_| VALUE_ERROR)?;
                Ok(bytes.contains(&byte))
            }
        },
        Constant::List(items) | Constant::Tuple(items) => {
            for known in items.iter() {
                if alike(known, item, budget)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        // A set is looked up as its frozen twin.
        Constant::Set(_) if matches!(item, Constant::Set(_)) => Err(Stop::Unknown),
        Constant::Set(items) => find(items.iter(), item, budget),
        Constant::Dict(pairs) => find(pairs.iter().map(|(key, _)| key), item, budget),
        _ => Err(TYPE_ERROR),
    }
}

/// Whether a key is among these.
fn find<'a>(keys: impl Iterator<Item = &'a Constant>, key: &Constant, budget: &mut Budget) -> Outcome<bool> {
    hash(key, budget)?;
    for known in keys {
        if alike(known, key, budget)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A number that equal values share. Raises `TypeError` for what Python cannot hash.
pub(super) fn hash(value: &Constant, budget: &mut Budget) -> Outcome<u64> {
    let mut state = DefaultHasher::new();
    feed(value, &mut state, budget)?;
    Ok(state.finish())
}

fn feed(value: &Constant, state: &mut DefaultHasher, budget: &mut Budget) -> Outcome<()> {
    budget.deeper(|budget| {
        match value {
            Constant::None => 0u8.hash(state),
            Constant::Bool(value) => i64::from(*value).hash(state),
            Constant::Int(value) => value.hash(state),
            Constant::Float(value) => feed_float(*value, state),
            Constant::Str(text) => text.hash(state),
            Constant::Bytes(bytes) => (1u8, Rc::clone(bytes)).hash(state),
            Constant::Tuple(items) => {
                items.len().hash(state);
                for item in items.iter() {
                    feed(item, state, budget)?;
                }
            }
            Constant::Date(date) => date.hash(state),
            Constant::DateTime(moment) => moment.instant().hash(state),
            Constant::TimeDelta(span) => span.hash(state),
            Constant::List(_) | Constant::Set(_) | Constant::Dict(_) => return Err(TYPE_ERROR),
        }
        Ok(())
    })
}

/// A float that is a whole number hashes as that integer.
#[expect(clippy::cast_possible_truncation, reason = "only a float that is the integer is cast")]
fn feed_float(value: f64, state: &mut DefaultHasher) {
    let whole = value as i64;
    if numbers(&Constant::Int(whole), &Constant::Float(value)) == Some(Some(Ordering::Equal)) {
        whole.hash(state);
    } else {
        value.to_bits().hash(state);
    }
}
