//! `unused-ignore`: a suppression comment excuses nothing.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "unused-ignore",
    default: Severity::Warning,
    summary: "A suppression comment excuses nothing",
    page: include_str!("pages/unused-ignore.md"),
};
