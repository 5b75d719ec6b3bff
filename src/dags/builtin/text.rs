//! The text of a value: `str(value)`, `format(value)`, and what an f-string shows.

use std::rc::Rc;

use super::super::constant::{self, Answer};
use super::super::interpret::{Interpreter, Run};
use super::super::object::{ClassKind, Object};
use super::super::pure_path;
use super::super::value::{Arguments, Located, Origin, Text, Value};

impl<'a> Interpreter<'a> {
    /// `str(value)`
    pub(in super::super) fn text_of(
        &mut self,
        value: &Value<'a>,
        range: crate::python::TextRange,
    ) -> Run<Option<Value<'a>>> {
        if let Some(text) = self.text_of_object(value) {
            return Ok(Some(Value::Str(Text::Made(text))));
        }
        match value {
            Value::Str(_) => Ok(Some(value.clone())),
            Value::Located(located) => {
                Ok(Some(Value::Located(Located { path: located.path.clone(), is_text: true })))
            }
            Value::OneOf(values) => {
                let mut found = Vec::new();
                for one in values.iter() {
                    let shown = self.text_of(one, range)?;
                    found.push(shown.unwrap_or(Value::Unknown(Origin::Code(self.module(), range))));
                }
                Ok(Value::one_of(found))
            }
            Value::Ref(at) => {
                if let Object::Instance(instance) = self.state.at(*at) {
                    let class = instance.class;
                    for name in ["__str__", "__repr__"] {
                        if let Some(method) = self.class_attribute(class, name) {
                            return self.call_bound(method, value.clone(), Arguments::default()).map(Some);
                        }
                    }
                }
                self.constant_text(value)
            }
            _ => self.constant_text(value),
        }
    }

    /// The text of a member of an enumeration.
    pub(in super::super) fn text_of_object(&self, value: &Value<'a>) -> Option<Rc<str>> {
        if let Some(text) = pure_path::pure_text(value).or_else(|| self.text_given(value)) {
            return Some(text);
        }
        let Some(Object::Instance(instance)) = self.state.object(value) else { return None };
        let Object::Class(class) = self.state.at(instance.class) else { return None };
        if class.kind != ClassKind::Enum {
            return None;
        }
        let own =
            ["__str__", "__format__"].iter().any(|name| self.class_attribute(instance.class, name).is_some());
        if own {
            return None;
        }
        let is_plain_text = class.bases.iter().any(
            |base| matches!(base, Value::External(path) if matches!(&**path, "enum.StrEnum" | "enum.IntEnum")),
        );
        if is_plain_text {
            return match instance.fields.get_text("_value_")? {
                Value::Str(text) => Some(text.shared()),
                Value::Int(number) => Some(number.to_string().into()),
                _ => None,
            };
        }
        let name = instance.fields.get_text("_name_")?.as_str()?;
        Some(format!("{}.{name}", &*class.name).into())
    }

    /// `__format__` of the class of an object, which says what f-strings and `format` show of it.
    pub(in super::super) fn own_format(&self, value: &Value<'a>) -> Option<Value<'a>> {
        let Some(Object::Instance(instance)) = self.state.object(value) else { return None };
        self.class_attribute(instance.class, "__format__")
    }

    /// What an f-string or `format` shows of a member of an enumeration: before Python 3.11 its value, when it is
    /// text or a number as well.
    pub(in super::super) fn formatted_member(&self, value: &Value<'a>) -> Option<Rc<str>> {
        let shown = self.text_of_object(value)?;
        if self.python < 11
            && let Some(plain) = self.mixed_in(value)
        {
            return match plain {
                Value::Str(text) => Some(text.shared()),
                Value::Int(number) => Some(number.to_string().into()),
                _ => None,
            };
        }
        Some(shown)
    }

    fn constant_text(&mut self, value: &Value<'a>) -> Run<Option<Value<'a>>> {
        let Some(known) = self.constant(value) else { return Ok(None) };
        Ok(match constant::str(&known) {
            Answer::Known(known) => Some(self.value_of(known)),
            _ => None,
        })
    }
}
