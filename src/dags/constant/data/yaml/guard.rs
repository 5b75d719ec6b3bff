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
        let characters = if text.is_ascii() { None } else { Some(text.chars().collect()) };
        Ok(Source { text, characters })
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

/// Anchors and aliases: PyYAML knows fewer characters in their names, and refuses a second anchor of one name. What looks
/// like one inside a text counts as well.
fn anchors(text: &str) -> Outcome<()> {
    let mut known = HashSet::new();
    let mut before = '\n';
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        if matches!(c, '&' | '*') && matches!(before, ' ' | '\n' | '[' | '{' | ',' | '-' | ':' | '?' | '!') {
            let rest = &text[at + 1..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
            let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
            if !name.is_empty() {
                if !after.is_empty() && !after.starts_with([' ', '\n', ',', ']', '}']) {
                    return Err(Stop::Unknown);
                }
                if c == '&' && !known.insert(name) {
                    return Err(Stop::Unknown);
                }
            }
        }
        before = c;
    }
    Ok(())
}

/// A plain scalar that is one in both versions.
pub(super) fn plain(text: &str, in_flow: bool) -> Outcome<()> {
    if in_flow && text.contains(['?', ':']) {
        return Err(Stop::Unknown);
    }
    Ok(())
}
