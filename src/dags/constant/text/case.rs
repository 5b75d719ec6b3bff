//! Upper and lower case, and the questions `str.is...`.

use super::super::{Outcome, Stop};
use super::settled;

/// The text after `lower`, `upper`, `title`, `capitalize`, `swapcase` or `casefold`.
pub(super) fn change(text: &str, name: &str) -> Outcome<String> {
    if !text.is_ascii() {
        // The other methods look at what else a letter may be.
        return match name {
            "lower" if text.chars().all(settled::has_settled_case) => Ok(text.to_lowercase()),
            "upper" if text.chars().all(settled::has_settled_case) => Ok(text.to_uppercase()),
            "title" | "capitalize" | "swapcase" if text.chars().all(settled::has_simple_case) => {
                Ok(simple(text, name))
            }
            _ => Err(Stop::Unknown),
        };
    }
    Ok(simple(text, name))
}

/// The same for characters of which each has one for its other case.
fn simple(text: &str, name: &str) -> String {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let upper = |c: char| c.to_uppercase().next().unwrap_or(c);
    let mut after_letter = false;
    let changed = text.chars().enumerate().map(|(place, c)| match name {
        "lower" | "casefold" => lower(c),
        "upper" => upper(c),
        "capitalize" if place == 0 => upper(c),
        "capitalize" => lower(c),
        "swapcase" if c.is_uppercase() => lower(c),
        "swapcase" => upper(c),
        _ => {
            let cased = if after_letter { lower(c) } else { upper(c) };
            after_letter = c.is_lowercase() || c.is_uppercase();
            cased
        }
    });
    changed.collect()
}

/// The answer of `str.is...`.
pub(super) fn is(text: &str, name: &str) -> Outcome<bool> {
    if name == "isascii" {
        return Ok(text.is_ascii());
    }
    if name == "isspace" {
        return Ok(!text.is_empty() && text.chars().all(settled::is_space));
    }
    if !text.is_ascii() {
        let letters = || text.chars().all(|c| c.is_ascii_digit() || settled::is_letter(c));
        return match name {
            "isalnum" if letters() => Ok(true),
            "isalpha" if letters() => Ok(!text.chars().any(|c| c.is_ascii_digit())),
            // The text has a letter.
            "isdigit" | "isdecimal" if letters() => Ok(false),
            "isidentifier" if letters() => Ok(!text.starts_with(|c: char| c.is_ascii_digit())),
            "isprintable" if text.chars().all(settled::is_printable) => Ok(true),
            "islower" if text.chars().all(settled::has_simple_case) => {
                Ok(text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase))
            }
            "isupper" if text.chars().all(settled::has_simple_case) => {
                Ok(text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase))
            }
            _ => Err(Stop::Unknown),
        };
    }
    let all = |test: fn(&u8) -> bool| !text.is_empty() && text.bytes().all(|byte| test(&byte));
    let some = |test: fn(&u8) -> bool| text.bytes().any(|byte| test(&byte));
    Ok(match name {
        "isalnum" => all(u8::is_ascii_alphanumeric),
        "isalpha" => all(u8::is_ascii_alphabetic),
        "isdecimal" | "isdigit" | "isnumeric" => all(u8::is_ascii_digit),
        "isidentifier" => is_identifier(text),
        "islower" => some(u8::is_ascii_lowercase) && !some(u8::is_ascii_uppercase),
        "isupper" => some(u8::is_ascii_uppercase) && !some(u8::is_ascii_lowercase),
        "isprintable" => text.bytes().all(|byte| matches!(byte, b' '..=b'~')),
        "istitle" => is_title(text),
        _ => return Err(Stop::Unknown),
    })
}

/// An ASCII identifier; keywords count.
pub(in super::super) fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}

/// Capitals only after what has no case, small letters only after letters, and one capital at least.
fn is_title(text: &str) -> bool {
    let (mut after_letter, mut has_letter) = (false, false);
    for c in text.chars() {
        if (c.is_ascii_uppercase() && after_letter) || (c.is_ascii_lowercase() && !after_letter) {
            return false;
        }
        after_letter = c.is_ascii_alphabetic();
        has_letter |= after_letter;
    }
    has_letter
}
