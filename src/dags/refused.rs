//! What Python refuses of values that are surely of the wrong type: a call of a number, an element of `None`, a list as
//! a key, an attribute that no text has.

mod attributes;

use super::constant::{self, Answer};
use super::interpret::{Interpreter, Run};
use super::kind::{Deed, Kind};
use super::object::{ClassKind, Object};
use super::value::{Origin, Text, Value};
use crate::python::TextRange;
use crate::python::ast::{CmpOp, Operator, UnaryOp};

impl<'a> Interpreter<'a> {
    /// Ends the code where a value surely does not allow what is done with it.
    pub(super) fn allow(&mut self, value: &Value<'a>, deed: Deed, range: TextRange) -> Run<()> {
        match self.forbids(value, deed) {
            None => Ok(()),
            Some(kind) => {
                let deed = match deed {
                    Deed::Call => "calls",
                    Deed::Iterate => "goes through",
                    Deed::Item => "takes an element of",
                    Deed::SetItem => "sets an element of",
                    Deed::DeleteItem => "deletes an element of",
                    Deed::Length => "needs the length of",
                    Deed::Enter => "enters",
                };
                self.wrong_type(range, deed, kind)
            }
        }
    }

    pub(super) fn wrong_type<T>(&mut self, range: TextRange, deed: &str, kind: Kind) -> Run<T> {
        let text = self.words(Origin::Code(self.module(), range));
        let what = format!("`{text}` {deed} a value of type `{}`", self.type_name(kind));
        Err(self.raised_at("TypeError", range, &what))
    }

    fn type_name(&self, kind: Kind) -> String {
        match kind {
            Kind::Instance(class) => self.class_name(class),
            kind => kind.name().to_owned(),
        }
    }

    /// A key that surely is none of this container: `items["a"]` of a list, `items[9]` of a short one.
    pub(super) fn allow_place(
        &mut self,
        container: &Value<'a>,
        key: &Value<'a>,
        range: TextRange,
    ) -> Run<()> {
        let text = |this: &Self| this.words(Origin::Code(this.module(), range));
        match self.kind(container) {
            Some(Kind::List | Kind::Tuple | Kind::Text) => {
                match self.kind(key) {
                    Some(Kind::Instance(_)) | None => return Ok(()),
                    Some(kind) if !kind.is_index() => {
                        let what = format!("`{}` takes a `{}` for a place", text(self), kind.name());
                        return Err(self.raised_at("TypeError", range, &what));
                    }
                    Some(_) => {}
                }
                let (Value::Int(place), Value::Ref(at)) = (key, container) else { return Ok(()) };
                let Object::List(list) = self.state.at(*at) else { return Ok(()) };
                let length = i64::try_from(list.items.len()).unwrap_or(i64::MAX);
                if list.is_exact() && self.doubt().is_none() && !(-length..length).contains(place) {
                    let what = format!("`{}` does not exist", text(self));
                    return Err(self.raised_at("IndexError", range, &what));
                }
                Ok(())
            }
            Some(Kind::Dict) => self.allow_key(key, range),
            _ => Ok(()),
        }
    }

    /// A key of a dictionary that is deleted, and surely is not there.
    pub(super) fn allow_absence(
        &mut self,
        container: &Value<'a>,
        key: &Value<'a>,
        range: TextRange,
    ) -> Run<()> {
        let Some(Object::Dict(dict)) = self.state.object(container) else { return Ok(()) };
        if !dict.lacks(&self.same_key(dict, key)) || dict.mirrors.is_some() || self.doubt().is_some() {
            return Ok(());
        }
        let text = self.words(Origin::Code(self.module(), range));
        Err(self.raised_at("KeyError", range, &format!("`{text}` does not exist")))
    }

    /// What a variable of the environment is set to.
    pub(super) fn allow_variable(&mut self, value: &Value<'a>, range: TextRange) -> Run<()> {
        match self.kind(value) {
            None | Some(Kind::Text | Kind::Instance(_)) => Ok(()),
            Some(kind) => self.wrong_type(range, "takes for a text", kind),
        }
    }

