//! Which files belong to a package: the walk, the globs, links and names. No byte of a file is read here.

use std::io;
use std::os::unix::fs::FileTypeExt as _;
use std::path::{Path, PathBuf};

use globset::GlobSet;
use rayon::prelude::*;
use walkdir::{DirEntry, IntoIter, WalkDir};

use super::{Problem, ProblemRule, ReadError};
use crate::config::Settings;
use crate::metadata::FilePath;
use crate::metadata::limits::{FILES, PATH_BYTES};

/// Most entries looked at, so that a walk of the wrong folder ends.
const ENTRIES: usize = 20 * FILES;
/// Most linked folders entered: folders that link to each other twice double with every level.
const LINKED_FOLDERS: usize = 1_000;

/// A file that belongs to the package.
#[derive(Debug)]
pub(super) struct Selected {
    /// Relative to `dags/`.
    pub(super) path: FilePath,
    /// Where its bytes are.
    pub(super) disk: PathBuf,
    /// When it was selected, in bytes.
    pub(super) size: u64,
}

/// What the walk gave.
#[derive(Debug, Default)]
pub(super) struct Selection {
    pub(super) files: Vec<Selected>,
    pub(super) problems: Vec<Problem>,
}

/// All of `dags/` except `__pycache__/`, `*.pyc` and hidden files other than `.airflowignore`, adjusted by
/// `include` and `exclude`. What git ignores is not asked: a build step often generates DAG files.
pub(super) fn select(folder: &Path, settings: &Settings) -> Result<Selection, ReadError> {
    let root = folder.join(settings.dags.as_str());
    let unreadable = |path: &Path, source| ReadError::Unreadable { path: path.to_owned(), source };
    let home = std::fs::canonicalize(folder).map_err(|error| unreadable(folder, error))?;
    let real = match std::fs::canonicalize(&root) {
        Ok(real) if real.is_dir() => real,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return Err(unreadable(&root, error));
        }
        _ => return Err(ReadError::NoDags { folder: folder.into(), dags: settings.dags.to_string() }),
    };
    let mut walk = Walk { settings, root: &root, home: &home, linked: 0, found: Selection::default() };
    if !real.starts_with(&home) {
        walk.refuse(Path::new(""), leaves(&real));
        return Ok(walk.found);
    }
    let mut entries = WalkDir::new(&root).follow_links(true).sort_by_file_name().into_iter();
    let mut seen = 0;
    while let Some(entry) = entries.next() {
        seen += 1;
        if seen > ENTRIES || walk.found.files.len() > FILES || walk.linked > LINKED_FOLDERS {
            walk.found.problems.push(Problem {
                path: settings.dags.to_string(),
                rule: ProblemRule::FileTooLarge,
                message: format!(
                    "The package has more than {FILES} files, or links that multiply its folders, and no more are published"
                ),
                help: "Leave out what is not needed with `exclude`, or split the package.".into(),
            });
            walk.found.files.clear();
            break;
        }
        match entry {
            Ok(entry) => walk.visit(&entry, &mut entries)?,
            Err(error) => walk.fault(error)?,
        }
    }
    walk.found.files.par_iter_mut().try_for_each(|file| {
        let facts = std::fs::metadata(&file.disk).map_err(|source| unreadable(&file.disk, source))?;
        file.size = facts.len();
        Ok(())
    })?;
    Ok(walk.found)
}

struct Walk<'a> {
    settings: &'a Settings,
    root: &'a Path,
    home: &'a Path,
    linked: usize,
    found: Selection,
}

