//! `min`, `max`, `sum` and `sorted`.

use super::super::arguments::{bind_within, by_place};
use super::super::compare::less;
use super::super::number::{Operator, as_float, operate};
use super::super::{Budget, Constant, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, sequence};

/// `min(...)` and `max(...)`.
pub(super) fn extreme(is_max: bool, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let mut default = None;
    for (name, value) in keywords {
        match (*name, value) {
            ("key", Constant::None) => {}
            ("key", _) => return Err(Stop::Unknown),
            ("default", _) => default = Some(value.clone()),
            _ => return Err(TYPE_ERROR),
        }
    }
    let items = match args {
        [] => return Err(TYPE_ERROR),
        [whole] => sequence::any_order(whole)?,
        _ if default.is_some() => return Err(TYPE_ERROR),
        _ => args.to_vec(),
    };
    let budget = &mut Budget::new();
    let mut items = items.into_iter();
    let Some(mut best) = items.next() else { return default.ok_or(VALUE_ERROR) };
    for item in items {
        let is_better = if is_max { less(&best, &item, budget)? } else { less(&item, &best, budget)? };
        if is_better {
            best = item;
        }
    }
    Ok(best)
}

/// `sorted(...)`.
pub(super) fn sorted(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let named = bind_within(&["iterable", "key", "reverse"], 1, 1, 1, args, keywords)?;
    if !matches!(named.get(1), None | Some(Constant::None)) {
        return Err(Stop::Unknown);
    }
    if !matches!(named.get(2), None | Some(Constant::Bool(_) | Constant::Int(_))) {
        return Err(Stop::Unknown);
    }
    let items = sequence::any_order(named.need(0)?)?;
    sort(items, named.truth_or(2, false)).map(Constant::list)
}

/// These in order; equals keep their order, also when it is reversed.
pub(in super::super) fn sort(mut items: Vec<Constant>, is_reversed: bool) -> Outcome<Vec<Constant>> {
    let budget = &mut Budget::new();
    if is_reversed {
        items.reverse();
    }
    let mut sorted = merge_sort(&items, budget)?;
    if is_reversed {
        sorted.reverse();
    }
    Ok(sorted)
}

fn merge_sort(items: &[Constant], budget: &mut Budget) -> Outcome<Vec<Constant>> {
    if items.len() < 2 {
        return Ok(items.to_vec());
    }
    let (left, right) = items.split_at(items.len() / 2);
    let (left, right) = (merge_sort(left, budget)?, merge_sort(right, budget)?);
    let mut merged = Vec::with_capacity(items.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(first), Some(second)) if less(second, first, budget)? => right.next(),
            (Some(_), _) => left.next(),
            (None, _) => right.next(),
        };
        match next {
            Some(item) => merged.push(item),
            None => return Ok(merged),
        }
    }
}

/// `sum(...)`.
pub(super) fn sum(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = match keywords {
        [] => by_place(1, 2, args, keywords)?,
        _ => bind_within(&["iterable", "start"], 1, 2, 1, args, keywords)?,
    };
    let start = args.get(1).cloned().unwrap_or(Constant::Int(0));
    if matches!(start, Constant::Str(_) | Constant::Bytes(_)) {
        return Err(TYPE_ERROR);
    }
    let whole = args.need(0)?;
    let items = sequence::any_order(whole)?;
    // The order decides how floats round.
    if matches!(whole, Constant::Set(_)) && items.iter().any(|item| matches!(item, Constant::Float(_))) {
        return Err(Stop::Unknown);
    }
    add_up(start, &items)
}

/// `start` and all of these.
pub(in super::super) fn add_up(start: Constant, items: &[Constant]) -> Outcome {
    let is_float = |item: &Constant| matches!(item, Constant::Float(_));
    let numbers: Option<Vec<f64>> = items.iter().map(as_float).collect();
    if let Some(numbers) = numbers.filter(|_| is_float(&start) || items.iter().any(is_float)) {
        return float_sum(&start, &numbers, items);
    }
    let budget = &mut Budget::new();
    let mut total = start;
    for item in items {
        let size = match &total {
            Constant::List(items) | Constant::Tuple(items) => items.len(),
            _ => 0,
        };
        for _ in 0..=size {
            budget.visit()?;
        }
        total = operate(Operator::Add, &total, item)?;
    }
    Ok(total)
}

/// A sum of floats where both ways of adding agree: one by one, and with Neumaier's correction, as since 3.12.
fn float_sum(start: &Constant, numbers: &[f64], items: &[Constant]) -> Outcome {
    let start = as_float(start).ok_or(TYPE_ERROR)?;
    // Integers at the beginning are added as integers.
    let exact = numbers
        .iter()
        .zip(items)
        .all(|(number, item)| matches!(item, Constant::Float(_)) || number.abs() < 9_007_199_254_740_992.0);
    let (mut plain, mut correction) = (start, 0.0);
    for number in numbers {
        let next = plain + number;
        correction +=
            if plain.abs() >= number.abs() { (plain - next) + number } else { (number - next) + plain };
        plain = next;
    }
    if exact && plain.is_finite() && plain + correction == plain {
        Ok(Constant::Float(plain))
    } else {
        Err(Stop::Unknown)
    }
}
