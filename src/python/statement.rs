//! The walk over statements.

use ruff_python_ast::{
    Alias, Arguments, ExceptHandler, Expr, Parameters, Stmt, StmtAnnAssign, StmtClassDef, StmtFunctionDef,
    StmtTry, TypeParam, TypeParams,
};
use ruff_text_size::{Ranged, TextRange};

use super::future;
use super::scope::{Block, Kind};
use super::semantic::Check;

impl<'a> Check<'a> {
    /// Python 3.13 takes the indentation out of a docstring, as UTF-8, which has no surrogates.
    pub(super) fn docstring(&mut self, body: &'a [Stmt]) {
        if self.minor >= 13
            && let Some(Stmt::Expr(of)) = body.first()
            && let Expr::StringLiteral(string) = of.value.as_ref()
            && self.text.get(string.range.to_std_range()).is_some_and(may_be_surrogate)
            && string.value.iter().any(|part| {
                !part.flags.prefix().is_raw()
                    && self.text.get(part.range.to_std_range()).is_some_and(has_surrogate)
            })
        {
            self.refuse(string.range, "a docstring cannot hold a surrogate: it is not UTF-8");
        }
    }

    pub(super) fn statement(&mut self, statement: &'a Stmt) {
        if !self.descend(statement.range()) {
            return;
        }
        match statement {
            Stmt::Expr(of) => self.expression(&of.value),
            Stmt::Assign(of) => {
                of.targets.iter().for_each(|target| self.expression(target));
                self.expression(&of.value);
            }
            Stmt::AugAssign(of) => {
                self.expression(&of.target);
                self.expression(&of.value);
            }
            Stmt::AnnAssign(of) => self.annotated(of),
            Stmt::Return(of) => {
                of.value.iter().for_each(|value| self.expression(value));
                self.returns(of.range, of.value.is_some());
            }
            Stmt::Delete(of) => of.targets.iter().for_each(|target| self.expression(target)),
            Stmt::Raise(of) => of.exc.iter().chain(&of.cause).for_each(|value| self.expression(value)),
            Stmt::Assert(of) => {
                self.expression(&of.test);
                of.msg.iter().for_each(|value| self.expression(value));
            }
            Stmt::If(of) => {
                self.expression(&of.test);
                self.body(&of.body);
                self.alternatives(&of.elif_else_clauses);
            }
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::ClassDef(class) => self.class(class),
            Stmt::Import(import) => self.imported(&import.names),
            Stmt::ImportFrom(import) => {
                // Those of the module's own body were looked at before the walk.
                if self.depth > 1 && future::future_import(statement).is_some() {
                    self.refuse_evaluated(import.range, future::LATE);
                }
                if import.names.iter().any(|alias| alias.name.as_str() == "*")
                    && !matches!(self.kind(), Kind::Module(_))
                {
                    self.refuse(import.range, "import * only allowed at module level");
                }
                self.imported(&import.names);
            }
            Stmt::Global(_) | Stmt::Nonlocal(_) => self.declaration(),
            Stmt::Pass(_) | Stmt::IpyEscapeCommand(_) => {}
            Stmt::Break(of) => self.jump(of.range, "'break' outside loop"),
            Stmt::Continue(of) => self.jump(of.range, "'continue' not properly in loop"),
            _ => self.block_statement(statement),
        }
        self.ascend();
    }

