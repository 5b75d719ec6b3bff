//! Paths of files that the package holds: what is before `<package>/dags/` depends on the machine, the rest is known.

use std::rc::Rc;

use super::attribute::bound;
use super::constant::{Answer, Constant, sequence};
use super::value::{Located, Text, Value};

/// A path and what follows it, without `.` and `..`; `None` when it leaves what is known, or is absolute.
pub(super) fn join(path: &str, rest: &str) -> Option<String> {
    if rest.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The path `count` folders up.
pub(super) fn parent(of: &Located, count: i64) -> Option<Located> {
    let mut path: &str = &of.path;
    for _ in 0..count {
        // Above the DAG folder, and above the package's folder, everything depends on the machine.
        if path.is_empty() || path == "~" {
            return None;
        }
        path = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
    Some(Located { path: path.into(), is_text: of.is_text })
}

pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Name and suffix, as `os.path.splitext` and `Path.suffix` split a name.
pub(super) fn split_suffix(name: &str) -> (&str, &str) {
    let start = name.bytes().take_while(|byte| *byte == b'.').count();
    match name[start..].rfind('.') {
        Some(at) => name.split_at(start + at),
        None => (name, ""),
    }
}

/// An attribute of a `pathlib.Path`.
pub(super) fn attribute<'a>(of: &Located, attribute: &str) -> Option<Value<'a>> {
    if of.is_text {
        return None;
    }
    let last = name(&of.path);
    if last.is_empty() || last == "~" {
        return None;
    }
    Some(match attribute {
        "name" => Value::text(last.to_owned()),
        "stem" => {
            let (stem, suffix) = split_suffix(last);
            Value::text(if suffix == "." { last } else { stem }.to_owned())
        }
        "suffix" => Value::text(match split_suffix(last).1 {
            "." => String::new(),
            suffix => suffix.to_owned(),
        }),
        "parent" => Value::Located(parent(of, 1)?),
        "parents" | "anchor" | "root" | "drive" => {
            bound(&Value::Located(of.clone()), &Text::from(attribute.to_owned()))
        }
        _ => return None,
    })
}

/// A slice of a path as text, when it is counted from the end and stays within what is known.
pub(super) fn slice<'a>(of: &Located, bounds: &[Constant]) -> Option<Value<'a>> {
    let [start, stop, Constant::None] = bounds else { return None };
    let length = i64::try_from(of.path.chars().count()).ok()?;
    let within = |bound: &Constant| match bound {
        Constant::Int(at) => *at < 0 && -at < length,
        Constant::None => true,
        _ => false,
    };
    if !within(stop) || !within(start) {
        return None;
    }
    let whole = Constant::Str(of.path.clone());
    let Answer::Known(Constant::Str(text)) = sequence::slice(&whole, start, stop, &Constant::None) else {
        return None;
    };
    Some(match start {
        Constant::None => Value::Located(Located { path: text, is_text: true }),
        _ => Value::Str(Text::Made(text)),
    })
}

/// What matches the names, or the paths, that a pattern of `fnmatch` means: `*`, `?` and `[…]`.
pub(super) fn matcher(pattern: &str) -> Option<globset::GlobMatcher> {
    let glob = globset::GlobBuilder::new(pattern).literal_separator(true).build().ok()?;
    Some(glob.compile_matcher())
}

/// Whether a pattern is read alike by Python and here.
pub(super) fn is_plain_pattern(pattern: &str) -> bool {
    !pattern.contains(['{', '}', '\\', '!'])
}

/// Text of a path from the end, when what is known decides it: `path.split("/")[-1]`, `path.endswith(".py")`.
pub(super) fn text_method<'a>(of: &Located, method: &str, arguments: &[Constant]) -> Option<Value<'a>> {
    let path: &Rc<str> = &of.path;
    match (method, arguments) {
        ("endswith", [Constant::Str(suffix)]) if suffix.len() < path.len() => {
            Some(Value::Bool(path.ends_with(&**suffix)))
        }
        ("rstrip", [Constant::Str(characters)]) => {
            let rest = path.trim_end_matches(|c| characters.contains(c));
            (!rest.is_empty()).then(|| located(rest))
        }
        ("removesuffix", [Constant::Str(suffix)]) if suffix.len() < path.len() => {
            Some(located(path.strip_suffix(&**suffix).unwrap_or(path)))
        }
        // What is before the known part could hold the text as well; a suffix hardly does.
        ("replace", [Constant::Str(from), Constant::Str(to)]) if from.starts_with('.') && from.len() > 2 => {
            Some(located(&path.replace(&**from, to)))
        }
        _ => None,
    }
}

fn located<'a>(path: &str) -> Value<'a> {
    Value::Located(Located { path: path.into(), is_text: true })
}

/// The parts of a path that are known, last first: for `path.split("/")`.
pub(super) fn parts(of: &Located) -> Vec<String> {
    of.path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_without_leaving_what_is_known() {
        assert_eq!(join("a/b", "c/../d"), Some("a/b/d".into()));
        assert_eq!(join("a", "../b"), Some("b".into()));
        assert_eq!(join("a", "../../b"), None);
        assert_eq!(join("a", "/b"), None);
    }

    #[test]
    fn suffixes_are_split_as_python_does() {
        for (name, split) in [
            ("a.py", ("a", ".py")),
            (".bashrc", (".bashrc", "")),
            ("a.b.c", ("a.b", ".c")),
            ("..a.b", ("..a", ".b")),
        ] {
            assert_eq!(split_suffix(name), split);
        }
    }
}
