//! Changes of the document that bring no new bytes: freeze, unfreeze, remove, roll back, raise `high_water`.
//!
//! All go through the same compare-and-swap as a release. Each write has a fresh `write_id`, so no content ever
//! occurs twice and a late duplicate of an old write never matches.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::commit::{Attempt, Commit, Landed, commit, run_again, stamp};
use super::current::{self, Current};
use super::outcome::{Known, PublishError, Published, subject};
use super::{Changes, Publisher, Refusal, archive, collect, history, ownership, project};
use crate::bucket::BucketError;
use crate::metadata::layout::PackageKeys;
use crate::metadata::limits::PACKAGE_BYTES;
use crate::metadata::{
    Claim, DagEntry, Digest, Document, HistoryEntry, Mark, PackageName, ReleaseNumber, Source, tree_sha256,
};
use crate::release::unpack;

/// Holds a package at its release. `mark.at` is set to the bucket's time.
///
/// # Errors
/// [`Refusal::Nothing`] when nothing is published; otherwise as a publish.
pub async fn freeze(
    publisher: &Publisher<'_>,
    package: &PackageName,
    mark: Mark,
) -> Result<Published, PublishError> {
    amend(publisher, package, |current, document| {
        if document.frozen.is_some() {
            return Ok(None);
        }
        let frozen = Some(Mark { at: current.date, ..mark.clone() });
        Ok(Some(Document { frozen, ..document.clone() }))
    })
    .await
}

/// Lets a frozen package go on.
///
/// # Errors
/// As [`freeze`].
pub async fn unfreeze(publisher: &Publisher<'_>, package: &PackageName) -> Result<Published, PublishError> {
    amend(publisher, package, |_, document| {
        Ok(document.frozen.is_some().then(|| Document { frozen: None, ..document.clone() }))
    })
    .await
}

/// Removes a package: a release without files and without an archive, so that its number, its history and its
/// `high_water` stay and its DAG ids are free.
///
/// # Errors
/// As [`freeze`].
pub async fn remove(
    publisher: &Publisher<'_>,
    package: &PackageName,
    mark: Mark,
    source: Source,
) -> Result<Published, PublishError> {
    let nonce = publisher.host.uuid();
    amend(publisher, package, |current, document| {
        if document.removed.is_some() {
            return Ok(None);
        }
        if let Some(frozen) = &document.frozen {
            return Err(Refusal::Frozen(frozen.clone()));
        }
        let mark = Mark { at: current.date, ..mark.clone() };
        let entry = HistoryEntry {
            release: current.next,
            nonce,
            published_at: current.date,
            archive: None,
            tree_sha256: tree_sha256(&[]),
            source: source.clone(),
            dag_count: 0,
            restores: None,
            removed: Some(mark.clone()),
        };
        let empty = Document {
            files: Vec::new(),
            dags: Vec::new(),
            unresolved: Vec::new(),
            removed: Some(mark),
            restores: None,
            ..document.clone()
        };
        Ok(Some(release(empty, entry, current)))
    })
    .await
}

/// Makes an older release current again, as a new release that names the older one's archive. No bytes move.
///
/// `to` is the release to go back to; without it, the one before the current, and before what that restores.
///
/// # Errors
/// [`Refusal::Nothing`] when there is no such release; otherwise as [`freeze`].
pub async fn rollback(
    publisher: &Publisher<'_>,
    package: &PackageName,
    to: Option<ReleaseNumber>,
    source: Source,
) -> Result<Published, PublishError> {
    let keys = publisher.keys(package);
    let nonce = publisher.host.uuid();
    let mut current = current::read(publisher, &keys).await?;
    let mut races = 0;
    loop {
        let document = document(&current, &keys)?;
        if let Some(frozen) = &document.frozen {
            return Err(PublishError::Refused(Refusal::Frozen(frozen.clone())));
        }
        if let Some(removed) = &document.removed
            && !publisher.overrides.restore
        {
            return Err(PublishError::Refused(Refusal::Removed(removed.clone())));
        }
        let target = target(document, to).map_err(PublishError::Refused)?;
        let next = restored(publisher, &current, document, target, &source, nonce).await?;
        let attempt =
            Attempt { document: &next, condition: current.condition(), nonces: &[nonce], deadline: None };
        match commit(publisher, &keys, &attempt).await? {
            Commit::Done(landed) => {
                let published = amended(document, &next, &landed);
                settle(publisher, &keys, *landed).await?;
                return Ok(published);
            }
            Commit::Lost(now) => current = run_again(*now, &mut races)?,
            Commit::Stale => {}
        }
    }
}

