//! `"...".format(...)`: replacement fields as CPython's `MarkupIterator` reads them.

use super::super::{Constant, KEY_ERROR, MAX_TEXT, Outcome, Stop, VALUE_ERROR, attribute, sequence};
use super::super::{INDEX_ERROR, container};
use super::{converted, formatted};

/// `template.format(*args, **keywords)`.
pub(super) fn braces(template: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome<String> {
    let mut fields = Fields { args, keywords, numbering: None, next: 0 };
    // One level of fields within a specifier.
    fields.render(&template.chars().collect::<Vec<char>>(), 2)
}

struct Fields<'a> {
    args: &'a [Constant],
    keywords: &'a [(&'a str, Constant)],
    /// Whether numbers are given by the template (`{0}`) or counted (`{}`).
    numbering: Option<bool>,
    next: usize,
}

impl Fields<'_> {
    fn render(&mut self, template: &[char], depth: usize) -> Outcome<String> {
        if depth == 0 {
            return Err(VALUE_ERROR);
        }
        let mut out = String::new();
        let mut rest = template;
        loop {
            match rest {
                [] => return Ok(out),
                ['{', '{', after @ ..] => {
                    out.push('{');
                    rest = after;
                }
                ['}', '}', after @ ..] => {
                    out.push('}');
                    rest = after;
                }
                ['}', ..] | ['{'] => return Err(VALUE_ERROR),
                ['{', after @ ..] => rest = self.field(after, depth, &mut out)?,
                [c, after @ ..] => {
                    out.push(*c);
                    rest = after;
                }
            }
            if out.len() > MAX_TEXT {
                return Err(Stop::Unknown);
            }
        }
    }

    /// One field, from behind its brace; what follows it.
    fn field<'t>(&mut self, text: &'t [char], depth: usize, out: &mut String) -> Outcome<&'t [char]> {
        let mut in_brackets = false;
        let mut end = None;
        for (place, c) in text.iter().enumerate() {
            match c {
                ']' if in_brackets => in_brackets = false,
                _ if in_brackets => {}
                '{' => return Err(VALUE_ERROR),
                '[' => in_brackets = true,
                '}' | ':' | '!' => {
                    end = Some(place);
                    break;
                }
                _ => {}
            }
        }
        let (name, mut rest) = text.split_at(end.ok_or(VALUE_ERROR)?);
        let mut conversion = None;
        if let ['!', after @ ..] = rest {
            let [letter, after @ ..] = after else { return Err(VALUE_ERROR) };
            conversion = Some(*letter);
            rest = after;
            match rest {
                [':' | '}', ..] => {}
                _ => return Err(VALUE_ERROR),
            }
        }
        let mut spec: &[char] = &[];
        if let [':', after @ ..] = rest {
            let end = spec_end(after).ok_or(VALUE_ERROR)?;
            (spec, rest) = after.split_at(end);
        }
        let ['}', after @ ..] = rest else { return Err(VALUE_ERROR) };
        let mut value = self.value(name)?;
        if let Some(letter) = conversion {
            value = Constant::text(converted(&value, letter)?);
        }
        let spec = if spec.iter().any(|c| matches!(c, '{' | '}')) {
            self.render(spec, depth - 1)?
        } else {
            spec.iter().collect()
        };
        out.push_str(&formatted(&value, &spec)?);
        Ok(after)
    }

    /// The value that a field's name stands for: `0`, `name`, `0[key]`, `name.year`.
    fn value(&mut self, name: &[char]) -> Outcome<Constant> {
        let end = name.iter().position(|c| matches!(c, '.' | '[')).unwrap_or(name.len());
        let (first, mut rest) = name.split_at(end);
        let first: String = first.iter().collect();
        let mut value = self.argument(&first)?;
        loop {
            match rest {
                [] => return Ok(value),
                ['.', after @ ..] => {
                    let end = after.iter().position(|c| matches!(c, '.' | '[')).unwrap_or(after.len());
                    let (attribute_name, after) = after.split_at(end);
                    if attribute_name.is_empty() {
                        return Err(VALUE_ERROR);
                    }
                    value = attribute(&value, &attribute_name.iter().collect::<String>()).outcome()?;
                    rest = after;
                }
                ['[', after @ ..] => {
                    let end = after.iter().position(|c| *c == ']').ok_or(VALUE_ERROR)?;
                    let key: String = after[..end].iter().collect();
                    if key.is_empty() {
                        return Err(VALUE_ERROR);
                    }
                    value = item(&value, &key)?;
                    rest = &after[end + 1..];
                    if !matches!(rest, [] | ['.' | '[', ..]) {
                        return Err(VALUE_ERROR);
                    }
                }
                _ => return Err(VALUE_ERROR),
            }
        }
    }

    fn argument(&mut self, name: &str) -> Outcome<Constant> {
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number {
            if name.chars().any(|c| c.is_numeric() && !c.is_ascii()) {
                return Err(Stop::Unknown);
            }
            let found = self.keywords.iter().find(|(known, _)| *known == name);
            return found.map(|(_, value)| value.clone()).ok_or(KEY_ERROR);
        }
        let is_counted = name.is_empty();
        if self.numbering.is_some_and(|before| before != is_counted) {
            return Err(VALUE_ERROR);
        }
        self.numbering = Some(is_counted);
        let place = if is_counted {
            self.next += 1;
            self.next - 1
        } else {
            name.parse().map_err(|_| VALUE_ERROR)?
        };
        self.args.get(place).cloned().ok_or(INDEX_ERROR)
    }
}

/// Where a specifier ends: at the brace that closes the field.
fn spec_end(text: &[char]) -> Option<usize> {
    let mut depth = 1;
    for (place, c) in text.iter().enumerate() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(place);
        }
    }
    None
}

/// `value[key]`, where digits are a number.
fn item(value: &Constant, key: &str) -> Outcome {
    let key = if key.bytes().all(|byte| byte.is_ascii_digit()) {
        Constant::Int(key.parse().map_err(|_| VALUE_ERROR)?)
    } else if key.chars().any(|c| c.is_numeric() && !c.is_ascii()) {
        return Err(Stop::Unknown);
    } else {
        Constant::text(key)
    };
    match value {
        Constant::Dict(pairs) => container::get(pairs, &key)?.ok_or(KEY_ERROR),
        _ => sequence::item(value, &key),
    }
}
