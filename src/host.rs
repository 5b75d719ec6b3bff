//! What the machine gives: a clock that never stops, sleep, and random bytes.
//!
//! Handed in at the edge, so that the protocol in the middle is deterministic and can be simulated.

use std::fmt::Debug;
use std::time::Duration;

use futures::future::BoxFuture;
use uuid::Uuid;

/// The machine a command runs on.
pub trait Host: Debug + Send + Sync {
    /// Time since some fixed instant, counted through suspends (a laptop's lid, a paused virtual machine).
    fn elapsed(&self) -> Duration;

    /// Milliseconds since 1970 by the machine's own clock. It may be wrong: only for the order in UUIDs and
    /// for showing how long ago something was, never for a decision.
    fn unix_millis(&self) -> u64;

    /// Returns after `time`.
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()>;

    /// Ten random bytes.
    fn random(&self) -> [u8; 10];

    /// A fresh UUID of version 7.
    fn uuid(&self) -> Uuid {
        uuid::Builder::from_unix_timestamp_millis(self.unix_millis(), &self.random()).into_uuid()
    }

    /// A random share of `time`, between none and all of it.
    fn jitter(&self, time: Duration) -> Duration {
        let [a, b, c, d, ..] = self.random();
        time.mul_f64(f64::from(u32::from_le_bytes([a, b, c, d])) / f64::from(u32::MAX))
    }
}

/// The real machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealHost;

impl Host for RealHost {
    fn elapsed(&self) -> Duration {
        // Linux's CLOCK_MONOTONIC stands still during a suspend; CLOCK_BOOTTIME does not. macOS's monotonic
        // clock is the one that goes on.
        #[cfg(target_os = "linux")]
        let clock = rustix::time::ClockId::Boottime;
        #[cfg(not(target_os = "linux"))]
        let clock = rustix::time::ClockId::Monotonic;
        let now = rustix::time::clock_gettime(clock);
        Duration::new(u64::try_from(now.tv_sec).unwrap_or(0), u32::try_from(now.tv_nsec).unwrap_or(0))
    }

    fn unix_millis(&self) -> u64 {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(time))
    }

    fn random(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        // A kernel without random bytes is past helping; a repeated nonce would still be refused by
        // If-None-Match on the archive's key.
        let _ = getrandom::fill(&mut bytes);
        bytes
    }
}
