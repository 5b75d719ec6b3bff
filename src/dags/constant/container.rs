//! Sets and dictionaries as Python builds them, and the methods of containers that change nothing.

use std::collections::HashMap;

use super::arguments::by_place;
use super::compare::{equals, hash, is_subset};
use super::{
    Budget, Constant, INDEX_ERROR, KEY_ERROR, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, few, sequence,
};

/// Keys by their hash.
#[derive(Debug, Default)]
pub(super) struct Index {
    places: HashMap<u64, Vec<usize>>,
    keys: Vec<Constant>,
}

impl Index {
    /// An index of keys that are all different.
    pub(super) fn of<'a>(keys: impl Iterator<Item = &'a Constant>, budget: &mut Budget) -> Outcome<Index> {
        let mut index = Index::default();
        for key in keys {
            let hash = hash(key, budget)?;
            index.places.entry(hash).or_default().push(index.keys.len());
            index.keys.push(key.clone());
        }
        Ok(index)
    }

    /// The place of a key.
    pub(super) fn find(&self, key: &Constant, budget: &mut Budget) -> Outcome<Option<usize>> {
        if is_nan(key) {
            return Err(Stop::Unknown);
        }
        let Some(places) = self.places.get(&hash(key, budget)?) else { return Ok(None) };
        for place in places {
            if equals(&self.keys[*place], key, budget)? {
                return Ok(Some(*place));
            }
        }
        Ok(None)
    }

    /// The place of a key, which is added if it is new.
    fn place(&mut self, key: &Constant, budget: &mut Budget) -> Outcome<usize> {
        if let Some(place) = self.find(key, budget)? {
            return Ok(place);
        }
        self.places.entry(hash(key, budget)?).or_default().push(self.keys.len());
        self.keys.push(key.clone());
        few(self.keys.len())?;
        Ok(self.keys.len() - 1)
    }
}

/// Whether a NaN's identity would decide.
fn is_nan(key: &Constant) -> bool {
    matches!(key, Constant::Float(value) if value.is_nan())
}

/// A set of these.
pub(super) fn set(items: impl IntoIterator<Item = Constant>) -> Outcome {
    let budget = &mut Budget::new();
    let mut index = Index::default();
    for item in items {
        index.place(&item, budget)?;
    }
    Ok(Constant::Set(index.keys.into()))
}

/// A dictionary of these.
pub(super) fn dict(pairs: impl IntoIterator<Item = (Constant, Constant)>) -> Outcome {
    let budget = &mut Budget::new();
    let mut index = Index::default();
    let mut values: Vec<Constant> = Vec::new();
    for (key, value) in pairs {
        let place = index.place(&key, budget)?;
        match values.get_mut(place) {
            Some(known) => *known = value,
            None => values.push(value),
        }
    }
    Ok(Constant::Dict(index.keys.into_iter().zip(values).collect()))
}

/// The value of a key.
pub(super) fn get(pairs: &[(Constant, Constant)], key: &Constant) -> Outcome<Option<Constant>> {
    let budget = &mut Budget::new();
    hash(key, budget)?;
    if is_nan(key) {
        return Err(Stop::Unknown);
    }
    for (known, value) in pairs {
        if equals(known, key, budget)? {
            return Ok(Some(value.clone()));
        }
    }
    Ok(None)
}

/// The union, intersection, difference or symmetric difference of two sets, named by its operator.
pub(super) fn combine(operator: char, left: &[Constant], right: &[Constant]) -> Outcome {
    let budget = &mut Budget::new();
    let (in_left, in_right) = (Index::of(left.iter(), budget)?, Index::of(right.iter(), budget)?);
    let mut items = Vec::new();
    for item in left {
        let shared = in_right.find(item, budget)?.is_some();
        if operator == '|' || shared == (operator == '&') {
            items.push(item.clone());
        }
    }
    for item in right {
        if matches!(operator, '|' | '^') && in_left.find(item, budget)?.is_none() {
            items.push(item.clone());
        }
    }
    few(items.len())?;
    Ok(Constant::Set(items.into()))
}

