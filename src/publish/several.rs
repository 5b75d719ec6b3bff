//! Publishing packages: each its own release, guarded as the set that they will be.
//!
//! When one package of a call takes a DAG id that another gives up, the taker commits first, so that the id is
//! never without an owner; if the taker does not get through, its giver is not committed either.

use std::collections::BTreeSet;

use futures::future::join;
use futures::{StreamExt as _, stream};
use jiff::Timestamp;
use uuid::Uuid;

use super::archive::{self, Written};
use super::commit::{Attempt, Commit, Landed, commit, run_again};
use super::current::{self, Current};
use super::outcome::{Outcome, PublishError, Published};
use super::ownership::{self, Owners};
use super::plan::{Action, Plan, document, plan};
use super::{Candidate, Changes, Phase, Publisher, Refusal, amend, collect, project};
use crate::metadata::layout::PackageKeys;
use crate::metadata::limits::PACKAGE_BYTES;
use crate::metadata::{Archive, DagEntry, PackageName, ReleaseNumber};
use crate::planted::{Bug, planted};
use crate::release::Record;

/// A candidate, what is published of it, and what is to be done.
struct Planned<'a> {
    candidate: &'a Candidate,
    current: Result<Current, PublishError>,
    plan: Result<Plan, PublishError>,
}

/// What a publish of `candidates` would do, in the order in which it would do it.
pub async fn plan_all(
    publisher: &Publisher<'_>,
    candidates: &[Candidate],
) -> Vec<(PackageName, Result<Plan, PublishError>)> {
    let (planned, _) = plan_set(publisher, candidates).await;
    let order = order(&planned);
    let mut plans: Vec<_> =
        planned.into_iter().map(|planned| Some((planned.candidate.package.clone(), planned.plan))).collect();
    order.into_iter().filter_map(|at| plans[at].take()).collect()
}

/// Publishes `candidates`, each its own release, in the order that moves of DAG ids ask for.
pub async fn publish_all(publisher: &Publisher<'_>, candidates: &[Candidate]) -> Vec<Outcome> {
    let (planned, mut owners) = plan_set(publisher, candidates).await;
    say_what_is_replaced(publisher, &planned);
    let order = order(&planned);
    let gives: Vec<Vec<(usize, String)>> = (0..planned.len()).map(|giver| takers(&planned, giver)).collect();
    let mut failed = vec![false; planned.len()];
    let mut planned: Vec<Option<Planned<'_>>> = planned.into_iter().map(Some).collect();
    let mut outcomes = Vec::new();
    for at in order {
        let Some(Planned { candidate, current, plan }) = planned[at].take() else { continue };
        let stuck = gives[at].iter().find(|(taker, _)| failed[*taker] && !planted(Bug::GiverWithoutTaker));
        let result = match (stuck, current, plan) {
            (_, Err(error), _) | (_, _, Err(error)) => Err(error),
            (Some((taker, dag_id)), ..) => Err(PublishError::Refused(Refusal::TakerFailed {
                taker: candidates[*taker].package.clone(),
                dag_id: dag_id.clone(),
            })),
            (None, Ok(current), Ok(_)) => {
                // A mate that is committed already shows in the bucket; one that is still to come counts as it
                // will be.
                let mates: Vec<&Candidate> = planned
                    .iter()
                    .flatten()
                    .filter(|mate| mate.plan.is_ok())
                    .map(|mate| mate.candidate)
                    .collect();
                // The first needs no second look: nothing was written since.
                publish_one(publisher, candidate, current, &mates, owners.take()).await
            }
        };
        failed[at] = result.is_err();
        outcomes.push(Outcome { package: candidate.package.clone(), result });
    }
    outcomes
}

/// Tells of every `metadata.json` of another tool that goes, before it does: that tool's pipeline may still run.
fn say_what_is_replaced(publisher: &Publisher<'_>, planned: &[Planned<'_>]) {
    for package in planned.iter().filter_map(|planned| planned.plan.as_ref().ok()) {
        if package.replaces_foreign {
            let key = publisher.keys(&package.package).metadata();
            publisher
                .watch
                .warn(&package.package, &format!("{key} was written by another tool and is replaced"));
        }
    }
}

