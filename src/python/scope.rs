//! The scopes around a place in a file, as CPython's symbol table and compiler see them.

use std::collections::HashSet;

use ruff_python_ast::{Expr, ExprName, StmtClassDef, StmtFunctionDef, Suite, TypeParams};
use ruff_text_size::TextRange;

use super::names::Names;

/// What kind of scope.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind<'a> {
    Module(&'a Suite),
    Class(&'a StmtClassDef),
    Function(&'a StmtFunctionDef),
    Lambda,
    Comprehension {
        is_generator: bool,
    },
    /// Where the type parameters of a generic function, class or alias live.
    TypeParameters(&'a TypeParams),
    /// An annotation that is evaluated late, if at all.
    Annotation,
    /// The bound or default of a type parameter.
    TypeVariable,
    TypeAlias,
}

impl Kind<'_> {
    /// How CPython calls a scope that is about types alone, where nothing may be bound, yielded or awaited.
    pub(super) fn of_types(self) -> Option<&'static str> {
        match self {
            Kind::TypeParameters(_) => Some("the definition of a generic"),
            Kind::Annotation => Some("an annotation"),
            Kind::TypeVariable => Some("a TypeVar bound"),
            Kind::TypeAlias => Some("a type alias"),
            _ => None,
        }
    }

    pub(super) fn is_async_function(self) -> bool {
        matches!(self, Kind::Function(function) if function.is_async)
    }
}

/// A block inside a scope that the compiler has to leave properly; CPython calls it a frame block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    Loop,
    /// The handler of `except*`, which nothing may jump out of.
    ExceptStar,
    Other,
}

/// A scope, with what was met in it so far.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub(super) kind: Kind<'a>,
    /// Its names, once a `global` or `nonlocal` asked for them.
    pub(super) names: Option<Names<'a>>,
    /// How many blocks there are around the scope itself.
    pub(super) first_block: usize,
    /// The deepest nesting of its blocks, and where.
    pub(super) deepest: (usize, TextRange),
    /// Whether it awaits.
    pub(super) awaits: bool,
    pub(super) yields: bool,
    /// The first `return` with a value.
    pub(super) returns: Option<TextRange>,
    /// The first comprehension directly in it that awaits.
    pub(super) async_comprehension: Option<TextRange>,
    /// Whether it is part of what a comprehension iterates over.
    pub(super) iterated: bool,
    /// Whether it is about types, directly in a class.
    pub(super) sees_class: bool,
    /// Of a comprehension: what it iterates into so far, and what `:=` binds in it.
    pub(super) targets: Vec<&'a Expr>,
    target_names: (usize, HashSet<&'a str>),
    pub(super) walruses: Vec<&'a str>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(kind: Kind<'a>, first_block: usize) -> Self {
        Self {
            kind,
            names: None,
            first_block,
            deepest: (0, TextRange::default()),
            awaits: false,
            yields: false,
            returns: None,
            async_comprehension: None,
            iterated: false,
            sees_class: false,
            targets: Vec::new(),
            target_names: (0, HashSet::new()),
            walruses: Vec::new(),
        }
    }

    /// Whether the comprehension iterates into `name`.
    pub(super) fn iterates_into(&mut self, name: &str) -> bool {
        for target in &self.targets[self.target_names.0..] {
            for_each_name(target, &mut |found| {
                self.target_names.1.insert(found.id.as_str());
            });
        }
        self.target_names.0 = self.targets.len();
        self.target_names.1.contains(name)
    }
}

/// The names that an assignment target holds, without those in its subscripts and attributes.
pub(super) fn for_each_name<'a>(target: &'a Expr, found: &mut impl FnMut(&'a ExprName)) {
    match target {
        Expr::Name(name) => found(name),
        Expr::Starred(starred) => for_each_name(&starred.value, found),
        Expr::Tuple(of) => of.elts.iter().for_each(|target| for_each_name(target, found)),
        Expr::List(of) => of.elts.iter().for_each(|target| for_each_name(target, found)),
        _ => {}
    }
}
