//! Looking without touching: for `dag-sync --dry-run`, beside a running dag-sync and on a read-only mount.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rustix::io::Errno;

use super::disk::{Disk, Entry, Found, Place, Stat};
use super::{Memory, Moment, Tree, TreeError};
use crate::metadata::Digest;

impl Tree {
    /// A tree that is only looked at; `None` is a `<dest>` that does not exist, and looks empty. No lock is taken, no folder is made, nothing that a killed run left is
    /// finished. Whatever would write fails (`EROFS`); nothing that reads writes. Another dag-sync may change the
    /// folder meanwhile: what is read is whole by itself, but may be of before or after.
    ///
    /// # Errors
    /// The disk's own.
    pub fn look(disk: Option<Arc<dyn Disk>>, now: Moment) -> Result<Self, TreeError> {
        let memory = Memory { now: Some(now), ..Memory::default() };
        let tree = Self { disk: Arc::new(Untouched(disk)), memory: Mutex::new(memory), looks: true };
        tree.load_placed()?;
        Ok(tree)
    }
}

/// A disk that nothing is written to, and whose lock belongs to someone else; without one, there is nothing on it.
#[derive(Debug)]
struct Untouched(Option<Arc<dyn Disk>>);

impl Untouched {
    fn disk(&self) -> io::Result<&dyn Disk> {
        self.0.as_deref().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

fn refuse<T>() -> io::Result<T> {
    Err(Errno::ROFS.into())
}

impl Disk for Untouched {
    fn show(&self, at: &Place) -> PathBuf {
        self.disk().map_or_else(|_| at.path.clone(), |disk| disk.show(at))
    }

    fn state_in_dest(&self) -> Option<&str> {
        self.0.as_ref()?.state_in_dest()
    }

    fn uid(&self) -> u32 {
        self.disk().map_or(0, Disk::uid)
    }

    fn create_dir(&self, _: &Place) -> io::Result<()> {
        refuse()
    }

    fn write_new(&self, _: &Place, _: &[u8]) -> io::Result<()> {
        refuse()
    }

    fn read(&self, at: &Place, limit: u64) -> io::Result<Vec<u8>> {
        self.disk()?.read(at, limit)
    }

    fn digest(&self, at: &Place) -> io::Result<(u64, Digest)> {
        self.disk()?.digest(at)
    }

    fn digests(
        &self,
        at: &Place,
        without: &str,
        size: &dyn Fn(&Path) -> Option<u64>,
    ) -> io::Result<Vec<Found>> {
        self.disk()?.digests(at, without, size)
    }

    fn read_dir(&self, at: &Place) -> io::Result<Vec<Entry>> {
        match &self.0 {
            Some(disk) => disk.read_dir(at),
            // The two roots are there, with nothing in them.
            None if at.path.as_os_str().is_empty() => Ok(Vec::new()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn stat(&self, at: &Place) -> io::Result<Stat> {
        self.disk()?.stat(at)
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
        self.disk().map_or(Ok(true), Disk::in_place)
    }
}
