//! Variables of the environment: which are certainly there, because the file sets them or has asked for them.
//!
//! They lie in a frame of their own, so that ways that part and meet again say of them what they say of any variable.

use super::interpret::Interpreter;
use super::value::{Origin, Text, Value};
use crate::python::Ranged;
use crate::python::ast::{self, Expr};

/// A copy of the environment: `os.environ.copy()`, `dict(os.environ)`. What is set there is not followed.
pub(super) const COPIED: &str = "os.environ.copy()";

impl<'a> Interpreter<'a> {
    /// What a variable of the environment holds, when it is certainly there.
    pub(super) fn environment_variable(&self, name: &str) -> Option<Value<'a>> {
        self.state.frame(self.environment).get(name).filter(|value| !value.may_be_absent()).cloned()
    }

    /// `os.environ[name] = value`
    pub(super) fn set_environment(&mut self, name: Text<'a>, value: &Value<'a>, why: Origin) {
        let value = match value {
            Value::Str(_) => value.clone(),
            _ => Value::Unknown(why),
        };
        self.state.set(self.environment, name, value);
    }

    pub(super) fn unset_environment(&mut self, name: &str) {
        self.state.unset(self.environment, name);
    }

    /// What a condition says of the environment where it is met: `"X" in os.environ`, `os.getenv("X")`, and what is
    /// made of these by `not`, `and` and `or`.
    pub(super) fn imply(&mut self, test: &'a Expr, is_met: bool) {
        match test {
            Expr::Name(name) => self.narrow(name.id.as_str(), |this, one| this.truth(one) != Some(!is_met)),
            Expr::Attribute(_) | Expr::Subscript(_) if is_met => {
                self.asked_for.extend(super::setting::last_name(test));
            }
            Expr::Named(of) => {
                self.imply(&of.target, is_met);
                self.imply(&of.value, is_met);
            }
            Expr::UnaryOp(of) if of.op == ast::UnaryOp::Not => self.imply(&of.operand, !is_met),
            Expr::BoolOp(of) if (of.op == ast::BoolOp::And) == is_met => {
                for part in &of.values {
                    self.imply(part, is_met);
                }
            }
            Expr::Compare(of) => {
                let ([op], [right]) = (&*of.ops, &*of.comparators) else { return };
                match (op, is_met) {
                    (ast::CmpOp::In, true) | (ast::CmpOp::NotIn, false) if self.is_environment(right) => {
                        if let Expr::StringLiteral(name) = of.left.as_ref() {
                            self.is_there(name, test);
                        }
                    }
                    (ast::CmpOp::IsNot | ast::CmpOp::NotEq, true)
                    | (ast::CmpOp::Is | ast::CmpOp::Eq, false)
                        if right.is_none_literal_expr() =>
                    {
                        self.is_something(&of.left);
                        self.asked(&of.left, test);
                    }
                    (ast::CmpOp::Is | ast::CmpOp::Eq, true)
                    | (ast::CmpOp::IsNot | ast::CmpOp::NotEq, false)
                        if right.is_none_literal_expr() =>
                    {
                        if let Expr::Name(name) = of.left.as_ref() {
                            self.narrow(name.id.as_str(), |_, one| {
                                matches!(
                                    one,
                                    Value::None | Value::Unknown(Origin::Code(..) | Origin::Note(_))
                                )
                            });
                        }
                    }
                    (ast::CmpOp::NotEq, true) | (ast::CmpOp::Eq, false) if right.is_string_literal_expr() => {
                        if let (Expr::Name(name), Expr::StringLiteral(text)) = (of.left.as_ref(), right) {
                            let text = text.value.to_str();
                            self.narrow(name.id.as_str(), |_, one| one.as_str() != Some(text));
                        }
                    }
                    (ast::CmpOp::Eq, true) | (ast::CmpOp::NotEq, false) if matches!(right, Expr::StringLiteral(text) if !text.value.is_empty()) =>
                    {
                        self.is_something(&of.left);
                        self.asked(&of.left, test);
                    }
                    (ast::CmpOp::In, true) | (ast::CmpOp::NotIn, false) if has_no_none(right) => {
                        self.is_something(&of.left);
                    }
                    _ => {}
                }
            }
            Expr::Call(of) if is_met => {
                let is_check =
                    matches!(of.func.as_ref(), Expr::Name(name) if name.id.as_str() == "isinstance");
                if let (true, [value, _]) = (is_check, &*of.arguments.args) {
                    self.is_something(value);
                }
                self.asked(test, test);
            }
            _ => {}
        }
    }

    /// A variable that is not `None`.
    fn is_something(&mut self, of: &'a Expr) {
        match of {
            Expr::Name(name) => self.narrow(name.id.as_str(), |_, one| *one != Value::None),
            of => self.asked_for.extend(super::setting::last_name(of)),
        }
    }

    /// `os.environ.get("X")` and `os.getenv("X")`, which gave something.
    fn asked(&mut self, call: &'a Expr, test: &'a Expr) {
        let Expr::Call(of) = call else { return };
        let is_asking = match of.func.as_ref() {
            Expr::Attribute(function) => match function.attr.as_str() {
                "get" => self.is_environment(&function.value),
                "getenv" => matches!(function.value.as_ref(), Expr::Name(name) if name.id.as_str() == "os"),
                _ => false,
            },
            Expr::Name(name) => {
                matches!(self.look_up(name.id.as_str()), Some(Value::External(path)) if &*path == "os.getenv")
            }
            _ => false,
        };
        let gives_none = match &*of.arguments.args {
            [_] => true,
            [_, default] => match default {
                Expr::NoneLiteral(_) => true,
                Expr::StringLiteral(text) => text.value.is_empty(),
                _ => false,
            },
            _ => false,
        };
        if is_asking
            && gives_none
            && of.arguments.keywords.is_empty()
            && let Some(Expr::StringLiteral(name)) = of.arguments.args.first()
        {
            self.is_there(name, test);
        }
    }

    /// `os.environ`, a name for it, and `os.environ.keys()`.
    pub(super) fn is_environment(&self, of: &Expr) -> bool {
        match of {
            Expr::Attribute(of) => {
                of.attr.as_str() == "environ"
                    && matches!(of.value.as_ref(), Expr::Name(name) if name.id.as_str() == "os")
            }
            Expr::Name(name) => matches!(
                self.look_up(name.id.as_str()),
                Some(Value::External(path)) if matches!(&*path, "os.environ" | COPIED)
            ),
            Expr::Call(of) => matches!(
                of.func.as_ref(),
                Expr::Attribute(of) if of.attr.as_str() == "keys" && self.is_environment(&of.value)
            ),
            _ => false,
        }
    }

    fn is_there(&mut self, name: &'a ast::ExprStringLiteral, test: &'a Expr) {
        let name = name.value.to_str();
        if self.environment_variable(name).is_none() {
            let value = Value::Unknown(Origin::Text(self.module(), test.range()));
            self.state.set(self.environment, Text::Source(name), value);
        }
    }
}

/// A display of texts and numbers.
fn has_no_none(of: &Expr) -> bool {
    let elements = match of {
        Expr::List(of) => &of.elts,
        Expr::Tuple(of) => &*of.elts,
        Expr::Set(of) => &of.elts,
        _ => return false,
    };
    elements.iter().all(|one| matches!(one, Expr::StringLiteral(_) | Expr::NumberLiteral(_)))
}
