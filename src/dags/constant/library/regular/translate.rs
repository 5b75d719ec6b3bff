//! Python's patterns as patterns of the `regex` crate, where every part of them means the same in both.

use std::iter::Peekable;
use std::str::Chars;

use super::super::super::{Outcome, Stop};

pub(super) const IGNORE_CASE: i64 = 2;
pub(super) const MULTI_LINE: i64 = 8;
pub(super) const DOT_ALL: i64 = 16;
pub(super) const UNICODE: i64 = 32;
pub(super) const ASCII: i64 = 256;

/// The longest pattern and the deepest groups that are followed.
const LONGEST: usize = 2000;
const DEEPEST: usize = 20;

/// A translated pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) source: String,
    pub(super) flags: i64,
    /// A `$` that is not of several lines.
    pub(super) has_end: bool,
    /// Whether an empty match may come before a longer one at the same place.
    pub(super) may_prefer_empty: bool,
    /// Whether it asks what a character is: `\w`, `\d`, `\s`, `\b`, or its other case.
    pub(super) has_classes: bool,
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
    flags: i64,
    has_end: bool,
    may_prefer_empty: bool,
    has_classes: bool,
}

/// Translates a pattern; whatever is not surely the same is unknown.
pub(super) fn translate(pattern: &str, flags: i64) -> Outcome<Pattern> {
    if flags & !(IGNORE_CASE | MULTI_LINE | DOT_ALL | UNICODE | ASCII) != 0
        || pattern.len() > LONGEST
        || !pattern.is_ascii()
    {
        return Err(Stop::Unknown);
    }
    let (mut pattern, mut flags) = (pattern, flags);
    let is_flag = |letter: u8| matches!(letter, b'i' | b'm' | b's');
    let leading = pattern.strip_prefix("(?").and_then(|rest| rest.split_once(')'));
    if let Some((letters, rest)) =
        leading.filter(|(letters, _)| !letters.is_empty() && letters.bytes().all(is_flag))
    {
        for letter in letters.bytes() {
            flags |= match letter {
                b'i' => IGNORE_CASE,
                b'm' => MULTI_LINE,
                _ => DOT_ALL,
            };
        }
        pattern = rest;
    }
    let mut reader = Reader {
        rest: pattern.chars().peekable(),
        out: String::new(),
        flags,
        has_end: false,
        may_prefer_empty: false,
        has_classes: flags & IGNORE_CASE != 0,
    };
    reader.alternatives(0)?;
    if reader.rest.next().is_some() {
        return Err(Stop::Unknown);
    }
    Ok(Pattern {
        source: reader.out,
        flags,
        has_end: reader.has_end,
        may_prefer_empty: reader.may_prefer_empty,
        has_classes: reader.has_classes,
    })
}

