//! `dag-signature`: a DAG is built with arguments it does not take.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "dag-signature",
    default: Severity::Error,
    summary: "A DAG is built with arguments it does not take",
    page: include_str!("pages/dag-signature.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::Signature);
}
