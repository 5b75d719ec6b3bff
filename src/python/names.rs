//! What the names of one scope are to it, for the rules of `global` and `nonlocal`.
//!
//! Only a scope that declares a name, and the functions around one with a `nonlocal`, are asked for their names:
//! most files have neither. Each scope is walked at most once more than it would be.

use std::collections::HashMap;

use ruff_python_ast::visitor::{Visitor, walk_except_handler, walk_expr, walk_pattern, walk_stmt};
use ruff_python_ast::{
    Comprehension, ExceptHandler, Expr, ExprContext, Identifier, Parameters, Pattern, Stmt, TypeParams,
};

use super::scope::Kind;
use super::semantic::Problem;

/// What a name is to a scope: a set of the flags below.
type Flags = u8;
const PARAMETER: Flags = 1;
const LOCAL: Flags = 2;
const USED: Flags = 4;
const ANNOTATED: Flags = 8;
const GLOBAL: Flags = 16;
const NONLOCAL: Flags = 32;

/// The names of a scope, and what is wrong with its declarations.
#[derive(Debug)]
pub(super) struct Names<'a> {
    flags: HashMap<&'a str, Flags>,
    pub(super) nonlocals: Vec<&'a Identifier>,
    pub(super) problems: Vec<Problem>,
}

/// What a scope around a `nonlocal` says to its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Binds,
    /// It is declared global here, which hides what is around.
    Hides,
    /// Look further out.
    Passes,
}

impl<'a> Names<'a> {
    /// The names of a module, class or function. `late_annotations`: whether annotations are no part of it.
    pub(super) fn of(kind: Kind<'a>, late_annotations: bool) -> Self {
        let names = Self { flags: HashMap::new(), nonlocals: Vec::new(), problems: Vec::new() };
        let mut collector = Collector {
            names,
            late_annotations,
            is_module: matches!(kind, Kind::Module(_)),
            in_comprehension: false,
        };
        match kind {
            Kind::Module(body) => collector.visit_body(body),
            Kind::Class(class) => collector.visit_body(&class.body),
            Kind::Function(function) => {
                for parameter in function.parameters.iter() {
                    collector.add(parameter.name(), PARAMETER);
                }
                collector.visit_body(&function.body);
            }
            _ => {}
        }
        collector.names
    }

    /// What a function answers to a `nonlocal name` further in.
    pub(super) fn answer(&self, name: &str) -> Answer {
        match self.flags.get(name).copied().unwrap_or(0) {
            flags if flags & GLOBAL != 0 => Answer::Hides,
            flags if flags & NONLOCAL != 0 => Answer::Passes,
            flags if flags & (PARAMETER | LOCAL) != 0 => Answer::Binds,
            _ => Answer::Passes,
        }
    }

    fn declare(&mut self, name: &'a Identifier, as_what: Flags) {
        let word = if as_what == GLOBAL { "global" } else { "nonlocal" };
        let flags = self.flags.entry(name.as_str()).or_default();
        let message = if *flags & PARAMETER != 0 {
            Some(format!("name '{name}' is parameter and {word}"))
        } else if *flags & USED != 0 {
            Some(format!("name '{name}' is used prior to {word} declaration"))
        } else if *flags & ANNOTATED != 0 {
            Some(format!("annotated name '{name}' can't be {word}"))
        } else if *flags & LOCAL != 0 {
            Some(format!("name '{name}' is assigned to before {word} declaration"))
        } else if *flags & (GLOBAL | NONLOCAL) & !as_what != 0 {
            Some(format!("name '{name}' is nonlocal and global"))
        } else {
            None
        };
        *flags |= as_what;
        match message {
            Some(message) => self.problems.push(Problem::syntax(name.range, message)),
            None if as_what == NONLOCAL => self.nonlocals.push(name),
            None => {}
        }
    }
}

/// Walks one scope in CPython's order, without the scopes inside it.
struct Collector<'a> {
    names: Names<'a>,
    late_annotations: bool,
    is_module: bool,
    /// Inside a comprehension only `:=` concerns the scope.
    in_comprehension: bool,
}

impl<'a> Collector<'a> {
    fn add(&mut self, name: &'a Identifier, flags: Flags) {
        *self.names.flags.entry(name.as_str()).or_default() |= flags;
    }

