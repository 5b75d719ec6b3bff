//! `exits-at-import`: the file ends the process that imports it.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "exits-at-import",
    default: Severity::Error,
    summary: "The file ends the process that imports it",
    page: include_str!("pages/exits-at-import.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::Exits);
}
