//! Reading a package: selection, checks of names and sizes, then bytes on all cores.

use std::fs::{Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use rayon::prelude::*;
use thiserror::Error;

use super::import_roots;
use super::select::{self, Selected};
use super::{Package, PackageFile, Problem, ProblemRule};
use crate::config::Settings;
use crate::metadata::limits::{FILE_BYTES, FILES, PACKAGE_BYTES};
use crate::metadata::{FilePath, clash};

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
            Self::Unreadable { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                "it vanished while the package was read: run it again when what changes the folder is done"
                    .into()
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
    let mut changing = PathBuf::new();
    for _ in 0..ATTEMPTS {
        let mut selection = select::select(folder, settings)?;
        let mut problems = std::mem::take(&mut selection.problems);
        problems.extend(clashes(&mut selection.files, settings));
        problems.extend(oversize(&mut selection.files, settings));
        match snapshot(&selection.files)? {
            Snapshot::Moved(path) => changing = path,
            Snapshot::Still(mut files) => {
                files.sort_by(|a, b| a.path.cmp(&b.path));
                problems.sort_by(|a, b| a.path.cmp(&b.path));
                return Ok(Package {
                    name: settings.package.clone(),
                    folder: folder.to_owned(),
                    dags: settings.dags.to_string(),
                    kind: settings.kind,
                    files,
                    modules: import_roots::read(folder, settings),
                    problems,
                });
            }
        }
    }
    Err(ReadError::Changing { path: changing })
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
                "`{other}` and `{one}` are one name on a disk that ignores case, or a file and its own folder: not \
                 every scheduler could hold both"
            ),
            help: "Rename one of the two.".into(),
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
        help: "Leave out what is not needed with `exclude`, or split the package.".into(),
    };
    if files.len() > FILES {
        let problem = whole(format!("The package has more than {FILES} files, and no more are published"));
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
                "It has {}; a file that is published may have {}",
                mebibytes(file.size),
                mebibytes(FILE_BYTES)
            ),
            help: "Keep data where the DAG can fetch it, or leave the file out with `exclude`.".into(),
        });
        false
    });
    let total: u64 = files.iter().map(|file| file.size).sum();
    if total > PACKAGE_BYTES {
        files.clear();
        problems.push(whole(format!(
            "The package has {}; one that is published may have {}",
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

/// What tells that a file is still what it was.
type Stamp = (u64, i64, i64, i64, i64);

fn stamp(facts: &Metadata) -> Stamp {
    (facts.len(), facts.mtime(), facts.mtime_nsec(), facts.ctime(), facts.ctime_nsec())
}

/// The files as they were at one moment, or the one that did not stand still.
enum Snapshot {
    Still(Vec<PackageFile>),
    Moved(PathBuf),
}

/// Reads all files; when the last is read, none has changed since it was, as far as sizes and times can tell.
fn snapshot(files: &[Selected]) -> Result<Snapshot, ReadError> {
    let read = files.par_iter().map(read_once).collect::<Result<Vec<_>, _>>()?;
    let moved = files.par_iter().zip(&read).find_any(|(file, (_, stamp))| !holds(&file.disk, *stamp));
    Ok(match moved {
        Some((file, _)) => Snapshot::Moved(file.disk.clone()),
        None => Snapshot::Still(read.into_iter().map(|(file, _)| file).collect()),
    })
}

/// A file's bytes, and its stamp if it was a regular file of a good size that did not move meanwhile.
fn read_once(file: &Selected) -> Result<(PackageFile, Option<Stamp>), ReadError> {
    let unreadable = |source| ReadError::Unreadable { path: file.disk.clone(), source };
    // A file that became a pipe since it was selected would block for ever when opened plainly.
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
    let open = OpenOptions::new().read(true).custom_flags(flags).open(&file.disk).map_err(unreadable)?;
    let facts = open.metadata().map_err(unreadable)?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0) + 1);
    if facts.is_file() {
        // No more than was selected is read, so the limits that were checked hold.
        open.take(file.size + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    let whole = facts.is_file() && facts.len() == file.size && bytes.len() as u64 == file.size;
    let stamp = whole.then(|| stamp(&facts));
    Ok((PackageFile { path: file.path.clone(), bytes: Bytes::from(bytes) }, stamp))
}

fn holds(path: &Path, before: Option<Stamp>) -> bool {
    before.is_some_and(|before| std::fs::metadata(path).is_ok_and(|facts| stamp(&facts) == before))
}

impl Selected {
    /// A file that passed every check of its name.
    pub(super) fn new(path: FilePath, disk: PathBuf, size: u64) -> Self {
        Self { path, disk, size }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::config::Layer;
    use crate::metadata::Digest;

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new(files: &[&str]) -> Self {
            let folder = Self(tempfile::tempdir().unwrap());
            for file in files {
                let path = folder.0.path().join(file);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, file).unwrap();
            }
            folder
        }

        fn read(&self, include: &[&str], exclude: &[&str]) -> Result<Package, ReadError> {
            let parse = |list: &[&str]| Some(list.iter().map(|glob| glob.parse().unwrap()).collect());
            let options = Layer {
                package: Some("p".parse().unwrap()),
                include: parse(include),
                exclude: parse(exclude),
                ..Layer::default()
            };
            read(self.0.path(), &Settings::load(self.0.path(), &options, &|_, _| Ok(())).unwrap())
        }

        fn paths(&self, include: &[&str], exclude: &[&str]) -> Vec<String> {
            let package = self.read(include, exclude).unwrap();
            assert_eq!(package.problems, []);
            package.files.iter().map(|file| file.path.to_string()).collect()
        }
    }

    #[test]
    fn everything_but_caches_and_hidden_files_belongs_to_a_package() {
        let folder = Folder::new(&[
            ".gitignore",
            "README.md",
            "dags/a.py",
            "dags/sub/b.sql",
            "dags/sub/.airflowignore",
            "dags/.airflowignore",
            "dags/.hidden",
            "dags/.ruff_cache/x",
            "dags/__pycache__/a.pyc",
            "dags/old.pyc",
        ]);
        assert_eq!(folder.paths(&[], &[]), [".airflowignore", "a.py", "sub/.airflowignore", "sub/b.sql"]);
    }

    #[test]
    fn what_git_ignores_belongs_to_a_package() {
        let folder = Folder::new(&["dags/a.py"]);
        std::fs::write(folder.0.path().join(".gitignore"), "*\n").unwrap();
        assert_eq!(folder.paths(&[], &[]), ["a.py"]);
    }

    #[test]
    fn exclude_takes_away_and_include_brings_back() {
        let folder = Folder::new(&["dags/a.py", "dags/.env", "dags/s/a.py", "dags/s/t/b.py", "dags/s/c.sql"]);
        assert_eq!(folder.paths(&[], &["s"]), ["a.py"]);
        assert_eq!(folder.paths(&[], &["s/"]), ["a.py"]);
        assert_eq!(folder.paths(&[], &["s/**"]), ["a.py"]);
        assert_eq!(folder.paths(&[], &["*.py"]), ["s/a.py", "s/c.sql", "s/t/b.py"]);
        assert_eq!(folder.paths(&[], &["**/*.py"]), ["s/c.sql"]);
        assert_eq!(folder.paths(&["s/t/*"], &["s/**"]), ["a.py", "s/t/b.py"]);
        assert_eq!(folder.paths(&["**/*.sql"], &["**"]), ["s/c.sql"]);
        assert_eq!(folder.paths(&[".env"], &["s"]), [".env", "a.py"]);
        std::fs::create_dir(folder.0.path().join("dags/__pycache__")).unwrap();
        std::fs::write(folder.0.path().join("dags/__pycache__/a.pyc"), "").unwrap();
        assert_eq!(folder.paths(&["**"], &[]), [".env", "a.py", "s/a.py", "s/c.sql", "s/t/b.py"]);
    }

    #[test]
    fn bytes_and_digests_are_the_files_own_and_files_are_sorted_by_bytes() {
        let folder = Folder::new(&["dags/b.py", "dags/a/z.py", "dags/a.py", "dags/a-b.py"]);
        let package = folder.read(&[], &[]).unwrap();
        let paths: Vec<_> = package.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a-b.py", "a.py", "a/z.py", "b.py"]);
        for file in &package.files {
            assert_eq!(file.bytes, format!("dags/{}", file.path));
        }
        for (file, entry) in package.files.iter().zip(package.entries()) {
            assert_eq!((&entry.path, entry.sha256), (&file.path, Digest::of(&file.bytes)));
        }
    }

    #[test]
    fn a_link_is_carried_as_what_it_points_to() {
        let folder = Folder::new(&["dags/a.py", "sql/q.sql"]);
        symlink("../sql", folder.0.path().join("dags/sql")).unwrap();
        symlink("a.py", folder.0.path().join("dags/b.py")).unwrap();
        assert_eq!(folder.paths(&[], &[]), ["a.py", "b.py", "sql/q.sql"]);
    }

    #[test]
    fn what_is_left_out_is_no_problem() {
        let folder = Folder::new(&["dags/a.py"]);
        let dags = folder.0.path().join("dags");
        symlink("/etc", dags.join("etc")).unwrap();
        symlink("missing", dags.join(".gone")).unwrap();
        symlink("/etc/hostname", dags.join("host")).unwrap();
        assert_eq!(folder.paths(&[], &["etc", "host"]), ["a.py"]);
        assert_eq!(folder.read(&[], &[]).unwrap().problems.len(), 2);
    }

    #[test]
    fn more_files_than_a_package_may_have_are_not_read() {
        let folder = Folder::new(&["dags/a.py"]);
        for number in 0..=FILES {
            std::fs::write(folder.0.path().join(format!("dags/{number}")), "").unwrap();
        }
        let package = folder.read(&[], &[]).unwrap();
        assert!(package.files.is_empty());
        assert_eq!(package.problems[0].rule, ProblemRule::FileTooLarge);
        assert!(package.problems[0].message.contains("10000"), "{}", package.problems[0].message);
    }

    #[test]
    fn links_that_multiply_folders_end_at_a_limit() {
        let folder = Folder::new(&["dags/0/x"]);
        for level in 0..30 {
            let here = folder.0.path().join(format!("dags/{level}"));
            std::fs::create_dir_all(&here).unwrap();
            for link in ["a", "b"] {
                symlink(format!("../{}", level + 1), here.join(link)).unwrap();
            }
        }
        std::fs::create_dir(folder.0.path().join("dags/30")).unwrap();
        let package = folder.read(&[], &[]).unwrap();
        assert!(package.problems.iter().any(|problem| problem.message.contains("multiply")));
    }

    #[test]
    fn every_clash_of_names_is_told() {
        let folder = Folder::new(&["dags/a.py", "dags/A.py", "dags/b/x", "dags/B/y"]);
        let package = folder.read(&[], &[]).unwrap();
        assert_eq!(package.problems.len(), 2, "{:?}", package.problems);
        assert!(package.problems.iter().all(|problem| problem.rule == ProblemRule::PathInvalid));
    }

    /// The kernel says of its own files that they are empty, as a file that grows between two looks would be.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_file_that_is_longer_than_it_said_is_not_taken() {
        let file = Selected::new(FilePath::new("x").unwrap(), "/proc/self/status".into(), 0);
        assert!(matches!(snapshot(&[file]), Ok(Snapshot::Moved(_))));
    }

    #[test]
    fn a_file_that_was_replaced_since_it_was_selected_is_not_taken() {
        let folder = Folder::new(&["dags/a.py"]);
        let disk = folder.0.path().join("dags/a.py");
        let file = Selected::new(FilePath::new("a.py").unwrap(), disk, 3);
        assert!(matches!(snapshot(&[file]), Ok(Snapshot::Moved(_))));
    }

    #[test]
    fn a_missing_folder_of_dag_files_is_named() {
        let error = Folder::new(&["x.py"]).read(&[], &[]).unwrap_err();
        assert!(error.to_string().contains("has no folder `dags`"), "{error}");
    }
}
