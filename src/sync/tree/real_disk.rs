//! The machine's own file system. Every path is walked name by name from a handle on its root, so that no
//! symbolic link that someone plants leads out of it.

mod handle;
mod roots;

use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rustix::fs::{AtFlags, FlockOperation, Mode, OFlags, Timespec, Timestamps};
use rustix::io::Errno;

use super::disk::{Disk, Entry, Found, Place, Root, Stat};
use super::{Paths, TreeError};
use crate::metadata::Digest;

/// How many files are synced at once: a disk writes for several at the price of one.
const SYNCS: usize = 8;
/// The file in `<state>` that is locked.
const LOCK: &str = "lock";

/// The machine's own file system.
#[derive(Debug)]
pub struct RealDisk {
    paths: Paths,
    dest: OwnedFd,
    /// Nothing when it is only looked at and was never made.
    state: Option<OwnedFd>,
    state_in_dest: Option<String>,
    lock: Mutex<Option<OwnedFd>>,
    /// Behave like a file system that cannot exchange.
    #[cfg(test)]
    pub(super) cannot_exchange: bool,
}

impl RealDisk {
    /// Opens both folders, and makes them when they are missing.
    ///
    /// # Errors
    /// [`TreeError::Configuration`] when they cannot work together: one within the other in a way that Airflow or
    /// dag-sync would trip over, two mounts, a link in place of a folder. The disk's own errors.
    pub fn open(paths: Paths) -> Result<Self, TreeError> {
        let roots = roots::open(&paths)?;
        Ok(Self::new(paths, roots))
    }

    /// Opens both folders to look at them, for [`super::Tree::look`]: nothing is made. A state folder that does not
    /// exist is an empty one; `None` when `<dest>` does not exist.
    ///
    /// # Errors
    /// As [`RealDisk::open`], but that the folders need not be writable.
    pub fn look(paths: Paths) -> Result<Option<Self>, TreeError> {
        Ok(roots::look(&paths)?.map(|roots| Self::new(paths, roots)))
    }

    fn new(paths: Paths, roots: roots::Roots) -> Self {
        let roots::Roots { dest, state, state_in_dest } = roots;
        Self {
            paths,
            dest,
            state,
            state_in_dest,
            lock: Mutex::new(None),
            #[cfg(test)]
            cannot_exchange: false,
        }
    }

    fn root(&self, root: Root) -> Result<&OwnedFd, Errno> {
        match root {
            Root::Dest => Ok(&self.dest),
            Root::State => self.state.as_ref().ok_or(Errno::NOENT),
        }
    }

