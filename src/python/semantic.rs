//! What parses, and is refused all the same: the errors of CPython's symbol table (`symtable.c`) and compiler
//! (`compile.c`), found in one walk over the tree.
//!
//! A scope's names are looked at only when a `global`, `nonlocal` or `:=` asks for them; everything else is told
//! from a node and the stack of scopes around it.

use ruff_python_ast::{Identifier, ModModule, Suite};
use ruff_text_size::{Ranged, TextRange};

use super::names::{Answer, Names};
use super::scope::{Block, Kind, Scope};
use super::{FaultKind, future};

/// How many errors of one file are kept.
const MOST: usize = 20;

/// What is wrong at a place.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) kind: FaultKind,
    pub(super) range: TextRange,
    pub(super) message: String,
}

impl Problem {
    pub(super) fn syntax(range: TextRange, message: impl Into<String>) -> Self {
        Self { kind: FaultKind::Syntax, range, message: message.into() }
    }
}

/// What is wrong with a module that parsed, for Python 3.`minor`.
pub(super) fn problems<'a>(module: &'a ModModule, text: &'a str, minor: u8) -> Vec<Problem> {
    let future = future::imports(&module.body);
    let mut check = Check {
        minor,
        text,
        future_annotations: future.annotations,
        names_debug: !text.is_ascii() || memchr::memmem::find(text.as_bytes(), b"__debug__").is_some(),
        scopes: vec![Scope::new(Kind::Module(&module.body), 0)],
        blocks: Vec::new(),
        unevaluated: 0,
        depth: 0,
        right: 0,
        problems: future.problems,
    };
    check.docstring(&module.body);
    check.body(&module.body);
    check.leave_scope();
    check.problems
}

