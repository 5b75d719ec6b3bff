//! Reading `metadata.json` as what it is: bytes that anyone with a package's role may have written.

use std::collections::BTreeSet;

use serde::Deserialize;
use thiserror::Error;

use super::layout::PackageKeys;
use super::limits::{DAG_IDS, FILE_BYTES, FILES, HISTORY, METADATA_BYTES, PACKAGE_BYTES};
use super::{Archive, Document, MIN_READER, ReleaseNumber, clash, tree_sha256};

/// Why a document is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// Larger than any package can need.
    #[error("it is {size} bytes long; {METADATA_BYTES} are allowed")]
    TooLarge {
        /// In bytes.
        size: usize,
    },
    /// Not JSON, or not of the document's shape.
    #[error("it is not a metadata.json: {0}")]
    Json(String),
    /// Written for readers newer than this program.
    #[error(
        "it needs a reader of version {min_reader}, this one is version {MIN_READER}: upgrade dag-publish"
    )]
    TooNew {
        /// The oldest reader that it allows.
        min_reader: u64,
    },
    /// JSON of the right shape that says something impossible.
    #[error("{0}")]
    Impossible(String),
}

fn impossible(sentence: impl Into<String>) -> DocumentError {
    DocumentError::Impossible(sentence.into())
}

/// The part that every version of the document keeps.
#[derive(Deserialize)]
struct Versions {
    #[serde(default)]
    min_reader: u64,
}

impl Document {
    /// Reads the document found under `keys`, trusting nothing in it.
    ///
    /// Checked: size, shape, `min_reader`, that names equal the key's, that archive keys lie under the
    /// package's own prefix, that paths are safe and can stand side by side, the limits, and that the
    /// document agrees with itself (tree digest, history's newest entry, order).
    ///
    /// # Errors
    /// [`DocumentError`] says what is wrong; nothing of the document may then be used.
    pub fn parse(bytes: &[u8], keys: &PackageKeys) -> Result<Self, DocumentError> {
        if bytes.len() > METADATA_BYTES {
            return Err(DocumentError::TooLarge { size: bytes.len() });
        }
        if values(bytes) > VALUES {
            return Err(DocumentError::Json(format!("it holds more than {VALUES} values")));
        }
        let json = |error: serde_json::Error| DocumentError::Json(printable(&error.to_string()));
        let versions: Versions = serde_json::from_slice(bytes).map_err(json)?;
        if versions.min_reader > u64::from(MIN_READER) {
            return Err(DocumentError::TooNew { min_reader: versions.min_reader });
        }
        let document: Self = serde_json::from_slice(bytes).map_err(json)?;
        document.check(keys)?;
        Ok(document)
    }

    /// The bytes to store under `keys`, when every reader will accept them.
    ///
    /// A document that cannot be read back would shut its package for good: it is refused before it is written.
    ///
    /// # Errors
    /// What a reader would say of it.
    pub fn to_checked_bytes(&self, keys: &PackageKeys) -> Result<Vec<u8>, DocumentError> {
        self.check(keys)?;
        let bytes = self.to_bytes()?;
        if values(&bytes) > VALUES {
            return Err(impossible(format!("it would hold more than {VALUES} values")));
        }
        Ok(bytes)
    }

    fn check(&self, keys: &PackageKeys) -> Result<(), DocumentError> {
        if ReleaseNumber::new(self.release.get()).is_none() {
            return Err(impossible(format!("{} is beyond the highest release number", self.release)));
        }
        if (&self.environment, &self.package) != (keys.environment(), keys.package()) {
            return Err(impossible(format!(
                "it says it belongs to {}/{}, but it lies under {}/{}",
                self.environment,
                self.package,
                keys.environment(),
                keys.package()
            )));
        }
        self.check_files()?;
        self.check_dags()?;
        match (&self.archive, &self.removed) {
            (Some(_), Some(_)) => return Err(impossible("a tombstone names no archive, this one does")),
            (None, None) => return Err(impossible("a release names its archive, this one does not")),
            (Some(archive), None) => check_archive(archive, keys)?,
            (None, Some(_)) if !self.files.is_empty() || !self.dags.is_empty() => {
                return Err(impossible("a tombstone has no files and no DAGs, this one does"));
            }
            (None, Some(_)) => {}
        }
        self.check_history(keys)
    }

