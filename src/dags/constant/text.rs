//! The methods of `str`.

mod case;
mod cut;
mod search;
pub(super) mod settled;
mod shape;
mod split;
mod translate;

use super::arguments::{bind, by_place};
use super::{Answer, Constant, MAX_TEXT, Outcome, Stop, TYPE_ERROR, bounded, bytes, few, format, sequence};

pub(super) use case::is_identifier;
pub(super) use cut::strip_whitespace;
pub(super) use split::split_lines;

/// A method of a text.
pub(crate) fn method(receiver: &str, name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Answer {
    if receiver.len() > MAX_TEXT {
        return Answer::Unknown;
    }
    dispatch(receiver, name, args, keywords).into()
}

/// A method called on the class: `str.maketrans(...)`, or `str.upper(x)` with the text as its first argument.
pub(crate) fn static_method(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Answer {
    if name == "maketrans" {
        return translate::maketrans(args, keywords).into();
    }
    match args.split_first() {
        Some((Constant::Str(receiver), rest)) => method(receiver, name, rest, keywords),
        _ => Answer::Raises("TypeError"),
    }
}

fn dispatch(text: &str, name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match name {
        "lower" | "upper" | "title" | "capitalize" | "swapcase" | "casefold" => {
            by_place(0, 0, args, keywords)?;
            case::change(text, name).and_then(bounded)
        }
        "isalnum" | "isalpha" | "isascii" | "isdecimal" | "isdigit" | "isidentifier" | "islower"
        | "isnumeric" | "isprintable" | "isspace" | "istitle" | "isupper" => {
            by_place(0, 0, args, keywords)?;
            case::is(text, name).map(Constant::Bool)
        }
        "strip" | "lstrip" | "rstrip" => {
            let args = by_place(0, 1, args, keywords)?;
            let characters = match args.get(0) {
                None | Some(Constant::None) => None,
                Some(_) => Some(args.text(0)?),
            };
            bounded(cut::strip(text, name, characters))
        }
        "removeprefix" => {
            let args = by_place(1, 1, args, keywords)?;
            bounded(text.strip_prefix(args.text(0)?).unwrap_or(text))
        }
        "removesuffix" => {
            let args = by_place(1, 1, args, keywords)?;
            bounded(text.strip_suffix(args.text(0)?).unwrap_or(text))
        }
        "split" | "rsplit" => split::split(text, name == "rsplit", args, keywords),
        "splitlines" => split::lines(text, args, keywords),
        "partition" | "rpartition" => split::partition(text, name == "rpartition", args, keywords),
        "find" | "rfind" | "index" | "rindex" | "count" => search::find(text, name, args, keywords),
        "startswith" | "endswith" => search::ends(text, name == "startswith", args, keywords),
        "replace" => search::replace(text, args, keywords),
        "join" => join(text, &by_place(1, 1, args, keywords)?.need(0)?.clone()),
        "center" | "ljust" | "rjust" => shape::justify(text, name, args, keywords),
        "zfill" => shape::zfill(text, args, keywords),
        "expandtabs" => shape::expandtabs(text, args, keywords),
        "translate" => translate::translate(text, by_place(1, 1, args, keywords)?.need(0)?),
        "maketrans" => translate::maketrans(args, keywords),
        "format" => format::braces(text, args, keywords).outcome(),
        "format_map" => format_map(text, args, keywords),
        "encode" => {
            let args = bind(&["encoding", "errors"], 0, args, keywords)?;
            bytes::encode(text, args.text_or(0, "utf-8")?, args.text_or(1, "strict")?)
        }
        "__len__" => {
            by_place(0, 0, args, keywords).and_then(|_| sequence::len(&Constant::text(text)).outcome())
        }
        "__str__" => by_place(0, 0, args, keywords).and_then(|_| bounded(text)),
        "__format__" => {
            format::spec(&Constant::text(text), by_place(1, 1, args, keywords)?.text(0)?).outcome()
        }
        _ => Err(Stop::Unknown),
    }
}

fn join(separator: &str, parts: &Constant) -> Outcome {
    let parts = sequence::elements(parts)?;
    let mut out = String::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            out.push_str(separator);
        }
        out.push_str(part.as_str().ok_or(TYPE_ERROR)?);
        if out.len() > MAX_TEXT {
            return Err(Stop::Unknown);
        }
    }
    bounded(out)
}

fn format_map(text: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = by_place(1, 1, args, keywords)?;
    let Constant::Dict(pairs) = args.need(0)? else { return Err(Stop::Unknown) };
    let named: Vec<(&str, Constant)> =
        pairs.iter().filter_map(|(key, value)| Some((key.as_str()?, value.clone()))).collect();
    // A place has no arguments to count, which raises ValueError instead of IndexError.
    match format::braces(text, &[], &named).outcome() {
        Err(Stop::Raises("IndexError")) => Err(Stop::Unknown),
        outcome => outcome,
    }
}

/// Texts as a list.
fn list(parts: Vec<&str>) -> Outcome {
    few(parts.len())?;
    Ok(Constant::list(parts.into_iter().map(Constant::text).collect()))
}
