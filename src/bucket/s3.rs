//! Buckets on S3, or on a server that speaks like it.
//!
//! Here is all that knows of AWS. A request is sent once: [`super::Retrying`] repeats what may be repeated.
//! Each answer must carry the bucket's time and the look of S3, or it is [`ErrorKind::Garbage`].

mod answer;
mod connect;
mod credentials;
mod fault;
mod keys;
mod listing;
#[cfg(test)]
mod loopback;
#[cfg(test)]
mod tests;
mod transport;

use std::fmt;
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::EncodingType;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::DateTime;
use bytes::{Bytes, BytesMut};
use jiff::Timestamp;
use tokio::time::timeout;

pub use credentials::{Actions, TokenFile};

use self::answer::Capture;
use self::fault::Asked;
use self::listing::ReadListing;
use super::{
    Access, Bucket, BucketError, Condition, ETag, ErrorKind, Listing, Object, ObjectInfo, Operation, Page,
    Stored,
};
use crate::metadata::Digest;

/// How long an answer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// From the request to the head of the answer, credentials and an empty body included.
    pub answer: Duration,
    /// Between two parts of an answer's body.
    pub stall: Duration,
    /// Slowest connection that a body is given time for, in bytes a second.
    pub slowest: u64,
}

impl Default for Patience {
    fn default() -> Self {
        Self { answer: Duration::from_secs(30), stall: Duration::from_secs(20), slowest: 64 * 1024 }
    }
}

impl Patience {
    /// For a body of `size` bytes.
    fn with_body(self, size: u64) -> Duration {
        self.answer + Duration::from_secs(size / self.slowest.max(1))
    }
}

/// A bucket on S3.
pub struct S3 {
    client: aws_sdk_s3::Client,
    bucket: String,
    /// Empty, or ending in `/`.
    prefix: String,
    /// What a person should know of where it answers: the endpoint's URL, or the region.
    place: String,
    patience: Patience,
    /// When a slow answer was last told.
    spoke: Mutex<Option<Instant>>,
}

/// An answer that takes longer than this is told, but not more often.
const SLOW: Duration = Duration::from_secs(5);

impl S3 {
    /// Opens a bucket without a request: what is wrong with it, or with the credentials, shows with the first.
    ///
    /// # Errors
    /// [`ErrorKind::Other`] for an endpoint that is no URL.
    pub async fn open(bucket: &str, prefix: &str, access: &Access) -> Result<Self, BucketError> {
        let connected = connect::client(access).await.map_err(|detail| {
            BucketError::new(Operation::Open, format!("s3://{bucket}/{prefix}"), ErrorKind::Other, detail)
        })?;
        Ok(Self::with_client(connected, bucket, prefix))
    }

    fn with_client(connected: connect::Connected, bucket: &str, prefix: &str) -> Self {
        Self {
            client: connected.client,
            bucket: bucket.into(),
            prefix: prefix.into(),
            place: connected.place,
            patience: Patience::default(),
            spoke: Mutex::default(),
        }
    }

    /// The same bucket with other limits of time.
    #[must_use]
    pub fn with_patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn full(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    fn error(
        &self,
        operation: Operation,
        key: &str,
        kind: ErrorKind,
        detail: impl Into<String>,
    ) -> BucketError {
        BucketError::new(operation, format!("{self}{key}"), kind, detail)
    }

    fn garbage(&self, operation: Operation, key: &str, detail: impl Into<String>) -> BucketError {
        self.error(operation, key, ErrorKind::Garbage, detail)
    }

    /// Sends a request: its answer, and the bucket's time.
    async fn ask<T, E>(
        &self,
        key: &str,
        asked: Asked<'_>,
        patience: Duration,
        capture: Capture,
        request: impl Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    ) -> Result<(T, Timestamp), BucketError>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let operation = asked.operation;
        let place = &self.place;
        let answer = timeout(patience, self.aloud(operation, key, request)).await.map_err(|_| {
            let detail = format!("no answer within {} s from {place}", patience.as_secs_f64().round());
            self.error(operation, key, ErrorKind::Unavailable, detail)
        })?;
        let answer = answer.map_err(|error| {
            let (kind, mut detail) = fault::explain(&error, asked);
            if matches!(kind, ErrorKind::Unavailable | ErrorKind::Garbage) {
                detail = format!("{detail}, from {place}");
            }
            self.error(operation, key, kind, detail)
        })?;
        let head = capture.head();
        if head.is_html() && operation != Operation::Get && operation != Operation::Head {
            return Err(self.garbage(operation, key, format!("a web page answered, not S3, from {place}")));
        }
        let date = head.date().map_err(|detail| self.garbage(operation, key, detail))?;
        Ok((answer, date))
    }

