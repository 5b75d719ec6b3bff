//! `itertools`, as lists.

use super::super::arguments::{bind, bind_within, by_place};
use super::super::number::{Operator, operate};
use super::super::{Constant, MAX_ITEMS, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, few, sequence, truth};

/// A function of `itertools`.
pub(super) fn call(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match name {
        "chain" => chain(args, keywords),
        "chain.from_iterable" => {
            let args = by_place(1, 1, args, keywords)?;
            chain(&sequence::elements(args.need(0)?)?, &[])
        }
        "product" => product(args, keywords),
        "repeat" => {
            let args = bind(&["object", "times"], 1, args, keywords)?;
            // Without a number it never ends.
            let times =
                usize::try_from(args.get(1).ok_or(Stop::Unknown)?.as_int().ok_or(TYPE_ERROR)?).unwrap_or(0);
            few(times)?;
            Ok(Constant::list(vec![args.need(0)?.clone(); times]))
        }
        "zip_longest" => zip_longest(args, keywords),
        "permutations" | "combinations" | "combinations_with_replacement" => choose(name, args, keywords),
        "islice" => islice(&by_place(2, 4, args, keywords)?),
        "accumulate" => accumulate(args, keywords),
        "compress" => {
            let args = bind(&["data", "selectors"], 2, args, keywords)?;
            let (data, selectors) = (sequence::elements(args.need(0)?)?, sequence::elements(args.need(1)?)?);
            Ok(Constant::list(
                data.into_iter()
                    .zip(selectors)
                    .filter(|(_, selector)| truth(selector))
                    .map(|(item, _)| item)
                    .collect(),
            ))
        }
        _ => Err(Stop::Unknown),
    }
}

fn chain(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    if !keywords.is_empty() {
        return Err(TYPE_ERROR);
    }
    let mut all = Vec::new();
    for arg in args {
        all.extend(sequence::elements(arg)?);
        few(all.len())?;
    }
    Ok(Constant::list(all))
}

fn product(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let repeat = match keywords {
        [] => 1,
        [("repeat", times)] => usize::try_from(times.as_int().ok_or(TYPE_ERROR)?).map_err(|_| VALUE_ERROR)?,
        _ => return Err(TYPE_ERROR),
    };
    let mut columns = Vec::new();
    for arg in args {
        columns.push(sequence::elements(arg)?);
    }
    if columns.len().saturating_mul(repeat) > 100 {
        return Err(Stop::Unknown);
    }
    let mut rows: Vec<Vec<Constant>> = vec![Vec::new()];
    for column in columns.iter().cycle().take(columns.len() * repeat) {
        few(rows.len().saturating_mul(column.len()))?;
        rows = rows
            .iter()
            .flat_map(|row| column.iter().map(|item| row.iter().chain([item]).cloned().collect()))
            .collect();
    }
    Ok(Constant::list(rows.into_iter().map(Constant::tuple).collect()))
}

fn zip_longest(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let fill = match keywords {
        [] => Constant::None,
        [("fillvalue", fill)] => fill.clone(),
        _ => return Err(TYPE_ERROR),
    };
    let mut columns = Vec::new();
    for arg in args {
        columns.push(sequence::elements(arg)?);
    }
    let length = columns.iter().map(Vec::len).max().unwrap_or(0);
    if length.saturating_mul(columns.len()) > MAX_ITEMS * 10 {
        return Err(Stop::Unknown);
    }
    let row =
        |place: usize| columns.iter().map(|column| column.get(place).unwrap_or(&fill).clone()).collect();
    Ok(Constant::list((0..length).map(|place| Constant::tuple(row(place))).collect()))
}

/// Permutations and combinations, in the order of places.
fn choose(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let required = if name == "permutations" { 1 } else { 2 };
    let args = bind(&["iterable", "r"], required, args, keywords)?;
    let items = sequence::elements(args.need(0)?)?;
    let size = match args.get(1) {
        None | Some(Constant::None) if required == 1 => items.len(),
        Some(value) => usize::try_from(value.as_int().ok_or(TYPE_ERROR)?).map_err(|_| VALUE_ERROR)?,
        None => return Err(TYPE_ERROR),
    };
    if size > 20 && size <= items.len() {
        return Err(Stop::Unknown);
    }
    let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
    let may_repeat = name == "combinations_with_replacement";
    if size > items.len() && (!may_repeat || items.is_empty()) {
        return Ok(Constant::list(Vec::new()));
    }
    if size > 20 {
        return Err(Stop::Unknown);
    }
    for _ in 0..size {
        let mut longer = Vec::new();
        for row in &rows {
            let first = match (name, row.last()) {
                ("permutations", _) | (_, None) => 0,
                (_, Some(last)) => last + usize::from(!may_repeat),
            };
            for place in first..items.len() {
                if name == "permutations" && row.contains(&place) {
                    continue;
                }
                few(longer.len() + 1)?;
                longer.push(row.iter().copied().chain([place]).collect());
            }
        }
        rows = longer;
    }
    let pick = |row: Vec<usize>| row.iter().filter_map(|place| items.get(*place)).cloned().collect();
    Ok(Constant::list(rows.into_iter().map(|row| Constant::tuple(pick(row))).collect()))
}

fn islice(args: &super::super::arguments::Arguments) -> Outcome {
    let items = sequence::elements(args.need(0)?)?;
    let bound = |place: usize, default: usize| match args.get(place) {
        None | Some(Constant::None) => Ok(default),
        Some(value) => {
            let value = value.as_int().ok_or(VALUE_ERROR)?;
            usize::try_from(value).map_err(|_| VALUE_ERROR)
        }
    };
    let (start, stop) = match args.get(2) {
        None => (0, bound(1, usize::MAX)?),
        Some(_) => (bound(1, 0)?, bound(2, usize::MAX)?),
    };
    let step = bound(3, 1)?;
    if step == 0 {
        return Err(VALUE_ERROR);
    }
    Ok(Constant::list(items.into_iter().take(stop).skip(start).step_by(step).collect()))
}

fn accumulate(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = bind_within(&["iterable", "func", "initial"], 0, 2, 1, args, keywords)?;
    if !matches!(args.get(1), None | Some(Constant::None)) {
        return Err(Stop::Unknown);
    }
    let mut totals = Vec::new();
    let mut total = args.get(2).filter(|initial| !matches!(initial, Constant::None)).cloned();
    totals.extend(total.clone());
    let mut size = 0;
    for item in sequence::elements(args.need(0)?)? {
        let next = match &total {
            None => item,
            Some(total) => operate(Operator::Add, total, &item)?,
        };
        // Lists and texts that grow hold many parts in all.
        size += match &next {
            Constant::List(items) | Constant::Tuple(items) => items.len(),
            Constant::Str(text) => text.len() / 16,
            Constant::Bytes(bytes) => bytes.len() / 16,
            _ => 0,
        };
        few(size / 10)?;
        totals.push(next.clone());
        total = Some(next);
    }
    Ok(Constant::list(totals))
}
