//! A dag-sync in the simulated world: cycle after cycle on a disk that outlives it.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::actor::environment;
use super::client::{SharedWire, SimBucket, SimHost};
use super::folder::Folder;
use super::random::Random;
use crate::host::Host;
use crate::sync::cycle::{Ask, Settings, Syncer, Unmanaged};
use crate::sync::report::Report;
use crate::sync::tree::disk::Disk;
use crate::sync::tree::sim_disk::SimDisk;
use crate::sync::tree::{Keep, Moment, Tree};

/// Actors with such numbers are syncers.
pub(super) const SYNCERS: usize = 1 << 32;
/// How long a retired tree is kept at least.
pub(super) const KEEP: Duration = Duration::from_secs(600);

/// What a syncer tells of itself.
#[derive(Debug)]
pub(super) enum Heard {
    Begins,
    Ends(Result<Report, String>),
}

/// A syncer: its machine, and the process while it runs.
pub(super) struct Machine {
    pub(super) id: usize,
    pub(super) disk: Arc<SimDisk>,
    pub(super) process: Option<Pin<Box<dyn Future<Output = ()>>>>,
    pub(super) heard: Arc<Mutex<Vec<Heard>>>,
    pub(super) folder: Folder,
    /// As many were counted.
    pub(super) switches: u64,
    skew: i64,
}

impl Machine {
    pub(super) fn new(index: usize, luck: &mut Random, folder: Folder) -> Self {
        let disk = Arc::new(SimDisk::new(luck.chance(70)));
        disk.set_exchanges(luck.chance(75));
        folder.watch(&disk);
        let day = 86_400_000;
        let skew = [0, -40 * day, 40 * day, 3_600_000][luck.below(4)];
        Self { id: SYNCERS + index, disk, process: None, heard: Arc::default(), folder, switches: 0, skew }
    }

    /// Starts the process; it is to be polled.
    pub(super) fn start(&mut self, wire: &SharedWire, luck: &mut Random) {
        let bucket = Arc::new(SimBucket { actor: self.id, wire: Arc::clone(wire) });
        let random = Mutex::new(Random::new(luck.next()));
        let host: Arc<dyn Host> =
            Arc::new(SimHost { actor: self.id, wire: Arc::clone(wire), skew: self.skew, random });
        let (disk, heard) = (Arc::clone(&self.disk) as Arc<dyn Disk>, Arc::clone(&self.heard));
        let settings = Settings {
            environment: environment(),
            unmanaged: Unmanaged::Mirror,
            max_delete: 0.5,
            max_bytes: 2 << 30,
            keep: Keep { time: KEEP, releases: 1 },
            concurrency: 1 + luck.below(3),
        };
        self.process = Some(Box::pin(async move {
            let Ok((tree, _)) = Tree::open(disk, Moment::now(&*host)) else { return };
            let mut syncer = Syncer::open(bucket, Arc::clone(&host), tree, settings);
            loop {
                heard.lock().unwrap().push(Heard::Begins);
                let result = syncer.cycle(&Ask::default()).await.map_err(|error| error.to_string());
                heard.lock().unwrap().push(Heard::Ends(result));
                let _ = syncer.sweep().await;
                host.sleep(Duration::from_secs(30)).await;
            }
        }));
    }

    /// The process is gone, and what it had asked for.
    pub(super) fn stop(&mut self, wire: &SharedWire) {
        self.process = None;
        let mut wire = wire.lock().unwrap();
        wire.sleeping.retain(|(actor, _)| *actor != self.id);
        wire.pending.retain(|pending| pending.actor != self.id);
    }
}
