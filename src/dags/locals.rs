//! Variables of a function: Python counts a name as one when anything in the body binds it, also before it is bound.

use std::rc::Rc;

use super::interpret::Interpreter;
use super::state::FrameKind;
use super::value::{Body, Function};
use crate::python::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::ast::{ExceptHandler, Expr, ExprContext, Stmt};

/// The names that the body of a function binds, sorted. Those of patterns of `match` are left out.
pub(super) fn bound_in(function: &Function<'_>) -> Rc<[Box<str>]> {
    let Body::Statements(body) = function.body else { return Rc::default() };
    let mut search = Search { bound: Vec::new(), elsewhere: Vec::new() };
    search.visit_body(body);
    let Search { mut bound, elsewhere } = search;
    bound.sort_unstable();
    bound.dedup();
    bound.retain(|name| !elsewhere.contains(name));
    bound.into_iter().map(Box::from).collect()
}

/// Whether a name is among those that a function binds.
pub(super) fn binds(locals: &[Box<str>], name: &str) -> bool {
    !locals.is_empty() && locals.binary_search_by(|known| (**known).cmp(name)).is_ok()
}

struct Search<'a> {
    bound: Vec<&'a str>,
    elsewhere: Vec<&'a str>,
}

impl<'a> Visitor<'a> for Search<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(of) => self.bound.push(of.name.as_str()),
            Stmt::ClassDef(of) => self.bound.push(of.name.as_str()),
            Stmt::Global(of) => self.elsewhere.extend(of.names.iter().map(|name| name.as_str())),
            Stmt::Nonlocal(of) => self.elsewhere.extend(of.names.iter().map(|name| name.as_str())),
            Stmt::Import(of) => {
                for alias in &of.names {
                    let name = alias.name.as_str();
                    let first = name.split('.').next().unwrap_or(name);
                    self.bound.push(alias.asname.as_ref().map_or(first, |name| name.as_str()));
                }
            }
            Stmt::ImportFrom(of) => {
                let names = of.names.iter().map(|alias| alias.asname.as_ref().unwrap_or(&alias.name));
                self.bound.extend(names.map(|name| name.as_str()).filter(|name| *name != "*"));
            }
            Stmt::Try(of) => {
                for ExceptHandler::ExceptHandler(handler) in &of.handlers {
                    self.bound.extend(handler.name.as_ref().map(|name| name.as_str()));
                }
                walk_stmt(self, statement);
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => {
                if matches!(name.ctx, ExprContext::Store | ExprContext::Del) {
                    self.bound.push(name.id.as_str());
                }
            }
            // They have variables of their own.
            Expr::Lambda(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::Generator(_) => {}
            _ => walk_expr(self, expr),
        }
    }
}

impl Interpreter<'_> {
    /// Whether a name that nothing has bound so far is a variable of the function that runs, or of one around it.
    pub(super) fn is_unbound_local(&self, name: &str) -> bool {
        let mut at = Some(self.scope);
        while let Some(frame) = at.map(|at| self.state.frame(at)) {
            if frame.kind == FrameKind::Function
                && frame.locals.as_ref().is_some_and(|locals| binds(locals, name))
            {
                return true;
            }
            at = frame.parent;
        }
        false
    }
}
