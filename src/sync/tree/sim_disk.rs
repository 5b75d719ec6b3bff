//! A file system in memory that can die.
//!
//! It can stop after any operation, as a killed process leaves things; it can lose what was not synced, as a
//! power loss does, by a choice from a seed; an operation can fail; and a watcher sees the whole of it after every
//! change. What is assumed of a real one, and nothing else: a rename or an exchange is one step, on the disk too;
//! syncing a folder writes its names, and what had to happen before them.

mod contents;

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::io::Errno;

pub(crate) use contents::Contents;
use contents::{Change, Node};

use super::disk::{Disk, Entry, Kind, Place, Root, Stat};
use crate::metadata::Digest;
use crate::simulation::random::Random;

/// The user that dag-sync runs as.
const UID: u32 = 50_000;

/// Looks at everything after each change; what it finds wrong is kept.
type Watch = Box<dyn Fn(&Contents) -> Result<(), String> + Send>;

/// A file system in memory.
pub(crate) struct SimDisk {
    state_in_dest: Option<String>,
    inner: Mutex<Inner>,
}

struct Inner {
    /// As a running process sees it.
    now: Contents,
    /// As it is on the disk.
    durable: Contents,
    /// Changes that are not on the disk yet.
    pending: Vec<Change>,
    /// Files whose bytes are not on the disk yet.
    unsynced: BTreeSet<u64>,
    exchanges: bool,
    locked: bool,
    /// How many changes were made, and after which one the process is dead.
    changes: usize,
    dies_after: Option<usize>,
    /// The change that fails, with this error.
    fails_at: Option<(usize, Errno)>,
    watch: Option<Watch>,
    violation: Option<String>,
    clock: i64,
}

impl fmt::Debug for SimDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimDisk").field("contents", &self.contents()).finish_non_exhaustive()
    }
}

