//! `dag-id-nonportable`: the dag_id loads, and breaks elsewhere.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "dag-id-nonportable",
    default: Severity::Error,
    summary: "The dag_id loads, and breaks elsewhere",
    page: include_str!("pages/dag-id-nonportable.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::IdNonportable);
}
