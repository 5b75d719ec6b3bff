//! A bucket in memory: versions, a clock that is handed in, and a count of requests.
//!
//! For tests and for the simulation: it keeps every version of every object, as a versioned S3 bucket does, and
//! its ETags are digests of the content, as S3's are: equal bytes have equal ETags, whenever they were written.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use jiff::Timestamp;

use super::{
    Bucket, BucketError, Condition, ETag, ErrorKind, Listing, Object, ObjectInfo, Operation, Page, Stored,
};
use crate::metadata::Digest;

/// How many keys a page has unless told otherwise; S3's own number.
const PAGE: usize = 1_000;

/// A version of an object.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its content; `None` for a delete marker.
    pub bytes: Option<Bytes>,
    /// Its ETag.
    pub etag: ETag,
    /// When it was written.
    pub last_modified: Timestamp,
}

/// A bucket in memory. Clones share it.
#[derive(Clone)]
pub struct Memory {
    state: Arc<Mutex<State>>,
}

struct State {
    objects: BTreeMap<String, Vec<Version>>,
    now: Timestamp,
    page: usize,
    requests: BTreeMap<Operation, u64>,
}

impl Memory {
    /// An empty bucket whose clock shows `now`.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        let state = State { objects: BTreeMap::new(), now, page: PAGE, requests: BTreeMap::new() };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// Sets the clock. Answers carry it in whole seconds, as S3's do.
    pub fn set_now(&self, now: Timestamp) {
        self.state().now = now;
    }

    /// Sets how many keys a page of a listing has.
    pub fn set_page(&self, keys: usize) {
        self.state().page = keys.max(1);
    }

    /// How often each request was made since the last call.
    #[must_use]
    pub fn take_requests(&self) -> BTreeMap<Operation, u64> {
        std::mem::take(&mut self.state().requests)
    }

    /// The current version of an object.
    #[must_use]
    pub fn current(&self, key: &str) -> Option<Bytes> {
        self.state().current(key)?.bytes.clone()
    }

    /// Every version of an object, oldest first.
    #[must_use]
    pub fn versions(&self, key: &str) -> Vec<Version> {
        self.state().objects.get(key).cloned().unwrap_or_default()
    }

    /// The keys of the objects that exist, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let state = self.state();
        state.objects.keys().filter(|key| state.current(key).is_some()).cloned().collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves the map as it was: every change below is one insertion.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// [`Bucket::get`], at once.
    ///
    /// # Errors
    /// As the trait's.
    pub fn get_now(&self, key: &str, limit: u64) -> Result<Object, BucketError> {
        let mut state = self.state();
        state.count(Operation::Get);
        let date = state.date();
        let info = state.info(Operation::Get, key)?;
        if info.size > limit {
            let kind = ErrorKind::TooLarge { size: info.size, limit };
            return Err(error(Operation::Get, key, kind, "it is larger than allowed"));
        }
        let bytes = state.current(key).and_then(|version| version.bytes.clone()).unwrap_or_default();
        Ok(Object { info, bytes, date })
    }

    /// [`Bucket::head`], at once.
    ///
    /// # Errors
    /// As the trait's.
    pub fn head_now(&self, key: &str) -> Result<ObjectInfo, BucketError> {
        let mut state = self.state();
        state.count(Operation::Head);
        state.info(Operation::Head, key)
    }

    /// [`Bucket::put`], at once.
    ///
    /// # Errors
    /// As the trait's.
    pub fn put_now(&self, key: &str, bytes: Bytes, condition: &Condition) -> Result<Stored, BucketError> {
        let mut state = self.state();
        state.count(Operation::Put);
        let there = state.current(key).map(|version| version.etag.clone());
        let holds = match condition {
            Condition::None => true,
            Condition::Absent => there.is_none(),
            Condition::Matches(etag) => there.as_ref() == Some(etag),
        };
        if !holds {
            return Err(error(Operation::Put, key, ErrorKind::Precondition, "the condition does not hold"));
        }
        let digest = Digest::of(&bytes).to_string();
        let etag = ETag(format!("\"{}\"", &digest[..32]));
        let date = state.date();
        let version = Version { bytes: Some(bytes), etag: etag.clone(), last_modified: date };
        state.objects.entry(key.to_owned()).or_default().push(version);
        Ok(Stored { etag, date })
    }

