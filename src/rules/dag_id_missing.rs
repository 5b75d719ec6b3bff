//! `dag-id-missing`: a DAG has no dag_id.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "dag-id-missing",
    default: Severity::Error,
    summary: "A DAG has no dag_id",
    page: include_str!("pages/dag-id-missing.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::IdMissing);
}
