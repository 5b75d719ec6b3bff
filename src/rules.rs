//! Rules: what will not load, will not register or will collide. One file per rule.
//!
//! A rule looks at a package and at what the interpreter learned of it, and yields [`Finding`]s, which are
//! values: how they are shown is the business of `report`.

mod airflow_version;
mod airflowignore;
mod archive_file;
mod check;
mod dag_id_duplicate;
mod dag_id_invalid;
mod dag_id_missing;
mod dag_id_nonportable;
mod dag_id_prefix;
mod dag_id_taken;
mod dag_id_unresolved;
mod dag_not_registered;
mod dag_signature;
mod encoding;
mod exits_at_import;
mod file_too_large;
mod finding;
mod ignored_by_airflowignore;
mod import_fails;
mod local_import_missing;
mod merge_conflict;
mod nesting_too_deep;
mod no_dags;
mod options;
mod package_not_importable;
mod path_invalid;
mod python_version;
mod registry;
mod shared;
mod skipped_by_safe_mode;
mod sources;
mod start_date_missing;
mod suppression;
mod syntax_error;
mod task_cycle;
mod task_id_duplicate;
mod task_id_invalid;
mod unused_ignore;

use crate::dags::Tasks;
use crate::metadata::{FilePath, PackageName, Target};

pub use check::check;
pub use dag_id_taken::taken;
pub use finding::{Code, Finding, Severity, Span, sort};
pub use options::{Level, Options, OptionsError, PerFile, UnresolvedLevel};
pub use registry::{Rule, all, find};

use check::{Examined, Findings};

/// What is known of a package after every rule has looked at it.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The package.
    pub package: PackageName,
    /// The folder of its DAG files, relative to the package's folder: what `files[].path` is relative to.
    pub dags: String,
    /// What it was judged for.
    pub target: Target,
    /// The checks that ran, sorted: `duplicates`, `dag_id`, `registration`, `syntax`.
    pub checks: Vec<String>,
    /// Every file, sorted by path.
    pub files: Vec<FileVerdict>,
    /// Sorted by path, line, column, code.
    pub findings: Vec<Finding>,
}

/// What is known of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileVerdict {
    /// Relative to the package's `dags/`.
    pub path: FilePath,
    /// What it is to Airflow.
    pub kind: FileKind,
    /// The ids that are certain to register.
    pub dags: Vec<FoundDag>,
    /// The DAGs that cannot be known.
    pub unresolved: Vec<Unresolved>,
}

/// What a file is to Airflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Airflow loads it and looks for DAGs.
    Dag,
    /// Python that is only imported.
    Module,
    /// Anything else.
    Resource,
}

/// A DAG that is certain to register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDag {
    /// Its id.
    pub dag_id: String,
    /// Line of its definition, from 1.
    pub line: u32,
    /// Column of its definition in characters, from 1.
    pub column: u32,
    /// Its tasks and their order, as far as they are known; none unless [`Options::keep_tasks`].
    pub tasks: Tasks,
}

/// A place that builds a DAG whose id, or whether it registers, is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// Line of the definition, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Why: names the expression.
    pub reason: String,
    /// Ids that it may register, when some are known.
    pub candidates: Vec<String>,
}

impl Verdict {
    /// Whether a finding denies publishing.
    #[must_use]
    pub fn denies(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

#[cfg(test)]
mod tests;
