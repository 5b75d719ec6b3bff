//! What refuses a release: an older run, a tombstone, a freeze, an id of another package, a lost race.

use std::fmt;

use jiff::Timestamp;

use super::current::Current;
use super::{Candidate, Overrides};
use crate::metadata::{Mark, PackageName, ReleaseNumber};
use crate::planted::{Bug, planted};

/// Why a release is refused. Nothing was committed; each names the other side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A later run of the same repository has spoken for the package.
    OlderRun {
        /// `<host>/<repository>`.
        repository: String,
        /// This run.
        run: u64,
        /// The highest run so far.
        newest: u64,
        /// The current release.
        release: ReleaseNumber,
    },
    /// A DAG id belongs to another package.
    Taken {
        /// The id.
        dag_id: String,
        /// Its owner.
        owner: PackageName,
        /// Since when the owner has it.
        since: Timestamp,
    },
    /// The package was removed.
    Removed(Mark),
    /// The package is frozen.
    Frozen(Mark),
    /// The other packages could not be read, and `--require-checks` was given.
    OwnershipUnchecked {
        /// What could not be read, and why.
        reason: String,
    },
    /// Others committed first, time and again.
    RaceLost {
        /// How often it was tried.
        attempts: u32,
        /// The release that came last.
        release: Option<ReleaseNumber>,
    },
    /// The document was written for newer programs.
    TooNew(String),
    /// A package in the same call that takes an id from this one did not get through.
    TakerFailed {
        /// The package that takes.
        taker: PackageName,
        /// The id.
        dag_id: String,
    },
    /// There is nothing to freeze, unfreeze, remove or roll back to.
    Nothing(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OlderRun { repository, run, newest, release } if run < newest => {
                write!(
                    f,
                    "run {run} of {repository} is older than run {newest}, which has already published; {release} stays"
                )
            }
            Self::OlderRun { repository, run, release, .. } => write!(
                f,
                "run {run} of {repository} has already published, and {release} is not its release any more; {release} stays"
            ),
            Self::Taken { dag_id, owner, since } => {
                write!(f, "DAG `{dag_id}` belongs to package `{owner}` since {since:.0}")
            }
            Self::Removed(mark) => write!(f, "the package was removed{}", By(mark)),
            Self::Frozen(mark) => write!(f, "the package is frozen{}", By(mark)),
            Self::OwnershipUnchecked { reason } => {
                write!(f, "whether its new DAG ids are free could not be checked: {reason}")
            }
            Self::RaceLost { attempts, release: Some(release) } => {
                write!(
                    f,
                    "others published this package at the same time, {attempts} times in a row; {release} is current"
                )
            }
            Self::RaceLost { attempts, release: None } => {
                write!(f, "others published this package at the same time, {attempts} times in a row")
            }
            Self::TooNew(reason) => {
                write!(f, "what is published was written by a newer dag-publish: {reason}")
            }
            Self::TakerFailed { taker, dag_id } => write!(
                f,
                "DAG `{dag_id}` moves to package `{taker}`, which was not published; this package keeps it until then"
            ),
            Self::Nothing(sentence) => f.write_str(sentence),
        }
    }
}

/// " at <time> by <actor>: <reason>", as far as it is known.
struct By<'a>(&'a Mark);

impl fmt::Display for By<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, " at {:.0}", self.0.at)?;
        if let Some(actor) = &self.0.actor {
            write!(f, " by {}", actor.escape_debug())?;
        }
        match &self.0.reason {
            Some(reason) => write!(f, ": {}", reason.escape_debug()),
            None => Ok(()),
        }
    }
}

impl Refusal {
    /// What a person can do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::OlderRun { .. } => {
                "start a new run from the commit that should be live; --allow-older publishes this one all the same".into()
            }
            Self::Taken { dag_id, owner, .. } => format!(
                "rename the DAG, remove it from `{owner}` first, or take it over with --take {dag_id}"
            ),
            Self::Removed(_) => "--restore brings the package back with this release".into(),
            Self::Frozen(_) => "wait, or run `dag-publish unfreeze` when the incident is over".into(),
            Self::OwnershipUnchecked { .. } => {
                "let the role list the environment and read the other packages' metadata.json, or leave --require-checks out".into()
            }
            Self::RaceLost { .. } => "run it again when the other pipelines are done".into(),
            Self::TooNew(_) => "upgrade dag-publish".into(),
            Self::TakerFailed { taker, .. } => format!("publish `{taker}` first"),
            Self::Nothing(_) => "`dag-publish history` lists what there is".into(),
        }
    }
}

/// The guards that need only the package's own document.
pub(super) fn check(candidate: &Candidate, current: &Current, overrides: &Overrides) -> Option<Refusal> {
    let document = current.document.as_ref();
    if let Some(frozen) = document.and_then(|document| document.frozen.clone()) {
        return Some(Refusal::Frozen(frozen));
    }
    if let Some(removed) = document.and_then(|document| document.removed.clone())
        && !overrides.restore
    {
        return Some(Refusal::Removed(removed));
    }
    if overrides.allow_older { None } else { older_run(candidate, current) }
}

/// A run speaks after every lower run of its repository, and again only while its own release is current.
///
/// GitHub's run ids and GitLab's pipeline ids grow, and a re-run keeps its id: so neither a slow old pipeline
/// nor the re-run of a job that was rolled back can undo what came after it.
fn older_run(candidate: &Candidate, current: &Current) -> Option<Refusal> {
    let (repository, run) = candidate.source.run()?;
    let newest = *current.high_water.get(repository)?;
    let latest = current.history.first()?;
    let own = latest.source.run() == Some((repository, run));
    let speaks_last = run > newest || run == newest && own && !planted(Bug::RerunRefused);
    (!speaks_last).then(|| Refusal::OlderRun {
        repository: repository.into(),
        run,
        newest,
        release: latest.release,
    })
}
