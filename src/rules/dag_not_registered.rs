//! `dag-not-registered`: a DAG is built, and Airflow does not see it.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "dag-not-registered",
    default: Severity::Error,
    summary: "A DAG is built, and Airflow does not see it",
    page: include_str!("pages/dag-not-registered.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::NotRegistered);
}
