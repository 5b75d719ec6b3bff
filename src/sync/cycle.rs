//! One cycle: what the bucket says should be live becomes live.
//!
//! Looking comes first and changes nothing: a complete listing, the documents, the target of every package, and from
//! them a plan. Whatever fails there ends the cycle with the folder as it was. Carrying out follows: archives are
//! fetched, verified and staged side by side, then switched in the order of the plan, so that who takes a dag_id
//! waits for who gives it. What fails for one package is told of that package, and moves no other's target.

mod fetch;
mod looking;
mod memory;
mod mirroring;
mod placing;
mod room;
mod telling;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use self::memory::{Memory, Quiet};
use self::telling::Outcomes;
use super::absence::Verdict;
use super::listing::Environment;
use super::mirror::Mirrored;
use super::offload::offload;
use super::plan::{self, Plan};
use super::read::{ReadDocument, Reader};
use super::report::{Change, Problem, Refused, Report};
use super::target::Target;
use super::tree::{FolderName, Keep, Live, Moment, Swept, Tree, TreeError};
use crate::bucket::{Bucket, BucketError, Page};
use crate::host::Host;
use crate::metadata::{EnvironmentName, FilePath, PackageName, ReleaseNumber};

/// What is done with folders that have no releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmanaged {
    /// They are mirrored as they are.
    Mirror,
    /// They are left alone.
    Ignore,
}

/// How a syncer works.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The environment.
    pub environment: EnvironmentName,
    /// What is done with folders that have no releases.
    pub unmanaged: Unmanaged,
    /// The share of mirrored files that may go in a day, 0 to 1; one file always may.
    pub max_delete: f64,
    /// What the folder and its state may take on the disk, in bytes.
    pub max_bytes: u64,
    /// How long retired trees are kept.
    pub keep: Keep,
    /// How many requests run at once.
    pub concurrency: usize,
}

/// What is asked of one cycle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The packages that may be touched; empty for all.
    pub only: BTreeSet<PackageName>,
    /// A person's word that what the bucket no longer shows may go.
    pub confirm_deletes: bool,
}

/// Why a cycle ended before it changed anything.
#[derive(Debug, Error)]
pub enum CycleError {
    /// The bucket did not tell what should be live.
    #[error(transparent)]
    Bucket(#[from] BucketError),
    /// The folder did not tell what is live.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// Deletes were confirmed, and the listing is empty: more likely a wrong bucket than a wish.
    #[error("nothing at all is listed under `{0}/`: what was confirmed would take every package away")]
    Emptied(EnvironmentName),
}

impl CycleError {
    /// The next step for a person.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Bucket(error) => error.help(),
            Self::Tree(error) => error.help(),
            Self::Emptied(_) => Some(
                "check --bucket and --env; to take packages away all the same, name each with --package"
                    .into(),
            ),
        }
    }
}

/// A bucket, a folder, and what was learned of both. One cycle after the other is run on it.
#[derive(Debug)]
pub struct Syncer {
    bucket: Arc<dyn Bucket>,
    host: Arc<dyn Host>,
    tree: Arc<Tree>,
    settings: Settings,
    memory: Memory,
}

/// What a cycle saw, and what it will do.
#[derive(Debug)]
struct Seen {
    listed_at: Timestamp,
    listing: Environment,
    documents: BTreeMap<PackageName, ReadDocument>,
    targets: BTreeMap<PackageName, Target>,
    live: Live,
    releases: BTreeMap<PackageName, plan::Live>,
    plan: Plan,
    mirrors: BTreeMap<FolderName, Mirrored>,
    verdict: Verdict,
    refused: Vec<Refused>,
    warnings: Vec<String>,
}

/// What became of one step.
#[derive(Debug, Clone, Default)]
struct Outcome {
    change: Option<Change>,
    /// The release that is live now, when that changed.
    live: Option<ReleaseNumber>,
    /// The files of the release that was placed.
    files: Vec<FilePath>,
    problem: Option<Problem>,
}

impl Syncer {
    /// Reads what earlier runs left in the state folder, and compares every live tree with its document by SHA-256.
    ///
    /// # Errors
    /// A tree cannot be walked.
    pub async fn open(
        bucket: Arc<dyn Bucket>,
        host: Arc<dyn Host>,
        tree: Tree,
        settings: Settings,
    ) -> Result<Self, TreeError> {
        let tree = Arc::new(tree);
        let memory = Memory::load(&tree, &bucket.to_string(), &settings.environment);
        let mut syncer = Self { bucket, host, tree, settings, memory };
        syncer.verify().await?;
        Ok(syncer)
    }