impl SimDisk {
    /// Two empty roots; `<state>` is `<dest>/.dag-sync`, or lies beside `<dest>`.
    pub(crate) fn new(state_in_dest: bool) -> Self {
        let now = Contents::new(state_in_dest.then_some(super::Paths::DEFAULT_STATE));
        Self {
            state_in_dest: state_in_dest.then(|| super::Paths::DEFAULT_STATE.to_owned()),
            inner: Mutex::new(Inner {
                durable: now.clone(),
                now,
                pending: Vec::new(),
                unsynced: BTreeSet::new(),
                exchanges: true,
                locked: false,
                changes: 0,
                dies_after: None,
                fails_at: None,
                watch: None,
                violation: None,
                clock: 1_000,
            }),
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether two names can change places in one step.
    pub(crate) fn set_exchanges(&self, exchanges: bool) {
        self.inner().exchanges = exchanges;
    }

    /// The process is dead after so many more changes: everything fails from then on.
    pub(crate) fn die_after(&self, changes: usize) {
        let mut inner = self.inner();
        inner.dies_after = Some(inner.changes + changes);
    }

    /// One change from now fails, and changes nothing.
    pub(crate) fn fail_at(&self, changes: usize, error: Errno) {
        let mut inner = self.inner();
        inner.fails_at = Some((inner.changes + changes, error));
    }

    /// How many changes were made so far.
    pub(crate) fn changes(&self) -> usize {
        self.inner().changes
    }

    /// Whether the process died at a change.
    pub(crate) fn is_dead(&self) -> bool {
        self.inner().alive().is_err()
    }

    /// Nothing that was to fail fails.
    pub(crate) fn mend(&self) {
        let mut inner = self.inner();
        (inner.dies_after, inner.fails_at) = (None, None);
    }

    /// The process is gone: its lock too. What it wrote is there.
    pub(crate) fn restart(&self) {
        let mut inner = self.inner();
        (inner.locked, inner.dies_after, inner.fails_at) = (false, None, None);
    }

    /// The machine lost its power: of what was not synced, the seed chooses what is there afterwards.
    pub(crate) fn lose_power(&self, seed: u64) {
        self.restart();
        let mut random = Random::new(seed);
        let mut inner = self.inner();
        let inner = &mut *inner;
        let mut left = inner.durable.clone();
        let all = inner.pending.len();
        // Journalling file systems keep the order of changes; of others any may be missing.
        let ordered = random.chance(50);
        let until = random.below(all + 1);
        for (at, change) in inner.pending.drain(..).enumerate() {
            if if ordered { at < until } else { random.chance(50) } {
                left.apply(&change);
            }
        }
        for inode in std::mem::take(&mut inner.unsynced) {
            left.mangle(inode, &mut random);
        }
        (inner.now, inner.durable) = (left.clone(), left);
        inner.look();
    }

    /// Calls `watch` after every change.
    pub(crate) fn watch(&self, watch: impl Fn(&Contents) -> Result<(), String> + Send + 'static) {
        self.inner().watch = Some(Box::new(watch));
    }

    /// The first thing that the watcher found.
    pub(crate) fn violation(&self) -> Option<String> {
        self.inner().violation.clone()
    }

    /// Everything that a running process sees.
    pub(crate) fn contents(&self) -> Contents {
        self.inner().now.clone()
    }

    /// Someone else puts a file there, folders above included: a user, Airflow, an attacker.
    pub(crate) fn plant(&self, at: &Place, bytes: &[u8], uid: u32) {
        let mut inner = self.inner();
        let clock = inner.clock;
        inner.now.plant(at, Node::file(bytes, clock, uid), uid);
        inner.durable = inner.now.clone();
        inner.pending.clear();
    }

    /// Someone else puts a symbolic link there.
    pub(crate) fn plant_link(&self, at: &Place) {
        let mut inner = self.inner();
        inner.now.plant(at, Node::Link, UID);
        inner.durable = inner.now.clone();
        inner.pending.clear();
    }

    /// Someone else removes whatever is there.
    pub(crate) fn wipe(&self, at: &Place) {
        let mut inner = self.inner();
        inner.now.wipe(at);
        inner.durable = inner.now.clone();
        inner.pending.clear();
    }

    fn change<T>(&self, act: impl FnOnce(&mut Inner) -> Result<(T, Change), Errno>) -> io::Result<T> {
        let mut inner = self.inner();
        inner.alive()?;
        inner.changes += 1;
        if let Some((at, error)) = inner.fails_at
            && at < inner.changes
        {
            inner.fails_at = None;
            return Err(error.into());
        }
        let (value, change) = act(&mut inner)?;
        assert!(inner.now.apply(&change), "checked before: {change:?}");
        inner.pending.push(change);
        inner.look();
        Ok(value)
    }

    fn read_only<T>(&self, act: impl FnOnce(&Inner) -> Result<T, Errno>) -> io::Result<T> {
        let inner = self.inner();
        inner.alive()?;
        Ok(act(&inner)?)
    }

    fn rename(&self, from: &Place, to: &Place, over: bool) -> io::Result<()> {
        self.change(|inner| {
            let (old, old_name, inode) = inner.now.entry(from)?;
            let (new, new_name) = inner.now.parent(to)?;
            inner.now.see_owner(old, UID)?;
            let replaced = inner.now.child(new, &new_name);
            match replaced {
                Some(_) if !over => return Err(Errno::EXIST),
                Some(there) if inner.now.kind(there) == Kind::Folder => return Err(Errno::ISDIR),
                _ => {}
            }
            Ok(((), Change::Move { from: (old, old_name), to: (new, new_name), inode, replaced }))
        })
    }
}

impl Inner {
    fn alive(&self) -> io::Result<()> {
        match self.dies_after {
            Some(after) if self.changes >= after => Err(io::Error::other("the process is dead")),
            _ => Ok(()),
        }
    }

    fn look(&mut self) {
        if self.violation.is_none()
            && let Some(watch) = &self.watch
            && let Err(violation) = watch(&self.now)
        {
            self.violation = Some(format!("after change {}: {violation}", self.changes));
        }
    }
}

impl Disk for SimDisk {
    fn show(&self, at: &Place) -> PathBuf {
        match at.root {
            Root::Dest => PathBuf::from("/dags").join(&at.path),
            Root::State => PathBuf::from("/state").join(&at.path),
        }
    }

    fn state_in_dest(&self) -> Option<&str> {
        self.state_in_dest.as_deref()
    }

    fn uid(&self) -> u32 {
        UID
    }

    fn create_dir(&self, at: &Place) -> io::Result<()> {
        self.change(|inner| Ok(((), inner.now.creation(at, Node::folder(UID))?)))
    }

    fn write_new(&self, at: &Place, bytes: &[u8]) -> io::Result<()> {
        self.change(|inner| {
            let change = inner.now.creation(at, Node::file(bytes, inner.clock, UID))?;
            if let Change::Create { inode, .. } = &change {
                inner.unsynced.insert(*inode);
            }
            Ok(((), change))
        })
    }

    fn read(&self, at: &Place, limit: u64) -> io::Result<Vec<u8>> {
        self.read_only(|inner| {
            let bytes = inner.now.file(at)?;
            if bytes.len() as u64 > limit { Err(Errno::FBIG) } else { Ok(bytes.to_vec()) }
        })
    }

    fn digest(&self, at: &Place) -> io::Result<(u64, Digest)> {
        self.read_only(|inner| {
            let bytes = inner.now.file(at)?;
            Ok((bytes.len() as u64, Digest::of(bytes)))
        })
    }

    fn read_dir(&self, at: &Place) -> io::Result<Vec<Entry>> {
        self.read_only(|inner| inner.now.list(at))
    }

    fn stat(&self, at: &Place) -> io::Result<Stat> {
        self.read_only(|inner| inner.now.stat(at))
    }

    fn set_mtime(&self, at: &Place, seconds: i64) -> io::Result<()> {
        self.change(|inner| {
            let (_, _, inode) = inner.now.entry(at)?;
            Ok(((), Change::Mtime { inode, seconds }))
        })
    }

    fn rename_new(&self, from: &Place, to: &Place) -> io::Result<()> {
        self.rename(from, to, false)
    }

    fn rename_over(&self, from: &Place, to: &Place) -> io::Result<()> {
        self.rename(from, to, true)
    }

    fn exchange(&self, one: &Place, other: &Place) -> io::Result<()> {
        if !self.inner().exchanges {
            return Err(Errno::INVAL.into());
        }
        self.change(|inner| {
            let (one, other) = (inner.now.entry(one)?, inner.now.entry(other)?);
            Ok(((), Change::Exchange { one, other }))
        })
    }

    fn remove_file(&self, at: &Place) -> io::Result<()> {
        self.change(|inner| {
            let (folder, name, inode) = inner.now.entry(at)?;
            inner.now.see_owner(folder, UID)?;
            if inner.now.kind(inode) == Kind::Folder {
                return Err(Errno::ISDIR);
            }
            Ok(((), Change::Remove { from: (folder, name), inode }))
        })
    }

    fn remove_dir(&self, at: &Place) -> io::Result<()> {
        self.change(|inner| {
            let (folder, name, inode) = inner.now.entry(at)?;
            inner.now.see_owner(folder, UID)?;
            if !inner.now.list(at)?.is_empty() {
                return Err(Errno::NOTEMPTY);
            }
            Ok(((), Change::Remove { from: (folder, name), inode }))
        })
    }

    fn sync(&self, places: &[Place]) -> io::Result<()> {
        let mut inner = self.inner();
        let inner = &mut *inner;
        inner.alive()?;
        for place in places {
            let inode = inner.now.find(place)?;
            if inner.now.kind(inode) == Kind::File {
                inner.unsynced.remove(&inode);
                continue;
            }
            let until = inner.pending.iter().rposition(|change| change.touches(inode)).map_or(0, |at| at + 1);
            for change in inner.pending.drain(..until) {
                assert!(inner.durable.apply(&change), "in order: {change:?}");
            }
        }
        Ok(())
    }

    fn lock(&self) -> io::Result<bool> {
        let mut inner = self.inner();
        inner.alive()?;
        Ok(!std::mem::replace(&mut inner.locked, true))
    }

    fn unlock(&self) {
        self.inner().locked = false;
    }

    fn in_place(&self) -> io::Result<bool> {
        self.read_only(|inner| Ok(inner.locked))
    }
}