    /// The statements that put blocks around others.
    fn block_statement(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::For(of) => {
                if of.is_async {
                    self.needs_async(of.range, "'async for' outside async function");
                }
                self.expression(&of.target);
                self.expression(&of.iter);
                self.in_blocks(&[Block::Loop], of.range, |check| check.body(&of.body));
                self.body(&of.orelse);
            }
            Stmt::While(of) => {
                self.expression(&of.test);
                self.in_blocks(&[Block::Loop], of.range, |check| check.body(&of.body));
                self.body(&of.orelse);
            }
            Stmt::With(of) => {
                if of.is_async {
                    self.needs_async(of.range, "'async with' outside async function");
                }
                for item in &of.items {
                    self.expression(&item.context_expr);
                    item.optional_vars.iter().for_each(|target| self.expression(target));
                }
                let blocks = vec![Block::Other; of.items.len()];
                self.in_blocks(&blocks, of.range, |check| check.body(&of.body));
            }
            Stmt::Try(of) => self.attempt(of),
            Stmt::Match(of) => {
                self.expression(&of.subject);
                self.patterns(statement, of);
                for case in &of.cases {
                    case.guard.iter().for_each(|guard| self.expression(guard));
                    self.body(&case.body);
                }
            }
            Stmt::TypeAlias(of) => {
                self.expression(&of.name);
                self.generic(of.type_params.as_deref(), |check| {
                    check.inside(Kind::TypeAlias, |check| check.expression(&of.value));
                });
            }
            _ => {}
        }
    }

    /// `elif` and `else`: each is inside the one before it.
    fn alternatives(&mut self, clauses: &'a [ruff_python_ast::ElifElseClause]) {
        let before = (self.depth, self.right);
        for clause in clauses {
            if let Some(test) = &clause.test {
                self.right += 1;
                if !self.descend(clause.range) {
                    break;
                }
                self.expression(test);
            }
            self.body(&clause.body);
        }
        (self.depth, self.right) = before;
    }

    fn attempt(&mut self, of: &'a StmtTry) {
        let around: &[Block] = if of.finalbody.is_empty() { &[] } else { &[Block::Other] };
        self.in_blocks(around, of.range, |check| {
            let around: &[Block] = if of.handlers.is_empty() { &[] } else { &[Block::Other] };
            check.in_blocks(around, of.range, |check| check.body(&of.body));
            let handling = if of.is_star { Block::ExceptStar } else { Block::Other };
            for (index, ExceptHandler::ExceptHandler(handler)) in of.handlers.iter().enumerate() {
                if handler.type_.is_none() && index + 1 < of.handlers.len() {
                    check.refuse_evaluated(handler.range, "default 'except:' must be last");
                }
                handler.type_.iter().for_each(|of| check.expression(of));
                handler.name.iter().for_each(|name| check.bound(name));
                check.in_blocks(&[handling, Block::Other], handler.range, |check| check.body(&handler.body));
            }
            check.body(&of.orelse);
        });
        if !of.finalbody.is_empty() {
            self.in_blocks(&[Block::Other], of.range, |check| check.body(&of.finalbody));
        }
    }

    fn jump(&mut self, range: TextRange, outside: &str) {
        let target = self.blocks_inside_out().find(|block| *block != Block::Other);
        match target {
            Some(Block::Loop) => {}
            Some(_) => self.refuse_evaluated(range, JUMPS_OUT),
            None => self.refuse_evaluated(range, outside),
        }
    }

    fn returns(&mut self, range: TextRange, with_value: bool) {
        if !matches!(self.kind(), Kind::Function(_)) {
            self.refuse_evaluated(range, "'return' outside function");
        } else if self.blocks_inside_out().any(|block| block == Block::ExceptStar) {
            self.refuse_evaluated(range, JUMPS_OUT);
        } else if with_value {
            self.top().returns.get_or_insert(range);
        }
    }

    fn needs_async(&mut self, range: TextRange, message: &str) {
        if !self.kind().is_async_function() {
            self.refuse_evaluated(range, message);
        }
    }

    fn imported(&mut self, names: &'a [Alias]) {
        for alias in names {
            self.bound(alias.asname.as_ref().unwrap_or(&alias.name));
        }
    }

    fn annotated(&mut self, of: &'a StmtAnnAssign) {
        self.expression(&of.target);
        let evaluated = matches!(self.kind(), Kind::Module(_) | Kind::Class(_)) && !self.future_annotations;
        self.unevaluated += usize::from(!evaluated);
        if self.late_annotations() {
            self.inside(Kind::Annotation, |check| check.expression(&of.annotation));
        } else {
            self.expression(&of.annotation);
        }
        self.unevaluated -= usize::from(!evaluated);
        of.value.iter().for_each(|value| self.expression(value));
    }

    /// The annotation of a parameter or of what a function returns.
    fn annotation(&mut self, annotation: &'a Expr) {
        self.unevaluated += usize::from(self.future_annotations);
        if self.late_annotations() {
            self.inside(Kind::Annotation, |check| check.expression(annotation));
        } else {
            self.expression(annotation);
        }
        self.unevaluated -= usize::from(self.future_annotations);
    }

    fn function(&mut self, function: &'a StmtFunctionDef) {
        self.bound(&function.name);
        function.decorator_list.iter().for_each(|decorator| self.expression(&decorator.expression));
        self.defaults(&function.parameters);
        self.generic(function.type_params.as_deref(), |check| {
            for parameter in function.parameters.iter() {
                if let Some(annotation) = parameter.annotation() {
                    match annotation {
                        // Only `*args: *Ts` parses.
                        Expr::Starred(starred) => check.annotation(&starred.value),
                        _ => check.annotation(annotation),
                    }
                }
            }
            function.returns.iter().for_each(|of| check.annotation(of));
            check.parameters(&function.parameters);
            check.docstring(&function.body);
            check.inside(Kind::Function(function), |check| check.body(&function.body));
        });
    }

    pub(super) fn defaults(&mut self, parameters: &'a Parameters) {
        parameters
            .iter()
            .filter_map(|parameter| parameter.default())
            .for_each(|default| self.expression(default));
    }

    /// The parameters' names.
    pub(super) fn parameters(&mut self, parameters: &'a Parameters) {
        if self.names_debug {
            parameters.iter().for_each(|parameter| self.bound(parameter.name()));
        }
        let names = parameters.iter().map(|parameter| parameter.name());
        self.distinct(
            names,
            |name| format!("duplicate argument '{name}' in function definition"),
            Self::refuse,
        );
    }

    fn class(&mut self, class: &'a StmtClassDef) {
        self.bound(&class.name);
        class.decorator_list.iter().for_each(|decorator| self.expression(&decorator.expression));
        self.generic(class.type_params.as_deref(), |check| {
            class.arguments.iter().for_each(|arguments| check.arguments(arguments));
            check.docstring(&class.body);
            check.inside(Kind::Class(class), |check| check.body(&class.body));
        });
    }

    pub(super) fn arguments(&mut self, arguments: &'a Arguments) {
        for argument in &arguments.args {
            match argument {
                Expr::Starred(starred) => self.expression(&starred.value),
                _ => self.expression(argument),
            }
        }
        for keyword in &arguments.keywords {
            keyword.arg.iter().for_each(|name| self.bound(name));
            self.expression(&keyword.value);
        }
        if arguments.keywords.len() > 1 {
            let names = arguments.keywords.iter().filter_map(|keyword| keyword.arg.as_ref());
            self.distinct(names, |name| format!("keyword argument repeated: {name}"), Self::refuse_evaluated);
        }
    }

    /// Walks what may use type parameters.
    fn generic(&mut self, type_params: Option<&'a TypeParams>, walk: impl FnOnce(&mut Self)) {
        let Some(type_params) = type_params else { return walk(self) };
        self.inside(Kind::TypeParameters(type_params), |check| {
            let names = type_params.iter().map(TypeParam::name);
            check.distinct(names, |name| format!("duplicate type parameter '{name}'"), Self::refuse);
            let mut with_default = false;
            for param in type_params.iter() {
                check.bound(param.name());
                let (bound, default) = match param {
                    TypeParam::TypeVar(of) => (of.bound.as_deref(), of.default.as_deref()),
                    TypeParam::TypeVarTuple(of) => (None, of.default.as_deref()),
                    TypeParam::ParamSpec(of) => (None, of.default.as_deref()),
                };
                if with_default && default.is_none() {
                    let name = param.name();
                    let message =
                        format!("non-default type parameter '{name}' follows default type parameter");
                    check.refuse(param.range(), message);
                }
                with_default |= default.is_some();
                for expression in bound.into_iter().chain(default) {
                    check.inside(Kind::TypeVariable, |check| match expression {
                        // Only `*Ts = *default` parses.
                        Expr::Starred(starred) => check.expression(&starred.value),
                        _ => check.expression(expression),
                    });
                }
            }
            walk(check);
        });
    }
}

const JUMPS_OUT: &str = "'break', 'continue' and 'return' cannot appear in an except* block";

fn may_be_surrogate(literal: &str) -> bool {
    literal.contains("\\u") || literal.contains("\\U")
}

/// Whether an escape of a string literal stands for half of a surrogate pair.
fn has_surrogate(literal: &str) -> bool {
    let mut rest = literal;
    while let Some(at) = rest.find('\\') {
        let digits = match rest.as_bytes().get(at + 1) {
            Some(b'u') => rest.get(at + 2..at + 6),
            Some(b'U') => rest.get(at + 2..at + 10),
            _ => None,
        };
        let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if value.is_some_and(|value| (0xd800..0xe000).contains(&value)) {
            return true;
        }
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    false
}
