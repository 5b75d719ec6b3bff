//! The errors of CPython's compiler: what parses, and is refused all the same.

use std::cell::RefCell;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Comprehension, ExceptHandler, Expr, ModModule, PythonVersion, Stmt};
use ruff_python_parser::semantic_errors::{
    LazyImportContext, SemanticSyntaxChecker, SemanticSyntaxContext, SemanticSyntaxError,
};
use ruff_text_size::TextRange;

use super::binding::Bindings;
use super::scope::{Kind, Scopes};

/// The errors of a module that parsed, in the order of the walk.
pub(super) fn errors(module: &ModModule, source: &str, version: PythonVersion) -> Vec<(TextRange, String)> {
    let mut walk = Walk {
        checker: SemanticSyntaxChecker::new(),
        errors: Vec::new(),
        context: Context {
            found: RefCell::default(),
            version,
            source,
            scopes: Scopes::new(Bindings::of_body(&module.body)),
            future_annotations: imports_future_annotations(&module.body),
            in_try: false,
        },
    };
    walk.visit_body(&module.body);
    let mut errors = walk.errors;
    errors.extend(walk.context.found.into_inner().iter().map(|error| (error.range, error.to_string())));
    errors
}

fn imports_future_annotations(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| {
        stmt.as_import_from_stmt().is_some_and(|import| {
            import.module.as_deref() == Some("__future__")
                && import.names.iter().any(|alias| alias.name.as_str() == "annotations")
        })
    })
}

struct Context<'a> {
    found: RefCell<Vec<SemanticSyntaxError>>,
    version: PythonVersion,
    source: &'a str,
    scopes: Scopes,
    future_annotations: bool,
    in_try: bool,
}

impl SemanticSyntaxContext for Context<'_> {
    fn future_annotations_or_stub(&self) -> bool {
        self.future_annotations
    }

    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        match self.scopes.kind() {
            Kind::Function { .. } | Kind::Lambda => Some(LazyImportContext::Function),
            Kind::Class => Some(LazyImportContext::Class),
            _ => self.in_try.then_some(LazyImportContext::TryExceptBlocks),
        }
    }

    fn python_version(&self) -> PythonVersion {
        self.version
    }

    fn source(&self) -> &str {
        self.source
    }

    fn global(&self, name: &str) -> Option<TextRange> {
        // At module level every name is global, and `global x` after a use is allowed only in a function.
        self.scopes.top().and_then(|scope| scope.bindings.globals.get(name).copied())
    }

    fn has_nonlocal_binding(&self, name: &str) -> bool {
        // A method may rebind the `__class__` that `super()` reads.
        self.scopes.function_around_binds(name)
            || (name == "__class__" && self.scopes.kinds().any(|kind| kind == Kind::Class))
    }

    fn in_async_context(&self) -> bool {
        for kind in self.scopes.kinds() {
            match kind {
                Kind::Function { is_async } => return is_async,
                // A generator is evaluated later; a comprehension belongs to the function around it.
                Kind::Comprehension { .. } | Kind::TypeParameters => {}
                Kind::Module | Kind::Class | Kind::Lambda => return false,
            }
        }
        false
    }

    fn in_await_allowed_context(&self) -> bool {
        self.scopes
            .kinds()
            .find_map(|kind| match kind {
                Kind::Function { .. } | Kind::Lambda => Some(true),
                Kind::Class => Some(false),
                Kind::Module | Kind::Comprehension { .. } | Kind::TypeParameters => None,
            })
            .unwrap_or(false)
    }

    fn in_yield_allowed_context(&self) -> bool {
        matches!(self.scopes.kind(), Kind::Function { .. } | Kind::Lambda)
    }

    fn in_sync_comprehension(&self) -> bool {
        self.scopes
            .kinds()
            .take_while(|kind| matches!(kind, Kind::Comprehension { .. }))
            .any(|kind| matches!(kind, Kind::Comprehension { is_async: false, is_generator: false }))
    }

    fn in_class_body_comprehension(&self) -> bool {
        self.scopes.kinds().find(|kind| !matches!(kind, Kind::Comprehension { .. })) == Some(Kind::Class)
    }

    fn in_module_scope(&self) -> bool {
        self.scopes.kind() == Kind::Module
    }

    fn in_function_scope(&self) -> bool {
        matches!(self.scopes.kind(), Kind::Function { .. })
    }

    fn in_generator_context(&self) -> bool {
        self.scopes.kinds().any(|kind| matches!(kind, Kind::Comprehension { is_generator: true, .. }))
    }

    fn in_notebook(&self) -> bool {
        false
    }

    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        self.found.borrow_mut().push(error);
    }

    fn in_loop_context(&self) -> bool {
        self.scopes.top().is_some_and(|scope| scope.loops > 0)
    }

    fn is_bound_parameter(&self, name: &str) -> bool {
        self.scopes.holder().is_some_and(|scope| scope.bindings.parameters.contains(name))
    }
}

struct Walk<'a> {
    checker: SemanticSyntaxChecker,
    /// What the checker does not know of.
    errors: Vec<(TextRange, String)>,
    context: Context<'a>,
}

