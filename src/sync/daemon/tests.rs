//! The loop on a machine whose clock does what a test says, and on a bucket that fails as a test says.

use std::fmt;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use futures::future::BoxFuture;
use jiff::Timestamp;
use tempfile::TempDir;

use super::*;
use crate::bucket::memory::Memory;
use crate::bucket::{
    Bucket, BucketError, Condition, ErrorKind, Listing, Object, ObjectInfo, Operation, Page, Stored,
};
use crate::host::Host;
use crate::metadata::EnvironmentName;
use crate::sync::cycle::{Settings, Unmanaged};
use crate::sync::tree::{Keep, Paths};

const HOUR: Duration = Duration::from_secs(3600);

/// A machine that sleeps in no time, until a moment that never ends.
#[derive(Debug)]
struct Machine {
    elapsed: AtomicU64,
    /// Its own clock, ahead of or behind the time that passed.
    ahead: Mutex<i64>,
    until: Mutex<Duration>,
    ended: tokio::sync::Notify,
}

impl Machine {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            elapsed: AtomicU64::new(0),
            ahead: Mutex::new(0),
            until: Mutex::new(Duration::ZERO),
            ended: tokio::sync::Notify::new(),
        })
    }

    fn start() -> Timestamp {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }
}

impl Host for Machine {
    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.elapsed.load(Ordering::SeqCst))
    }

    fn unix_millis(&self) -> u64 {
        let now = Self::start() + self.elapsed();
        u64::try_from(now.as_millisecond() + *self.ahead.lock().unwrap() * 1000).unwrap()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        let millis = u64::try_from(time.as_millis()).unwrap();
        let now = Duration::from_millis(self.elapsed.fetch_add(millis, Ordering::SeqCst) + millis);
        if now >= *self.until.lock().unwrap() {
            self.ended.notify_one();
            return Box::pin(std::future::pending());
        }
        Box::pin(tokio::task::yield_now())
    }

    fn random(&self) -> [u8; 10] {
        [7; 10]
    }
}

/// What a bucket does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Well,
    /// The first page of a listing comes, the second does not.
    HalfAListing,
    /// It shows half of what there is, and calls that all.
    Gone,
}

/// A bucket with moods. It counts listings.
#[derive(Debug, Clone)]
struct Moody {
    memory: Memory,
    host: Arc<Machine>,
    mood: Arc<Mutex<Mood>>,
    pages: Arc<AtomicU64>,
}

impl fmt::Display for Moody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("memory")
    }
}

#[async_trait]
impl Bucket for Moody {
    async fn get(&self, key: &str, limit: u64) -> Result<Object, BucketError> {
        self.memory.get(key, limit).await
    }

    async fn head(&self, key: &str) -> Result<ObjectInfo, BucketError> {
        self.memory.head(key).await
    }

    async fn put(&self, key: &str, bytes: Bytes, condition: Condition) -> Result<Stored, BucketError> {
        self.memory.put(key, bytes, condition).await
    }

    async fn delete(&self, key: &str) -> Result<(), BucketError> {
        self.memory.delete(key).await
    }

    async fn list(&self, listing: &Listing) -> Result<Page, BucketError> {
        self.memory.set_now(Machine::start() + self.host.elapsed());
        self.pages.fetch_add(1, Ordering::SeqCst);
        let mood = *self.mood.lock().unwrap();
        if mood == Mood::Gone || (mood == Mood::HalfAListing && listing.page.is_some()) {
            let detail = "the connection was closed";
            return Err(BucketError::new(
                Operation::List,
                "s3://memory/dev/",
                ErrorKind::Unavailable,
                detail,
            ));
        }
        self.memory.list(listing).await
    }
}

/// What was logged.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A loop over a folder, which can be run for a while, stopped, and run again.
struct Loop {
    home: TempDir,
    host: Arc<Machine>,
    bucket: Moody,
    log: Log,
}

impl Loop {
    /// With so many files in a folder without releases.
    fn new(files: usize) -> Self {
        let host = Machine::new();
        let bucket = Moody {
            memory: Memory::new(Machine::start()),
            host: Arc::clone(&host),
            mood: Arc::new(Mutex::new(Mood::Well)),
            pages: Arc::default(),
        };
        bucket.memory.set_page(4);
        let new = Self { home: tempfile::tempdir().unwrap(), host, bucket, log: Log::default() };
        for number in 0..files {
            new.upload(&format!("team/dags/d{number:02}.py"), "one");
        }
        new
    }

    fn upload(&self, key: &str, text: &'static str) {
        let bytes = Bytes::from_static(text.as_bytes());
        self.bucket.memory.put_now(&format!("dev/{key}"), bytes, &Condition::None).unwrap();
    }

    fn delete(&self, key: &str) {
        self.bucket.memory.delete_now(&format!("dev/{key}"));
    }

    fn mood(&self, mood: Mood) {
        *self.bucket.mood.lock().unwrap() = mood;
    }

    fn setup(&self) -> Setup {
        let settings = Settings {
            environment: EnvironmentName::new("dev").unwrap(),
            unmanaged: Unmanaged::Mirror,
            max_delete: 0.2,
            max_bytes: 1 << 30,
            keep: Keep { time: Duration::from_secs(600), releases: 0 },
            concurrency: 4,
        };
        Setup {
            bucket: Arc::new(self.bucket.clone()),
            bucket_name: "memory".into(),
            host: Arc::clone(&self.host) as Arc<dyn Host>,
            paths: Paths::new(self.home.path().join("dags"), None),
            settings,
        }
    }

