//! `file-too-large`: a file or the package is too large to be published.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "file-too-large",
    default: Severity::Error,
    summary: "A file or the package is too large to be published",
    page: include_str!("pages/file-too-large.md"),
};

/// What was found while the package was read.
pub(super) fn check(package: &crate::package::Package, findings: &mut super::Findings<'_>) {
    findings.of_package(&RULE, package, crate::package::ProblemRule::FileTooLarge);
}