impl Reader<'_> {
    /// Alternatives up to a closing parenthesis or the end: whether they may match nothing.
    fn alternatives(&mut self, depth: usize) -> Outcome<bool> {
        if depth > DEEPEST {
            return Err(Stop::Unknown);
        }
        let mut may_be_empty = self.sequence(depth)?;
        while self.rest.next_if_eq(&'|').is_some() {
            self.out.push('|');
            self.may_prefer_empty = true;
            may_be_empty |= self.sequence(depth)?;
        }
        Ok(may_be_empty)
    }

    /// Items one after the other: whether all of them may match nothing.
    fn sequence(&mut self, depth: usize) -> Outcome<bool> {
        let mut all_may_be_empty = true;
        while let Some(c) = self.rest.next_if(|c| !matches!(c, '|' | ')')) {
            let (may_be_empty, is_repeatable) = self.item(c, depth)?;
            let may_be_empty = self.repeat(may_be_empty, is_repeatable)?;
            all_may_be_empty &= may_be_empty;
        }
        Ok(all_may_be_empty)
    }

    /// One item: whether it may match nothing, and whether it can be repeated.
    fn item(&mut self, c: char, depth: usize) -> Outcome<(bool, bool)> {
        match c {
            '.' => self.out.push('.'),
            '^' => {
                self.out.push('^');
                return Ok((true, false));
            }
            '$' => {
                self.out.push('$');
                self.has_end |= self.flags & MULTI_LINE == 0;
                return Ok((true, false));
            }
            '(' => return self.group(depth).map(|may_be_empty| (may_be_empty, true)),
            '[' => self.class()?,
            '\\' => {
                let escaped = self.rest.next().ok_or(Stop::Unknown)?;
                match escaped {
                    'A' | 'b' | 'B' | 'Z' => {
                        // Whether an empty text has a \B has changed in 3.14.
                        if escaped == 'B' {
                            return Err(Stop::Unknown);
                        }
                        self.has_classes |= escaped == 'b';
                        self.out.push('\\');
                        self.out.push(if escaped == 'Z' { 'z' } else { escaped });
                        return Ok((true, false));
                    }
                    'd' | 'D' | 'w' | 'W' | 's' | 'S' => {
                        self.has_classes = true;
                        self.out.push('\\');
                        self.out.push(escaped);
                    }
                    _ => {
                        let literal = self.escape(escaped)?;
                        self.out.push_str(&regex::escape(&literal.to_string()));
                    }
                }
            }
            '*' | '+' | '?' => return Err(Stop::Unknown),
            // A brace that opens no count is itself; only the plain cases are told.
            '{' => {
                if self.rest.peek().is_some_and(|next| next.is_ascii_digit() || *next == ',') {
                    return Err(Stop::Unknown);
                }
                self.out.push_str(r"\{");
            }
            _ => self.out.push_str(&regex::escape(&c.to_string())),
        }
        Ok((false, true))
    }

    /// A character that an escape stands for.
    fn escape(&mut self, escaped: char) -> Outcome<char> {
        match escaped {
            'n' => Ok('\n'),
            't' => Ok('\t'),
            'r' => Ok('\r'),
            'f' => Ok('\u{c}'),
            'v' => Ok('\u{b}'),
            'a' => Ok('\u{7}'),
            'x' => {
                let digits: String = self.rest.by_ref().take(2).collect();
                let value = u8::from_str_radix(&digits, 16).map_err(|_| Stop::Unknown)?;
                if digits.len() == 2 && value.is_ascii() { Ok(char::from(value)) } else { Err(Stop::Unknown) }
            }
            _ if escaped.is_ascii_alphanumeric() => Err(Stop::Unknown),
            _ => Ok(escaped),
        }
    }

    fn group(&mut self, depth: usize) -> Outcome<bool> {
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_some() {
            match self.rest.next() {
                Some(':') => self.out.push_str("?:"),
                Some('P') if self.rest.next() == Some('<') => {
                    let name: String = self.rest.by_ref().take_while(|c| *c != '>').collect();
                    if !super::super::super::text::is_identifier(&name) {
                        return Err(Stop::Unknown);
                    }
                    self.out.push_str("?P<");
                    self.out.push_str(&name);
                    self.out.push('>');
                }
                _ => return Err(Stop::Unknown),
            }
        }
        let may_be_empty = self.alternatives(depth + 1)?;
        self.rest.next_if_eq(&')').ok_or(Stop::Unknown)?;
        self.out.push(')');
        Ok(may_be_empty)
    }

    /// A class of characters, from behind its bracket.
    fn class(&mut self) -> Outcome<()> {
        self.out.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        let mut is_first = true;
        loop {
            let c = self.rest.next().ok_or(Stop::Unknown)?;
            if c == ']' && !is_first {
                self.out.push(']');
                return Ok(());
            }
            is_first = false;
            let Some(start) = self.member(c)? else { continue };
            let mut ahead = self.rest.clone();
            if ahead.next() == Some('-') && ahead.peek().is_some_and(|next| *next != ']') {
                self.rest.next();
                let next = self.rest.next().ok_or(Stop::Unknown)?;
                let end = self.member_character(next)?;
                if end < start {
                    return Err(Stop::Unknown);
                }
                self.push_member(start);
                self.out.push('-');
                self.push_member(end);
            } else {
                self.push_member(start);
            }
        }
    }

    /// A member of a class: nothing if it was a class of its own, which is written already.
    fn member(&mut self, c: char) -> Outcome<Option<char>> {
        if c == '\\' && self.rest.peek().is_some_and(|next| matches!(next, 'd' | 'D' | 'w' | 'W' | 's' | 'S'))
        {
            self.has_classes = true;
            self.out.push('\\');
            self.out.extend(self.rest.next());
            // `\w-` before another member is an error, or not.
            let mut ahead = self.rest.clone();
            if ahead.next() == Some('-') && ahead.peek().is_some_and(|next| *next != ']') {
                return Err(Stop::Unknown);
            }
            return Ok(None);
        }
        self.member_character(c).map(Some)
    }

    fn member_character(&mut self, c: char) -> Outcome<char> {
        match c {
            '\\' => match self.rest.next().ok_or(Stop::Unknown)? {
                'b' => Ok('\u{8}'),
                'd' | 'D' | 'w' | 'W' | 's' | 'S' => Err(Stop::Unknown),
                escaped => self.escape(escaped),
            },
            // May become sets within sets.
            '[' => Err(Stop::Unknown),
            '&' | '~' | '|' | '-' if self.rest.peek() == Some(&c) => Err(Stop::Unknown),
            _ => Ok(c),
        }
    }

    fn push_member(&mut self, c: char) {
        if !c.is_ascii_alphanumeric() && c.is_ascii_graphic() {
            self.out.push('\\');
        }
        self.out.push(c);
    }

    /// A quantifier, if one follows: whether the repeated item may match nothing.
    fn repeat(&mut self, may_be_empty: bool, is_repeatable: bool) -> Outcome<bool> {
        let may_skip = match self.rest.peek() {
            Some('*' | '?') => true,
            Some('+') => false,
            Some('{') => {
                let mut ahead = self.rest.clone();
                ahead.next();
                if !ahead.peek().is_some_and(|next| next.is_ascii_digit() || *next == ',') {
                    return Ok(may_be_empty);
                }
                return self.count(may_be_empty, is_repeatable);
            }
            _ => return Ok(may_be_empty),
        };
        self.out.extend(self.rest.next());
        self.repeated(may_be_empty, is_repeatable, may_skip)
    }

    /// `{n}`, `{n,}`, `{,m}` or `{n,m}`.
    fn count(&mut self, may_be_empty: bool, is_repeatable: bool) -> Outcome<bool> {
        self.rest.next();
        if !self.rest.clone().any(|c| c == '}') {
            return Err(Stop::Unknown);
        }
        let inside: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
        let (least, most) = match inside.split_once(',') {
            None => (inside.as_str(), None),
            Some((least, most)) => (least, Some(most)),
        };
        let number =
            |text: &str| text.parse::<u32>().ok().filter(|number| *number <= 1000).ok_or(Stop::Unknown);
        let least = if least.is_empty() && most.is_some() { 0 } else { number(least)? };
        let written = match most {
            None => format!("{{{least}}}"),
            Some("") => format!("{{{least},}}"),
            Some(most) => {
                let most = number(most)?;
                if most < least {
                    return Err(Stop::Unknown);
                }
                format!("{{{least},{most}}}")
            }
        };
        self.out.push_str(&written);
        self.repeated(may_be_empty, is_repeatable, least == 0)
    }

    fn repeated(&mut self, may_be_empty: bool, is_repeatable: bool, may_skip: bool) -> Outcome<bool> {
        // What matches nothing, repeated, ends its loop differently in different engines.
        if may_be_empty || !is_repeatable {
            return Err(Stop::Unknown);
        }
        if self.rest.next_if_eq(&'?').is_some() {
            self.out.push('?');
            self.may_prefer_empty = true;
        }
        // A second quantifier is an error, or possessive since 3.11.
        match self.rest.peek() {
            Some('*' | '+' | '?' | '{') => Err(Stop::Unknown),
            _ => Ok(may_skip),
        }
    }
}
