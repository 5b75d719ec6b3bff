//! The order of elements: `sorted`, `min(…, key=…)`, `max(…, key=…)`.

use super::super::call::CallSite;
use super::super::constant::{self, Answer, Constant, Operator};
use super::super::interpret::{Interpreter, Run};
use super::super::object::{List, Object, SHUFFLED, either_open};
use super::super::value::{Arguments, Value};

/// The most elements that are sorted.
const MOST_SORTED: usize = 2_000;

impl<'a> Interpreter<'a> {
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
            keyed.push((self.constant(&key), item.clone()));
        }
        let reverse = match arguments.keyword("reverse").map(|value| self.truth(value)) {
            None => false,
            Some(Some(reverse)) => reverse,
            Some(None) => return Ok(Value::Unknown(why)),
        };
        let keys: Option<Vec<Constant>> = keyed.iter().map(|(key, _)| key.clone()).collect();
        let order = keys.as_ref().and_then(|keys| order(keys, reverse));
        // Equal keys leave what they belong to in the order that it had, which is not known of a set.
        let is_shuffled = list.open == Some(SHUFFLED);
        let has_ties = is_shuffled
            && keys.zip(order.as_ref()).is_some_and(|(keys, order)| {
                order.windows(2).any(|pair| match (keys.get(pair[0]), keys.get(pair[1])) {
                    (Some(one), Some(next)) => constant::equal(one, next) == Some(true),
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
            match self.constant(&key) {
                Some(key) => keys.push(key),
                None => return Ok(Value::Unknown(self.at(site))),
            }
        }
        // The first of equals, in both directions.
        let found = order(&keys, is_max).and_then(|order| order.first().copied());
        Ok(found.and_then(|at| items.get(at)).cloned().unwrap_or(Value::Unknown(self.at(site))))
    }
}

/// The order of the indices that sorts the keys, as Python sorts; `None` when they cannot be compared.
fn order(keys: &[Constant], reverse: bool) -> Option<Vec<usize>> {
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
            match constant::compare(Operator::Lt, &keys[one], &keys[other]) {
                Answer::Known(Constant::Bool(true)) => high = middle,
                Answer::Known(_) => low = middle + 1,
                _ => return None,
            }
        }
        order.insert(low, at);
    }
    Some(order)
}
