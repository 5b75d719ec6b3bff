//! What is made of other values: `dict(…)`, `list(…)`, `tuple(…)`, `set(…)`, `type("Name", (Base,), {…})`.

use super::super::call::CallSite;
use super::super::dict::Dict;
use super::super::interpret::{Interpreter, Run};
use super::super::object::{List, Object};
use super::super::state::FrameKind;
use super::super::value::{Arguments, Value};

impl<'a> Interpreter<'a> {
    pub(super) fn new_dict(&mut self, arguments: Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        let mut dict = match arguments.positional.first() {
            None => Dict::default(),
            Some(value) => match self.mapping(value) {
                Some(dict) => Dict { factory: None, ..dict },
                None => match self.elements(value).and_then(|list| self.entries_of(list, false)) {
                    Some(dict) => dict,
                    None => Dict { open: Some(why), ..Dict::default() },
                },
            },
        };
        for (key, value) in arguments.keywords {
            dict.set(Value::Str(key), value, why);
        }
        self.blur_twins(&mut dict, why);
        Ok(self.state.make(Object::Dict(dict)))
    }

    pub(super) fn new_sequence(&mut self, name: &str, of: Option<&Value<'a>>, site: CallSite) -> Value<'a> {
        let why = self.at(site);
        let list = match of {
            None => List::default(),
            Some(value) => match self.elements(value) {
                Some(list) => list,
                None => match name {
                    "tuple" => return Value::Unknown(why),
                    _ => List { items: Vec::new(), open: Some(why) },
                },
            },
        };
        match name {
            "tuple" if list.is_exact() => Value::Tuple(list.items.into()),
            "tuple" | "list" => self.state.make(Object::List(list)),
            _ => {
                let set = self.entries_of(list, true).unwrap_or_default();
                self.state.make(Object::Set(set))
            }
        }
    }

    /// `type("Name", (Base,), {...})`
    pub(in super::super) fn dynamic_class(
        &mut self,
        bases: &Value<'a>,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let Some(bases) = self.items(bases) else { return Ok(Value::Unknown(why)) };
        let (Some(Value::Str(name)), Some(namespace)) = (
            arguments.positional.first().cloned(),
            arguments.positional.get(2).and_then(|of| self.mapping(of)),
        ) else {
            return Ok(Value::Unknown(why));
        };
        let module = self.module();
        let frame = self.state.new_frame(Some(self.scope), FrameKind::Class(0), module);
        for (key, value) in namespace.iter() {
            if let Value::Str(key) = key {
                self.state.set(frame, key.clone(), value.clone());
            }
        }
        Ok(Value::Ref(self.new_class_in(name, bases, frame)))
    }
}
