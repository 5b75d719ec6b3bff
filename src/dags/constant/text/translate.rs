//! `str.maketrans` and `translate`.

use std::collections::HashMap;

use super::super::arguments::by_place;
use super::super::{Constant, MAX_TEXT, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, bounded, container};

fn number(c: char) -> Constant {
    Constant::Int(i64::from(u32::from(c)))
}

/// The table of `str.maketrans`.
pub(super) fn maketrans(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = by_place(1, 3, args, keywords)?;
    if args.get(1).is_none() {
        let Constant::Dict(pairs) = args.need(0)? else { return Err(TYPE_ERROR) };
        let mut table = Vec::new();
        for (key, value) in pairs.iter() {
            let key = match key {
                Constant::Int(_) | Constant::Bool(_) => key.clone(),
                Constant::Str(text) => number(single(text).ok_or(VALUE_ERROR)?),
                _ => return Err(TYPE_ERROR),
            };
            table.push((key, value.clone()));
        }
        return container::dict(table);
    }
    let Constant::Str(from) = args.need(0)? else { return Err(TYPE_ERROR) };
    let (to, drop) = (args.text(1)?, args.text_or(2, "")?);
    if from.chars().count() != to.chars().count() {
        return Err(VALUE_ERROR);
    }
    let pairs = from.chars().zip(to.chars()).map(|(from, to)| (number(from), number(to)));
    container::dict(pairs.chain(drop.chars().map(|c| (number(c), Constant::None))))
}

fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// `translate` with a table in a dictionary.
pub(super) fn translate(text: &str, table: &Constant) -> Outcome {
    let Constant::Dict(pairs) = table else { return Err(Stop::Unknown) };
    let table: HashMap<i64, &Constant> =
        pairs.iter().filter_map(|(key, value)| Some((key.as_int()?, value))).collect();
    let mut out = String::new();
    for c in text.chars() {
        match table.get(&i64::from(u32::from(c))) {
            None => out.push(c),
            Some(Constant::None) => {}
            Some(Constant::Str(replacement)) => out.push_str(replacement),
            Some(value) => {
                let value = value.as_int().ok_or(TYPE_ERROR)?;
                let value =
                    u32::try_from(value).ok().filter(|value| *value <= 0x10_ffff).ok_or(VALUE_ERROR)?;
                out.push(char::from_u32(value).ok_or(Stop::Unknown)?);
            }
        }
        if out.len() > MAX_TEXT {
            return Err(Stop::Unknown);
        }
    }
    bounded(out)
}
