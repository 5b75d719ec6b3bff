//! `kill -9` of dag-sync at any moment, while releases come: nobody who reads the DAG folder meets a half one, and
//! the next run finishes the job.

use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::AsRawFd as _;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use dag_publish::sync::report::State;
use rustix::fs::{Mode, OFlags};
use serde_json::Value;

use super::kills::Random;
use super::package::Package;
use super::store::Store;
use super::sync::{Scheduler, Sync, eventually};

/// Of a running dag-sync, and as many of `--once`.
const KILLS: usize = 100;
const FILES: u64 = 50;
/// About what it takes to stage a tree and to switch it in.
const STAGING: Duration = Duration::from_millis(15);
const NAMES: [&str; 3] = ["left", "many", "right"];

#[test]
fn a_dag_sync_killed_at_any_of_200_moments_shows_whole_releases_only_and_the_next_converges() {
    let store = Store::server("seaweedfs");
    let publisher = Publisher::new(&store);
    let seed = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().subsec_nanos();
    println!("{KILLS} kills of each kind from seed {seed}");
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        // A failed lane must end the others.
        let publishing = scope.spawn(|| publisher.publish_until(&over));
        let lanes = [Kind::Daemon, Kind::Once].map(|kind| {
            let (publisher, store, over) = (&publisher, &store, &over);
            scope.spawn(move || {
                let _stop = StopOnPanic(over);
                Lane::new(kind, store, publisher, u64::from(seed) + kind as u64).run(over)
            })
        });
        let met: Vec<BTreeMap<Met, usize>> = lanes.map(|lane| lane.join().unwrap()).into();
        over.store(true, Ordering::Relaxed);
        publishing.join().unwrap();
        println!("daemon: {:?}\n--once: {:?}", met[0], met[1]);
        for met in met {
            assert_eq!(met.values().sum::<usize>(), KILLS);
            assert!(met.len() == 3, "{met:?}");
        }
    });
}

/// What lay in the state folder of a dag-sync that was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    NothingUnderWay,
    HalfATree,
    /// About to go live, or just replaced.
    WholeTree,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Daemon,
    Once,
}

struct StopOnPanic<'a>(&'a AtomicBool);

impl Drop for StopOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

/// Publishes one release after the other. Every file of release 7 says so.
struct Publisher<'a> {
    store: &'a Store,
    packages: BTreeMap<&'static str, Package>,
    /// The newest release of each. Held while one is being published: whoever reads it knows that nothing moves.
    newest: RwLock<BTreeMap<&'static str, u64>>,
    published: AtomicU64,
}

impl<'a> Publisher<'a> {
    fn new(store: &'a Store) -> Self {
        let packages = NAMES.map(|name| (name, Package::new(name))).into();
        let publisher = Self { store, packages, newest: RwLock::default(), published: AtomicU64::new(0) };
        publisher.publish_next(1);
        publisher
    }

    fn publish_until(&self, over: &AtomicBool) {
        let _stop = StopOnPanic(over);
        for release in 2.. {
            if over.load(Ordering::Relaxed) {
                break;
            }
            self.publish_next(release);
        }
    }

    fn publish_next(&self, release: u64) {
        self.publish("many", None, release);
        // The one that gives the id up comes first, or they come together and the one that takes it is first.
        let (giver, taker) = if owns("left", release) { ("right", "left") } else { ("left", "right") };
        if release.is_multiple_of(3) {
            self.publish(giver, Some(taker), release);
        } else {
            self.publish(giver, None, release);
            self.publish(taker, None, release);
        }
    }

    fn publish(&self, name: &'static str, other: Option<&'static str>, release: u64) {
        let mut newest = self.newest.write().unwrap();
        for name in [Some(name), other].into_iter().flatten() {
            self.write(name, release);
            newest.insert(name, release);
        }
        let mut publish = self.packages[name].publish(self.store);
        if let Some(other) = other {
            publish = publish.arg(self.packages[other].path());
        }
        let answer = publish.exits(0);
        let report: Value = serde_json::from_str(&answer.stdout).unwrap();
        for package in report["packages"].as_array().unwrap() {
            assert_eq!(package["release"], release, "{answer}");
        }
        drop(newest);
        self.published.fetch_add(1, Ordering::Relaxed);
        // Who waits for it to stand still comes in between.
        std::thread::park_timeout(Duration::from_millis(10));
    }

    fn write(&self, name: &str, release: u64) {
        let package = &self.packages[name];
        let before = if release == 1 { BTreeSet::new() } else { files(name, release - 1) };
        for path in before.difference(&files(name, release)) {
            package.remove(path);
        }
        for path in files(name, release) {
            package.write(&path, content(name, &path, release));
        }
    }
}

/// Which of two packages has the dag_id that moves.
fn owns(name: &str, release: u64) -> bool {
    release % 2 == u64::from(name == "left")
}

