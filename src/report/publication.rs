//! What became of a publish, or what a dry run would do: as text, as JSON, as annotations.

mod github;
mod text;

use schemars::JsonSchema;
use serde::Serialize;

use crate::metadata::{FilePath, PackageName, ReleaseNumber};
use crate::publish::{Action, Candidate, Changes, Known, Outcome, Plan, PublishError};

use super::Finding;
pub use github::{github, github_errors};
pub use text::{failure, text};

/// The version of this shape.
pub const SCHEMA_VERSION: u32 = 1;

/// `publish --format json`, `schema_version` 1.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Publication {
    /// Of this shape.
    pub schema_version: u32,
    /// The environment.
    pub environment: String,
    /// Whether nothing was written: `result` is then what would become of each package.
    pub dry_run: bool,
    /// Every package, in the order in which it was published.
    pub packages: Vec<PackageReport>,
}

/// What became of one package.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PackageReport {
    /// The package.
    pub package: String,
    /// The bucket it goes to.
    pub bucket: String,
    /// What became of it.
    pub result: Kind,
    /// DAG ids that an older claim of another package keeps from going live.
    pub held: Vec<Held>,
    /// The release that is current: the one committed, or the one that stays. Absent when nothing is published
    /// or what is published is not known.
    pub release: Option<ReleaseNumber>,
    /// The release before a newly committed one.
    pub follows: Option<ReleaseNumber>,
    /// Whether the release replaces a `metadata.json` that another tool wrote.
    pub replaces_foreign: bool,
    /// The key of the release's archive.
    pub archive: Option<String>,
    /// The DAG ids that are certain to register, sorted.
    pub dag_ids: Vec<String>,
    /// How many files the package has.
    pub files: usize,
    /// Files that the release before did not have.
    pub added: Vec<FilePath>,
    /// Files that are gone.
    pub removed: Vec<FilePath>,
    /// Files with other bytes.
    pub changed: Vec<FilePath>,
    /// DAG ids that come.
    pub dags_added: Vec<String>,
    /// DAG ids that go.
    pub dags_removed: Vec<String>,
    /// What validation found, and `dag-id-taken` for an id of another package; sorted as in `validate`.
    pub findings: Vec<Finding>,
    /// Why it was refused, is invalid or failed.
    pub reason: Option<String>,
    /// The next step.
    pub help: Option<String>,
    /// What is known of the commit, when it failed. `release` is then the one that is committed, if one is.
    #[serde(skip)]
    pub known: Option<Known>,
}

/// What became of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A release was committed.
    Published,
    /// The same is current already.
    Unchanged,
    /// A guard refused it.
    Refused,
    /// Validation denied it.
    Invalid,
    /// The bucket, the network, the disk or the bytes failed.
    Failed,
    /// It is valid; what would be published is not known, for a preview (`--preview`) may not read the bucket.
    Validated,
}

/// A DAG id that does not go live yet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Held {
    /// The id.
    pub dag_id: String,
    /// The package with the older claim.
    pub owner: PackageName,
}

impl PackageReport {
    /// A package that never came to the bucket.
    #[must_use]
    pub fn invalid(package: &PackageName, bucket: String, reason: String) -> Self {
        Self { reason: Some(reason), ..Self::empty(package, bucket, Kind::Invalid) }
    }

    /// A valid package of which a preview cannot say what a publish would do.
    #[must_use]
    pub fn validated(candidate: &Candidate, bucket: String, reason: &str) -> Self {
        let reason = Some(format!("only validated, for what is published cannot be read: {reason}"));
        Self { reason, ..Self::empty(&candidate.package, bucket, Kind::Validated).candidate(candidate) }
    }

    /// A package that failed before the protocol began.
    #[must_use]
    pub fn failed(package: &PackageName, bucket: String, reason: String, help: Option<String>) -> Self {
        Self { reason: Some(reason), help, ..Self::empty(package, bucket, Kind::Failed) }
    }

    /// How a publish ended.
    #[must_use]
    pub fn of_outcome(candidate: &Candidate, bucket: String, outcome: &Outcome) -> Self {
        let report = Self::empty(&candidate.package, bucket, Kind::Failed).candidate(candidate);
        match &outcome.result {
            Ok(published) => Self {
                result: if published.new { Kind::Published } else { Kind::Unchanged },
                release: Some(published.release),
                follows: published.follows,
                replaces_foreign: published.replaces_foreign,
                archive: published.archive.as_ref().map(|archive| archive.key.clone()),
                held: published
                    .held
                    .iter()
                    .map(|(dag_id, owner)| Held { dag_id: dag_id.clone(), owner: owner.clone() })
                    .collect(),
                ..report.changes(&published.changes)
            },
            Err(error) => report.error(error),
        }
    }

    /// What a dry run found.
    #[must_use]
    pub fn of_plan(candidate: &Candidate, bucket: String, plan: &Result<Plan, PublishError>) -> Self {
        let report = Self::empty(&candidate.package, bucket, Kind::Failed).candidate(candidate);
        match plan {
            Ok(Plan {
                action: Action::Release { release, .. }, changes, follows, replaces_foreign, ..
            }) => Self {
                result: Kind::Published,
                release: Some(*release),
                follows: *follows,
                replaces_foreign: *replaces_foreign,
                ..report.changes(changes)
            },
            Ok(Plan { action: Action::Unchanged { release, .. }, .. }) => {
                Self { result: Kind::Unchanged, release: Some(*release), ..report }
            }
            Err(error) => report.error(error),
        }
    }

    fn empty(package: &PackageName, bucket: String, result: Kind) -> Self {
        Self {
            package: package.to_string(),
            bucket,
            result,
            held: Vec::new(),
            release: None,
            follows: None,
            replaces_foreign: false,
            archive: None,
            dag_ids: Vec::new(),
            files: 0,
            added: Vec::new(),
            removed: Vec::new(),
            changed: Vec::new(),
            dags_added: Vec::new(),
            dags_removed: Vec::new(),
            findings: Vec::new(),
            reason: None,
            help: None,
            known: None,
        }
    }

    fn candidate(self, candidate: &Candidate) -> Self {
        let dag_ids = candidate.dags.iter().map(|dag| dag.dag_id.clone()).collect();
        Self { dag_ids, files: candidate.files.len(), ..self }
    }

    fn changes(self, changes: &Changes) -> Self {
        let Changes { added, removed, changed, dags_added, dags_removed } = changes.clone();
        Self { added, removed, changed, dags_added, dags_removed, ..self }
    }

    fn error(self, error: &PublishError) -> Self {
        let result = if matches!(error, PublishError::Refused(_)) { Kind::Refused } else { Kind::Failed };
        let release = match error.known() {
            Known::Committed(release) => Some(release),
            Known::NotCommitted | Known::Unknown => self.release,
        };
        let known = (result == Kind::Failed).then(|| error.known());
        Self { result, reason: Some(error.to_string()), help: error.help(), release, known, ..self }
    }
}

/// The report as JSON, indented, with a final newline.
#[must_use]
pub fn json(publication: &Publication) -> String {
    // A value of strings and numbers is always JSON.
    serde_json::to_string_pretty(publication).unwrap_or_default() + "\n"
}

/// The JSON Schema of `publish --format json`.
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Publication).to_value()
}