    /// The folder.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// One cycle. What went wrong with single packages is in the report; then they keep what they have.
    ///
    /// # Errors
    /// The listing or a document could not be read, or the folder could not be looked at: nothing was changed.
    pub async fn cycle(&mut self, ask: &Ask) -> Result<Report, CycleError> {
        self.tree.check()?;
        let page = self.list(ask).await?;
        if let Some(report) = self.same_as_before(ask, &page)? {
            return Ok(report);
        }
        let seen = self.look(ask, &page, false).await?;
        let outcomes = self.carry_out(&seen).await;
        let report = self.tell(&seen, ask, outcomes, false);
        self.memory.save(&self.tree);
        self.memory.quiet = self.quiet(ask, page, seen, &report)?;
        Ok(report)
    }

    /// What a cycle would do. Nothing is written, to the bucket or to the disk.
    ///
    /// # Errors
    /// As [`Syncer::cycle`].
    pub async fn plan(&mut self, ask: &Ask) -> Result<Report, CycleError> {
        let page = self.list(ask).await?;
        let seen = self.look(ask, &page, true).await?;
        let outcomes = telling::intended(&seen);
        Ok(self.tell(&seen, ask, outcomes, true))
    }

    /// Removes retired trees whose time is over. Call it after each cycle, when nobody waits.
    ///
    /// # Errors
    /// The disk's own.
    pub async fn sweep(&self) -> Result<Swept, TreeError> {
        let (tree, now, keep) = (Arc::clone(&self.tree), self.now(), self.settings.keep);
        offload(move || tree.sweep(now, keep)).await
    }

    /// Compares every live tree with what it should hold; what is damaged is placed anew by the next cycle.
    ///
    /// # Errors
    /// A tree cannot be walked.
    pub async fn verify(&mut self) -> Result<(), TreeError> {
        let names: Vec<FolderName> = self.tree.live()?.folders.into_keys().collect();
        self.memory.damaged = fetch::damaged(&self.tree, names).await?;
        Ok(())
    }

    fn now(&self) -> Moment {
        Moment::now(&*self.host)
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            bucket: &*self.bucket,
            environment: &self.settings.environment,
            concurrency: self.settings.concurrency,
        }
    }

    /// The report of the last cycle, when it found nothing to do, and neither the listing nor the folder has changed
    /// since: then there is nothing to do now. This is what a daemon does all day.
    fn same_as_before(&self, ask: &Ask, page: &Page) -> Result<Option<Report>, TreeError> {
        let Some(quiet) = self.memory.quiet.as_ref().filter(|_| *ask == Ask::default()) else {
            return Ok(None);
        };
        let same = self.memory.damaged.is_empty()
            && quiet.objects == page.objects
            && quiet.live.is_same(&self.tree.live()?)
            && quiet.team == self.tree.team_ignores()?;
        Ok(same.then(|| Report { listed_at: page.date, ..quiet.report.clone() }))
    }

    /// What the next cycle needs to see that nothing has changed; nothing when this one changed or missed something.
    fn quiet(&self, ask: &Ask, page: Page, seen: Seen, report: &Report) -> Result<Option<Quiet>, TreeError> {
        let at_rest = *ask == Ask::default()
            && !(report.changed() || report.held() || report.again)
            && seen.verdict == Verdict::default();
        if !at_rest {
            return Ok(None);
        }
        let team = self.tree.team_ignores()?;
        Ok(Some(Quiet { objects: page.objects, live: seen.live, team, report: report.clone() }))
    }

    /// Does what was planned. Nothing here ends early: what fails is told of its package.
    async fn carry_out(&mut self, seen: &Seen) -> Outcomes {
        let placed = self.place(seen).await;
        let mirroring = self.mirror(seen).await;
        self.memory.note_documents(&seen.documents);
        for (package, outcome) in &placed.outcomes {
            // A tree that was switched in is new, whatever the one before was.
            if matches!(outcome.change, Some(Change::Placed | Change::Healed | Change::Retired)) {
                self.memory.damaged.remove(&FolderName::from(package));
            }
        }
        Outcomes { placed, mirroring }
    }
}

#[cfg(test)]
mod tests;
