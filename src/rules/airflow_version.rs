//! `airflow-version`: an import or an argument that the target's Airflow does not have.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "airflow-version",
    default: Severity::Error,
    summary: "An import or an argument that the target's Airflow does not have",
    page: include_str!("pages/airflow-version.md"),
};

/// The faults of this kind.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    findings.of_dags(&RULE, file, crate::dags::FaultKind::AirflowVersion);
}
