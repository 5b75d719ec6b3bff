//! The document in a live tree: the bucket's own, or the record of an older release with the reason why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::metadata::layout::PackageKeys;
use crate::metadata::{Document, DocumentError, EnvironmentName, HistoryEntry, PackageName, ReleaseNumber};
use crate::release::Record;

/// Under which key a local document says that it is not the newest release.
const HELD: &str = "held";

/// Why the live release is not the package's newest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Held {
    /// The newest release, which is not live.
    pub release: ReleaseNumber,
    /// Why it is not: one sentence for a person.
    pub reason: String,
}

/// `<dest>/<package>/metadata.json`.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalDocument {
    document: Document,
    held: Option<Held>,
}

/// What tells where the rest of a document belongs.
#[derive(Deserialize)]
struct Environment {
    environment: EnvironmentName,
}

impl LocalDocument {
    /// Of the package's newest release: the bucket's document as it is.
    #[must_use]
    pub fn newest(mut document: Document) -> Self {
        // Only dag-sync says that a release is held.
        document.other.remove(HELD);
        Self { document, held: None }
    }

    /// Of an older release: its record, its entry in the history and what came before it.
    ///
    /// `None` when `newest` does not list `release`, when that is a tombstone, or when the record is not that
    /// release's (its files have another tree digest).
    #[must_use]
    pub fn held(newest: &Document, release: ReleaseNumber, record: &Record, reason: String) -> Option<Self> {
        let at = newest.history.iter().position(|entry| entry.release == release)?;
        let entry: &HistoryEntry = &newest.history[at];
        if entry.archive.is_none() || crate::metadata::tree_sha256(&record.files) != entry.tree_sha256 {
            return None;
        }
        let mut other = newest.other.clone();
        other.remove(HELD);
        let document = Document {
            schema_version: crate::metadata::SCHEMA_VERSION,
            min_reader: crate::metadata::MIN_READER,
            environment: newest.environment.clone(),
            package: newest.package.clone(),
            release: entry.release,
            nonce: entry.nonce,
            write_id: newest.write_id,
            published_at: entry.published_at,
            tool: newest.tool.clone(),
            source: record.source.clone(),
            high_water: newest.high_water.clone(),
            target: record.target.clone(),
            checks: record.checks.clone(),
            archive: entry.archive.clone(),
            tree_sha256: entry.tree_sha256,
            files: record.files.clone(),
            dags: record.dags.clone(),
            unresolved: record.unresolved.clone(),
            restores: entry.restores,
            removed: None,
            frozen: newest.frozen.clone(),
            history: newest.history[at..].to_vec(),
            other,
        };
        Some(Self { document, held: Some(Held { release: newest.release, reason }) })
    }

    /// What the archive of the live release says of it.
    #[must_use]
    pub fn record(&self) -> Record {
        let Document { files, dags, unresolved, source, target, checks, .. } = self.document.clone();
        Record { files, dags, unresolved, source, target, checks }
    }

    /// The release that is live.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Why it is not the newest.
    #[must_use]
    pub fn held_back(&self) -> Option<&Held> {
        self.held.as_ref()
    }

    /// Reads the document found in a package folder, trusting it no more than one from the bucket.
    ///
    /// # Errors
    /// [`DocumentError`] says what is wrong.
    pub fn parse(bytes: &[u8], package: &PackageName) -> Result<Self, DocumentError> {
        if bytes.len() > crate::metadata::limits::METADATA_BYTES {
            return Err(DocumentError::TooLarge { size: bytes.len() });
        }
        let json = |error: serde_json::Error| DocumentError::Json(error.to_string());
        let Environment { environment } = serde_json::from_slice(bytes).map_err(json)?;
        let mut document = Document::parse(bytes, &PackageKeys::new(environment, package.clone()))?;
        let held = document.other.remove(HELD).map(serde_json::from_value).transpose().map_err(json)?;
        Ok(Self { document, held })
    }

    /// The document as it is stored.
    ///
    /// # Errors
    /// As [`Document::to_bytes`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, DocumentError> {
        let Some(held) = &self.held else { return self.document.to_bytes() };
        let mut document = self.document.clone();
        let held: Value =
            serde_json::to_value(held).map_err(|error| DocumentError::Json(error.to_string()))?;
        document.other.insert(HELD.into(), held);
        document.to_bytes()
    }
}
