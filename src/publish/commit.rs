//! The commit: writing `metadata.json` by compare-and-swap, and finding out when the answer was lost.

use std::time::Duration;

use bytes::Bytes;
use uuid::Uuid;

use super::current::{self, Current};
use super::outcome::{Known, PublishError};
use super::{Phase, Publisher, Refusal};
use crate::bucket::{BucketError, Condition, ErrorKind};
use crate::metadata::layout::PackageKeys;
use crate::metadata::{Digest, Document, ReleaseNumber, Tool};
use crate::planted::{Bug, planted};

/// How often the same document is sent while the bucket shows that nobody else wrote.
const ATTEMPTS: u32 = 6;

/// How often a lost race is run again.
const RACES: u32 = 5;

/// How a commit ended.
#[derive(Debug)]
pub(super) enum Commit {
    /// The document, or one that follows it, is there.
    Done(Box<Landed>),
    /// Somebody else's document is there, and ours never will be: what it must follow is gone for good.
    Lost(Box<Current>),
    /// The archive grew too old before the document was sent.
    Stale,
}

/// A commit that is certain.
#[derive(Debug)]
pub(super) struct Landed {
    /// Its number: that of an earlier attempt of this call, should that one turn out to have got through.
    pub(super) release: ReleaseNumber,
    /// The document that was current when that became certain: ours, or one that came after it.
    pub(super) document: Document,
}

/// A document on its way.
#[derive(Debug)]
pub(super) struct Attempt<'a> {
    /// The document.
    pub document: &'a Document,
    /// What it must follow.
    pub condition: Condition,
    /// Every nonce that this call has sent so far, this one included: one that was given up on may have landed.
    /// Empty for a write that is no release.
    pub nonces: &'a [Uuid],
    /// The host's `elapsed` after which it is not sent any more.
    pub deadline: Option<Duration>,
}

/// Sends a document until it is there, somebody else's is, or the bucket gives up.
///
/// Any answer but success is looked up: a request that timed out may have been carried out. Sending the same
/// bytes again is harmless, because no two documents are equal (`write_id`): once the ETag has moved on, it
/// never comes back, and a late duplicate finds its condition broken.
///
/// # Errors
/// [`PublishError::Bucket`] says what is known of the commit.
pub(super) async fn commit(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    attempt: &Attempt<'_>,
) -> Result<Commit, PublishError> {
    let bytes = Bytes::from(attempt.document.to_checked_bytes(keys).map_err(PublishError::Unwritable)?);
    publisher.watch.begin(keys.package(), Phase::Commit, 1);
    // What the last request that may still land was answered.
    let mut unheard: Option<BucketError> = None;
    let mut sent = 0;
    loop {
        let late = attempt.deadline.is_some_and(|deadline| publisher.host.elapsed() > deadline);
        if late && !planted(Bug::LateCommit) {
            return match unheard {
                Some(error) => Err(failed(Known::Unknown, error)),
                None => Ok(Commit::Stale),
            };
        }
        let condition = if planted(Bug::Unconditional) { Condition::None } else { attempt.condition.clone() };
        let answer = publisher.bucket.put(&keys.metadata(), bytes.clone(), condition).await;
        sent += 1;
        let error = match answer {
            Ok(_) => {
                publisher.watch.step(keys.package());
                let (release, document) = (attempt.document.release, attempt.document.clone());
                return Ok(Commit::Done(Box::new(Landed { release, document })));
            }
            Err(error) => error,
        };
        if matches!(error.kind, ErrorKind::Unavailable | ErrorKind::Garbage) {
            unheard = Some(error.clone());
        }
        let now = match current::read(publisher, keys).await {
            Ok(now) => now,
            Err(unread) => return Err(unsettled(error, unheard.is_some(), unread)),
        };
        if let Some(landed) = ours(attempt, &now) {
            publisher.watch.step(keys.package());
            return Ok(Commit::Done(Box::new(landed)));
        }
        if now.condition() != attempt.condition {
            return Ok(Commit::Lost(Box::new(now)));
        }
        let again = error.is_passing() || error.kind == ErrorKind::Precondition;
        if !again || sent == ATTEMPTS {
            let known = if unheard.is_some() { Known::Unknown } else { Known::NotCommitted };
            return Err(failed(known, error));
        }
        if sent == 1 {
            publisher.watch.warn(keys.package(), &format!("{error}; asking again"));
        }
        let pause = Duration::from_millis(100) * 2_u32.pow(sent);
        publisher.host.sleep(publisher.host.jitter(pause)).await;
    }
}

fn failed(known: Known, error: BucketError) -> PublishError {
    PublishError::bucket("committing the release", known, error)
}

/// The write was answered with `error` and what is there now could not be read: whether it happened is known
/// only when the store turned it, and every one before it, away.
fn unsettled(error: BucketError, unheard: bool, unread: PublishError) -> PublishError {
    let turned_away = matches!(
        error.kind,
        ErrorKind::Precondition
            | ErrorKind::Conflict
            | ErrorKind::SlowDown
            | ErrorKind::Denied
            | ErrorKind::Credentials
    );
    match (unread, turned_away && !unheard) {
        (PublishError::Bucket { source, .. }, true) => failed(Known::NotCommitted, source),
        (PublishError::Bucket { source, .. }, false) => failed(Known::Unknown, source),
        (unread, true) => unread,
        // A document that cannot be used may be one that follows ours: nobody may call that a refusal.
        (_, false) => failed(Known::Unknown, error),
    }
}

/// What is ours in what the bucket shows.
fn ours(attempt: &Attempt<'_>, now: &Current) -> Option<Landed> {
    let document = now.document.as_ref().filter(|_| !planted(Bug::NoNonceAtReadBack))?;
    let landed = |release| Landed { release, document: document.clone() };
    if document.write_id == attempt.document.write_id {
        return Some(landed(document.release));
    }
    let entry = now.history.iter().find(|entry| attempt.nonces.contains(&entry.nonce))?;
    Some(landed(entry.release))
}

/// Counts a lost race, and goes on from what won it unless it was one too many.
pub(super) fn run_again(now: Current, races: &mut u32) -> Result<Current, PublishError> {
    *races += 1;
    if *races < RACES {
        return Ok(now);
    }
    let release = now.history.first().map(|entry| entry.release);
    Err(PublishError::Refused(Refusal::RaceLost { attempts: *races, release }))
}

/// Gives a document that is about to be written an id of its own, so that no two writes have the same bytes.
pub(super) fn stamp(publisher: &Publisher<'_>, document: &mut Document) {
    document.tool = Tool::this();
    document.write_id = if planted(Bug::RepeatedBytes) {
        document.write_id = Uuid::nil();
        let digest = Digest::of(&document.to_bytes().unwrap_or_default());
        Uuid::from_slice(&digest.as_bytes()[..16]).unwrap_or_default()
    } else {
        publisher.host.uuid()
    };
}
