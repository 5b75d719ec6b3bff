//! The names that one scope binds and declares, found before its body is walked: Python decides what is local
//! by the whole body.

use std::collections::{BTreeMap, BTreeSet};

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use ruff_python_ast::{Expr, ExprContext, Parameters, Pattern, Stmt, TypeParam, TypeParams};
use ruff_text_size::TextRange;

/// What one scope binds and declares.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    pub(super) bound: BTreeSet<String>,
    pub(super) parameters: BTreeSet<String>,
    pub(super) globals: BTreeMap<String, TextRange>,
}

impl Bindings {
    pub(super) fn of_body(body: &[Stmt]) -> Self {
        let mut collector = Collector::default();
        collector.visit_body(body);
        let Collector { mut found } = collector;
        for name in found.globals.keys() {
            found.bound.remove(name);
        }
        found
    }

    pub(super) fn with_parameters(mut self, parameters: &Parameters) -> Self {
        for parameter in parameters {
            let name = parameter.name().to_string();
            self.bound.insert(name.clone());
            self.parameters.insert(name);
        }
        self
    }

    pub(super) fn with_type_params(mut self, type_params: Option<&TypeParams>) -> Self {
        for type_param in type_params.into_iter().flat_map(|params| params.type_params.iter()) {
            let name = match type_param {
                TypeParam::TypeVar(var) => &var.name,
                TypeParam::TypeVarTuple(var) => &var.name,
                TypeParam::ParamSpec(var) => &var.name,
            };
            self.bound.insert(name.to_string());
        }
        self
    }
}

#[derive(Default)]
struct Collector {
    found: Bindings,
}

impl Collector {
    fn bind(&mut self, name: &str) {
        self.found.bound.insert(name.to_owned());
    }
}

impl<'a> Visitor<'a> for Collector {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            // Their bodies are scopes of their own.
            Stmt::FunctionDef(function) => self.bind(&function.name),
            Stmt::ClassDef(class) => self.bind(&class.name),
            Stmt::Global(global) => {
                for name in &global.names {
                    self.found.globals.entry(name.to_string()).or_insert(global.range);
                }
            }
            // A resolved `nonlocal` passes the name on to the scopes below.
            Stmt::Nonlocal(nonlocal) => nonlocal.names.iter().for_each(|name| self.bind(name)),
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind(name.split('.').next().unwrap_or(name));
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ruff_python_ast::ExceptHandler) {
        let ruff_python_ast::ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.bind(name);
        }
        ruff_python_ast::visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(of) => of.name.as_ref(),
            Pattern::MatchStar(of) => of.name.as_ref(),
            Pattern::MatchMapping(of) => of.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.bind(name);
        }
        walk_pattern(self, pattern);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Lambda(_) => {}
            // Only `:=` binds outside a comprehension; its targets are its own.
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                let mut inner = Walrus { found: Vec::new() };
                walk_expr(&mut inner, expr);
                inner.found.iter().for_each(|name| self.bind(name));
            }
            Expr::Name(name) if !matches!(name.ctx, ExprContext::Load) => self.bind(&name.id),
            _ => walk_expr(self, expr),
        }
    }
}

struct Walrus {
    found: Vec<String>,
}

impl<'a> Visitor<'a> for Walrus {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Named(named) = expr
            && let Expr::Name(name) = named.target.as_ref()
        {
            self.found.push(name.id.to_string());
        }
        if !matches!(expr, Expr::Lambda(_)) {
            walk_expr(self, expr);
        }
    }
}
