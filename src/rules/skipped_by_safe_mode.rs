//! `skipped-by-safe-mode`: the file defines DAGs, and Airflow's safe mode skips it.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "skipped-by-safe-mode",
    default: Severity::Error,
    summary: "The file defines DAGs, and Airflow's safe mode skips it",
    page: include_str!("pages/skipped-by-safe-mode.md"),
};

/// A file that builds DAGs through another module, and lacks the words. Where a DAG is built in the file itself,
/// its import holds both.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    if !file.is_python() || file.safe_mode_parses || file.ignored.is_some() {
        return;
    }
    if let Some(builder) = file.outcome.unresolved.iter().find(|unknown| unknown.is_builder) {
        findings.add(
            &RULE,
            file.path(),
            Some(file.span(builder.range)),
            "Airflow skips this file, which builds DAGs: safe mode looks for the words `airflow` and `dag` in it".into(),
            Some("Add a comment that holds both words: `# airflow dag`.".into()),
        );
    }
}
