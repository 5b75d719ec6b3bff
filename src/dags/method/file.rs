//! Files of the package that are opened, and their methods: `open(…)`, `file.read()`.

use std::rc::Rc;

use super::super::attribute::bound;
use super::super::call::{CallSite, SIGNED};
use super::super::constant;
use super::super::hazard::Stop;
use super::super::interpret::{Interpreter, Run};
use super::super::value::{Arguments, Bound, Located, Method, Origin, Text, Value};

impl<'a> Interpreter<'a> {
    pub(in super::super) fn open_file(
        &mut self,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let mode = arguments.get(1, "mode").and_then(Value::as_str).unwrap_or("r");
        if !mode.starts_with('r') {
            return Ok(Value::Unknown(why));
        }
        match arguments.positional.first().or_else(|| arguments.keyword("file")) {
            Some(Value::Located(located)) => {
                let path = located.path.clone();
                let file = self.opened(&path, site)?;
                let encoding = arguments.get(3, "encoding").filter(|of| **of != Value::None);
                Ok(self.decoded(file, &path, encoding, why))
            }
            // Whether such a file is there depends on the machine.
            _ => {
                self.hazard(why, "FileNotFoundError", true);
                Ok(Value::Unknown(why))
            }
        }
    }

    /// A file that is opened with an encoding.
    pub(super) fn decoded(
        &self,
        file: Value<'a>,
        path: &str,
        encoding: Option<&Value<'a>>,
        why: Origin,
    ) -> Value<'a> {
        let (Value::Bound(of), Some(encoding)) = (&file, encoding) else { return file };
        let name = encoding.as_str().unwrap_or("?").to_ascii_lowercase().replace('_', "-");
        match &*name {
            "utf-8" | "utf8" => file,
            "utf-8-sig" => bound(&of.receiver, &Text::Source(SIGNED)),
            _ if self.sources.bytes(path).is_some_and(<[u8]>::is_ascii) => file,
            _ => Value::Unknown(why),
        }
    }

    pub(super) fn file_method(
        &mut self,
        file: &Rc<Bound<'a>>,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let text = self.file_text(file);
        Ok(match (name, text, arguments.positional.len()) {
            ("read", Some(text), 0) => Value::Str(Text::Made(text)),
            ("readlines", Some(text), 0) => {
                let lines = text.split_inclusive('\n').map(|line| Value::text(line.to_owned())).collect();
                self.list(lines)
            }
            ("close" | "flush", ..) => Value::None,
            ("__enter__", ..) => Value::Bound(file.clone()),
            _ => Value::Unknown(why),
        })
    }

    /// The text of an open file of the package.
    pub(in super::super) fn file_text(&self, file: &Bound<'a>) -> Option<Rc<str>> {
        match &file.receiver {
            Value::Located(located) => {
                let text = self.text_at(&located.path)?;
                let is_signed = matches!(&file.method, Method::Named(name) if &**name == SIGNED);
                Some(match text.strip_prefix('\u{feff}') {
                    Some(rest) if is_signed => rest.into(),
                    _ => text,
                })
            }
            _ => None,
        }
    }

    pub(in super::super) fn text_at(&self, path: &str) -> Option<Rc<str>> {
        let bytes = self.sources.bytes(path)?;
        if bytes.len() > constant::MAX_TEXT {
            return None;
        }
        let text = std::str::from_utf8(bytes).ok()?;
        // Files are opened as text: every line ends with a newline alone.
        Some(if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n").into()
        } else {
            text.into()
        })
    }

    pub(super) fn opened(&mut self, path: &Rc<str>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        if self.sources.bytes(path).is_some() {
            let located = Value::Located(Located { path: path.clone(), is_text: true });
            return Ok(bound(&located, &Text::Source("<file>")));
        }
        if self.is_within_package(path) && !self.sources.is_file(path) {
            return Err(self.missing_file(path, site));
        }
        self.hazard(why, "FileNotFoundError", true);
        Ok(Value::Unknown(why))
    }

    pub(super) fn missing_file(&self, path: &str, site: CallSite) -> Stop {
        self.raised_at("FileNotFoundError", site.range, &format!("The package has no file `{path}`"))
    }
}
