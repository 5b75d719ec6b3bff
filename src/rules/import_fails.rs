//! `import-fails`: the file cannot be imported.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "import-fails",
    default: Severity::Error,
    summary: "The file cannot be imported",
    page: include_str!("pages/import-fails.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::ImportFails);
}
