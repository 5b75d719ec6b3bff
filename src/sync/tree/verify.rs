//! Verification: whether what is live is what was published, byte for byte.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::disk::Place;
use super::stage::{DAGS, METADATA};
use super::{Folder, FolderName, Manifest, Tree, TreeError};
use crate::metadata::{Digest, FilePath};

/// How often a tree that changes meanwhile is verified again, when it is only looked at.
const LOOKS: usize = 5;

/// A file as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// In bytes.
    pub size: u64,
    /// Of its bytes.
    pub sha256: Digest,
}

/// Whether a live tree is what its document or manifest says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// Files that are missing, changed, or no regular files, with the reason. Paths are the document's (relative to
    /// `dags/`) or the manifest's. Heal by staging the same release and a switch.
    pub damaged: BTreeMap<FilePath, &'static str>,
    /// Files beyond the release, `__pycache__` left out: relative to the package's folder.
    pub extra: Vec<PathBuf>,
}

impl Verification {
    /// Whether every released file is what was published. There may be others beside them.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.damaged.is_empty()
    }
}

impl Tree {
    /// Reads every released file of a package or mirror and compares its SHA-256. `None` when the name is free, or
    /// what lies there has no identity. Verify several folders at once, on threads of their own.
    ///
    /// A package that is found intact, with nothing beside its files, counts as dag-sync's from then on: this is
    /// how a folder that `aws s3 sync` made is taken over when it already is the release.
    ///
    /// # Errors
    /// The disk's own, when the folder cannot be walked. A file that cannot be read is damaged, not an error.
    pub fn verify(&self, name: &FolderName) -> Result<Option<Verification>, TreeError> {
        if self.looks {
            return self.verify_beside_another(name);
        }
        let at = Place::dest(name);
        let Some(folder) = self.folder(name)? else { return Ok(None) };
        let verification = self.verify_tree(&folder, &at)?;
        if let (Some(found), Folder::Managed { ours: false, .. }) = (&verification, &folder)
            && found.is_intact()
            && found.extra.is_empty()
        {
            self.set_placed(name, super::placed::Placed { settled: true, ..Default::default() }, false)?;
        }
        Ok(verification)
    }

    /// Without the lock another dag-sync may switch between the document and the files: then both are read again.
    /// Nothing is written down.
    fn verify_beside_another(&self, name: &FolderName) -> Result<Option<Verification>, TreeError> {
        let inode = || self.disk.stat(&Place::dest(name)).ok().map(|stat| stat.inode);
        let mut looks = 0;
        loop {
            let before = inode();
            let Some(folder) = self.folder(name)? else { return Ok(None) };
            let found = self.verify_tree(&folder, &Place::dest(name));
            looks += 1;
            let intact = matches!(&found, Ok(found) if found.as_ref().is_none_or(Verification::is_intact));
            if intact || looks == LOOKS || before == inode() {
                return found;
            }
        }
    }

    /// How a folder that has no identity (made by `aws s3 sync`, for example) differs from the files that should be
    /// there, by paths relative to the folder; `__pycache__` does not count, nor a `metadata.json` that is not among
    /// them. Nothing: it will be replaced without a word. Anything: [`Tree::switch`] will keep it aside, and the user
    /// should know.
    ///
    /// # Errors
    /// The disk's own, when the folder cannot be walked.
    pub fn adoptable(
        &self,
        name: &FolderName,
        expected: &BTreeMap<FilePath, Expected>,
    ) -> Result<Vec<PathBuf>, TreeError> {
        let expected = expected
            .iter()
            .map(|(path, expected)| (path.as_str().into(), (path.clone(), *expected)))
            .collect();
        let found = self.compare(&Place::dest(name), &expected)?;
        let extra = found.extra.into_iter().filter(|path| path != Path::new(METADATA));
        let mut differing: Vec<PathBuf> =
            extra.chain(found.damaged.keys().map(|path| path.as_str().into())).collect();
        differing.sort_unstable();
        Ok(differing)
    }

    /// Reads a file of a folder (path relative to the folder), `None` when it is not there or not this one: what
    /// need not be fetched again. A file that cannot be read is as good as missing.
    #[must_use]
    pub fn read_file(&self, name: &FolderName, path: &FilePath, expected: Expected) -> Option<Bytes> {
        let bytes = self.disk.read(&Place::dest(name).join(path.as_str()), expected.size).ok()?;
        (bytes.len() as u64 == expected.size && Digest::of(&bytes) == expected.sha256).then(|| bytes.into())
    }

    /// As [`Tree::verify`], of a tree anywhere.
    pub(super) fn verify_tree(&self, folder: &Folder, at: &Place) -> Result<Option<Verification>, TreeError> {
        match folder {
            Folder::Managed { document, .. } => {
                let expected = document.document().files.iter().map(|file| {
                    let expected = Expected { size: file.size, sha256: file.sha256 };
                    (Path::new(DAGS).join(file.path.as_str()), (file.path.clone(), expected))
                });
                let mut found = self.compare(at, &expected.collect())?;
                found.extra.retain(|path| path != Path::new(METADATA));
                Ok(Some(found))
            }
            Folder::Mirror(manifest) => Ok(Some(self.compare(at, &of_manifest(manifest))?)),
            Folder::Foreign { .. } => Ok(None),
        }
    }
}

/// What a manifest expects, in the shape that trees are compared with.
pub(super) fn of_manifest(manifest: &Manifest) -> BTreeMap<PathBuf, (FilePath, Expected)> {
    let expected = |(path, file): (&FilePath, &super::MirrorFile)| {
        (path.as_str().into(), (path.clone(), Expected { size: file.size, sha256: file.sha256 }))
    };
    manifest.files.iter().map(expected).collect()
}
