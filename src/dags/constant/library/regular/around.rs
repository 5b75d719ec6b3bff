//! Look-around at the ends of a pattern: `(?<!^)(?=[A-Z])`, `(?<=[a-z])([A-Z])|([A-Z])(?=[A-Z][a-z])`.
//!
//! The `regex` crate has none. Where what lies between is of one width, the engines can not differ in how they go
//! back: at each place it matches or it does not, and what is before and behind is asked on its own.

use regex::{Captures, Regex};

use super::super::super::{Outcome, Stop};
use super::build;
use super::translate::{Pattern, translate};

/// A pattern as its alternatives.
pub(super) struct Around(Vec<Alternative>);

struct Alternative {
    /// Whether what ends at the place must match, or must not.
    behind: Vec<(bool, Regex)>,
    core: Regex,
    ahead: Vec<(bool, Regex)>,
}

/// Splits a pattern; `None`: it has no look-around. The second is what `Pattern` says of all its parts.
pub(super) fn read(pattern: &str, flags: i64) -> Outcome<Option<(Around, Pattern)>> {
    if !["(?=", "(?!", "(?<=", "(?<!"].iter().any(|opens| pattern.contains(opens)) {
        return Ok(None);
    }
    let mut whole = translate("", flags)?;
    let mut part = |text: &str, is_behind: bool| {
        let part = translate(text, flags)?;
        whole.has_classes |= part.has_classes;
        whole.has_end |= part.has_end;
        let source = if is_behind { format!(r"(?:{})\z", part.source) } else { part.source };
        build(&source, flags)
    };
    let texts = alternatives(pattern)?;
    let mut all = Vec::new();
    let mut widths = Vec::new();
    for text in &texts {
        let (behind, rest) = leading(text)?;
        let (core, ahead) = trailing(rest)?;
        let width = width(core)?;
        if texts.len() > 1 && core.contains('(') {
            // Groups are numbered through all alternatives.
            return Err(Stop::Unknown);
        }
        widths.push(width);
        let mut each = |parts: Vec<(bool, &str)>, is_behind: bool| {
            parts
                .into_iter()
                .map(|(wanted, text)| {
                    // A group in there would be one of the pattern's.
                    if text.contains('(') {
                        return Err(Stop::Unknown);
                    }
                    // Python takes only a look behind of one width.
                    if is_behind && text != "^" {
                        self::width(text)?;
                    }
                    Ok((wanted, part(text, is_behind)?))
                })
                .collect::<Outcome<Vec<_>>>()
        };
        let (behind, ahead) = (each(behind, true)?, each(ahead, false)?);
        all.push(Alternative { behind, core: part(core, false)?, ahead });
    }
    // A longer match may follow an empty one at the same place.
    whole.may_prefer_empty = widths.contains(&0) && widths.iter().any(|width| *width > 0);
    Ok(Some((Around(all), whole)))
}

impl Around {
    /// The first part's expression: its groups are those of the pattern.
    pub(super) fn regex(&self) -> Outcome<Regex> {
        self.0.first().map(|first| first.core.clone()).ok_or(Stop::Unknown)
    }

    /// The first match at or behind a place.
    pub(super) fn captures_at<'t>(&self, subject: &'t str, from: usize) -> Option<Captures<'t>> {
        let places = (from..=subject.len()).filter(|place| subject.is_char_boundary(*place));
        places.into_iter().find_map(|place| self.0.iter().find_map(|one| one.at(subject, place)))
    }
}

impl Alternative {
    fn at<'t>(&self, subject: &'t str, place: usize) -> Option<Captures<'t>> {
        let before = subject.get(..place)?;
        if !self.behind.iter().all(|(wanted, regex)| regex.is_match(before) == *wanted) {
            return None;
        }
        let found = self.core.captures_at(subject, place)?;
        let whole = found.get(0).filter(|whole| whole.start() == place)?;
        let end = whole.end();
        let follows = |regex: &Regex| regex.find_at(subject, end).is_some_and(|next| next.start() == end);
        self.ahead.iter().all(|(wanted, regex)| follows(regex) == *wanted).then_some(found)
    }
}