    fn check_files(&self) -> Result<(), DocumentError> {
        if self.files.len() > FILES {
            return Err(impossible(format!("it lists {} files; {FILES} are allowed", self.files.len())));
        }
        if let Some(pair) = self.files.windows(2).find(|pair| pair[0].path >= pair[1].path) {
            return Err(impossible(format!("`{}` is listed twice or out of order", pair[1].path)));
        }
        if let Some((one, other)) = clash(self.files.iter().map(|file| &file.path)) {
            return Err(impossible(format!("`{one}` and `{other}` cannot both exist in one folder")));
        }
        let mut total = 0_u64;
        for file in &self.files {
            if file.size > FILE_BYTES {
                return Err(impossible(format!(
                    "`{}` has {} bytes; {FILE_BYTES} are allowed for a file",
                    file.path, file.size
                )));
            }
            total += file.size;
        }
        if total > PACKAGE_BYTES {
            return Err(impossible(format!("its files have {total} bytes; {PACKAGE_BYTES} are allowed")));
        }
        if tree_sha256(&self.files) != self.tree_sha256 {
            return Err(impossible("its tree_sha256 is not that of its files"));
        }
        Ok(())
    }

    fn check_dags(&self) -> Result<(), DocumentError> {
        if self.dags.len() > DAG_IDS {
            return Err(impossible(format!("it lists {} DAGs; {DAG_IDS} are allowed", self.dags.len())));
        }
        let paths: BTreeSet<_> = self.files.iter().map(|file| &file.path).collect();
        if let Some(dag) = self.dags.iter().find(|dag| !paths.contains(&dag.path)) {
            return Err(impossible(format!(
                "DAG `{}` is said to lie in `{}`, which is not one of its files",
                dag.dag_id.escape_debug(),
                dag.path
            )));
        }
        if let Some(pair) = self.dags.windows(2).find(|pair| pair[0].dag_id >= pair[1].dag_id) {
            return Err(impossible(format!(
                "DAG `{}` is listed twice or out of order",
                pair[1].dag_id.escape_debug()
            )));
        }
        Ok(())
    }

    fn check_history(&self, keys: &PackageKeys) -> Result<(), DocumentError> {
        if self.history.len() > HISTORY {
            return Err(impossible(format!(
                "its history has {} entries; {HISTORY} are allowed",
                self.history.len()
            )));
        }
        let Some(newest) = self.history.first() else {
            return Err(impossible("its history is empty; the current release belongs to it"));
        };
        if (newest.release, newest.nonce, &newest.archive, newest.tree_sha256)
            != (self.release, self.nonce, &self.archive, self.tree_sha256)
        {
            return Err(impossible("the newest entry of its history is not the current release"));
        }
        if self.history.windows(2).any(|pair| pair[0].release <= pair[1].release) {
            return Err(impossible("its history is not in descending order of release numbers"));
        }
        for entry in &self.history {
            match (&entry.archive, &entry.removed) {
                (Some(archive), None) => check_archive(archive, keys)?,
                (None, Some(_)) => {}
                _ => {
                    return Err(impossible(format!(
                        "{} in its history is neither a release nor a tombstone",
                        entry.release
                    )));
                }
            }
        }
        Ok(())
    }
}

/// Most values (numbers, texts, lists, objects) of a document: five times what a package at every limit has.
///
/// A list of eight million empty lists fits into [`METADATA_BYTES`] and would take fifty times that in memory.
const VALUES: usize = 1_000_000;

/// About how many values a JSON text holds: one more than its commas and opening brackets outside of strings.
fn values(json: &[u8]) -> usize {
    let (mut count, mut text, mut escaped) = (1, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if text => escaped = true,
            b'"' => text = !text,
            b',' | b'[' | b'{' if !text => count += 1,
            _ => {}
        }
    }
    count
}

/// Most characters of a parser's message: it may quote the document.
const MESSAGE: usize = 300;

/// A parser's message without what a terminal or a CI's log would take for a command.
pub(crate) fn printable(message: &str) -> String {
    let mut printable = String::new();
    for (at, c) in message.chars().enumerate() {
        match c {
            _ if at == MESSAGE => {
                printable.push('…');
                break;
            }
            c if c.is_control() => printable.extend(c.escape_default()),
            c => printable.push(c),
        }
    }
    printable
}

fn check_archive(archive: &Archive, keys: &PackageKeys) -> Result<(), DocumentError> {
    if keys.archive_number(&archive.key).is_none() {
        return Err(impossible(format!(
            "archive `{}` is not one of this package's: those lie under `{}`",
            archive.key.escape_debug(),
            keys.releases()
        )));
    }
    if archive.size > PACKAGE_BYTES {
        return Err(impossible(format!(
            "archive `{}` has {} bytes; {PACKAGE_BYTES} are allowed",
            archive.key, archive.size
        )));
    }
    Ok(())
}
