//! What a release changes against the one before it.

use std::collections::BTreeMap;

use crate::metadata::{Digest, Document, FileEntry, FilePath};

/// Files and DAG ids that come, go or change, each sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that the release before did not have.
    pub added: Vec<FilePath>,
    /// Files that it had and this one has not.
    pub removed: Vec<FilePath>,
    /// Files with other bytes.
    pub changed: Vec<FilePath>,
    /// DAG ids that come.
    pub dags_added: Vec<String>,
    /// DAG ids that go.
    pub dags_removed: Vec<String>,
}

impl Changes {
    /// What changes from `before` (nothing, for a first release) to these files and ids.
    pub fn between<'a>(
        before: Option<&Document>,
        files: &[FileEntry],
        dags: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut changes = Self::default();
        let old_files = before.map_or(&[][..], |document| &document.files);
        let mut old: BTreeMap<&FilePath, Digest> =
            old_files.iter().map(|file| (&file.path, file.sha256)).collect();
        for file in files {
            match old.remove(&file.path) {
                None => changes.added.push(file.path.clone()),
                Some(sha256) if sha256 != file.sha256 => changes.changed.push(file.path.clone()),
                Some(_) => {}
            }
        }
        changes.removed = old.into_keys().cloned().collect();
        let old_dags = before.map_or(&[][..], |document| &document.dags);
        let mut old: std::collections::BTreeSet<&str> =
            old_dags.iter().map(|dag| dag.dag_id.as_str()).collect();
        for dag_id in dags {
            if !old.remove(dag_id) {
                changes.dags_added.push(dag_id.to_owned());
            }
        }
        changes.dags_removed = old.into_iter().map(str::to_owned).collect();
        changes
    }
}
