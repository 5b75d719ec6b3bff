//! Paths of which all is known and that are only computed with: `PurePosixPath("/data/in.csv").stem`, `Path("a") / "b"`,
//! `path.relative_to(folder)`. What lies there, if anything, depends on the machine.

use std::rc::Rc;

use super::interpret::Interpreter;
use super::object::{List, Object};
use super::path;
use super::value::{Arguments, Located, Origin, Text, Value};

/// How it is kept: `Partial` of this and its text.
const KIND: &str = "pathlib.PurePath()";

/// The text of a path of which all is known.
pub(super) fn pure_text(value: &Value<'_>) -> Option<Rc<str>> {
    match value {
        Value::Partial(of) => match (&of.0, of.1.positional.first()) {
            (Value::External(kind), Some(Value::Str(text))) if &**kind == KIND => Some(text.shared()),
            _ => None,
        },
        _ => None,
    }
}

/// What `os.fspath` gives of it: the text of such a path, and a text itself.
pub(super) fn path_text(value: &Value<'_>) -> Option<Rc<str>> {
    value.as_str().map(Rc::from).or_else(|| pure_text(value))
}

fn pure<'a>(text: impl Into<Text<'a>>) -> Value<'a> {
    Value::Partial(Rc::new((Value::External(KIND.into()), Arguments::of([Value::Str(text.into())]))))
}

/// `Path(*parts)`; `None` when one of them is neither a text nor such a path.
pub(super) fn construct<'a>(parts: &[Value<'a>]) -> Option<Value<'a>> {
    let texts: Option<Vec<Rc<str>>> = parts.iter().map(path_text).collect();
    let joined = texts?.iter().fold(String::new(), |before, part| joined(&before, part));
    Some(pure(normal(&joined)))
}

/// `path / more`
pub(super) fn pure_join<'a>(text: &str, more: &str) -> Value<'a> {
    pure(normal(&joined(text, more)))
}

fn joined(before: &str, part: &str) -> String {
    if part.starts_with('/') || before.is_empty() { part.to_owned() } else { format!("{before}/{part}") }
}

/// As `pathlib` writes a path: without `.`, and without what is empty between two slashes. `..` stays.
fn normal(text: &str) -> String {
    let (root, parts) = split(text);
    match parts.as_slice() {
        [] if root.is_empty() => ".".to_owned(),
        parts => format!("{root}{}", parts.join("/")),
    }
}

/// The root, which is two slashes when there are just two, and the parts.
fn split(text: &str) -> (&'static str, Vec<&str>) {
    let root = match text.len() - text.trim_start_matches('/').len() {
        0 => "",
        2 => "//",
        _ => "/",
    };
    (root, text.split('/').filter(|part| !matches!(*part, "" | ".")).collect())
}

