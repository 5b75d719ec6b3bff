//! Methods of the variables of a module or function, as a dictionary: `globals().update(…)`.

use super::super::call::CallSite;
use super::super::interpret::{Interpreter, Run};
use super::super::object::Object;
use super::super::value::{Arguments, Value};

impl<'a> Interpreter<'a> {
    pub(super) fn variables_method(
        &mut self,
        frame: usize,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let variables = Value::Variables(frame);
        Ok(match (name, arguments.positional.as_slice()) {
            ("update", [other]) => match self.mapping(other) {
                Some(dict) => {
                    if let Some(why) = dict.open {
                        self.state.open_frame(frame, why);
                    }
                    for (key, value) in dict.iter() {
                        let value = match (key, value.may_be_absent()) {
                            (Value::Str(name), true) => {
                                let before = self.state.frame(frame).get(name).cloned();
                                Value::either(value.clone().present(), before.unwrap_or(Value::Absent))
                            }
                            _ => value.clone(),
                        };
                        self.set_item(&variables, key.clone(), value, why);
                    }
                    Value::None
                }
                None => {
                    let list = self.elements(other).and_then(|list| self.entries_of(list, false));
                    match list {
                        Some(dict) => {
                            let dict = self.state.make(Object::Dict(dict));
                            return self.variables_method(frame, name, &Arguments::of([dict]), site);
                        }
                        None => {
                            self.escape(other, why);
                            self.call_unknown(&Arguments::of([variables]), site)
                        }
                    }
                }
            },
            ("update", []) => {
                for (key, value) in &arguments.keywords {
                    self.state.set(frame, key.clone(), value.clone());
                }
                Value::None
            }
            ("__setitem__", [key, value]) => {
                self.set_item(&variables, key.clone(), value.clone(), why);
                Value::None
            }
            ("setdefault", [Value::Str(key), value]) => match self.state.frame(frame).get(key) {
                Some(known) => known.clone().present(),
                None => {
                    self.state.set(frame, key.clone(), value.clone());
                    value.clone()
                }
            },
            ("get", [Value::Str(key), default @ ..]) => match self.state.frame(frame).get(key) {
                Some(known) => known.clone().present(),
                None if self.state.frame(frame).open.is_some() => Value::Unknown(why),
                None => default.first().cloned().unwrap_or(Value::None),
            },
            ("pop", [Value::Str(key), ..]) => self.state.unset(frame, key).unwrap_or(Value::Unknown(why)),
            ("items" | "keys" | "values" | "copy", []) => {
                let dict = self.mapping(&variables).unwrap_or_default();
                let dict = self.state.allocate(Object::Dict(dict));
                return self.dict_method(dict, name, Arguments::default(), site);
            }
            _ => Value::Unknown(why),
        })
    }
}
