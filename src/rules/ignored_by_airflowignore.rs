//! `ignored-by-airflowignore`: the file defines DAGs, and an .airflowignore excludes it.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "ignored-by-airflowignore",
    default: Severity::Error,
    summary: "The file defines DAGs, and an .airflowignore excludes it",
    page: include_str!("pages/ignored-by-airflowignore.md"),
};

/// A file that would register DAGs, were it not excluded.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    let (Some(dag), Some(by)) = (file.outcome.registered.first(), &file.ignored) else { return };
    findings.add(
        &RULE,
        file.path(),
        Some(file.span(dag.range)),
        format!(
            "Airflow does not parse this file, which defines `{}`: `{}/{}` excludes it",
            dag.dag_id.escape_debug(),
            file.dags,
            by.escape_debug()
        ),
        Some("Narrow the pattern, or move the file.".into()),
    );
}