    /// Runs it for so long, and gives what it said meanwhile.
    fn run(&self, time: Duration) -> Vec<String> {
        *self.host.until.lock().unwrap() = self.host.elapsed() + time;
        self.log.0.lock().unwrap().clear();
        let log = self.log.clone();
        let lines = tracing_subscriber::fmt().without_time().with_target(false).with_ansi(false);
        let lines = lines.with_writer(Mutex::new(log)).finish();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        tracing::subscriber::with_default(lines, || {
            runtime.block_on(async {
                let rhythm = Rhythm { interval: Duration::from_secs(30), verify: HOUR };
                let setup = self.setup();
                tokio::select! {
                    ended = run(&setup, rhythm) => ended.unwrap(),
                    () = self.host.ended.notified() => {}
                }
            });
        });
        let said = String::from_utf8(self.log.0.lock().unwrap().clone()).unwrap();
        said.lines().map(ToOwned::to_owned).collect()
    }

    fn live(&self) -> Vec<String> {
        let mut names: Vec<String> = files(&self.home.path().join("dags/team/dags"));
        names.sort_unstable();
        names
    }

    fn retired(&self) -> usize {
        files(&self.home.path().join("dags/.dag-sync/retired")).len()
    }
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

#[test]
fn failures_are_tried_again_sooner_than_the_interval_and_never_later() {
    let pauses = |interval| (1..7).map(|n| backoff(n, Duration::from_secs(interval)).as_secs()).collect();
    let half_minute: Vec<u64> = pauses(30);
    assert_eq!(half_minute, [1, 2, 4, 8, 16, 30]);
}

#[test]
fn a_day_in_which_nothing_changes_is_not_told() {
    let day = Loop::new(10);
    assert_eq!(
        day.run(HOUR),
        [" INFO `team` is mirrored: 10 files", " INFO dev of memory: 0 packages, 1 mirrored names"]
    );
    let pages = day.bucket.pages.swap(0, Ordering::SeqCst);
    assert!((300..500).contains(&pages), "three pages every half a minute: {pages}");
    assert_eq!(day.run(24 * HOUR), [" INFO dev of memory: 0 packages, 1 mirrored names"]);
}

#[test]
fn half_a_listing_and_then_an_error_changes_nothing_and_is_told_once() {
    let broken = Loop::new(10);
    broken.run(HOUR);
    broken.mood(Mood::HalfAListing);
    broken.delete("team/dags/d00.py");
    broken.upload("team/dags/d01.py", "two");
    let said = broken.run(2 * HOUR);
    assert_eq!(
        said,
        [" WARN nothing was changed: cannot list `s3://memory/dev/`: the connection was closed; check the \
             network, --endpoint-url and --region, then run it again"]
    );
    assert_eq!(broken.live().len(), 10);
    let file = broken.home.path().join("dags/team/dags/d01.py");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "one");
    broken.mood(Mood::Well);
    broken.run(HOUR);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "two");
    assert_eq!(broken.live().len(), 9, "what is really gone goes, after its time");
}

#[test]
fn a_bucket_that_is_away_for_a_day_takes_nothing_with_it() {
    let away = Loop::new(10);
    away.run(HOUR);
    away.mood(Mood::Gone);
    assert_eq!(away.run(24 * HOUR).len(), 1);
    away.mood(Mood::Well);
    assert_eq!(away.run(HOUR), [" INFO dev of memory: 0 packages, 1 mirrored names"]);
    assert_eq!(away.live().len(), 10);
}

#[test]
fn a_prefix_deleted_key_by_key_keeps_four_fifths_of_it() {
    let emptied = Loop::new(10);
    emptied.run(HOUR);
    for number in 0..10 {
        emptied.delete(&format!("team/dags/d{number:02}.py"));
        emptied.run(HOUR);
    }
    assert!(emptied.live().len() >= 8, "{:?}", emptied.live());
}

#[test]
fn a_clock_that_is_set_back_a_day_removes_nothing_early_and_nothing_late() {
    let back = Loop::new(3);
    back.run(HOUR);
    back.upload("team/dags/d00.py", "two");
    back.run(Duration::from_secs(60));
    assert_eq!(back.retired(), 1);
    // The stamps of retired trees lie in the future now; files must still become newer than they were.
    let mtime = |back: &Loop| {
        let file = back.home.path().join("dags/team/dags/d00.py");
        file.metadata().unwrap().modified().unwrap()
    };
    let before = mtime(&back);
    *back.host.ahead.lock().unwrap() = -86_400;
    back.upload("team/dags/d00.py", "three");
    back.run(Duration::from_secs(60));
    assert_eq!(back.retired(), 2, "none went because its stamp looks odd");
    assert_eq!(back.live().len(), 3);
    assert_ne!(mtime(&back), before, "Airflow sees that something changed");
    back.run(HOUR);
    assert_eq!(back.retired(), 0, "they go when their time is over, not a day later");
    assert_eq!(back.live().len(), 3);
}

#[test]
fn a_clock_that_jumps_ahead_a_day_removes_nothing_early() {
    let ahead = Loop::new(3);
    ahead.run(HOUR);
    let begun = ahead.host.elapsed();
    ahead.upload("team/dags/d00.py", "two");
    ahead.delete("team/dags/d01.py");
    ahead.run(Duration::from_secs(90));
    *ahead.host.ahead.lock().unwrap() = 86_400;
    ahead.run(Duration::from_secs(30));
    assert!(ahead.host.elapsed() - begun < Duration::from_secs(300));
    assert_eq!(ahead.live().len(), 3, "the bucket's clock counts, not ours");
}
