//! Walking, comparing and removing trees, without ever following a link.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Found, Kind, Place};
use super::label::Label;
use super::stage::below;
use super::{Expected, Tree, TreeError, Verification};
use crate::metadata::{FileEntry, FilePath, tree_sha256};

/// What Python leaves beside the files it ran; nobody's release.
const BYTECODE: &str = "__pycache__";

/// What became of a tree that was to be removed.
#[derive(Debug)]
pub(super) struct Removal {
    /// Whether it was not tried to the end.
    pub(super) left: bool,
    /// The first thing that could not be removed.
    pub(super) blocked: Option<(Place, io::Error)>,
}

impl Tree {
    /// Every file in a tree, relative to it, `__pycache__` left out. A file is a tree of one, with an empty path.
    pub(super) fn walk(&self, tree: &Place) -> Result<Vec<(PathBuf, Kind)>, TreeError> {
        match self.kind(tree)? {
            Some(Kind::Folder) => {}
            Some(kind) => return Ok(vec![(PathBuf::new(), kind)]),
            None => return Ok(Vec::new()),
        }
        let mut found = Vec::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            let at = tree.join(&folder);
            for entry in self.attempt("list", &at, self.disk.read_dir(&at))? {
                let path = folder.join(&entry.name);
                match entry.kind {
                    Kind::Folder if entry.name == BYTECODE => {}
                    Kind::Folder => folders.push(path),
                    kind => found.push((path, kind)),
                }
            }
        }
        found.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    }

    /// Compares a tree with what it should hold, by SHA-256.
    pub(super) fn compare(
        &self,
        tree: &Place,
        expected: &BTreeMap<PathBuf, (FilePath, Expected)>,
    ) -> Result<Verification, TreeError> {
        let mut verification = Verification::default();
        let mut missing: BTreeMap<&Path, &FilePath> =
            expected.iter().map(|(path, (name, _))| (path.as_path(), name)).collect();
        for file in self.found(tree, expected)? {
            let Some((name, expected)) = expected.get(&file.path) else {
                verification.extra.push(file.path);
                continue;
            };
            missing.remove(file.path.as_path());
            if let Some(reason) = fault(&file, *expected) {
                verification.damaged.insert(name.clone(), reason);
            }
        }
        verification.extra.sort_unstable();
        verification.damaged.extend(missing.into_values().map(|name| (name.clone(), "it is missing")));
        Ok(verification)
    }

    /// The label that a tree would have as a mirror; `None` when it cannot be one.
    pub(super) fn label_of_content(&self, tree: &Place) -> Result<Option<Label>, TreeError> {
        let mut files = Vec::new();
        for (path, kind) in self.walk(tree)? {
            if kind != Kind::File {
                return Ok(None);
            }
            let file = below(tree, &path);
            let (size, sha256) = self.attempt("read", &file, self.disk.digest(&file))?;
            if path.as_os_str().is_empty() {
                return Ok(Some(Label::File(sha256)));
            }
            let Some(path) = path.to_str().and_then(|path| FilePath::new(path).ok()) else { return Ok(None) };
            files.push(FileEntry { path, size, sha256 });
        }
        Ok(Some(Label::Mirror(tree_sha256(&files))))
    }

    /// What lies in a tree, with the digests of the files that are expected; other files are not opened.
    fn found(
        &self,
        tree: &Place,
        expected: &BTreeMap<PathBuf, (FilePath, Expected)>,
    ) -> Result<Vec<Found>, TreeError> {
        match self.kind(tree)? {
            Some(Kind::Folder) => {
                let size = |path: &Path| expected.get(path).map(|(_, expected)| expected.size);
                self.attempt("read", tree, self.disk.digests(tree, BYTECODE, &size))
            }
            Some(kind) => Ok(vec![Found { path: PathBuf::new(), kind, content: None }]),
            None => Ok(Vec::new()),
        }
    }

    /// Removes whatever lies at `at`. Goes on after what cannot be removed, and returns the first of those.
    pub(super) fn remove(&self, at: &Place) -> Result<(), (Place, io::Error)> {
        let mut all = usize::MAX;
        self.remove_some(at, &mut all).blocked.map_or(Ok(()), Err)
    }

    /// As [`Tree::remove`], but stops when `budget` files and folders are gone, and takes from it what is.
    pub(super) fn remove_some(&self, at: &Place, budget: &mut usize) -> Removal {
        let mut blocked = None;
        // A folder is met twice: to empty it, and to remove it.
        let mut work = vec![(at.clone(), false)];
        while *budget > 0
            && let Some((place, emptied)) = work.pop()
        {
            let mut removed = 1;
            let done = if emptied {
                self.disk.remove_dir(&place)
            } else {
                match self.disk.stat(&place).map(|stat| stat.kind) {
                    Ok(Kind::Folder) => {
                        removed = 0;
                        work.push((place.clone(), true));
                        self.disk.read_dir(&place).map(|entries| {
                            work.extend(entries.iter().map(|entry| (place.join(&entry.name), false)));
                        })
                    }
                    Ok(_) => self.disk.remove_file(&place),
                    Err(error) => Err(error),
                }
            };
            match done {
                Ok(()) => *budget -= removed,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    blocked.get_or_insert((place, error));
                }
            }
        }
        Removal { left: !work.is_empty(), blocked }
    }

    /// Moves something to a name in a folder that is free: a number is added when it is taken.
    pub(super) fn move_into(&self, from: &Place, folder: &Place, name: &str) -> Result<Place, TreeError> {
        let mut to = folder.join(name);
        for number in 1.. {
            match self.disk.rename_new(from, &to) {
                Ok(()) => return Ok(to),
                Err(error) if is_taken(&error) => to = folder.join(format!("{name}~{number}")),
                Err(source) => return self.attempt("move", from, Err(source)),
            }
        }
        Ok(to)
    }
}

/// What is wrong with a file. One that cannot be read heals as one that is wrong: by a new one.
fn fault(file: &Found, expected: Expected) -> Option<&'static str> {
    if file.kind != Kind::File {
        return Some("it is no regular file");
    }
    match file.content {
        Some((size, _)) if size != expected.size => Some("its size differs"),
        Some((_, sha256)) if sha256 != Some(expected.sha256) => Some("its SHA-256 differs"),
        Some(_) => None,
        None => Some("it cannot be read"),
    }
}

fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty)
}