    /// [`Bucket::delete`], at once.
    pub fn delete_now(&self, key: &str) {
        let mut state = self.state();
        state.count(Operation::Delete);
        let last_modified = state.date();
        if state.current(key).is_some() {
            let marker = Version { bytes: None, etag: ETag(String::new()), last_modified };
            state.objects.entry(key.to_owned()).or_default().push(marker);
        }
    }

    /// [`Bucket::list`], at once.
    #[must_use]
    pub fn list_now(&self, listing: &Listing) -> Page {
        let mut state = self.state();
        state.count(Operation::List);
        let mut page = Page { objects: Vec::new(), folders: Vec::new(), next: None, date: state.date() };
        let after = listing.page.clone().unwrap_or_default();
        let mut last = String::new();
        for (key, versions) in state.objects.range(listing.prefix.clone()..) {
            let Some(rest) = key.strip_prefix(&listing.prefix) else { break };
            let Some(Version { bytes: Some(bytes), etag, last_modified }) = versions.last() else { continue };
            let folder =
                rest.find('/').filter(|_| listing.folders).map(|at| &key[..=listing.prefix.len() + at]);
            let name = folder.unwrap_or(key);
            if name <= after.as_str() || folder.is_some() && name == last {
                continue;
            }
            if page.objects.len() + page.folders.len() == state.page {
                page.next = Some(last);
                break;
            }
            last = name.to_owned();
            match folder {
                Some(folder) => page.folders.push(folder.to_owned()),
                None => page.objects.push(ObjectInfo {
                    key: key.clone(),
                    size: bytes.len() as u64,
                    etag: etag.clone(),
                    last_modified: *last_modified,
                }),
            }
        }
        page
    }
}

impl State {
    fn count(&mut self, operation: Operation) {
        *self.requests.entry(operation).or_default() += 1;
    }

    fn date(&self) -> Timestamp {
        // Timestamps are within jiff's range, so cutting to seconds stays within it.
        Timestamp::from_second(self.now.as_second()).unwrap_or(self.now)
    }

    fn current(&self, key: &str) -> Option<&Version> {
        self.objects.get(key)?.last().filter(|version| version.bytes.is_some())
    }

    fn info(&self, operation: Operation, key: &str) -> Result<ObjectInfo, BucketError> {
        let missing = || error(operation, key, ErrorKind::NotFound, "there is no such object");
        let version = self.current(key).ok_or_else(missing)?;
        Ok(ObjectInfo {
            key: key.to_owned(),
            size: version.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64),
            etag: version.etag.clone(),
            last_modified: version.last_modified,
        })
    }
}

fn error(operation: Operation, key: &str, kind: ErrorKind, detail: &str) -> BucketError {
    BucketError::new(operation, format!("memory://{key}"), kind, detail)
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").field("objects", &self.state().objects.len()).finish_non_exhaustive()
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("memory://")
    }
}

#[async_trait]
impl Bucket for Memory {
    async fn get(&self, key: &str, limit: u64) -> Result<Object, BucketError> {
        self.get_now(key, limit)
    }

    async fn head(&self, key: &str) -> Result<ObjectInfo, BucketError> {
        self.head_now(key)
    }

    async fn put(&self, key: &str, bytes: Bytes, condition: Condition) -> Result<Stored, BucketError> {
        self.put_now(key, bytes, &condition)
    }

    async fn delete(&self, key: &str) -> Result<(), BucketError> {
        self.delete_now(key);
        Ok(())
    }

    async fn list(&self, listing: &Listing) -> Result<Page, BucketError> {
        Ok(self.list_now(listing))
    }
}
