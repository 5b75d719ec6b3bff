//! A bucket: keys, bytes, ETags, conditional writes and a clock of its own.
//!
//! [`Bucket`] is all that publish and dag-sync know of storage. It promises no more than S3 does: strong
//! read-after-write, one object written atomically, conditions on writes; no transaction over two keys, no
//! snapshot of a listing, and no promise that a request that was given up on will not land later.
//! Every store passes the suite in `tests/conformance`.

mod directory;
mod error;
mod location;
pub mod memory;
mod open;
mod probe;
mod retry;
mod s3;

use std::fmt::{Debug, Display};

use async_trait::async_trait;
use bytes::Bytes;
use jiff::Timestamp;

pub use directory::Directory;
pub use error::{BucketError, ErrorKind, Operation};
pub use location::{Location, LocationError};
pub use open::{Access, Missing, open};
pub use probe::{Conditions, probe_conditions};
pub use retry::{Policy, Retrying};
pub use s3::{Actions, Patience, S3, TokenFile};

/// An entity tag as the store gave it, quotes included: opaque; a different content of a key has a different one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ETag(pub String);

impl Display for ETag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a write asks of the object that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Nothing: the last writer wins.
    None,
    /// There is no object (`If-None-Match: *`).
    Absent,
    /// The object is still this one (`If-Match`).
    Matches(ETag),
}

/// An object's facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectInfo {
    /// Relative to the bucket's prefix.
    pub key: String,
    /// In bytes.
    pub size: u64,
    /// Its ETag.
    pub etag: ETag,
    /// When it was written, by the bucket's clock.
    pub last_modified: Timestamp,
}

/// An object and its bytes.
#[derive(Debug, Clone)]
pub struct Object {
    /// Its facts.
    pub info: ObjectInfo,
    /// Its content.
    pub bytes: Bytes,
    /// The bucket's time when it answered.
    pub date: Timestamp,
}

/// The answer to a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The ETag of what was written.
    pub etag: ETag,
    /// The bucket's time when it answered.
    pub date: Timestamp,
}

/// One page of a listing.
#[derive(Debug, Clone)]
pub struct Page {
    /// Objects. S3 gives them in the order of their keys' bytes; some servers do not ([`list_all`] always does).
    pub objects: Vec<ObjectInfo>,
    /// The folders directly below the prefix, when a delimiter was asked for: keys that end in `/`. On some
    /// servers one outlives its last object for a while.
    pub folders: Vec<String>,
    /// What gives the next page; `None` on the last.
    pub next: Option<String>,
    /// The bucket's time when it answered.
    pub date: Timestamp,
}

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Keys that start with this.
    pub prefix: String,
    /// Stop at the next `/`: deeper keys are reported once, as folders.
    pub folders: bool,
    /// The `next` of the page before.
    pub page: Option<String>,
}

/// A store with S3's guarantees. Keys are relative to the bucket's own prefix.
#[async_trait]
pub trait Bucket: Debug + Display + Send + Sync {
    /// Reads an object of at most `limit` bytes.
    async fn get(&self, key: &str, limit: u64) -> Result<Object, BucketError>;

    /// Reads an object's facts.
    async fn head(&self, key: &str) -> Result<ObjectInfo, BucketError>;

    /// Writes an object, whole, when `condition` holds. The bytes' SHA-256 is checked by the store.
    async fn put(&self, key: &str, bytes: Bytes, condition: Condition) -> Result<Stored, BucketError>;

    /// Removes an object; one that is not there is no error.
    async fn delete(&self, key: &str) -> Result<(), BucketError>;

    /// One page of the objects under a prefix, in key order, strongly consistent for that page.
    async fn list(&self, listing: &Listing) -> Result<Page, BucketError>;
}

/// The whole of a listing: every page, in the order of the keys' bytes, and the bucket's time of the first.
///
/// # Errors
/// The first page that fails ends it: half a listing is no listing.
pub async fn list_all(bucket: &dyn Bucket, prefix: &str, folders: bool) -> Result<Page, BucketError> {
    let mut listing = Listing { prefix: prefix.into(), folders, page: None };
    let mut whole = bucket.list(&listing).await?;
    while let Some(next) = whole.next.take() {
        listing.page = Some(next);
        let page = bucket.list(&listing).await?;
        whole.objects.extend(page.objects);
        whole.folders.extend(page.folders);
        whole.next = page.next;
    }
    whole.objects.sort_by(|a, b| a.key.cmp(&b.key));
    whole.objects.dedup_by(|later, earlier| later.key == earlier.key);
    whole.folders.sort_unstable();
    whole.folders.dedup();
    Ok(whole)
}
