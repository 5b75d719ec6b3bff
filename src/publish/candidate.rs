//! A validated package on its way to becoming a release.

use bytes::Bytes;

use crate::metadata::{
    DagEntry, Digest, Document, FileEntry, FilePath, PackageName, Source, Target, UnresolvedEntry,
    tree_sha256,
};
use crate::package::{Package, PackageFile};
use crate::rules::Verdict;

/// What is to be published: the snapshot of a package and what validation learned of it.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The package.
    pub package: PackageName,
    /// Its files, sorted by path.
    pub files: Vec<PackageFile>,
    /// The same as `metadata.json` lists them.
    pub entries: Vec<FileEntry>,
    /// The digest of the tree.
    pub tree_sha256: Digest,
    /// The DAG ids that are certain to register, sorted.
    pub dags: Vec<CandidateDag>,
    /// What could not be known.
    pub unresolved: Vec<UnresolvedEntry>,
    /// What it was validated for.
    pub target: Target,
    /// The checks that ran, sorted, without `ownership`.
    pub checks: Vec<String>,
    /// Where it comes from.
    pub source: Source,
}

/// A DAG id and where it is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateDag {
    /// The id.
    pub dag_id: String,
    /// The file, relative to `dags/`.
    pub path: FilePath,
    /// The line, from 1.
    pub line: u32,
}

impl Candidate {
    /// Joins a package, its verdict and the facts of git and CI.
    #[must_use]
    pub fn new(package: &Package, verdict: &Verdict, source: Source) -> Self {
        let mut dags: Vec<CandidateDag> = Vec::new();
        let mut unresolved = Vec::new();
        for file in &verdict.files {
            dags.extend(file.dags.iter().map(|dag| CandidateDag {
                dag_id: dag.dag_id.clone(),
                path: file.path.clone(),
                line: dag.line,
            }));
            unresolved.extend(file.unresolved.iter().map(|place| UnresolvedEntry {
                path: file.path.clone(),
                line: place.line,
                reason: place.reason.clone(),
                candidates: place.candidates.clone(),
            }));
        }
        dags.sort_by(|a, b| a.dag_id.cmp(&b.dag_id));
        // A duplicate is a finding that denies unless it was excused; the document names each id once.
        dags.dedup_by(|a, b| a.dag_id == b.dag_id);
        let entries = package.entries();
        Self {
            package: package.name.clone(),
            files: package.files.clone(),
            tree_sha256: tree_sha256(&entries),
            entries,
            dags,
            unresolved,
            target: verdict.target.clone(),
            checks: verdict.checks.clone(),
            source,
        }
    }

    /// Whether a release of this candidate would be the one that `document` already describes.
    ///
    /// `ownership` may be among the document's checks: it is carried while no id is new.
    #[must_use]
    pub fn equals(&self, document: &Document) -> bool {
        let place = |dag: &DagEntry| (dag.dag_id.clone(), dag.path.clone(), dag.line);
        let checks = document.checks.iter().filter(|check| *check != super::ownership::CHECK);
        document.removed.is_none()
            && self.tree_sha256 == document.tree_sha256
            && self.target == document.target
            && self.unresolved == document.unresolved
            && self.checks.iter().eq(checks)
            && self
                .dags
                .iter()
                .map(|dag| (dag.dag_id.clone(), dag.path.clone(), dag.line))
                .eq(document.dags.iter().map(place))
    }

    /// Whether this candidate has a DAG id.
    #[must_use]
    pub fn has_dag(&self, dag_id: &str) -> bool {
        self.dags.binary_search_by(|dag| dag.dag_id.as_str().cmp(dag_id)).is_ok()
    }

    /// The bytes of one of its files; nothing for a path that it does not have.
    #[must_use]
    pub fn bytes(&self, path: &FilePath) -> Bytes {
        let found = self.files.binary_search_by(|file| file.path.cmp(path));
        found.map_or_else(|_| Bytes::new(), |at| self.files[at].bytes.clone())
    }
}
