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
            _ => Err(Stop::Unknown),
        };
    }
    let mut after_letter = false;
    let changed = text.chars().enumerate().map(|(place, c)| match name {
        "lower" | "casefold" => c.to_ascii_lowercase(),
        "upper" => c.to_ascii_uppercase(),
        "capitalize" if place == 0 => c.to_ascii_uppercase(),
        "capitalize" => c.to_ascii_lowercase(),
        "swapcase" if c.is_ascii_uppercase() => c.to_ascii_lowercase(),
        "swapcase" => c.to_ascii_uppercase(),
        _ => {
            let cased = if after_letter { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
            after_letter = c.is_ascii_alphabetic();
            cased
        }
    });
    Ok(changed.collect())
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