    /// A key of a dictionary, or an element of a set.
    pub(super) fn allow_key(&mut self, key: &Value<'a>, range: TextRange) -> Run<()> {
        match key {
            Value::Ref(_) | Value::Tuple(_) | Value::Partial(_) => match self.unhashable(key) {
                Some(kind) => self.wrong_type(range, "takes for a key or an element", kind),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// A binary operator whose result is not known.
    pub(super) fn allow_operator(
        &mut self,
        op: Operator,
        left: &Value<'a>,
        right: &Value<'a>,
        range: TextRange,
    ) -> Run<()> {
        let (Some(left), Some(right)) = (self.kind(left), self.kind(right)) else { return Ok(()) };
        if self.may_join(op, left, right) {
            // A list takes none of these; a view of a dictionary, which looks the same here, does.
            let is_for_sets =
                matches!(op, Operator::Sub | Operator::BitOr | Operator::BitAnd | Operator::BitXor);
            if left == Kind::List && is_for_sets {
                self.hazard(Origin::Code(self.module(), range), "TypeError", true);
            }
            return Ok(());
        }
        self.wrong_pair(left, right, range)
    }

    fn wrong_pair<T>(&mut self, left: Kind, right: Kind, range: TextRange) -> Run<T> {
        let text = self.words(Origin::Code(self.module(), range));
        let (left, right) = (self.type_name(left), self.type_name(right));
        let what = format!("`{text}` has `{left}` on one side and `{right}` on the other");
        Err(self.raised_at("TypeError", range, &what))
    }

    /// A comparison whose result is not known.
    pub(super) fn allow_comparison(
        &mut self,
        op: CmpOp,
        left: &Value<'a>,
        right: &Value<'a>,
        range: TextRange,
    ) -> Run<()> {
        match op {
            CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE => {
                let (Some(left), Some(right)) = (self.kind(left), self.kind(right)) else { return Ok(()) };
                if self.may_order(left, right) { Ok(()) } else { self.wrong_pair(left, right, range) }
            }
            CmpOp::In | CmpOp::NotIn => {
                if let Some(Kind::Instance(class)) = self.kind(right)
                    && self.class_attribute(class, "__contains__").is_some()
                {
                    return Ok(());
                }
                self.allow(right, Deed::Iterate, range)?;
                match (self.kind(left), self.kind(right)) {
                    (_, Some(Kind::Dict)) => self.allow_key(left, range),
                    (Some(Kind::Instance(_) | Kind::Text) | None, _) => Ok(()),
                    (Some(left), Some(Kind::Text)) => self.wrong_pair(left, Kind::Text, range),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// `-value` and `~value` whose result is not known.
    pub(super) fn allow_unary(&mut self, op: UnaryOp, value: &Value<'a>, range: TextRange) -> Run<()> {
        let Some(kind) = self.kind(value) else { return Ok(()) };
        let method = match op {
            UnaryOp::Not => return Ok(()),
            UnaryOp::USub => "__neg__",
            UnaryOp::UAdd => "__pos__",
            UnaryOp::Invert => "__invert__",
        };
        let allowed = match kind {
            Kind::Int | Kind::Bool => true,
            Kind::Float | Kind::TimeDelta => op != UnaryOp::Invert,
            Kind::Instance(class) => self.class_attribute(class, method).is_some(),
            Kind::Class(_) | Kind::Task | Kind::Dag => true,
            _ => false,
        };
        if allowed { Ok(()) } else { self.wrong_type(range, "changes the sign of", kind) }
    }

    /// What stands behind the colon in an f-string.
    pub(super) fn allow_format(&mut self, value: &Value<'a>, spec: &str, range: TextRange) -> Run<()> {
        let raised = match self.kind(value) {
            Some(
                Kind::None
                | Kind::Tuple
                | Kind::List
                | Kind::Dict
                | Kind::Set
                | Kind::Function
                | Kind::Placeholder,
            ) => Some("TypeError"),
            Some(Kind::Text | Kind::Int | Kind::Float | Kind::Bool) => {
                let known = self.constant(value);
                match known.map(|known| constant::format::spec(&known, spec)) {
                    Some(Answer::Raises(class)) => Some(class),
                    _ => None,
                }
            }
            _ => None,
        };
        match raised {
            Some(class) => {
                let text = self.words(Origin::Code(self.module(), range));
                Err(self.raised_at(class, range, &format!("`{text}` cannot be computed")))
            }
            None => Ok(()),
        }
    }

    /// Whether a value of a type that Python itself has surely lacks an attribute.
    pub(super) fn lacks(&self, value: &Value<'a>, name: &str) -> bool {
        if name.starts_with('_') {
            return false;
        }
        if super::xcom::lacks(value, name) {
            return true;
        }
        let names: &[&str] = match value {
            Value::Str(_) => attributes::TEXT,
            Value::None => &[],
            Value::Int(_) | Value::Bool(_) => attributes::INT,
            Value::Float(_) => attributes::FLOAT,
            // A version is kept as four numbers.
            Value::Tuple(items) if items.len() != 4 => attributes::TUPLE,
            Value::Plain(_) => match self.kind(value) {
                Some(Kind::Bytes) => attributes::BYTES,
                Some(Kind::Date) => attributes::DATE,
                Some(Kind::DateTime) => attributes::DATE_TIME,
                Some(Kind::TimeDelta) => attributes::TIME_DELTA,
                _ => return false,
            },
            // Its attributes are those that were set; a decorator may have set more.
            Value::Function(of) if of.fields.get().is_none() => attributes::FUNCTION,
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(_) => attributes::LIST,
                Object::Dict(dict) if dict.factory.is_none() => attributes::DICT,
                Object::Set(_) => attributes::SET,
                _ => return false,
            },
            _ => return false,
        };
        names.binary_search(&name).is_err()
    }

    /// Ends the code where an attribute is set or deleted of a value that surely has none to set.
    pub(super) fn allow_attribute(
        &mut self,
        into: &Value<'a>,
        name: &str,
        is_delete: bool,
        range: TextRange,
    ) -> Run<()> {
        let refused = match into {
            Value::None
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::Str(_)
            | Value::Plain(_)
            | Value::Builtin(_) => true,
            Value::Tuple(items) => items.len() != 4,
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(_) | Object::Set(_) => true,
                Object::Instance(instance) => {
                    let class = instance.class;
                    let is_there = !is_delete
                        || instance.open.is_some()
                        || instance.fields.get(&Value::Str(Text::from(name.to_owned()))).is_some();
                    self.is_fixed(class, name, is_delete) || (!is_there && self.is_plainly_followed(class))
                }
                Object::Class(class) if class.kind == ClassKind::Enum => {
                    class.members.iter().any(|(known, _)| &**known == name)
                }
                _ => false,
            },
            _ => false,
        };
        if !refused {
            return Ok(());
        }
        let text = self.words(Origin::Code(self.module(), range));
        let what = format!("`{text}` is an attribute that cannot be set or deleted there");
        Err(self.raised_at("AttributeError", range, &what))
    }

    fn is_plainly_followed(&self, class: super::object::At) -> bool {
        self.is_followed(class)
            && self.class_attribute(class, "__delattr__").is_none()
            && self.class_attribute(class, "__slots__").is_none()
    }
}