fn of_parts<'a>(root: &str, parts: &[&str]) -> Value<'a> {
    pure(normal(&format!("{root}{}", parts.join("/"))))
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

/// Stem and suffix, where all Pythons agree on them.
fn stem_and_suffix(name: &str) -> Option<(&str, &str)> {
    let is_odd = name.ends_with('.') || name.starts_with("..");
    (!is_odd).then(|| path::split_suffix(name))
}

/// An attribute; `None` when it is not followed.
pub(super) fn pure_attribute<'a>(text: &str, name: &str) -> Option<Value<'a>> {
    let (root, parts) = split(text);
    let last = parts.last().copied().unwrap_or("");
    let owned = |text: &str| Value::text(text.to_owned());
    Some(match name {
        "name" => owned(last),
        "stem" => owned(stem_and_suffix(last)?.0),
        "suffix" => owned(stem_and_suffix(last)?.1),
        "parent" => of_parts(root, parts.split_last().map_or(&[], |(_, before)| before)),
        "parents" => {
            Value::Tuple((0..parts.len()).rev().map(|count| of_parts(root, &parts[..count])).collect())
        }
        "parts" => {
            let root = (!root.is_empty()).then(|| owned(root));
            Value::Tuple(root.into_iter().chain(parts.into_iter().map(owned)).collect())
        }
        "root" | "anchor" => owned(root),
        "drive" => owned(""),
        _ => return None,
    })
}

impl<'a> Interpreter<'a> {
    /// `.suffixes` of a path with such a name.
    pub(super) fn suffixes(&mut self, name: &str) -> Option<Value<'a>> {
        stem_and_suffix(name).filter(|_| !name.contains("..") && !matches!(name, "" | "~"))?;
        let parts = name.trim_start_matches('.').split('.').skip(1);
        let all = parts.map(|part| Value::text(format!(".{part}"))).collect();
        Some(self.state.make(Object::List(List::of(all))))
    }

    /// A method of such a path. What asks for the file itself depends on the machine.
    pub(super) fn pure_method(
        &mut self,
        text: &str,
        name: &str,
        given: &[Value<'a>],
        why: Origin,
    ) -> Value<'a> {
        let (root, parts) = split(text);
        let last = parts.last().copied().unwrap_or("");
        let renamed = |new: String| match parts.split_last() {
            Some((_, before)) if !matches!(&*new, "" | ".") && !new.contains('/') => {
                of_parts(root, &[before, &[new.as_str()]].concat())
            }
            _ => Value::Unknown(why),
        };
        match (name, given) {
            ("as_posix" | "__str__" | "__fspath__", []) => Value::text(text.to_owned()),
            ("with_suffix", [Value::Str(suffix)])
                if suffix.is_empty() || suffix.len() > 1 && suffix.starts_with('.') =>
            {
                stem_and_suffix(last)
                    .map_or(Value::Unknown(why), |(stem, _)| renamed(format!("{stem}{}", &**suffix)))
            }
            ("with_stem", [Value::Str(stem)]) if !stem.is_empty() => stem_and_suffix(last)
                .map_or(Value::Unknown(why), |(_, suffix)| renamed(format!("{}{suffix}", &**stem))),
            ("with_name", [Value::Str(name)]) => renamed(name.to_string()),
            ("joinpath", more) => {
                let all: Vec<Value<'a>> =
                    std::iter::once(pure(text.to_owned())).chain(more.to_vec()).collect();
                construct(&all).unwrap_or(Value::Unknown(why))
            }
            ("is_absolute", []) => Value::Bool(!root.is_empty()),
            ("expanduser", []) if !text.starts_with('~') => pure(text.to_owned()),
            ("absolute", []) if !root.is_empty() => pure(text.to_owned()),
            ("relative_to" | "is_relative_to", [base]) => {
                let Some(base) = path_text(base) else { return Value::Unknown(why) };
                let (base_root, base_parts) = split(&base);
                let rest = (base_root == root).then(|| parts.strip_prefix(base_parts.as_slice())).flatten();
                match (name, rest) {
                    ("is_relative_to", rest) => Value::Bool(rest.is_some()),
                    (_, Some(rest)) => of_parts("", rest),
                    (_, None) => Value::Unknown(why),
                }
            }
            ("read_text" | "read_bytes" | "open" | "iterdir", _) => {
                self.hazard(why, "FileNotFoundError", true);
                Value::Unknown(why)
            }
            _ => Value::Unknown(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_pathlib_writes_them() {
        for (text, written) in [
            ("", "."),
            (".", "."),
            ("a//b/./c/", "a/b/c"),
            ("./a", "a"),
            ("/", "/"),
            ("//a", "//a"),
            ("///a/../b", "/a/../b"),
        ] {
            assert_eq!(normal(text), written, "{text}");
        }
    }

    #[test]
    fn names_on_which_pythons_differ_have_no_suffix_here() {
        assert_eq!(stem_and_suffix("a.tar.gz"), Some(("a.tar", ".gz")));
        assert_eq!(stem_and_suffix(".bashrc"), Some((".bashrc", "")));
        assert_eq!(stem_and_suffix("a."), None);
        assert_eq!(stem_and_suffix("..a"), None);
    }
}