/// Reads and guards every candidate, ownership against the set as it will be. Also gives the owners, when they
/// had to be read.
async fn plan_set<'a>(
    publisher: &Publisher<'_>,
    candidates: &'a [Candidate],
) -> (Vec<Planned<'a>>, Option<Owners>) {
    let currents: Vec<_> = stream::iter(candidates)
        .map(|candidate| async move {
            publisher.watch.begin(&candidate.package, Phase::Read, 1);
            let current = current::read(publisher, &publisher.keys(&candidate.package)).await;
            publisher.watch.step(&candidate.package);
            current
        })
        .buffered(publisher.concurrency.max(1))
        .collect()
        .await;
    let asks = candidates
        .iter()
        .zip(&currents)
        .any(|(candidate, current)| current.as_ref().is_ok_and(|current| asks(candidate, current)));
    let wanted = candidates.iter().flat_map(|candidate| &candidate.dags).map(|dag| dag.dag_id.as_str());
    let owners = if asks { Some(ownership::read(publisher, None, &wanted.collect()).await) } else { None };
    let mut planned: Vec<Planned<'a>> = candidates
        .iter()
        .zip(currents)
        .map(|(candidate, current)| {
            let plan = match &current {
                Err(error) => Err(error.clone()),
                Ok(_) => Ok(Plan::undecided(candidate)),
            };
            Planned { candidate, current, plan }
        })
        .collect();
    // A package that is refused keeps what it has published, which may refuse another: until it stands still.
    loop {
        let seen = owners.as_ref().map(|owners| as_they_will_be(owners, &planned));
        let plans: Vec<_> = planned.iter().map(|planned| decide(publisher, planned, seen.as_ref())).collect();
        let mut moved = false;
        for (planned, plan) in planned.iter_mut().zip(plans) {
            moved |= planned.plan.is_ok() != plan.is_ok();
            planned.plan = plan;
        }
        if !moved {
            return (planned, owners);
        }
    }
}

/// Whether planning this candidate needs the other packages' documents.
fn asks(candidate: &Candidate, current: &Current) -> bool {
    let equal = current.document.as_ref().is_some_and(|document| candidate.equals(document));
    !equal && !ownership::questions(candidate, current).is_empty()
}

