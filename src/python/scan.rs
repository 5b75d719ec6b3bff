//! How deep the syntax tree of a file could be, told from its text before anything recursive looks at it: what
//! would need more stack or memory than there is, is refused before it is parsed.
//!
//! The bound is never too low: every operator, keyword and bracket that can put one expression inside another counts,
//! and a comma or the end of a statement starts anew. It must stay free of recursion itself. It is not exact; the
//! limits of CPython are, and are looked at when the file was parsed.

use super::depth::{BRACKETS, F_STRINGS, INDENTS};

/// However deep a file of so many bytes is, its tree fits in [`super::STACK_BYTES`].
const SHORT: usize = 32 * 1024;
/// Operators of one expression that may stand inside each other: more than CPython compiles in any version.
const CHAIN: usize = 20_000;

/// The offset where a file goes deeper than it may be parsed, and in what.
pub(super) fn too_deep(text: &str) -> Option<(usize, String)> {
    if text.len() <= SHORT { None } else { Scan::new(text).run() }
}

/// One open bracket, or the statement around all of them.
#[derive(Default)]
struct Level {
    /// Operators since the last comma.
    operators: usize,
    /// The deepest bracket closed since the last comma.
    inside: usize,
    /// The deepest element before the last comma.
    deepest: usize,
    /// The f-string that this bracket is a replacement field of.
    field_of: Option<Quote>,
    /// Whether the field is past its `:`, where text stands.
    in_spec: bool,
}

impl Level {
    fn restart(&mut self) {
        self.deepest = self.deepest.max(self.operators + self.inside);
        (self.operators, self.inside) = (0, 0);
    }
}

#[derive(Clone, Copy)]
struct Quote {
    byte: u8,
    triple: bool,
    raw: bool,
}

