//! `archive-file`: airflow would open the file as an archive of DAGs.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "archive-file",
    default: Severity::Error,
    summary: "Airflow would open the file as an archive of DAGs",
    page: include_str!("pages/archive-file.md"),
};

/// A file that ends as zip archives end.
pub(super) fn check(file: &super::Examined<'_>, findings: &mut super::Findings<'_>) {
    if file.ignored.is_some() || !is_zip(&file.file.bytes) {
        return;
    }
    findings.add(
        &RULE,
        file.path(),
        None,
        "Airflow opens this file as an archive of DAGs: it is a zip file, whatever its name".into(),
        Some("Move it out of the DAG folder, or leave it out with `exclude`.".into()),
    );
}

/// Python's `zipfile.is_zipfile`: an end-of-central-directory record within the last 64 KiB.
fn is_zip(bytes: &[u8]) -> bool {
    const RECORD: usize = 22;
    let start = bytes.len().saturating_sub(RECORD + 65_535);
    let end = &bytes[start..];
    // The record's third byte stands in hardly any text.
    bytes.len() >= RECORD
        && memchr::memchr_iter(5, end).any(|at| at >= 2 && end[at - 2..].starts_with(b"PK\x05\x06"))
}
