//! Writing a release's archive, and making sure that it is there.

use std::time::Duration;

use bytes::Bytes;
use uuid::Uuid;

use super::outcome::{Known, PublishError, subject};
use super::{Candidate, Phase, Publisher};
use crate::bucket::{BucketError, Condition, ETag, ErrorKind, Stored};
use crate::metadata::layout::PackageKeys;
use crate::metadata::limits::PACKAGE_BYTES;
use crate::metadata::{Archive, DocumentError, FilePath, PackageName, ReleaseNumber};
use crate::planted::{Bug, planted};
use crate::release::{Packed, Record, pack};

/// An archive that was written, and until when a commit may name it.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// Where it is.
    pub archive: Archive,
    /// The commit it was written for.
    pub nonce: Uuid,
    /// What it says of its release.
    pub record: Record,
    /// The host's `elapsed` after which it is written again under a new key.
    pub deadline: Duration,
}

/// A commit is not sent more than this after its archive: far less than the age at which an archive that no
/// history names is collected.
const FRESH: Duration = Duration::from_secs(3_600);

/// Packs a release and writes it under a key of its own.
///
/// # Errors
/// Nothing is committed then; what may have been written is collected later.
pub(super) async fn write(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    candidate: &Candidate,
    record: &Record,
    release: ReleaseNumber,
) -> Result<Written, PublishError> {
    let packed = packed(candidate, record)?;
    if packed.bytes.len() as u64 > PACKAGE_BYTES {
        return Err(PublishError::Unwritable(DocumentError::Impossible(format!(
            "its archive would have {} bytes; {PACKAGE_BYTES} are allowed",
            packed.bytes.len()
        ))));
    }
    publisher.watch.begin(&candidate.package, Phase::Archive, 1);
    let nonce = publisher.host.uuid();
    let key = keys.archive(release, nonce);
    // Counted from before the request: the bucket's LastModified is not earlier than this.
    let deadline = publisher.host.elapsed() + FRESH;
    let size = packed.bytes.len() as u64;
    let archive = Archive { key, size, sha256: packed.sha256 };
    if !planted(Bug::CommitBeforeArchive) {
        put(publisher, &candidate.package, &archive, packed.bytes).await?;
    }
    publisher.watch.step(&candidate.package);
    Ok(Written { archive, nonce, record: record.clone(), deadline })
}

/// What must not be left until after the commit.
pub(super) async fn write_late(
    publisher: &Publisher<'_>,
    candidate: &Candidate,
    written: &Written,
) -> Result<(), PublishError> {
    let packed = packed(candidate, &written.record)?;
    put(publisher, &candidate.package, &written.archive, packed.bytes).await
}

fn packed(candidate: &Candidate, record: &Record) -> Result<Packed, PublishError> {
    let bytes_of = |path: &FilePath| {
        let found = candidate.files.binary_search_by(|file| file.path.cmp(path));
        found.map_or(&[][..], |at| candidate.files[at].bytes.as_ref())
    };
    pack(record, bytes_of).map_err(|error| PublishError::Archive {
        subject: candidate.package.to_string(),
        reason: error.to_string(),
        known: Known::NotCommitted,
    })
}

/// The key carries our nonce, so whoever wrote it was us: a repeated request that finds it there has succeeded.
async fn put(
    publisher: &Publisher<'_>,
    package: &PackageName,
    archive: &Archive,
    bytes: Bytes,
) -> Result<(), PublishError> {
    match put_patiently(publisher, package, &archive.key, bytes, Condition::Absent, Duration::MAX).await {
        Ok(_) => Ok(()),
        Err(error) if error.kind == ErrorKind::Precondition => check(publisher, archive).await,
        Err(error) => Err(PublishError::bucket("writing the archive", Known::NotCommitted, error)),
    }
}

/// A conditional write that is asked again while its error is a passing one. Only for keys with our nonce: an
/// attempt whose answer was lost may have been taken, and is then what refuses the next one. No attempt begins after
/// `deadline`, which ends it with the last error.
async fn put_patiently(
    publisher: &Publisher<'_>,
    package: &PackageName,
    key: &str,
    bytes: Bytes,
    condition: Condition,
    deadline: Duration,
) -> Result<Stored, BucketError> {
    const ATTEMPTS: u32 = 6;
    let mut attempt = 1;
    loop {
        match publisher.bucket.put(key, bytes.clone(), condition.clone()).await {
            Err(error) if error.is_passing() && attempt < ATTEMPTS => {
                if attempt == 1 {
                    publisher.watch.warn(package, &format!("{error}; asking again"));
                }
                let pause = Duration::from_millis(100) * 2_u32.pow(attempt);
                publisher.host.sleep(publisher.host.jitter(pause)).await;
                if publisher.host.elapsed() > deadline {
                    return Err(error);
                }
                attempt += 1;
            }
            answer => return answer,
        }
    }
}

/// Whether an archive is there with the size that it should have.
///
/// # Errors
/// When it is not, or the bucket fails.
pub(super) async fn check(publisher: &Publisher<'_>, archive: &Archive) -> Result<(), PublishError> {
    match publisher.bucket.head(&archive.key).await {
        Ok(info) if info.size == archive.size => Ok(()),
        Ok(info) => Err(PublishError::Archive {
            subject: subject(publisher.bucket, &archive.key),
            reason: format!("it has {} bytes instead of {}", info.size, archive.size),
            known: Known::NotCommitted,
        }),
        Err(error) if error.is_not_found() => Err(PublishError::Archive {
            subject: subject(publisher.bucket, &archive.key),
            reason: "it is gone".into(),
            known: Known::NotCommitted,
        }),
        Err(error) => Err(PublishError::bucket("looking at the archive", Known::NotCommitted, error)),
    }
}

/// Makes two writes that the store must refuse, over the fresh archive of a package's first release.
///
/// A store that ignores conditions spoils an archive that nothing names yet; one that honours them answers
/// twice with 412 and has read a few bytes. The second write is sent when the first was answered: a store may
/// refuse one of two writes to a key for the other's sake, which says nothing of its condition. Nor does an error
/// that passes, which is asked again. An archive that is no longer fresh may have been collected, and proves
/// nothing: the commit will ask for a new one.
///
/// # Errors
/// When a write was taken, or the bucket fails otherwise.
pub(super) async fn prove_conditions(
    publisher: &Publisher<'_>,
    package: &PackageName,
    written: &Written,
) -> Result<(), PublishError> {
    let key = &written.archive.key;
    let is_late = || publisher.host.elapsed() > written.deadline;
    let nobody = ETag("\"00000000000000000000000000000000\"".into());
    for (condition, header) in
        [(Condition::Absent, "If-None-Match: *"), (Condition::Matches(nobody), "If-Match")]
    {
        // Where the archive may be collected, this would be written in its place.
        if is_late() {
            return Ok(());
        }
        let bytes = Bytes::from_static(b"this write must be refused");
        match put_patiently(publisher, package, key, bytes, condition, written.deadline).await {
            Err(error) if error.kind == ErrorKind::Precondition => {}
            Err(error) if error.is_passing() && is_late() => return Ok(()),
            Ok(_) => {
                return Err(PublishError::Unconditional {
                    subject: subject(publisher.bucket, key),
                    condition: header,
                });
            }
            Err(error) => {
                return Err(PublishError::bucket("checking conditional writes", Known::NotCommitted, error));
            }
        }
    }
    Ok(())
}
