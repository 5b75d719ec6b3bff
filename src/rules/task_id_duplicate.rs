//! `task-id-duplicate`: two tasks of a DAG have one task_id.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "task-id-duplicate",
    default: Severity::Error,
    summary: "Two tasks of a DAG have one task_id",
    page: include_str!("pages/task-id-duplicate.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::TaskIdDuplicate);
}
