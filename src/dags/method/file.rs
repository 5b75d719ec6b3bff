//! Files of the package that are opened, and their methods: `open(…)`, `file.read()`.
//!
//! An open file is a bound name: its receiver is a pair of the path and of what is left to read. The name says how it
//! is read. What is left lies on the heap, so that all who hold the file see one position: an empty list as long as
//! nothing was read, later an iterator over the lines that remain.

use std::rc::Rc;

use super::super::attribute::bound;
use super::super::call::CallSite;
use super::super::constant::{self, Constant};
use super::super::hazard::Stop;
use super::super::interpret::{Interpreter, Run};
use super::super::object::{At, List, Object, Rest};
use super::super::value::{Arguments, Bound, Located, Method, Origin, Text, Value};

/// A file that is read as text.
const TEXT: &str = "<file>";
/// As text without the mark at its start: `encoding="utf-8-sig"`.
const SIGNED: &str = "<file without a mark>";
/// As bytes.
const BINARY: &str = "<file of bytes>";

/// The most lines of a file that are told apart.
const MOST_LINES: usize = 10_000;

/// Why it is not known what is left of a file.
const SOMEWHERE: Origin = Origin::Note("how much of a file was read");

/// Whether it is an open file of the package.
pub(in super::super) fn is_file(of: &Bound<'_>) -> bool {
    matches!((&of.receiver, &of.method), (Value::Tuple(_), Method::Named(name)) if matches!(&**name, TEXT | SIGNED | BINARY))
}

impl<'a> Interpreter<'a> {
    /// `open(…)`, `io.open(…)`.
    pub(in super::super) fn open_file(
        &mut self,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        match arguments.positional.first().or_else(|| arguments.keyword("file")) {
            Some(Value::Located(located)) => {
                let path = located.path.clone();
                let given = [(1, "mode"), (3, "encoding"), (5, "newline")];
                self.opened(&path, given.map(|(at, name)| arguments.get(at, name)), site)
            }
            _ if !reads(arguments.get(1, "mode")) => Ok(Value::Unknown(why)),
            // Whether such a file is there depends on the machine.
            _ => {
                self.hazard(why, "FileNotFoundError", true);
                Ok(Value::Unknown(why))
            }
        }
    }

