//! What a pydantic model makes of the values of its fields: dictionaries become models, texts become members of
//! enumerations, by the annotations.

use super::call::CallSite;
use super::interpret::{Interpreter, Run};
use super::object::{At, ClassKind, Object};
use super::pure_path;
use super::value::{Arguments, Origin, Value};
use crate::python::Ranged;
use crate::python::ast::{self, Expr};

/// How deep annotations are followed.
const DEEPEST: usize = 8;

impl<'a> Interpreter<'a> {
    /// The value of a field, given its annotation.
    pub(super) fn coerced(
        &mut self,
        class: At,
        annotation: &'a Expr,
        value: Value<'a>,
        site: CallSite,
        depth: usize,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        if depth > DEEPEST || matches!(value, Value::None | Value::Unknown(_) | Value::OneOf(_)) {
            return Ok(value);
        }
        match annotation {
            Expr::Subscript(of) => self.coerced_by_generic(class, of, value, site, depth),
            // `Model | None`
            Expr::BinOp(of) if of.op == ast::Operator::BitOr => match (of.left.as_ref(), of.right.as_ref()) {
                (one, Expr::NoneLiteral(_)) | (Expr::NoneLiteral(_), one) => {
                    self.coerced(class, one, value, site, depth + 1)
                }
                _ if self.is_plain(&value) => Ok(value),
                _ => Ok(Value::Unknown(why)),
            },
            Expr::Name(_) | Expr::Attribute(_) => {
                let wanted = self.annotation_value(class, annotation)?;
                self.coerced_to(&wanted, value, site)
            }
            // A text, which is read later.
            Expr::StringLiteral(_) if !self.is_plain(&value) => Ok(Value::Unknown(why)),
            _ => Ok(value),
        }
    }

    /// Texts, numbers and truths.
    fn is_plain(&self, value: &Value<'a>) -> bool {
        matches!(value, Value::Str(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_))
    }

    fn annotation_value(&mut self, class: At, annotation: &'a Expr) -> Run<Value<'a>> {
        let Object::Class(of) = self.state.at(class) else { return Ok(self.unknown(annotation)) };
        let outer = std::mem::replace(&mut self.scope, of.frame);
        let value = self.evaluate(annotation);
        self.scope = outer;
        value
    }

    fn coerced_by_generic(
        &mut self,
        class: At,
        of: &'a ast::ExprSubscript,
        value: Value<'a>,
        site: CallSite,
        depth: usize,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let words = self.words(Origin::Code(self.module_of_class(class), of.value.range()));
        let inner: &'a [Expr] = match of.slice.as_ref() {
            Expr::Tuple(all) => &all.elts,
            one => std::slice::from_ref(one),
        };
        match (words.rsplit('.').next().unwrap_or(&words), inner) {
            ("Optional" | "Annotated" | "Final", [one, ..]) => {
                self.coerced(class, one, value, site, depth + 1)
            }
            ("List" | "list" | "Sequence" | "Iterable", [one]) => {
                let Value::Ref(at) = value else { return Ok(value) };
                let Object::List(list) = self.state.at(at) else { return Ok(Value::Ref(at)) };
                let mut list = list.clone();
                for item in &mut list.items {
                    *item = self.coerced(class, one, item.clone(), site, depth + 1)?;
                }
                Ok(self.state.make(Object::List(list)))
            }
            ("Dict" | "dict" | "Mapping", [_, one]) => {
                let Some(dict) = self.mapping(&value) else { return Ok(value) };
                let mut made = super::dict::Dict { open: dict.open, ..Default::default() };
                for (key, item) in dict.iter() {
                    let item = self.coerced(class, one, item.clone(), site, depth + 1)?;
                    made.set(key.clone(), item, why);
                }
                Ok(self.state.make(Object::Dict(made)))
            }
            ("Literal", _) => Ok(value),
            ("Union", several) => match self.only_shape(class, several, &value)? {
                Some(one) => self.coerced(class, one, value, site, depth + 1),
                None if self.is_plain(&value) => Ok(value),
                None => Ok(Value::Unknown(why)),
            },
            _ if self.is_plain(&value) => Ok(value),
            _ => Ok(Value::Unknown(why)),
        }
    }

    /// The only one of several annotations that a list or a dictionary can be meant for.
    fn only_shape(&mut self, class: At, several: &'a [Expr], value: &Value<'a>) -> Run<Option<&'a Expr>> {
        let is_list = match self.state.object(value) {
            Some(Object::List(_)) => true,
            Some(Object::Dict(_)) => false,
            _ => return Ok(None),
        };
        let mut found = None;
        for one in several {
            let takes_list = match one {
                Expr::NoneLiteral(_) => continue,
                Expr::Subscript(of) => {
                    let words = self.words(Origin::Code(self.module_of_class(class), of.value.range()));
                    match words.rsplit('.').next() {
                        Some("List" | "list") => true,
                        Some("Dict" | "dict") => false,
                        _ => return Ok(None),
                    }
                }
                Expr::Name(_) | Expr::Attribute(_) => match self.annotation_value(class, one)? {
                    Value::Builtin("str" | "int" | "float" | "bool") => continue,
                    Value::Builtin("list") => true,
                    Value::Builtin("dict") => false,
                    Value::Ref(at) if self.kind_of(at) == Some(ClassKind::Model) => false,
                    Value::Ref(at) if self.kind_of(at) == Some(ClassKind::Enum) => continue,
                    _ => return Ok(None),
                },
                _ => return Ok(None),
            };
            if takes_list == is_list && found.replace(one).is_some() {
                return Ok(None);
            }
        }
        Ok(found)
    }

    fn module_of_class(&self, class: At) -> u16 {
        match self.state.at(class) {
            Object::Class(of) => self.state.frame(of.frame).module,
            _ => self.module(),
        }
    }

    fn coerced_to(&mut self, wanted: &Value<'a>, value: Value<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        match wanted {
            Value::Ref(at) => match self.kind_of(*at) {
                Some(ClassKind::Model | ClassKind::Dataclass) => match self.fields_given(&value) {
                    Some(arguments) => self.instantiate(*at, arguments, site),
                    None => Ok(value),
                },
                Some(ClassKind::Enum) if self.is_plain(&value) => {
                    self.instantiate(*at, Arguments::of([value]), site)
                }
                _ => Ok(value),
            },
            Value::External(path) if matches!(&**path, "pathlib.Path" | "pathlib.PosixPath") => {
                Ok(pure_path::construct(&[value]).unwrap_or(Value::Unknown(why)))
            }
            // A date, a URL, a secret: another object than what was given.
            Value::External(path) if self.is_plain(&value) && !path.starts_with("typing.") => {
                Ok(Value::Unknown(why))
            }
            Value::Builtin("int" | "float" | "bool") if matches!(value, Value::Str(_)) => {
                Ok(Value::Unknown(why))
            }
            _ => Ok(value),
        }
    }

    /// A dictionary as the arguments of a model; `None` when it is none, or not all of it is known.
    pub(super) fn fields_given(&self, value: &Value<'a>) -> Option<Arguments<'a>> {
        if !matches!(self.state.object(value), Some(Object::Dict(_))) {
            return None;
        }
        let mut arguments = Arguments::default();
        self.spread(&mut arguments, value, Origin::Note("a dictionary"));
        Some(arguments)
    }
}
