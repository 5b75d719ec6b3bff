//! `dag-id-unresolved`: it cannot be known which DAGs a place registers.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "dag-id-unresolved",
    default: Severity::Warning,
    summary: "It cannot be known which DAGs a place registers",
    page: include_str!("pages/dag-id-unresolved.md"),
};

/// One finding a place.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    if !file.is_loaded() {
        return;
    }
    for unknown in &file.outcome.unresolved {
        let candidates = match unknown.candidates.as_slice() {
            [] => String::new(),
            some => format!(" (it may be `{}`)", some.join("`, `")),
        };
        findings.add(
            &RULE,
            file.path(),
            Some(file.span(unknown.range)),
            format!("It cannot be known what this registers: {}{candidates}", unknown.reason),
            Some(
                "Airflow may load it all the same, but nothing checks whether its id is taken. Write the id as text; if \
                 it is meant so, set `unresolved = \"allow\"`."
                    .into(),
            ),
        );
    }
}
