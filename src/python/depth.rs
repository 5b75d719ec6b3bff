//! How deep a file's syntax tree will be, told from its tokens before anything recursive looks at it.
//!
//! The bound is never too low: every operator, keyword and bracket that can put one expression inside another
//! counts, and a comma or the end of a statement starts anew. It must stay free of recursion itself.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::Ranged;

use super::{Fault, FaultKind, Lines, Span};

/// Nested parentheses, brackets and braces that CPython's tokenizer allows (`MAXLEVEL`).
const BRACKETS: usize = 200;
/// Levels of indentation that CPython's tokenizer allows (`MAXINDENT`).
const INDENTS: usize = 99;
/// Nested f-strings that CPython's tokenizer allows (`MAXFSTRINGLEVEL`).
const F_STRINGS: usize = 149;
/// Operators of one expression that may stand inside each other. CPython's limit is one on its stack: between
/// 1,000 and 6,000, depending on version and operator.
const CHAIN: usize = 20_000;

/// How many nodes CPython's symbol table goes down, for the minor version. Measured with `compile()` at the outermost
/// level of a script: up to 3.12 the limit is one of its stack of Python calls, and is lower further in.
pub(super) fn nodes(minor: u8) -> usize {
    match minor {
        ..=10 => 2_988,
        11 => 2_991,
        12 => 2_996,
        _ => 9_997,
    }
}

/// How many rules on the right of an operator CPython's parser goes down (`MAXSTACK`, 6,000, less what it needs to
/// get to a first one).
pub(super) const PARSER: usize = 5_967;

/// The exact limits of CPython's tokenizer, told from the tokens.
pub(super) fn too_deep_for_the_tokenizer(tokens: &[Token]) -> Option<(usize, String)> {
    let (mut brackets, mut indents, mut strings) = (0_usize, 0_usize, 0_usize);
    for token in tokens {
        let what = match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                brackets += 1;
                (brackets > BRACKETS).then(|| format!("more than {BRACKETS} brackets inside each other"))
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                brackets = brackets.saturating_sub(1);
                None
            }
            TokenKind::Indent => {
                indents += 1;
                (indents > INDENTS).then(|| format!("more than {INDENTS} levels of indentation"))
            }
            TokenKind::Dedent => {
                indents = indents.saturating_sub(1);
                None
            }
            TokenKind::FStringStart | TokenKind::TStringStart => {
                strings += 1;
                (strings > F_STRINGS).then(|| format!("more than {F_STRINGS} f-strings inside each other"))
            }
            TokenKind::FStringEnd | TokenKind::TStringEnd => {
                strings = strings.saturating_sub(1);
                None
            }
            _ => None,
        };
        if let Some(what) = what {
            return Some((token.range().start().to_usize(), what));
        }
    }
    None
}

/// The offset where a file goes deeper than it may be parsed, and in what.
pub(super) fn too_deep(text: &str) -> Option<(usize, String)> {
    Scan::new(text).run()
}

