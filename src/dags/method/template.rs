//! `"{job.name}_{0[key]}".format(…)`: what a replacement field asks of an object is looked up here; the rest is a template
//! of values that are fully known.

use super::super::call::CallSite;
use super::super::constant::{self, Constant};
use super::super::interpret::{Interpreter, Run};
use super::super::value::{Arguments, Text, Value};

/// How deep fields lie in a specifier.
const DEEPEST: usize = 2;

/// One step of a field's name.
#[derive(Debug, PartialEq)]
enum Step {
    Attribute(String),
    Item(String),
}

/// What a replacement field asks for.
#[derive(Debug, PartialEq)]
struct Field {
    /// A number or name: the argument.
    first: String,
    steps: Vec<Step>,
    /// Shown as it is: without a conversion, and without a specifier.
    is_plain: bool,
}

/// A template whose fields are `{k0}`, `{k1}`, …, and what each of them asks for.
#[derive(Debug, Default, PartialEq)]
struct Template {
    text: String,
    fields: Vec<Field>,
    /// Numbers are counted (`{}`), or given (`{0}`).
    is_counted: Option<bool>,
    counted: usize,
}

impl<'a> Interpreter<'a> {
    /// `template.format(…)` with arguments of which not all is a plain value; `None`: not all of it is known.
    pub(super) fn format_objects(
        &mut self,
        template: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let why = self.at(site);
        let mut of = Template::default();
        if arguments.unknown.is_some() || of.read(template, DEEPEST).is_none() {
            return Ok(None);
        }
        let mut shown: Vec<(String, Constant)> = Vec::new();
        for (at, field) in of.fields.iter().enumerate() {
            let given = match field.first.parse::<usize>() {
                Ok(place) => arguments.positional.get(place),
                Err(_) => arguments.keyword(&field.first),
            };
            let Some(mut value) = given.cloned() else { return Ok(None) };
            for step in &field.steps {
                value = match step {
                    Step::Attribute(name) => {
                        match self.constant(&value).map(|known| constant::attribute(&known, name)) {
                            Some(constant::Answer::Known(known)) => self.value_of(known),
                            _ => match self.attribute(&value, &Text::from(name.clone()), why)? {
                                Some(value) => value,
                                None => return Ok(None),
                            },
                        }
                    }
                    Step::Item(key) => {
                        let key = match key.parse::<i64>() {
                            Ok(index) if !key.starts_with(['+', '-']) => Value::Int(index),
                            _ => Value::text(key.clone()),
                        };
                        self.item(&value, &key, site.range, why)?
                    }
                };
            }
            let known = match self.constant(&value) {
                _ if self.own_format(&value).is_some() => return Ok(None),
                Some(known) => Some(known),
                None => match self.formatted_member(&value) {
                    Some(text) if field.is_plain => Some(Constant::Str(text)),
                    None if field.is_plain => self.showable(&value, site.range)?,
                    _ => None,
                },
            };
            let Some(known) = known else { return Ok(None) };
            shown.push((format!("k{at}"), known));
        }
        let keywords: Vec<(&str, Constant)> =
            shown.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        match constant::format::braces(&of.text, &[], &keywords) {
            constant::Answer::Known(known) => Ok(Some(self.value_of(known))),
            _ => Ok(None),
        }
    }
}

impl Template {
    /// Reads a template, or what stands in a specifier; `None` when Python refuses it.
    fn read(&mut self, template: &str, depth: usize) -> Option<()> {
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            self.text.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(doubled) = ["{{", "}}"].into_iter().find(|doubled| rest.starts_with(doubled)) {
                self.text.push_str(doubled);
                rest = &rest[2..];
                continue;
            }
            rest = self.field(rest.strip_prefix('{')?, depth.checked_sub(1)?)?;
        }
        self.text.push_str(rest);
        Some(())
    }

    /// One field, from behind its brace; what follows it.
    fn field<'t>(&mut self, text: &'t str, depth: usize) -> Option<&'t str> {
        let mut in_brackets = false;
        let end = text.find(|c| {
            in_brackets = if in_brackets { c != ']' } else { c == '[' };
            !in_brackets && matches!(c, '}' | ':' | '!' | '{')
        })?;
        let (name, mut rest) = text.split_at(end);
        let place = self.fields.len();
        let (first, steps) = steps(name)?;
        let first = self.argument(first)?;
        self.fields.push(Field { first, steps, is_plain: rest.starts_with('}') });
        self.text.push_str(&format!("{{k{place}"));
        if let Some(after) = rest.strip_prefix('!') {
            let letter = after.chars().next()?;
            self.text.push('!');
            self.text.push(letter);
            rest = &after[letter.len_utf8()..];
        }
        if let Some(spec) = rest.strip_prefix(':') {
            let mut open = 1usize;
            let end = spec.find(|c| {
                match c {
                    '{' => open += 1,
                    '}' => open -= 1,
                    _ => {}
                }
                open == 0
            })?;
            self.text.push(':');
            self.read(&spec[..end], depth)?;
            rest = &spec[end..];
        }
        self.text.push('}');
        rest.strip_prefix('}')
    }

    /// The argument that a name stands for, as a number when it is one.
    fn argument(&mut self, name: &str) -> Option<String> {
        if !name.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(name.to_owned());
        }
        let is_counted = name.is_empty();
        if self.is_counted.is_some_and(|before| before != is_counted) {
            return None;
        }
        self.is_counted = Some(is_counted);
        if !is_counted {
            return name.parse::<usize>().ok().map(|place| place.to_string());
        }
        self.counted += 1;
        Some((self.counted - 1).to_string())
    }
}

/// `job.tags[0].name` as its argument and the steps from there.
fn steps(name: &str) -> Option<(&str, Vec<Step>)> {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let (first, mut rest) = name.split_at(end);
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            steps.push(Step::Attribute(after[..end].to_owned()));
            rest = &after[end..];
            if end == 0 {
                return None;
            }
        } else {
            let after = rest.strip_prefix('[')?;
            let end = after.find(']').filter(|end| *end > 0)?;
            steps.push(Step::Item(after[..end].to_owned()));
            rest = &after[end + 1..];
        }
    }
    Some((first, steps))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Template> {
        let mut template = Template::default();
        template.read(text, DEEPEST).map(|()| template)
    }

    #[test]
    fn fields_are_told_from_text_and_specifiers() {
        let template = read("{{x}}_{a.b[c]:>{w}}_{.n!s}").unwrap();
        assert_eq!(template.text, "{{x}}_{k0:>{k1}}_{k2!s}");
        let names: Vec<&str> = template.fields.iter().map(|field| field.first.as_str()).collect();
        assert_eq!(names, ["a", "w", "0"]);
        assert_eq!(template.fields[0].steps, [Step::Attribute("b".into()), Step::Item("c".into())]);
    }

    #[test]
    fn what_python_refuses_is_not_read() {
        for text in ["{", "}", "{a", "{a.}", "{a[]}", "{}{0}", "{a:{b:{c}}}"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
