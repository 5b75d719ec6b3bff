//! Annotations that are evaluated while a file is imported: of parameters, returns, and variables of modules and
//! classes, unless `from __future__ import annotations` or Python 3.14 puts that off.
//!
//! A name that only a type checker sees, and a `|` that the target's Python does not have, end the import there.

use super::hazard::{Raised, Stop};
use super::interpret::{Interpreter, Run};
use super::object::{ClassKind, Object, Role};
use super::state::FrameKind;
use super::value::{Text, Value};
use super::{FaultKind, builtin};
use crate::python::ast::{self, Expr, Operator};
use crate::python::{Ranged, TextRange};

/// The first Python 3 that evaluates annotations only when they are asked for (PEP 649).
const LATE: u8 = 14;
/// The first Python 3 that has `|` between types (PEP 604).
const UNIONS: u8 = 10;

/// What stands beside a `|`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    None,
    Text,
    Type,
}

impl<'a> Interpreter<'a> {
    /// Whether the running module evaluates annotations at once.
    fn annotates_now(&self) -> bool {
        self.python < LATE && !self.modules[usize::from(self.module())].late_annotations
    }

    /// The scope of a function or class with type parameters, `def f[T](x: T)`: the running one without any.
    pub(super) fn type_scope(&mut self, of: Option<&'a ast::TypeParams>) -> usize {
        let Some(of) = of else { return self.scope };
        let frame = self.state.new_frame(Some(self.scope), FrameKind::TypeParameters, self.module());
        for parameter in of.iter() {
            let name = parameter.name();
            let value = self.unknown(name);
            self.state.set(frame, Text::Source(name.as_str()), value);
        }
        frame
    }

    /// Looks at the annotations of a function that is defined, in the scope of its type parameters.
    pub(super) fn annotated_function(&mut self, of: &'a ast::StmtFunctionDef, scope: usize) -> Run<()> {
        if !self.annotates_now() {
            return Ok(());
        }
        let outer = std::mem::replace(&mut self.scope, scope);
        let result = self.signature(of);
        self.scope = outer;
        result
    }

    fn signature(&mut self, of: &'a ast::StmtFunctionDef) -> Run<()> {
        let parameters = of.parameters.iter().filter_map(|parameter| parameter.annotation());
        for annotation in parameters.chain(of.returns.as_deref()) {
            self.annotation(annotation)?;
        }
        Ok(())
    }

    /// Looks at the annotation of a variable of a module or class.
    pub(super) fn annotated_variable(&mut self, annotation: &'a Expr) -> Run<()> {
        let is_evaluated =
            matches!(self.state.frame(self.scope).kind, FrameKind::Module | FrameKind::Class(_));
        if is_evaluated && self.annotates_now() { self.annotation(annotation) } else { Ok(()) }
    }

    fn annotation(&mut self, expr: &'a Expr) -> Run<()> {
        match expr {
            Expr::Name(of) => {
                let name = of.id.as_str();
                if self.is_bound(name) || builtin::exists(name) || self.implicit_variable(name).is_some() {
                    return Ok(());
                }
                self.undefined(of).map(|_| ())
            }
            Expr::Attribute(of) => self.annotation(&of.value),
            Expr::Subscript(of) => {
                self.annotation(&of.value)?;
                self.annotation(&of.slice)
            }
            Expr::Tuple(of) => of.elts.iter().try_for_each(|one| self.annotation(one)),
            Expr::List(of) => of.elts.iter().try_for_each(|one| self.annotation(one)),
            Expr::Starred(of) => self.annotation(&of.value),
            Expr::BinOp(of) if of.op == Operator::BitOr => {
                self.annotation(&of.left)?;
                self.annotation(&of.right)?;
                self.union(of)
            }
            _ => Ok(()),
        }
    }

    fn union(&mut self, of: &'a ast::ExprBinOp) -> Run<()> {
        let (Some(left), Some(right)) = (self.side(&of.left), self.side(&of.right)) else { return Ok(()) };
        let works = self.python >= UNIONS
            && (left == Side::Type || right == Side::Type)
            && left != Side::Text
            && right != Side::Text;
        if works {
            return Ok(());
        }
        let words = self.words(self.origin(of));
        let (message, help) = if left == Side::Text || right == Side::Text {
            (
                format!("`{words}` joins text by `|`"),
                "Quote the whole annotation, or begin the file with `from __future__ import annotations`.",
            )
        } else {
            (
                format!("Python 3.{} has no `|` between types, as in `{words}`", self.python),
                "Write `Optional[…]` or `Union[…]`, or begin the file with `from __future__ import annotations`.",
            )
        };
        Err(self.annotation_fails("TypeError", of.range(), &message, help))
    }

    /// What an operand of `|` is, when it is certain.
    fn side(&self, expr: &Expr) -> Option<Side> {
        match expr {
            Expr::NoneLiteral(_) => Some(Side::None),
            Expr::StringLiteral(_) => Some(Side::Text),
            Expr::Name(of) => match self.look_up(of.id.as_str()) {
                Some(Value::Ref(at)) => match self.state.at(at) {
                    Object::Class(class)
                        if class.outside.is_none()
                            && class.role == Role::None
                            && matches!(class.kind, ClassKind::Plain) =>
                    {
                        Some(Side::Type)
                    }
                    _ => None,
                },
                Some(_) => None,
                None => is_type(of.id.as_str()).then_some(Side::Type),
            },
            Expr::Subscript(of) => match of.value.as_ref() {
                Expr::Name(name) if self.look_up(name.id.as_str()).is_none() && is_type(name.id.as_str()) => {
                    Some(Side::Type)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn annotation_fails(&self, class: &str, range: TextRange, message: &str, help: &str) -> Stop {
        Stop::Raise(Box::new(Raised {
            class: class.to_owned(),
            kind: FaultKind::ImportFails,
            place: self.place(range),
            message: format!(
                "{message}: a {class} whenever the file is imported, so Airflow loads nothing of it"
            ),
            help: help.to_owned(),
            is_modelled: false,
        }))
    }
}

/// Types of Python that have no metaclass of their own.
fn is_type(name: &str) -> bool {
    matches!(
        name,
        "bool"
            | "bytes"
            | "complex"
            | "dict"
            | "float"
            | "frozenset"
            | "int"
            | "list"
            | "object"
            | "set"
            | "str"
            | "tuple"
            | "type"
    )
}
