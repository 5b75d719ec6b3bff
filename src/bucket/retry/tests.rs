//! What is asked again, how often, and what never is.

use std::collections::VecDeque;
use std::sync::Mutex;

use futures::future::BoxFuture;

use super::*;
use crate::bucket::{ETag, Operation};

/// Fails with each of the kinds in turn, then succeeds.
#[derive(Debug, Default)]
struct Failing {
    kinds: Mutex<VecDeque<ErrorKind>>,
    asked: Mutex<u32>,
}

impl Failing {
    fn answer<T>(&self, done: T) -> Result<T, BucketError> {
        *self.asked.lock().unwrap() += 1;
        match self.kinds.lock().unwrap().pop_front() {
            Some(kind) => Err(BucketError::new(Operation::Put, "s3://bucket/key", kind, "it was said")),
            None => Ok(done),
        }
    }
}

impl Display for Failing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("s3://bucket/")
    }
}

#[async_trait]
impl Bucket for Failing {
    async fn get(&self, _: &str, _: u64) -> Result<Object, BucketError> {
        self.answer(()).map(|()| unreachable!("no test reads"))
    }

    async fn head(&self, key: &str) -> Result<ObjectInfo, BucketError> {
        let etag = ETag("\"a\"".into());
        self.answer(ObjectInfo { key: key.into(), size: 0, etag, last_modified: jiff::Timestamp::UNIX_EPOCH })
    }

    async fn put(&self, _: &str, _: Bytes, _: Condition) -> Result<Stored, BucketError> {
        self.answer(Stored { etag: ETag("\"a\"".into()), date: jiff::Timestamp::UNIX_EPOCH })
    }

    async fn delete(&self, _: &str) -> Result<(), BucketError> {
        self.answer(())
    }

    async fn list(&self, _: &Listing) -> Result<Page, BucketError> {
        self.answer(()).map(|()| unreachable!("no test lists"))
    }
}

/// Time passes only by sleeping; the dice always show the most.
#[derive(Debug, Default)]
struct Still {
    pauses: Mutex<Vec<Duration>>,
}

impl Host for Still {
    fn elapsed(&self) -> Duration {
        self.pauses.lock().unwrap().iter().sum()
    }

    fn unix_millis(&self) -> u64 {
        0
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.pauses.lock().unwrap().push(time);
        Box::pin(async {})
    }

    fn random(&self) -> [u8; 10] {
        [0xff; 10]
    }
}

fn retrying(kinds: impl IntoIterator<Item = ErrorKind>) -> (Retrying<Failing>, Arc<Still>) {
    let host = Arc::new(Still::default());
    let bucket = Failing { kinds: Mutex::new(kinds.into_iter().collect()), asked: Mutex::default() };
    (Retrying::new(bucket, host.clone()), host)
}

fn asked(bucket: &Retrying<Failing>) -> u32 {
    *bucket.bucket.asked.lock().unwrap()
}

#[tokio::test]
async fn a_passing_error_is_asked_again_after_growing_pauses() {
    let (bucket, host) = retrying(vec![ErrorKind::Unavailable; 4]);
    bucket.head("key").await.unwrap();
    assert_eq!(*host.pauses.lock().unwrap(), [200, 400, 800, 1600].map(Duration::from_millis));
    let (bucket, host) = retrying([ErrorKind::SlowDown, ErrorKind::SlowDown]);
    bucket.head("key").await.unwrap();
    assert_eq!(*host.pauses.lock().unwrap(), [1, 2].map(Duration::from_secs));
}

#[tokio::test]
async fn it_ends_after_some_attempts_and_says_how_many() {
    let (bucket, _) = retrying(vec![ErrorKind::Unavailable; 50]);
    let error = bucket.delete("key").await.unwrap_err();
    assert_eq!((error.attempts, asked(&bucket)), (6, 6));
    assert!(error.to_string().ends_with("(after 6 attempts in 6.2 s)"), "{error}");
}

#[tokio::test]
async fn it_ends_when_the_next_attempt_would_come_too_late() {
    let (mut bucket, host) = retrying(vec![ErrorKind::SlowDown; 50]);
    bucket.policy.attempts = 50;
    bucket.head("key").await.unwrap_err();
    assert!(host.elapsed() <= bucket.policy.patience);
    assert_eq!(asked(&bucket), 6, "1 + 2 + 4 + 8 + 8 = 23 s; 31 s would be too late");
}

#[tokio::test]
async fn a_lasting_error_is_not_asked_again() {
    for kind in [
        ErrorKind::NotFound,
        ErrorKind::Precondition,
        ErrorKind::Denied,
        ErrorKind::Credentials,
        ErrorKind::Garbage,
        ErrorKind::DiskFull,
        ErrorKind::Other,
    ] {
        let (bucket, host) = retrying([kind.clone()]);
        let error = bucket.put("key", Bytes::new(), Condition::None).await.unwrap_err();
        assert_eq!((error.kind, error.attempts, asked(&bucket)), (kind, 1, 1));
        assert!(host.pauses.lock().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_conditional_write_of_unknown_outcome_goes_back_at_once() {
    for condition in [Condition::Absent, Condition::Matches(ETag("\"a\"".into()))] {
        let (bucket, _) = retrying([ErrorKind::Unavailable]);
        let error = bucket.put("key", Bytes::new(), condition.clone()).await.unwrap_err();
        assert_eq!((error.kind, asked(&bucket)), (ErrorKind::Unavailable, 1));
        let (bucket, _) = retrying([ErrorKind::Conflict, ErrorKind::SlowDown]);
        bucket.put("key", Bytes::new(), condition).await.unwrap();
        assert_eq!(asked(&bucket), 3, "a request that was turned away had no effect");
    }
    let (bucket, _) = retrying([ErrorKind::Unavailable]);
    bucket.put("key", Bytes::new(), Condition::None).await.unwrap();
}
