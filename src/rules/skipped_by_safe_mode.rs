//! `skipped-by-safe-mode`: the file defines DAGs, and Airflow's safe mode skips it.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "skipped-by-safe-mode",
    default: Severity::Error,
    summary: "The file defines DAGs, and Airflow's safe mode skips it",
    page: include_str!("pages/skipped-by-safe-mode.md"),
};

/// A file that defines DAGs, but lacks the words.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    let Some(dag) = file.outcome.registered.first().filter(|_| !file.safe_mode_parses && !file.ignored)
    else {
        return;
    };
    findings.add(
        &RULE,
        file.path(),
        Some(file.span(dag.range)),
        format!(
            "Airflow skips this file, which defines `{}`: safe mode looks for the words `airflow` and `dag` in it",
            dag.dag_id.escape_debug()
        ),
        Some("Add a comment that holds both words: `# airflow dag`.".into()),
    );
}
