//! `task-cycle`: tasks of a DAG wait for each other.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "task-cycle",
    default: Severity::Error,
    summary: "Tasks of a DAG wait for each other",
    page: include_str!("pages/task-cycle.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::TaskCycle);
}
