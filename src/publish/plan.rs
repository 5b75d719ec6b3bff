//! What a publish is about to do, as a value: `--dry-run` prints it, execution follows it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::commit::stamp;
use super::current::Current;
use super::ownership::{self, Owners};
use super::{Candidate, Changes, Overrides, Publisher, Refusal, guard, history};
use crate::metadata::layout::PackageKeys;
use crate::metadata::{
    Archive, DagEntry, Document, HistoryEntry, MIN_READER, PackageName, ReleaseNumber, SCHEMA_VERSION, Tool,
};
use crate::release::Record;

/// What is to be done for one package.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The package.
    pub package: PackageName,
    /// What is to be done.
    pub action: Action,
    /// What changes against the current release.
    pub changes: Changes,
    /// The current release, when there is one.
    pub follows: Option<ReleaseNumber>,
    /// Whether the release replaces a `metadata.json` that another tool wrote.
    pub replaces_foreign: bool,
}

/// What is to be done.
#[derive(Debug, Clone)]
pub enum Action {
    /// Commit a release with this number.
    Release {
        /// Its number.
        release: ReleaseNumber,
        /// What its archive will say of it.
        record: Box<Record>,
    },
    /// The same is published already.
    Unchanged {
        /// The current release.
        release: ReleaseNumber,
        /// This run has not spoken yet: `high_water` is raised, so that no older run undoes what it has seen.
        raise: bool,
    },
}

/// Plans a release of `candidate` after `current`. `born` is the time from which ids that are new count.
///
/// # Errors
/// The guard that refuses.
pub(super) fn plan(
    candidate: &Candidate,
    current: &Current,
    owners: Option<&Owners>,
    overrides: &Overrides,
    born: Timestamp,
) -> Result<Plan, Refusal> {
    let document = current.document.as_ref();
    let changes =
        Changes::between(document, &candidate.entries, candidate.dags.iter().map(|dag| dag.dag_id.as_str()));
    let follows = current.history.first().map(|entry| entry.release);
    let replaces_foreign = current.is_foreign();
    let plan =
        |action| Plan { package: candidate.package.clone(), action, changes, follows, replaces_foreign };
    if let Some(document) = document
        && candidate.equals(document)
    {
        let raise = candidate.source.run().is_some_and(|(repository, run)| {
            current.high_water.get(repository).is_none_or(|highest| *highest < run)
        });
        return Ok(plan(Action::Unchanged { release: document.release, raise }));
    }
    if let Some(refusal) = guard::check(candidate, current, overrides) {
        return Err(refusal);
    }
    let claims = ownership::judge(candidate, current, owners, overrides)?;
    let known: BTreeMap<&str, Timestamp> =
        ownership::standing(current).map(|dag| (dag.dag_id.as_str(), dag.since)).collect();
    let dags: Vec<DagEntry> = candidate
        .dags
        .iter()
        .zip(claims)
        .map(|(dag, claim)| DagEntry {
            dag_id: dag.dag_id.clone(),
            path: dag.path.clone(),
            line: dag.line,
            since: known.get(dag.dag_id.as_str()).copied().unwrap_or(born),
            claim,
        })
        .collect();
    let mut checks = candidate.checks.clone();
    let checked = owners.is_none_or(|owners| owners.unread.is_none());
    if checked {
        checks.push(ownership::CHECK.into());
        checks.sort();
    }
    let record = Record {
        files: candidate.entries.clone(),
        dags,
        unresolved: candidate.unresolved.clone(),
        source: candidate.source.clone(),
        target: candidate.target.clone(),
        checks,
    };
    Ok(plan(Action::Release { release: current.next, record: Box::new(record) }))
}

/// The document that commits a release: `record` with `archive`, following `current`.
pub(super) fn document(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    current: &Current,
    record: &Record,
    archive: &Archive,
    nonce: Uuid,
) -> Document {
    let mut high_water = current.high_water.clone();
    record.source.speak(&mut high_water);
    let tree_sha256 = crate::metadata::tree_sha256(&record.files);
    let entry = HistoryEntry {
        release: current.next,
        nonce,
        published_at: current.date,
        archive: Some(archive.clone()),
        tree_sha256,
        source: record.source.clone(),
        dag_count: record.dags.len() as u64,
        restores: None,
        removed: None,
    };
    let mut document = Document {
        schema_version: SCHEMA_VERSION,
        min_reader: MIN_READER,
        environment: keys.environment().clone(),
        package: keys.package().clone(),
        release: current.next,
        nonce,
        write_id: Uuid::nil(),
        published_at: current.date,
        tool: Tool::this(),
        source: record.source.clone(),
        high_water,
        target: record.target.clone(),
        checks: record.checks.clone(),
        archive: Some(archive.clone()),
        tree_sha256,
        files: record.files.clone(),
        dags: record.dags.clone(),
        unresolved: record.unresolved.clone(),
        restores: None,
        removed: None,
        frozen: None,
        history: history::extend(entry, &current.history, current.date),
        other: current.document.as_ref().map(|document| document.other.clone()).unwrap_or_default(),
    };
    stamp(publisher, &mut document);
    document
}
