//! `copy.deepcopy`.

use super::super::dict::Dict;
use super::super::interpret::{Interpreter, Run};
use super::super::object::{ClassKind, Instance, List, Object};
use super::super::value::{Origin, Value};

impl<'a> Interpreter<'a> {
    pub(super) fn deep_copy(&mut self, of: &Value<'a>, depth: usize) -> Run<Value<'a>> {
        self.spend(1)?;
        if depth > 40 {
            return Ok(Value::Unknown(Origin::Note("a copy of something very deep")));
        }
        let copy_dict = |this: &mut Self, dict: &Dict<'a>| -> Run<Dict<'a>> {
            let mut copy = Dict { open: dict.open, factory: dict.factory.clone(), ..Dict::default() };
            for (key, value) in dict.iter() {
                let value = this.deep_copy(value, depth + 1)?;
                copy.set(key.clone(), value, Origin::Note("a key that is not known"));
            }
            Ok(copy)
        };
        Ok(match of {
            Value::Tuple(items) => {
                let mut copies = Vec::new();
                for item in items.iter() {
                    copies.push(self.deep_copy(item, depth + 1)?);
                }
                Value::Tuple(copies.into())
            }
            Value::OneOf(values) => {
                let mut copies = Vec::new();
                for one in values.iter() {
                    copies.push(self.deep_copy(one, depth + 1)?);
                }
                Value::one_of(copies).unwrap_or(Value::None)
            }
            Value::Ref(at) => match self.state.at(*at).clone() {
                Object::List(list) => {
                    let mut items = Vec::new();
                    for item in &list.items {
                        items.push(self.deep_copy(item, depth + 1)?);
                    }
                    self.state.make(Object::List(List { items, open: list.open }))
                }
                Object::Dict(dict) => {
                    let copy = copy_dict(self, &dict)?;
                    self.state.make(Object::Dict(copy))
                }
                Object::Instance(instance)
                    if self.kind_of(instance.class).is_some_and(|kind| kind != ClassKind::Enum) =>
                {
                    let fields = copy_dict(self, &instance.fields)?;
                    let copy = Instance { fields, ..*instance };
                    self.state.make(Object::Instance(Box::new(copy)))
                }
                object @ Object::Set(_) => self.state.make(object),
                _ => of.clone(),
            },
            _ => of.clone(),
        })
    }
}
