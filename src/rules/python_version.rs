//! `python-version`: the file uses syntax that the target version of Python lacks.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "python-version",
    default: Severity::Error,
    summary: "The file uses syntax that the target version of Python lacks",
    page: include_str!("pages/python-version.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_python(&RULE, file, crate::python::FaultKind::Version);
}
