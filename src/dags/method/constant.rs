//! Methods of text and of other values that are fully known.

use super::super::call::CallSite;
use super::super::constant::{self, Constant};
use super::super::interpret::{Interpreter, Run};
use super::super::value::{Arguments, Text, Value};

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
        let mut found = self.constants(arguments);
        if let (Value::Str(template), "format") = (receiver, name) {
            // A member of an enumeration that is a text as well is not shown as that text.
            let has_objects = arguments.all().any(|one| matches!(one, Value::Ref(_)));
            if has_objects || found.is_none() || template.contains('.') {
                if let Some(shown) = self.format_objects(&template.clone(), arguments, site)? {
                    return Ok(shown);
                }
                found = found.filter(|_| !has_objects);
            }
        }
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
}
