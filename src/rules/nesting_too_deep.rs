//! `nesting-too-deep`: the file is nested deeper than Python goes.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "nesting-too-deep",
    default: Severity::Error,
    summary: "The file is nested deeper than Python goes",
    page: include_str!("pages/nesting-too-deep.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_python(&RULE, file, crate::python::FaultKind::Depth);
}
