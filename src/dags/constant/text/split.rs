//! `split`, `rsplit`, `splitlines`, `partition` and `rpartition`.

use super::super::arguments::{bind, by_place};
use super::super::{Constant, Outcome, VALUE_ERROR};
use super::{list, settled};

/// `split` and `rsplit`.
pub(super) fn split(
    text: &str,
    from_right: bool,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Outcome {
    let args = bind(&["sep", "maxsplit"], 0, args, keywords)?;
    let most = usize::try_from(args.int_or(1, -1)?).unwrap_or(usize::MAX);
    match args.get(0) {
        None | Some(Constant::None) if from_right => list(words_from_right(text, most)),
        None | Some(Constant::None) => list(words(text, most)),
        Some(_) => {
            let separator = args.text(0)?;
            if separator.is_empty() {
                return Err(VALUE_ERROR);
            }
            let most = most.saturating_add(1);
            if from_right {
                let mut parts: Vec<&str> = text.rsplitn(most, separator).collect();
                parts.reverse();
                list(parts)
            } else {
                list(text.splitn(most, separator).collect())
            }
        }
    }
}

/// Words between white space; the last one is all the rest when `most` cuts are made.
fn words(text: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(settled::is_space);
    while !rest.is_empty() {
        if parts.len() == most {
            parts.push(rest);
            break;
        }
        let end = rest.find(settled::is_space).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        parts.push(word);
        rest = after.trim_start_matches(settled::is_space);
    }
    parts
}

fn words_from_right(text: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches(settled::is_space);
    while !rest.is_empty() {
        if parts.len() == most {
            parts.push(rest);
            break;
        }
        let start =
            rest.char_indices().rfind(|(_, c)| settled::is_space(*c)).map_or(0, |(at, c)| at + c.len_utf8());
        let (before, word) = rest.split_at(start);
        parts.push(word);
        rest = before.trim_end_matches(settled::is_space);
    }
    parts.reverse();
    parts
}

/// `splitlines`.
pub(super) fn lines(text: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = bind(&["keepends"], 0, args, keywords)?;
    list(split_lines(text, args.truth_or(0, false)))
}

/// The lines of a text, with their ends or without.
pub(in super::super) fn split_lines(text: &str, keeps_ends: bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some(end) = rest.find(settled::is_line_end) else {
            parts.push(rest);
            break;
        };
        let (line, after) = rest.split_at(end);
        let width =
            if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
        parts.push(if keeps_ends { &rest[..end + width] } else { line });
        rest = &after[width..];
    }
    parts
}

/// `partition` and `rpartition`.
pub(super) fn partition(
    text: &str,
    from_right: bool,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Outcome {
    let args = by_place(1, 1, args, keywords)?;
    let separator = args.text(0)?;
    if separator.is_empty() {
        return Err(VALUE_ERROR);
    }
    let found = if from_right { text.rsplit_once(separator) } else { text.split_once(separator) };
    let parts = match found {
        Some((before, after)) => [before, separator, after],
        None if from_right => ["", "", text],
        None => [text, "", ""],
    };
    Ok(Constant::tuple(parts.into_iter().map(Constant::text).collect()))
}
