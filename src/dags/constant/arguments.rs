//! Arguments against parameters, as CPython's own functions take them.

use super::{Constant, Outcome, TYPE_ERROR};

/// The arguments of one call, put in the order of its parameters.
#[derive(Debug)]
pub(super) struct Arguments {
    values: Vec<Option<Constant>>,
}

/// Binds a call to parameters. The first `positional` of `names` can only be given by place, the ones from `by_name` on
/// only by name; `required` of them, from the left, must be given.
pub(super) fn bind_within(
    names: &[&str],
    positional: usize,
    by_name: usize,
    required: usize,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Outcome<Arguments> {
    if args.len() > by_name.min(names.len()) {
        return Err(TYPE_ERROR);
    }
    let mut values: Vec<Option<Constant>> = args.iter().cloned().map(Some).collect();
    values.resize(names.len(), None);
    for (name, value) in keywords {
        let place = names.iter().position(|known| known == name).ok_or(TYPE_ERROR)?;
        match values.get_mut(place) {
            Some(slot) if place >= positional && slot.is_none() => *slot = Some(value.clone()),
            _ => return Err(TYPE_ERROR),
        }
    }
    if values.iter().take(required).any(Option::is_none) {
        return Err(TYPE_ERROR);
    }
    Ok(Arguments { values })
}

/// Parameters that can be given by place or by name.
pub(super) fn bind(
    names: &[&str],
    required: usize,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Outcome<Arguments> {
    bind_within(names, 0, names.len(), required, args, keywords)
}

/// Parameters that can only be given by place: between `least` and `most`.
pub(super) fn by_place(
    least: usize,
    most: usize,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Outcome<Arguments> {
    if !keywords.is_empty() || args.len() < least || args.len() > most {
        return Err(TYPE_ERROR);
    }
    let mut values: Vec<Option<Constant>> = args.iter().cloned().map(Some).collect();
    values.resize(most, None);
    Ok(Arguments { values })
}

impl Arguments {
    /// The argument at this place, if it was given.
    pub(super) fn get(&self, place: usize) -> Option<&Constant> {
        self.values.get(place).and_then(Option::as_ref)
    }

    /// The argument at this place, which must be there.
    pub(super) fn need(&self, place: usize) -> Outcome<&Constant> {
        self.get(place).ok_or(TYPE_ERROR)
    }

    /// A text that must be there.
    pub(super) fn text(&self, place: usize) -> Outcome<&str> {
        self.need(place)?.as_str().ok_or(TYPE_ERROR)
    }

    /// A text, or this one.
    pub(super) fn text_or<'a>(&'a self, place: usize, default: &'a str) -> Outcome<&'a str> {
        self.get(place).map_or(Ok(default), |value| value.as_str().ok_or(TYPE_ERROR))
    }

    /// An integer that must be there.
    pub(super) fn int(&self, place: usize) -> Outcome<i64> {
        self.need(place)?.as_int().ok_or(TYPE_ERROR)
    }

    /// An integer, or this one.
    pub(super) fn int_or(&self, place: usize, default: i64) -> Outcome<i64> {
        self.get(place).map_or(Ok(default), |value| value.as_int().ok_or(TYPE_ERROR))
    }

    /// An integer, or nothing where `None` or no argument stands.
    pub(super) fn optional_int(&self, place: usize) -> Outcome<Option<i64>> {
        match self.get(place) {
            None | Some(Constant::None) => Ok(None),
            Some(value) => value.as_int().map(Some).ok_or(TYPE_ERROR),
        }
    }

    /// Whether the argument is true, or this.
    pub(super) fn truth_or(&self, place: usize, default: bool) -> bool {
        self.get(place).map_or(default, super::truth)
    }
}
