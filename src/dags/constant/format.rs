//! `format(value, spec)`, `"...".format(...)` and `"..." % value`.

mod braces;
mod layout;
mod number;
mod percent;
mod specifier;

use super::{Answer, Constant, DateTime, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, bounded, moment, render};
use specifier::Specifier;

/// `template % value`.
pub(crate) fn percent(template: &str, value: &Constant) -> Answer {
    percent::percent(template, value).and_then(bounded).into()
}

/// `template.format(*args, **keywords)`.
pub(crate) fn braces(template: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Answer {
    braces::braces(template, args, keywords).and_then(bounded).into()
}

/// `format(value, spec)`: what stands behind the colon of a replacement field.
pub(crate) fn spec(value: &Constant, spec: &str) -> Answer {
    formatted(value, spec).and_then(bounded).into()
}

/// `!r`, `!s` or `!a`.
pub(crate) fn conversion(value: &Constant, letter: char) -> Answer {
    converted(value, letter).and_then(bounded).into()
}

/// As [`conversion`].
fn converted(value: &Constant, letter: char) -> Outcome<String> {
    match letter {
        'r' => render::representation(value),
        's' => render::display(value),
        'a' => render::ascii(value),
        _ => Err(VALUE_ERROR),
    }
}

/// As [`spec`].
fn formatted(value: &Constant, spec: &str) -> Outcome<String> {
    if spec.is_empty() {
        return render::display(value);
    }
    match value {
        Constant::Date(date) => moment::strftime(DateTime::midnight(*date), spec),
        Constant::DateTime(moment) => moment::strftime(*moment, spec),
        Constant::Str(text) => layout::text(text, &Specifier::read(spec, 's', '<')?),
        Constant::Float(value) => layout::float(*value, &Specifier::read(spec, '\0', '>')?),
        Constant::Int(_) | Constant::Bool(_) => {
            let value = value.as_int().ok_or(Stop::Unknown)?;
            layout::int(value, &Specifier::read(spec, 'd', '>')?)
        }
        _ => Err(TYPE_ERROR),
    }
}
