//! Cycles one by one: packages published into a bucket in memory, synced to a disk in memory.

mod bucket_faults;
mod ownership;
mod packages;
mod plain;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::executor::block_on;
use futures::future::BoxFuture;

use super::*;
use crate::bucket::{Condition, Operation};
use crate::host::Host;
use crate::publish::tests::{Bed, package};
use crate::sync::report::{MirrorReport, PackageReport, ProblemKind, State};
use crate::sync::tree::disk::{Disk, Place};
use crate::sync::tree::sim_disk::SimDisk;

/// A machine whose clocks show what they are told.
#[derive(Debug, Default)]
struct Clock(Mutex<Duration>);

impl Clock {
    fn pass(&self, seconds: u64) {
        *self.0.lock().unwrap() += Duration::from_secs(seconds);
    }
}

impl Host for Clock {
    fn elapsed(&self) -> Duration {
        *self.0.lock().unwrap()
    }
    fn unix_millis(&self) -> u64 {
        1_790_000_000_000 + u64::try_from(self.elapsed().as_millis()).unwrap()
    }
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(futures::future::ready(()))
    }
    fn random(&self) -> [u8; 10] {
        [7; 10]
    }
}

/// A bucket with publishers, and one machine that syncs from it.
struct World {
    bed: Bed,
    disk: Arc<SimDisk>,
    clock: Arc<Clock>,
    settings: Settings,
}

impl World {
    fn new() -> Self {
        let bed = Bed::new();
        let settings = Settings {
            environment: bed.environment.clone(),
            unmanaged: Unmanaged::Mirror,
            max_delete: 0.2,
            max_bytes: 2 << 30,
            keep: Keep { time: Duration::from_secs(600), releases: 3 },
            concurrency: 4,
        };
        Self { bed, disk: Arc::new(SimDisk::new(true)), clock: Arc::default(), settings }
    }

    fn open(&self) -> Syncer {
        let now = Moment::now(&*self.clock);
        let (tree, _) = Tree::open(Arc::clone(&self.disk) as Arc<dyn Disk>, now).unwrap();
        let bucket = Arc::new(self.bed.memory.clone());
        Syncer::open(bucket, Arc::clone(&self.clock) as _, tree, self.settings.clone())
    }

    /// Another machine with an empty disk.
    fn elsewhere(&self) -> (Arc<SimDisk>, Syncer) {
        let disk = Arc::new(SimDisk::new(false));
        let (tree, _) = Tree::open(Arc::clone(&disk) as Arc<dyn Disk>, Moment::now(&*self.clock)).unwrap();
        let bucket = Arc::new(self.bed.memory.clone());
        let syncer = Syncer::open(bucket, Arc::clone(&self.clock) as _, tree, self.settings.clone());
        (disk, syncer)
    }

    fn put(&self, key: &str, text: &str) {
        self.bed.memory.put_now(key, text.to_owned().into(), &Condition::None).unwrap();
    }

    /// The bucket's clock and the machine's go on.
    fn pass(&mut self, seconds: u64) {
        self.clock.pass(seconds);
        self.bed.now += Duration::from_secs(seconds);
        self.bed.memory.set_now(self.bed.now);
    }

    /// The text of every file of a folder.
    fn files(&self, folder: &str) -> Option<BTreeMap<String, String>> {
        files(&self.disk, folder)
    }

    /// The text of one file below `<dest>`.
    fn text(&self, path: &str) -> Option<String> {
        let bytes = self.disk.contents().tree(&Place::dest(path))?.remove(&PathBuf::new())?;
        Some(String::from_utf8(bytes).unwrap())
    }

    /// The archive of a package's newest release holds other bytes from now on.
    fn spoil(&self, package: &str) {
        let archive = self.bed.document(package).archive.unwrap();
        self.put(&archive.key, "not what was published");
    }
}

fn files(disk: &SimDisk, folder: &str) -> Option<BTreeMap<String, String>> {
    let tree = disk.contents().tree(&Place::dest(folder))?;
    let text = |(path, bytes): (PathBuf, Vec<u8>)| {
        (path.to_str().unwrap().to_owned(), String::from_utf8(bytes).unwrap())
    };
    Some(tree.into_iter().map(text).filter(|(path, _)| path != "metadata.json").collect())
}

fn only<const N: usize>(files: [(&str, &str); N]) -> Option<BTreeMap<String, String>> {
    Some(files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect())
}

fn cycle(syncer: &mut Syncer) -> Report {
    block_on(syncer.cycle(&Ask::default())).unwrap()
}

fn confirmed(syncer: &mut Syncer) -> Report {
    block_on(syncer.cycle(&Ask { confirm_deletes: true, ..Ask::default() })).unwrap()
}

fn name(package: &str) -> PackageName {
    PackageName::new(package).unwrap()
}

impl Report {
    fn of(&self, package: &str) -> &PackageReport {
        self.packages.iter().find(|of| of.package.as_str() == package).expect(package)
    }

    fn mirror(&self, of: &str) -> &MirrorReport {
        self.unmanaged.iter().find(|mirror| mirror.name == of).expect(of)
    }
}

impl PackageReport {
    fn problem_kind(&self) -> Option<ProblemKind> {
        self.problem.as_ref().map(|problem| problem.kind)
    }

    fn release(&self) -> Option<u64> {
        self.live.map(ReleaseNumber::get)
    }
}
