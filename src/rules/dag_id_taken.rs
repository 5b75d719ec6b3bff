//! `dag-id-taken`: the dag_id belongs to another package.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "dag-id-taken",
    default: Severity::Error,
    summary: "The dag_id belongs to another package",
    page: include_str!("pages/dag-id-taken.md"),
};
