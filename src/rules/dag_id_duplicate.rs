//! `dag-id-duplicate`: two DAGs of the package have one dag_id.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "dag-id-duplicate",
    default: Severity::Error,
    summary: "Two DAGs of the package have one dag_id",
    page: include_str!("pages/dag-id-duplicate.md"),
};

use rustc_hash::{FxBuildHasher, FxHashMap};

/// Every definition after the first of an id, by path and line.
pub(super) fn check(files: &[super::Examined<'_>], findings: &mut super::Findings<'_>) {
    let mut first: FxHashMap<&str, (&super::Examined<'_>, u32)> =
        FxHashMap::with_capacity_and_hasher(files.len(), FxBuildHasher);
    for file in files.iter().filter(|file| file.is_loaded()) {
        for dag in &file.outcome.registered {
            let span = file.span(dag.range);
            match first.get(dag.dag_id.as_str()) {
                None => {
                    first.insert(&dag.dag_id, (file, span.line));
                }
                Some((other, line)) => findings.add(
                    &RULE,
                    file.path(),
                    Some(span),
                    format!(
                        "The dag_id `{}` is already that of the DAG at {}:{line}; Airflow keeps one of them",
                        dag.dag_id.escape_debug(),
                        other.path()
                    ),
                    Some("Rename one of the two.".into()),
                ),
            }
        }
    }
}