/// The walk: [`super::statement`] and [`super::expression`] hold its steps.
pub(super) struct Check<'a> {
    /// The minor version of the target.
    pub(super) minor: u8,
    pub(super) text: &'a str,
    pub(super) future_annotations: bool,
    /// Whether the file may hold the name `__debug__` at all.
    pub(super) names_debug: bool,
    pub(super) scopes: Vec<Scope<'a>>,
    pub(super) blocks: Vec<Block>,
    /// Around how many annotations the place is that Python never compiles: there its compiler finds nothing.
    pub(super) unevaluated: usize,
    /// How many nodes are around the place.
    pub(super) depth: usize,
    /// How deep CPython's parser is, which goes down on the right of an operator.
    pub(super) right: usize,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    /// An error of the symbol table.
    pub(super) fn refuse(&mut self, range: TextRange, message: impl Into<String>) {
        if self.problems.len() < MOST {
            self.problems.push(Problem::syntax(range, message));
        }
    }

    /// An error of the compiler, which sees only what is evaluated.
    pub(super) fn refuse_evaluated(&mut self, range: TextRange, message: impl Into<String>) {
        if self.unevaluated == 0 {
            self.refuse(range, message);
        }
    }

    /// Whether annotations are in a scope of their own.
    pub(super) fn late_annotations(&self) -> bool {
        self.minor >= 14 || (self.future_annotations && self.minor >= 10)
    }

    pub(super) fn body(&mut self, body: &'a Suite) {
        for statement in body {
            self.statement(statement);
        }
    }

    /// The scope of the place. There always is one: the module's is never left before the end.
    pub(super) fn top(&mut self) -> &mut Scope<'a> {
        if self.scopes.is_empty() {
            self.scopes.push(Scope::new(Kind::Lambda, 0));
        }
        let last = self.scopes.len() - 1;
        &mut self.scopes[last]
    }

    pub(super) fn kind(&self) -> Kind<'a> {
        self.scopes.last().map_or(Kind::Lambda, |scope| scope.kind)
    }

    pub(super) fn inside(&mut self, kind: Kind<'a>, walk: impl FnOnce(&mut Self)) {
        let mut scope = Scope::new(kind, self.blocks.len());
        if let Some(around) = self.scopes.last() {
            scope.iterated = around.iterated;
            scope.sees_class = match kind {
                Kind::TypeParameters(_) | Kind::TypeAlias => matches!(around.kind, Kind::Class(_)),
                Kind::TypeVariable => around.sees_class,
                _ => false,
            };
        }
        self.scopes.push(scope);
        walk(self);
        self.leave_scope();
    }

    /// What is known only when the whole scope was seen.
    fn leave_scope(&mut self) {
        let Some(scope) = self.scopes.pop() else { return };
        let is_async = scope.kind.is_async_function();
        // From 3.13 a generator has a block around its body.
        let most = match self.minor {
            ..13 => 20,
            _ if is_async || scope.yields => 20,
            _ => 21,
        };
        if scope.deepest.0 > most {
            let message = format!("too many statically nested blocks: Python allows {most}");
            self.refuse(scope.deepest.1, message);
        }
        if let (true, true, Some(range)) = (is_async, scope.yields, scope.returns) {
            self.refuse_evaluated(range, "'return' with value in async generator");
        }
        if let Some(range) = scope.async_comprehension
            && !scope.awaits
            && !is_async
        {
            self.refuse_evaluated(range, "asynchronous comprehension outside of an asynchronous function");
        }
    }

    pub(super) fn in_blocks(&mut self, blocks: &[Block], range: TextRange, walk: impl FnOnce(&mut Self)) {
        let before = self.blocks.len();
        self.blocks.extend(blocks);
        let count = self.blocks.len() - self.top().first_block;
        if count > self.top().deepest.0 {
            self.top().deepest = (count, range);
        }
        walk(self);
        self.blocks.truncate(before);
    }

    /// The blocks of the current scope, innermost first.
    pub(super) fn blocks_inside_out(&self) -> impl Iterator<Item = Block> + '_ {
        let first = self.scopes.last().map_or(0, |scope| scope.first_block);
        self.blocks[first..].iter().rev().copied()
    }

    /// `__debug__` is a constant.
    pub(super) fn bound(&mut self, name: &Identifier) {
        if self.names_debug && name.as_str() == "__debug__" {
            self.refuse_evaluated(name.range(), "cannot assign to __debug__");
        }
    }

    /// A `global` or `nonlocal` statement: the first of its scope judges them all.
    pub(super) fn declaration(&mut self) {
        let last = self.scopes.len().saturating_sub(1);
        self.learn_names(last);
        let names = self.scopes[last].names.as_mut();
        let nonlocals = names.map(|names| std::mem::take(&mut names.nonlocals)).unwrap_or_default();
        for name in nonlocals {
            if let Some(message) = self.unbound(last, name) {
                self.refuse(name.range, message);
            }
        }
    }

    /// Finds the names of a scope, once, and what is wrong with their declarations.
    fn learn_names(&mut self, at: usize) {
        let late = self.late_annotations();
        if let Some(scope) = self.scopes.get_mut(at).filter(|scope| scope.names.is_none()) {
            let mut names = Names::of(scope.kind, late);
            self.problems.extend(std::mem::take(&mut names.problems).into_iter().take(MOST));
            scope.names = Some(names);
        }
    }

    /// Why `nonlocal name` in the scope at `at` means nothing, if so.
    fn unbound(&mut self, at: usize, name: &Identifier) -> Option<String> {
        if matches!(self.scopes[at].kind, Kind::Module(_)) {
            return Some("nonlocal declaration not allowed at module level".into());
        }
        for around in (0..at).rev() {
            match self.scopes[around].kind {
                Kind::Class(_) if name.as_str() == "__class__" => return None,
                Kind::Class(_) if name.as_str() == "__classdict__" && self.minor >= 12 => return None,
                Kind::TypeParameters(params)
                    if params.iter().any(|param| param.name().as_str() == name.as_str()) =>
                {
                    return Some(format!("nonlocal binding not allowed for type parameter '{name}'"));
                }
                Kind::Function(_) => {
                    self.learn_names(around);
                    match self.scopes[around].names.as_ref().map(|names| names.answer(name)) {
                        Some(Answer::Binds) => return None,
                        Some(Answer::Hides) => break,
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        Some(format!("no binding for nonlocal '{name}' found"))
    }
}
