//! The patterns of `match`. What the parser crate's checker knows of them, it is asked for: duplicate names, keys
//! and attributes, and alternatives that bind different names.

use std::cell::RefCell;

use ruff_python_ast::{Pattern, PythonVersion, Stmt, StmtMatch};
use ruff_python_parser::semantic_errors::{
    LazyImportContext, SemanticSyntaxChecker, SemanticSyntaxContext, SemanticSyntaxError,
    SemanticSyntaxErrorKind,
};
use ruff_text_size::TextRange;

use super::semantic::Check;

impl<'a> Check<'a> {
    pub(super) fn patterns(&mut self, statement: &'a Stmt, of: &'a StmtMatch) {
        let crate_context = Crate { found: RefCell::default(), minor: self.minor, text: self.text };
        SemanticSyntaxChecker::new().visit_stmt(statement, &crate_context);
        for error in crate_context.found.into_inner() {
            // Told below, with CPython's exceptions.
            if !matches!(error.kind, SemanticSyntaxErrorKind::IrrefutableCasePattern(_)) {
                self.refuse_evaluated(error.range, error.to_string());
            }
        }
        for (index, case) in of.cases.iter().enumerate() {
            let last = index + 1 == of.cases.len();
            self.pattern(&case.pattern, case.guard.is_some() || last);
        }
    }

    /// `may_match_all`: whether nothing stands after the pattern that it would hide.
    fn pattern(&mut self, pattern: &'a Pattern, may_match_all: bool) {
        match pattern {
            Pattern::MatchValue(of) => {
                if of.value.is_f_string_expr() || of.value.is_t_string_expr() {
                    self.refuse_evaluated(of.range, "patterns may only match literals and attribute lookups");
                }
                self.expression(&of.value);
            }
            Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(of) => {
                if of.patterns.iter().filter(|part| part.is_match_star()).count() > 1 {
                    self.refuse_evaluated(of.range, "multiple starred expressions in sequence pattern");
                }
                of.patterns.iter().for_each(|part| self.pattern(part, true));
            }
            Pattern::MatchMapping(of) => {
                of.keys.iter().for_each(|key| self.expression(key));
                of.patterns.iter().for_each(|part| self.pattern(part, true));
            }
            Pattern::MatchClass(of) => {
                self.expression(&of.cls);
                of.arguments.patterns.iter().for_each(|part| self.pattern(part, true));
                for keyword in &of.arguments.keywords {
                    self.bound(&keyword.attr);
                    self.pattern(&keyword.pattern, true);
                }
            }
            Pattern::MatchStar(_) => {}
            Pattern::MatchAs(of) => match &of.pattern {
                Some(inner) => self.pattern(inner, may_match_all),
                None if may_match_all => {}
                None => {
                    let what = match &of.name {
                        Some(name) => format!("name capture '{name}'"),
                        None => "wildcard".into(),
                    };
                    self.refuse_evaluated(of.range, format!("{what} makes remaining patterns unreachable"));
                }
            },
            Pattern::MatchOr(of) => {
                for (index, part) in of.patterns.iter().enumerate() {
                    self.pattern(part, may_match_all && index + 1 == of.patterns.len());
                }
            }
        }
    }
}

/// What the crate's checker asks of its caller; a `match` statement needs none of it.
struct Crate<'a> {
    found: RefCell<Vec<SemanticSyntaxError>>,
    minor: u8,
    text: &'a str,
}

impl SemanticSyntaxContext for Crate<'_> {
    fn future_annotations_or_stub(&self) -> bool {
        false
    }

    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        None
    }

    fn python_version(&self) -> PythonVersion {
        PythonVersion { major: 3, minor: self.minor }
    }

    fn source(&self) -> &str {
        self.text
    }

    fn global(&self, _: &str) -> Option<TextRange> {
        None
    }

    fn has_nonlocal_binding(&self, _: &str) -> bool {
        true
    }

    fn in_async_context(&self) -> bool {
        true
    }

    fn in_await_allowed_context(&self) -> bool {
        true
    }

    fn in_yield_allowed_context(&self) -> bool {
        true
    }

    fn in_sync_comprehension(&self) -> bool {
        false
    }

    fn in_class_body_comprehension(&self) -> bool {
        false
    }

    fn in_module_scope(&self) -> bool {
        true
    }

    fn in_function_scope(&self) -> bool {
        true
    }

    fn in_generator_context(&self) -> bool {
        false
    }

    fn in_notebook(&self) -> bool {
        false
    }

    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        self.found.borrow_mut().push(error);
    }

    fn in_loop_context(&self) -> bool {
        true
    }

    fn is_bound_parameter(&self, _: &str) -> bool {
        false
    }
}