/// What a byte outside strings means to the scan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Nothing.
    Plain,
    /// It begins a name, a keyword or the prefix of a string.
    Word,
    Digit,
    Operator,
    /// Two of them shift; one compares, and a chain of comparisons is flat.
    Angle,
    Open,
    Close,
    Quote,
    /// It ends an element.
    Comma,
    Colon,
    LineEnd,
    Comment,
    Backslash,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'~' | b'.' => Class::Operator,
            b'<' | b'>' => Class::Angle,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            b'\'' | b'"' => Class::Quote,
            b',' | b';' => Class::Comma,
            b':' => Class::Colon,
            b'\n' | b'\r' => Class::LineEnd,
            b'#' => Class::Comment,
            b'\\' => Class::Backslash,
            _ => Class::Plain,
        };
        byte += 1;
    }
    classes
};

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The innermost bracket, and those around it.
    top: Level,
    around: Vec<Level>,
    indents: Vec<usize>,
    fields: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        let (top, around, indents) = (Level::default(), Vec::new(), Vec::new());
        Self { bytes: text.as_bytes(), at: 0, top, around, indents, fields: 0 }
    }

    fn run(mut self) -> Option<(usize, String)> {
        self.indentation();
        while let Some(byte) = self.bytes.get(self.at) {
            match CLASSES[usize::from(*byte)] {
                Class::Plain => self.at += 1,
                Class::Word => self.word(),
                Class::Digit => {
                    self.skip(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
                }
                Class::Comment => self.skip(|byte| byte != b'\n' && byte != b'\r'),
                Class::Comma => {
                    self.at += 1;
                    self.top.restart();
                }
                Class::Quote => self.string(false, false),
                Class::Colon => {
                    self.at += 1;
                    if let Some(quote) = self.top.field_of {
                        self.top.in_spec = true;
                        self.spec(quote);
                    }
                }
                Class::Operator => {
                    self.at += 1;
                    self.top.operators += 1;
                }
                Class::Angle => {
                    self.top.operators += usize::from(self.bytes.get(self.at + 1) == Some(byte));
                    self.at += 1;
                }
                Class::Open => self.open(None),
                Class::Close => self.close(),
                Class::Backslash => {
                    self.at += if self.bytes[self.at..].starts_with(b"\\\r\n") { 3 } else { 2 }
                }
                Class::LineEnd => {
                    self.at += 1;
                    if self.around.is_empty() {
                        self.top = Level::default();
                        self.indentation();
                    }
                }
            }
            if self.is_past() {
                return self.past().map(|what| (self.at.min(self.bytes.len()).saturating_sub(1), what));
            }
        }
        None
    }

    fn is_past(&self) -> bool {
        let level = &self.top;
        level.operators + level.inside > CHAIN
            || level.deepest > CHAIN
            || self.around.len() > BRACKETS
            || self.indents.len() > INDENTS
    }

    fn past(&self) -> Option<String> {
        Some(match () {
            () if self.fields > F_STRINGS => format!("more than {F_STRINGS} f-strings inside each other"),
            () if self.around.len() > BRACKETS => format!("more than {BRACKETS} brackets inside each other"),
            () if self.indents.len() > INDENTS => format!("more than {INDENTS} levels of indentation"),
            () => format!("more than {CHAIN} operators in one expression"),
        })
    }

    fn skip(&mut self, is_part: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|byte| is_part(*byte)) {
            self.at += 1;
        }
    }

    fn indentation(&mut self) {
        let start = self.at;
        self.skip(|byte| matches!(byte, b' ' | b'\t' | b'\x0c'));
        // Blank and comment lines do not indent.
        if matches!(self.bytes.get(self.at), None | Some(b'#' | b'\n' | b'\r')) {
            return;
        }
        let width = self.at - start;
        while self.indents.last().is_some_and(|indent| *indent > width) {
            self.indents.pop();
        }
        if width > self.indents.last().copied().unwrap_or(0) {
            self.indents.push(width);
        }
    }

    fn open(&mut self, field_of: Option<Quote>) {
        self.at += 1;
        self.fields += usize::from(field_of.is_some());
        self.around.push(std::mem::replace(&mut self.top, Level { field_of, ..Level::default() }));
    }

    fn close(&mut self) {
        self.at += 1;
        self.top.restart();
        let Some(outer) = self.around.pop() else { return };
        let inner = std::mem::replace(&mut self.top, outer);
        // The fields of one f-string stand beside each other.
        self.top.operators += usize::from(inner.field_of.is_none());
        self.top.inside = self.top.inside.max(inner.deepest);
        if let Some(quote) = inner.field_of {
            self.fields -= 1;
            if self.top.in_spec { self.spec(quote) } else { self.f_text(quote) }
        }
    }

    /// A name, a keyword, or the prefix of a string.
    fn word(&mut self) {
        let start = self.at;
        self.skip(|byte| matches!(CLASSES[usize::from(byte)], Class::Word | Class::Digit));
        let word = &self.bytes[start..self.at];
        match word.len() {
            1 | 2 if matches!(self.bytes.get(self.at), Some(b'\'' | b'"')) => {
                let has =
                    |letters: &[u8]| word.iter().any(|byte| letters.contains(&byte.to_ascii_lowercase()));
                if word.iter().all(|byte| b"rbuft".contains(&byte.to_ascii_lowercase())) {
                    self.string(has(b"ft"), has(b"r"));
                }
            }
            3 if word == b"not" => self.top.operators += 1,
            4 if word == b"else" => self.top.operators += 1,
            5 if word == b"await" || word == b"yield" => self.top.operators += 1,
            6 if word == b"lambda" => self.top.operators += 1,
            _ => {}
        }
    }

    fn string(&mut self, formatted: bool, raw: bool) {
        let byte = self.bytes[self.at];
        let triple = self.bytes[self.at..].starts_with(&[byte; 3]);
        self.at += if triple { 3 } else { 1 };
        let quote = Quote { byte, triple, raw };
        if formatted {
            return self.f_text(quote);
        }
        while self.at < self.bytes.len() && !self.ends(quote) {
            self.at += if self.bytes[self.at] == b'\\' { 2 } else { 1 };
        }
    }

    /// Whether the string ends here; moves past its end.
    fn ends(&mut self, quote: Quote) -> bool {
        let rest = &self.bytes[self.at..];
        if quote.triple && rest.starts_with(&[quote.byte; 3]) {
            self.at += 3;
            return true;
        }
        if !quote.triple && rest.first() == Some(&quote.byte) {
            self.at += 1;
            return true;
        }
        !quote.triple && matches!(rest.first(), Some(b'\n' | b'\r'))
    }

    /// The text of an f-string, up to its end or its next replacement field.
    fn f_text(&mut self, quote: Quote) {
        while self.at < self.bytes.len() && !self.ends(quote) {
            let rest = &self.bytes[self.at..];
            if rest.starts_with(b"{{") || rest.starts_with(b"}}") {
                self.at += 2;
            } else if rest[0] == b'\\' && !quote.raw && rest.get(1..3) == Some(b"N{") {
                self.at += 3;
            } else if rest[0] == b'\\' && !matches!(rest.get(1), Some(b'{' | b'}')) {
                self.at += 2;
            } else if rest[0] == b'{' {
                return self.open(Some(quote));
            } else {
                self.at += 1;
            }
        }
    }

    /// The format specification of a replacement field: text that may hold fields, up to its end or the next.
    fn spec(&mut self, quote: Quote) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'{' => return self.open(Some(quote)),
                b'}' => return self.close(),
                _ if self.ends(quote) => {
                    // Unterminated: the string ended inside a field.
                    self.fields = self.fields.saturating_sub(1);
                    self.top = self.around.pop().unwrap_or_default();
                    return;
                }
                _ => self.at += 1,
            }
        }
    }
}