/// The owners when everything that is not refused has been published.
fn as_they_will_be(owners: &Owners, planned: &[Planned<'_>]) -> Owners {
    planned.iter().filter(|planned| planned.plan.is_ok()).fold(owners.clone(), |owners, planned| {
        let now = planned.current.as_ref().map_or(Timestamp::MAX, |current| current.date);
        owners.with(planned.candidate, now)
    })
}

fn decide(
    publisher: &Publisher<'_>,
    this: &Planned<'_>,
    owners: Option<&Owners>,
) -> Result<Plan, PublishError> {
    // Once refused, always refused: the set only shrinks, so this ends.
    if let Err(error) = &this.plan {
        return Err(error.clone());
    }
    let current = match &this.current {
        Ok(current) => current,
        Err(error) => return Err(error.clone()),
    };
    let plan = plan(this.candidate, current, owners, publisher.overrides, current.date)
        .map_err(PublishError::Refused)?;
    if let Action::Release { record, .. } = &plan.action {
        fits(publisher, &publisher.keys(&this.candidate.package), current, record)?;
    }
    Ok(plan)
}

/// Whether the document of a release can be written and read: asked before its archive is.
fn fits(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    current: &Current,
    record: &Record,
) -> Result<(), PublishError> {
    let nonce = Uuid::max();
    // As large as an archive may be, under a key as long as its will be.
    let sha256 = crate::metadata::tree_sha256(&[]);
    let archive = Archive { key: keys.archive(current.next, nonce), size: PACKAGE_BYTES, sha256 };
    let draft = document(publisher, keys, current, record, &archive, nonce);
    draft.to_checked_bytes(keys).map(drop).map_err(PublishError::Unwritable)
}

/// The candidates that take an id from `giver`, with the id.
fn takers(planned: &[Planned<'_>], giver: usize) -> Vec<(usize, String)> {
    let Ok(current) = &planned[giver].current else { return Vec::new() };
    let given = ownership::standing(current).filter(|dag| !planned[giver].candidate.has_dag(&dag.dag_id));
    given
        .filter_map(|dag| {
            let taker = (0..planned.len())
                .find(|taker| *taker != giver && planned[*taker].candidate.has_dag(&dag.dag_id))?;
            Some((taker, dag.dag_id.clone()))
        })
        .collect()
}

/// Takers before givers; otherwise as given. A ring of moves starts with its first package.
fn order(planned: &[Planned<'_>]) -> Vec<usize> {
    fn visit(at: usize, planned: &[Planned<'_>], seen: &mut [bool], order: &mut Vec<usize>) {
        if std::mem::replace(&mut seen[at], true) {
            return;
        }
        for (taker, _) in takers(planned, at) {
            visit(taker, planned, seen, order);
        }
        order.push(at);
    }
    let mut seen = vec![false; planned.len()];
    let mut order = Vec::with_capacity(planned.len());
    for at in 0..planned.len() {
        visit(at, planned, &mut seen, &mut order);
    }
    if planted(Bug::GiverFirst) {
        order.reverse();
    }
    order
}

/// Publishes one candidate after `current`, running lost races again. `known` are the owners as they were read a
/// moment ago, if they were.
async fn publish_one(
    publisher: &Publisher<'_>,
    candidate: &Candidate,
    mut current: Current,
    mates: &[&Candidate],
    mut known: Option<Owners>,
) -> Result<Published, PublishError> {
    let keys = publisher.keys(&candidate.package);
    let born = current.date;
    let mut nonces: Vec<Uuid> = Vec::new();
    let mut written: Option<Written> = None;
    let mut races = 0;
    loop {
        let owners = owners(publisher, candidate, &current, mates, known.take()).await;
        let mut overrides = publisher.overrides.clone();
        overrides.allow_older |= races > 0 && planted(Bug::GuardForgottenAfterRace);
        let plan =
            plan(candidate, &current, owners.as_ref(), &overrides, born).map_err(PublishError::Refused)?;
        let record = match plan.action {
            Action::Unchanged { release, raise } => {
                let Some(document) = current.document.clone() else { continue };
                if raise && !planted(Bug::UpToDateDoesNotRaise) {
                    match amend::raise(publisher, &keys, &current, &candidate.source).await? {
                        Commit::Done(_) => {}
                        Commit::Stale => continue,
                        Commit::Lost(now) => {
                            current = lost(*now, &nonces, &mut races)?;
                            continue;
                        }
                    }
                }
                let standing = Published::standing(&document);
                project::project(publisher, &keys, release, document, Some(candidate)).await?;
                return Ok(standing);
            }
            Action::Release { record, .. } => record,
        };
        if let Some(reason) = owners.as_ref().and_then(|owners| owners.unread.as_ref()).filter(|_| races == 0)
        {
            publisher.watch.warn(
                &candidate.package,
                &format!(
                    "whether its new DAG ids are free could not be checked: {reason}; they are published \
                     as unchecked (--require-checks refuses instead)"
                ),
            );
        }
        let archive = ready(publisher, &keys, candidate, &current, &record, &mut written).await?;
        if !nonces.contains(&archive.nonce) {
            nonces.push(archive.nonce);
        }
        let document = document(publisher, &keys, &current, &record, &archive.archive, archive.nonce);
        if planted(Bug::ProjectionBeforeCommit) {
            project::project_uncommitted(publisher, &keys, &document, candidate).await;
        }
        let attempt = Attempt {
            document: &document,
            condition: current.condition(),
            nonces: &nonces,
            deadline: Some(archive.deadline),
        };
        match commit(publisher, &keys, &attempt).await? {
            Commit::Done(landed) => {
                let (changes, replaces_foreign) = (plan.changes, plan.replaces_foreign);
                if planted(Bug::CommitBeforeArchive) {
                    archive::write_late(publisher, candidate, &archive).await?;
                }
                let published = finish(publisher, &keys, candidate, *landed, document.dags, changes).await?;
                return Ok(Published { replaces_foreign, ..published });
            }
            Commit::Stale => written = None,
            Commit::Lost(now) => current = lost(*now, &nonces, &mut races)?,
        }
    }
}

/// The archive for `record`: the one that is written already, when it still says the same, is fresh and there.
async fn ready(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    candidate: &Candidate,
    current: &Current,
    record: &Record,
    written: &mut Option<Written>,
) -> Result<Written, PublishError> {
    if let Some(before) = written.take()
        && before.record == *record
        && publisher.host.elapsed() <= before.deadline
    {
        archive::check(publisher, &before.archive).await?;
        return Ok(written.insert(before).clone());
    }
    let fresh = archive::write(publisher, keys, candidate, record, current.next).await?;
    if current.document.is_none() && !planted(Bug::CommitBeforeArchive) {
        archive::prove_conditions(publisher, &candidate.package, &fresh).await?;
    }
    Ok(written.insert(fresh).clone())
}

/// Counts a lost race and goes on from what won it.
fn lost(mut now: Current, nonces: &[Uuid], races: &mut u32) -> Result<Current, PublishError> {
    now = run_again(now, races)?;
    if now.document.is_none() {
        // A history that was rebuilt from archives must not count our own attempts as releases.
        now.history.retain(|entry| !nonces.contains(&entry.nonce));
    }
    Ok(now)
}

async fn owners(
    publisher: &Publisher<'_>,
    candidate: &Candidate,
    current: &Current,
    mates: &[&Candidate],
    known: Option<Owners>,
) -> Option<Owners> {
    if !asks(candidate, current) {
        return None;
    }
    let owners = match known {
        Some(known) => known,
        None => {
            let wanted = candidate.dags.iter().map(|dag| dag.dag_id.as_str()).collect();
            ownership::read(publisher, Some(&candidate.package), &wanted).await
        }
    };
    let mates = mates.iter().filter(|mate| mate.package != candidate.package);
    Some(mates.fold(owners, |owners, mate| owners.with(mate, current.date)))
}

/// Everything after the commit: its success is decided.
async fn finish(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    candidate: &Candidate,
    landed: Landed,
    dags: Vec<DagEntry>,
    changes: Changes,
) -> Result<Published, PublishError> {
    let Landed { release, document } = landed;
    let mut published = Published::committed(release, &document, changes);
    let latest = project::project(publisher, keys, release, document, Some(candidate)).await?;
    let new: BTreeSet<&str> = published.changes.dags_added.iter().map(String::as_str).collect();
    // Two packages may have looked for the same free id at the same time.
    let look_again = async {
        if new.is_empty() {
            return None;
        }
        Some(ownership::read(publisher, Some(&candidate.package), &new).await)
    };
    let ((), owners) = join(collect::collect(publisher, keys, &latest), look_again).await;
    if let Some(owners) = owners {
        published.held = dags
            .iter()
            .filter(|dag| new.contains(dag.dag_id.as_str()))
            .filter_map(|dag| {
                let (owner, _) = owners.before(&dag.dag_id, &candidate.package, Some(dag.since))?;
                Some((dag.dag_id.clone(), owner.clone()))
            })
            .collect();
    }
    Ok(published)
}

impl Plan {
    /// A plan of which nothing is known yet but the candidate.
    fn undecided(candidate: &Candidate) -> Self {
        Self {
            package: candidate.package.clone(),
            action: Action::Unchanged { release: ReleaseNumber::FIRST, raise: false },
            changes: Changes::default(),
            follows: None,
            replaces_foreign: false,
        }
    }
}
