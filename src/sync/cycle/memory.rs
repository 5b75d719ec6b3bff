//! What a syncer remembers between cycles. All of it is a cache, but for the journal of absences.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::absence::Journal;
use super::super::listing::Environment;
use super::super::read::{Learned, ReadDocument};
use super::super::report::Problem;
use super::super::report::Report;
use super::super::tree::{Folder, FolderName, Live, Tree, TreeError};
use crate::bucket::{ETag, ObjectInfo};
use crate::metadata::{EnvironmentName, PackageName};

/// The cache in the state folder.
const CACHE: &str = "cache";
/// The journal of absences in the state folder.
const ABSENT: &str = "absent";
/// The first pause after a package could not be fetched; it doubles.
const FIRST_PAUSE: Duration = Duration::from_secs(15);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// What a syncer remembers.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) learned: Learned,
    pub(super) absences: Journal,
    /// Live trees that are not what their documents say.
    pub(super) damaged: BTreeSet<FolderName>,
    /// The last cycle, when there was nothing to do.
    pub(super) quiet: Option<Quiet>,
    pauses: BTreeMap<PackageName, Pause>,
    cache: Cache,
    /// As it is on the disk.
    saved: Cache,
}

/// A cycle that had nothing to do: what it saw, and its report.
#[derive(Debug)]
pub(super) struct Quiet {
    pub(super) objects: Vec<ObjectInfo>,
    pub(super) live: Live,
    pub(super) team: Option<Vec<u8>>,
    pub(super) report: Report,
}

/// A release that could not be fetched, and when it is tried again.
#[derive(Debug, Clone)]
struct Pause {
    nonce: Uuid,
    failures: u32,
    until: Duration,
    problem: Problem,
}

/// What saves requests after a restart. It says nothing that is not checked against a tree or the bucket.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Cache {
    bucket: String,
    environment: String,
    /// Documents that live trees hold, as the bucket knows them.
    documents: BTreeMap<PackageName, CachedDocument>,
    /// Folders without a document that were seen to have no projection.json either.
    plain: BTreeSet<String>,
    /// Of the team's `.airflowignore` that is merged into ours.
    team: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct CachedDocument {
    etag: String,
    nonce: Uuid,
    write_id: Uuid,
}

impl Memory {
    /// Reads both notes; one that cannot be read is as good as none.
    pub(super) fn load(tree: &Tree, bucket: &str, environment: &EnvironmentName) -> Self {
        let fresh =
            Cache { bucket: bucket.to_owned(), environment: environment.to_string(), ..Cache::default() };
        let cache: Option<Cache> = read(tree, CACHE);
        let cache = cache
            .filter(|cache| (&cache.bucket, &cache.environment) == (&fresh.bucket, &fresh.environment))
            .unwrap_or(fresh);
        let absences = read(tree, ABSENT).unwrap_or_default();
        Self { absences, saved: cache.clone(), cache, ..Self::default() }
    }

    /// Writes the cache when it changed. That it cannot be written costs requests, nothing else.
    pub(super) fn save(&mut self, tree: &Tree) {
        if self.cache == self.saved {
            return;
        }
        let written =
            serde_json::to_vec(&self.cache).is_ok_and(|bytes| match tree.set_note(CACHE, &bytes, false) {
                Ok(()) => true,
                Err(error) => {
                    tracing::debug!("the cache was not written: {error}");
                    false
                }
            });
        if written {
            self.saved = self.cache.clone();
        }
    }

    /// Writes the journal, so that neither a latch nor a count is forgotten by a restart.
    pub(super) fn set_absences(&mut self, journal: Journal, tree: &Tree) -> Result<(), TreeError> {
        if journal != self.absences {
            let bytes =
                serde_json::to_vec(&journal).map_err(|error| TreeError::Content(error.to_string()))?;
            tree.set_note(ABSENT, &bytes, true)?;
            self.absences = journal;
        }
        Ok(())
    }

    /// Tells `learned` of documents that live trees hold: they need not be read while their ETag stands.
    pub(super) fn remind(&mut self, learned: &mut Learned, live: &Live, listing: &Environment) {
        for (package, etag) in &listing.managed {
            self.cache.plain.remove(package.as_str());
            let Some(cached) = self.cache.documents.get(package).filter(|cached| cached.etag == etag.0)
            else {
                continue;
            };
            let Some(Folder::Managed { document, .. }) = live.folders.get(&FolderName::from(package)) else {
                continue;
            };
            let of = document.document();
            if !learned.knows(package, etag)
                && document.held_back().is_none()
                && of.write_id == cached.write_id
            {
                learned.document(package.clone(), etag.clone(), of.clone());
            }
        }
    }

    /// Takes note of the documents of this cycle.
    pub(super) fn note_documents(&mut self, documents: &BTreeMap<PackageName, ReadDocument>) {
        self.cache.documents = documents
            .iter()
            .filter_map(|(package, read)| {
                let document = read.content.as_ref().ok()?;
                let cached = CachedDocument {
                    etag: read.etag.0.clone(),
                    nonce: document.nonce,
                    write_id: document.write_id,
                };
                Some((package.clone(), cached))
            })
            .collect();
    }

    /// The newest commit of a package, by the state file.
    pub(super) fn nonce(&self, package: &PackageName) -> Option<Uuid> {
        Some(self.cache.documents.get(package)?.nonce)
    }

    /// Whether a folder was seen to have no projection.json.
    pub(super) fn is_plain(&self, folder: &str) -> bool {
        self.cache.plain.contains(folder)
    }

    pub(super) fn note_plain(&mut self, folder: &str) {
        self.cache.plain.insert(folder.to_owned());
    }

    /// The ETag of the team's `.airflowignore` that is in place.
    pub(super) fn team(&self) -> Option<&str> {
        self.cache.team.as_deref()
    }

    pub(super) fn set_team(&mut self, etag: Option<&ETag>) {
        self.cache.team = etag.map(|etag| etag.0.clone());
    }

    /// Why a release is not tried again for now.
    pub(super) fn pause(&self, package: &PackageName, nonce: Uuid, now: Duration) -> Option<&Problem> {
        let pause = self.pauses.get(package)?;
        (pause.nonce == nonce && now < pause.until).then_some(&pause.problem)
    }

    pub(super) fn has_pause(&self, package: &PackageName) -> bool {
        self.pauses.contains_key(package)
    }

    /// A release could not be fetched.
    pub(super) fn fetch_failed(
        &mut self,
        package: &PackageName,
        nonce: Uuid,
        problem: &Problem,
        now: Duration,
    ) {
        let failures = match self.pauses.get(package) {
            Some(pause) if pause.nonce == nonce => pause.failures.saturating_add(1),
            _ => 1,
        };
        let pause = FIRST_PAUSE.saturating_mul(1 << (failures - 1).min(16)).min(LONGEST_PAUSE);
        let pause = Pause { nonce, failures, until: now + pause, problem: problem.clone() };
        self.pauses.insert(package.clone(), pause);
    }

    pub(super) fn fetched(&mut self, package: &PackageName) {
        self.pauses.remove(package);
    }
}

fn read<T: for<'de> Deserialize<'de>>(tree: &Tree, name: &str) -> Option<T> {
    serde_json::from_slice(&tree.note(name)?).ok()
}
