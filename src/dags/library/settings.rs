//! `configparser.ConfigParser`: it is kept as a dictionary of its sections, and these as dictionaries of their options.
//!
//! Where an option of the constructor or an attribute that is set may change how files are read, and is not followed,
//! the dictionary is open from the start: nothing that is read into it is known.

use std::rc::Rc;

use super::super::call::CallSite;
use super::super::constant::{self, data};
use super::super::dict::Dict;
use super::super::interpret::{Interpreter, Run};
use super::super::method::file::is_file;
use super::super::object::{At, List, Object};
use super::super::value::{Arguments, Body, Function, Origin, Value};
use crate::python::ast::Expr;

/// What marks a parser: its options are in lower case.
const PARSER: &str = "configparser.ConfigParser";
/// A parser with `optionxform = str`.
const CASED: &str = "configparser.ConfigParser with optionxform";
/// A section of a parser, and of one whose options keep their case.
const SECTION: &str = "configparser.SectionProxy";
const CASED_SECTION: &str = "configparser.SectionProxy with optionxform";

/// Options of the constructor that only let it read what is not followed here in any case.
const HARMLESS: &[&str] = &["allow_no_value", "empty_lines_in_values", "strict"];

/// Whether what marks a dictionary says that it is a parser.
pub(in super::super) fn is_settings(mark: &Value<'_>) -> bool {
    is_marked(mark, &[PARSER, CASED])
}

/// Whether what marks a dictionary says that it is a section.
pub(in super::super) fn is_section(mark: &Value<'_>) -> bool {
    is_marked(mark, &[SECTION, CASED_SECTION])
}

fn is_marked(mark: &Value<'_>, marks: &[&str]) -> bool {
    matches!(mark, Value::External(path) if marks.contains(&&**path))
}

