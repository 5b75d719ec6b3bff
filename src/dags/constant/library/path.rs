//! `os.path` on POSIX systems, as far as it looks at texts only.

use super::super::arguments::{Arguments, by_place};
use super::super::{Constant, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, bounded, sequence};

/// A function of `os.path`.
pub(super) fn call(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    // Their parameters can be named, but nobody does.
    if !keywords.is_empty() {
        return Err(Stop::Unknown);
    }
    let one = || by_place(1, 1, args, keywords);
    let pair =
        |(head, tail): (&str, &str)| Ok(Constant::tuple(vec![Constant::text(head), Constant::text(tail)]));
    match name {
        "join" => join(args),
        "basename" => Ok(Constant::text(split(path(&one()?, 0)?).1)),
        "dirname" => Ok(Constant::text(split(path(&one()?, 0)?).0)),
        "split" => pair(split(path(&one()?, 0)?)),
        "splitext" => pair(splitext(path(&one()?, 0)?)),
        "splitdrive" => pair(("", path(&one()?, 0)?)),
        "normpath" => bounded(normpath(path(&one()?, 0)?)),
        "normcase" => bounded(path(&one()?, 0)?),
        "isabs" => Ok(Constant::Bool(path(&one()?, 0)?.starts_with('/'))),
        "abspath" => {
            let args = one()?;
            let text = path(&args, 0)?;
            if text.starts_with('/') { bounded(normpath(text)) } else { Err(Stop::Unknown) }
        }
        "expanduser" => {
            let args = one()?;
            let text = path(&args, 0)?;
            if text.starts_with('~') { Err(Stop::Unknown) } else { bounded(text) }
        }
        "expandvars" => {
            let args = one()?;
            let text = path(&args, 0)?;
            if text.contains('$') { Err(Stop::Unknown) } else { bounded(text) }
        }
        "relpath" => relpath(&by_place(2, 2, args, keywords).map_err(|_| Stop::Unknown)?),
        "commonprefix" => commonprefix(one()?.need(0)?),
        _ => Err(Stop::Unknown),
    }
}

/// A path in a text; bytes are not followed.
fn path(args: &Arguments, place: usize) -> Outcome<&str> {
    match args.need(place)? {
        Constant::Str(text) => Ok(text),
        Constant::Bytes(_) => Err(Stop::Unknown),
        _ => Err(TYPE_ERROR),
    }
}

fn join(args: &[Constant]) -> Outcome {
    let mut out = String::new();
    for (place, arg) in args.iter().enumerate() {
        let part = match arg {
            Constant::Str(text) => text,
            Constant::Bytes(_) => return Err(Stop::Unknown),
            _ => return Err(TYPE_ERROR),
        };
        if part.starts_with('/') || place == 0 {
            out = part.to_string();
        } else if out.is_empty() || out.ends_with('/') {
            out.push_str(part);
        } else {
            out.push('/');
            out.push_str(part);
        }
    }
    if args.is_empty() { Err(TYPE_ERROR) } else { bounded(out) }
}

/// Directory and name: the directory without slashes at its end, unless it is all slashes.
fn split(path: &str) -> (&str, &str) {
    let (head, tail) = path.split_at(path.rfind('/').map_or(0, |at| at + 1));
    let trimmed = head.trim_end_matches('/');
    (if trimmed.is_empty() { head } else { trimmed }, tail)
}

/// Without and with the last dot of the name, unless only dots come before it.
fn splitext(path: &str) -> (&str, &str) {
    let start = path.rfind('/').map_or(0, |at| at + 1);
    match path[start..].rfind('.') {
        Some(dot) if path[start..start + dot].contains(|c| c != '.') => path.split_at(start + dot),
        _ => (path, ""),
    }
}

pub(super) fn normpath(path: &str) -> String {
    // Two slashes at the beginning stay two, three are one (POSIX).
    let root = match path.len() - path.trim_start_matches('/').len() {
        0 => "",
        2 => "//",
        _ => "/",
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_none_or(|last| *last == "..") => {
                if root.is_empty() {
                    parts.push("..");
                }
            }
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let joined = format!("{root}{}", parts.join("/"));
    if joined.is_empty() { ".".to_owned() } else { joined }
}

/// Between two absolute paths; any other depends on the working directory.
fn relpath(args: &Arguments) -> Outcome {
    let (to, from) = (path(args, 0)?, path(args, 1)?);
    if to.is_empty() {
        return Err(VALUE_ERROR);
    }
    if !to.starts_with('/') || !from.starts_with('/') {
        return Err(Stop::Unknown);
    }
    let (to, from) = (normpath(to), normpath(from));
    let parts =
        |path: &str| path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (to, from) = (parts(&to), parts(&from));
    let shared = to.iter().zip(&from).take_while(|(to, from)| to == from).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    let all: Vec<&str> = up.chain(to[shared..].iter().map(String::as_str)).collect();
    bounded(if all.is_empty() { ".".to_owned() } else { all.join("/") })
}

fn commonprefix(paths: &Constant) -> Outcome {
    let paths = sequence::any_order(paths)?;
    let mut texts = Vec::new();
    for path in &paths {
        texts.push(path.as_str().ok_or(Stop::Unknown)?);
    }
    let Some((first, others)) = texts.split_first() else { return Ok(Constant::text("")) };
    let mut shared = *first;
    for other in others {
        let end = shared.char_indices().zip(other.chars()).find(|((_, left), right)| left != right);
        let end = end.map_or_else(|| shared.len().min(other.len()), |((at, _), _)| at);
        shared = &shared[..end];
    }
    Ok(Constant::text(shared))
}
