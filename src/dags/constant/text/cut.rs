//! `strip` and its kin.

use std::collections::HashSet;

use super::settled;

/// A text without these characters, or white space, at its ends.
pub(super) fn strip<'a>(text: &'a str, name: &str, characters: Option<&str>) -> &'a str {
    let characters: Option<HashSet<char>> = characters.map(|characters| characters.chars().collect());
    let drop = |c: char| characters.as_ref().map_or_else(|| settled::is_space(c), |set| set.contains(&c));
    match name {
        "lstrip" => text.trim_start_matches(drop),
        "rstrip" => text.trim_end_matches(drop),
        _ => text.trim_matches(drop),
    }
}

/// A text without white space at its ends.
pub(in super::super) fn strip_whitespace(text: &str) -> &str {
    strip(text, "strip", None)
}
