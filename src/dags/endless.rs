//! Iterators that do not end: `itertools.count`, `cycle` and `repeat`.
//!
//! They are followed for as many elements as anything asks of them here; what is behind those is not known.

use super::interpret::Interpreter;
use super::object::List;
use super::value::{Arguments, Origin, Value};

/// Why the list of their elements is open.
const ENDLESS: Origin = Origin::Note("an iterator that does not end");
/// How many elements are followed.
const MOST: usize = 200;

/// Whether what is not known of a list can only stand behind what is.
pub(super) fn is_behind(open: Option<Origin>) -> bool {
    open.is_none_or(|why| why == ENDLESS)
}

impl<'a> Interpreter<'a> {
    /// `None`: nothing of this call is followed.
    pub(super) fn endless(&mut self, path: &str, arguments: &Arguments<'a>) -> Option<Value<'a>> {
        let items: Vec<Value<'a>> = match path {
            "itertools.count" => {
                let number = |at: usize, name: &str, default: i64| match arguments.get(at, name) {
                    None => Some(default),
                    Some(Value::Int(number)) => Some(*number),
                    Some(_) => None,
                };
                let (start, step) = (number(0, "start", 0)?, number(1, "step", 1)?);
                (0..)
                    .take(MOST)
                    .map_while(|at: i64| at.checked_mul(step)?.checked_add(start))
                    .map(Value::Int)
                    .collect()
            }
            "itertools.cycle" => {
                let items = self.items(arguments.positional.first()?)?;
                if items.is_empty() {
                    return None;
                }
                items.into_iter().cycle().take(MOST).collect()
            }
            "itertools.repeat" if arguments.get(1, "times").is_none() => {
                vec![arguments.positional.first()?.clone(); MOST]
            }
            _ => return None,
        };
        Some(self.iterator(List { items, open: Some(ENDLESS) }))
    }

    /// The first elements of each of several iterables, as many as the shortest has.
    pub(super) fn rows(&mut self, iterables: &[Value<'a>]) -> Option<Vec<Value<'a>>> {
        let lists: Option<Vec<List<'a>>> = iterables.iter().map(|one| self.elements(one)).collect();
        let lists = lists?;
        let rounds = lists.iter().filter(|list| list.is_exact()).map(|list| list.items.len()).min();
        let rounds = rounds.unwrap_or(0);
        let enough =
            |list: &List<'a>| list.is_exact() || (list.open == Some(ENDLESS) && list.items.len() >= rounds);
        if !lists.iter().all(enough) || (rounds == 0 && lists.iter().any(|list| !list.is_exact())) {
            return None;
        }
        let row = |at: usize| Value::Tuple(lists.iter().map(|list| list.items[at].clone()).collect());
        Some((0..rounds).map(row).collect())
    }

    /// `itertools.islice` with these bounds.
    pub(super) fn island(&mut self, of: &Value<'a>, bounds: &[Value<'a>]) -> Option<Value<'a>> {
        let list = self.elements(of)?;
        let place = |value: &Value<'a>| match value {
            Value::Int(at) => usize::try_from(*at).ok(),
            _ => None,
        };
        let (start, stop, step) = match bounds {
            [stop] => (0, place(stop), 1),
            [start, stop] => (place(start)?, place(stop), 1),
            [start, stop, step] => (place(start)?, place(stop), place(step)?),
            _ => return None,
        };
        let is_enough = list.is_exact() || (list.open == Some(ENDLESS) && stop? <= list.items.len());
        if !is_enough
            || step == 0
            || (stop.is_none() && bounds.iter().any(|one| !matches!(one, Value::Int(_) | Value::None)))
        {
            return None;
        }
        let stop = stop.unwrap_or(list.items.len());
        let items = list.items.into_iter().take(stop).skip(start).step_by(step).collect();
        Some(self.iterator(List::of(items)))
    }
}
