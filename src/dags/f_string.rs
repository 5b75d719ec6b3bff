//! f-strings: what is known of their pieces, joined.

use super::constant::{self, Answer, Constant};
use super::interpret::{Interpreter, Run};
use super::value::{Arguments, Located, Text, Value};
use crate::python::ast::{self};

impl<'a> Interpreter<'a> {
    pub(super) fn f_string(&mut self, of: &'a ast::ExprFString) -> Run<Value<'a>> {
        // What it may be so far; a path only as long as it starts with one.
        let mut so_far = vec![Piece::Text(String::new())];
        let mut is_unknown = false;
        for part in of.value.iter() {
            match part {
                ast::FStringPart::Literal(literal) => append(&mut so_far, literal.as_str()),
                ast::FStringPart::FString(f_string) => {
                    is_unknown |= !self.f_string_elements(&f_string.elements, &mut so_far)?;
                }
            }
        }
        let mut values: Vec<Value<'a>> = so_far.into_iter().map(Piece::value).collect();
        if is_unknown {
            // Candidates are known only where every part is.
            values.retain(|_| false);
            values.push(self.unknown(of));
        }
        Ok(Value::one_of(values).unwrap_or_else(|| self.unknown(of)))
    }

    /// Appends the elements to each of the texts; false when nothing can be known of the result.
    fn f_string_elements(
        &mut self,
        elements: &'a ast::InterpolatedStringElements,
        so_far: &mut Vec<Piece>,
    ) -> Run<bool> {
        let mut known = true;
        for element in elements {
            match element {
                ast::InterpolatedStringElement::Literal(literal) => append(so_far, &literal.value),
                ast::InterpolatedStringElement::Interpolation(of) => {
                    if let Some(debug) = &of.debug_text {
                        append(
                            so_far,
                            &format!("{}{}{}", debug.leading(), debug.expression(), debug.trailing()),
                        );
                    }
                    let value = self.evaluate(&of.expression)?;
                    let spec = match &of.format_spec {
                        None => Some(String::new()),
                        Some(spec) => {
                            let mut parts = vec![Piece::Text(String::new())];
                            let known = self.f_string_elements(&spec.elements, &mut parts)?;
                            match (known, parts.as_slice()) {
                                (true, [Piece::Text(text)]) => Some(text.clone()),
                                _ => None,
                            }
                        }
                    };
                    let conversion = of
                        .conversion
                        .to_char()
                        .or((of.debug_text.is_some() && of.format_spec.is_none()).then_some('r'));
                    let mut all = spec.is_some().then(Vec::new);
                    for one in value.alternatives() {
                        let spec = spec.as_deref().unwrap_or_default();
                        match (self.shown_in_f_string(one, conversion, spec, of.range)?, &mut all) {
                            (Some(piece), Some(all)) => all.push(piece),
                            _ => all = None,
                        }
                    }
                    match all {
                        Some(all) if so_far.len() * all.len() <= 48 => {
                            *so_far = so_far
                                .iter()
                                .flat_map(|start| all.iter().map(move |end| start.followed_by(end)))
                                .collect::<Option<Vec<_>>>()
                                .filter(|pieces| pieces.iter().all(Piece::is_short))
                                .unwrap_or_default();
                            known &= !so_far.is_empty();
                        }
                        _ => known = false,
                    }
                    if !known {
                        so_far.clear();
                    }
                }
            }
        }
        Ok(known)
    }

    fn shown_in_f_string(
        &mut self,
        value: &Value<'a>,
        conversion: Option<char>,
        spec: &str,
        range: crate::python::TextRange,
    ) -> Run<Option<Piece>> {
        if conversion.is_none()
            && let Some(text) = self.formatted_member(value)
        {
            let text = Constant::Str(text);
            return Ok(match constant::format::spec(&text, spec) {
                Answer::Known(Constant::Str(text)) => Some(Piece::Text(text.to_string())),
                _ => None,
            });
        }
        if conversion.is_none()
            && let Some(method) = self.own_format(value)
        {
            let given = Arguments::of([Value::text(spec.to_owned())]);
            return Ok(match self.call_bound(method, value.clone(), given)? {
                Value::Str(text) => Some(Piece::Text(text.to_string())),
                _ => None,
            });
        }
        if conversion.is_none() && !spec.is_empty() {
            self.allow_format(value, spec, range)?;
        }
        if let (Value::Ref(_) | Value::Partial(_), None | Some('s'), "") = (value, conversion, spec)
            && let Some(Value::Str(text)) = self.text_of(value, range)?
        {
            return Ok(Some(Piece::Text(text.to_string())));
        }
        Ok(self.plain_in_f_string(value, conversion, spec))
    }

    fn plain_in_f_string(&self, value: &Value<'a>, conversion: Option<char>, spec: &str) -> Option<Piece> {
        if let (Value::Located(located), None | Some('s'), "") = (value, conversion, spec) {
            return Some(Piece::Path(located.path.to_string()));
        }
        if let (Value::Str(text), None | Some('s'), "") = (value, conversion, spec) {
            return Some(Piece::Text(text.to_string()));
        }
        let known = match self.constant(value) {
            Some(known) => known,
            None => Constant::Str(self.text_of_object(value)?),
        };
        let known = match conversion {
            Some(conversion) => match constant::format::conversion(&known, conversion) {
                Answer::Known(known) => known,
                _ => return None,
            },
            None => known,
        };
        match constant::format::spec(&known, spec) {
            Answer::Known(Constant::Str(text)) => Some(Piece::Text(text.to_string())),
            _ => None,
        }
    }
}

/// A part of an f-string.
#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    /// Text that starts with a path whose beginning depends on the machine.
    Path(String),
}

impl Piece {
    fn is_short(&self) -> bool {
        let (Self::Text(text) | Self::Path(text)) = self;
        text.len() <= constant::MAX_TEXT / 16
    }

    fn followed_by(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => Some(Self::Text(format!("{one}{other}"))),
            (Self::Text(one), Self::Path(path)) if one.is_empty() => Some(Self::Path(path.clone())),
            (Self::Path(path), Self::Text(text)) => Some(Self::Path(format!("{path}{text}"))),
            _ => None,
        }
    }

    fn value<'a>(self) -> Value<'a> {
        match self {
            Self::Text(text) => Value::Str(Text::from(text)),
            Self::Path(path) => Value::Located(Located { path: path.into(), is_text: true }),
        }
    }
}

fn append(so_far: &mut [Piece], text: &str) {
    for piece in so_far {
        let (Piece::Text(all) | Piece::Path(all)) = piece;
        all.push_str(text);
    }
}