    /// Waits for an answer, and says so when it takes long: of many that wait together only one speaks.
    async fn aloud<T>(&self, operation: Operation, key: &str, answer: impl Future<Output = T>) -> T {
        let mut answer = pin!(answer);
        if let Ok(answer) = timeout(SLOW, &mut answer).await {
            return answer;
        }
        let quiet = {
            let mut spoke = self.spoke.lock().unwrap_or_else(PoisonError::into_inner);
            let quiet = spoke.is_some_and(|spoke| spoke.elapsed() < SLOW * 2);
            if !quiet {
                *spoke = Some(Instant::now());
            }
            quiet
        };
        if !quiet {
            let (place, seconds) = (&self.place, SLOW.as_secs());
            tracing::warn!(
                "no answer from {place} for {seconds} s; still waiting to {operation} `{self}{key}`"
            );
        }
        answer.await
    }

    fn info(&self, operation: Operation, key: &str, facts: Facts<'_>) -> Result<ObjectInfo, BucketError> {
        let missing = |what: &str| self.garbage(operation, key, format!("the answer has no {what}"));
        let etag = facts.etag.filter(|etag| !etag.is_empty()).ok_or_else(|| missing("ETag"))?;
        let size = facts.size.and_then(|size| u64::try_from(size).ok()).ok_or_else(|| missing("size"))?;
        let last_modified =
            facts.last_modified.and_then(answer::timestamp).ok_or_else(|| missing("Last-Modified"))?;
        Ok(ObjectInfo { key: key.into(), size, etag: quoted(etag), last_modified })
    }

    /// Reads a body of at most `limit` bytes, `size` of them announced.
    async fn read(
        &self,
        key: &str,
        mut body: ByteStream,
        size: Option<u64>,
        limit: u64,
    ) -> Result<Bytes, BucketError> {
        let fail = |kind, detail: String| Err(self.error(Operation::Get, key, kind, detail));
        let mut bytes = BytesMut::with_capacity(usize::try_from(size.unwrap_or(0)).unwrap_or(0));
        loop {
            let part = match timeout(self.patience.stall, body.next()).await {
                Err(_) => return fail(ErrorKind::Unavailable, "the answer stalled".into()),
                Ok(None) => break,
                Ok(Some(Err(error))) => {
                    let detail = format!("the answer broke off: {}", fault::innermost(&error));
                    return fail(ErrorKind::Unavailable, detail);
                }
                Ok(Some(Ok(part))) => part,
            };
            bytes.extend_from_slice(&part);
            if bytes.len() as u64 > limit {
                return Err(self.too_large(key, size.unwrap_or(bytes.len() as u64), limit));
            }
        }
        match size {
            Some(size) if size != bytes.len() as u64 => fail(
                ErrorKind::Unavailable,
                format!("the answer broke off after {} of {size} bytes", bytes.len()),
            ),
            _ => Ok(bytes.freeze()),
        }
    }

    fn too_large(&self, key: &str, size: u64, limit: u64) -> BucketError {
        let detail = format!("it has {size} bytes, more than the {limit} that are accepted");
        self.error(Operation::Get, key, ErrorKind::TooLarge { size, limit }, detail)
    }
}

/// What an answer says of an object.
struct Facts<'a> {
    etag: Option<&'a str>,
    size: Option<i64>,
    last_modified: Option<&'a DateTime>,
}

#[async_trait]
impl Bucket for S3 {
    async fn get(&self, key: &str, limit: u64) -> Result<Object, BucketError> {
        let capture = Capture::default();
        let request = self.client.get_object().bucket(&self.bucket).key(self.full(key));
        let asked = Asked { operation: Operation::Get, condition: &Condition::None };
        let sent = request.customize().interceptor(capture.clone()).send();
        let (answer, date) = self.ask(key, asked, self.patience.answer, capture.clone(), sent).await?;
        // An object may be a web page; one without an ETag is none.
        if capture.head().is_html() && answer.e_tag().is_none() {
            let detail = format!("a web page answered, not S3, from {}", self.place);
            return Err(self.garbage(Operation::Get, key, detail));
        }
        let size = answer.content_length().and_then(|size| u64::try_from(size).ok());
        let mut info = self.info(
            Operation::Get,
            key,
            Facts { etag: answer.e_tag(), size: Some(0), last_modified: answer.last_modified() },
        )?;
        if let Some(size) = size.filter(|size| *size > limit) {
            return Err(self.too_large(key, size, limit));
        }
        let patience = self.patience.with_body(size.unwrap_or(limit));
        let bytes = timeout(patience, self.read(key, answer.body, size, limit)).await.map_err(|_| {
            self.error(Operation::Get, key, ErrorKind::Unavailable, "the answer came too slowly")
        })??;
        info.size = bytes.len() as u64;
        Ok(Object { info, bytes, date })
    }

    async fn head(&self, key: &str) -> Result<ObjectInfo, BucketError> {
        let capture = Capture::default();
        let request = self.client.head_object().bucket(&self.bucket).key(self.full(key));
        let asked = Asked { operation: Operation::Head, condition: &Condition::None };
        let sent = request.customize().interceptor(capture.clone()).send();
        let (answer, _) = self.ask(key, asked, self.patience.answer, capture, sent).await?;
        self.info(
            Operation::Head,
            key,
            Facts {
                etag: answer.e_tag(),
                size: answer.content_length(),
                last_modified: answer.last_modified(),
            },
        )
    }