/// The files of a release.
fn files(name: &str, release: u64) -> BTreeSet<String> {
    if name == "many" {
        let fixed = (1..FILES).map(|file| format!("steps/f{file:02}.py"));
        return fixed.chain([format!("only_{release}.py")]).collect();
    }
    let moving = owns(name, release).then(|| "moving.py".to_owned());
    ["fixed.py".to_owned()].into_iter().chain(moving).collect()
}

fn content(name: &str, path: &str, release: u64) -> String {
    let (stem, filler) = (path.trim_end_matches(".py").replace('/', "_"), "# a line\n".repeat(100));
    let dag_id = if stem == "moving" { stem } else { format!("{name}_{stem}") };
    format!(
        "# release {release}\nfrom airflow import DAG\n\nwith DAG(\"{dag_id}\", schedule=None):\n    pass\n{filler}\
         # release {release}\n"
    )
}

/// One DAG folder, over which one kind of dag-sync is killed.
struct Lane<'a> {
    kind: Kind,
    store: &'a Store,
    publisher: &'a Publisher<'a>,
    scheduler: Scheduler,
    random: Random,
}

impl<'a> Lane<'a> {
    fn new(kind: Kind, store: &'a Store, publisher: &'a Publisher<'a>, seed: u64) -> Self {
        Self { kind, store, publisher, scheduler: Scheduler::new(), random: Random(seed) }
    }

    fn run(mut self, over: &AtomicBool) -> BTreeMap<Met, usize> {
        let (mut met, mut duration) = (BTreeMap::new(), self.converge());
        let (watching, dest) = (AtomicBool::new(true), self.scheduler.dest());
        std::thread::scope(|scope| {
            let watcher = scope.spawn(|| watch(&dest, &watching));
            for _ in 0..KILLS {
                assert!(!over.load(Ordering::Relaxed), "another lane, or the publisher, failed");
                *met.entry(self.kill(duration)).or_default() += 1;
                duration = (duration + self.converge()) / 2;
                if watcher.is_finished() {
                    break;
                }
            }
            watching.store(false, Ordering::Relaxed);
            let looks = watcher.join().unwrap();
            println!("{:?}: {looks:?}", self.kind);
            // Something was to be seen: not one release over and over.
            assert!(NAMES.iter().all(|name| looks[name].1 > KILLS / 8), "{looks:?}");
        });
        met
    }

    fn sync(&self) -> Sync {
        self.scheduler.sync(self.store).args(["--keep-for", "30s", "--keep-releases", "1"])
    }

