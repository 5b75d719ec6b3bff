//! Publishing: from a validated package to a committed release, and its readable copy.
//!
//! The one mutable object of a package is its `metadata.json`; writing it by compare-and-swap *is* the commit.
//! Everything it names is immutable and was written before. The steps, each in a file of its own:
//!
//! ```text
//! read      what is published: the document, or what archives say of a lost one      current
//! plan      what is to be done, as a value; the guards that refuse                    plan, guard, ownership
//! archive   the release's bytes under a key that nobody else writes                   archive
//! commit    the document, by compare-and-swap; an answer that was lost is looked up   commit
//! project   the readable copy under dags/, for people and for plain consumers         project
//! collect   archives that no release needs any more                                   collect
//! ```
//!
//! Nothing here reads a package's folder, runs a rule or prints: values come in, values go out.

mod amend;
mod archive;
mod candidate;
mod changes;
mod collect;
mod commit;
mod current;
mod guard;
mod history;
mod outcome;
mod ownership;
mod plan;
mod project;
mod several;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeSet;
use std::fmt::Debug;

use crate::bucket::Bucket;
use crate::host::Host;
use crate::metadata::layout::PackageKeys;
use crate::metadata::{EnvironmentName, PackageName};

pub use amend::{freeze, remove, rollback, unfreeze};
pub use candidate::{Candidate, CandidateDag};
pub use changes::Changes;
pub use guard::Refusal;
pub use outcome::{Known, Outcome, PublishError, Published};
pub use plan::{Action, Plan};
pub use several::{plan_all, publish_all};

/// What a person may override, each for one call only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Publish although a newer run has spoken (`--allow-older`).
    pub allow_older: bool,
    /// Bring a removed package back (`--restore`).
    pub restore: bool,
    /// DAG ids to take from the package that owns them (`--take`).
    pub take: BTreeSet<String>,
    /// Refuse when ownership cannot be checked (`--require-checks`).
    pub require_checks: bool,
}

/// Is told how far a publish has come.
pub trait Watch: Debug + Send + Sync {
    /// A phase of `package` begins, with `steps` steps.
    fn begin(&self, package: &PackageName, phase: Phase, steps: u64);
    /// One step of the phase is done.
    fn step(&self, package: &PackageName);
    /// Something a person should know that changes nothing.
    fn warn(&self, package: &PackageName, sentence: &str);
}

/// The parts of a publish that take time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Reading what is published.
    Read,
    /// Writing the archive.
    Archive,
    /// Writing the document.
    Commit,
    /// Writing the readable copy.
    Project,
    /// Removing archives that no release needs.
    Collect,
}

/// Where and how to publish.
#[derive(Debug, Clone, Copy)]
pub struct Publisher<'a> {
    /// The bucket.
    pub bucket: &'a dyn Bucket,
    /// The machine.
    pub host: &'a dyn Host,
    /// The environment.
    pub environment: &'a EnvironmentName,
    /// How many requests may be under way at once.
    pub concurrency: usize,
    /// What a person overrides.
    pub overrides: &'a Overrides,
    /// Who is told.
    pub watch: &'a dyn Watch,
}

impl Publisher<'_> {
    /// The keys of a package in this environment.
    #[must_use]
    pub fn keys(&self, package: &PackageName) -> PackageKeys {
        PackageKeys::new(self.environment.clone(), package.clone())
    }
}
