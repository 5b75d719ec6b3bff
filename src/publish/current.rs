//! What is published of a package now: its document, or what the archives say of a lost one.

use std::collections::BTreeMap;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;
use uuid::Uuid;

use super::Publisher;
use super::outcome::{Known, PublishError};
use crate::bucket::{BucketError, Condition, ETag, ObjectInfo, list_all};
use crate::metadata::layout::PackageKeys;
use crate::metadata::limits::{HISTORY, METADATA_BYTES, PACKAGE_BYTES};
use crate::metadata::{Archive, Digest, Document, HistoryEntry, ReleaseNumber, tree_sha256};
use crate::release::{Record, unpack};

/// What is published of a package, and what a write must ask for to follow it.
#[derive(Debug, Clone)]
pub(super) struct Current {
    /// The document, when there is one.
    pub document: Option<Document>,
    /// Its ETag.
    pub etag: Option<ETag>,
    /// The number of the next release.
    pub next: ReleaseNumber,
    /// The history that the next release follows.
    pub history: Vec<HistoryEntry>,
    /// The highest run of each repository that has spoken.
    pub high_water: BTreeMap<String, u64>,
    /// The bucket's time when it was read.
    pub date: Timestamp,
}

impl Current {
    /// The condition under which a write follows what was read.
    pub(super) fn condition(&self) -> Condition {
        self.etag.clone().map_or(Condition::Absent, Condition::Matches)
    }
}

/// Reads what is published under `keys`.
///
/// # Errors
/// When the bucket fails, or when what lies there is no document: publishing over it would lose its history.
pub(super) async fn read(publisher: &Publisher<'_>, keys: &PackageKeys) -> Result<Current, PublishError> {
    match publisher.bucket.get(&keys.metadata(), METADATA_BYTES as u64).await {
        Ok(object) => {
            let document = Document::parse(&object.bytes, keys)
                .map_err(|error| PublishError::document(publisher.bucket, keys, error))?;
            Ok(Current {
                next: document.release.next(),
                history: document.history.clone(),
                high_water: document.high_water.clone(),
                document: Some(document),
                etag: Some(object.info.etag),
                date: object.date,
            })
        }
        Err(error) if error.is_not_found() => read_without_document(publisher, keys).await,
        Err(error) => Err(PublishError::bucket("reading what is published", Known::NotCommitted, error)),
    }
}

/// No document: either the package is new, or its document was lost and the archives must tell.
async fn read_without_document(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
) -> Result<Current, PublishError> {
    let fail = |error| PublishError::bucket("looking for releases", Known::NotCommitted, error);
    let page = list_all(publisher.bucket, &keys.releases(), false).await.map_err(fail)?;
    let mut archives: Vec<(ReleaseNumber, &ObjectInfo)> =
        page.objects.iter().filter_map(|object| Some((keys.archive_number(&object.key)?, object))).collect();
    archives.sort_by(|(_, a), (_, b)| (a.last_modified, &a.key).cmp(&(b.last_modified, &b.key)));
    archives.drain(..archives.len().saturating_sub(HISTORY));
    let projected = page.objects.iter().any(|object| object.key == keys.projection());

    let records: Vec<Option<(HistoryEntry, Record)>> =
        stream::iter(archives.iter().map(|(_, object)| *object))
            .map(|object| rebuild(publisher, keys, object))
            .buffered(publisher.concurrency.max(1))
            .try_collect()
            .await
            .map_err(fail)?;
    let found: Vec<(HistoryEntry, Record)> = records.into_iter().flatten().collect();
    let highest = archives.iter().map(|(number, _)| *number).max();

    // A number above 1 or a projection.json is the mark of a commit that is no longer there, and the lost
    // document may have gone further than the archives show. Without either, these are the archives of first
    // publishes that died or are still under way: they count as if they had come just before.
    let lost = projected || highest.is_some_and(|number| number > ReleaseNumber::FIRST);
    let mut history: Vec<HistoryEntry> = Vec::new();
    let mut high_water = BTreeMap::new();
    for (mut entry, record) in found {
        let after = history.first().map_or(ReleaseNumber::FIRST, |newest| newest.release.next());
        entry.release = entry.release.max(after);
        if let Some((repository, run)) = record.source.run() {
            let highest = high_water.entry(repository.to_owned()).or_insert(run);
            *highest = run.max(*highest);
        }
        history.insert(0, entry);
    }
    let above = history.first().map(|entry| entry.release).max(highest);
    let next = match above {
        None if projected => ReleaseNumber::FIRST.next_thousand(),
        None => ReleaseNumber::FIRST,
        Some(number) if lost => number.next_thousand(),
        Some(number) => number.next(),
    };
    if lost {
        publisher.watch.warn(
            keys.package(),
            &format!(
                "{} is missing although releases were published; its history is rebuilt from {} archives and goes on at {next}",
                keys.metadata(),
                history.len()
            ),
        );
    }
    Ok(Current { document: None, etag: None, next, history, high_water, date: page.date })
}

/// A history entry from an archive alone; `None` for an archive that cannot be read or is gone meanwhile.
async fn rebuild(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    object: &ObjectInfo,
) -> Result<Option<(HistoryEntry, Record)>, BucketError> {
    let bytes = match publisher.bucket.get(&object.key, PACKAGE_BYTES).await {
        Ok(object) => object.bytes,
        Err(error) if error.is_not_found() => return Ok(None),
        Err(error) => return Err(error),
    };
    let nonce = object.key.strip_suffix(".tar.gz").and_then(|key| key.get(key.len().checked_sub(36)?..));
    let (Some(release), Some(nonce), Ok(unpacked)) = (
        keys.archive_number(&object.key),
        nonce.and_then(|nonce| Uuid::try_parse(nonce).ok()),
        unpack(&bytes),
    ) else {
        publisher
            .watch
            .warn(keys.package(), &format!("{} is not a readable archive; it is left out", object.key));
        return Ok(None);
    };
    let record = unpacked.record;
    let entry = HistoryEntry {
        release,
        nonce,
        published_at: object.last_modified,
        archive: Some(Archive {
            key: object.key.clone(),
            size: bytes.len() as u64,
            sha256: Digest::of(&bytes),
        }),
        tree_sha256: tree_sha256(&record.files),
        source: record.source.clone(),
        dag_count: record.dags.len() as u64,
        restores: None,
        removed: None,
    };
    Ok(Some((entry, record)))
}
