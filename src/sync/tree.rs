//! The local folder of the scheduler, and its atomic switch.
//!
//! A package folder is `<dest>/<package>/` with `metadata.json` and `dags/…` in it. At every instant it holds
//! exactly one release, or it is absent: new trees are made beside it, in `<state>`, and change places with it in
//! one step. A tree carries its own identity, so that after a crash the trees tell what is live; files in
//! `<state>` are only hints.
//!
//! This room knows documents and releases as values. It must never know a bucket, decide which release should be
//! live, make a symbolic link or follow one.

pub mod disk;
mod document;
mod error;
mod live;
mod name;
mod real_disk;

pub use document::{Held, LocalDocument};
pub use error::TreeError;
pub use live::{Folder, Live, Manifest, MirrorFile, RootFile};
pub use name::FolderName;
pub use real_disk::RealDisk;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;

use crate::host::Host;
use crate::metadata::FilePath;
use disk::Disk;

/// The two folders that dag-sync works in; both on one mount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Airflow's DAG folder.
    pub dest: PathBuf,
    /// Staging, retired trees, the lock; by default `<dest>/.dag-sync`.
    pub state: PathBuf,
}

impl Paths {
    /// The folder that `--state` is when it is not given.
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

/// The local folder, locked for this process.
#[derive(Debug)]
pub struct Tree {
    disk: Arc<dyn Disk>,
}

/// What opening the folder found left over from a run that was killed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Switches by two renames that were finished or taken back.
    pub finished: Vec<FolderName>,
    /// Complete trees that were found in staging and are retired now.
    pub retired: usize,
    /// Trees found in staging that are neither complete nor ours: kept in `<state>/aside`.
    pub aside: Vec<PathBuf>,
    /// Half-staged trees that were removed.
    pub wiped: usize,
    /// Trees kept in `<state>/trash`: they hold files of another user.
    pub trash: usize,
}

/// A tree that is complete and on the disk, but not live.
#[derive(Debug)]
#[must_use = "it is live only after `Tree::switch`"]
pub struct Staged {
    name: FolderName,
}

/// A file of a mirrored folder, to be staged.
#[derive(Debug, Clone)]
pub struct Mirrored {
    /// Of the object.
    pub etag: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// What became of the folder that was live before a switch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// There was none.
    Absent,
    /// It is retired: kept readable for a while, then removed.
    Retired(PathBuf),
    /// It was nobody's release: kept for good, until a person removes it. Worth a warning.
    Aside(PathBuf),
}

/// A switch that is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switched {
    /// What was there before.
    pub before: Before,
    /// The modification time that every file has now, in seconds since 1970.
    pub mtime: i64,
    /// Whether the folder was absent for an instant (the file system cannot exchange).
    pub gap: bool,
}

/// Whether a live tree is what its document says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// Files that are missing, changed, or not regular files, with the reason: heal by staging anew.
    pub damaged: BTreeMap<FilePath, &'static str>,
    /// Files beyond the release, `__pycache__` left out: relative to the package's folder.
    pub extra: Vec<PathBuf>,
}

impl Verification {
    /// Whether every released file is what was published.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.damaged.is_empty()
    }
}

/// What a folder that dag-sync did not make must hold to be taken over without a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// In bytes.
    pub size: u64,
    /// Of its bytes.
    pub sha256: crate::metadata::Digest,
}

/// How long retired trees are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// Every tree at least this long.
    pub time: Duration,
    /// Beyond that, this many of each package, the newest.
    pub releases: usize,
}

/// What a sweep did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Swept {
    /// Trees that are gone.
    pub removed: usize,
    /// Retired trees that are kept.
    pub retired: usize,
    /// Trees that could not be removed: they hold files of another user.
    pub trash: usize,
    /// The first thing that could not be removed, and why.
    pub blocked: Option<(PathBuf, String)>,
}

/// What the folder takes on the disk, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Live trees.
    pub live: u64,
    /// Trees under way.
    pub staged: u64,
    /// Retired trees, those kept aside and the trash.
    pub retired: u64,
}

impl Usage {
    /// All of it: what `--max-bytes` limits.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.live + self.staged + self.retired
    }
}

#[allow(clippy::todo, clippy::missing_errors_doc, unused_variables)]
impl Tree {
    /// Locks the folder, finishes what a killed run left, and keeps Airflow out of the state folder.
    ///
    /// # Errors
    /// [`TreeError::Busy`] while another dag-sync holds the lock; [`TreeError::Configuration`] when the two
    /// folders cannot work together.
    pub fn open(disk: Arc<dyn Disk>, now: Moment) -> Result<(Self, Recovered), TreeError> {
        todo!()
    }

