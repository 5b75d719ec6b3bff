//! `merge-conflict`: merge-conflict markers are left in the file.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "merge-conflict",
    default: Severity::Error,
    summary: "Merge-conflict markers are left in the file",
    page: include_str!("pages/merge-conflict.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_python(&RULE, file, crate::python::FaultKind::Conflict);
}
