//! What is published of a package now: its document, or what the archives say of a lost one.

use std::collections::BTreeMap;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;
use uuid::Uuid;

use super::Publisher;
use super::outcome::{Known, PublishError};
use crate::bucket::{BucketError, Condition, ETag, ErrorKind, ObjectInfo, list_all};
use crate::metadata::layout::PackageKeys;
use crate::metadata::limits::{HISTORY, METADATA_BYTES, PACKAGE_BYTES};
use crate::metadata::{Archive, Digest, Document, HistoryEntry, ReleaseNumber, is_foreign, tree_sha256};
use crate::release::unpack;

/// What is published of a package, and what a write must ask for to follow it.
#[derive(Debug, Clone)]
pub(super) struct Current {
    /// The document, when there is one.
    pub document: Option<Document>,
    /// The ETag of what lies under its key: of the document, or of an object that another tool left there.
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

    /// Whether the `metadata.json` of another tool lies where the document will be.
    pub(super) fn is_foreign(&self) -> bool {
        self.document.is_none() && self.etag.is_some()
    }
}

/// Reads what is published under `keys`. The `metadata.json` of another tool is no document: what it says is not
/// used, and the next write replaces it and nothing else.
///
/// # Errors
/// When the bucket fails, or when what lies there is a document that cannot be used: publishing over it would
/// lose its history.
pub(super) async fn read(publisher: &Publisher<'_>, keys: &PackageKeys) -> Result<Current, PublishError> {
    match publisher.bucket.get(&keys.metadata(), METADATA_BYTES as u64).await {
        Ok(object) => {
            let document = match Document::parse(&object.bytes, keys) {
                Ok(document) => document,
                Err(_) if is_foreign(&object.bytes) => {
                    return read_without_document(publisher, keys, Some(object.info.etag)).await;
                }
                Err(error) => return Err(PublishError::document(publisher.bucket, keys, error)),
            };
            Ok(Current {
                next: document.release.next(),
                history: document.history.clone(),
                high_water: document.high_water.clone(),
                document: Some(document),
                etag: Some(object.info.etag),
                date: object.date,
            })
        }
        Err(error) if error.is_not_found() => read_without_document(publisher, keys, None).await,
        Err(error) => Err(PublishError::bucket("reading what is published", Known::NotCommitted, error)),
    }
}

/// No document: either the package is new, or its document was lost and the archives must tell. `foreign` is the
/// ETag of what another tool has put in its place.
///
/// An archive numbered 1 proves nothing: a first publish may have died, or been refused, after writing it. A
/// higher number follows a commit, and `projection.json` is written after one.
async fn read_without_document(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    foreign: Option<ETag>,
) -> Result<Current, PublishError> {
    let fail = |error| PublishError::bucket("looking for releases", Known::NotCommitted, error);
    let page = list_all(publisher.bucket, &keys.releases(), false).await.map_err(fail)?;
    let mut archives: Vec<(ReleaseNumber, &ObjectInfo)> =
        page.objects.iter().filter_map(|object| Some((keys.archive_number(&object.key)?, object))).collect();
    let highest = archives.iter().map(|(number, _)| *number).max();
    let projected = page.objects.iter().any(|object| object.key == keys.projection());
    let mut current = Current {
        document: None,
        etag: foreign,
        next: ReleaseNumber::FIRST,
        history: Vec::new(),
        high_water: BTreeMap::new(),
        date: page.date,
    };
    if !projected && highest.is_none_or(|number| number == ReleaseNumber::FIRST) {
        return Ok(current);
    }
    archives.sort_by(|(_, a), (_, b)| (a.last_modified, &a.key).cmp(&(b.last_modified, &b.key)));
    archives.drain(..archives.len().saturating_sub(HISTORY));
    let entries: Vec<Option<HistoryEntry>> = stream::iter(archives.iter().map(|(_, object)| *object))
        .map(|object| rebuild(publisher, keys, object))
        .buffered(at_once(publisher, &archives))
        .try_collect()
        .await
        .map_err(fail)?;
    for mut entry in entries.into_iter().flatten() {
        // Two archives may have tried the same number; the order in which they were written decides.
        let after = current.history.first().map_or(ReleaseNumber::FIRST, |newest| newest.release.next());
        entry.release = entry.release.max(after);
        entry.source.speak(&mut current.high_water);
        current.history.insert(0, entry);
    }
    // The lost document may have gone further than the archives show.
    let newest = current.history.first().map(|entry| entry.release).max(highest);
    current.next = newest.unwrap_or(ReleaseNumber::FIRST).next_thousand();
    let what = if current.is_foreign() { "was replaced by another tool's" } else { "is missing" };
    publisher.watch.warn(
        keys.package(),
        &format!(
            "{} {what} although releases were published: its history is rebuilt from {} archives and goes on at {}",
            keys.metadata(),
            current.history.len(),
            current.next
        ),
    );
    Ok(current)
}

/// How many archives are in memory at once, packed and unpacked: no more than two of the largest kind.
fn at_once(publisher: &Publisher<'_>, archives: &[(ReleaseNumber, &ObjectInfo)]) -> usize {
    let largest = archives.iter().map(|(_, object)| object.size).max().unwrap_or(0).max(1);
    let fit = usize::try_from(2 * PACKAGE_BYTES / largest).unwrap_or(usize::MAX);
    fit.clamp(1, publisher.concurrency.max(1))
}

/// A history entry from an archive alone; `None` for an archive that cannot be read or is gone meanwhile.
async fn rebuild(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    object: &ObjectInfo,
) -> Result<Option<HistoryEntry>, BucketError> {
    let bytes = match publisher.bucket.get(&object.key, PACKAGE_BYTES).await {
        Ok(object) => object.bytes,
        Err(error) if error.is_not_found() => return Ok(None),
        Err(error) if matches!(error.kind, ErrorKind::TooLarge { .. }) => {
            publisher.watch.warn(keys.package(), &format!("{error}; it is left out"));
            return Ok(None);
        }
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
        source: record.source,
        dag_count: record.dags.len() as u64,
        restores: None,
        removed: None,
    };
    Ok(Some(entry))
}
