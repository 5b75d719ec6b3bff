//! A line as a regular expression: RE2's, which Airflow 2 uses.
//!
//! The `regex` crate comes from RE2 and finds the same, but takes more: what RE2 refuses, Airflow skips with a warning,
//! so it has to be told apart. A pattern is read token by token; what both are known to read alike is handed on, what
//! RE2 is known to refuse is skipped, and everything else cannot be judged.

use regex::{Regex, RegexBuilder};

use super::Line;

#[derive(Debug)]
pub(super) struct Regexp(Regex);

impl Regexp {
    /// Whether it is found in a path from the DAG folder.
    pub(super) fn is_in(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

/// RE2 refuses to repeat more often (`kMaxRepeat`).
const MOST_REPEATS: u32 = 1000;
/// Bytes that a compiled pattern may take; a larger one is not judged.
const MOST_BYTES: usize = 1 << 20;

pub(super) fn read(line: &str) -> Line<Regexp> {
    if line.is_empty() {
        return Line::Nothing;
    }
    // `\w` and `(?i)` are ASCII for RE2 and Unicode for the crate.
    if !line.is_ascii() && (line.contains('\\') || line.contains("(?")) {
        return Line::Unclear;
    }
    let mut reader = Reader { rest: line, out: String::new(), last: Last::Nothing, open: 0, repeated: false };
    match reader.read() {
        Ok(()) if reader.open == 0 => match RegexBuilder::new(&reader.out).size_limit(MOST_BYTES).build() {
            Ok(regex) => Line::Pattern(Regexp(regex)),
            Err(_) => Line::Unclear,
        },
        Ok(()) | Err(Stop::Refused) => Line::Nothing,
        Err(Stop::Unclear) => Line::Unclear,
    }
}

enum Stop {
    /// RE2 refuses it.
    Refused,
    /// Not known.
    Unclear,
}

/// What stands before the place where the reader is.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Last {
    /// Nothing to repeat.
    Nothing,
    /// `^`, `$`, `\b`, which RE2 repeats and nobody means.
    Place,
    /// A character, a class or a group.
    Thing,
    /// A repetition.
    Repetition,
}

struct Reader<'a> {
    rest: &'a str,
    out: String,
    last: Last,
    open: usize,
    /// Whether a counted repetition has been seen: counts in counts multiply, up to a limit of RE2's.
    repeated: bool,
}

