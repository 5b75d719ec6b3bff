//! `dag-id-taken`: the dag_id belongs to another package.

use super::{Finding, Rule, Severity, Span};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "dag-id-taken",
    default: Severity::Error,
    summary: "The dag_id belongs to another package",
    page: include_str!("pages/dag-id-taken.md"),
};

/// The finding for a DAG id that publish was refused for: `path` is relative to the package's folder.
#[must_use]
pub fn taken(dag_id: &str, owner: &str, path: &str, line: u32, column: u32) -> Finding {
    let end_column = column;
    Finding {
        code: RULE.code,
        severity: Severity::Error,
        path: Some(path.to_owned()),
        span: Some(Span { line, column, end_line: line, end_column }),
        message: format!(
            "The dag_id `{}` belongs to the package `{owner}`, and Airflow keeps one DAG of an id",
            dag_id.escape_debug()
        ),
        help: Some(format!(
            "Rename the DAG, remove it from `{owner}` first, or take it over with `--take {}`.",
            dag_id.escape_debug()
        )),
    }
}