/// The alternatives at the top of a pattern.
fn alternatives(pattern: &str) -> Outcome<Vec<&str>> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, token) in tokens(pattern)? {
        match token {
            "(" => depth += 1,
            ")" => depth = depth.checked_sub(1).ok_or(Stop::Unknown)?,
            "|" if depth == 0 => {
                parts.push(pattern.get(start..at).ok_or(Stop::Unknown)?);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(pattern.get(start..).ok_or(Stop::Unknown)?);
    Ok(parts)
}

/// Characters, escapes and classes, with where they begin.
fn tokens(pattern: &str) -> Outcome<Vec<(usize, &str)>> {
    if !pattern.is_ascii() {
        return Err(Stop::Unknown);
    }
    let bytes = pattern.as_bytes();
    let mut all = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'\\' => at + 2,
            b'[' => {
                // A bracket that comes first is a member.
                let mut end = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'^'));
                end += 1;
                while *bytes.get(end).ok_or(Stop::Unknown)? != b']' {
                    end += if bytes[end] == b'\\' { 2 } else { 1 };
                }
                end + 1
            }
            _ => at + 1,
        };
        all.push((at, pattern.get(at..end).ok_or(Stop::Unknown)?));
        at = end;
    }
    Ok(all)
}

/// Where the group ends that a pattern begins with.
fn group_end(pattern: &str) -> Outcome<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens(pattern)? {
        match token {
            "(" => depth += 1,
            ")" => depth = depth.checked_sub(1).ok_or(Stop::Unknown)?,
            _ => {}
        }
        if depth == 0 {
            return Ok(at + 1);
        }
    }
    Err(Stop::Unknown)
}

type Parts<'p> = (Vec<(bool, &'p str)>, &'p str);

fn leading(mut pattern: &str) -> Outcome<Parts<'_>> {
    let mut parts = Vec::new();
    while let Some(wanted) =
        pattern.starts_with("(?<=").then_some(true).or(pattern.starts_with("(?<!").then_some(false))
    {
        let end = group_end(pattern)?;
        parts.push((wanted, pattern.get(4..end - 1).ok_or(Stop::Unknown)?));
        pattern = pattern.get(end..).ok_or(Stop::Unknown)?;
    }
    Ok((parts, pattern))
}

fn trailing(pattern: &str) -> Outcome<(&str, Vec<(bool, &str)>)> {
    let first = [pattern.find("(?="), pattern.find("(?!")].into_iter().flatten().min();
    let Some(first) = first else { return Ok((pattern, Vec::new())) };
    let (core, mut rest) = pattern.split_at(first);
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let wanted = if rest.starts_with("(?=") {
            true
        } else if rest.starts_with("(?!") {
            false
        } else {
            return Err(Stop::Unknown);
        };
        let end = group_end(rest)?;
        parts.push((wanted, rest.get(3..end - 1).ok_or(Stop::Unknown)?));
        rest = rest.get(end..).ok_or(Stop::Unknown)?;
    }
    Ok((core, parts))
}

/// How many characters a pattern takes, when that is always the same.
fn width(pattern: &str) -> Outcome<usize> {
    let mut count = 0;
    let mut tokens = tokens(pattern)?.into_iter().map(|(_, token)| token).peekable();
    while let Some(token) = tokens.next() {
        match token {
            "(" if tokens.peek() == Some(&"?") => return Err(Stop::Unknown),
            "(" | ")" => {}
            "*" | "+" | "?" | "{" | "}" | "|" | "^" | "$" | r"\b" | r"\B" | r"\A" | r"\Z" => {
                return Err(Stop::Unknown);
            }
            _ => count += 1,
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::super::super::super::{Answer, Constant};

    /// As CPython 3.12 answers.
    #[test]
    fn look_around_at_the_ends_is_followed() {
        for (pattern, subject, expected) in [
            ("(?<!^)(?=[A-Z])", "CamelCaseName", "Camel-Case-Name"),
            ("(?<!^)(?=[A-Z])", "HTTPServer", "H-T-T-P-Server"),
            ("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "HTTPServerError", "HTTP-Server-Error"),
            ("[A-Z](?![A-Z])", "abcABC1", "abcAB-1"),
            (r"(?<=\d)x", "x1x2y", "x1-2y"),
            ("(?<!_)[0-9]", "_1_22x", "_1_2-x"),
        ] {
            let args = [pattern, "-", subject].map(Constant::text);
            let answer = super::super::super::call("re.sub", &args, &[]);
            assert_eq!(answer, Answer::Known(Constant::text(expected)), "{pattern} in {subject}");
        }
    }

    #[test]
    fn what_may_go_back_is_not() {
        for pattern in ["[A-Z]+(?=[A-Z])", "(?<=a|bc)d", "a(?=b)b", "(?!A)[A-Z]", "(?<=(a))b|c"] {
            let args = [pattern, "-", "ABCd"].map(Constant::text);
            assert_eq!(super::super::super::call("re.sub", &args, &[]), Answer::Unknown, "{pattern}");
        }
    }
}
