//! A value that is one of several: after a branch that may or may not run, or out of a list whose order is not known.

use rustc_hash::FxHashSet;

use super::object::At;
use super::value::{Origin, Value};

/// The most values that one may be, before it counts as unknown.
const MOST: usize = 48;
/// The same where objects are among them: a folder of configurations makes many DAGs.
const MOST_WITH_OBJECTS: usize = 4 * MOST;

impl<'a> Value<'a> {
    /// Either value; known when both are the same.
    pub(super) fn either(one: Self, other: Self) -> Self {
        if other.alternatives().iter().all(|value| one.covers(value)) {
            return one;
        }
        Self::one_of([one, other]).unwrap_or(Self::None)
    }

    /// Whether it may be this value already. One unknown is as good as many.
    fn covers(&self, value: &Self) -> bool {
        let is_unknown = |value: &Self| matches!(value, Self::Unknown(_));
        self.alternatives().iter().any(|one| one == value || (is_unknown(one) && is_unknown(value)))
    }

    /// One of these values, in the order in which they are given; `None` when there are none.
    pub(super) fn one_of(values: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut values = values.into_iter();
        let first = values.next()?;
        let Some(second) = values.next() else { return Some(first) };
        let mut all = Alternatives::default();
        for value in [first, second].into_iter().chain(values) {
            value.alternatives().iter().for_each(|one| all.add(one));
            if all.are_too_many() {
                return Some(Self::Unknown(Origin::Note("one of very many values")));
            }
        }
        Some(all.value())
    }

    /// One of the alternatives of a value, which differ from each other already.
    pub(super) fn one_of_some(alternatives: &[Self]) -> Option<Self> {
        match alternatives {
            [] => None,
            [only] => Some(only.clone()),
            several => Some(Self::OneOf(several.into())),
        }
    }

    /// The values that it may be.
    pub(super) fn alternatives(&self) -> &[Self] {
        match self {
            Self::OneOf(values) => values,
            value => std::slice::from_ref(value),
        }
    }

    /// The value, given that it is there.
    pub(super) fn present(self) -> Self {
        match &self {
            Self::OneOf(values) if values.contains(&Self::Absent) => {
                let rest: Vec<Self> =
                    values.iter().filter(|value| **value != Self::Absent).cloned().collect();
                Self::one_of_some(&rest).unwrap_or(Self::None)
            }
            _ => self,
        }
    }

    pub(super) fn may_be_absent(&self) -> bool {
        self.alternatives().contains(&Self::Absent)
    }
}

/// Values that differ from each other, as they are gathered.
#[derive(Default)]
struct Alternatives<'a> {
    all: Vec<Value<'a>>,
    /// Objects, of which there may be many, are told apart by their place.
    objects: FxHashSet<At>,
    has_unknown: bool,
}

impl<'a> Alternatives<'a> {
    fn add(&mut self, value: &Value<'a>) {
        let is_new = match value {
            Value::Unknown(_) => !std::mem::replace(&mut self.has_unknown, true),
            Value::Ref(at) => self.objects.insert(*at),
            value => self.all.len() == self.objects.len() || !self.all.contains(value),
        };
        if is_new {
            self.all.push(value.clone());
        }
    }

    fn are_too_many(&self) -> bool {
        self.all.len() > if self.objects.is_empty() { MOST } else { MOST_WITH_OBJECTS }
    }

    fn value(self) -> Value<'a> {
        Value::one_of_some(&self.all).unwrap_or(Value::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: i64) -> impl Iterator<Item = Value<'static>> {
        (0..count).map(Value::Int)
    }

    #[test]
    fn what_is_given_twice_is_one() {
        let unknown = || Value::Unknown(Origin::Note("unknown"));
        assert_eq!(Value::one_of([]), None);
        assert_eq!(Value::one_of([Value::Int(1), Value::Int(1)]), Some(Value::Int(1)));
        let all = Value::one_of([Value::Int(1), unknown(), Value::Ref(3), Value::Ref(3), unknown()]);
        assert_eq!(all, Some(Value::OneOf([Value::Int(1), unknown(), Value::Ref(3)].into())));
        let more = Value::either(all.expect("three values"), Value::Int(1));
        assert_eq!(more.alternatives().len(), 3);
    }

    #[test]
    fn very_many_are_not_told_apart() {
        let count = |values: Option<Value<'_>>| values.map_or(0, |value| value.alternatives().len());
        assert_eq!(count(Value::one_of(numbers(48))), 48);
        assert!(matches!(Value::one_of(numbers(49)), Some(Value::Unknown(_))));
        assert_eq!(count(Value::one_of((0..192).map(Value::Ref))), 192);
        assert!(matches!(Value::one_of((0..193).map(Value::Ref)), Some(Value::Unknown(_))));
    }
}