impl<'a> Interpreter<'a> {
    /// `configparser.ConfigParser(…)`
    pub(super) fn new_settings(&mut self, arguments: &Arguments<'a>, why: Origin) -> Value<'a> {
        let is_plain = arguments.keywords.iter().all(|(name, value)| {
            HARMLESS.contains(&&**name) || (&**name == "interpolation" && *value == Value::None)
        });
        let is_followed = is_plain && arguments.positional.is_empty() && arguments.unknown.is_none();
        let factory = Some(Value::External(PARSER.into()));
        let open = (!is_followed).then_some(why);
        self.state.make(Object::Dict(Dict { factory, open, ..Dict::default() }))
    }

    /// An attribute of a parser that is set: `parser.optionxform = str`.
    pub(in super::super) fn set_of_settings(&mut self, at: At, name: &str, value: &Value<'a>, why: Origin) {
        let Object::Dict(dict) = self.state.at_mut(at) else { return };
        if !dict.factory.as_ref().is_some_and(is_settings) {
            return;
        }
        // What was read before was read with the old one.
        let is_new = dict.len() == 0;
        let keeps_case = match value {
            Value::Builtin("str") => true,
            Value::Function(function) => gives_itself(function),
            _ => false,
        };
        match name {
            "optionxform" if keeps_case && is_new => {
                dict.factory = Some(Value::External(CASED.into()));
            }
            _ => dict.blur(why),
        }
    }

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
                let text = self.decoded_at(&located.path, arguments.get(1, "encoding"));
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
            (
                "read" | "read_file" | "read_string" | "read_dict" | "set" | "add_section" | "remove_option"
                | "remove_section" | "clear" | "update" | "setdefault" | "pop" | "popitem",
                _,
            ) => self.add_settings(at, None, why),
            ("sections", []) => {
                let Some(mut list) = self.elements(&Value::Ref(at)) else {
                    return Ok(Some(Value::Unknown(why)));
                };
                list.items.retain(|name| name.as_str() != Some("DEFAULT"));
                self.state.make(Object::List(list))
            }
            ("get" | "getint" | "getboolean" | "getfloat", [section, option])
                if arguments.keyword("vars").is_none() =>
            {
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
                match (self.contains(&section, option), fallback) {
                    (Some(false), Some(fallback)) => fallback,
                    _ => {
                        let found = self.item(&section, option, site.range, why)?;
                        converted(name, &found, why)
                    }
                }
            }
            ("get" | "getint" | "getboolean" | "getfloat", _) => Value::Unknown(why),
            ("has_section", [section]) => match section.as_str() {
                Some("DEFAULT") => Value::Bool(false),
                _ => self.contains(&Value::Ref(at), section).map_or(Value::Unknown(why), Value::Bool),
            },
            ("has_option", [section, option]) => match self.contains(&Value::Ref(at), section) {
                Some(true) => {
                    let section = self.item(&Value::Ref(at), section, site.range, why)?;
                    self.contains(&section, option).map_or(Value::Unknown(why), Value::Bool)
                }
                Some(false) if section.as_str().is_some_and(|name| !name.is_empty()) => Value::Bool(false),
                _ => Value::Unknown(why),
            },
            ("options", [section]) => {
                let section = self.item(&Value::Ref(at), section, site.range, why)?;
                return self.call_builtin("list", Arguments::of([section]), site).map(Some);
            }
            ("items", [section]) => {
                let section = self.item(&Value::Ref(at), section, site.range, why)?;
                self.pairs_of_section(at, &section).unwrap_or(Value::Unknown(why))
            }
            ("items", [_, ..]) => Value::Unknown(why),
            _ => return Ok(None),
        }))
    }

    /// Methods of a section that dictionaries do not have, or have otherwise.
    pub(in super::super) fn section_method(
        &mut self,
        at: At,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let why = self.at(site);
        if !matches!(name, "get" | "getint" | "getboolean" | "getfloat") {
            return Ok(None);
        }
        let [option, rest @ ..] = arguments.positional.as_slice() else {
            return Ok(Some(Value::Unknown(why)));
        };
        let fallback = rest.first().or_else(|| arguments.keyword("fallback")).cloned().unwrap_or(Value::None);
        if arguments.keyword("vars").is_some() {
            return Ok(Some(Value::Unknown(why)));
        }
        let section = Value::Ref(at);
        Ok(Some(match self.contains(&section, option) {
            Some(false) => fallback,
            Some(true) => {
                let found = self.item(&section, option, site.range, why)?;
                converted(name, &found, why)
            }
            None => Value::Unknown(why),
        }))
    }

    /// `parser.items(section)`: the defaults come first, and then what only the section has. The section itself lists
    /// its own options first.
    fn pairs_of_section(&mut self, at: At, section: &Value<'a>) -> Option<Value<'a>> {
        let Object::Dict(parser) = self.state.at(at) else { return None };
        let defaults = parser.get(&Value::text("DEFAULT"))?;
        let (Some(Object::Dict(defaults)), Some(Object::Dict(own))) =
            (self.state.object(defaults), self.state.object(section))
        else {
            return None;
        };
        if !defaults.is_exact() || !own.is_exact() {
            return None;
        }
        let keys = defaults.iter().map(|(key, _)| key);
        let keys = keys.chain(own.iter().map(|(key, _)| key).filter(|key| defaults.get(key).is_none()));
        let pair = |key: &Value<'a>| Some(Value::Tuple([key.clone(), own.get(key)?.clone()].into()));
        let pairs: Option<Vec<Value<'a>>> = keys.map(pair).collect();
        Some(self.state.make(Object::List(List::of(pairs?))))
    }

    /// Reads a text into a parser. A second one changes sections that are there, and is not followed.
    fn add_settings(&mut self, at: At, text: Option<Rc<str>>, why: Origin) -> Value<'a> {
        let Object::Dict(dict) = self.state.at(at) else { return Value::Unknown(why) };
        let keeps_case = dict.factory.as_ref().is_some_and(|mark| is_marked(mark, &[CASED]));
        let is_new = dict.len() == 0 && dict.open.is_none();
        let known = text.filter(|_| is_new).map(|text| {
            self.weigh_reading(&text);
            data::ini(&text, keeps_case)
        });
        let sections = match known {
            Some(constant::Answer::Known(known)) => {
                let value = self.value_of(known);
                self.mapping(&value)
            }
            _ => None,
        };
        let mark: Rc<str> = if keeps_case { CASED_SECTION } else { SECTION }.into();
        for (_, section) in sections.iter().flat_map(Dict::iter) {
            if let Value::Ref(section) = section
                && let Object::Dict(section) = self.state.at_mut(*section)
            {
                section.factory = Some(Value::External(mark.clone()));
            }
        }
        if let Object::Dict(dict) = self.state.at_mut(at) {
            match sections {
                Some(sections) => dict.update(&sections),
                None => dict.blur(why),
            }
        }
        Value::Unknown(why)
    }
}

/// The key of an option: in lower case, if the dictionary is a section whose parser does not keep the case.
pub(in super::super) fn option_key<'a>(dict: &Dict<'a>, key: &Value<'a>) -> Value<'a> {
    match key {
        Value::Str(name)
            if dict.factory.as_ref().is_some_and(|mark| is_marked(mark, &[SECTION]))
                && name.chars().any(char::is_uppercase) =>
        {
            Value::text(name.to_lowercase())
        }
        _ => key.clone(),
    }
}

/// Whether it is `lambda option: option`.
fn gives_itself(function: &Function<'_>) -> bool {
    let (Body::Expression(Expr::Name(given)), Some(parameters)) = (function.body, function.parameters) else {
        return false;
    };
    let mut names = parameters.iter().map(|parameter| parameter.name().as_str());
    names.next() == Some(given.id.as_str()) && names.next().is_none()
}

/// The text of an option as `get`, `getint`, `getboolean` or `getfloat` gives it.
fn converted<'a>(method: &str, found: &Value<'a>, why: Origin) -> Value<'a> {
    match (method, found) {
        ("get", _) => found.clone(),
        ("getint", Value::Str(text)) => text.parse().map_or(Value::Unknown(why), Value::Int),
        ("getboolean", Value::Str(text)) => match text.to_ascii_lowercase().as_str() {
            "1" | "yes" | "true" | "on" => Value::Bool(true),
            "0" | "no" | "false" | "off" => Value::Bool(false),
            _ => Value::Unknown(why),
        },
        _ => Value::Unknown(why),
    }
}
