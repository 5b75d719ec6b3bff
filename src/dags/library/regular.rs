//! Regular expressions: a compiled pattern and a match keep what they were made of.

use std::rc::Rc;

use super::super::call::CallSite;
use super::super::constant::{self, Constant};
use super::super::interpret::{Interpreter, Run};
use super::super::value::{Arguments, Text, Value};

/// What a pattern weighs that is compiled, beside an element of a list: some hundred microseconds.
const PATTERN: usize = 2_000;
/// The same for each byte of it.
const LETTER: usize = 8;

impl<'a> Interpreter<'a> {
    /// `re`, as far as it gives patterns and matches. `None`: nothing of this is followed.
    pub(super) fn call_regular(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        Ok(Some(match (path, arguments.positional.as_slice()) {
            ("re.match" | "re.search" | "re.fullmatch", _) => self.regular_match(path, arguments, site)?,
            ("re.compile", _) => {
                Value::Partial(Rc::new((Value::External("re.Pattern".into()), arguments.clone())))
            }
            _ => return Ok(None),
        }))
    }

    /// `re.match(…)`: a match keeps what was matched, and is looked for again when it is asked.
    pub(super) fn regular_match(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let unknown = Value::Unknown(self.at(site));
        let Some((args, keywords)) = self.constants(arguments) else { return Ok(unknown) };
        self.weigh_matching(&args);
        let keywords: Vec<(&str, Constant)> =
            keywords.iter().map(|(key, value)| (&**key, value.clone())).collect();
        Ok(match constant::library::matched(path, &args, &keywords) {
            Ok(Some(_)) => {
                let inner: Rc<str> = format!("{path}()").into();
                Value::Partial(Rc::new((Value::External(inner), arguments.clone())))
            }
            Ok(None) => Value::None,
            Err(_) => unknown,
        })
    }

    /// Counts the compiling of a pattern.
    pub(in super::super) fn weigh_pattern(&self, pattern: &str) {
        self.weigh(PATTERN.saturating_add(pattern.len().saturating_mul(LETTER)));
    }

    /// Counts the compiling of a pattern, which is the first of the arguments, and the looking through the others.
    pub(super) fn weigh_matching(&self, args: &[Constant]) {
        for (place, arg) in args.iter().enumerate() {
            match arg {
                Constant::Str(pattern) if place == 0 => self.weigh_pattern(pattern),
                Constant::Str(text) => self.weigh_reading(text),
                _ => {}
            }
        }
    }

    pub(super) fn pattern_method(
        &mut self,
        pattern: &Arguments<'a>,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let path = format!("re.{name}");
        let mut all = vec![pattern.positional.first().cloned().unwrap_or(Value::None)];
        all.extend(arguments.positional);
        let mut arguments = Arguments { positional: all, ..arguments };
        if let Some(flags) = pattern.get(1, "flags") {
            arguments.keywords.push((Text::Source("flags"), flags.clone()));
        }
        self.constant_library(&path, &arguments, site)
    }
}
