//! `metadata.json`: the document that publisher and scheduler agree on, and the commit of every release.
//!
//! This room knows the document's types, the names and paths in it, where it lies in a bucket, and how to
//! read it as hostile input ([`Document::parse`]). It knows no bucket, no package folder and no network.

mod check;
mod digest;
mod foreign;
#[cfg(test)]
mod hostile;
pub mod layout;
pub mod limits;
mod name;
mod path;
mod tree;

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use check::DocumentError;
pub(crate) use check::printable;
pub use digest::{Digest, DigestError};
pub use foreign::is_foreign;
pub use name::{EnvironmentName, NameError, PackageName};
pub use path::{FilePath, PathError, clash};
pub use tree::tree_sha256;

/// The version of the document that this program writes.
pub const SCHEMA_VERSION: u32 = 1;
/// The oldest reader that understands what this program writes, and the newest document it understands.
pub const MIN_READER: u32 = 1;

/// The number of a release: 1 for a package's first, one more with every commit. Printed as `r42`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "u64", into = "u64")]
pub struct ReleaseNumber(#[schemars(range(min = 1))] u64);

impl ReleaseNumber {
    /// The first release of a package.
    pub const FIRST: Self = Self(1);
    /// Numbers stay below this, so that adding to one never overflows and JSON readers keep it exact.
    const LIMIT: u64 = 1 << 52;

    /// A release number, or `None` for zero and for numbers no package can reach.
    #[must_use]
    pub fn new(number: u64) -> Option<Self> {
        (1..Self::LIMIT).contains(&number).then_some(Self(number))
    }

    /// The number itself.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }

    /// The number after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The next multiple of 1,000 above this number: where a package goes on whose document was lost, so
    /// that numbers handed out by the lost document are not handed out again.
    #[must_use]
    pub fn next_thousand(self) -> Self {
        Self((self.0 / 1_000 + 1) * 1_000)
    }
}

impl fmt::Display for ReleaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{}", self.0)
    }
}

impl TryFrom<u64> for ReleaseNumber {
    type Error = &'static str;
    fn try_from(number: u64) -> Result<Self, Self::Error> {
        Self::new(number).ok_or("a release number is at least 1 and below 2^52")
    }
}

impl From<ReleaseNumber> for u64 {
    fn from(number: ReleaseNumber) -> Self {
        number.0
    }
}

/// `metadata.json`: what is published of one package in one environment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// The version of this schema that the writer followed.
    pub schema_version: u32,
    /// A reader older than this must not guess: it keeps what it has.
    pub min_reader: u32,
    /// The environment; equals the first segment of the key.
    pub environment: EnvironmentName,
    /// The package; equals the second segment of the key.
    pub package: PackageName,
    /// The release that is current.
    pub release: ReleaseNumber,
    /// Identifies the commit of this release (UUID version 7).
    pub nonce: Uuid,
    /// Identifies this write of the document; differs from `nonce` after a freeze or a raised `high_water`.
    pub write_id: Uuid,
    /// When the release was committed, by the bucket's clock.
    pub published_at: Timestamp,
    /// The program that wrote this document.
    pub tool: Tool,
    /// Where the release came from.
    #[serde(default)]
    pub source: Source,
    /// For each `<host>/<repository>`, the highest CI run that has spoken for this package.
    #[serde(default)]
    pub high_water: BTreeMap<String, u64>,
    /// What the release was validated for.
    pub target: Target,
    /// The checks that ran, sorted.
    #[serde(default)]
    pub checks: Vec<String>,
    /// The archive that holds the release's files; absent for a tombstone.
    pub archive: Option<Archive>,
    /// SHA-256 over the lines `<sha256>  <size>  <path>\n` of all files, sorted by path.
    pub tree_sha256: Digest,
    /// Every file of the release, sorted by path.
    pub files: Vec<FileEntry>,
    /// The DAG ids that are certain to register, sorted.
    pub dags: Vec<DagEntry>,
    /// Places that build a DAG whose id, or whether it registers, cannot be known without running it.
    #[serde(default)]
    pub unresolved: Vec<UnresolvedEntry>,
    /// The release whose archive this one brings back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restores: Option<ReleaseNumber>,
    /// Set on a tombstone: the package was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Mark>,
    /// Set while the package is held at this release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen: Option<Mark>,
    /// The releases that were current, newest first, this one included.
    pub history: Vec<HistoryEntry>,
    /// Fields that a newer writer added; kept when this program writes the document again.
    #[serde(flatten)]
    #[schemars(skip)]
    pub other: serde_json::Map<String, serde_json::Value>,
}