    /// A file of the package that is opened with a mode, an encoding, and what ends its lines.
    pub(super) fn opened(
        &mut self,
        path: &Rc<str>,
        [mode, encoding, newline]: [Option<&Value<'a>>; 3],
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        if !reads(mode) {
            return Ok(Value::Unknown(why));
        }
        let Some(bytes) = self.sources.bytes(path) else {
            if self.is_within_package(path) && !self.sources.is_file(path) {
                return Err(self.missing_file(path, site));
            }
            self.hazard(why, "FileNotFoundError", true);
            return Ok(Value::Unknown(why));
        };
        let keeps_returns = newline.is_some_and(|end| *end != Value::None) && bytes.contains(&b'\r');
        let is_binary = mode.and_then(Value::as_str).is_some_and(|mode| mode.contains('b'));
        let kind = match encoding_of(encoding) {
            _ if is_binary => BINARY,
            _ if keeps_returns => return Ok(Value::Unknown(why)),
            Some("utf-8") => TEXT,
            Some("utf-8-sig") => SIGNED,
            Some(_) if bytes.is_ascii() => TEXT,
            _ => return Ok(Value::Unknown(why)),
        };
        let located = Value::Located(Located { path: path.clone(), is_text: true });
        let left = self.state.make(Object::List(List::default()));
        Ok(bound(&Value::Tuple([located, left].into()), &Text::Source(kind)))
    }

    pub(super) fn file_method(
        &mut self,
        file: &Rc<Bound<'a>>,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let unknown = Value::Unknown(self.at(site));
        let all = |value: &Value<'a>| matches!(value, Value::None | Value::Int(-1));
        Ok(match (name, arguments.positional.as_slice()) {
            ("close" | "flush", []) => Value::None,
            ("tell" | "fileno" | "isatty" | "readable" | "seekable" | "writable" | "__exit__", _) => unknown,
            ("__enter__" | "__iter__", []) => Value::Bound(file.clone()),
            ("seek", [Value::Int(0)] | [Value::Int(0), Value::Int(0)]) => {
                if let Some(at) = left_of(file) {
                    *self.state.at_mut(at) = Object::List(List::default());
                }
                Value::Int(0)
            }
            ("read", given) if given.iter().all(all) => self.read_file(file).unwrap_or(unknown),
            ("readlines", []) => match self.lines_left(file) {
                Some(rest) if rest.is_exact() => {
                    let items = std::mem::take(&mut rest.items).into();
                    self.list(items)
                }
                _ => unknown,
            },
            ("readline", []) => match self.lines_left(file) {
                Some(rest) if rest.is_exact() => rest.items.pop_front().unwrap_or_else(|| nothing(file)),
                _ => unknown,
            },
            ("__next__", []) => {
                let left = self.file_lines(file).map_or(unknown, Value::Ref);
                return self.next(&left, None, site);
            }
            _ => {
                self.lose_place(&Value::Bound(file.clone()));
                unknown
            }
        })
    }

    /// All that is left of an open file: text, or bytes. Nothing is left afterwards.
    pub(in super::super) fn read_file(&mut self, file: &Bound<'a>) -> Option<Value<'a>> {
        let at = left_of(file)?;
        let read = match self.state.at(at) {
            left if is_untouched(left) => self.whole_file(file),
            Object::Iterator(rest) if rest.is_exact() => joined(file, &rest.items),
            _ => None,
        };
        *self.state.at_mut(at) =
            if read.is_some() { Object::Iterator(Rest::default()) } else { Object::Opaque(SOMEWHERE) };
        read
    }

    /// The text that is left of an open file; `None` too for a file of bytes.
    pub(in super::super) fn file_text(&mut self, file: &Bound<'a>) -> Option<Rc<str>> {
        match self.read_file(file)? {
            Value::Str(text) => Some(text.shared()),
            _ => None,
        }
    }

    /// The lines that are left of an open file, as an iterator.
    pub(in super::super) fn file_lines(&mut self, file: &Bound<'a>) -> Option<At> {
        let at = left_of(file)?;
        if is_untouched(self.state.at(at)) {
            *self.state.at_mut(at) = match self.whole_file(file).and_then(|whole| lines(&whole)) {
                Some(lines) => Object::Iterator(List::of(lines).into()),
                None => Object::Opaque(SOMEWHERE),
            };
        }
        Some(at)
    }

    fn lines_left(&mut self, file: &Bound<'a>) -> Option<&mut Rest<'a>> {
        let at = self.file_lines(file)?;
        match self.state.at_mut(at) {
            Object::Iterator(rest) => Some(rest),
            _ => None,
        }
    }

    /// What is left of a file is not known any more: something reads it now, later, or to an end that is not known.
    pub(in super::super) fn lose_place(&mut self, value: &Value<'a>) {
        if let Value::Bound(file) = value
            && is_file(file)
            && let Some(at) = left_of(file)
        {
            *self.state.at_mut(at) = Object::Opaque(SOMEWHERE);
        }
    }

    fn whole_file(&self, file: &Bound<'a>) -> Option<Value<'a>> {
        let (Value::Tuple(pair), Method::Named(kind)) = (&file.receiver, &file.method) else { return None };
        let Some(Value::Located(located)) = pair.first() else { return None };
        match &**kind {
            BINARY => self.bytes_at(&located.path),
            SIGNED => self.text_at(&located.path).map(|text| Value::Str(Text::Made(without_mark(text)))),
            _ => self.text_at(&located.path).map(|text| Value::Str(Text::Made(text))),
        }
    }

    /// The content of a file as `Path.read_bytes` gives it.
    pub(super) fn bytes_at(&self, path: &str) -> Option<Value<'a>> {
        let bytes = self.sources.bytes(path).filter(|bytes| bytes.len() <= constant::MAX_TEXT)?;
        self.weigh_text(bytes);
        Some(Value::Plain(Rc::new(Constant::Bytes(bytes.into()))))
    }

    /// The text of a file as `Path.read_text` gives it with an encoding.
    pub(in super::super) fn decoded_at(&self, path: &str, encoding: Option<&Value<'a>>) -> Option<Rc<str>> {
        let text = self.text_at(path)?;
        match encoding_of(encoding)? {
            "utf-8" => Some(text),
            "utf-8-sig" => Some(without_mark(text)),
            _ => text.is_ascii().then_some(text),
        }
    }

    pub(in super::super) fn text_at(&self, path: &str) -> Option<Rc<str>> {
        let bytes = self.sources.bytes(path)?;
        if bytes.len() > constant::MAX_TEXT {
            return None;
        }
        self.weigh_text(bytes);
        let text = std::str::from_utf8(bytes).ok()?;
        // Files are opened as text: every line ends with a newline alone.
        Some(if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n").into()
        } else {
            text.into()
        })
    }

    pub(super) fn missing_file(&self, path: &str, site: CallSite) -> Stop {
        self.raised_at("FileNotFoundError", site.range, &format!("The package has no file `{path}`"))
    }
}

/// Whether a file is only read in a mode.
fn reads(mode: Option<&Value<'_>>) -> bool {
    mode.is_none_or(|mode| mode.as_str().is_some_and(|mode| matches!(mode, "r" | "rt" | "tr" | "rb" | "br")))
}

/// `utf-8`, which is the default; `utf-8-sig`; or `ascii` for one that reads ASCII as ASCII.
fn encoding_of(encoding: Option<&Value<'_>>) -> Option<&'static str> {
    let Some(encoding) = encoding.filter(|of| **of != Value::None) else { return Some("utf-8") };
    match encoding.as_str()?.to_ascii_lowercase().replace('_', "-").as_str() {
        "utf-8" | "utf8" => Some("utf-8"),
        "utf-8-sig" => Some("utf-8-sig"),
        "ascii" | "us-ascii" | "latin-1" | "latin1" | "iso-8859-1" | "iso-8859-15" | "cp1252"
        | "windows-1252" => Some("ascii"),
        _ => None,
    }
}

fn without_mark(text: Rc<str>) -> Rc<str> {
    text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), Rc::from)
}

/// Where it lies what is left of a file.
fn left_of(file: &Bound<'_>) -> Option<At> {
    match &file.receiver {
        Value::Tuple(pair) => match pair.get(1) {
            Some(Value::Ref(at)) => Some(*at),
            _ => None,
        },
        _ => None,
    }
}

/// Whether nothing of a file was read yet.
fn is_untouched(left: &Object<'_>) -> bool {
    matches!(left, Object::List(list) if list.items.is_empty() && list.open.is_none())
}

/// What a file gives at its end.
fn nothing<'a>(file: &Bound<'a>) -> Value<'a> {
    match &file.method {
        Method::Named(kind) if &**kind == BINARY => Value::Plain(Rc::new(Constant::Bytes([].into()))),
        _ => Value::text(""),
    }
}