/// Records that a run has seen the current release, without a new one.
pub(super) async fn raise(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    current: &Current,
    source: &Source,
) -> Result<Commit, PublishError> {
    let mut next = document(current, keys)?.clone();
    source.speak(&mut next.high_water);
    stamp(publisher, &mut next);
    let attempt = Attempt { document: &next, condition: current.condition(), nonces: &[], deadline: None };
    commit(publisher, keys, &attempt).await
}

/// Applies `change` until it is there or refused. A change of `None` is already so.
async fn amend(
    publisher: &Publisher<'_>,
    package: &PackageName,
    change: impl Fn(&Current, &Document) -> Result<Option<Document>, Refusal>,
) -> Result<Published, PublishError> {
    let keys = publisher.keys(package);
    let mut current = current::read(publisher, &keys).await?;
    let mut races = 0;
    loop {
        let before = document(&current, &keys)?;
        let Some(mut next) = change(&current, before).map_err(PublishError::Refused)? else {
            let standing = Published::standing(before);
            project::project(publisher, &keys, before.release, before.clone(), None).await?;
            return Ok(standing);
        };
        stamp(publisher, &mut next);
        let is_release = next.nonce != before.nonce;
        let nonces: &[Uuid] = if is_release { &[next.nonce] } else { &[] };
        let attempt = Attempt { document: &next, condition: current.condition(), nonces, deadline: None };
        match commit(publisher, &keys, &attempt).await? {
            Commit::Done(landed) => {
                let published = amended(before, &next, &landed);
                if is_release {
                    settle(publisher, &keys, *landed).await?;
                }
                return Ok(published);
            }
            Commit::Lost(now) => current = run_again(*now, &mut races)?,
            Commit::Stale => {}
        }
    }
}

/// What a commit of `next` after `before` changed.
fn amended(before: &Document, next: &Document, landed: &Landed) -> Published {
    let ids = next.dags.iter().map(|dag| dag.dag_id.as_str());
    let changes = Changes::between(Some(before), &next.files, ids);
    Published::committed(landed.release, &landed.document, changes)
}

/// What follows the commit of a release: its readable copy, and archives that nothing needs any more.
async fn settle(publisher: &Publisher<'_>, keys: &PackageKeys, landed: Landed) -> Result<(), PublishError> {
    let latest = project::project(publisher, keys, landed.release, landed.document, None).await?;
    collect::collect(publisher, keys, &latest).await;
    Ok(())
}

fn document<'a>(current: &'a Current, keys: &PackageKeys) -> Result<&'a Document, PublishError> {
    current.document.as_ref().ok_or_else(|| {
        let (package, environment) = (keys.package(), keys.environment());
        let foreign =
            if current.is_foreign() { ": its metadata.json was written by another tool" } else { "" };
        PublishError::Refused(Refusal::Nothing(format!(
            "nothing is published of `{package}` in `{environment}`{foreign}"
        )))
    })
}

/// `document` as the release that `entry` describes.
fn release(document: Document, entry: HistoryEntry, current: &Current) -> Document {
    Document {
        release: entry.release,
        nonce: entry.nonce,
        published_at: entry.published_at,
        archive: entry.archive.clone(),
        tree_sha256: entry.tree_sha256,
        source: entry.source.clone(),
        history: history::extend(entry, &current.history, current.date),
        ..document
    }
}

/// The release to go back to.
fn target(document: &Document, to: Option<ReleaseNumber>) -> Result<&HistoryEntry, Refusal> {
    let Some(to) = to else {
        // A rollback of a rollback goes on below what the first one restored.
        let below = document.restores.unwrap_or(document.release);
        let before = document.history.iter().find(|entry| entry.release < below);
        return match before {
            Some(entry) if entry.removed.is_none() => Ok(entry),
            Some(entry) => Err(Refusal::Nothing(format!(
                "the release before is {}, with which the package was removed: name one with --to",
                entry.release
            ))),
            None => Err(Refusal::Nothing(format!("there is no release before {below} to go back to"))),
        };
    };
    match document.history.iter().find(|entry| entry.release == to) {
        None => Err(Refusal::Nothing(format!("{to} is not in the history of the package"))),
        Some(entry) if entry.removed.is_some() => {
            Err(Refusal::Nothing(format!("{to} is the removal of the package, not a release to go back to")))
        }
        Some(entry) if entry.release == document.release => {
            Err(Refusal::Nothing(format!("{to} is the current release already")))
        }
        Some(entry) => Ok(entry),
    }
}

