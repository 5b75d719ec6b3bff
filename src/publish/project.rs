//! The projection: a readable copy of the current release under `dags/`.
//!
//! Written after the commit, for people and for consumers that know nothing of releases. dag-sync never reads
//! it for a managed package. Several publishers may project at once; each looks again after it has written,
//! and goes on until the document it projected is still the current one.

use std::collections::BTreeMap;

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde::{Deserialize, Serialize};

use super::current;
use super::outcome::{Known, PublishError, subject};
use super::{Candidate, Phase, Publisher};
use crate::bucket::{BucketError, Condition, ETag, ErrorKind, ObjectInfo, Page, list_all};
use crate::metadata::layout::PackageKeys;
use crate::metadata::limits::METADATA_BYTES;
use crate::metadata::{Digest, Document, FileEntry, FilePath, ReleaseNumber};
use crate::planted::{Bug, planted};
use crate::release::unpack;

/// How often a projection follows a document that moves on, before it leaves the rest to the others.
const ROUNDS: u32 = 20;

/// `projection.json`: what the last projection wrote, so that the next one can tell from ETags alone what
/// differs (under SSE-KMS an ETag is no digest of the bytes). A cache: a missing or wrong one costs writes,
/// never correctness, because an ETag that it names was seen with those bytes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Projection {
    schema_version: u32,
    release: Option<ReleaseNumber>,
    files: BTreeMap<FilePath, Projected>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Projected {
    etag: String,
    sha256: Digest,
}

/// What one round of projecting has to do.
#[derive(Debug, Default)]
struct Work<'a> {
    put: Vec<&'a FileEntry>,
    delete: Vec<&'a ObjectInfo>,
    keep: BTreeMap<FilePath, Projected>,
}

/// Makes `dags/` equal to the current release. `candidate` has the bytes when it is the release of `document`.
///
/// Returns the document that was current when nothing was left to do.
///
/// # Errors
/// The release stays committed; the copy is behind until the next publish.
pub(super) async fn project(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    committed: ReleaseNumber,
    document: Document,
    candidate: Option<&Candidate>,
) -> Result<Document, PublishError> {
    let fail = |error| {
        PublishError::bucket("writing the plain copy under dags/", Known::Committed(committed), error)
    };
    let mut document = document;
    for _ in 0..ROUNDS {
        let files = Files { publisher, document: &document, candidate, committed };
        if !round(publisher, keys, &document, &files).await.map_err(|error| error.or(fail))? {
            return Ok(document);
        }
        let now = match current::read(publisher, keys).await {
            Ok(now) => now,
            Err(PublishError::Bucket { source, .. }) => return Err(fail(source)),
            // The release is committed; what followed it is for whoever wrote that, who projects it too.
            Err(unusable) => {
                publisher.watch.warn(keys.package(), &format!("the plain copy is left as it is: {unusable}"));
                return Ok(document);
            }
        };
        match now.document {
            Some(now) if now.nonce != document.nonce && !planted(Bug::ProjectionStopsEarly) => document = now,
            Some(now) => return Ok(now),
            // Somebody deleted the document: nothing says what the copy should be.
            None => return Ok(document),
        }
    }
    publisher
        .watch
        .warn(keys.package(), "releases follow each other so fast that the plain copy is left to the others");
    Ok(document)
}

/// What must not happen before the commit: one round for a release that may never be.
pub(super) async fn project_uncommitted(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    document: &Document,
    candidate: &Candidate,
) {
    let files = Files { publisher, document, candidate: Some(candidate), committed: document.release };
    let _ = round(publisher, keys, document, &files).await;
}

/// An error inside a round: the bucket's, or one that is already said.
enum RoundError {
    Bucket(BucketError),
    Said(PublishError),
}

impl RoundError {
    fn or(self, fail: impl Fn(BucketError) -> PublishError) -> PublishError {
        match self {
            Self::Bucket(error) => fail(error),
            Self::Said(error) => error,
        }
    }
}

impl From<BucketError> for RoundError {
    fn from(error: BucketError) -> Self {
        Self::Bucket(error)
    }
}

