//! Reading a package: selection, checks of names and sizes, then bytes and digests on all cores.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use rayon::prelude::*;
use thiserror::Error;

use super::select::{self, Selected};
use super::{Package, PackageFile, Problem, ProblemRule};
use crate::config::Settings;
use crate::metadata::limits::{FILE_BYTES, FILES, PACKAGE_BYTES};
use crate::metadata::{Digest, FilePath, clash};

/// How often a file that changes under the reader is read again.
const ATTEMPTS: usize = 5;
/// How many pairs of names that clash are told.
const CLASHES: usize = 20;

/// Why a package cannot be read at all.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The folder of DAG files is not there.
    #[error("the package `{}` has no folder `{dags}`", folder.display())]
    NoDags {
        /// The package's folder.
        folder: PathBuf,
        /// What was looked for in it.
        dags: String,
    },
    /// A file or folder cannot be opened or read.
    #[error("cannot read `{}`: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file changes faster than it can be read.
    #[error("`{}` changed while it was read, {ATTEMPTS} times in a row", path.display())]
    Changing {
        /// The file.
        path: PathBuf,
    },
}

impl ReadError {
    /// The next step.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::NoDags { dags, .. } => format!(
                "run it in the folder that holds `{dags}/`, or say with --dags where the DAG files are; \
                 when a build step makes them, run that first"
            ),
            Self::Unreadable { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => {
                "give the user who runs this permission to read it, or leave it out with --exclude".into()
            }
            Self::Unreadable { .. } => {
                "check the disk and the file, or leave it out with --exclude; nothing was published".into()
            }
            Self::Changing { .. } => "run it again when what writes the file is done".into(),
        }
    }
}

/// Reads the package in `folder` once. What cannot be published of it is in [`Package::problems`]; bytes of
/// such a file are not read, however many they are.
///
/// # Errors
/// [`ReadError`], when there is nothing to judge: no folder of DAG files, or something that cannot be read.
pub fn read(folder: &Path, settings: &Settings) -> Result<Package, ReadError> {
    let mut selection = select::select(folder, settings)?;
    let mut problems = std::mem::take(&mut selection.problems);
    problems.extend(clashes(&mut selection.files, settings));
    problems.extend(oversize(&mut selection.files, settings));
    let mut files = selection.files.par_iter().map(snapshot).collect::<Result<Vec<_>, _>>()?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    problems.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Package {
        name: settings.package.clone(),
        folder: folder.to_owned(),
        dags: settings.dags.to_string(),
        kind: settings.kind,
        files,
        problems,
    })
}

/// Takes out files whose names cannot stand beside another's.
fn clashes(files: &mut Vec<Selected>, settings: &Settings) -> Vec<Problem> {
    let mut problems = Vec::new();
    while problems.len() < CLASHES {
        let Some((one, other)) = clash(files.iter().map(|file| &file.path)) else { break };
        let (one, other) = (one.clone(), other.clone());
        problems.push(Problem {
            path: format!("{}/{other}", settings.dags),
            rule: ProblemRule::PathInvalid,
            message: format!(
                "`{other}` and `{one}` are one name on a disk that ignores case, or a file and its own folder"
            ),
            help: "rename one of the two".into(),
        });
        files.retain(|file| file.path != other);
    }
    problems
}

/// Takes out files over a limit, before a byte of them is read.
fn oversize(files: &mut Vec<Selected>, settings: &Settings) -> Vec<Problem> {
    let whole = |message: String| Problem {
        path: settings.dags.to_string(),
        rule: ProblemRule::FileTooLarge,
        message,
        help: "leave out what is not needed with --exclude, or split the package".into(),
    };
    if files.len() > FILES {
        let problem = whole(format!("the package has more than {FILES} files"));
        files.clear();
        return vec![problem];
    }
    let mut problems = Vec::new();
    files.retain(|file| {
        if file.size <= FILE_BYTES {
            return true;
        }
        problems.push(Problem {
            path: format!("{}/{}", settings.dags, file.path),
            rule: ProblemRule::FileTooLarge,
            message: format!(
                "`{}` has {}; a file may have {}",
                file.path,
                mebibytes(file.size),
                mebibytes(FILE_BYTES)
            ),
            help: "keep data where the DAG can fetch it, or leave the file out with --exclude".into(),
        });
        false
    });
    let total: u64 = files.iter().map(|file| file.size).sum();
    if total > PACKAGE_BYTES {
        files.clear();
        problems.push(whole(format!(
            "the package has {}; {} are allowed",
            mebibytes(total),
            mebibytes(PACKAGE_BYTES)
        )));
    }
    problems
}

#[expect(clippy::cast_precision_loss, reason = "one digit after the point is shown")]
fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

fn snapshot(file: &Selected) -> Result<PackageFile, ReadError> {
    let bytes = stable_bytes(&file.disk)?;
    Ok(PackageFile { path: file.path.clone(), sha256: Digest::of(&bytes), bytes })
}

/// The bytes of a file as they were at one moment, as far as its size and times can tell.
fn stable_bytes(path: &Path) -> Result<Bytes, ReadError> {
    let unreadable = |source| ReadError::Unreadable { path: path.to_owned(), source };
    for _ in 0..ATTEMPTS {
        // A file that became a pipe since it was selected would block for ever when opened plainly.
        let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
        let file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(unreadable)?;
        let before = file.metadata().map_err(unreadable)?;
        if !before.is_file() || before.len() > FILE_BYTES {
            // It was a regular file of a good size when it was selected.
            continue;
        }
        let bytes = bytes_of(&file, &before).map_err(unreadable)?;
        let after = file.metadata().map_err(unreadable)?;
        if stamp(&before) == stamp(&after) && bytes.len() as u64 == after.len() {
            return Ok(bytes.into());
        }
    }
    Err(ReadError::Changing { path: path.to_owned() })
}

fn bytes_of(file: &File, facts: &Metadata) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or(0) + 1);
    file.take(facts.len() + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn stamp(facts: &Metadata) -> (u64, i64, i64, i64, i64) {
    (facts.len(), facts.mtime(), facts.mtime_nsec(), facts.ctime(), facts.ctime_nsec())
}

impl Selected {
    /// A file that passed every check of its name.
    pub(super) fn new(path: FilePath, disk: PathBuf, size: u64) -> Self {
        Self { path, disk, size }
    }
}