/// A method of a list, tuple, set or dictionary that only reads. Views are lists.
pub(super) fn method(
    receiver: &Constant,
    name: &str,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Outcome {
    match (receiver, name) {
        (Constant::List(items) | Constant::Tuple(items), "count") => {
            let args = by_place(1, 1, args, keywords)?;
            let (budget, wanted) = (&mut Budget::new(), args.need(0)?);
            let mut count = 0;
            for item in items.iter() {
                if is_nan(item) && is_nan(wanted) {
                    return Err(Stop::Unknown);
                }
                count += i64::from(equals(item, wanted, budget)?);
            }
            Ok(Constant::Int(count))
        }
        (Constant::List(items) | Constant::Tuple(items), "index") => {
            let args = by_place(1, 3, args, keywords)?;
            let (start, stop) = (args.int_or(1, 0)?, args.int_or(2, i64::MAX)?);
            let (start, stop) = sequence::window(items.len(), Some(start), Some(stop));
            let (budget, wanted) = (&mut Budget::new(), args.need(0)?);
            for (place, item) in items.iter().enumerate().take(stop).skip(start) {
                if is_nan(item) && is_nan(wanted) {
                    return Err(Stop::Unknown);
                }
                if equals(item, wanted, budget)? {
                    return sequence::count(place);
                }
            }
            Err(VALUE_ERROR)
        }
        (Constant::List(_) | Constant::Set(_) | Constant::Dict(_), "copy") => {
            by_place(0, 0, args, keywords)?;
            Ok(receiver.clone())
        }
        (Constant::Dict(pairs), _) => dict_method(pairs, name, args, keywords),
        (Constant::Set(items), _) => set_method(items, name, args, keywords),
        _ => Err(Stop::Unknown),
    }
}

fn dict_method(
    pairs: &[(Constant, Constant)],
    name: &str,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Outcome {
    match name {
        "get" => {
            let args = by_place(1, 2, args, keywords)?;
            let found = get(pairs, args.need(0)?)?;
            Ok(found.or_else(|| args.get(1).cloned()).unwrap_or(Constant::None))
        }
        "__getitem__" => get(pairs, by_place(1, 1, args, keywords)?.need(0)?)?.ok_or(KEY_ERROR),
        "keys" | "values" | "items" => {
            by_place(0, 0, args, keywords)?;
            let each = pairs.iter().map(|(key, value)| match name {
                "keys" => key.clone(),
                "values" => value.clone(),
                _ => Constant::tuple(vec![key.clone(), value.clone()]),
            });
            Ok(Constant::list(each.collect()))
        }
        _ => Err(Stop::Unknown),
    }
}

fn set_method(items: &[Constant], name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let operator = match name {
        "union" => '|',
        "intersection" => '&',
        "difference" => '-',
        "symmetric_difference" => '^',
        "issubset" | "issuperset" | "isdisjoint" => ' ',
        _ => return Err(Stop::Unknown),
    };
    if !keywords.is_empty() || (matches!(operator, '^' | ' ') && args.len() != 1) {
        return Err(TYPE_ERROR);
    }
    let mut result: Vec<Constant> = items.to_vec();
    for arg in args {
        let Constant::Set(other) = set(sequence::elements(arg)?)? else { return Err(Stop::Unknown) };
        let budget = &mut Budget::new();
        match name {
            "issubset" => return is_subset(items, &other, budget).map(Constant::Bool),
            "issuperset" => return is_subset(&other, items, budget).map(Constant::Bool),
            "isdisjoint" => {
                let Constant::Set(shared) = combine('&', items, &other)? else { return Err(Stop::Unknown) };
                return Ok(Constant::Bool(shared.is_empty()));
            }
            _ => {
                let Constant::Set(next) = combine(operator, &result, &other)? else {
                    return Err(Stop::Unknown);
                };
                result = next.to_vec();
            }
        }
    }
    Ok(Constant::Set(result.into()))
}

/// An item at a place, as Python counts it from either end.
pub(super) fn at<T: Clone>(items: &[T], place: i64) -> Outcome<T> {
    let length = i64::try_from(items.len()).map_err(|_| Stop::Unknown)?;
    let place = if place < 0 { place.saturating_add(length) } else { place };
    usize::try_from(place).ok().and_then(|place| items.get(place)).cloned().ok_or(INDEX_ERROR)
}