impl Walk<'_> {
    fn visit(&mut self, entry: &DirEntry, entries: &mut IntoIter) -> Result<(), ReadError> {
        let relative = entry.path().strip_prefix(self.root).unwrap_or(entry.path());
        if entry.depth() == 0 {
            return Ok(());
        }
        let folder = entry.file_type().is_dir();
        let wanted = self.wanted(relative);
        let never = entry.file_name() == "__pycache__";
        if folder && !wanted && (never || self.settings.include.is_empty()) {
            entries.skip_current_dir();
            return Ok(());
        }
        if entry.path_is_symlink()
            && let Some(fault) = self.link_fault(entry.path())
        {
            if folder {
                entries.skip_current_dir();
            }
            if wanted {
                self.refuse(relative, fault);
            }
            return Ok(());
        }
        if folder {
            self.linked += usize::from(entry.path_is_symlink());
            if relative.as_os_str().len() > PATH_BYTES {
                entries.skip_current_dir();
                self.refuse(
                    relative,
                    (format!("Its path is longer than {PATH_BYTES} bytes"), "Nest folders less deeply."),
                );
            }
            return Ok(());
        }
        if wanted { self.file(relative, entry) } else { Ok(()) }
    }

    fn file(&mut self, relative: &Path, entry: &DirEntry) -> Result<(), ReadError> {
        if !entry.file_type().is_file() {
            let what = special(entry.file_type());
            self.refuse(
                relative,
                (format!("It is {what}, not a file"), "Remove it, or leave it out with `exclude`."),
            );
            return Ok(());
        }
        let Some(text) = relative.to_str() else {
            self.refuse(
                relative,
                ("Its name is not UTF-8".into(), "Rename it, or leave it out with `exclude`."),
            );
            return Ok(());
        };
        match FilePath::new(text) {
            Ok(path) => {
                // Its size is asked for later, on all cores.
                self.found.files.push(Selected::new(path, entry.path().to_owned(), 0));
            }
            Err(error) => {
                let path = shown(&self.in_package(relative));
                let message = format!("It cannot be published: {}", error.reason());
                self.problem(path, message, "Rename it, or leave it out with `exclude`.");
            }
        }
        Ok(())
    }

    /// A folder that cannot be listed, a link that leads nowhere or into itself.
    fn fault(&mut self, error: walkdir::Error) -> Result<(), ReadError> {
        let path = error.path().unwrap_or(self.root).to_owned();
        let relative = path.strip_prefix(self.root).unwrap_or(&path).to_owned();
        let link = std::fs::symlink_metadata(&path).is_ok_and(|facts| facts.file_type().is_symlink());
        let gone = error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
        if (link || gone) && !self.wanted(&relative) {
            return Ok(());
        }
        if let Some(ancestor) = error.loop_ancestor() {
            let above = ancestor.strip_prefix(self.root).unwrap_or(ancestor);
            let above = shown(&self.in_package(above));
            self.refuse(
                &relative,
                (format!("It links to `{above}`, the folder that holds it: a loop"), "Remove the link."),
            );
            return Ok(());
        }
        let source = error.into_io_error().unwrap_or_else(|| io::Error::other("it cannot be listed"));
        if link && source.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
            self.refuse(&relative, ("It links to itself".into(), "Remove the link."));
            return Ok(());
        }
        if link && source.kind() == io::ErrorKind::NotFound {
            let target = std::fs::read_link(&path).unwrap_or_default();
            self.refuse(
                &relative,
                (
                    format!("It links to `{}`, which does not exist", shown(&target)),
                    "Remove the link, or make what it points to.",
                ),
            );
            return Ok(());
        }
        Err(ReadError::Unreadable { path, source })
    }

    /// Why a link may not be followed.
    fn link_fault(&self, path: &Path) -> Option<(String, &'static str)> {
        let target = std::fs::canonicalize(path).ok()?;
        (!target.starts_with(self.home)).then(|| leaves(&target))
    }

    fn wanted(&self, relative: &Path) -> bool {
        // Byte code of the machine at hand is never meant, not even by `**`.
        if relative.iter().any(|name| name == "__pycache__") {
            return false;
        }
        if any_level(&self.settings.include, relative) {
            return true;
        }
        !left_out(relative) && !any_level(&self.settings.exclude, relative)
    }

    fn in_package(&self, relative: &Path) -> PathBuf {
        Path::new(self.settings.dags.as_str()).join(relative)
    }

    fn refuse(&mut self, relative: &Path, (message, help): (String, &str)) {
        let path = shown(&self.in_package(relative));
        let message = format!("{message}, so it cannot be published");
        self.problem(path.trim_end_matches('/').to_owned(), message, help);
    }

    fn problem(&mut self, path: String, message: String, help: &str) {
        self.found.problems.push(Problem {
            path,
            rule: ProblemRule::PathInvalid,
            message,
            help: help.into(),
        });
    }
}

fn leaves(target: &Path) -> (String, &'static str) {
    (
        format!("It links to `{}`, outside the package's folder", shown(target)),
        "Put the file itself into the package.",
    )
}

/// Whether a glob matches the path or a folder above it.
fn any_level(globs: &GlobSet, relative: &Path) -> bool {
    !globs.is_empty() && relative.ancestors().any(|path| !path.as_os_str().is_empty() && globs.is_match(path))
}

/// What is no part of any package unless `include` names it.
fn left_out(relative: &Path) -> bool {
    let compiled = relative.extension().is_some_and(|extension| extension == "pyc");
    compiled
        || relative.components().any(|part| {
            let name = part.as_os_str();
            name.as_encoded_bytes().starts_with(b".") && name != ".airflowignore"
        })
}

fn special(kind: std::fs::FileType) -> &'static str {
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

/// A path for people: control characters and bytes that are no UTF-8 are escaped, the rest stays.
fn shown(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            if c.is_control() { text.extend(c.escape_default()) } else { text.push(c) }
        }
        text.push_str(&chunk.invalid().escape_ascii().to_string());
    }
    text
}
