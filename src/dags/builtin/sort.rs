//! The order of elements: `sorted`, `min(…, key=…)`, `max(…, key=…)`.

use std::cmp::Ordering;

use super::super::call::CallSite;
use super::super::constant::{self, Answer, Constant, Operator};
use super::super::interpret::{Interpreter, Run};
use super::super::object::{List, Object, SHUFFLED, either_open};
use super::super::value::{Arguments, Value};

/// The most elements that are sorted.
const MOST_SORTED: usize = 2_000;

impl<'a> Interpreter<'a> {
    fn sort_key(&self, value: &Value<'a>) -> Key {
        match (self.constant(value), value) {
            (Some(known), _) => Key::Known(known),
            (None, Value::Tuple(items)) => Key::Tuple(items.iter().map(|item| self.constant(item)).collect()),
            (None, _) => Key::Tuple(vec![None]),
        }
    }

    /// Elements in their order; `key` and `reverse` count.
    pub(in super::super) fn sorted(
        &mut self,
        iterable: &Value<'a>,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let Some(list) = self.elements(iterable) else { return Ok(Value::Unknown(why)) };
        // Elements that may not be there have their place all the same.
        let mut keyed = Vec::new();
        for item in &list.items {
            let one = item.clone().present();
            let key = match arguments.keyword("key") {
                None | Some(Value::None) => one,
                Some(function) => self.apply(&function.clone(), Arguments::of([one]), site)?,
            };
            keyed.push((self.sort_key(&key), item.clone()));
        }
        let reverse = match arguments.keyword("reverse").map(|value| self.truth(value)) {
            None => false,
            Some(Some(reverse)) => reverse,
            Some(None) => return Ok(Value::Unknown(why)),
        };
        let keys: Vec<Key> = keyed.into_iter().map(|(key, _)| key).collect();
        let order = order(&keys, reverse);
        // Equal keys leave what they belong to in the order that it had, which is not known of a set.
        let is_shuffled = list.open == Some(SHUFFLED);
        let has_ties = is_shuffled
            && order.as_ref().is_some_and(|order| {
                order.windows(2).any(|pair| match (keys.get(pair[0]), keys.get(pair[1])) {
                    (Some(one), Some(next)) => one.compare(next) == Some(Ordering::Equal),
                    _ => false,
                })
            });
        let items: Vec<Value<'a>> = match order {
            Some(order) => order.into_iter().filter_map(|at| list.items.get(at).cloned()).collect(),
            // They are all there, in an order that is not known.
            None => {
                let open = either_open(list.open, List::shuffled(list.items.clone()).open);
                return Ok(self.state.make(Object::List(List { items: list.items, open })));
            }
        };
        let open = list.open.filter(|why| *why != SHUFFLED || has_ties);
        Ok(self.state.make(Object::List(List { items, open })))
    }

    /// `min(items, key=…)`, `max(items, key=…)`
    pub(super) fn extreme(
        &mut self,
        is_max: bool,
        of: &Value<'a>,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let Some(items) = self.items(of) else { return Ok(Value::Unknown(self.at(site))) };
        let Some(key) = arguments.keyword("key").cloned() else { return Ok(Value::Unknown(self.at(site))) };
        let mut keys = Vec::new();
        for item in &items {
            let key = self.apply(&key, Arguments::of([item.clone()]), site)?;
            keys.push(self.sort_key(&key));
        }
        // The first of equals, in both directions.
        let found = order(&keys, is_max).and_then(|order| order.first().copied());
        Ok(found.and_then(|at| items.get(at)).cloned().unwrap_or(Value::Unknown(self.at(site))))
    }
}

/// What an element is sorted by.
enum Key {
    Known(Constant),
    /// Of these, what decides the order may be known.
    Tuple(Vec<Option<Constant>>),
}

impl Key {
    /// `None` when what is known does not decide it.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Known(one), Self::Known(other)) => compare(one, other),
            (Self::Known(Constant::Tuple(one)), Self::Tuple(other)) => {
                lexical(&one.iter().cloned().map(Some).collect::<Vec<_>>(), other)
            }
            (Self::Tuple(one), Self::Known(Constant::Tuple(other))) => {
                lexical(one, &other.iter().cloned().map(Some).collect::<Vec<_>>())
            }
            (Self::Tuple(one), Self::Tuple(other)) => lexical(one, other),
            _ => None,
        }
    }
}

fn compare(one: &Constant, other: &Constant) -> Option<Ordering> {
    let less = |one, other| match constant::compare(Operator::Lt, one, other) {
        Answer::Known(Constant::Bool(less)) => Some(less),
        _ => None,
    };
    if less(one, other)? {
        return Some(Ordering::Less);
    }
    Some(if less(other, one)? { Ordering::Greater } else { Ordering::Equal })
}

/// The first elements that are not equal decide; whether two are equal has to be known.
fn lexical(one: &[Option<Constant>], other: &[Option<Constant>]) -> Option<Ordering> {
    for (one, other) in one.iter().zip(other) {
        let (one, other) = (one.as_ref()?, other.as_ref()?);
        if !constant::equal(one, other)? {
            return compare(one, other);
        }
    }
    Some(one.len().cmp(&other.len()))
}

/// The order of the indices that sorts the keys, as Python sorts; `None` when they cannot be compared.
fn order(keys: &[Key], reverse: bool) -> Option<Vec<usize>> {
    if keys.len() > MOST_SORTED {
        return None;
    }
    // By insertion: whatever the comparisons say, it ends.
    let mut order: Vec<usize> = Vec::with_capacity(keys.len());
    for at in 0..keys.len() {
        let (mut low, mut high) = (0, order.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let (one, other) = if reverse { (order[middle], at) } else { (at, order[middle]) };
            match keys[one].compare(&keys[other])? {
                Ordering::Less => high = middle,
                _ => low = middle + 1,
            }
        }
        order.insert(low, at);
    }
    Some(order)
}
