//! Asking again: the one policy for every store.

use std::fmt::{self, Display};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

use super::{Bucket, BucketError, Condition, ErrorKind, Listing, Object, ObjectInfo, Page, Stored};
use crate::host::Host;

#[cfg(test)]
mod tests;

/// How often, and with which pauses, a request is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Most attempts, the first included.
    pub attempts: u32,
    /// Longest first pause; it doubles with every attempt.
    pub first_pause: Duration,
    /// Longest first pause when the store asks for fewer requests.
    pub first_pause_slow_down: Duration,
    /// Longest pause of all.
    pub longest_pause: Duration,
    /// No attempt begins later than this after the first.
    pub patience: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            attempts: 6,
            first_pause: Duration::from_millis(200),
            first_pause_slow_down: Duration::from_secs(1),
            longest_pause: Duration::from_secs(8),
            patience: Duration::from_secs(30),
        }
    }
}

impl Policy {
    /// The longest pause after `attempt` (from 1) failed as `kind`; the real one is a random share of it.
    fn pause(&self, attempt: u32, kind: &ErrorKind) -> Duration {
        let first = if *kind == ErrorKind::SlowDown { self.first_pause_slow_down } else { self.first_pause };
        first.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(self.longest_pause)
    }
}

/// A bucket whose passing errors are asked again, after pauses with full jitter.
///
/// A write with a condition whose outcome is unknown is never repeated: its first attempt may have happened,
/// and the second would then be refused by the first. It goes back to the caller, who reads what is there.
#[derive(Debug)]
pub struct Retrying<B> {
    bucket: B,
    host: Arc<dyn Host>,
    policy: Policy,
    /// The host's `elapsed` when a retry was last told.
    spoke: Mutex<Option<Duration>>,
}

/// How long after a retry was told none is told again.
const QUIET: Duration = Duration::from_secs(5);

impl<B: Bucket> Retrying<B> {
    /// With the usual policy.
    pub fn new(bucket: B, host: Arc<dyn Host>) -> Self {
        Self::with_policy(bucket, host, Policy::default())
    }

    /// With a policy of its own.
    pub fn with_policy(bucket: B, host: Arc<dyn Host>, policy: Policy) -> Self {
        Self { bucket, host, policy, spoke: Mutex::default() }
    }

    /// Tells the second attempt of a request aloud, as a run that takes longer than usual should say why; of many
    /// requests that fail together only one speaks.
    fn say(&self, attempt: u32, error: &BucketError) {
        let now = self.host.elapsed();
        let mut spoke = self.spoke.lock().unwrap_or_else(PoisonError::into_inner);
        if attempt == 1 && spoke.is_none_or(|spoke| now.saturating_sub(spoke) >= QUIET) {
            *spoke = Some(now);
            tracing::warn!("{error}; asking again, at most {} times", self.policy.attempts - 1);
        } else {
            tracing::debug!(attempt, "{error}; asking again");
        }
    }

    async fn repeat<T, F>(
        &self,
        may_repeat: impl Fn(&BucketError) -> bool,
        mut request: impl FnMut() -> F,
    ) -> Result<T, BucketError>
    where
        F: Future<Output = Result<T, BucketError>>,
    {
        let start = self.host.elapsed();
        let mut attempt = 1;
        loop {
            let mut error = match request().await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let spent = self.host.elapsed().saturating_sub(start);
            let pause = self.host.jitter(self.policy.pause(attempt, &error.kind));
            let tired = attempt >= self.policy.attempts || spent + pause > self.policy.patience;
            if tired || !may_repeat(&error) {
                error.attempts = attempt;
                error.elapsed = spent;
                return Err(error);
            }
            self.say(attempt, &error);
            self.host.sleep(pause).await;
            attempt += 1;
        }
    }
}

#[async_trait]
impl<B: Bucket> Bucket for Retrying<B> {
    async fn get(&self, key: &str, limit: u64) -> Result<Object, BucketError> {
        self.repeat(BucketError::is_passing, || self.bucket.get(key, limit)).await
    }

    async fn head(&self, key: &str) -> Result<ObjectInfo, BucketError> {
        self.repeat(BucketError::is_passing, || self.bucket.head(key)).await
    }

    async fn put(&self, key: &str, bytes: Bytes, condition: Condition) -> Result<Stored, BucketError> {
        let unconditional = condition == Condition::None;
        // A request that was turned away (409, 503 SlowDown, 429) had no effect.
        let may_repeat = |error: &BucketError| {
            error.is_passing() && (unconditional || error.kind != ErrorKind::Unavailable)
        };
        self.repeat(may_repeat, || self.bucket.put(key, bytes.clone(), condition.clone())).await
    }

    async fn delete(&self, key: &str) -> Result<(), BucketError> {
        self.repeat(BucketError::is_passing, || self.bucket.delete(key)).await
    }

    async fn list(&self, listing: &Listing) -> Result<Page, BucketError> {
        self.repeat(BucketError::is_passing, || self.bucket.list(listing)).await
    }
}

impl<B: Display> Display for Retrying<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bucket.fmt(f)
    }
}
