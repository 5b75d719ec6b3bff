//! One dag_id, one owner: whose ids are whose in an environment.
//!
//! An ordinary publish reads no foreign document: only ids that are new to the package, younger than a week or
//! not yet checked are looked up.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt as _, stream};
use jiff::{SignedDuration, Timestamp};

use super::current::Current;
use super::{Candidate, Overrides, Publisher, Refusal};
use crate::bucket::list_all;
use crate::metadata::layout::{PackageKeys, environment_prefix};
use crate::metadata::limits::METADATA_BYTES;
use crate::metadata::{Claim, DagEntry, Document, PackageName, is_foreign};

/// The name under which `checks` records that ownership was checked.
pub(super) const CHECK: &str = "ownership";
/// An id is looked up again until it is this old: the time in which two packages may have raced for it.
const YOUNG: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The ids of other packages.
#[derive(Debug, Clone, Default)]
pub(super) struct Owners {
    claims: BTreeMap<String, BTreeMap<PackageName, Timestamp>>,
    /// Why not every package could be read.
    pub unread: Option<String>,
}

/// The ids of `candidate` that must be looked up, and whether there are any.
pub(super) fn questions<'a>(candidate: &'a Candidate, current: &Current) -> BTreeSet<&'a str> {
    let known: BTreeMap<&str, &DagEntry> = standing(current).map(|dag| (dag.dag_id.as_str(), dag)).collect();
    let settled = |dag: &DagEntry| dag.claim.is_none() && current.date.duration_since(dag.since) > YOUNG;
    candidate
        .dags
        .iter()
        .map(|dag| dag.dag_id.as_str())
        .filter(|dag_id| !known.get(dag_id).is_some_and(|dag| settled(dag)))
        .collect()
}

/// The ids that the package has now.
pub(super) fn standing(current: &Current) -> impl Iterator<Item = &DagEntry> {
    current.document.iter().flat_map(|document| &document.dags)
}

/// Reads who has the ids `wanted` from the document of every package of the environment, but `except`.
///
/// No other id is remembered: a thousand packages may list five thousand each.
/// What cannot be read does not fail: it is said in `unread`, and the ids count as unchecked.
pub(super) async fn read(
    publisher: &Publisher<'_>,
    except: Option<&PackageName>,
    wanted: &BTreeSet<&str>,
) -> Owners {
    let mut owners = Owners::default();
    let page = match list_all(publisher.bucket, &environment_prefix(publisher.environment), true).await {
        Ok(page) => page,
        Err(error) => {
            owners.unread = Some(error.to_string());
            return owners;
        }
    };
    // A folder with another name is none of ours: nobody publishes there.
    let packages: Vec<PackageName> = page
        .folders
        .iter()
        .filter_map(|folder| PackageName::new(folder.trim_end_matches('/').rsplit('/').next()?).ok())
        .filter(|package| Some(package) != except)
        .collect();
    let mut documents = stream::iter(packages)
        .map(|package| async move { read_one(publisher, &publisher.keys(&package)).await })
        .buffered(publisher.concurrency.max(1));
    while let Some(document) = documents.next().await {
        match document {
            Ok(Some(document)) => owners.set(&document, wanted),
            Ok(None) => {}
            Err(reason) => owners.unread = Some(reason),
        }
    }
    owners
}

async fn read_one(publisher: &Publisher<'_>, keys: &PackageKeys) -> Result<Option<Document>, String> {
    match publisher.bucket.get(&keys.metadata(), METADATA_BYTES as u64).await {
        Ok(object) => match Document::parse(&object.bytes, keys) {
            Ok(document) => Ok(Some(document)),
            // It was never published by this tool, so it has no id.
            Err(_) if is_foreign(&object.bytes) => Ok(None),
            Err(error) => Err(format!("{} cannot be used: {error}", keys.metadata())),
        },
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

impl Owners {
    fn set(&mut self, document: &Document, wanted: &BTreeSet<&str>) {
        for dag in document.dags.iter().filter(|dag| wanted.contains(dag.dag_id.as_str())) {
            self.claims.entry(dag.dag_id.clone()).or_default().insert(document.package.clone(), dag.since);
        }
    }

    /// The owners as they will be when `candidate` is published too: it keeps what it has, gives up what it
    /// lists no more, and gains what is new at `now`.
    pub(super) fn with(mut self, candidate: &Candidate, now: Timestamp) -> Self {
        for (dag_id, owners) in &mut self.claims {
            if !candidate.has_dag(dag_id) {
                owners.remove(&candidate.package);
            }
        }
        for dag in &candidate.dags {
            let owners = self.claims.entry(dag.dag_id.clone()).or_default();
            owners.entry(candidate.package.clone()).or_insert(now);
        }
        self
    }

    /// The other package whose claim on `dag_id` goes before one of `package` that is as old as `since`;
    /// every claim goes before one that is new (`None`), whatever the clocks say.
    pub(super) fn before(
        &self,
        dag_id: &str,
        package: &PackageName,
        since: Option<Timestamp>,
    ) -> Option<(&PackageName, Timestamp)> {
        let owners = self.claims.get(dag_id)?;
        let others = owners.iter().filter(|(owner, _)| *owner != package);
        let (owner, &their_since) = others.min_by_key(|(owner, since)| (**since, *owner))?;
        since.is_none_or(|since| (their_since, owner) < (since, package)).then_some((owner, their_since))
    }
}

/// How each id of a release is claimed, in the order of the candidate's ids.
///
/// # Errors
/// The refusal, when an id belongs to another package.
pub(super) fn judge(
    candidate: &Candidate,
    current: &Current,
    owners: Option<&Owners>,
    overrides: &Overrides,
) -> Result<Vec<Option<Claim>>, Refusal> {
    let known: BTreeMap<&str, &DagEntry> = standing(current).map(|dag| (dag.dag_id.as_str(), dag)).collect();
    let questions = questions(candidate, current);
    let unread = owners.and_then(|owners| owners.unread.as_ref());
    if let Some(reason) = unread
        && overrides.require_checks
        && !questions.is_empty()
    {
        return Err(Refusal::OwnershipUnchecked { reason: reason.clone() });
    }
    candidate
        .dags
        .iter()
        .map(|dag| {
            let known = known.get(dag.dag_id.as_str());
            if !questions.contains(dag.dag_id.as_str()) {
                return Ok(None);
            }
            let since = known.map(|dag| dag.since);
            let other = owners.and_then(|owners| owners.before(&dag.dag_id, &candidate.package, since));
            match other {
                Some(_) if overrides.take.contains(&dag.dag_id) => Ok(Some(Claim::Taken)),
                Some(_) if known.is_some_and(|dag| dag.claim == Some(Claim::Taken)) => Ok(Some(Claim::Taken)),
                Some((owner, since)) => {
                    Err(Refusal::Taken { dag_id: dag.dag_id.clone(), owner: owner.clone(), since })
                }
                None if unread.is_some() => Ok(Some(Claim::Unchecked)),
                None => Ok(None),
            }
        })
        .collect()
}
