//! `find`, `index`, `count`, `startswith`, `endswith` and `replace`.

use super::super::arguments::by_place;
use super::super::{Constant, MAX_TEXT, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, bounded, sequence};

/// A part of a text by places of characters, or nothing when it begins behind its end.
fn window(text: &str, start: Option<i64>, stop: Option<i64>) -> Option<(usize, &str)> {
    let length = text.chars().count();
    let (from, to) = sequence::window(length, start, stop);
    // A start behind the end finds nothing, not even what is empty.
    if from > to || start.is_some_and(|start| usize::try_from(start).is_ok_and(|start| start > length)) {
        return None;
    }
    let offset = |place: usize| text.char_indices().nth(place).map_or(text.len(), |(at, _)| at);
    Some((from, &text[offset(from)..offset(to)]))
}

/// `find`, `rfind`, `index`, `rindex` and `count`.
pub(super) fn find(text: &str, name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = by_place(1, 3, args, keywords)?;
    let wanted = args.text(0)?;
    let found = window(text, args.optional_int(1)?, args.optional_int(2)?);
    if name == "count" {
        return match found {
            None => Ok(Constant::Int(0)),
            Some((_, part)) if wanted.is_empty() => sequence::count(part.chars().count() + 1),
            Some((_, part)) => sequence::count(part.matches(wanted).count()),
        };
    }
    let place = found.and_then(|(from, part)| {
        let at = if name.starts_with('r') { part.rfind(wanted) } else { part.find(wanted) }?;
        Some(from + part[..at].chars().count())
    });
    match place {
        Some(place) => sequence::count(place),
        None if name.ends_with("index") => Err(VALUE_ERROR),
        None => Ok(Constant::Int(-1)),
    }
}

/// `startswith` and `endswith`.
pub(super) fn ends(text: &str, at_start: bool, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = by_place(1, 3, args, keywords)?;
    let found = window(text, args.optional_int(1)?, args.optional_int(2)?);
    let test = |wanted: &str| {
        found
            .is_some_and(|(_, part)| if at_start { part.starts_with(wanted) } else { part.ends_with(wanted) })
    };
    match args.need(0)? {
        Constant::Str(wanted) => Ok(Constant::Bool(test(wanted))),
        Constant::Tuple(several) => {
            for wanted in several.iter() {
                if test(wanted.as_str().ok_or(TYPE_ERROR)?) {
                    return Ok(Constant::Bool(true));
                }
            }
            Ok(Constant::Bool(false))
        }
        _ => Err(TYPE_ERROR),
    }
}

/// `replace`.
pub(super) fn replace(text: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    // `count=` can be named since 3.13.
    if keywords.iter().any(|(name, _)| *name == "count") {
        return Err(Stop::Unknown);
    }
    let args = by_place(2, 3, args, keywords)?;
    let (old, new) = (args.text(0)?, args.text(1)?);
    let most = usize::try_from(args.int_or(2, -1)?).unwrap_or(usize::MAX);
    // Before each character, and at the end, is an empty text.
    let found = if old.is_empty() { text.chars().count() + 1 } else { text.matches(old).count() };
    let growth = new.len().saturating_mul(found.min(most));
    if growth.saturating_add(text.len()) > MAX_TEXT {
        return Err(Stop::Unknown);
    }
    bounded(text.replacen(old, new, most))
}
