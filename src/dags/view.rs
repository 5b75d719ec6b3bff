//! Views of dictionaries: `keys()`, `items()`, `values()`, which are no lists.

use super::interpret::{Interpreter, Run};
use super::object::{At, List, Object};
use super::value::{Origin, Value};
use crate::python::{TextRange, ast};

/// A view: what it shows of its dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// `keys()`, `items()`, which are like sets.
    Set,
    /// `values()`
    Values,
}

impl<'a> Interpreter<'a> {
    /// `keys()`, `items()` or `values()` of a dictionary: its elements when it is made.
    pub(super) fn view(&mut self, list: List<'a>, name: &str) -> Value<'a> {
        self.state.make_view(list, if name == "values" { View::Values } else { View::Set })
    }

    /// Whether a view certainly has nothing of this name.
    pub(super) fn view_lacks(&self, value: &Value<'a>, name: &str) -> bool {
        self.is_view(value) && !name.starts_with("__") && !matches!(name, "isdisjoint" | "mapping")
    }

    pub(super) fn is_view(&self, value: &Value<'a>) -> bool {
        self.state.view(value).is_some()
    }

    /// An operator with a view: sets for those that sets have. `None`: there is no view.
    pub(super) fn view_operator(
        &mut self,
        op: ast::Operator,
        left: &Value<'a>,
        right: &Value<'a>,
        range: TextRange,
    ) -> Run<Option<Value<'a>>> {
        let why = Origin::Code(self.module(), range);
        let kinds = [self.state.view(left), self.state.view(right)];
        if kinds == [None, None] {
            return Ok(None);
        }
        let is_of_sets = matches!(
            op,
            ast::Operator::Sub | ast::Operator::BitAnd | ast::Operator::BitOr | ast::Operator::BitXor
        );
        if kinds.contains(&Some(View::Set)) && is_of_sets {
            let (Some(one), Some(other)) = (self.set_of(left), self.set_of(right)) else {
                return Ok(Some(Value::Unknown(why)));
            };
            return self.binary(op, &Value::Ref(one), &Value::Ref(other), range).map(Some);
        }
        let is_followed = |value: &Value<'a>| {
            matches!(value, Value::Str(_) | Value::Int(_) | Value::Tuple(_) | Value::None)
                || matches!(
                    self.state.object(value),
                    Some(Object::List(_) | Object::Dict(_) | Object::Set(_))
                )
        };
        if is_followed(left) && is_followed(right) && self.doubt().is_none() {
            let message = format!("`{}` is no operation of a dictionary's view", self.words(why));
            return Err(self.raised_at("TypeError", range, &message));
        }
        Ok(Some(Value::Unknown(why)))
    }

    fn set_of(&mut self, value: &Value<'a>) -> Option<At> {
        if let Value::Ref(at) = value
            && matches!(self.state.at(*at), Object::Set(_))
        {
            return Some(*at);
        }
        let list = self.elements(value)?;
        let set = self.entries_of(list, true)?;
        Some(self.state.allocate(Object::Set(set)))
    }

    /// A subscript of a view.
    pub(super) fn no_subscript(&self, value: &Value<'a>, range: TextRange, why: Origin) -> Run<()> {
        if self.is_view(value) && self.doubt().is_none() {
            let message =
                format!("`{}` cannot be done: a dictionary's view has no subscripts", self.words(why));
            return Err(self.raised_at("TypeError", range, &message));
        }
        Ok(())
    }
}
