//! Parts of lists that are put in the place of others: `items[1:3] = more`, `del items[:2]`; and what turns or counts
//! them: `deque.rotate`, `Counter.most_common`.

use rustc_hash::FxHashSet;

use super::constant::{self, Answer, Constant};
use super::interpret::{Interpreter, Run};
use super::object::{At, List, Object};
use super::value::{Origin, Value};
use crate::python::ast;

impl<'a> Interpreter<'a> {
    /// The places of a list that a slice means; `None` when they are not known.
    fn places(&mut self, slice: &'a ast::ExprSlice, length: usize) -> Run<Option<Vec<usize>>> {
        let mut bounds = Vec::new();
        for bound in [&slice.lower, &slice.upper, &slice.step] {
            let bound = match bound {
                Some(bound) => self.evaluate(bound)?,
                None => Value::None,
            };
            match self.constant(&bound) {
                Some(bound) => bounds.push(bound),
                None => return Ok(None),
            }
        }
        self.weigh(length);
        let all: Vec<Constant> = (0..).take(length).map(Constant::Int).collect();
        let answer = constant::sequence::slice(&Constant::list(all), &bounds[0], &bounds[1], &bounds[2]);
        let Answer::Known(Constant::List(places)) = answer else { return Ok(None) };
        let place = |one: &Constant| match one {
            Constant::Int(at) => usize::try_from(*at).ok(),
            _ => None,
        };
        Ok(places.iter().map(place).collect())
    }

    /// `into[slice] = value`; without a value `del into[slice]`.
    pub(super) fn splice(
        &mut self,
        into: &Value<'a>,
        slice: &'a ast::ExprSlice,
        value: Option<&Value<'a>>,
        why: Origin,
    ) -> Run<()> {
        let Value::Ref(at) = into else {
            value.into_iter().for_each(|value| self.escape(value, why));
            return Ok(());
        };
        let new = match value {
            Some(value) => self.items(value),
            None => Some(Vec::new()),
        };
        let length = match self.state.at(*at) {
            Object::List(list) if list.is_exact() => Some(list.items.len()),
            _ => None,
        };
        let places = match length {
            Some(length) => self.places(slice, length)?,
            None => None,
        };
        let is_plain = slice.step.is_none();
        match (places, new, self.state.at_mut(*at)) {
            (Some(places), Some(new), Object::List(list)) if is_plain && !places.is_empty() => {
                let (first, last) = (places[0], places[places.len() - 1]);
                list.items.splice(first..=last, new);
            }
            (Some(places), None | Some(_), Object::List(list)) if value.is_none() => {
                let places: FxHashSet<usize> = places.into_iter().collect();
                let mut at = 0;
                list.items.retain(|_| {
                    at += 1;
                    !places.contains(&(at - 1))
                });
            }
            _ => {
                self.state.loosen(*at, why);
                value.into_iter().for_each(|value| self.escape(value, why));
            }
        }
        Ok(())
    }

    /// `deque.rotate(by)`
    pub(super) fn rotate(&mut self, at: At, by: Option<&Value<'a>>, why: Origin) {
        let by = match by {
            None => Some(1),
            Some(Value::Int(by)) => Some(*by),
            Some(_) => None,
        };
        match (by, self.state.at_mut(at)) {
            (Some(by), Object::List(list)) if list.is_exact() => {
                if let Some(by) =
                    i64::try_from(list.items.len()).ok().and_then(|length| by.checked_rem_euclid(length))
                {
                    list.items.rotate_right(usize::try_from(by).unwrap_or(0));
                }
            }
            _ => self.state.loosen(at, why),
        }
    }

    /// `Counter.most_common(most)`: by number, the first of equals first.
    pub(super) fn most_common(&mut self, at: At, most: Option<&Value<'a>>, why: Origin) -> Value<'a> {
        let Object::Dict(dict) = self.state.at(at) else { return Value::Unknown(why) };
        let most = match most {
            None | Some(Value::None) => Some(usize::MAX),
            Some(Value::Int(most)) => usize::try_from(*most).ok(),
            Some(_) => None,
        };
        let counted: Option<Vec<(i64, Value<'a>)>> = dict
            .iter()
            .map(|(key, count)| match count {
                Value::Int(count) => Some((*count, key.clone())),
                _ => None,
            })
            .collect();
        let (Some(mut counted), Some(most), true) = (counted, most, dict.is_exact() && !dict.shuffled) else {
            return Value::Unknown(why);
        };
        counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let pairs =
            counted.into_iter().take(most).map(|(count, key)| Value::Tuple([key, Value::Int(count)].into()));
        let list = List::of(pairs.collect());
        self.state.make(Object::List(list))
    }
}