    /// The folder that holds a name, and the name.
    fn parent<'a>(&'a self, at: &'a Place) -> Result<(handle::Folder<'a>, &'a std::ffi::OsStr), Errno> {
        let name = at.path.file_name().ok_or(Errno::INVAL)?;
        let above = at.path.parent().unwrap_or(Path::new(""));
        Ok((handle::descend(self.root(at.root)?, above)?, name))
    }

    fn folder(&self, at: &Place) -> Result<handle::Folder<'_>, Errno> {
        handle::descend(self.root(at.root)?, &at.path)
    }

    fn file(&self, at: &Place) -> Result<(OwnedFd, u64), Errno> {
        let (folder, name) = self.parent(at)?;
        handle::open_file(&folder, name)
    }

    fn sync_one(&self, at: &Place) -> io::Result<()> {
        // The handle of a folder serves as well: `open_file` only refuses what is neither.
        let handle = match at.path.file_name() {
            None => self.folder(at)?,
            Some(name) => {
                let (folder, _) = self.parent(at)?;
                let flags = handle::READ | OFlags::NONBLOCK;
                handle::Folder::Below(rustix::fs::openat(&folder, name, flags, Mode::empty())?)
            }
        };
        match rustix::fs::fsync(&handle) {
            // Some network file systems have nothing to sync in a folder.
            Ok(()) | Err(Errno::INVAL) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl Disk for RealDisk {
    fn show(&self, at: &Place) -> PathBuf {
        let root = match at.root {
            Root::Dest => &self.paths.dest,
            Root::State => &self.paths.state,
        };
        if at.path.as_os_str().is_empty() { root.clone() } else { root.join(&at.path) }
    }

    fn state_in_dest(&self) -> Option<&str> {
        self.state_in_dest.as_deref()
    }

    fn uid(&self) -> u32 {
        rustix::process::geteuid().as_raw()
    }

    fn create_dir(&self, at: &Place) -> io::Result<()> {
        let (folder, name) = self.parent(at)?;
        rustix::fs::mkdirat(&folder, name, Mode::from_raw_mode(0o755))?;
        let made = handle::child(&folder, name)?;
        Ok(rustix::fs::fchmod(&made, Mode::from_raw_mode(0o755))?)
    }

    fn write_new(&self, at: &Place, bytes: &[u8]) -> io::Result<()> {
        let (folder, name) = self.parent(at)?;
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = rustix::fs::openat(&folder, name, flags, Mode::from_raw_mode(0o644))?;
        rustix::fs::fchmod(&handle, Mode::from_raw_mode(0o644))?;
        io::Write::write_all(&mut std::fs::File::from(handle), bytes)
    }

    fn read(&self, at: &Place, limit: u64) -> io::Result<Vec<u8>> {
        handle::read(self.file(at)?.0, limit)
    }

    fn digest(&self, at: &Place) -> io::Result<(u64, Digest)> {
        let (file, size) = self.file(at)?;
        handle::digest(file, size, &mut handle::buffer())
    }

    fn digests(
        &self,
        at: &Place,
        without: &str,
        size: &dyn Fn(&Path) -> Option<u64>,
    ) -> io::Result<Vec<Found>> {
        let (folder, name) = self.parent(at)?;
        handle::digests(handle::child(&folder, name)?, without, size)
    }

    fn read_dir(&self, at: &Place) -> io::Result<Vec<Entry>> {
        if *at == Place::state("") && self.state.is_none() {
            return Ok(Vec::new());
        }
        Ok(handle::entries(&self.folder(at)?)?)
    }

    fn stat(&self, at: &Place) -> io::Result<Stat> {
        let stat = if at.path.as_os_str().is_empty() {
            rustix::fs::fstat(self.root(at.root)?)?
        } else {
            let (folder, name) = self.parent(at)?;
            rustix::fs::statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW)?
        };
        Ok(handle::facts(&stat))
    }

    fn set_mtime(&self, at: &Place, seconds: i64) -> io::Result<()> {
        let (folder, name) = self.parent(at)?;
        let times = Timestamps {
            last_access: Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_OMIT },
            last_modification: Timespec { tv_sec: seconds, tv_nsec: 0 },
        };
        Ok(rustix::fs::utimensat(&folder, name, &times, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    fn rename_new(&self, from: &Place, to: &Place) -> io::Result<()> {
        let ((old, old_name), (new, new_name)) = (self.parent(from)?, self.parent(to)?);
        match handle::rename_new(&old, old_name, &new, new_name) {
            // A file system without this promise: only this process, which holds the lock, makes names here.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                match rustix::fs::statat(&new, new_name, AtFlags::SYMLINK_NOFOLLOW) {
                    Err(Errno::NOENT) => Ok(rustix::fs::renameat(&old, old_name, &new, new_name)?),
                    Ok(_) => Err(Errno::EXIST.into()),
                    Err(error) => Err(error.into()),
                }
            }
            done => Ok(done?),
        }
    }

    fn rename_over(&self, from: &Place, to: &Place) -> io::Result<()> {
        let ((old, old_name), (new, new_name)) = (self.parent(from)?, self.parent(to)?);
        Ok(rustix::fs::renameat(&old, old_name, &new, new_name)?)
    }

    fn exchange(&self, one: &Place, other: &Place) -> io::Result<()> {
        #[cfg(test)]
        if self.cannot_exchange {
            return Err(Errno::INVAL.into());
        }
        let ((old, old_name), (new, new_name)) = (self.parent(one)?, self.parent(other)?);
        Ok(handle::exchange(&old, old_name, &new, new_name)?)
    }

    fn remove_file(&self, at: &Place) -> io::Result<()> {
        let (folder, name) = self.parent(at)?;
        Ok(rustix::fs::unlinkat(&folder, name, AtFlags::empty())?)
    }

    fn remove_dir(&self, at: &Place) -> io::Result<()> {
        let (folder, name) = self.parent(at)?;
        Ok(rustix::fs::unlinkat(&folder, name, AtFlags::REMOVEDIR)?)
    }

    fn sync(&self, places: &[Place]) -> io::Result<()> {
        let next = AtomicUsize::new(0);
        let work = || -> io::Result<()> {
            while let Some(place) = places.get(next.fetch_add(1, Ordering::Relaxed)) {
                self.sync_one(place)?;
            }
            Ok(())
        };
        if places.len() < 2 {
            return work();
        }
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..SYNCS.min(places.len())).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| {
                worker.join().unwrap_or_else(|_| Err(io::Error::other("a thread that syncs files died")))
            })
        })
    }

    fn lock(&self) -> io::Result<bool> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let state = self.root(Root::State)?;
        loop {
            let handle = rustix::fs::openat(state, LOCK, flags, Mode::from_raw_mode(0o644))?;
            match rustix::fs::flock(&handle, FlockOperation::NonBlockingLockExclusive) {
                // Whoever removed the file and made it anew locks another one: ours must be the one in place.
                Ok(()) if handle::is_named(state, LOCK, &handle)? => {
                    *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = Some(handle);
                    return Ok(true);
                }
                Ok(()) | Err(Errno::INTR) => {}
                Err(Errno::WOULDBLOCK) => return Ok(false),
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn unlock(&self) {
        if let Some(handle) = self.lock.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Closing alone would leave the lock with a child that is just being started and has a copy.
            let _ = rustix::fs::flock(&handle, FlockOperation::Unlock);
        }
    }

    fn in_place(&self) -> io::Result<bool> {
        let state = self.root(Root::State)?;
        let roots = roots::is_at(&self.dest, &self.paths.dest)? && roots::is_at(state, &self.paths.state)?;
        let lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(match &*lock {
            Some(handle) => roots && handle::is_named(state, LOCK, handle)?,
            None => false,
        })
    }
}
