//! Subscripts, slices, length and the elements of what can be walked.

use std::rc::Rc;

use super::container::{self, at};
use super::{Answer, Constant, KEY_ERROR, MAX_ITEMS, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, few};

/// `whole[place]`.
pub(crate) fn index(whole: &Constant, place: &Constant) -> Answer {
    item(whole, place).into()
}

/// `whole[start:stop:step]`: what is left out is `None`.
pub(crate) fn slice(whole: &Constant, start: &Constant, stop: &Constant, step: &Constant) -> Answer {
    part(whole, start, stop, step).into()
}

/// `len(whole)`.
pub(crate) fn len(whole: &Constant) -> Answer {
    let length = match whole {
        Constant::Str(text) => text.chars().count(),
        Constant::Bytes(bytes) => bytes.len(),
        Constant::Tuple(items) | Constant::List(items) | Constant::Set(items) => items.len(),
        Constant::Dict(pairs) => pairs.len(),
        _ => return Answer::Raises("TypeError"),
    };
    count(length).into()
}

/// What a loop over the value gives, in order. The order of a set of two or more is unknown.
pub(crate) fn iterate(whole: &Constant) -> Result<Vec<Constant>, Answer> {
    elements(whole).map_err(|stop| Answer::from(Err(stop)))
}

/// As [`iterate`].
pub(super) fn elements(whole: &Constant) -> Outcome<Vec<Constant>> {
    match whole {
        Constant::Set(items) if items.len() > 1 => Err(Stop::Unknown),
        _ => any_order(whole),
    }
}

/// As [`iterate`], for a use to which the order of a set does not matter.
pub(super) fn any_order(whole: &Constant) -> Outcome<Vec<Constant>> {
    let items: Vec<Constant> = match whole {
        Constant::Str(text) => {
            text.chars().take(MAX_ITEMS + 1).map(|c| Constant::text(c.to_string())).collect()
        }
        Constant::Bytes(bytes) => {
            bytes.iter().take(MAX_ITEMS + 1).map(|b| Constant::Int(i64::from(*b))).collect()
        }
        Constant::Tuple(items) | Constant::List(items) | Constant::Set(items) => items.to_vec(),
        Constant::Dict(pairs) => pairs.iter().map(|(key, _)| key.clone()).collect(),
        _ => return Err(TYPE_ERROR),
    };
    few(items.len())?;
    Ok(items)
}

/// A length as an integer.
pub(super) fn count(length: usize) -> Outcome {
    i64::try_from(length).map(Constant::Int).map_err(|_| Stop::Unknown)
}

/// The places from `start` up to `stop` in a sequence of this length, as Python clips them.
pub(super) fn window(length: usize, start: Option<i64>, stop: Option<i64>) -> (usize, usize) {
    let clip = |place: i64| {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let place = if place < 0 { place.saturating_add(length).max(0) } else { place };
        usize::try_from(place.min(length)).unwrap_or(0)
    };
    (start.map_or(0, clip), stop.map_or(length, clip))
}

pub(super) fn item(whole: &Constant, place: &Constant) -> Outcome {
    if let Constant::Dict(pairs) = whole {
        return container::get(pairs, place)?.ok_or(KEY_ERROR);
    }
    let number = || place.as_int().ok_or(TYPE_ERROR);
    match whole {
        Constant::Str(text) if text.is_ascii() => {
            Ok(Constant::text(char::from(at(text.as_bytes(), number()?)?).to_string()))
        }
        Constant::Str(text) => {
            let characters: Vec<char> = text.chars().collect();
            Ok(Constant::text(at(&characters, number()?)?.to_string()))
        }
        Constant::Bytes(bytes) => Ok(Constant::Int(i64::from(at(bytes, number()?)?))),
        Constant::Tuple(items) | Constant::List(items) => at(items, number()?),
        _ => Err(TYPE_ERROR),
    }
}

fn part(whole: &Constant, start: &Constant, stop: &Constant, step: &Constant) -> Outcome {
    let bound = |value: &Constant| match value {
        Constant::None => Ok(None),
        _ => value.as_int().map(Some).ok_or(TYPE_ERROR),
    };
    let pick = |length: usize| -> Outcome<Places> {
        let step = bound(step)?.unwrap_or(1);
        if step == 0 {
            return Err(VALUE_ERROR);
        }
        places(length, bound(start)?, bound(stop)?, step)
    };
    match whole {
        Constant::Str(text) if text.is_ascii() => {
            let picked = choose(text.as_bytes(), &pick(text.len())?);
            String::from_utf8(picked.to_vec()).map(Constant::text).map_err(|_| Stop::Unknown)
        }
        Constant::Str(text) => {
            let characters: Vec<char> = text.chars().collect();
            Ok(Constant::text(choose(&characters, &pick(characters.len())?).iter().collect::<String>()))
        }
        Constant::Bytes(bytes) => Ok(Constant::Bytes(choose(bytes, &pick(bytes.len())?))),
        Constant::Tuple(items) => Ok(Constant::Tuple(choose(items, &pick(items.len())?))),
        Constant::List(items) => Ok(Constant::List(choose(items, &pick(items.len())?))),
        Constant::Dict(_) => Err(Stop::Unknown),
        _ => Err(TYPE_ERROR),
    }
}

fn choose<T: Clone>(items: &[T], places: &Places) -> Rc<[T]> {
    if places.step == 1 {
        let end = places.first.saturating_add(places.count);
        return items.get(places.first..end).unwrap_or_default().into();
    }
    let places = (0..places.count).scan(Some(places.first), |next, _| {
        let place = (*next)?;
        *next = place.checked_add_signed(places.step);
        Some(place)
    });
    places.filter_map(|place| items.get(place)).cloned().collect()
}

/// The places that a slice picks, in its order.
struct Places {
    first: usize,
    step: isize,
    count: usize,
}

/// The places that a slice picks (CPython `PySlice_AdjustIndices`).
fn places(length: usize, start: Option<i64>, stop: Option<i64>, step: i64) -> Outcome<Places> {
    let length = i64::try_from(length).map_err(|_| Stop::Unknown)?;
    let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let clip = |place: Option<i64>, default: i64| match place {
        None => default,
        Some(place) if place < 0 => place.saturating_add(length).max(lowest),
        Some(place) => place.min(highest),
    };
    let (start, stop) = if step < 0 {
        (clip(start, highest), clip(stop, lowest))
    } else {
        (clip(start, lowest), clip(stop, highest))
    };
    let way = if step < 0 { start - stop } else { stop - start };
    let count = if way <= 0 { 0 } else { (way - 1).unsigned_abs() / step.unsigned_abs() + 1 };
    let narrow = |of: i64| usize::try_from(of).map_err(|_| Stop::Unknown);
    Ok(Places {
        first: if count == 0 { 0 } else { narrow(start)? },
        step: isize::try_from(step).map_err(|_| Stop::Unknown)?,
        count: usize::try_from(count).map_err(|_| Stop::Unknown)?,
    })
}