/// One look and the writes that follow from it; whether there were any.
async fn round(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    document: &Document,
    files: &Files<'_>,
) -> Result<bool, RoundError> {
    let prefix = keys.dags();
    let (listing, projection) =
        futures::future::join(list_all(publisher.bucket, &prefix, false), read_projection(publisher, keys))
            .await;
    let (listing, projection) = (listing?, projection?);
    let work = work(&prefix, document, &listing, projection.as_ref());
    if work.put.is_empty() && work.delete.is_empty() && projection.is_some() {
        return Ok(false);
    }
    publisher.watch.begin(keys.package(), Phase::Project, (work.put.len() + work.delete.len()) as u64);
    let bytes = files.bytes(&work.put).await?;
    let mut written = work.keep;
    let mut puts = stream::iter(work.put.iter().zip(bytes))
        .map(|(file, bytes)| async move {
            let stored = publisher.bucket.put(&keys.dag_file(&file.path), bytes, Condition::None).await?;
            publisher.watch.step(keys.package());
            Ok::<_, BucketError>((file.path.clone(), Projected { etag: stored.etag.0, sha256: file.sha256 }))
        })
        .buffer_unordered(publisher.concurrency.max(1));
    while let Some((path, projected)) = puts.try_next().await? {
        written.insert(path, projected);
    }
    drop(puts);
    stream::iter(&work.delete)
        .map(|object| async move {
            publisher.bucket.delete(&object.key).await?;
            publisher.watch.step(keys.package());
            Ok::<_, BucketError>(())
        })
        .buffer_unordered(publisher.concurrency.max(1))
        .try_collect::<()>()
        .await?;
    let projection = Projection { schema_version: 1, release: Some(document.release), files: written };
    // A projection cannot fail to be JSON; an empty object would only cost the next publish its shortcut.
    let json = serde_json::to_vec(&projection).unwrap_or_else(|_| b"{}".to_vec());
    publisher.bucket.put(&keys.projection(), json.into(), Condition::None).await?;
    Ok(true)
}

async fn read_projection(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
) -> Result<Option<Projection>, BucketError> {
    match publisher.bucket.get(&keys.projection(), METADATA_BYTES as u64).await {
        Ok(object) => Ok(serde_json::from_slice(&object.bytes).ok()),
        // A cache that is too large to be one is none.
        Err(error) if error.is_not_found() || matches!(error.kind, ErrorKind::TooLarge { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What differs between a release and what is there.
fn work<'a>(
    prefix: &str,
    document: &'a Document,
    listing: &'a Page,
    projection: Option<&Projection>,
) -> Work<'a> {
    let there: BTreeMap<&str, &ObjectInfo> = listing
        .objects
        .iter()
        .filter_map(|object| Some((object.key.strip_prefix(prefix)?, object)))
        .collect();
    let mut work = Work::default();
    for file in &document.files {
        let known = projection.and_then(|projection| projection.files.get(&file.path));
        let found = there.get(file.path.as_str());
        match (known, found) {
            (Some(known), Some(found))
                if known.sha256 == file.sha256
                    && ETag(known.etag.clone()) == found.etag
                    && found.size == file.size =>
            {
                work.keep.insert(file.path.clone(), known.clone());
            }
            _ => work.put.push(file),
        }
    }
    let wanted: std::collections::BTreeSet<&str> =
        document.files.iter().map(|file| file.path.as_str()).collect();
    // Keys that end in `/` are folders that a console made.
    work.delete = there
        .into_iter()
        .filter(|(path, _)| !path.is_empty() && !path.ends_with('/') && !wanted.contains(path))
        .map(|(_, object)| object)
        .collect();
    work
}

/// Where the bytes of a release come from: the candidate in memory, or the archive.
struct Files<'a> {
    publisher: &'a Publisher<'a>,
    document: &'a Document,
    candidate: Option<&'a Candidate>,
    committed: ReleaseNumber,
}

impl Files<'_> {
    async fn bytes(&self, files: &[&FileEntry]) -> Result<Vec<Bytes>, RoundError> {
        if files.is_empty() {
            return Ok(Vec::new());
        }
        if let Some(candidate) = self.candidate
            && candidate.tree_sha256 == self.document.tree_sha256
        {
            return Ok(files.iter().map(|file| candidate.bytes(&file.path)).collect());
        }
        let Some(archive) = &self.document.archive else { return Ok(Vec::new()) };
        let spoiled = |reason: String| {
            RoundError::Said(PublishError::Archive {
                subject: subject(self.publisher.bucket, &archive.key),
                reason,
                known: Known::Committed(self.committed),
            })
        };
        let object = self.publisher.bucket.get(&archive.key, archive.size).await?;
        if Digest::of(&object.bytes) != archive.sha256 {
            return Err(spoiled("its SHA-256 differs".into()));
        }
        let unpacked = unpack(&object.bytes).map_err(|error| spoiled(error.to_string()))?;
        files
            .iter()
            .map(|file| match unpacked.files.get(&file.path) {
                Some(bytes) if Digest::of(bytes) == file.sha256 => Ok(bytes.clone()),
                _ => Err(spoiled(format!("`{}` in it is not what metadata.json says", file.path))),
            })
            .collect()
    }
}
