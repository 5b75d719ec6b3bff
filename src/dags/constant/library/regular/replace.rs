//! The replacement of `re.sub`: text, and groups as `\1`, `\g<1>`, `\g<name>`.

use regex::{Captures, Regex};

use super::super::super::{INDEX_ERROR, Outcome, Stop};

/// A piece of a replacement.
#[derive(Debug)]
pub(super) enum Piece {
    Text(String),
    Group(usize),
}

/// Reads a replacement against its pattern's groups.
pub(super) fn read(replacement: &str, regex: &Regex) -> Outcome<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut characters = replacement.chars().peekable();
    while let Some(c) = characters.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        let group = match characters.next().ok_or(Stop::Unknown)? {
            'g' => {
                if characters.next() != Some('<') || !characters.clone().any(|c| c == '>') {
                    return Err(Stop::Unknown);
                }
                let name: String = characters.by_ref().take_while(|c| *c != '>').collect();
                named(&name, regex)?
            }
            digit @ '1'..='9' => {
                let mut number = digit.to_string();
                if let Some(second) = characters.next_if(char::is_ascii_digit) {
                    number.push(second);
                    // Three octal digits would be a character.
                    if characters.peek().is_some_and(char::is_ascii_digit) {
                        return Err(Stop::Unknown);
                    }
                }
                known(number.parse().map_err(|_| Stop::Unknown)?, regex)?
            }
            other => {
                match other {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    'r' => text.push('\r'),
                    'a' => text.push('\u{7}'),
                    'f' => text.push('\u{c}'),
                    'v' => text.push('\u{b}'),
                    '\\' => text.push('\\'),
                    _ if other.is_ascii_alphanumeric() => return Err(Stop::Unknown),
                    // A backslash before a sign stays.
                    _ => text.extend(['\\', other]),
                }
                continue;
            }
        };
        pieces.push(Piece::Text(std::mem::take(&mut text)));
        pieces.push(Piece::Group(group));
    }
    pieces.push(Piece::Text(text));
    Ok(pieces)
}

fn named(name: &str, regex: &Regex) -> Outcome<usize> {
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
        return known(name.parse().map_err(|_| Stop::Unknown)?, regex);
    }
    let place = regex.capture_names().position(|known| known == Some(name));
    match place {
        Some(place) => Ok(place),
        None if super::super::super::text::is_identifier(name) => Err(INDEX_ERROR),
        None => Err(Stop::Unknown),
    }
}

fn known(place: usize, regex: &Regex) -> Outcome<usize> {
    if place < regex.captures_len() { Ok(place) } else { Err(Stop::Unknown) }
}

/// Writes the replacement of one match; a group that took no part is empty.
pub(super) fn expand(pieces: &[Piece], found: &Captures<'_>, out: &mut String) {
    for piece in pieces {
        out.push_str(match piece {
            Piece::Text(text) => text,
            Piece::Group(place) => found.get(*place).map_or("", |group| group.as_str()),
        });
    }
}