pub(super) fn fault(at: usize, what: &str, lines: &Lines<'_>) -> Fault {
    let (line, column) = lines.place(at);
    Fault {
        kind: FaultKind::Depth,
        span: Some(Span { line, column, end_line: line, end_column: column + 1 }),
        message: format!("It is nested too deep for Python: {what}"),
        help: Some("Is it generated? Write the data to a JSON file and read that.".into()),
    }
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

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    levels: Vec<Level>,
    indents: Vec<usize>,
    fields: usize,
    line_start: bool,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            levels: vec![Level::default()],
            indents: Vec::new(),
            fields: 0,
            line_start: true,
        }
    }

    /// The offset where the file gets too deep, and in what.
    fn run(mut self) -> Option<(usize, String)> {
        while self.at < self.bytes.len() {
            if self.line_start && self.levels.len() == 1 {
                self.indentation();
            }
            self.line_start = false;
            if self.at < self.bytes.len() {
                self.token();
            }
            if self.levels.len() > BRACKETS + 1 {
                return Some((self.at - 1, format!("more than {BRACKETS} brackets inside each other")));
            }
            if self.fields > F_STRINGS {
                return Some((self.at - 1, format!("more than {F_STRINGS} f-strings inside each other")));
            }
            if self.indents.len() > INDENTS {
                return Some((self.at - 1, format!("more than {INDENTS} levels of indentation")));
            }
            let level = self.levels.last()?;
            if level.operators + level.inside > CHAIN || level.deepest > CHAIN {
                return Some((self.at - 1, format!("more than {CHAIN} operators in one expression")));
            }
        }
        None
    }

    fn indentation(&mut self) {
        let start = self.at;
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\x0c')) {
            self.at += 1;
        }
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

    fn token(&mut self) {
        let byte = self.bytes[self.at];
        if let Some(level) = self.levels.last()
            && let (Some(quote), true) = (level.field_of, level.in_spec)
        {
            return self.spec(quote);
        }
        match byte {
            b'#' => {
                while !matches!(self.bytes.get(self.at), None | Some(b'\n' | b'\r')) {
                    self.at += 1;
                }
            }
            b'\n' | b'\r' => {
                self.at += 1;
                self.line_start = true;
                if self.levels.len() == 1 {
                    self.levels = vec![Level::default()];
                }
            }
            b'\\' => {
                // A line that goes on; its start is no indentation.
                self.at += if self.bytes[self.at..].starts_with(b"\\\r\n") { 3 } else { 2 };
            }
            b'\'' | b'"' => self.string(false, false),
            b'(' | b'[' | b'{' => self.open(None),
            b')' | b']' | b'}' => self.close(),
            b',' | b';' => {
                self.at += 1;
                self.top().restart();
            }
            b':' if self.top().field_of.is_some() => {
                self.at += 1;
                self.top().in_spec = true;
            }
            b' ' | b'\t' | b'\x0c' => self.at += 1,
            b'0'..=b'9' => self.word(false),
            byte if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 => self.word(true),
            _ => {
                self.at += 1;
                self.top().operators += 1;
            }
        }
    }

    fn top(&mut self) -> &mut Level {
        if self.levels.is_empty() {
            self.levels.push(Level::default());
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    fn open(&mut self, field_of: Option<Quote>) {
        self.at += 1;
        self.fields += usize::from(field_of.is_some());
        self.levels.push(Level { field_of, ..Level::default() });
    }

    fn close(&mut self) {
        self.at += 1;
        if self.levels.len() == 1 {
            return self.top().restart();
        }
        if let Some(mut level) = self.levels.pop() {
            level.restart();
            self.fields -= usize::from(level.field_of.is_some());
            let outer = self.top();
            outer.operators += 1;
            outer.inside = outer.inside.max(level.deepest);
            if let Some(quote) = level.field_of {
                self.f_text(quote);
            }
        }
    }

    /// A name, a keyword, a number, or the prefix of a string.
    fn word(&mut self, name: bool) {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|byte| {
            byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80 || (!name && *byte == b'.')
        }) {
            self.at += 1;
        }
        let word = &self.bytes[start..self.at];
        if name && word.len() <= 2 && matches!(self.bytes.get(self.at), Some(b'\'' | b'"')) {
            let has = |letters: &[u8]| word.iter().any(|byte| letters.contains(&byte.to_ascii_lowercase()));
            if word.iter().all(|byte| b"rbuft".contains(&byte.to_ascii_lowercase())) {
                return self.string(has(b"ft"), has(b"r"));
            }
        }
        let nests: [&[u8]; 13] = [
            b"not", b"await", b"lambda", b"if", b"else", b"yield", b"from", b"and", b"or", b"in", b"is",
            b"async", b"for",
        ];
        if nests.contains(&word) {
            self.top().operators += 1;
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
        if let Some(level) = self.levels.last()
            && level.in_spec
        {
            return;
        }
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

    /// The format specification of a replacement field: text that may hold fields.
    fn spec(&mut self, quote: Quote) {
        let byte = self.bytes[self.at];
        match byte {
            b'{' => self.open(Some(quote)),
            b'}' => self.close(),
            _ if self.ends(quote) => {
                // Unterminated: the string ended inside a field.
                self.levels.pop();
                self.fields = self.fields.saturating_sub(1);
            }
            _ => self.at += 1,
        }
    }
}
