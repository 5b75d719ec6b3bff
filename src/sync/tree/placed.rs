//! What dag-sync placed: a hint in `<state>`, never the identity of a tree. Without it a folder counts as someone
//! else's, and is kept aside instead of being removed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::disk::{Kind, Place};
use super::{FolderName, Tree, TreeError};
use crate::metadata::limits::METADATA_BYTES;
use crate::metadata::{Digest, FileEntry, FilePath, tree_sha256};

const SUFFIX: &str = ".json";

/// The files of an unmanaged folder, as dag-sync placed them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// By path relative to the folder.
    pub files: BTreeMap<FilePath, MirrorFile>,
}

/// A file of such a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MirrorFile {
    /// Of the object that it is a copy of.
    pub etag: String,
    /// In bytes.
    pub size: u64,
    /// Of its bytes.
    pub sha256: Digest,
}

impl Manifest {
    /// One digest for the whole folder.
    pub(super) fn digest(&self) -> Digest {
        let entry = |(path, file): (&FilePath, &MirrorFile)| FileEntry {
            path: path.clone(),
            size: file.size,
            sha256: file.sha256,
        };
        tree_sha256(&self.files.iter().map(entry).collect::<Vec<_>>())
    }
}

/// What dag-sync placed under a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Placed {
    /// Whether what lies there was dag-sync's before this record was written. False while the first tree of a name
    /// is being placed: what lies there may still be someone else's.
    pub(super) settled: bool,
    /// What a mirrored folder may hold: before and after the switch under way. A crash leaves one of them.
    #[serde(default)]
    pub(super) trees: Vec<Manifest>,
    /// The same for a mirrored file.
    #[serde(default)]
    pub(super) files: Vec<MirrorFile>,
}

pub(super) fn folder() -> Place {
    Place::state("placed")
}

fn place(name: &FolderName) -> Place {
    folder().join(format!("{name}{SUFFIX}"))
}

impl Tree {
    /// Reads every record; one that cannot be read is no record.
    pub(super) fn load_placed(&self) -> Result<(), TreeError> {
        let entries = match self.disk.read_dir(&folder()) {
            // A state folder that was never used, looked at.
            Err(error) if self.looks && error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            listed => self.attempt("list", &folder(), listed)?,
        };
        let mut placed = BTreeMap::new();
        for entry in entries.into_iter().filter(|entry| entry.kind == Kind::File) {
            let Some(name) = entry.name.to_str().and_then(|name| name.strip_suffix(SUFFIX)) else { continue };
            let Ok(name) = FolderName::new(name) else { continue };
            let Ok(bytes) = self.disk.read(&place(&name), 2 * METADATA_BYTES as u64) else { continue };
            if let Ok(record) = serde_json::from_slice(&bytes) {
                placed.insert(name, record);
            }
        }
        self.memory().placed = placed;
        Ok(())
    }

    pub(super) fn placed(&self, name: &FolderName) -> Placed {
        self.memory().placed.get(name).cloned().unwrap_or_default()
    }

    /// Writes a record; durable when a switch is about to rely on it.
    pub(super) fn set_placed(
        &self,
        name: &FolderName,
        record: Placed,
        durable: bool,
    ) -> Result<(), TreeError> {
        if self.memory().placed.get(name) == Some(&record) {
            return Ok(());
        }
        let bytes = serde_json::to_vec(&record).map_err(|error| TreeError::Content(error.to_string()))?;
        self.replace(&place(name), &bytes, durable)?;
        let mut memory = self.memory();
        memory.placed.insert(name.clone(), record);
        memory.live.forget(name);
        Ok(())
    }

    pub(super) fn forget_placed(&self, name: &FolderName) -> Result<(), TreeError> {
        let known = self.memory().placed.remove(name).is_some();
        if known && self.kind(&place(name))? == Some(Kind::File) {
            self.attempt("remove", &place(name), self.disk.remove_file(&place(name)))?;
        }
        self.memory().live.forget(name);
        Ok(())
    }
}
