//! Values as what Python alone computes with, and back: texts, numbers, dates, lists and dictionaries of them.

use std::rc::Rc;

use super::constant::{Answer, Constant};
use super::interpret::{ENTRY, Interpreter, Run};
use super::object::Object;
use super::value::{Origin, Text, Value};
use crate::python::TextRange;

/// The deepest container that is looked into.
const DEEPEST: usize = 24;
/// The most values that plain data becomes. Parts that it shares, as aliases of YAML are, become values of their own.
const MOST_VALUES: usize = 100_000;

impl<'a> Interpreter<'a> {
    /// A value without identity, when everything in it is known.
    pub(super) fn constant(&self, value: &Value<'a>) -> Option<Constant> {
        self.constant_to(value, DEEPEST)
    }

    fn constant_to(&self, value: &Value<'a>, depth: usize) -> Option<Constant> {
        let depth = depth.checked_sub(1)?;
        self.look(|| self.constant_of(value, depth))
    }

    fn constant_of(&self, value: &Value<'a>, depth: usize) -> Option<Constant> {
        self.weigh(1);
        let all = |items: &[Value<'a>]| {
            items.iter().map(|item| self.constant_to(item, depth)).collect::<Option<Rc<[Constant]>>>()
        };
        Some(match value {
            Value::None => Constant::None,
            Value::Bool(of) => Constant::Bool(*of),
            Value::Int(of) => Constant::Int(*of),
            Value::Float(of) => Constant::Float(*of),
            Value::Str(text) => {
                self.weigh_text(&**text);
                Constant::Str(text.shared())
            }
            Value::Plain(of) => {
                if let Constant::Bytes(bytes) = of.as_ref() {
                    self.weigh_text(bytes);
                }
                of.as_ref().clone()
            }
            Value::Tuple(items) => Constant::Tuple(all(items)?),
            Value::Ref(at) => match self.passed(*at) {
                Object::List(list) if list.is_exact() => Constant::List(all(&list.items)?),
                // Its text and its keys have an order, and a `Counter` or `defaultdict` says its own name.
                Object::Dict(dict)
                    if dict.is_exact() && dict.list_open().is_none() && dict.factory.is_none() =>
                {
                    self.weigh(ENTRY * (1 + dict.len()));
                    let entries = dict.iter().map(|(key, value)| {
                        Some((self.constant_to(key, depth)?, self.constant_to(value, depth)?))
                    });
                    Constant::Dict(entries.collect::<Option<Rc<[_]>>>()?)
                }
                Object::Set(set) if set.is_exact() => {
                    let items: Vec<Value<'a>> = set.iter().map(|(key, _)| key.clone()).collect();
                    Constant::Set(all(&items)?)
                }
                _ => return None,
            },
            _ => return None,
        })
    }

    /// A value of what is known.
    pub(super) fn value_of(&mut self, known: Constant) -> Value<'a> {
        let mut left = MOST_VALUES;
        if is_larger(&known, &mut left) {
            return Value::Unknown(Origin::Note("data that is too large"));
        }
        self.made_of(known)
    }

    fn made_of(&mut self, known: Constant) -> Value<'a> {
        self.weigh(1);
        match known {
            Constant::None => Value::None,
            Constant::Bool(of) => Value::Bool(of),
            Constant::Int(of) => Value::Int(of),
            Constant::Float(of) => Value::Float(of),
            Constant::Str(text) => {
                self.weigh_text(&*text);
                Value::Str(Text::Made(text))
            }
            Constant::Tuple(items) => {
                Value::Tuple(items.iter().map(|item| self.made_of(item.clone())).collect())
            }
            Constant::List(items) => {
                let items = items.iter().map(|item| self.made_of(item.clone())).collect();
                self.list(items)
            }
            Constant::Set(items) => {
                let items: Vec<Value<'a>> = items.iter().map(|item| self.made_of(item.clone())).collect();
                let set = items.into_iter().map(|item| (item, Value::None)).collect();
                self.state.make(Object::Set(set))
            }
            Constant::Dict(entries) => {
                let entries: Vec<_> = entries
                    .iter()
                    .map(|(key, value)| (self.made_of(key.clone()), self.made_of(value.clone())))
                    .collect();
                self.state.make(Object::Dict(entries.into_iter().collect()))
            }
            other => Value::Plain(Rc::new(other)),
        }
    }

    /// What an operation on known values gave.
    pub(super) fn answer(&mut self, answer: Answer, range: TextRange) -> Run<Value<'a>> {
        match answer {
            Answer::Known(known) => Ok(self.value_of(known)),
            Answer::Raises(class) => {
                let text = self.words(Origin::Code(self.module(), range));
                Err(self.raised_at(class, range, &format!("`{text}` cannot be computed")))
            }
            Answer::Unknown => Ok(Value::Unknown(Origin::Code(self.module(), range))),
        }
    }
}

/// Whether there are more values in it than are `left`, which counts down.
fn is_larger(known: &Constant, left: &mut usize) -> bool {
    let Some(rest) = left.checked_sub(1) else { return true };
    *left = rest;
    match known {
        Constant::Tuple(items) | Constant::List(items) | Constant::Set(items) => {
            items.iter().any(|item| is_larger(item, left))
        }
        Constant::Dict(entries) => {
            entries.iter().any(|(key, value)| is_larger(key, left) || is_larger(value, left))
        }
        _ => false,
    }
}
