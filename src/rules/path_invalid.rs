//! `path-invalid`: a path cannot be published.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "path-invalid",
    default: Severity::Error,
    summary: "A path cannot be published",
    page: include_str!("pages/path-invalid.md"),
};

/// What was found while the package was read.
pub(super) fn check(package: &crate::package::Package, findings: &mut super::Findings<'_>) {
    findings.of_package(&RULE, package, crate::package::ProblemRule::PathInvalid);
}
