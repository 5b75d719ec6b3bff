//! Staging: a whole new tree beside the live one, on the disk before anything of it can be seen.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::disk::Place;
use super::label::{self, Label};
use super::open::{PART, staging};
use super::{FolderName, LocalDocument, Manifest, MirrorFile, Tree, TreeError};
use crate::metadata::{Digest, FilePath, PackageName};
use crate::planted::{Bug, planted};

/// The document's name in a package folder.
pub(super) const METADATA: &str = "metadata.json";
/// Where a package folder keeps the released files.
pub(super) const DAGS: &str = "dags";

/// A tree that is complete and on the disk, but not live. Dropped without a switch, it is removed later.
#[derive(Debug)]
#[must_use = "it is live only after `Tree::switch`"]
pub struct Staged {
    pub(super) name: FolderName,
    /// Its name in staging.
    pub(super) at: Place,
    /// Its files, relative to it; the empty path for a single file.
    pub(super) files: Vec<PathBuf>,
    pub(super) content: Content,
}

/// What a staged tree is.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Release,
    Mirror(Manifest),
    File(MirrorFile),
}

impl Staged {
    /// The name in `<dest>` that it is for.
    #[must_use]
    pub fn name(&self) -> &FolderName {
        &self.name
    }
}

/// A file that is mirrored, to be staged.
#[derive(Debug, Clone)]
pub struct Mirrored {
    /// Of the object.
    pub etag: String,
    /// Its bytes.
    pub bytes: Bytes,
}

impl Mirrored {
    fn file(&self) -> MirrorFile {
        MirrorFile { etag: self.etag.clone(), size: self.bytes.len() as u64, sha256: Digest::of(&self.bytes) }
    }
}

impl Tree {
    /// Makes the tree of a release beside the live one; it is on the disk when this returns. `files` are relative
    /// to `dags/`, and their bytes were checked. Stage several packages at once, on threads of their own: most of
    /// it is waiting for the disk.
    ///
    /// # Errors
    /// [`TreeError::Content`] when the files are not the document's, or it is a tombstone. The disk's own errors;
    /// what was written is then removed again.
    pub fn stage(
        &self,
        document: &LocalDocument,
        files: &BTreeMap<FilePath, Bytes>,
    ) -> Result<Staged, TreeError> {
        let of = document.document();
        let name = FolderName::from(&of.package);
        if of.removed.is_some() {
            return Err(TreeError::Content(format!(
                "{} of `{name}` is a tombstone: it has no tree",
                of.release
            )));
        }
        let sizes = files.iter().map(|(path, bytes)| (path, bytes.len() as u64));
        if !sizes.eq(of.files.iter().map(|file| (&file.path, file.size))) {
            let what =
                format!("the files of {} of `{name}` are not those that its document lists", of.release);
            return Err(TreeError::Content(what));
        }
        let bytes = document.to_bytes().map_err(|error| TreeError::Content(error.to_string()))?;
        let mut tree: Vec<(PathBuf, &[u8])> =
            files.iter().map(|(path, bytes)| (Path::new(DAGS).join(path.as_str()), bytes.as_ref())).collect();
        tree.push((METADATA.into(), &bytes));
        self.build(name, Label::Release(of.release, of.nonce), &tree, Content::Release)
    }

    /// Makes the tree of an unmanaged folder; paths are relative to the folder. A `metadata.json` of another shape,
    /// as package CIs of their own upload it, is a file like any other.
    ///
    /// # Errors
    /// [`TreeError::Content`] when the name or a path cannot be used, or when a `metadata.json` is a document of ours:
    /// the folder would pass for a package. The disk's own errors.
    pub fn stage_mirror(
        &self,
        name: &FolderName,
        files: &BTreeMap<FilePath, Mirrored>,
    ) -> Result<Staged, TreeError> {
        self.refuse_reserved(name)?;
        for (path, file) in files {
            if path.as_str() == METADATA && is_document(name, &file.bytes) {
                return Err(TreeError::Content(format!(
                    "`{name}` has the {METADATA} of a package: it is no unmanaged folder"
                )));
            }
            let above = path.folders().find(|folder| files.keys().any(|other| other.as_str() == *folder));
            if let Some(folder) = above {
                let what = format!(
                    "`{name}/{folder}` is a file and the folder of `{name}/{path}`: remove one of them"
                );
                return Err(TreeError::Content(what));
            }
        }
        let manifest =
            Manifest { files: files.iter().map(|(path, file)| (path.clone(), file.file())).collect() };
        let tree: Vec<(PathBuf, &[u8])> =
            files.iter().map(|(path, file)| (path.as_str().into(), file.bytes.as_ref())).collect();
        self.build(name.clone(), Label::Mirror(manifest.digest()), &tree, Content::Mirror(manifest))
    }

