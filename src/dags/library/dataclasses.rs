//! Classes that a decorator makes, and their fields: `dataclasses`, `attrs`, `pydantic`.

use std::rc::Rc;

use super::super::attribute::bound;
use super::super::call::CallSite;
use super::super::interpret::{Interpreter, Run};
use super::super::object::Object;
use super::super::value::{Arguments, Text, Value};

impl<'a> Interpreter<'a> {
    /// `dataclasses`, and what `attrs` and `pydantic` have alike. `None`: nothing of this is followed.
    pub(super) fn call_dataclasses(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        if let Some(validator) = Self::validator_call(path, arguments) {
            return Ok(Some(validator));
        }
        Ok(Some(match (path, arguments.positional.as_slice()) {
            (path, given) if is_dataclass(path) => match given {
                [Value::Ref(class)] => {
                    self.make_dataclass(*class, arguments);
                    if path == "dataclasses.dataclass" {
                        self.allow_fields(*class, site)?;
                    }
                    Value::Ref(*class)
                }
                [] => Value::Partial(Rc::new((Value::External(path.into()), arguments.clone()))),
                _ => unknown,
            },
            (
                "dataclasses.field"
                | "pydantic.Field"
                | "attrs.field"
                | "attr.ib"
                | "attr.attrib"
                | "attr.field"
                | "pydantic.fields.Field",
                _,
            ) => {
                let marked = Value::Partial(Rc::new((Value::None, arguments.clone())));
                bound(&marked, &Text::Source("<field>"))
            }
            ("pydantic.ConfigDict" | "pydantic.config.ConfigDict", []) => {
                return self.call_builtin("dict", arguments.clone(), site).map(Some);
            }
            ("dataclasses.asdict" | "attrs.asdict" | "attr.asdict", [of]) => match self.state.object(of) {
                Some(Object::Instance(instance)) => {
                    let mut fields = instance.fields.clone();
                    fields.open = instance.open;
                    self.state.make(Object::Dict(fields))
                }
                _ => unknown,
            },
            ("dataclasses.fields" | "attr.fields" | "attrs.fields", [of]) => {
                let class = match of {
                    Value::Ref(at) if matches!(self.state.at(*at), Object::Class(_)) => Some(*at),
                    of => match self.class_of(of, why) {
                        Value::Ref(at) => Some(at),
                        _ => None,
                    },
                };
                let names = match class.map(|at| self.state.at(at)) {
                    Some(Object::Class(class)) => class.fields.clone(),
                    _ => return Ok(Some(unknown)),
                };
                let fields = names
                    .into_iter()
                    .map(|name| {
                        let keywords = vec![(Text::Source("name"), Value::Str(name))];
                        self.namespace(&Arguments { keywords, ..Arguments::default() }, site)
                    })
                    .collect();
                self.list(fields)
            }
            ("dataclasses.replace", [of]) if arguments.unknown.is_none() => {
                let Some(Object::Instance(instance)) = self.state.object(of).cloned() else {
                    return Ok(Some(unknown));
                };
                let Object::Class(class) = self.state.at(instance.class) else { return Ok(Some(unknown)) };
                // A new one is made, of what its `__init__` takes.
                let mut given = arguments.keywords.clone();
                for name in class.fields.clone() {
                    let is_given = given.iter().any(|(key, _)| *key == name);
                    if is_given || self.is_field_given(instance.class, &name, "init", false) {
                        continue;
                    }
                    let Some(value) = instance.fields.get(&Value::Str(name.clone())) else {
                        return Ok(Some(unknown));
                    };
                    given.push((name, value.clone()));
                }
                let given = Arguments { keywords: given, ..Arguments::default() };
                self.instantiate(instance.class, given, site)?
            }
            _ => return Ok(None),
        }))
    }
}

pub(super) fn is_dataclass(path: &str) -> bool {
    matches!(
        path,
        "dataclasses.dataclass"
            | "pydantic.dataclasses.dataclass"
            | "attrs.define"
            | "attrs.frozen"
            | "attr.define"
            | "attr.frozen"
            | "attr.dataclass"
            | "attr.s"
            | "attr.attrs"
    )
}
