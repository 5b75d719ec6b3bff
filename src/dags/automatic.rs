//! The values of `auto()` in an enumeration.

use super::interpret::{Interpreter, Run};
use super::object::{At, Object};
use super::value::{Arguments, Origin, Text, Value};

/// How an enumeration makes the values of `auto()`.
#[derive(Debug, PartialEq)]
pub(super) enum Automatic<'a> {
    /// By a `_generate_next_value_` of its own.
    By(Value<'a>),
    /// The name in lower case.
    Name,
    /// The next power of two.
    Bit,
    /// The next number.
    Number,
}

impl<'a> Interpreter<'a> {
    /// How an enumeration makes the values of `auto()`.
    pub(super) fn automatic(&self, class: At) -> Automatic<'a> {
        match self.class_attribute(class, "_generate_next_value_") {
            Some(Value::Descriptor("staticmethod", function)) => return Automatic::By((*function).clone()),
            Some(function) => return Automatic::By(function),
            None => {}
        }
        let Object::Class(of) = self.state.at(class) else { return Automatic::Number };
        let has_base = |names: &[&str]| {
            of.order.iter().any(|at| match self.state.at(*at) {
                Object::Class(class) => class
                    .bases
                    .iter()
                    .any(|base| matches!(base, Value::External(path) if names.contains(&&**path))),
                _ => false,
            })
        };
        if has_base(&["enum.StrEnum"]) {
            Automatic::Name
        } else if has_base(&["enum.Flag", "enum.IntFlag"]) {
            Automatic::Bit
        } else {
            Automatic::Number
        }
    }

    /// The value of `auto()` behind these.
    pub(super) fn automatic_value(
        &mut self,
        how: &Automatic<'a>,
        name: &Text<'a>,
        before: &[Value<'a>],
    ) -> Run<Value<'a>> {
        let why = Origin::Note("a member of an enumeration");
        let largest = before.iter().try_fold(0, |most: i64, value| match value {
            Value::Int(number) => Some(most.max(*number)),
            _ => None,
        });
        Ok(match (how, largest) {
            (Automatic::By(function), _) => {
                let count = Value::Int(i64::try_from(before.len()).unwrap_or(i64::MAX));
                let given = vec![Value::Str(name.clone()), Value::Int(1), count, self.list(before.to_vec())];
                self.call_value(&function.clone(), Arguments::of(given), why)?
            }
            (Automatic::Name, _) => Value::text(name.to_lowercase()),
            (Automatic::Bit, Some(most @ 0..)) if most < 1 << 32 => {
                Value::Int(if most == 0 { 1 } else { 1 << (most.ilog2() + 1) })
            }
            // One more than the last, and since Python 3.13 than the largest.
            (Automatic::Number, Some(most)) if before.last().is_none_or(|last| *last == Value::Int(most)) => {
                Value::Int(most.saturating_add(1))
            }
            _ => Value::Unknown(why),
        })
    }
}