impl Reader<'_> {
    fn read(&mut self) -> Result<(), Stop> {
        while let Some(c) = self.next() {
            match c {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                ')' => {
                    self.open = self.open.checked_sub(1).ok_or(Stop::Refused)?;
                    self.put(")", Last::Thing);
                }
                '|' => self.put("|", Last::Nothing),
                '^' => self.put("^", Last::Place),
                '$' => self.put("$", Last::Place),
                '*' | '+' | '?' => self.repeat(c.encode_utf8(&mut [0; 4]))?,
                '{' => self.count()?,
                '.' => self.put(".", Last::Thing),
                c => self.put(&regex::escape(c.encode_utf8(&mut [0; 4])), Last::Thing),
            }
        }
        Ok(())
    }

    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let c = characters.next()?;
        self.rest = characters.as_str();
        Some(c)
    }

    fn put(&mut self, text: &str, last: Last) {
        self.out.push_str(text);
        self.last = last;
    }

    fn escape(&mut self) -> Result<(), Stop> {
        match self.next().ok_or(Stop::Refused)? {
            c @ ('d' | 'w' | 's' | 'D' | 'W' | 'S' | 't' | 'n' | 'r' | 'f' | 'v' | 'a') => {
                self.put(&format!("\\{c}"), Last::Thing);
            }
            c @ ('b' | 'B' | 'A' | 'z') => self.put(&format!("\\{c}"), Last::Place),
            // A back-reference, unless more digits make it an octal number.
            '1'..='9' if !self.rest.starts_with(|c: char| c.is_ascii_digit()) => return Err(Stop::Refused),
            'Z' | 'G' | 'K' | 'e' | 'h' | 'c' | 'u' => return Err(Stop::Refused),
            c if c.is_ascii_alphanumeric() || !c.is_ascii() || c.is_ascii_control() => {
                return Err(Stop::Unclear);
            }
            c => self.put(&regex::escape(c.encode_utf8(&mut [0; 4])), Last::Thing),
        }
        Ok(())
    }

    /// After `(`.
    fn group(&mut self) -> Result<(), Stop> {
        self.open += 1;
        let Some(after) = self.rest.strip_prefix('?') else {
            self.put("(", Last::Nothing);
            return Ok(());
        };
        if ["=", "!", "<=", "<!", ">", "#", "P=", "P>", "|"].iter().any(|look| after.starts_with(look)) {
            return Err(Stop::Refused);
        }
        if let Some(rest) = after.strip_prefix(':') {
            self.rest = rest;
            self.put("(?:", Last::Nothing);
            return Ok(());
        }
        if let Some((name, rest)) = after.strip_prefix("P<").and_then(|after| after.split_once('>')) {
            if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase()) {
                return Err(Stop::Unclear);
            }
            self.rest = rest;
            self.put(&format!("(?P<{name}>"), Last::Nothing);
            return Ok(());
        }
        // Flags for what follows in this group.
        if let Some(rest) = after.strip_prefix("i)") {
            self.rest = rest;
            self.open -= 1;
            self.put("(?i)", Last::Nothing);
            return Ok(());
        }
        Err(Stop::Unclear)
    }

    /// After `[`.
    fn class(&mut self) -> Result<(), Stop> {
        let negated = self.rest.starts_with('^');
        let inside = self.rest.get(usize::from(negated)..).unwrap_or_default();
        let first = usize::from(inside.starts_with(']'));
        let close = inside.get(first..).and_then(|text| text.find(']')).ok_or(Stop::Refused)? + first;
        let (set, after) = inside.split_at(close);
        // Nested classes, set operations and escapes are each one's own.
        let odd =
            set.contains(['[', '\\']) || ["&&", "--", "~~"].iter().any(|operation| set.contains(operation));
        if odd || !set.is_ascii() {
            return Err(Stop::Unclear);
        }
        self.rest = after.get(1..).unwrap_or_default();
        let mut out = String::from(if negated { "[^" } else { "[" });
        let bytes = set.as_bytes();
        let mut i = 0;
        while let Some(&low) = bytes.get(i) {
            match (bytes.get(i + 1), bytes.get(i + 2)) {
                (Some(b'-'), Some(&high)) if high < low => return Err(Stop::Refused),
                (Some(b'-'), Some(&high)) => {
                    out.push_str(&format!("\\x{low:02x}-\\x{high:02x}"));
                    i += 3;
                }
                // A dash inside that is not a range's: RE2 refuses some.
                _ if low == b'-' && i > 0 && i + 1 < bytes.len() => return Err(Stop::Unclear),
                _ => {
                    out.push_str(&format!("\\x{low:02x}"));
                    i += 1;
                }
            }
        }
        out.push(']');
        self.put(&out, Last::Thing);
        Ok(())
    }

    /// `*`, `+`, `?` or a count, with the `?` that makes it lazy.
    fn repeat(&mut self, operator: &str) -> Result<(), Stop> {
        match self.last {
            Last::Nothing | Last::Repetition => return Err(Stop::Refused),
            Last::Place => return Err(Stop::Unclear),
            Last::Thing => {}
        }
        self.out.push_str(operator);
        if let Some(rest) = self.rest.strip_prefix('?') {
            self.rest = rest;
            self.out.push('?');
        }
        self.last = Last::Repetition;
        Ok(())
    }

    /// After `{`: a count, or the character.
    fn count(&mut self) -> Result<(), Stop> {
        let Some((inside, after)) = self.rest.split_once('}').filter(|(inside, _)| is_count(inside)) else {
            self.put("\\{", Last::Thing);
            return Ok(());
        };
        let (least, most) = inside.split_once(',').unwrap_or((inside, inside));
        let least: u32 = least.parse().unwrap_or(u32::MAX);
        let most: u32 = if most.is_empty() { least } else { most.parse().unwrap_or(u32::MAX) };
        if least > MOST_REPEATS || most > MOST_REPEATS || most < least {
            return Err(Stop::Refused);
        }
        if std::mem::replace(&mut self.repeated, true) {
            return Err(Stop::Unclear);
        }
        let operator = format!("{{{inside}}}");
        self.rest = after;
        self.repeat(&operator)
    }
}

/// `2`, `2,` or `2,3`.
fn is_count(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (least, most) = text.split_once(',').unwrap_or((text, ""));
    !least.is_empty() && digits(least) && digits(most)
}
