//! `syntax-error`: python cannot compile the file.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "syntax-error",
    default: Severity::Error,
    summary: "Python cannot compile the file",
    page: include_str!("pages/syntax-error.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_python(&RULE, file, crate::python::FaultKind::Syntax);
}
