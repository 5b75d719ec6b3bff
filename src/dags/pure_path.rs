//! A path relative to another one, `path.relative_to(folder)`: all of it is known, wherever the folder lies.

use std::rc::Rc;

use super::interpret::Interpreter;
use super::path;
use super::value::{Arguments, Located, Origin, Text, Value};

/// How it is kept: `Partial` of this and its text.
const KIND: &str = "pathlib.PurePath()";

/// The text of a relative path.
pub(super) fn pure_text(value: &Value<'_>) -> Option<Rc<str>> {
    match value {
        Value::Partial(of) => match (&of.0, of.1.positional.first()) {
            (Value::External(kind), Some(Value::Str(text))) if &**kind == KIND => Some(text.shared()),
            _ => None,
        },
        _ => None,
    }
}

fn pure<'a>(text: impl Into<Text<'a>>) -> Value<'a> {
    Value::Partial(Rc::new((Value::External(KIND.into()), Arguments::of([Value::Str(text.into())]))))
}

/// `of.relative_to(base)`, when that is below it.
pub(super) fn relative_to<'a>(of: &Located, base: &Value<'a>) -> Option<Value<'a>> {
    let Value::Located(base) = base else { return None };
    let rest = match &*base.path {
        "" => &*of.path,
        base => of.path.strip_prefix(base)?.strip_prefix('/')?,
    };
    // Outside the DAG folder, what is before the package's folder is not part of the name.
    (!rest.is_empty() && !rest.starts_with('~')).then(|| pure(rest.to_owned()))
}

/// An attribute; `None` when it is not followed.
pub(super) fn pure_attribute<'a>(text: &str, name: &str) -> Option<Value<'a>> {
    let last = path::name(text);
    let (stem, suffix) = path::split_suffix(last);
    Some(match name {
        "name" => Value::text(last.to_owned()),
        "stem" if suffix != "." => Value::text(stem.to_owned()),
        "suffix" if suffix != "." => Value::text(suffix.to_owned()),
        "parent" => pure(text.rsplit_once('/').map_or(".", |(parent, _)| parent).to_owned()),
        "parts" if text == "." => Value::Tuple(Rc::new([])),
        "parts" => Value::Tuple(text.split('/').map(|part| Value::text(part.to_owned())).collect()),
        _ => return None,
    })
}

impl<'a> Interpreter<'a> {
    /// A method of a relative path.
    pub(super) fn pure_method(&self, text: &str, name: &str, given: &[Value<'a>], why: Origin) -> Value<'a> {
        let last = path::name(text);
        let folder = &text[..text.len() - last.len()];
        match (name, given) {
            ("as_posix" | "__str__" | "__fspath__", []) => Value::text(text.to_owned()),
            ("with_suffix", [Value::Str(suffix)]) if !last.is_empty() && last != "." => {
                pure(format!("{folder}{}{}", path::split_suffix(last).0, &**suffix))
            }
            ("with_name", [Value::Str(name)]) if last != "." => pure(format!("{folder}{}", &**name)),
            ("joinpath", [Value::Str(more)]) => pure_join(text, more).unwrap_or(Value::Unknown(why)),
            ("is_absolute", []) => Value::Bool(false),
            _ => Value::Unknown(why),
        }
    }
}

/// `path / more`
pub(super) fn pure_join<'a>(text: &str, more: &str) -> Option<Value<'a>> {
    let is_plain = !more.is_empty() && !more.split('/').any(|part| matches!(part, "" | "." | ".."));
    (is_plain && text != ".").then(|| pure(format!("{text}/{more}")))
}
