//! Strings and paths as Python computes them.

use std::rc::Rc;

use super::value::Value;
use crate::python::ast::Operator;

/// Longest string that is followed.
const MOST_BYTES: usize = 64 * 1024;

/// `str(value)`, when it is known.
pub(super) fn to_text(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Str(text) => Some(text.to_string()),
        Value::Int(int) => Some(int.to_string()),
        Value::Bool(true) => Some("True".into()),
        Value::Bool(false) => Some("False".into()),
        Value::None => Some("None".into()),
        _ => None,
    }
}

/// `format(value, spec)` for no specification, `0Nd`, `N` zeros and `s`.
pub(super) fn format_value(value: &Value<'_>, spec: &str) -> Option<String> {
    match (value, spec) {
        (_, "") => to_text(value),
        (Value::Str(text), "s") => Some(text.to_string()),
        (Value::Int(int), "d") => Some(int.to_string()),
        (Value::Int(int), spec) => {
            let width = spec.strip_suffix('d').unwrap_or(spec).strip_prefix('0')?;
            let width: usize = width.parse().ok().filter(|width| *width < 100)?;
            Some(format!("{int:0width$}"))
        }
        _ => None,
    }
}

/// A binary operator on values that need no heap.
pub(super) fn operate<'a>(op: Operator, left: &Value<'a>, right: &Value<'a>) -> Option<Value<'a>> {
    match (op, left, right) {
        (Operator::Add, Value::Str(a), Value::Str(b)) if a.len() + b.len() <= MOST_BYTES => {
            Some(Value::text(format!("{a}{b}")))
        }
        (Operator::Add, Value::Int(a), Value::Int(b)) => a.checked_add(*b).map(Value::Int),
        (Operator::Sub, Value::Int(a), Value::Int(b)) => a.checked_sub(*b).map(Value::Int),
        (Operator::Mult, Value::Int(a), Value::Int(b)) => a.checked_mul(*b).map(Value::Int),
        (Operator::Mod, Value::Str(format), values) => match values {
            Value::Tuple(values) => percent(format, values),
            Value::Str(_) | Value::Int(_) | Value::None | Value::Bool(_) => {
                percent(format, std::slice::from_ref(values))
            }
            _ => None,
        },
        (Operator::Div, Value::Located { path, is_text: false }, Value::Str(part)) => {
            (!part.starts_with('/') && !part.contains(".."))
                .then(|| Value::Located { path: format!("{path}/{part}").into(), is_text: false })
        }
        _ => None,
    }
}

/// `format % values` with `%s`, `%d`, `%i`, `%0Nd` and `%%`.
fn percent<'a>(format: &str, values: &[Value<'a>]) -> Option<Value<'a>> {
    let mut text = String::new();
    let mut values = values.iter();
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (width, kind) = (&rest[..end], rest[end..].chars().next()?);
        rest = &rest[end + kind.len_utf8()..];
        match (width, kind) {
            ("", '%') => text.push('%'),
            ("", 's') => text.push_str(&to_text(values.next()?)?),
            (_, 'd' | 'i') => text.push_str(&format_value(values.next()?, width)?),
            _ => return None,
        }
    }
    text.push_str(rest);
    values.next().is_none().then(|| Value::text(text))
}