/// The document that brings `target` back, its archive checked to be there and whole.
async fn restored(
    publisher: &Publisher<'_>,
    current: &Current,
    document: &Document,
    target: &HistoryEntry,
    source: &Source,
    nonce: Uuid,
) -> Result<Document, PublishError> {
    let Some(archived) = &target.archive else {
        return Err(PublishError::Refused(Refusal::Nothing(format!("{} has no archive", target.release))));
    };
    archive::check(publisher, archived).await?;
    let fail = |error: BucketError| PublishError::bucket("reading the archive", Known::NotCommitted, error);
    let object = publisher.bucket.get(&archived.key, PACKAGE_BYTES).await.map_err(fail)?;
    let spoiled = |reason: String| PublishError::Archive {
        subject: subject(publisher.bucket, &archived.key),
        reason,
        known: Known::NotCommitted,
    };
    if Digest::of(&object.bytes) != archived.sha256 {
        return Err(spoiled("its SHA-256 differs".into()));
    }
    let record = unpack(&object.bytes).map_err(|error| spoiled(error.to_string()))?.record;
    let origin = target.restores.unwrap_or(target.release);
    let entry = HistoryEntry {
        release: current.next,
        nonce,
        published_at: current.date,
        archive: Some(archived.clone()),
        tree_sha256: target.tree_sha256,
        source: source.clone(),
        dag_count: record.dags.len() as u64,
        restores: Some(origin),
        removed: None,
    };
    let mut checks = record.checks;
    let mut dags = record.dags;
    reclaim(publisher, current, document, &mut dags, &mut checks).await?;
    let mut high_water = current.high_water.clone();
    source.speak(&mut high_water);
    let back = Document {
        files: record.files,
        dags,
        unresolved: record.unresolved,
        target: record.target,
        checks,
        restores: Some(origin),
        removed: None,
        high_water,
        ..document.clone()
    };
    let mut back = release(back, entry, current);
    stamp(publisher, &mut back);
    Ok(back)
}

/// Claims the ids of a release that comes back: one that the package has now keeps its claim, any other is new
/// and must be free.
async fn reclaim(
    publisher: &Publisher<'_>,
    current: &Current,
    document: &Document,
    dags: &mut [DagEntry],
    checks: &mut Vec<String>,
) -> Result<(), PublishError> {
    let known: BTreeMap<&str, &DagEntry> =
        document.dags.iter().map(|known| (known.dag_id.as_str(), known)).collect();
    let standing = |dag_id: &str| known.get(dag_id).copied();
    if dags.iter().all(|dag| standing(&dag.dag_id).is_some()) {
        for dag in dags {
            if let Some(known) = standing(&dag.dag_id) {
                (dag.since, dag.claim) = (known.since, known.claim);
            }
        }
        // The claims are today's, so what is said of them is too.
        checks.retain(|check| check != ownership::CHECK);
        checks.extend(document.checks.iter().find(|check| *check == ownership::CHECK).cloned());
        checks.sort();
        return Ok(());
    }
    let ids: Vec<String> = dags.iter().map(|dag| dag.dag_id.clone()).collect();
    let wanted = ids.iter().map(String::as_str).collect();
    let owners = ownership::read(publisher, Some(&document.package), &wanted).await;
    for dag in dags {
        if let Some(known) = standing(&dag.dag_id) {
            (dag.since, dag.claim) = (known.since, known.claim);
            continue;
        }
        dag.since = current.date;
        dag.claim = match owners.before(&dag.dag_id, &document.package, None) {
            Some(_) if publisher.overrides.take.contains(&dag.dag_id) => Some(Claim::Taken),
            Some((owner, since)) => {
                return Err(PublishError::Refused(Refusal::Taken {
                    dag_id: dag.dag_id.clone(),
                    owner: owner.clone(),
                    since,
                }));
            }
            None => owners.unread.is_some().then_some(Claim::Unchecked),
        };
    }
    checks.retain(|check| check != ownership::CHECK);
    if owners.unread.is_none() {
        checks.push(ownership::CHECK.into());
        checks.sort();
    }
    Ok(())
}
