//! Built-in functions of values that are fully known: Python's own answer.

use super::super::call::CallSite;
use super::super::constant::{self, Constant};
use super::super::interpret::{Interpreter, Run};
use super::super::object::Object;
use super::super::setting::is_setting;
use super::super::value::{Arguments, Known, Origin, Text, Value};

impl<'a> Interpreter<'a> {
    pub(in super::super) fn is_constant(&self, value: &Value<'a>) -> bool {
        self.constant(value).is_some()
    }

    /// A built-in function of values that are fully known.
    pub(super) fn constant_builtin(
        &mut self,
        name: &'static str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let Some((args, keywords)) = self.constants(arguments) else {
            return Ok(self.over_alternatives(arguments, site, |this, arguments| {
                this.constant_builtin(name, arguments, site)
            }));
        };
        let keywords: Vec<(&str, Constant)> =
            keywords.iter().map(|(key, value)| (&**key, value.clone())).collect();
        if gathers(name) {
            self.weigh_letters(&args);
        }
        let answer = constant::builtin::call(name, &args, &keywords);
        self.answer(answer, site.range)
    }

    /// Counts texts that are gone through: each letter becomes a text of its own.
    pub(in super::super) fn weigh_letters(&self, args: &[Constant]) {
        let letters = args.iter().map(|arg| if let Constant::Str(text) = arg { text.len() } else { 0 });
        self.weigh(letters.sum());
    }

    /// Arguments of which everything is known.
    pub(in super::super) fn constants(&mut self, arguments: &Arguments<'a>) -> Option<Known<'a>> {
        if arguments.unknown.is_some() {
            return None;
        }
        let known = |this: &mut Self, value: &Value<'a>| {
            this.constant(value)
                .or_else(|| this.mixed_in(value).and_then(|plain| this.constant(&plain)))
                .or_else(|| match this.state.object(value) {
                    Some(Object::Iterator(list)) if list.is_exact() => {
                        let items = list.items.clone();
                        let all: Option<Vec<Constant>> =
                            items.iter().map(|item| this.constant(item)).collect();
                        all.map(Constant::list)
                    }
                    _ => None,
                })
        };
        let args: Option<Vec<Constant>> =
            arguments.positional.iter().map(|value| known(self, value)).collect();
        let keywords: Option<Vec<(Text<'a>, Constant)>> =
            arguments.keywords.iter().map(|(key, value)| Some((key.clone(), known(self, value)?))).collect();
        Some((args?, keywords?))
    }

    /// One of the arguments is one of several values: the result for each of them.
    pub(in super::super) fn over_alternatives(
        &mut self,
        arguments: &Arguments<'a>,
        site: CallSite,
        mut run: impl FnMut(&mut Self, &Arguments<'a>) -> Run<Value<'a>>,
    ) -> Value<'a> {
        let why = self.at(site);
        let several = |value: &Value<'a>| matches!(value, Value::OneOf(_));
        let mut places = arguments.positional.iter().enumerate().filter(|(_, value)| several(value));
        let (Some((at, value)), None) = (places.next(), places.next()) else { return Value::Unknown(why) };
        let value = value.clone();
        let alternatives = value.alternatives().to_vec();
        let mut found = Vec::new();
        for one in alternatives {
            let mut arguments = arguments.clone();
            let is_of_machine = matches!(one, Value::Unknown(Origin::Text(..)));
            arguments.positional[at] = one;
            let result = run(self, &arguments);
            if result.is_err() && is_setting(&value) {
                // Without the setting.
                self.hazard(why, "", true);
            }
            found.push(match (result, why) {
                // What is read from a setting is one.
                (Ok(Value::Unknown(Origin::Code(..))), Origin::Code(module, range)) if is_of_machine => {
                    Value::Unknown(Origin::Text(module, range))
                }
                (result, _) => result.unwrap_or(Value::Unknown(why)),
            });
        }
        Value::one_of(found).unwrap_or(Value::Unknown(why))
    }
}

/// Whether a built-in function goes through what it is given, element by element.
fn gathers(name: &str) -> bool {
    matches!(
        name,
        "all"
            | "any"
            | "frozenset"
            | "list"
            | "max"
            | "min"
            | "reversed"
            | "set"
            | "sorted"
            | "sum"
            | "tuple"
    )
}
