//! The scopes around a place in a file.

use super::binding::Bindings;

/// What kind of scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Module,
    Class,
    Function {
        is_async: bool,
    },
    Lambda,
    Comprehension {
        is_async: bool,
        is_generator: bool,
    },
    /// Where the type parameters of a generic function or class live.
    TypeParameters,
}

/// A scope with what it binds.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) kind: Kind,
    pub(super) bindings: Bindings,
    /// Loops around the place, inside this scope.
    pub(super) loops: usize,
}

/// The scopes around a place, the module's first.
#[derive(Debug)]
pub(super) struct Scopes(Vec<Scope>);

impl Scopes {
    pub(super) fn new(module: Bindings) -> Self {
        Self(vec![Scope { kind: Kind::Module, bindings: module, loops: 0 }])
    }

    pub(super) fn push(&mut self, kind: Kind, bindings: Bindings) {
        self.0.push(Scope { kind, bindings, loops: 0 });
    }

    pub(super) fn pop(&mut self) {
        self.0.pop();
    }

    pub(super) fn top(&self) -> Option<&Scope> {
        self.0.last()
    }

    pub(super) fn top_mut(&mut self) -> Option<&mut Scope> {
        self.0.last_mut()
    }

    pub(super) fn kind(&self) -> Kind {
        self.top().map_or(Kind::Module, |scope| scope.kind)
    }

    /// The kinds of the scopes, innermost first.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        self.0.iter().rev().map(|scope| scope.kind)
    }

    /// The innermost scope that is no comprehension.
    pub(super) fn holder(&self) -> Option<&Scope> {
        self.0.iter().rev().find(|scope| !matches!(scope.kind, Kind::Comprehension { .. }))
    }

    /// Whether a function around the current scope binds `name`.
    pub(super) fn function_around_binds(&self, name: &str) -> bool {
        self.0.iter().rev().skip(1).any(|scope| {
            matches!(scope.kind, Kind::Function { .. } | Kind::Lambda) && scope.bindings.bound.contains(name)
        })
    }
}