    async fn put(&self, key: &str, bytes: Bytes, condition: Condition) -> Result<Stored, BucketError> {
        let capture = Capture::default();
        let patience = self.patience.with_body(bytes.len() as u64);
        let mut request = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(self.full(key))
            .content_type(keys::content_type(key))
            .checksum_sha256(checksum(&bytes).await)
            .body(ByteStream::from(bytes));
        match &condition {
            Condition::None => {}
            Condition::Absent => request = request.if_none_match("*"),
            Condition::Matches(etag) => request = request.if_match(&etag.0),
        }
        let asked = Asked { operation: Operation::Put, condition: &condition };
        let sent = request.customize().interceptor(capture.clone()).send();
        let (answer, date) = self.ask(key, asked, patience, capture, sent).await?;
        match answer.e_tag().filter(|etag| !etag.is_empty()) {
            Some(etag) => Ok(Stored { etag: quoted(etag), date }),
            None => Err(self.garbage(Operation::Put, key, "the answer has no ETag")),
        }
    }

    async fn delete(&self, key: &str) -> Result<(), BucketError> {
        let capture = Capture::default();
        let request = self.client.delete_object().bucket(&self.bucket).key(self.full(key));
        let asked = Asked { operation: Operation::Delete, condition: &Condition::None };
        let sent = request.customize().interceptor(capture.clone()).send();
        match self.ask(key, asked, self.patience.answer, capture, sent).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_not_found() => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn list(&self, listing: &Listing) -> Result<Page, BucketError> {
        let capture = Capture::default();
        let request = self
            .client
            .list_objects_v2()
            .bucket(&self.bucket)
            .prefix(self.full(&listing.prefix))
            .set_delimiter(listing.folders.then(|| "/".to_owned()))
            .set_continuation_token(listing.page.clone())
            // XML cannot hold every character that a key can.
            .encoding_type(EncodingType::Url);
        let asked = Asked { operation: Operation::List, condition: &Condition::None };
        let sent = request.customize().interceptor(capture.clone()).interceptor(ReadListing).send();
        let (answer, date) = self.ask(&listing.prefix, asked, self.patience.answer, capture, sent).await?;
        self.page(listing, &answer, date)
    }
}

impl S3 {
    fn page(
        &self,
        listing: &Listing,
        answer: &aws_sdk_s3::operation::list_objects_v2::ListObjectsV2Output,
        date: Timestamp,
    ) -> Result<Page, BucketError> {
        let garbage = |detail: String| self.garbage(Operation::List, &listing.prefix, detail);
        let Some(more) = answer.is_truncated() else {
            return Err(garbage("the answer is not a listing".into()));
        };
        let encoded = answer.encoding_type() == Some(&EncodingType::Url);
        let relative = |key: Option<&str>| {
            let key = key.ok_or_else(|| garbage("an entry has no key".into()))?;
            let key = if encoded { keys::decode(key) } else { Some(key.to_owned()) };
            let key = key.ok_or_else(|| garbage("a key is not UTF-8".into()))?;
            match key.strip_prefix(&self.prefix) {
                Some(relative) if relative.starts_with(&listing.prefix) => Ok(relative.to_owned()),
                _ => Err(garbage(format!("the listing names `{key}`, which was not asked for"))),
            }
        };
        let objects = answer.contents().iter().map(|object| {
            let facts =
                Facts { etag: object.e_tag(), size: object.size(), last_modified: object.last_modified() };
            self.info(Operation::List, &relative(object.key())?, facts)
        });
        let folders = answer.common_prefixes().iter().map(|folder| relative(folder.prefix()));
        let next = match answer.next_continuation_token() {
            Some(token) if more && listing.page.as_deref() == Some(token) => {
                return Err(garbage("the listing does not move on".into()));
            }
            Some(token) if more => Some(token.to_owned()),
            None if more => return Err(garbage("the listing goes on, but does not say where".into())),
            _ => None,
        };
        Ok(Page {
            objects: objects.collect::<Result<_, _>>()?,
            folders: folders.collect::<Result<_, _>>()?,
            next,
            date,
        })
    }
}

/// Bodies above this are hashed off the runtime's threads.
const HASH_INLINE: usize = 256 * 1024;

/// `x-amz-checksum-sha256`: the store refuses a body that is not this.
async fn checksum(bytes: &Bytes) -> String {
    let digest = if bytes.len() <= HASH_INLINE {
        Digest::of(bytes)
    } else {
        let shared = bytes.clone();
        // The task can only fail when the runtime is shutting down: then nothing is sent any more.
        tokio::task::spawn_blocking(move || Digest::of(&shared)).await.unwrap_or_else(|_| Digest::of(bytes))
    };
    aws_smithy_types::base64::encode(digest.as_bytes())
}

/// With the quotes that the header has, also where a server leaves them out.
fn quoted(etag: &str) -> ETag {
    if etag.ends_with('"') { ETag(etag.into()) } else { ETag(format!("\"{etag}\"")) }
}

impl fmt::Display for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.prefix)
    }
}

impl fmt::Debug for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3")
            .field("bucket", &self.bucket)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}
