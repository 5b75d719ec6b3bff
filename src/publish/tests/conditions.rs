//! Stores that take conditional writes and do not keep their conditions, told before anything is committed.

use async_trait::async_trait;

use super::*;
use crate::bucket::Operation::Put;
use crate::bucket::{Bucket, BucketError, Condition, ErrorKind, Listing, Object, ObjectInfo, Page, Stored};

/// A store that keeps one of the two conditions, or none, and first answers probes with an error that passes.
#[derive(Debug)]
struct Unfit {
    memory: Memory,
    keeps_absent: bool,
    keeps_matches: bool,
    /// How many probes are still answered with `error`.
    errors: Mutex<u32>,
    error: ErrorKind,
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.memory.fmt(f)
    }
}

#[async_trait]
impl Bucket for Unfit {
    async fn get(&self, key: &str, limit: u64) -> Result<Object, BucketError> {
        self.memory.get(key, limit).await
    }
    async fn head(&self, key: &str) -> Result<ObjectInfo, BucketError> {
        self.memory.head(key).await
    }
    async fn put(&self, key: &str, bytes: Bytes, condition: Condition) -> Result<Stored, BucketError> {
        if &bytes[..] == b"this write must be refused" {
            let mut errors = self.errors.lock().unwrap();
            if *errors > 0 {
                *errors -= 1;
                return Err(BucketError::new(Put, key, self.error.clone(), "not now"));
            }
        }
        let condition = match condition {
            Condition::Absent if !self.keeps_absent => Condition::None,
            Condition::Matches(_) if !self.keeps_matches => Condition::None,
            kept => kept,
        };
        self.memory.put(key, bytes, condition).await
    }
    async fn delete(&self, key: &str) -> Result<(), BucketError> {
        self.memory.delete(key).await
    }
    async fn list(&self, listing: &Listing) -> Result<Page, BucketError> {
        self.memory.list(listing).await
    }
}

/// A first publish to such a store: how it ended, and whether a document is there.
fn first_publish(keeps_absent: bool, keeps_matches: bool, error: &ErrorKind, errors: u32) -> (String, bool) {
    let bed = Bed::new();
    let memory = bed.memory.clone();
    let unfit = Unfit { memory, keeps_absent, keeps_matches, errors: errors.into(), error: error.clone() };
    let publisher = Publisher { bucket: &unfit, ..bed.publisher() };
    let result = block_on(publish_all(&publisher, &[package("etl")])).remove(0).result;
    let ended = result.map_or_else(|error| error.to_string(), |published| published.release.to_string());
    (ended, bed.memory.current(&bed.keys("etl").metadata()).is_some())
}

#[test]
fn a_store_is_told_by_the_condition_that_it_ignores_however_often_it_is_busy_first() {
    for error in [ErrorKind::Conflict, ErrorKind::SlowDown, ErrorKind::Unavailable] {
        for errors in [0, 1, 2, 5] {
            for (keeps_absent, keeps_matches, ignored) in [
                (false, false, "If-None-Match: *"),
                (false, true, "If-None-Match: *"),
                (true, false, "If-Match"),
            ] {
                let (ended, committed) = first_publish(keeps_absent, keeps_matches, &error, errors);
                let sentence = format!("this store ignores `{ignored}`");
                assert!(ended.ends_with(&sentence), "{error:?} {errors} times, {ignored}: {ended}");
                assert!(!committed, "{error:?} {errors} times, {ignored}");
            }
            assert_eq!(first_publish(true, true, &error, errors), ("r1".into(), true));
        }
    }
}

#[test]
fn a_store_that_never_answers_a_probe_is_not_taken_for_one_that_keeps_conditions() {
    let (ended, committed) = first_publish(false, false, &ErrorKind::Unavailable, u32::MAX);
    assert!(ended.contains("checking conditional writes"), "{ended}");
    assert!(!committed);
}