/// `text.format(...)` with `{}`, `{0}`, `{name}` and simple specifications.
fn braces<'a>(format: &str, positional: &[Value<'a>], keywords: &[(String, Value<'a>)]) -> Option<Value<'a>> {
    let mut text = String::new();
    let mut next = 0;
    let mut rest = format;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let doubled = rest[at..].starts_with("{{") || rest[at..].starts_with("}}");
        if doubled {
            text.push_str(&rest[at..=at]);
            rest = &rest[at + 2..];
            continue;
        }
        let end = at + rest[at..].find('}').filter(|_| rest[at..].starts_with('{'))?;
        let (field, spec) = rest[at + 1..end].split_once(':').unwrap_or((&rest[at + 1..end], ""));
        let value = if field.is_empty() {
            next += 1;
            positional.get(next - 1)?
        } else if let Ok(index) = field.parse::<usize>() {
            positional.get(index)?
        } else {
            &keywords.iter().find(|(name, _)| name == field)?.1
        };
        text.push_str(&format_value(value, spec)?);
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    Some(Value::text(text))
}

/// A method of `str` that gives a string (or a tuple of them), when all its arguments are known.
pub(super) fn method<'a>(
    text: &str,
    name: &str,
    positional: &[Value<'a>],
    keywords: &[(String, Value<'a>)],
) -> Option<Value<'a>> {
    if name == "format" {
        return braces(text, positional, keywords);
    }
    if !keywords.is_empty() {
        return None;
    }
    let ascii = text.is_ascii();
    match (name, positional) {
        ("lower", []) if ascii => Some(Value::text(text.to_ascii_lowercase())),
        ("upper", []) if ascii => Some(Value::text(text.to_ascii_uppercase())),
        ("capitalize", []) if ascii => {
            let mut lower = text.to_ascii_lowercase();
            if let Some(first) = lower.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            Some(Value::text(lower))
        }
        ("title", []) if ascii => Some(Value::text(title(text))),
        ("strip", []) if ascii => Some(Value::text(text.trim())),
        ("strip", [Value::Str(set)]) => Some(Value::text(text.trim_matches(|c| set.contains(c)))),
        ("lstrip", [Value::Str(set)]) => Some(Value::text(text.trim_start_matches(|c| set.contains(c)))),
        ("rstrip", [Value::Str(set)]) => Some(Value::text(text.trim_end_matches(|c| set.contains(c)))),
        ("replace", [Value::Str(from), Value::Str(to)])
            if !from.is_empty() && text.len() * (to.len() + 1) < MOST_BYTES =>
        {
            Some(Value::text(text.replace(from.as_ref(), to)))
        }
        ("removeprefix", [Value::Str(part)]) => {
            Some(Value::text(text.strip_prefix(part.as_ref()).unwrap_or(text)))
        }
        ("removesuffix", [Value::Str(part)]) => {
            Some(Value::text(text.strip_suffix(part.as_ref()).unwrap_or(text)))
        }
        ("startswith", [Value::Str(part)]) => Some(Value::Bool(text.starts_with(part.as_ref()))),
        ("endswith", [Value::Str(part)]) => Some(Value::Bool(text.ends_with(part.as_ref()))),
        ("split", [Value::Str(by)]) if !by.is_empty() => {
            Some(Value::Tuple(text.split(by.as_ref()).map(Value::text).collect()))
        }
        ("join", [Value::Tuple(items)]) => join(text, items),
        _ => None,
    }
}

/// `by.join(items)`
pub(super) fn join<'a>(by: &str, items: &[Value<'a>]) -> Option<Value<'a>> {
    let texts: Option<Vec<&str>> = items
        .iter()
        .map(|item| match item {
            Value::Str(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    texts.map(|texts| Value::text(texts.join(by)))
}

fn title(text: &str) -> String {
    let mut after_letter = false;
    text.chars()
        .map(|c| {
            let cased = if after_letter { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
            after_letter = c.is_ascii_alphabetic();
            cased
        })
        .collect()
}

/// `name`, `stem`, `suffix` and `parent` of a path of the package. The package's folder is known by its name,
/// what lies above it is not.
pub(super) fn located_attribute<'a>(path: &Rc<str>, name: &str) -> Option<Value<'a>> {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, suffix) = split_suffix(file);
    match name {
        "name" => Some(Value::text(file)),
        "stem" => Some(Value::text(stem)),
        "suffix" => Some(Value::text(suffix)),
        "parent" => {
            path.rsplit_once('/').map(|(parent, _)| Value::Located { path: parent.into(), is_text: false })
        }
        _ => None,
    }
}

/// A file's name without its last suffix, and that suffix.
pub(super) fn split_suffix(file: &str) -> (&str, &str) {
    match file.rfind('.') {
        Some(at) if at > 0 => file.split_at(at),
        _ => (file, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_computed_as_python_computes_them() {
        let int = Value::Int(7);
        assert_eq!(format_value(&int, "03d").as_deref(), Some("007"));
        assert_eq!(format_value(&int, "02").as_deref(), Some("07"));
        assert_eq!(format_value(&int, ">3"), None);
        let tuple = Value::Tuple([Value::text("a"), int.clone()].into());
        assert_eq!(operate(Operator::Mod, &Value::text("x_%s_%02d%%"), &tuple), Some(Value::text("x_a_07%")));
        assert_eq!(operate(Operator::Mod, &Value::text("x_%s"), &tuple), None);
        let keywords = [("n".to_owned(), int)];
        assert_eq!(
            method("{}_{n:02d}_{{}}", "format", &[Value::text("a")], &keywords),
            Some(Value::text("a_07_{}"))
        );
        assert_eq!(method("ab-cd e", "title", &[], &[]), Some(Value::text("Ab-Cd E")));
        assert_eq!(located_attribute(&"p/dags/a.b.py".into(), "stem"), Some(Value::text("a.b")));
    }
}
