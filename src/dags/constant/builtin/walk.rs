//! `range`, `enumerate`, `zip` and `reversed`, as lists.

use super::super::arguments::{bind, by_place};
use super::super::{Constant, MAX_ITEMS, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, few, sequence};

/// `range(...)`.
pub(super) fn range(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = by_place(1, 3, args, keywords)?;
    let (start, stop) = match args.get(1) {
        None => (0, args.int(0)?),
        Some(_) => (args.int(0)?, args.int(1)?),
    };
    let step = args.int_or(2, 1)?;
    if step == 0 {
        return Err(VALUE_ERROR);
    }
    // A range that is too long costs nothing.
    let length = (i128::from(stop) - i128::from(start)) / i128::from(step);
    few(usize::try_from(length.max(0)).unwrap_or(usize::MAX))?;
    let mut items = Vec::new();
    let mut next = Some(start);
    while let Some(value) = next.filter(|value| if step > 0 { *value < stop } else { *value > stop }) {
        few(items.len() + 1)?;
        items.push(Constant::Int(value));
        next = value.checked_add(step);
    }
    Ok(Constant::list(items))
}

/// `enumerate(...)`.
pub(super) fn enumerate(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = bind(&["iterable", "start"], 1, args, keywords)?;
    let start = args.int_or(1, 0)?;
    let mut pairs = Vec::new();
    for (place, item) in sequence::elements(args.need(0)?)?.into_iter().enumerate() {
        let number =
            i64::try_from(place).ok().and_then(|place| start.checked_add(place)).ok_or(Stop::Unknown)?;
        pairs.push(Constant::tuple(vec![Constant::Int(number), item]));
    }
    Ok(Constant::list(pairs))
}

/// `zip(...)`.
pub(super) fn zip(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match keywords {
        [] => {}
        // Since 3.10.
        [("strict", _)] => return Err(Stop::Unknown),
        _ => return Err(TYPE_ERROR),
    }
    let mut columns = Vec::new();
    for arg in args {
        columns.push(sequence::elements(arg)?);
    }
    let length = columns.iter().map(Vec::len).min().unwrap_or(0);
    if length.saturating_mul(columns.len()) > MAX_ITEMS * 10 {
        return Err(Stop::Unknown);
    }
    let row = |place: usize| {
        Constant::tuple(columns.iter().filter_map(|column| column.get(place)).cloned().collect())
    };
    Ok(Constant::list((0..length).map(row).collect()))
}

/// `reversed(...)`.
pub(super) fn reversed(whole: &Constant) -> Outcome {
    if matches!(whole, Constant::Set(_)) {
        return Err(TYPE_ERROR);
    }
    let mut items = sequence::elements(whole)?;
    items.reverse();
    Ok(Constant::list(items))
}
