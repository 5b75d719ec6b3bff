//! An actor's side of the wire: a bucket whose every request waits for the scheduler, and a host.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::channel::oneshot;
use futures::future::BoxFuture;

use super::random::Random;
use crate::bucket::memory::Memory;
use crate::bucket::{
    Bucket, BucketError, Condition, ErrorKind, Listing, Object, ObjectInfo, Operation, Page, Stored,
};
use crate::host::Host;

/// A request on its way.
#[derive(Debug, Clone)]
pub(super) enum Request {
    Get { key: String, limit: u64 },
    Head { key: String },
    Put { key: String, bytes: Bytes, condition: Condition },
    Delete { key: String },
    List { listing: Listing },
}

/// An answer on its way back.
#[derive(Debug)]
pub(super) enum Answer {
    Object(Object),
    Info(ObjectInfo),
    Stored(Stored),
    Deleted,
    Page(Page),
}

pub(super) type Reply = oneshot::Sender<Result<Answer, BucketError>>;

/// A request that waits for the scheduler.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) actor: usize,
    pub(super) request: Request,
    pub(super) reply: Reply,
}

/// What waits: requests, and actors that sleep.
#[derive(Debug, Default)]
pub(super) struct Wire {
    pub(super) pending: Vec<Pending>,
    pub(super) sleeping: Vec<(usize, oneshot::Sender<()>)>,
    /// Milliseconds since the world began.
    pub(super) now: u64,
}

pub(super) type SharedWire = Arc<Mutex<Wire>>;

impl Request {
    pub(super) fn operation(&self) -> Operation {
        match self {
            Self::Get { .. } => Operation::Get,
            Self::Head { .. } => Operation::Head,
            Self::Put { .. } => Operation::Put,
            Self::Delete { .. } => Operation::Delete,
            Self::List { .. } => Operation::List,
        }
    }

    /// The request in one line, for a trace.
    pub(super) fn line(&self) -> String {
        match self {
            Self::Get { key, .. } => format!("GET {key}"),
            Self::Head { key } => format!("HEAD {key}"),
            Self::Put { key, condition, .. } => format!("PUT {key} {condition:?}"),
            Self::Delete { key } => format!("DELETE {key}"),
            Self::List { listing } => format!("LIST {} after {:?}", listing.prefix, listing.page),
        }
    }

    pub(super) fn writes(&self) -> bool {
        matches!(self, Self::Put { .. } | Self::Delete { .. })
    }

    /// Carries the request out.
    pub(super) fn execute(&self, memory: &Memory) -> Result<Answer, BucketError> {
        match self {
            Self::Get { key, limit } => memory.get_now(key, *limit).map(Answer::Object),
            Self::Head { key } => memory.head_now(key).map(Answer::Info),
            Self::Put { key, bytes, condition } => {
                memory.put_now(key, bytes.clone(), condition).map(Answer::Stored)
            }
            Self::Delete { key } => {
                memory.delete_now(key);
                Ok(Answer::Deleted)
            }
            Self::List { listing } => Ok(Answer::Page(memory.list_now(listing))),
        }
    }

    pub(super) fn lost(&self) -> BucketError {
        BucketError::new(self.operation(), "simulation", ErrorKind::Unavailable, "no answer")
    }
}

/// A bucket as one actor sees it.
pub(super) struct SimBucket {
    pub(super) actor: usize,
    pub(super) wire: SharedWire,
}

impl SimBucket {
    async fn ask(&self, request: Request) -> Result<Answer, BucketError> {
        let lost = request.lost();
        let (reply, answer) = oneshot::channel();
        self.wire.lock().unwrap().pending.push(Pending { actor: self.actor, request, reply });
        answer.await.unwrap_or(Err(lost))
    }
}

macro_rules! answer {
    ($self:ident, $request:expr, $answer:pat => $value:expr) => {
        match $self.ask($request).await? {
            $answer => Ok($value),
            other => unreachable!("an answer of another kind: {other:?}"),
        }
    };
}

#[async_trait]
impl Bucket for SimBucket {
    async fn get(&self, key: &str, limit: u64) -> Result<Object, BucketError> {
        answer!(self, Request::Get { key: key.into(), limit }, Answer::Object(object) => object)
    }

    async fn head(&self, key: &str) -> Result<ObjectInfo, BucketError> {
        answer!(self, Request::Head { key: key.into() }, Answer::Info(info) => info)
    }

    async fn put(&self, key: &str, bytes: Bytes, condition: Condition) -> Result<Stored, BucketError> {
        answer!(self, Request::Put { key: key.into(), bytes, condition }, Answer::Stored(stored) => stored)
    }

    async fn delete(&self, key: &str) -> Result<(), BucketError> {
        answer!(self, Request::Delete { key: key.into() }, Answer::Deleted => ())
    }

    async fn list(&self, listing: &Listing) -> Result<Page, BucketError> {
        answer!(self, Request::List { listing: listing.clone() }, Answer::Page(page) => page)
    }
}

impl fmt::Debug for SimBucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SimBucket({})", self.actor)
    }
}

impl fmt::Display for SimBucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("simulation://")
    }
}

/// The machine of one actor: its clock is wrong by `skew` milliseconds, its `elapsed` is right.
pub(super) struct SimHost {
    pub(super) actor: usize,
    pub(super) wire: SharedWire,
    pub(super) skew: i64,
    pub(super) random: Mutex<Random>,
}

impl fmt::Debug for SimHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SimHost({})", self.actor)
    }
}

/// When the world begins: some day in 2026, in milliseconds since 1970.
pub(super) const BEGINNING: i64 = 1_780_000_000_000;

impl Host for SimHost {
    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.wire.lock().unwrap().now)
    }

    fn unix_millis(&self) -> u64 {
        let now = i64::try_from(self.wire.lock().unwrap().now).unwrap();
        u64::try_from(BEGINNING + now + self.skew).unwrap()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        let (wake, woken) = oneshot::channel();
        self.wire.lock().unwrap().sleeping.push((self.actor, wake));
        Box::pin(async move {
            let _ = woken.await;
        })
    }

    fn random(&self) -> [u8; 10] {
        let mut random = self.random.lock().unwrap();
        let (a, b) = (random.next().to_le_bytes(), random.next().to_le_bytes());
        [a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], b[0], b[1]]
    }
}
