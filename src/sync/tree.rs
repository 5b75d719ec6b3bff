//! The local folder of the scheduler, and its atomic switch.
//!
//! A package folder is `<dest>/<package>/` with `metadata.json` and `dags/…` in it. At every instant it holds
//! exactly one release, or it is absent: new trees are made beside it, in `<state>`, and change places with it in
//! one step. A tree carries its own identity, so that after a crash the trees tell what is live; files in
//! `<state>` are only hints.
//!
//! ```text
//! <state>/lock                               locked while a dag-sync works here
//! <state>/staging/<folder>@<label>.part      a tree that is being made; removed at the next start
//! <state>/staging/<folder>@<label>           a complete tree, about to go live or just replaced
//! <state>/retired/<folder>@<label>@<when>    was live; kept readable for a while
//! <state>/aside/<folder>@<label>@<when>      was in the way and is nobody's release; kept for good
//! <state>/trash/…                            being removed; files of another user stay
//! <state>/placed/<folder>.json               dag-sync made what lies there; what a mirror holds
//! <state>/journal/<folder>.json              a switch by two renames is under way
//! <state>/<note>.json                        a hint of dag-sync's own; losing it costs time only
//! ```
//!
//! This room knows documents and releases as values. It must never know a bucket, decide which release should be
//! live, make a symbolic link or follow one.

pub mod disk;
mod document;
mod error;
mod files;
mod ignore;
mod journal;
mod label;
mod live;
mod look;
mod name;
mod notes;
mod open;
mod owners;
mod placed;
mod real_disk;
#[cfg(test)]
pub(crate) mod sim_disk;
mod stage;
mod sweep;
mod switch;
#[cfg(test)]
mod tests;
mod usage;
mod verify;

pub use document::{Held, LocalDocument};
pub use error::TreeError;
pub use live::{Folder, Live, RootFile};
pub use name::FolderName;
pub use open::Recovered;
pub use owners::ForeignOwner;
pub use placed::{Manifest, MirrorFile};
pub use real_disk::RealDisk;
pub use stage::{Mirrored, Staged};
pub use sweep::{Keep, Swept};
pub use switch::{Before, Switched};
pub use usage::Usage;
pub use verify::{Expected, Verification};

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;

use crate::host::Host;
use disk::{Disk, Kind, Place};

/// The two folders that dag-sync works in; both on one mount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Airflow's DAG folder.
    pub dest: PathBuf,
    /// Staging, retired trees, the lock; by default `<dest>/.dag-sync`.
    pub state: PathBuf,
}

impl Paths {
    /// The name that the state folder has in `<dest>` when `--state` is not given.
    pub const DEFAULT_STATE: &str = ".dag-sync";

    /// `state` as given, or the default inside `dest`.
    #[must_use]
    pub fn new(dest: PathBuf, state: Option<PathBuf>) -> Self {
        let state = state.unwrap_or_else(|| dest.join(Self::DEFAULT_STATE));
        Self { dest, state }
    }
}

/// One instant by the machine's two clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The time of day: what files are stamped with. It may jump.
    pub wall: Timestamp,
    /// Time since some fixed instant: how old things are. It never jumps.
    pub elapsed: Duration,
}

impl Moment {
    /// Before any clock was read.
    const START: Self = Self { wall: Timestamp::UNIX_EPOCH, elapsed: Duration::ZERO };

    /// Now, by this machine.
    #[must_use]
    pub fn now(host: &dyn Host) -> Self {
        let millis = i64::try_from(host.unix_millis()).unwrap_or(i64::MAX);
        Self {
            wall: Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH),
            elapsed: host.elapsed(),
        }
    }
}

/// The local folder, locked for this process. Several threads may stage and verify at once; one switches.
#[derive(Debug)]
pub struct Tree {
    disk: Arc<dyn Disk>,
    memory: Mutex<Memory>,
    /// Whether it is only looked at ([`Tree::look`]): nothing is locked, and nothing may be written.
    looks: bool,
}

/// What need not be read from the disk again while this process holds the lock.
#[derive(Debug, Default)]
struct Memory {
    /// What the folders and files in `<dest>` are, by what identifies them.
    live: live::Cache,
    /// `<state>/placed`, read once.
    placed: BTreeMap<FolderName, placed::Placed>,
    /// Retired trees by name: how old each was at some reading of the clock that never jumps.
    ages: BTreeMap<OsString, sweep::Age>,
    /// Whether the file system exchanges two folders; unknown before the first switch.
    exchanges: Option<bool>,
    /// When the trash was last tried.
    trash_tried: Option<Duration>,
    /// The team's lines for `.airflowignore`.
    team: Option<Bytes>,
    /// The notes that are known to be on the disk.
    durable_notes: BTreeSet<String>,
    /// The last reading of the clocks.
    now: Option<Moment>,
}

impl Tree {
    /// Every cycle, first: the lock and the folders are still the ones that were opened, and `.airflowignore` keeps
    /// Airflow out of the state folder (its lines are written again when they were lost).
    ///
    /// # Errors
    /// [`TreeError::Lost`]: drop this tree and open it again. The disk's own errors.
    pub fn check(&self) -> Result<(), TreeError> {
        let root = Place::dest("");
        if !self.attempt("look at", &root, self.disk.in_place())? {
            return Err(TreeError::Lost { path: self.disk.show(&root) });
        }
        self.keep_ignored().map(|_| ())
    }

    /// Whether the file system exchanges two folders in one step; `None` before the first switch that needs it.
    #[must_use]
    pub fn exchanges(&self) -> Option<bool> {
        self.memory().exchanges
    }

    /// The path of a folder or file in `<dest>` as a person would write it.
    #[must_use]
    pub fn path_of(&self, name: &FolderName) -> PathBuf {
        self.disk.show(&Place::dest(name))
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // What a panicking thread left is a cache, a clock reading, or a set that is read again.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts what was attempted and where to an error of the disk.
    fn attempt<T>(&self, operation: &'static str, at: &Place, result: io::Result<T>) -> Result<T, TreeError> {
        result.map_err(|source| TreeError::Disk { operation, path: self.disk.show(at), source })
    }

    /// What a name stands for, `None` when it is free.
    fn kind(&self, at: &Place) -> Result<Option<Kind>, TreeError> {
        match self.disk.stat(at) {
            Ok(stat) => Ok(Some(stat.kind)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => self.attempt("look at", at, Err(source)),
        }
    }

    /// Writes a small file at one instant; on the disk when this returns, if `durable`.
    fn replace(&self, at: &Place, bytes: &[u8], durable: bool) -> Result<(), TreeError> {
        if at.root == disk::Root::State && self.kind(at)? == Some(disk::Kind::Folder) {
            // Nothing can be renamed over a folder, and nobody but dag-sync has one here.
            self.move_to_trash(at)?;
        }
        // Two files of one name in different folders may be written at once.
        let name = at.path.to_string_lossy().replace('/', "+");
        let draft = open::staging().join(format!("{name}{}", open::PART));
        let write = || {
            match self.disk.remove_file(&draft) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            self.disk.write_new(&draft, bytes)?;
            if durable {
                self.disk.sync(std::slice::from_ref(&draft))?;
            }
            self.disk.rename_over(&draft, at)?;
            match at.parent() {
                Some(parent) if durable => self.disk.sync(&[parent]),
                _ => Ok(()),
            }
        };
        self.attempt("write", at, write())
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        if !self.looks {
            self.disk.unlock();
        }
    }
}
