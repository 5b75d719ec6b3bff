//! `start-date-missing`: a DAG has a schedule and no start_date.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "start-date-missing",
    default: Severity::Error,
    summary: "A DAG has a schedule and no start_date",
    page: include_str!("pages/start-date-missing.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::StartDateMissing);
}
