//! `configparser.ConfigParser`: it is kept as a dictionary of its sections.

use std::rc::Rc;

use super::super::attribute::bound;
use super::super::call::CallSite;
use super::super::constant::{self, data};
use super::super::interpret::{Interpreter, Run};
use super::super::method::file::is_file;
use super::super::object::{At, Object};
use super::super::value::{Arguments, Origin, Text, Value};

impl<'a> Interpreter<'a> {
    /// Methods of a `ConfigParser`, which is kept as a dictionary of its sections.
    pub(in super::super) fn settings_method(
        &mut self,
        at: At,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let why = self.at(site);
        let given = arguments.positional.as_slice();
        Ok(Some(match (name, given) {
            ("read", [Value::Located(located), ..]) => {
                let text = self.text_at(&located.path);
                self.add_settings(at, text, why)
            }
            ("read_string", [Value::Str(text), ..]) => {
                let text = Some(text.shared());
                self.add_settings(at, text, why)
            }
            ("read_file", [Value::Bound(file), ..]) if is_file(file) => {
                let text = self.file_text(file);
                self.add_settings(at, text, why)
            }
            ("read" | "read_file" | "read_string" | "read_dict", _) => self.add_settings(at, None, why),
            ("sections", []) => {
                let Some(mut list) = self.elements(&Value::Ref(at)) else {
                    return Ok(Some(Value::Unknown(why)));
                };
                list.items.retain(|name| name.as_str() != Some("DEFAULT"));
                self.state.make(Object::List(list))
            }
            ("get" | "getint" | "getboolean" | "getfloat", [section, option]) => {
                let fallback = arguments.keyword("fallback").cloned();
                let is_open = matches!(self.state.at(at), Object::Dict(dict) if dict.open.is_some());
                if is_open && fallback.is_none() {
                    // Of a file that is not of the package, which may not be there.
                    self.hazard(why, "", true);
                }
                let section = match (self.contains(&Value::Ref(at), section), &fallback) {
                    (Some(false), Some(fallback)) => return Ok(Some(fallback.clone())),
                    _ => self.item(&Value::Ref(at), section, site.range, why)?,
                };
                let found = match (self.contains(&section, option), fallback) {
                    (Some(false), Some(fallback)) => return Ok(Some(fallback)),
                    _ => self.item(&section, option, site.range, why)?,
                };
                match (name, &found) {
                    ("get", _) => found,
                    ("getint", Value::Str(text)) => text.parse().map_or(Value::Unknown(why), Value::Int),
                    ("getboolean", Value::Str(text)) => match text.to_ascii_lowercase().as_str() {
                        "1" | "yes" | "true" | "on" => Value::Bool(true),
                        "0" | "no" | "false" | "off" => Value::Bool(false),
                        _ => Value::Unknown(why),
                    },
                    _ => Value::Unknown(why),
                }
            }
            ("has_section", [section]) => {
                self.contains(&Value::Ref(at), section).map_or(Value::Unknown(why), Value::Bool)
            }
            ("options", [section]) => {
                let section = self.item(&Value::Ref(at), section, site.range, why)?;
                return self.call_builtin("list", Arguments::of([section]), site).map(Some);
            }
            ("items", [section]) => {
                let section = self.item(&Value::Ref(at), section, site.range, why)?;
                let items = bound(&section, &Text::Source("items"));
                return self.apply(&items, Arguments::default(), site).map(Some);
            }
            _ => return Ok(None),
        }))
    }

    fn add_settings(&mut self, at: At, text: Option<Rc<str>>, why: Origin) -> Value<'a> {
        let known = text.map(|text| data::ini(&text));
        let sections = match known {
            Some(constant::Answer::Known(known)) => {
                let value = self.value_of(known);
                self.mapping(&value)
            }
            _ => None,
        };
        if let Object::Dict(dict) = self.state.at_mut(at) {
            match sections {
                Some(sections) => dict.update(&sections),
                None => dict.blur(why),
            }
        }
        Value::Unknown(why)
    }
}
