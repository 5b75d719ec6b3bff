//! What a cycle found and did, or would do: a value that a person, a program and the exit code are told from.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::metadata::{EnvironmentName, FilePath, PackageName, ReleaseNumber};

/// The version of this shape.
pub const SCHEMA_VERSION: u32 = 1;

/// One cycle: `dag-sync --once --format json`, `schema_version` 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Of this shape.
    pub schema_version: u32,
    /// The bucket that was listed.
    pub bucket: String,
    /// The environment that was listed.
    pub environment: EnvironmentName,
    /// Whether nothing was done: `change` is then what would be.
    pub dry_run: bool,
    /// The bucket's time of the listing.
    pub listed_at: Timestamp,
    /// Packages with releases, by name.
    pub packages: Vec<PackageReport>,
    /// Folders and files that are mirrored as they are, by name.
    pub unmanaged: Vec<MirrorReport>,
    /// Keys that no folder could hold, and folders that are left alone.
    pub refused: Vec<Refused>,
    /// Why no mirrored file is removed for now.
    pub guard: Option<Guard>,
    /// What else a person should know.
    pub warnings: Vec<String>,
    /// Something moved while the cycle looked: the next one should follow at once.
    pub again: bool,
}

/// One package.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PackageReport {
    /// Its name.
    pub package: PackageName,
    /// How it stands after the cycle.
    pub state: State,
    /// What the cycle did to its folder.
    pub change: Change,
    /// The release that is live.
    pub live: Option<ReleaseNumber>,
    /// The release that was live before the cycle.
    pub before: Option<ReleaseNumber>,
    /// The newest release in the bucket.
    pub newest: Option<ReleaseNumber>,
    /// The files of a release that the cycle placed, relative to `dags/`.
    pub files: Vec<FilePath>,
    /// What keeps the newest release from being live.
    pub problem: Option<Problem>,
}

/// How a package stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The newest release is live.
    Current,
    /// An older release is live, or none, and `problem` says why.
    Held,
    /// It was removed by its publisher, and nothing is live.
    Removed,
    /// The bucket no longer shows it; what is live stays.
    Missing,
}

/// What a cycle did to a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Nothing.
    None,
    /// A release or mirror was switched in.
    Placed,
    /// The release that was live was damaged, and was placed anew.
    Healed,
    /// Its document alone was written: it was frozen, for example.
    Document,
    /// It was taken away.
    Retired,
}

/// Why something is not as the bucket says it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Which kind of reason.
    pub kind: ProblemKind,
    /// One sentence.
    pub reason: String,
    /// The next step, when there is one.
    pub help: Option<String>,
}

/// A kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// It lists a dag_id that another package keeps.
    Clash,
    /// It waits for another package to give a dag_id up.
    Waits,
    /// What the bucket holds is not what was published, or may not be read.
    Integrity,
    /// It does not fit into `--max-bytes`.
    Room,
    /// The bucket shows no document for it.
    Missing,
    /// The bucket did not answer.
    Bucket,
    /// The disk failed.
    Disk,
}

/// A folder or file without releases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MirrorReport {
    /// Its name below the environment.
    pub name: String,
    /// What the cycle did to it.
    pub change: Change,
    /// How many files the bucket shows in it.
    pub files: usize,
    /// Files that the bucket no longer shows and that stay for now.
    pub absent: usize,
    /// What keeps it from being as the bucket shows it.
    pub problem: Option<Problem>,
}

/// Something in the bucket that is not placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Refused {
    /// The key, or the folder.
    pub key: String,
    /// Why, as the rest of a sentence.
    pub reason: String,
}

/// Why no mirrored file is removed for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Guard {
    /// Mirrored files that the bucket no longer shows.
    pub absent: usize,
    /// Files that were removed in the last 24 hours.
    pub gone: usize,
    /// How many may be removed in 24 hours.
    pub allowed: usize,
}

impl Report {
    /// This report with what an earlier cycle of the same run changed.
    #[must_use]
    pub fn after(mut self, earlier: Self) -> Self {
        for before in earlier.packages.into_iter().filter(|package| package.change != Change::None) {
            match self.packages.iter_mut().find(|package| package.package == before.package) {
                Some(package) if package.change == Change::None => {
                    (package.change, package.before, package.files) =
                        (before.change, before.before, before.files);
                }
                Some(package) => package.before = before.before,
                None => self.packages.push(before),
            }
        }
        for before in earlier.unmanaged.into_iter().filter(|mirror| mirror.change != Change::None) {
            match self.unmanaged.iter_mut().find(|mirror| mirror.name == before.name) {
                Some(mirror) => mirror.change = before.change,
                None => self.unmanaged.push(before),
            }
        }
        self
    }

    /// Every problem of a package or mirror.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        let of_packages = self.packages.iter().filter_map(|package| package.problem.as_ref());
        of_packages.chain(self.unmanaged.iter().filter_map(|mirror| mirror.problem.as_ref()))
    }

    /// Whether the bucket or the disk failed for some package: what is live stays, and another try may do better.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.problems().any(|problem| matches!(problem.kind, ProblemKind::Bucket | ProblemKind::Disk))
    }

    /// Whether something is not as the bucket says it should be: what `--strict` is about.
    #[must_use]
    pub fn held(&self) -> bool {
        self.problems().next().is_some()
    }

    /// Whether the folder was changed, or would be.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.packages.iter().any(|package| package.change != Change::None)
            || self.unmanaged.iter().any(|mirror| mirror.change != Change::None)
    }
}

impl Problem {
    pub(super) fn new(kind: ProblemKind, reason: impl Into<String>, help: Option<String>) -> Self {
        Self { kind, reason: reason.into(), help }
    }
}

/// The JSON Schema of [`Report`].
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Report).to_value()
}
