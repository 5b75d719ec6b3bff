//! `dag-id-prefix`: a dag_id does not start as the package's settings ask for.

use super::{Rule, Severity};

/// The rule. Without a prefix in the settings it has nothing to say.
pub(super) const RULE: Rule = Rule {
    code: "dag-id-prefix",
    default: Severity::Warning,
    summary: "A dag_id does not start with the package's prefix",
    page: include_str!("pages/dag-id-prefix.md"),
};

/// The ids that are certain to register; of others nothing is claimed.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    let prefixes = &findings.options.dag_id_prefixes;
    if prefixes.is_empty() || !file.is_loaded() {
        return;
    }
    let wanted = format!("`{}`", prefixes.join("` or `"));
    for dag in &file.outcome.registered {
        if prefixes.iter().any(|prefix| dag.dag_id.starts_with(prefix)) {
            continue;
        }
        let dag_id = dag.dag_id.escape_debug();
        findings.add(
            &RULE,
            file.path(),
            Some(file.span(dag.range)),
            format!("The dag_id `{dag_id}` does not start with {wanted}, as the settings ask for"),
            Some(format!("Rename it to `{}{dag_id}`, or change `dag-id-prefix`.", prefixes[0])),
        );
    }
}
