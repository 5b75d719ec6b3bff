//! `json.dumps`.

use super::super::arguments::bind_within;
use super::super::{
    Budget, Constant, MAX_TEXT, Outcome, Stop, TYPE_ERROR, bounded, builtin, bytes, render, sequence, truth,
};

/// How JSON is written.
struct Style {
    is_ascii: bool,
    is_sorted: bool,
    /// What one level is indented by.
    indent: Option<String>,
    /// Between items.
    comma: String,
    /// Between key and value.
    colon: String,
}

/// `json.dumps(...)`; `default=`, `cls=` and what skips or refuses values are not followed.
pub(super) fn dumps(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let names = ["obj", "ensure_ascii", "indent", "separators", "sort_keys"];
    let args = bind_within(&names, 0, 1, 1, args, keywords).map_err(|_| Stop::Unknown)?;
    let indent = match args.get(2) {
        None | Some(Constant::None) => None,
        Some(Constant::Str(text)) => Some(text.to_string()),
        Some(value) => {
            let width = value.as_int().ok_or(Stop::Unknown)?.clamp(0, 1000);
            Some(" ".repeat(usize::try_from(width).map_err(|_| Stop::Unknown)?))
        }
    };
    let (comma, colon) = match args.get(3) {
        None | Some(Constant::None) if indent.is_some() => (",".to_owned(), ": ".to_owned()),
        None | Some(Constant::None) => (", ".to_owned(), ": ".to_owned()),
        Some(Constant::Tuple(two) | Constant::List(two)) => match &**two {
            [Constant::Str(comma), Constant::Str(colon)] => (comma.to_string(), colon.to_string()),
            _ => return Err(Stop::Unknown),
        },
        Some(_) => return Err(Stop::Unknown),
    };
    let (is_ascii, is_sorted) = (args.get(1).is_none_or(truth), args.get(4).is_some_and(truth));
    let style = Style { is_ascii, is_sorted, indent, comma, colon };
    let mut out = String::new();
    style.write(args.need(0)?, 0, &mut out, &mut Budget::new())?;
    bounded(out)
}

impl Style {
    fn write(&self, value: &Constant, level: usize, out: &mut String, budget: &mut Budget) -> Outcome<()> {
        if out.len() > MAX_TEXT {
            return Err(Stop::Unknown);
        }
        budget.deeper(|budget| {
            match value {
                Constant::Str(text) => self.quote(text, out),
                Constant::List(items) | Constant::Tuple(items) => {
                    let mut rest = items.iter();
                    self.brackets('[', ']', rest.len(), level, out, |out| match rest.next() {
                        Some(item) => self.write(item, level + 1, out, budget),
                        None => Ok(()),
                    })?;
                }
                Constant::Dict(pairs) => {
                    let mut pairs = pairs.to_vec();
                    if self.is_sorted {
                        pairs = in_order(&pairs)?;
                    }
                    let mut rest = pairs.iter();
                    self.brackets('{', '}', rest.len(), level, out, |out| match rest.next() {
                        Some((key, value)) => {
                            self.quote(&key_text(key)?, out);
                            out.push_str(&self.colon);
                            self.write(value, level + 1, out, budget)
                        }
                        None => Ok(()),
                    })?;
                }
                _ => out.push_str(&scalar(value)?),
            }
            Ok(())
        })
    }

    /// Items between brackets, each on a line of its own if there is an indent.
    fn brackets(
        &self,
        open: char,
        close: char,
        count: usize,
        level: usize,
        out: &mut String,
        mut item: impl FnMut(&mut String) -> Outcome<()>,
    ) -> Outcome<()> {
        let line = |level: usize| self.indent.as_ref().map(|indent| format!("\n{}", indent.repeat(level)));
        out.push(open);
        for place in 0..count {
            if place > 0 {
                out.push_str(&self.comma);
            }
            out.push_str(&line(level + 1).unwrap_or_default());
            item(out)?;
        }
        if count > 0 {
            out.push_str(&line(level).unwrap_or_default());
        }
        out.push(close);
        Ok(())
    }

    fn quote(&self, text: &str, out: &mut String) {
        out.push('"');
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\u{8}' => out.push_str("\\b"),
                '\u{c}' => out.push_str("\\f"),
                '\0'..='\u{1f}' => unit(u16::try_from(u32::from(c)).unwrap_or(0), out),
                '\u{7f}'.. if self.is_ascii => {
                    for code in c.encode_utf16(&mut [0; 2]) {
                        unit(*code, out);
                    }
                }
                _ => out.push(c),
            }
        }
        out.push('"');
    }
}

/// Pairs by their keys, which are all different.
fn in_order(pairs: &[(Constant, Constant)]) -> Outcome<Vec<(Constant, Constant)>> {
    let mut keys = Vec::new();
    for (place, (key, _)) in pairs.iter().enumerate() {
        keys.push(Constant::tuple(vec![key.clone(), sequence::count(place)?]));
    }
    let place = |key: &Constant| match key {
        Constant::Tuple(parts) => {
            parts.last().and_then(Constant::as_int).and_then(|place| usize::try_from(place).ok())
        }
        _ => None,
    };
    let keys = builtin::sort(keys, false)?;
    Ok(keys.iter().filter_map(|key| pairs.get(place(key)?)).cloned().collect())
}

fn unit(code: u16, out: &mut String) {
    out.push_str("\\u");
    let [high, low] = code.to_be_bytes();
    [high >> 4, high & 15, low >> 4, low & 15].iter().for_each(|of| out.push(bytes::digit(*of)));
}

fn scalar(value: &Constant) -> Outcome<String> {
    Ok(match value {
        Constant::None => "null".to_owned(),
        Constant::Bool(value) => value.to_string(),
        Constant::Int(value) => value.to_string(),
        Constant::Float(value) if value.is_nan() => "NaN".to_owned(),
        Constant::Float(value) if value.is_infinite() => {
            if *value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
        }
        Constant::Float(value) => render::float(*value),
        _ => return Err(TYPE_ERROR),
    })
}

fn key_text(key: &Constant) -> Outcome<String> {
    match key {
        Constant::Str(text) => Ok(text.to_string()),
        _ => scalar(key),
    }
}
