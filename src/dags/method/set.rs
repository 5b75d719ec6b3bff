//! Methods of sets: `add`, `union`, `difference`.

use super::super::call::CallSite;
use super::super::dict::{Dict, Place};
use super::super::interpret::{Interpreter, Run};
use super::super::object::{At, Object};
use super::super::value::{Arguments, Value};

impl<'a> Interpreter<'a> {
    pub(super) fn set_method(
        &mut self,
        at: At,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let first = arguments.positional.first().cloned();
        Ok(match (name, first) {
            ("add", Some(value)) => {
                if let Object::Set(set) = self.state.at_mut(at) {
                    set.set(value, Value::None, why);
                }
                self.blur_twins_at(at, why);
                Value::None
            }
            ("update", Some(other)) => {
                self.update(at, &other, why);
                Value::None
            }
            ("discard" | "remove", Some(value)) => {
                let Object::Set(set) = self.state.at(at) else { return Ok(Value::Unknown(why)) };
                let value = self.same_key(set, &value);
                let Object::Set(set) = self.state.at_mut(at) else { return Ok(Value::Unknown(why)) };
                match set.place(&value) {
                    Place::Here => {
                        set.remove(&value);
                    }
                    Place::Nowhere if name == "remove" && self.doubt().is_none() => {
                        return Err(self.raised_at("KeyError", site.range, "The set has no such element"));
                    }
                    Place::Nowhere | Place::Unseen => {}
                    Place::Anywhere => {
                        self.state.loosen(at, why);
                        if name == "remove" {
                            self.hazard(why, "KeyError", false);
                        }
                    }
                }
                Value::None
            }
            ("pop", None)
                if matches!(self.state.at(at), Object::Set(set) if set.is_exact() && set.len() == 0)
                    && self.doubt().is_none() =>
            {
                return Err(self.raised_at("KeyError", site.range, "The set has no such element"));
            }
            ("copy", None) => {
                let copy = self.state.at(at).clone();
                self.state.make(copy)
            }
            ("union", Some(other)) => {
                let copy = self.state.at(at).clone();
                let copy = self.state.allocate(copy);
                self.update(copy, &other, why);
                Value::Ref(copy)
            }
            ("difference" | "intersection", Some(other)) => {
                let (Some(own), Some(others)) = (self.items(&Value::Ref(at)), self.elements(&other)) else {
                    return Ok(Value::Unknown(why));
                };
                if !others.is_exact() {
                    return Ok(Value::Unknown(why));
                }
                let there: Dict<'a> = others.items.into_iter().map(|item| (item, Value::None)).collect();
                let wanted = name == "intersection";
                let kept = own
                    .into_iter()
                    .filter(|item| there.get(item).is_some() == wanted)
                    .map(|item| (item, Value::None))
                    .collect();
                self.state.make(Object::Set(kept))
            }
            ("issubset" | "issuperset" | "isdisjoint", _) => Value::Unknown(why),
            _ => {
                self.state.loosen(at, why);
                Value::Unknown(why)
            }
        })
    }
}
