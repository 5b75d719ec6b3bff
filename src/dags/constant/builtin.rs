//! The builtin functions and classes.

mod convert;
mod gather;
mod numeric;
mod walk;

use super::arguments::{bind_within, by_place};
use super::{
    Answer, Constant, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, bounded, bytes, format, render, sequence,
};

pub(super) use convert::int_from_text;
#[allow(unused_imports, reason = "tests ask for it")]
pub(super) use gather::{add_up, sort};

/// A builtin called by its name. Iterators are lists of what they give; a `key=` and `map`, `filter` are the caller's.
pub(crate) fn call(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Answer {
    dispatch(name, args, keywords).into()
}

fn dispatch(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match name {
        "int" => convert::int(args, keywords),
        "float" => convert::float(args, keywords),
        "bool" => {
            let args = by_place(0, 1, args, keywords)?;
            Ok(Constant::Bool(args.truth_or(0, false)))
        }
        "str" => convert::text(args, keywords),
        "bytes" => bytes::construct(args, keywords),
        "list" | "tuple" | "set" => convert::collect(name, args, keywords),
        // A frozen set is none of the values that are modelled.
        "frozenset" => Err(Stop::Unknown),
        "dict" => convert::dict(args, keywords),
        "repr" => render::repr(by_place(1, 1, args, keywords)?.need(0)?).outcome(),
        "ascii" => render::ascii(by_place(1, 1, args, keywords)?.need(0)?).and_then(bounded),
        "format" => {
            let args = by_place(1, 2, args, keywords)?;
            format::spec(args.need(0)?, args.text_or(1, "")?).outcome()
        }
        "len" => sequence::len(by_place(1, 1, args, keywords)?.need(0)?).outcome(),
        "ord" => ord(by_place(1, 1, args, keywords)?.need(0)?),
        "chr" => chr(by_place(1, 1, args, keywords)?.int(0)?),
        "abs" => numeric::abs(by_place(1, 1, args, keywords)?.need(0)?),
        "round" => {
            let args = bind_within(&["number", "ndigits"], 0, 2, 1, args, keywords)?;
            numeric::round(args.need(0)?, args.optional_int(1)?)
        }
        "divmod" => {
            let args = by_place(2, 2, args, keywords)?;
            numeric::divmod(args.need(0)?, args.need(1)?)
        }
        "pow" => {
            let args = bind_within(&["base", "exp", "mod"], 0, 3, 2, args, keywords)?;
            numeric::pow(args.need(0)?, args.need(1)?, args.get(2))
        }
        "hex" | "oct" | "bin" => numeric::based(name, by_place(1, 1, args, keywords)?.int(0)?),
        "min" | "max" => gather::extreme(name == "max", args, keywords),
        "sum" => gather::sum(args, keywords),
        "sorted" => gather::sorted(args, keywords),
        "any" => {
            let items = sequence::any_order(by_place(1, 1, args, keywords)?.need(0)?)?;
            Ok(Constant::Bool(items.iter().any(super::truth)))
        }
        "all" => {
            let items = sequence::any_order(by_place(1, 1, args, keywords)?.need(0)?)?;
            Ok(Constant::Bool(items.iter().all(super::truth)))
        }
        "range" => walk::range(args, keywords),
        "enumerate" => walk::enumerate(args, keywords),
        "zip" => walk::zip(args, keywords),
        "reversed" => walk::reversed(by_place(1, 1, args, keywords)?.need(0)?),
        _ => Err(Stop::Unknown),
    }
}

fn ord(value: &Constant) -> Outcome {
    match value {
        Constant::Str(text) => {
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(c), None) => Ok(Constant::Int(i64::from(u32::from(c)))),
                _ => Err(TYPE_ERROR),
            }
        }
        Constant::Bytes(bytes) => match **bytes {
            [byte] => Ok(Constant::Int(i64::from(byte))),
            _ => Err(TYPE_ERROR),
        },
        _ => Err(TYPE_ERROR),
    }
}

fn chr(value: i64) -> Outcome {
    // Which error a number beyond 32 bits raises has changed.
    let value = i32::try_from(value).map_err(|_| Stop::Unknown)?;
    let value = u32::try_from(value).ok().filter(|value| *value <= 0x10_ffff).ok_or(VALUE_ERROR)?;
    char::from_u32(value).map(|c| Constant::text(c.to_string())).ok_or(Stop::Unknown)
}