impl Walk<'_> {
    fn inside(&mut self, kind: Kind, bindings: Bindings, walk: impl FnOnce(&mut Self)) {
        self.context.scopes.push(kind, bindings);
        walk(self);
        self.context.scopes.pop();
    }

    fn in_loop(&mut self, body: &[Stmt]) {
        let loops = |walk: &mut Self, by: usize| {
            if let Some(scope) = walk.context.scopes.top_mut() {
                scope.loops = by;
            }
        };
        let before = self.context.scopes.top().map_or(0, |scope| scope.loops);
        loops(self, before + 1);
        self.visit_body(body);
        loops(self, before);
    }

    fn function(&mut self, function: &ruff_python_ast::StmtFunctionDef) {
        for decorator in &function.decorator_list {
            self.visit_decorator(decorator);
        }
        for default in function.parameters.iter().filter_map(|parameter| parameter.default()) {
            self.visit_expr(default);
        }
        let type_params = function.type_params.as_deref();
        let outer = Bindings::default().with_type_params(type_params);
        self.inside(Kind::TypeParameters, outer, |walk| {
            if let Some(type_params) = type_params {
                walk.visit_type_params(type_params);
            }
            for annotation in function.parameters.iter().filter_map(|parameter| parameter.annotation()) {
                walk.visit_annotation(annotation);
            }
            if let Some(returns) = &function.returns {
                walk.visit_annotation(returns);
            }
            let inner = Bindings::of_body(&function.body).with_parameters(&function.parameters);
            let kind = Kind::Function { is_async: function.is_async };
            walk.inside(kind, inner, |walk| walk.visit_body(&function.body));
        });
    }

    fn class(&mut self, class: &ruff_python_ast::StmtClassDef) {
        for decorator in &class.decorator_list {
            self.visit_decorator(decorator);
        }
        let type_params = class.type_params.as_deref();
        let outer = Bindings::default().with_type_params(type_params);
        self.inside(Kind::TypeParameters, outer, |walk| {
            if let Some(type_params) = type_params {
                walk.visit_type_params(type_params);
            }
            if let Some(arguments) = &class.arguments {
                walk.visit_arguments(arguments);
            }
            walk.inside(Kind::Class, Bindings::of_body(&class.body), |walk| walk.visit_body(&class.body));
        });
    }

    fn comprehension(&mut self, parts: &[&Expr], generators: &[Comprehension], is_generator: bool) {
        // The first iterable is evaluated outside.
        let (first, rest) = match generators.split_first() {
            Some(split) => split,
            None => return,
        };
        self.visit_expr(&first.iter);
        let is_async = generators.iter().any(|generator| generator.is_async);
        self.inside(Kind::Comprehension { is_async, is_generator }, Bindings::default(), |walk| {
            walk.visit_expr(&first.target);
            first.ifs.iter().for_each(|condition| walk.visit_expr(condition));
            rest.iter().for_each(|generator| walk.visit_comprehension(generator));
            parts.iter().for_each(|part| walk.visit_expr(part));
        });
    }
}

impl Visitor<'_> for Walk<'_> {
    fn visit_stmt(&mut self, stmt: &Stmt) {
        self.checker.visit_stmt(stmt, &self.context);
        match stmt {
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::ClassDef(class) => self.class(class),
            Stmt::For(of) => {
                self.visit_expr(&of.iter);
                self.visit_expr(&of.target);
                self.in_loop(&of.body);
                self.visit_body(&of.orelse);
            }
            Stmt::While(of) => {
                self.visit_expr(&of.test);
                self.in_loop(&of.body);
                self.visit_body(&of.orelse);
            }
            Stmt::Try(of) => {
                for handler in of.handlers.iter().rev().skip(1) {
                    let ExceptHandler::ExceptHandler(handler) = handler;
                    if handler.type_.is_none() {
                        self.errors.push((handler.range, "default 'except:' must be last".into()));
                    }
                }
                let before = std::mem::replace(&mut self.context.in_try, true);
                walk_stmt(self, stmt);
                self.context.in_try = before;
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &Expr) {
        self.checker.visit_expr(expr, &self.context);
        match expr {
            Expr::Lambda(lambda) => {
                let mut bindings = Bindings::default();
                if let Some(parameters) = &lambda.parameters {
                    for default in parameters.iter().filter_map(|parameter| parameter.default()) {
                        self.visit_expr(default);
                    }
                    bindings = bindings.with_parameters(parameters);
                }
                self.inside(Kind::Lambda, bindings, |walk| walk.visit_expr(&lambda.body));
            }
            Expr::ListComp(of) => self.comprehension(&[&of.elt], &of.generators, false),
            Expr::SetComp(of) => self.comprehension(&[&of.elt], &of.generators, false),
            Expr::Generator(of) => self.comprehension(&[&of.elt], &of.generators, true),
            Expr::DictComp(of) => {
                let parts: Vec<&Expr> =
                    of.key.as_deref().into_iter().chain(std::iter::once(of.value.as_ref())).collect();
                self.comprehension(&parts, &of.generators, false);
            }
            _ => walk_expr(self, expr),
        }
    }
}
