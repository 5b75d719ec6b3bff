//! Looking without touching: for `dag-sync --dry-run`, beside a running dag-sync and on a read-only mount.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rustix::io::Errno;

use super::disk::{Disk, Entry, Found, Place, Stat};
use super::{Memory, Moment, Tree, TreeError};
use crate::metadata::Digest;

impl Tree {
    /// A tree that is only looked at: no lock is taken, no folder is made, nothing that a killed run left is
    /// finished. Whatever would write fails (`EROFS`); nothing that reads writes. Another dag-sync may change the
    /// folder meanwhile: what is read is whole by itself, but may be of before or after.
    ///
    /// # Errors
    /// The disk's own.
    pub fn look(disk: Arc<dyn Disk>, now: Moment) -> Result<Self, TreeError> {
        let memory = Memory { now: Some(now), ..Memory::default() };
        let tree = Self { disk: Arc::new(Untouched(disk)), memory: Mutex::new(memory), looks: true };
        tree.load_placed()?;
        Ok(tree)
    }
}

/// A disk that nothing is written to, and whose lock belongs to someone else.
#[derive(Debug)]
struct Untouched(Arc<dyn Disk>);

fn refuse<T>() -> io::Result<T> {
    Err(Errno::ROFS.into())
}

impl Disk for Untouched {
    fn show(&self, at: &Place) -> PathBuf {
        self.0.show(at)
    }

    fn state_in_dest(&self) -> Option<&str> {
        self.0.state_in_dest()
    }

    fn uid(&self) -> u32 {
        self.0.uid()
    }

    fn create_dir(&self, _: &Place) -> io::Result<()> {
        refuse()
    }

    fn write_new(&self, _: &Place, _: &[u8]) -> io::Result<()> {
        refuse()
    }

    fn read(&self, at: &Place, limit: u64) -> io::Result<Vec<u8>> {
        self.0.read(at, limit)
    }

    fn digest(&self, at: &Place) -> io::Result<(u64, Digest)> {
        self.0.digest(at)
    }

    fn digests(
        &self,
        at: &Place,
        without: &str,
        size: &dyn Fn(&Path) -> Option<u64>,
    ) -> io::Result<Vec<Found>> {
        self.0.digests(at, without, size)
    }

    fn read_dir(&self, at: &Place) -> io::Result<Vec<Entry>> {
        self.0.read_dir(at)
    }

    fn stat(&self, at: &Place) -> io::Result<Stat> {
        self.0.stat(at)
    }

    fn set_mtime(&self, _: &Place, _: i64) -> io::Result<()> {
        refuse()
    }

    fn rename_new(&self, _: &Place, _: &Place) -> io::Result<()> {
        refuse()
    }

    fn rename_over(&self, _: &Place, _: &Place) -> io::Result<()> {
        refuse()
    }

    fn exchange(&self, _: &Place, _: &Place) -> io::Result<()> {
        refuse()
    }

    fn remove_file(&self, _: &Place) -> io::Result<()> {
        refuse()
    }

    fn remove_dir(&self, _: &Place) -> io::Result<()> {
        refuse()
    }

    fn sync(&self, _: &[Place]) -> io::Result<()> {
        refuse()
    }

    fn lock(&self) -> io::Result<bool> {
        refuse()
    }

    /// Nothing was locked through this.
    fn unlock(&self) {}

    fn in_place(&self) -> io::Result<bool> {
        self.0.in_place()
    }
}
