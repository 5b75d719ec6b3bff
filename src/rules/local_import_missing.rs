//! `local-import-missing`: a module of the package is imported that is not there.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "local-import-missing",
    default: Severity::Error,
    summary: "A module of the package is imported that is not there",
    page: include_str!("pages/local-import-missing.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::LocalImportMissing);
}