    /// Every cycle, first: the lock, the folders and the lines in `.airflowignore` are still what they were.
    /// Lines that were lost are written again.
    ///
    /// # Errors
    /// [`TreeError::Lost`]: drop this tree and open it again.
    pub fn check(&self) -> Result<(), TreeError> {
        todo!()
    }

    /// Writes `<dest>/.airflowignore` anew when it is not what it should be: the team's lines (`<env>/.airflowignore`
    /// in the bucket), then those that were there, then, when the state folder lies inside `<dest>`, the two
    /// that keep Airflow out of it. Whether it was written.
    pub fn set_team_ignores(&self, team: Option<&Bytes>) -> Result<bool, TreeError> {
        todo!()
    }

    /// What lies in `<dest>`. Cheap when nothing changed.
    pub fn live(&self) -> Result<Live, TreeError> {
        todo!()
    }

    /// Reads every released file of a managed or mirrored folder and compares its SHA-256.
    /// `None` when there is no such folder, or it has no identity (foreign).
    pub fn verify(&self, name: &FolderName) -> Result<Option<Verification>, TreeError> {
        todo!()
    }

    /// Whether a folder holds exactly these files (`__pycache__` left out): relative to the folder. An empty
    /// answer means that it can be taken over without a warning; else the paths that differ.
    pub fn adoptable(
        &self,
        name: &FolderName,
        expected: &BTreeMap<FilePath, Expected>,
    ) -> Result<Vec<PathBuf>, TreeError> {
        todo!()
    }

    /// Reads a file of a folder (path relative to the folder), `None` when it is not there or not of this digest:
    /// what a mirror need not fetch again.
    pub fn read_file(
        &self,
        name: &FolderName,
        path: &FilePath,
        expected: Expected,
    ) -> Result<Option<Bytes>, TreeError> {
        todo!()
    }

    /// Makes the tree of a release beside the live one, on the disk when this returns. `files` are relative to
    /// `dags/` and were checked against the document. Call it for several packages at once: waiting for the disk is
    /// most of it.
    ///
    /// # Errors
    /// [`TreeError::Content`] when the files are not the document's.
    pub fn stage(
        &self,
        document: &LocalDocument,
        files: &BTreeMap<FilePath, Bytes>,
    ) -> Result<Staged, TreeError> {
        todo!()
    }

    /// Makes the tree of a folder without `metadata.json`; paths are relative to the folder.
    pub fn stage_mirror(
        &self,
        name: &FolderName,
        files: &BTreeMap<FilePath, Mirrored>,
    ) -> Result<Staged, TreeError> {
        todo!()
    }

    /// Makes a file that belongs directly into `<dest>` (not `.airflowignore`).
    pub fn stage_file(&self, name: &FolderName, file: &Mirrored) -> Result<Staged, TreeError> {
        todo!()
    }

    /// Makes a staged tree live, in one step, and retires the one before. On the disk when this returns.
    pub fn switch(&self, staged: Staged, now: Moment) -> Result<Switched, TreeError> {
        todo!()
    }

    /// As [`Tree::switch`], one after the other, with one wait for the disk: an answer for each, in order.
    pub fn switch_all(&self, staged: Vec<Staged>, now: Moment) -> Vec<Result<Switched, TreeError>> {
        todo!()
    }

    /// Replaces the document of a live tree whose files stay the same (a freeze, a raised `high_water`, the same
    /// tree published again), in one step; modification times stay.
    pub fn replace_document(&self, document: &LocalDocument) -> Result<(), TreeError> {
        todo!()
    }

    /// Takes a folder or root file out of `<dest>`: a tombstone, a confirmed delete. `Before::Absent` when there is none.
    pub fn retire(&self, name: &FolderName, now: Moment) -> Result<Before, TreeError> {
        todo!()
    }

    /// Removes retired trees whose time is over, and tries the trash again (at most once an hour).
    pub fn sweep(&self, now: Moment, keep: Keep) -> Result<Swept, TreeError> {
        todo!()
    }

    /// Removes retired trees older than `keep.time`, oldest first, whatever `keep.releases` says, until `bytes` are
    /// free; how many bytes were.
    pub fn make_room(&self, now: Moment, keep: Keep, bytes: u64) -> Result<u64, TreeError> {
        todo!()
    }

    /// What everything takes on the disk now.
    pub fn usage(&self) -> Result<Usage, TreeError> {
        todo!()
    }

    /// What a tree of these sizes will take on the disk, rounded up.
    #[must_use]
    pub fn estimate(sizes: impl IntoIterator<Item = u64>) -> u64 {
        todo!()
    }

    /// Whether the file system exchanges two folders in one step; `None` before the first switch.
    #[must_use]
    pub fn exchanges(&self) -> Option<bool> {
        todo!()
    }
}
