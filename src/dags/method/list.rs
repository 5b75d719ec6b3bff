//! Methods of lists, tuples and iterators: `append`, `extend`, `pop`, `sort`; and those of `deque`.

use super::super::call::CallSite;
use super::super::interpret::{Interpreter, Run};
use super::super::object::{At, List, Object, SHUFFLED};
use super::super::value::{Arguments, Value};

impl<'a> Interpreter<'a> {
    pub(super) fn list_method(
        &mut self,
        at: At,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        let first = arguments.positional.first().cloned();
        if matches!(self.state.at(at), Object::Iterator(_)) {
            if matches!(name, "send" | "__next__" | "throw" | "close") {
                return Ok(unknown);
            }
            return Ok(self.call_unknown(&arguments, site));
        }
        match (name, first) {
            ("append", Some(value)) => {
                if let Object::List(list) = self.state.at_mut(at) {
                    list.items.push(value);
                }
            }
            ("extend", Some(more)) => self.extend(at, &more, why),
            ("appendleft", Some(value)) => {
                if let Object::List(list) = self.state.at_mut(at) {
                    list.items.insert(0, value);
                }
            }
            ("rotate", by) => self.rotate(at, by.as_ref(), why),
            ("extendleft", Some(more)) => match self.items(&more) {
                Some(items) => {
                    for item in items {
                        self.list_method(at, "appendleft", Arguments::of([item]), site)?;
                    }
                }
                None => self.state.loosen(at, why),
            },
            ("popleft", None) => return self.list_method(at, "pop", Arguments::of([Value::Int(0)]), site),
            ("insert", Some(place)) => {
                let Some(value) = arguments.positional.get(1).cloned() else { return Ok(unknown) };
                if let Object::List(list) = self.state.at_mut(at) {
                    match place {
                        Value::Int(place) if list.is_exact() => {
                            let length = i64::try_from(list.items.len()).unwrap_or(0);
                            let place = if place < 0 { (place + length).max(0) } else { place.min(length) };
                            list.items.insert(usize::try_from(place).unwrap_or(0), value);
                        }
                        // All of them are in it, and in no order that is known.
                        _ if list.is_exact() => {
                            list.items.push(value);
                            list.open = Some(SHUFFLED);
                        }
                        _ => {
                            list.items.push(value);
                            self.state.loosen(at, why);
                        }
                    }
                }
            }
            ("pop", place) => {
                let Object::List(list) = self.state.at_mut(at) else { return Ok(unknown) };
                if !list.is_exact() {
                    self.state.loosen(at, why);
                    return Ok(unknown);
                }
                let length = i64::try_from(list.items.len()).unwrap_or(0);
                let place = match place {
                    None => length - 1,
                    Some(Value::Int(place)) if place < 0 => place + length,
                    Some(Value::Int(place)) => place,
                    Some(_) => {
                        self.state.loosen(at, why);
                        return Ok(unknown);
                    }
                };
                return match usize::try_from(place) {
                    Ok(place) if place < list.items.len() => Ok(list.items.remove(place)),
                    _ => {
                        let message = format!("`{}` finds no such element", self.words(why));
                        Err(self.raised_at("IndexError", site.range, &message))
                    }
                };
            }
            ("clear", None) => {
                if let Object::List(list) = self.state.at_mut(at) {
                    *list = List::default();
                }
            }
            ("copy", None) => {
                let copy = self.state.at(at).clone();
                return Ok(self.state.make(copy));
            }
            ("reverse", None) => {
                if let Object::List(list) = self.state.at_mut(at) {
                    list.items.reverse();
                }
            }
            ("sort", None) => {
                if arguments.keyword("key").is_none() {
                    self.allow_order(&Value::Ref(at), site.range)?;
                }
                let sorted = self.sorted(&Value::Ref(at), &arguments, site)?;
                match self.state.object(&sorted).cloned() {
                    Some(sorted) => *self.state.at_mut(at) = sorted,
                    None => self.state.loosen(at, why),
                }
            }
            ("remove", Some(value)) => {
                let found = match self.state.at(at) {
                    Object::List(list) if list.is_whole() => {
                        let first = self.first_like(&list.items, &value);
                        if first.is_none() && self.doubt().is_none() {
                            let what = "The list has no such element";
                            return Err(self.raised_at("ValueError", site.range, what));
                        }
                        first.filter(|(_, is_it)| *is_it).map(|(place, _)| place)
                    }
                    _ => None,
                };
                match (found, self.state.at_mut(at)) {
                    (Some(place), Object::List(list)) => {
                        list.items.remove(place);
                    }
                    _ => {
                        self.state.loosen(at, why);
                        self.hazard(why, "ValueError", false);
                    }
                }
            }
            ("index" | "count" | "__len__" | "__contains__", Some(value)) => {
                return Ok(match (name, self.items(&Value::Ref(at))) {
                    ("index", Some(items)) => {
                        self.tuple_method(&items, name, &Arguments::of([value]), site)?
                    }
                    _ => unknown,
                });
            }
            _ => {
                self.state.loosen(at, why);
                return Ok(unknown);
            }
        }
        Ok(Value::None)
    }

    pub(super) fn tuple_method(
        &mut self,
        items: &[Value<'a>],
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let wanted = arguments.positional.first().cloned().unwrap_or(Value::None);
        Ok(match name {
            "index" => match self.first_like(items, &wanted) {
                Some((at, true)) => i64::try_from(at).map_or(Value::Unknown(self.at(site)), Value::Int),
                None if arguments.positional.len() == 1 && self.doubt().is_none() => {
                    return Err(self.raised_at("ValueError", site.range, "The list has no such element"));
                }
                _ => Value::Unknown(self.at(site)),
            },
            _ => Value::Unknown(self.at(site)),
        })
    }

    /// The place of the first element that may be equal, and whether it is; `None` when none can be.
    fn first_like(&self, items: &[Value<'a>], wanted: &Value<'a>) -> Option<(usize, bool)> {
        let mut like = items.iter().map(|item| self.equal(item, wanted)).enumerate();
        like.find_map(|(at, is_equal)| match is_equal {
            Some(false) => None,
            is_equal => Some((at, is_equal == Some(true))),
        })
    }
}