    fn annotated(&mut self, target: &'a Expr, simple: bool, has_value: bool) {
        let Expr::Name(name) = target else { return self.visit_expr(target) };
        let flags = self.names.flags.entry(name.id.as_str()).or_default();
        if simple && !self.is_module && *flags & (GLOBAL | NONLOCAL) != 0 {
            let word = if *flags & GLOBAL != 0 { "global" } else { "nonlocal" };
            let message = format!("annotated name '{}' can't be {word}", name.id);
            self.names.problems.push(Problem::syntax(name.range, message));
        }
        if simple {
            *flags |= ANNOTATED | LOCAL;
        } else if has_value {
            *flags |= LOCAL;
        }
    }

    /// What of a function or lambda is evaluated in the scope around it.
    fn defaults(&mut self, parameters: &'a Parameters) {
        parameters
            .iter()
            .filter_map(|parameter| parameter.default())
            .for_each(|default| self.visit_expr(default));
    }

    fn comprehension(&mut self, parts: &[&'a Expr], generators: &'a [Comprehension]) {
        let Some((first, rest)) = generators.split_first() else { return };
        self.visit_expr(&first.iter);
        let before = std::mem::replace(&mut self.in_comprehension, true);
        self.visit_expr(&first.target);
        first.ifs.iter().for_each(|condition| self.visit_expr(condition));
        rest.iter().for_each(|generator| self.visit_comprehension(generator));
        parts.iter().for_each(|part| self.visit_expr(part));
        self.in_comprehension = before;
    }
}

impl<'a> Visitor<'a> for Collector<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                self.add(&function.name, LOCAL);
                self.defaults(&function.parameters);
                if function.type_params.is_none() {
                    let annotations =
                        function.parameters.iter().filter_map(|parameter| parameter.annotation());
                    annotations.chain(function.returns.as_deref()).for_each(|it| self.visit_annotation(it));
                }
                function.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
            }
            Stmt::ClassDef(class) => {
                self.add(&class.name, LOCAL);
                if let (None, Some(arguments)) = (&class.type_params, &class.arguments) {
                    self.visit_arguments(arguments);
                }
                class.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
            }
            Stmt::TypeAlias(alias) => self.visit_expr(&alias.name),
            Stmt::AnnAssign(of) => {
                self.annotated(&of.target, of.simple, of.value.is_some());
                self.visit_annotation(&of.annotation);
                of.value.iter().for_each(|value| self.visit_expr(value));
            }
            Stmt::Global(of) => of.names.iter().for_each(|name| self.names.declare(name, GLOBAL)),
            Stmt::Nonlocal(of) => of.names.iter().for_each(|name| self.names.declare(name, NONLOCAL)),
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    let name = name.split('.').next().unwrap_or(name);
                    *self.names.flags.entry(name).or_default() |= LOCAL;
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    self.add(alias.asname.as_ref().unwrap_or(&alias.name), LOCAL);
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_annotation(&mut self, annotation: &'a Expr) {
        if !self.late_annotations {
            self.visit_expr(annotation);
        }
    }

    fn visit_type_params(&mut self, _: &'a TypeParams) {}

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        inner.type_.iter().for_each(|of| self.visit_expr(of));
        if let Some(name) = &inner.name {
            self.add(name, LOCAL);
        }
        if inner.type_.is_some() {
            self.visit_body(&inner.body);
        } else {
            walk_except_handler(self, handler);
        }
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(of) => of.name.as_ref(),
            Pattern::MatchStar(of) => of.name.as_ref(),
            Pattern::MatchMapping(of) => of.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.add(name, LOCAL);
        }
        walk_pattern(self, pattern);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Lambda(lambda) => {
                lambda.parameters.iter().for_each(|parameters| self.defaults(parameters));
            }
            Expr::ListComp(of) => self.comprehension(&[&of.elt], &of.generators),
            Expr::SetComp(of) => self.comprehension(&[&of.elt], &of.generators),
            Expr::Generator(of) => self.comprehension(&[&of.elt], &of.generators),
            Expr::DictComp(of) => match &of.key {
                Some(key) => self.comprehension(&[key, &of.value], &of.generators),
                None => self.comprehension(&[&of.value], &of.generators),
            },
            Expr::Named(named) if self.in_comprehension => {
                if let Expr::Name(name) = named.target.as_ref() {
                    // A module's own `:=` in a comprehension makes the name global, and nothing else.
                    let flags = if self.is_module { 0 } else { LOCAL };
                    *self.names.flags.entry(name.id.as_str()).or_default() |= flags;
                }
                self.visit_expr(&named.value);
            }
            Expr::Name(name) if !self.in_comprehension => {
                let flags = if matches!(name.ctx, ExprContext::Load) { USED } else { LOCAL };
                *self.names.flags.entry(name.id.as_str()).or_default() |= flags;
            }
            _ => walk_expr(self, expr),
        }
    }
}
