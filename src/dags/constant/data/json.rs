//! `json.loads`, as CPython's `json.decoder` reads.

use super::super::{Constant, MAX_DEPTH, Outcome, Stop, container, few};

const REFUSED: Stop = Stop::Raises("JSONDecodeError");

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

/// Reads one document.
pub(super) fn read(text: &str) -> Outcome {
    let mut reader = Reader { text, at: 0 };
    reader.blanks();
    let value = reader.value(0)?;
    reader.blanks();
    if reader.at == text.len() { Ok(value) } else { Err(REFUSED) }
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: &str) -> bool {
        let is_there = self.rest().starts_with(wanted);
        if is_there {
            self.at += wanted.len();
        }
        is_there
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Outcome {
        if depth > MAX_DEPTH {
            return Err(Stop::Unknown);
        }
        for (word, value) in [
            ("null", Constant::None),
            ("true", Constant::Bool(true)),
            ("false", Constant::Bool(false)),
            ("NaN", Constant::Float(f64::NAN)),
            ("Infinity", Constant::Float(f64::INFINITY)),
            ("-Infinity", Constant::Float(f64::NEG_INFINITY)),
        ] {
            if self.take(word) {
                return Ok(value);
            }
        }
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                self.quoted().map(Constant::text)
            }
            Some(b'[') => self.list(depth),
            Some(b'{') => self.dict(depth),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: usize) -> Outcome {
        self.at += 1;
        let mut items = Vec::new();
        self.blanks();
        if self.take("]") {
            return Ok(Constant::list(items));
        }
        loop {
            self.blanks();
            items.push(self.value(depth + 1)?);
            few(items.len())?;
            self.blanks();
            if self.take("]") {
                return Ok(Constant::list(items));
            }
            if !self.take(",") {
                return Err(REFUSED);
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Outcome {
        self.at += 1;
        let mut pairs = Vec::new();
        self.blanks();
        if self.take("}") {
            return container::dict(pairs);
        }
        loop {
            self.blanks();
            if !self.take("\"") {
                return Err(REFUSED);
            }
            let key = Constant::text(self.quoted()?);
            self.blanks();
            if !self.take(":") {
                return Err(REFUSED);
            }
            self.blanks();
            pairs.push((key, self.value(depth + 1)?));
            few(pairs.len())?;
            self.blanks();
            if self.take("}") {
                return container::dict(pairs);
            }
            if !self.take(",") {
                return Err(REFUSED);
            }
        }
    }

    /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?`: what does not fit is left to the caller.
    fn number(&mut self) -> Outcome {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut end = usize::from(bytes.first() == Some(&b'-'));
        let whole = digits(end);
        end += if bytes.get(end) == Some(&b'0') { 1 } else { whole };
        if whole == 0 {
            return Err(REFUSED);
        }
        let mut is_float = false;
        if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
            is_float = true;
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if digits(end + 1 + sign) > 0 {
                end += 1 + sign + digits(end + 1 + sign);
                is_float = true;
            }
        }
        let number = &rest[..end];
        let value = if is_float {
            number.parse().map(Constant::Float).map_err(|_| Stop::Unknown)?
        } else {
            number.parse().map(Constant::Int).map_err(|_| Stop::Unknown)?
        };
        self.at += end;
        Ok(value)
    }

    /// A text, from behind its first quote.
    fn quoted(&mut self) -> Outcome<String> {
        let mut out = String::new();
        loop {
            let c = self.rest().chars().next().ok_or(REFUSED)?;
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(out),
                '\\' => {
                    let escaped = self.rest().chars().next().ok_or(REFUSED)?;
                    self.at += escaped.len_utf8();
                    out.push(match escaped {
                        '"' | '\\' | '/' => escaped,
                        'b' => '\u{8}',
                        'f' => '\u{c}',
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        'u' => self.unicode()?,
                        _ => return Err(REFUSED),
                    });
                }
                '\0'..='\u{1f}' => return Err(REFUSED),
                _ => out.push(c),
            }
        }
    }

    /// Four digits, and four more of a pair; what is no pair is a lone surrogate to Python.
    fn unicode(&mut self) -> Outcome<char> {
        let first = self.four()?;
        if !(0xd800..0xe000).contains(&first) {
            return char::from_u32(first).ok_or(Stop::Unknown);
        }
        if first >= 0xdc00 || !self.take("\\u") {
            return Err(Stop::Unknown);
        }
        let second = self.four()?;
        if !(0xdc00..0xe000).contains(&second) {
            return Err(Stop::Unknown);
        }
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)).ok_or(Stop::Unknown)
    }

    fn four(&mut self) -> Outcome<u32> {
        let digits = self.rest().get(..4).ok_or(REFUSED)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(REFUSED);
        }
        let value = u32::from_str_radix(digits, 16).map_err(|_| REFUSED)?;
        self.at += 4;
        Ok(value)
    }
}
