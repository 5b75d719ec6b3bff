//! Methods of text and of other values that are fully known.

use super::super::call::CallSite;
use super::super::constant::{self, Constant};
use super::super::interpret::{Interpreter, Run};
use super::super::value::{Arguments, Known, Text, Value};

impl<'a> Interpreter<'a> {
    /// A method of text and the like, with arguments of which everything is known.
    pub(super) fn constant_method(
        &mut self,
        receiver: &Value<'a>,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let Some(known) = self.constant(receiver) else { return Ok(Value::Unknown(self.at(site))) };
        if let (Value::Str(separator), "join", [items]) = (receiver, name, arguments.positional.as_slice()) {
            return self.join_text(separator, items, site);
        }
        let found = match name {
            "format" | "format_map" => self.format_arguments(name, arguments, site)?,
            _ => self.constants(arguments),
        };
        let Some((args, keywords)) = found else {
            return Ok(self.over_alternatives(arguments, site, |this, arguments| {
                this.constant_method(receiver, name, arguments, site)
            }));
        };
        let keywords: Vec<(&str, Constant)> =
            keywords.iter().map(|(key, value)| (&**key, value.clone())).collect();
        let answer = constant::method(&known, name, &args, &keywords);
        self.answer(answer, site.range)
    }

    fn join_text(&mut self, separator: &Text<'a>, items: &Value<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        let Some(items) = self.items(items) else { return Ok(Value::Unknown(why)) };
        let mut all = Vec::new();
        for item in items {
            match self.mixed_in(&item).unwrap_or(item) {
                Value::Str(text) => all.push(Constant::Str(text.shared())),
                item => match self.constant(&item) {
                    Some(known) => all.push(known),
                    None => return Ok(Value::Unknown(why)),
                },
            }
        }
        let answer = constant::text::method(separator, "join", &[Constant::list(all)], &[]);
        self.answer(answer, site.range)
    }

    /// What `format` shows: members of enumerations and objects with a text of their own, too.
    fn format_arguments(
        &mut self,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Known<'a>>> {
        if arguments.unknown.is_some() || name == "format_map" {
            return Ok(self.constants(arguments));
        }
        let shown = |this: &mut Self, value: &Value<'a>| match this.formatted_member(value) {
            Some(text) => Ok(Some(Constant::Str(text))),
            None => this.showable(value, site.range),
        };
        let (mut args, mut keywords) = (Vec::new(), Vec::new());
        for value in &arguments.positional {
            match shown(self, value)? {
                Some(known) => args.push(known),
                None => return Ok(None),
            }
        }
        for (key, value) in &arguments.keywords {
            match shown(self, value)? {
                Some(known) => keywords.push((key.clone(), known)),
                None => return Ok(None),
            }
        }
        Ok(Some((args, keywords)))
    }
}
