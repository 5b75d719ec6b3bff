//! The author's side of a package: which files belong to it, their bytes, and where it comes from.
//!
//! A package is read once into memory; everything after works on that snapshot, so a file that changes while
//! a command runs cannot be validated as one thing and published as another. Nothing here parses Python.

mod import_roots;
mod read;
mod select;
pub mod source;

use std::path::PathBuf;

use bytes::Bytes;
use rayon::prelude::*;

use crate::metadata::{Digest, FileEntry, FilePath, PackageName};

pub use crate::config::Kind;
pub use import_roots::RootFile;
pub use read::{ReadError, read};

/// A file of a package, in memory.
#[derive(Debug, Clone)]
pub struct PackageFile {
    /// Relative to the package's `dags/`.
    pub path: FilePath,
    /// Its content.
    pub bytes: Bytes,
}

/// A file that cannot be published, found while reading; it becomes a finding of the rule `path-invalid` or
/// `file-too-large`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// As it is on disk, relative to the package's folder, escaped.
    pub path: String,
    /// The rule that it breaks.
    pub rule: ProblemRule,
    /// One sentence.
    pub message: String,
    /// The next step.
    pub help: String,
}

/// Which rule a [`Problem`] breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemRule {
    /// `path-invalid`
    PathInvalid,
    /// `file-too-large`
    FileTooLarge,
}

/// A package as it was on disk at one moment.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its name: from the configuration, the command line or its folder.
    pub name: PackageName,
    /// Its folder, as it was given.
    pub folder: PathBuf,
    /// The folder of its DAG files, relative to `folder`: `dags` unless configured.
    pub dags: String,
    /// What it is for.
    pub kind: Kind,
    /// Its files, sorted by path.
    pub files: Vec<PackageFile>,
    /// The files of its import roots outside `dags`: they are not published.
    pub modules: Vec<RootFile>,
    /// What cannot be published.
    pub problems: Vec<Problem>,
}

impl Package {
    /// The files as `metadata.json` lists them. Computes their digests, on all cores.
    #[must_use]
    pub fn entries(&self) -> Vec<FileEntry> {
        self.files
            .par_iter()
            .map(|file| FileEntry {
                path: file.path.clone(),
                size: file.bytes.len() as u64,
                sha256: Digest::of(&file.bytes),
            })
            .collect()
    }
}
