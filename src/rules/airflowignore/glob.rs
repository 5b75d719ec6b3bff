//! A line in the syntax of `.gitignore`, as Airflow 3.3 and pathspec's `GitIgnoreSpecPattern` read it.
//!
//! Not quite git: Airflow asks for one name or one relative path at a time, and a `[!a]` matches a slash too.

use regex::Regex;

use super::Line;

#[derive(Debug)]
pub(super) struct Glob {
    regex: Regex,
    negated: bool,
    /// Matched against the path from the `.airflowignore`; else against the name alone.
    anchored: bool,
    /// It ends with a slash.
    folders_only: bool,
}

impl Glob {
    /// Whether an entry is left out or taken back, by its path from the `.airflowignore`; `None`: not by this line.
    pub(super) fn judge(&self, path: &str, is_folder: bool) -> Option<bool> {
        if self.folders_only && !is_folder {
            return None;
        }
        let name = if self.anchored { path } else { path.rsplit('/').next().unwrap_or(path) };
        let matched =
            if is_folder { self.regex.is_match(&format!("{name}/")) } else { self.regex.is_match(name) };
        matched.then_some(!self.negated)
    }
}

pub(super) fn read(line: &str) -> Line<Glob> {
    if line.trim() == "/" {
        return Line::Nothing;
    }
    let anchored = line.starts_with('/') || line.trim_end_matches('/').contains('/');
    let folders_only = line.trim_start_matches('!').trim_end().ends_with('/');
    // A trailing space stays when it is escaped.
    let text = if line.ends_with("\\ ") { line } else { line.trim_end() };
    if text.is_empty() || text == "/" {
        return Line::Nothing;
    }
    let (negated, text) = match text.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    match regex_of(text) {
        Ok(source) => match Regex::new(&source) {
            Ok(regex) => Line::Pattern(Glob { regex, negated, anchored, folders_only }),
            Err(_) => Line::Unclear,
        },
        Err(Refused::Discarded) => Line::Nothing,
        Err(Refused::Fails) => Line::Unclear,
    }
}

enum Refused {
    /// Git discards a bracket that does not end.
    Discarded,
    /// An exception, which ends Airflow's walk.
    Fails,
}

/// `__normalize_segments` and `__translate_segments` of pathspec 1.1.
fn regex_of(pattern: &str) -> Result<String, Refused> {
    let mut segments: Vec<&str> = pattern.split('/').collect();
    let is_folder = segments.last() == Some(&"");
    if segments.first() == Some(&"") {
        segments.remove(0);
    } else if (segments.len() == 1 || (segments.len() == 2 && is_folder)) && segments.first() != Some(&"**") {
        segments.insert(0, "**");
    }
    match segments.last_mut() {
        None => return Err(Refused::Fails),
        Some(last) if last.is_empty() => *last = "**",
        Some(_) => {}
    }
    segments.dedup_by(|next, before| *next == "**" && *before == "**");
    match segments.as_slice() {
        ["**"] => return Ok(if is_folder { "/" } else { "." }.into()),
        ["**", "*"] => return Ok(".".into()),
        ["**", "*", "**"] => return Ok("/".into()),
        _ => {}
    }
    translate(&segments)
}

fn translate(segments: &[&str]) -> Result<String, Refused> {
    let mut regex = String::new();
    let mut need_slash = false;
    let end = segments.len().saturating_sub(1);
    for (i, segment) in segments.iter().enumerate() {
        if *segment == "**" {
            match i {
                0 => regex.push_str("^(?:.+/)?"),
                _ if i < end => {
                    regex.push_str("(?:/.+)?");
                    need_slash = true;
                }
                _ => regex.push('/'),
            }
            continue;
        }
        if i == 0 {
            regex.push('^');
        }
        if need_slash {
            regex.push('/');
        }
        if *segment == "*" {
            regex.push_str("[^/]+");
        } else {
            translate_segment(segment, &mut regex)?;
        }
        if i == end {
            regex.push_str("(?:/|$)");
        }
        need_slash = true;
    }
    Ok(regex)
}

/// `_translate_segment_glob` of pathspec 1.1.
fn translate_segment(segment: &str, regex: &mut String) -> Result<(), Refused> {
    let mut rest = segment.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => literal(rest.next().ok_or(Refused::Fails)?, regex),
            '*' => regex.push_str("[^/]*"),
            '?' => regex.push_str("[^/]"),
            '[' => {
                let text = rest.as_str();
                let negated = text.starts_with(['!', '^']);
                let from = usize::from(negated);
                let inside = text.get(from..).unwrap_or_default();
                // A bracket that closes at once is one of the characters.
                let first = usize::from(inside.starts_with(']'));
                let Some(close) = inside.get(first..).and_then(|t| t.find(']')) else {
                    return Err(Refused::Discarded);
                };
                let (set, after) = inside.split_at(first + close);
                class(set, negated, regex)?;
                rest = after.get(1..).unwrap_or_default().chars();
            }
            c => literal(c, regex),
        }
    }
    Ok(())
}

fn literal(c: char, regex: &mut String) {
    regex.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
}

/// What stands in brackets, as Python's `re` reads it: `a-z` is a range, everything else itself.
fn class(set: &str, negated: bool, regex: &mut String) -> Result<(), Refused> {
    regex.push_str(if negated { "[^" } else { "[" });
    let characters: Vec<char> = set.chars().collect();
    let mut i = 0;
    while let Some(&low) = characters.get(i) {
        match (characters.get(i + 1), characters.get(i + 2)) {
            (Some('-'), Some(&high)) => {
                if high < low {
                    return Err(Refused::Fails);
                }
                regex.push_str(&format!("\\x{{{:x}}}-\\x{{{:x}}}", low as u32, high as u32));
                i += 3;
            }
            _ => {
                regex.push_str(&format!("\\x{{{:x}}}", low as u32));
                i += 1;
            }
        }
    }
    regex.push(']');
    Ok(())
}
