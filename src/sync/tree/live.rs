//! What lies in `<dest>`, told from the trees themselves.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{FolderName, LocalDocument};
use crate::metadata::{Digest, FilePath};

/// What lies in `<dest>`.
#[derive(Debug, Clone, Default)]
pub struct Live {
    /// Its folders. Names that are no safe segment are left out, and left alone.
    pub folders: BTreeMap<FolderName, Folder>,
    /// Its regular files, `.airflowignore` left out.
    pub files: BTreeMap<FolderName, RootFile>,
}

/// A folder in `<dest>`.
#[derive(Debug, Clone)]
pub enum Folder {
    /// A package with a readable `metadata.json`.
    Managed {
        /// The document.
        document: Arc<LocalDocument>,
        /// Whether dag-sync placed it; false for one that `aws s3 sync` made, for example.
        ours: bool,
    },
    /// A folder that dag-sync mirrored from a prefix without `metadata.json`, file for file.
    Mirror(Arc<Manifest>),
    /// Anything else: left alone, unless a package of its name arrives.
    Foreign {
        /// Why it is no package, as a sentence for a person.
        reason: String,
        /// Whether dag-sync placed a tree there that is no longer what it was: damaged.
        ours: bool,
    },
}

/// The files of a folder without `metadata.json`, as dag-sync placed them.
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

/// A regular file directly in `<dest>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RootFile {
    /// dag-sync mirrored it, and it is what it was.
    Mirror(MirrorFile),
    /// Someone else's, or changed since.
    Foreign {
        /// Whether dag-sync placed a file of this name.
        ours: bool,
    },
}