/// A program and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// `dag-publish`.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Tool {
    /// This program.
    #[must_use]
    pub fn this() -> Self {
        Self { name: env!("CARGO_PKG_NAME").into(), version: env!("CARGO_PKG_VERSION").into() }
    }
}

/// Where a release came from; each fact is absent when neither git nor the CI told it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Source {
    /// `<host>/<owner>/<name>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// The commit's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The commit's committer date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub committed_at: Option<Timestamp>,
    /// The full ref, as in `refs/heads/main`.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Whether the package's folder differed from the commit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dirty: Option<bool>,
    /// Who started the run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The workflow's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow: Option<String>,
    /// The CI run (GitHub's run id, GitLab's pipeline id): grows with every run of a repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_id: Option<u64>,
    /// Which attempt of that run; a re-run keeps its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_attempt: Option<u64>,
    /// Where a person can read the run's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_url: Option<String>,
}

impl Source {
    /// The CI run as `high_water` knows it: its repository and its number.
    #[must_use]
    pub fn run(&self) -> Option<(&str, u64)> {
        Some((self.repository.as_deref()?, self.run_id?))
    }

    /// Records in `high_water` that this run has spoken; a mark is never lowered.
    pub fn speak(&self, high_water: &mut BTreeMap<String, u64>) {
        if let Some((repository, run)) = self.run() {
            let highest = high_water.entry(repository.to_owned()).or_insert(run);
            *highest = run.max(*highest);
        }
    }
}

/// What a release was validated for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// The Python version, as in `3.12`.
    pub python: String,
    /// The Airflow major version, `2` or `3`.
    pub airflow: String,
}

/// An archive in the bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Archive {
    /// Its key, without the bucket's own prefix.
    pub key: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub sha256: Digest,
}

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileEntry {
    /// Relative to `dags/`.
    pub path: FilePath,
    /// In bytes.
    pub size: u64,
    /// Of its bytes.
    pub sha256: Digest,
}

/// A DAG id that is certain to register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DagEntry {
    /// The id.
    pub dag_id: String,
    /// The file that registers it, relative to `dags/`.
    pub path: FilePath,
    /// The line of its definition, from 1.
    pub line: u32,
    /// Since when this package has it without a break, by the bucket's clock.
    pub since: Timestamp,
    /// Absent when ownership was checked and is this package's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
}

/// How a dag_id became this package's when it was not simply free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Claim {
    /// Taken from another package with `--take`.
    Taken,
    /// The publisher could not read the other packages.
    Unchecked,
}

/// A place that builds a DAG whose id, or whether it registers, is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnresolvedEntry {
    /// The file, relative to `dags/`.
    pub path: FilePath,
    /// The line, from 1.
    pub line: u32,
    /// Why it is not known: names the expression.
    pub reason: String,
    /// Ids it may register, when some are known.
    #[serde(default)]
    pub candidates: Vec<String>,
}

/// Who did something to the package as a whole, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    /// By the bucket's clock.
    pub at: Timestamp,
    /// The CI's actor, or the name of the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// As given on the command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A release that is or was current.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryEntry {
    /// Its number.
    pub release: ReleaseNumber,
    /// Its commit.
    pub nonce: Uuid,
    /// When it was committed.
    pub published_at: Timestamp,
    /// Its archive; absent for a tombstone.
    pub archive: Option<Archive>,
    /// Of its files.
    pub tree_sha256: Digest,
    /// Where it came from.
    #[serde(default)]
    pub source: Source,
    /// How many DAG ids were certain.
    #[serde(default)]
    pub dag_count: u64,
    /// The release whose archive it brought back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restores: Option<ReleaseNumber>,
    /// Set on a tombstone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Mark>,
}

impl Document {
    /// The document as it is stored: indented JSON with a final newline.
    ///
    /// # Errors
    /// When it cannot be written as JSON, or is larger than [`limits::METADATA_BYTES`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, DocumentError> {
        let mut bytes =
            serde_json::to_vec_pretty(self).map_err(|error| DocumentError::Json(error.to_string()))?;
        bytes.push(b'\n');
        if bytes.len() > limits::METADATA_BYTES {
            return Err(DocumentError::TooLarge { size: bytes.len() });
        }
        Ok(bytes)
    }
}

/// The JSON Schema of `metadata.json`, generated from the types.
#[must_use]
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Document).to_value();
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".into(), "metadata.json of a package, schema_version 1".into());
        root.insert("additionalProperties".into(), true.into());
    }
    schema
}
