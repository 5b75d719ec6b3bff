//! Texts that YAML 1.1, as PyYAML reads it, and YAML 1.2 take for different things, or may: they are not followed.

use std::collections::HashSet;

use super::super::super::{Outcome, Stop};
use super::YAML_ERROR;

/// A text that can be parsed.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) text: String,
    /// Its characters by number, unless they are its bytes.
    characters: Option<Vec<char>>,
}

impl Source {
    /// Checks a text, and ends its lines with `\n` as both readers do.
    pub(super) fn new(text: &str) -> Outcome<Source> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        if text.chars().any(is_refused) {
            return Err(YAML_ERROR);
        }
        // Line ends of YAML 1.1 alone; tabs, which the versions allow in different places.
        if text.contains(['\t', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{feff}']) {
            return Err(Stop::Unknown);
        }
        // Directives.
        if text.lines().any(|line| line.starts_with('%')) {
            return Err(Stop::Unknown);
        }
        anchors(&text)?;
        ends(&text)?;
        let characters = if text.is_ascii() { None } else { Some(text.chars().collect()) };
        Ok(Source { text, characters })
    }

    /// That the alias at a place has a name that ends there in both versions.
    pub(super) fn alias(&self, place: usize) -> Outcome<()> {
        let rest: String = match &self.characters {
            None => self.text.get(place + 1..).unwrap_or_default().chars().take(100).collect(),
            Some(characters) => characters.iter().skip(place + 1).take(100).collect(),
        };
        if self.character(place) == Some('*') { name(&rest).map(|_| ()) } else { Err(Stop::Unknown) }
    }

    /// Whether the collection at a place is written in brackets, behind its anchor and tag.
    pub(super) fn is_flow(&self, place: usize) -> bool {
        let mut place = place;
        while matches!(self.character(place), Some('&' | '!' | ' ')) {
            let is_property = self.character(place) != Some(' ');
            place += 1;
            while is_property && self.character(place).is_some_and(|c| !matches!(c, ' ' | '\n')) {
                place += 1;
            }
        }
        matches!(self.character(place), Some('[' | '{'))
    }

    /// The character at a place.
    pub(super) fn character(&self, place: usize) -> Option<char> {
        match &self.characters {
            None => self.text.as_bytes().get(place).copied().map(char::from),
            Some(characters) => characters.get(place).copied(),
        }
    }
}

/// A character that PyYAML's reader refuses wherever it stands (`Reader.NON_PRINTABLE`).
fn is_refused(c: char) -> bool {
    !matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}'
        | '\u{10000}'..)
}

/// Anchors: PyYAML knows fewer characters in their names, and refuses a second one of the same name. What looks like one
/// inside a text counts as well.
fn anchors(text: &str) -> Outcome<()> {
    let mut known = HashSet::new();
    for line in text.lines() {
        for (at, _) in line.match_indices('&') {
            if may_begin(&line[..at]) {
                let name = name(&line[at + 1..])?;
                if !name.is_empty() && !known.insert(name) {
                    return Err(Stop::Unknown);
                }
            }
        }
    }
    Ok(())
}

/// Whether a node may begin behind this part of a line: at its start, behind an indicator, or behind a tag.
fn may_begin(before: &str) -> bool {
    let trimmed = before.trim_end_matches(' ');
    let word = trimmed.rsplit(' ').next().unwrap_or_default();
    trimmed.is_empty() || trimmed.ends_with(['-', ':', '?', '[', '{', ',']) || word.starts_with('!')
}

/// The name that a text begins with, and that ends where both versions end it.
fn name(text: &str) -> Outcome<&str> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
    let (name, after) = text.split_at(end.unwrap_or(text.len()));
    if after.is_empty() || after.starts_with([' ', '\n', ',', ']', '}']) {
        Ok(name)
    } else {
        Err(Stop::Unknown)
    }
}

/// Ends of documents: PyYAML refuses one where nothing has begun.
fn ends(text: &str) -> Outcome<()> {
    let mut has_begun = false;
    for line in text.lines() {
        if line.starts_with("...") {
            if !has_begun {
                return Err(Stop::Unknown);
            }
            has_begun = false;
        } else if !line.trim_start().is_empty() && !line.trim_start().starts_with('#') {
            has_begun = true;
        }
    }
    Ok(())
}

/// A plain scalar that is one in both versions.
pub(super) fn plain(text: &str, in_flow: bool, is_key: bool) -> Outcome<()> {
    let is_odd =
        text.starts_with([',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`']);
    // Within brackets a colon ends a scalar of YAML 1.1 before these.
    let ends_early =
        |text: &str| text.split(':').skip(1).any(|rest| rest.is_empty() || rest.starts_with([' ', '\n']));
    if is_odd
        || (in_flow && (text.contains('?') || text.starts_with(':') || ends_early(text)))
        || (is_key && text.is_empty())
    {
        return Err(Stop::Unknown);
    }
    Ok(())
}
