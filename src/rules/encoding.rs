//! `encoding`: the file's bytes are not text in the encoding it declares.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "encoding",
    default: Severity::Error,
    summary: "The file's bytes are not text in the encoding it declares",
    page: include_str!("pages/encoding.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_python(&RULE, file, crate::python::FaultKind::Encoding);
}
