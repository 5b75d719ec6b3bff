//! Guards: conditions that let the default of a setting pass, and raise for other values of it.
//!
//! After `env = os.getenv("ENV", "dev")`, `if env not in ("dev", "prod"): raise …` raises only where somebody set the
//! variable to something that the file refuses. Such a scheduler is set up wrongly, and the file says so; its DAGs are not
//! in doubt for that.

use super::interpret::Interpreter;
use super::setting::is_setting;
use crate::python::ast::Expr;

impl<'a> Interpreter<'a> {
    /// Whether a condition is met while every setting in it has its default; `None` when that is not known, or no setting
    /// is in it.
    pub(super) fn met_by_defaults(&mut self, test: &'a Expr) -> Option<bool> {
        let mut names = Vec::new();
        if !holds_only(test, &mut names) {
            return None;
        }
        names.retain(|name| self.look_up(name).is_some_and(|value| is_setting(&value)));
        if names.is_empty() {
            return None;
        }
        let (mark, logs, load_doubt) = (self.state.mark(), self.logs(), self.load_doubt);
        for name in names {
            self.narrow(name, |_, one| one.is_known());
        }
        let value = self.evaluate(test).ok();
        let is_met = value.and_then(|value| self.truth(&value));
        self.forget(mark, logs);
        self.load_doubt = load_doubt;
        is_met
    }
}

/// Whether a condition is made of names, constants, and what changes nothing of them; its names.
fn holds_only<'a>(test: &'a Expr, names: &mut Vec<&'a str>) -> bool {
    match test {
        Expr::Name(of) => {
            names.push(of.id.as_str());
            true
        }
        Expr::StringLiteral(_) | Expr::NumberLiteral(_) | Expr::BooleanLiteral(_) | Expr::NoneLiteral(_) => {
            true
        }
        Expr::Attribute(of) => holds_only(&of.value, names),
        Expr::Subscript(of) => holds_only(&of.value, names) && holds_only(&of.slice, names),
        Expr::UnaryOp(of) => holds_only(&of.operand, names),
        Expr::BoolOp(of) => of.values.iter().all(|one| holds_only(one, names)),
        Expr::Compare(of) => {
            holds_only(&of.left, names) && of.comparators.iter().all(|one| holds_only(one, names))
        }
        Expr::Tuple(of) => of.elts.iter().all(|one| holds_only(one, names)),
        Expr::List(of) => of.elts.iter().all(|one| holds_only(one, names)),
        Expr::Set(of) => of.elts.iter().all(|one| holds_only(one, names)),
        // `env.lower()`
        Expr::Call(of) if of.arguments.is_empty() && of.func.is_attribute_expr() => {
            holds_only(&of.func, names)
        }
        _ => false,
    }
}
