//! `from __future__ import …`: what it asks for, and where it may stand (`future.c`).

use ruff_python_ast::{Stmt, StmtImportFrom};

use super::semantic::Problem;

/// The features of `Lib/__future__.py`.
const FEATURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

#[derive(Debug, Default)]
pub(super) struct Future {
    pub(super) annotations: bool,
    pub(super) problems: Vec<Problem>,
}

/// The future imports at the head of a module, and those that come too late.
pub(super) fn imports(body: &[Stmt]) -> Future {
    let mut future = Future::default();
    let mut at_head = true;
    for (index, statement) in body.iter().enumerate() {
        match future_import(statement) {
            Some(import) if at_head => future.take(import),
            Some(import) => future.late(import),
            None => at_head &= index == 0 && is_string(statement),
        }
    }
    future
}

/// The statement, if it is a future import.
pub(super) fn future_import(statement: &Stmt) -> Option<&StmtImportFrom> {
    statement
        .as_import_from_stmt()
        .filter(|import| import.level == 0 && import.module.as_deref() == Some("__future__"))
}

fn is_string(statement: &Stmt) -> bool {
    statement.as_expr_stmt().is_some_and(|of| of.value.is_string_literal_expr())
}

impl Future {
    fn take(&mut self, import: &StmtImportFrom) {
        for alias in &import.names {
            match alias.name.as_str() {
                "braces" => self.problems.push(Problem::syntax(alias.range, "not a chance")),
                name if FEATURES.contains(&name) => self.annotations |= name == "annotations",
                name => {
                    let message = format!("future feature {name} is not defined");
                    self.problems.push(Problem::syntax(alias.range, message));
                }
            }
        }
    }

    fn late(&mut self, import: &StmtImportFrom) {
        self.problems.push(Problem::syntax(import.range, LATE));
    }
}

pub(super) const LATE: &str = "from __future__ imports must occur at the beginning of the file";