fn lines<'a>(whole: &Value<'a>) -> Option<Vec<Value<'a>>> {
    let lines: Vec<Value<'a>> = match whole {
        Value::Str(text) => {
            text.split_inclusive('\n').take(MOST_LINES + 1).map(|line| Value::text(line.to_owned())).collect()
        }
        Value::Plain(known) => match known.as_ref() {
            Constant::Bytes(bytes) => bytes
                .split_inclusive(|byte| *byte == b'\n')
                .take(MOST_LINES + 1)
                .map(|line| Value::Plain(Rc::new(Constant::Bytes(line.into()))))
                .collect(),
            _ => return None,
        },
        _ => return None,
    };
    (lines.len() <= MOST_LINES).then_some(lines)
}

/// Lines as one text again.
fn joined<'a>(file: &Bound<'a>, lines: &std::collections::VecDeque<Value<'a>>) -> Option<Value<'a>> {
    if let Value::Str(_) = nothing(file) {
        let text: Option<String> = lines.iter().map(Value::as_str).collect();
        return text.map(Value::text);
    }
    let mut all: Vec<u8> = Vec::new();
    for line in lines {
        match line {
            Value::Plain(known) => match known.as_ref() {
                Constant::Bytes(bytes) => all.extend_from_slice(bytes),
                _ => return None,
            },
            _ => return None,
        }
    }
    Some(Value::Plain(Rc::new(Constant::Bytes(all.into()))))
}
