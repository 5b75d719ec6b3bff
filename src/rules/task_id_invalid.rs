//! `task-id-invalid`: Airflow refuses the task_id.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "task-id-invalid",
    default: Severity::Error,
    summary: "Airflow refuses the task_id",
    page: include_str!("pages/task-id-invalid.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::TaskIdInvalid);
}