    /// Makes a file that belongs directly into `<dest>`. The team's `.airflowignore` is not such a file
    /// ([`Tree::set_team_ignores`]).
    ///
    /// # Errors
    /// [`TreeError::Content`] when the name cannot be used. The disk's own errors.
    pub fn stage_file(&self, name: &FolderName, file: &Mirrored) -> Result<Staged, TreeError> {
        self.refuse_reserved(name)?;
        let content = file.file();
        let label = Label::File(content.sha256);
        self.build(name.clone(), label, &[(PathBuf::new(), file.bytes.as_ref())], Content::File(content))
    }

    /// Removes a staged tree that will not go live.
    ///
    /// # Errors
    /// The disk's own.
    pub fn discard(&self, staged: Staged) -> Result<(), TreeError> {
        self.remove(&staged.at).or_else(|(at, error)| self.attempt("remove", &at, Err(error)))
    }

    fn build(
        &self,
        name: FolderName,
        label: Label,
        tree: &[(PathBuf, &[u8])],
        content: Content,
    ) -> Result<Staged, TreeError> {
        self.clear_leftovers_of(&name)?;
        let at = staging().join(label::staged(&name, &label));
        let part = staging().join(format!("{}{PART}", label::staged(&name, &label)));
        let made = self.write_tree(&part, tree, &content).and_then(|()| {
            let renamed = self.disk.rename_new(&part, &at);
            self.attempt("rename", &part, renamed)
        });
        if let Err(error) = made {
            // Best effort: the next start removes it as well.
            let _ = self.remove(&part);
            return Err(error);
        }
        let files = tree.iter().map(|(path, _)| path.clone()).collect();
        Ok(Staged { name, at, files, content })
    }

    fn write_tree(&self, at: &Place, tree: &[(PathBuf, &[u8])], content: &Content) -> Result<(), TreeError> {
        let mut places = Vec::with_capacity(tree.len() + 8);
        if !matches!(content, Content::File(_)) {
            let mut folders: BTreeSet<&Path> = [Path::new("")].into();
            folders.extend(tree.iter().flat_map(|(path, _)| path.ancestors().skip(1)));
            if matches!(content, Content::Release) {
                folders.insert(Path::new(DAGS));
            }
            for folder in folders {
                let folder = below(at, folder);
                self.attempt("create", &folder, self.disk.create_dir(&folder))?;
                places.push(folder);
            }
        }
        for (path, bytes) in tree {
            let file = below(at, path);
            self.attempt("write", &file, self.disk.write_new(&file, bytes))?;
            places.push(file);
        }
        if planted(Bug::SwitchBeforeSynced) {
            return Ok(());
        }
        self.attempt("write", at, self.disk.sync(&places))
    }

    /// Names in `<dest>` that are not for packages.
    fn refuse_reserved(&self, name: &FolderName) -> Result<(), TreeError> {
        let reason = match name.as_str() {
            super::ignore::FILE => "dag-sync keeps it itself",
            "__pycache__" => "Python writes there",
            name if self.disk.state_in_dest().is_some_and(|state| state.eq_ignore_ascii_case(name)) => {
                "dag-sync's state folder has that name"
            }
            _ => return Ok(()),
        };
        Err(TreeError::Content(format!("`{name}` cannot be placed in the DAG folder: {reason}")))
    }
}

/// Whether a folder of this name with this `metadata.json` would be told to be a package.
fn is_document(name: &FolderName, bytes: &[u8]) -> bool {
    PackageName::new(name.as_str()).is_ok_and(|package| LocalDocument::parse(bytes, &package).is_ok())
}

/// A path in a tree; the tree itself for the empty one ([`Path::join`] would add a slash).
pub(super) fn below(tree: &Place, path: &Path) -> Place {
    if path.as_os_str().is_empty() { tree.clone() } else { tree.join(path) }
}
