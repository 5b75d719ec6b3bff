//! How a publish ended: what is certain, and what a caller can do.

use thiserror::Error;

use super::{Changes, Refusal};
use crate::bucket::{Bucket, BucketError};
use crate::metadata::layout::PackageKeys;
use crate::metadata::{Archive, Document, DocumentError, PackageName, ReleaseNumber};

/// What is known of the commit when something failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Nothing was committed.
    NotCommitted,
    /// The release is committed; what failed came after.
    Committed(ReleaseNumber),
    /// The request was sent and its answer was lost: running the command again will tell.
    Unknown,
}

/// A publish that did what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The release that is current now.
    pub release: ReleaseNumber,
    /// Whether this call committed it; otherwise it was current already.
    pub new: bool,
    /// The release that it followed, when it is new.
    pub follows: Option<ReleaseNumber>,
    /// Whether it replaced a `metadata.json` that another tool wrote.
    pub replaces_foreign: bool,
    /// Its archive; absent for a tombstone.
    pub archive: Option<Archive>,
    /// What changed against the release before.
    pub changes: Changes,
    /// Ids that an older claim of another package will keep from going live, and that package.
    pub held: Vec<(String, PackageName)>,
}

impl Published {
    /// A release that this call committed, as `document`'s history has it.
    pub(super) fn committed(release: ReleaseNumber, document: &Document, changes: Changes) -> Self {
        let mut entries = document.history.iter().skip_while(|entry| entry.release != release);
        let archive = entries.next().and_then(|entry| entry.archive.clone());
        let follows = entries.next().map(|entry| entry.release);
        Self { release, new: true, follows, replaces_foreign: false, archive, changes, held: Vec::new() }
    }

    /// The release that was current already.
    pub(super) fn standing(document: &Document) -> Self {
        Self {
            release: document.release,
            new: false,
            follows: None,
            replaces_foreign: false,
            archive: document.archive.clone(),
            changes: Changes::default(),
            held: Vec::new(),
        }
    }
}

/// A package and how its publish ended.
#[derive(Debug)]
pub struct Outcome {
    /// The package.
    pub package: PackageName,
    /// The end.
    pub result: Result<Published, PublishError>,
}

/// A publish that did not do what was asked.
#[derive(Debug, Clone, Error)]
pub enum PublishError {
    /// A guard refused it. Nothing was committed.
    #[error("{0}")]
    Refused(Refusal),
    /// The bucket failed.
    #[error("{source} (while {phase})")]
    Bucket {
        /// What was being done.
        phase: &'static str,
        /// What is known of the commit.
        known: Known,
        /// The error.
        source: BucketError,
    },
    /// What lies where the document should be is none.
    #[error("`{subject}` cannot be used: {error}")]
    Document {
        /// The object.
        subject: String,
        /// What is wrong with it.
        error: DocumentError,
    },
    /// An archive is not what the document says.
    #[error("`{subject}` is not what was published: {reason}")]
    Archive {
        /// The object.
        subject: String,
        /// What differs.
        reason: String,
        /// What is known of the commit.
        known: Known,
    },
    /// The store takes conditional writes and does not keep their conditions.
    #[error("`{subject}` was overwritten by a write that must be refused: this store ignores `{condition}`")]
    Unconditional {
        /// The object.
        subject: String,
        /// The header that is ignored.
        condition: &'static str,
    },
    /// The candidate's document does not fit the limits.
    #[error("this release cannot be described by a metadata.json: {0}")]
    Unwritable(DocumentError),
}

impl PublishError {
    /// An error of the bucket.
    #[must_use]
    pub fn bucket(phase: &'static str, known: Known, source: BucketError) -> Self {
        Self::Bucket { phase, known, source }
    }

    /// An unusable document; one for newer readers is a refusal.
    #[must_use]
    pub fn document(bucket: &dyn Bucket, keys: &PackageKeys, error: DocumentError) -> Self {
        match error {
            DocumentError::TooNew { .. } => Self::Refused(Refusal::TooNew(error.to_string())),
            error => Self::Document { subject: subject(bucket, &keys.metadata()), error },
        }
    }

    /// What is known of the commit.
    #[must_use]
    pub fn known(&self) -> Known {
        match self {
            Self::Bucket { known, .. } | Self::Archive { known, .. } => *known,
            _ => Known::NotCommitted,
        }
    }

    /// What a person should do next.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Refused(refusal) => Some(refusal.help()),
            Self::Bucket { known: Known::Committed(release), source, .. } => Some(format!(
                "{release} is committed and dag-sync will deliver it; the plain copy under dags/ is behind: {}run publish again",
                source.help().map_or_else(String::new, |help| format!("{help}, then "))
            )),
            Self::Bucket { known: Known::Unknown, .. } => Some(
                "whether the release was committed is not known: run publish again, it will find out and finish the job".into(),
            ),
            Self::Bucket { source, .. } => source.help(),
            Self::Document { .. } => Some(
                "nothing was written. Bring back the object's last good version (the bucket keeps versions), or delete it: \
                 publish then rebuilds the history from the archives"
                    .into(),
            ),
            Self::Archive { .. } => Some("nothing was overwritten; `dag-publish history` lists the other releases".into()),
            Self::Unconditional { .. } => Some(
                "nothing was committed. Without conditional writes two pipelines overwrite each other: use Amazon S3 or a \
                 store that honours If-None-Match and If-Match"
                    .into(),
            ),
            Self::Unwritable(_) => Some("split the package, or publish fewer files".into()),
        }
    }
}

/// An object as a person would write it.
pub(super) fn subject(bucket: &dyn Bucket, key: &str) -> String {
    format!("{}/{key}", bucket.to_string().trim_end_matches('/'))
}