    /// Starts a dag-sync when there is news for it, or will be, and kills it: every second one at any moment, the
    /// others soon after a tree began to be staged.
    fn kill(&mut self, duration: Duration) -> Met {
        let (before, share) = (self.publisher.published.load(Ordering::Relaxed), self.random.share());
        let news = || self.publisher.published.load(Ordering::Relaxed) > before;
        let mut child: Child = match self.kind {
            Kind::Once => {
                eventually("a release", news);
                self.sync().once().start_unheard()
            }
            Kind::Daemon => self.sync().args(["--interval", "20ms"]).start_unheard(),
        };
        if self.random.share() < 0.5 {
            self.wait_for_a_tree(&mut child);
            std::thread::park_timeout(STAGING.mul_f64(share));
        } else {
            let moments = if self.kind == Kind::Once { 1.1 } else { 4.0 };
            std::thread::park_timeout(duration.mul_f64(share * moments));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let staged = self.staged();
        match () {
            () if staged.is_empty() => Met::NothingUnderWay,
            () if staged.iter().any(|name| name.ends_with(".part")) => Met::HalfATree,
            () => Met::WholeTree,
        }
    }

    /// Looks into staging until something lies there, or the process is at its end.
    fn wait_for_a_tree(&self, child: &mut Child) {
        let start = Instant::now();
        while self.staged().is_empty()
            && child.try_wait().unwrap().is_none()
            && start.elapsed() < Duration::from_secs(5)
        {
            std::thread::park_timeout(Duration::from_micros(200));
        }
    }

    fn staged(&self) -> Vec<String> {
        Scheduler::names(&self.scheduler.state().join("staging"))
    }

    /// While nothing is published: one run brings the folder to the newest releases, a second one changes nothing.
    /// How long the first took.
    fn converge(&self) -> Duration {
        let newest = self.publisher.newest.read().unwrap();
        let start = Instant::now();
        let first = self.sync().once().exits(0);
        let duration = start.elapsed();
        assert_eq!(first.stderr.matches("aside").count(), 0, "{first}");
        let report = first.synced();
        assert!(report.packages.iter().all(|package| package.state == State::Current), "{first}");
        self.nothing_is_left();
        for name in NAMES {
            let look = Look::at(&self.scheduler.dest().join(name)).unwrap();
            assert_eq!(look.check(name, &mut Expected::default()), newest[name], "{first}");
        }
        self.no_id_is_live_twice(&newest);
        let second = self.sync().once().exits(0);
        assert!(!second.synced().changed(), "{second}");
        self.nothing_is_left();
        duration
    }

    /// Nothing in the folder but packages; nothing in the state folder that a run was at.
    fn nothing_is_left(&self) {
        let (dest, state) = (self.scheduler.dest(), self.scheduler.state());
        let mut expected = vec![".airflowignore", ".dag-sync"];
        expected.extend(NAMES);
        assert_eq!(Scheduler::names(&dest), expected);
        for folder in ["staging", "journal", "aside", "trash"] {
            assert_eq!(Scheduler::names(&state.join(folder)), [""; 0], "{folder}");
        }
        let known = ["aside", "journal", "lock", "placed", "retired", "socket", "staging", "trash"];
        for name in Scheduler::names(&state) {
            assert!(known.contains(&name.as_str()) || name.ends_with(".json"), "{name} in the state folder");
        }
    }

    fn no_id_is_live_twice(&self, newest: &BTreeMap<&str, u64>) {
        let mut owners = BTreeMap::new();
        for name in NAMES {
            let document = std::fs::read(self.scheduler.dest().join(name).join("metadata.json")).unwrap();
            let document: Value = serde_json::from_slice(&document).unwrap();
            for dag in document["dags"].as_array().unwrap() {
                let dag_id = dag["dag_id"].as_str().unwrap().to_owned();
                if let Some(other) = owners.insert(dag_id, name) {
                    panic!("{} is live from {other} and from {name}", dag["dag_id"]);
                }
            }
        }
        // Between two publishes nobody has it.
        let moves = owns("left", newest["left"]) || owns("right", newest["right"]);
        assert_eq!(owners.contains_key("moving"), moves, "{owners:?}");
    }
}

/// Looks at every package folder all the time; each look must show one whole release. How many looks there were, and
/// how many releases they showed.
fn watch(dest: &Path, watching: &AtomicBool) -> BTreeMap<&'static str, (usize, usize)> {
    let mut seen: BTreeMap<&'static str, (usize, BTreeSet<u64>)> = BTreeMap::new();
    let mut expected = Expected::default();
    while watching.load(Ordering::Relaxed) {
        for name in NAMES {
            // The first release was placed before; names change places in one step.
            let look = Look::at(&dest.join(name)).unwrap_or_else(|| panic!("{name} was absent"));
            let (looks, releases) = seen.entry(name).or_default();
            *looks += 1;
            releases.insert(look.check(name, &mut expected));
        }
        // Two of these share the machine with what they watch.
        std::thread::park_timeout(Duration::from_millis(3));
    }
    seen.into_iter().map(|(name, (looks, releases))| (name, (looks, releases.len()))).collect()
}

/// What one handle of a package's folder showed.
struct Look {
    files: BTreeMap<String, String>,
}

impl Look {
    /// Reads everything below a folder through one handle: whatever its name stands for meanwhile.
    fn at(folder: &Path) -> Option<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = match rustix::fs::open(folder, flags, Mode::empty()) {
            Err(rustix::io::Errno::NOENT) => return None,
            handle => handle.unwrap(),
        };
        let root = PathBuf::from(format!("/proc/self/fd/{}/", handle.as_raw_fd()));
        let files = walkdir::WalkDir::new(&root)
            .into_iter()
            .map(|entry| entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())))
            .filter(|entry| !entry.file_type().is_dir())
            .map(|entry| {
                let name = entry.path().strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                let text = std::fs::read_to_string(entry.path());
                (name, text.unwrap_or_else(|error| panic!("{}: {error}", folder.display())))
            })
            .collect();
        Some(Self { files })
    }

    /// The release that it is: whole, and nothing besides.
    fn check(mut self, name: &'static str, expected: &mut Expected) -> u64 {
        let document: Value = serde_json::from_str(&self.files.remove("metadata.json").unwrap()).unwrap();
        let release = document["release"].as_u64().unwrap();
        if self.files != *expected.of(name, release) {
            let found: BTreeMap<&String, &str> =
                self.files.iter().map(|(path, text)| (path, text.lines().next().unwrap_or(""))).collect();
            panic!("{name} says r{release}, and holds {found:#?}");
        }
        release
    }
}

/// What a folder must hold, made once for each release.
#[derive(Debug, Default)]
struct Expected(BTreeMap<&'static str, (u64, BTreeMap<String, String>)>);

impl Expected {
    fn of(&mut self, name: &'static str, release: u64) -> &BTreeMap<String, String> {
        let (known, files_of_known) = self.0.entry(name).or_default();
        if *known != release {
            *known = release;
            *files_of_known = files(name, release)
                .into_iter()
                .map(|path| (format!("dags/{path}"), content(name, &path, release)))
                .collect();
        }
        files_of_known
    }
}
