//! The few operations of a file system that the local folder is built from.
//!
//! They are handed in, so that a test can stop after each of them, lose what was not synced, and look at the
//! folder in between. Nothing here follows a symbolic link below the two roots, and nothing decides anything.

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::metadata::Digest;

/// One of the two folders that dag-sync works in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// `--dest`: Airflow's DAG folder.
    Dest,
    /// `--state`: staging, retired trees, the lock.
    State,
}

/// A path below one of the roots; the empty path is the root itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The root.
    pub root: Root,
    /// Relative, without `.` and `..`.
    pub path: PathBuf,
}

impl Place {
    /// A path below `<dest>`.
    pub fn dest(path: impl AsRef<Path>) -> Self {
        Self { root: Root::Dest, path: path.as_ref().to_owned() }
    }

    /// A path below `<state>`.
    pub fn state(path: impl AsRef<Path>) -> Self {
        Self { root: Root::State, path: path.as_ref().to_owned() }
    }

    /// A name or relative path in this folder.
    #[must_use]
    pub fn join(&self, path: impl AsRef<Path>) -> Self {
        Self { root: self.root, path: self.path.join(path) }
    }

    /// The folder that holds this; a root has none.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        Some(Self { root: self.root, path: self.path.parent()?.to_owned() })
    }
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, a socket, a device: never opened.
    Other,
}

/// A name in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name, in whatever bytes it has.
    pub name: OsString,
    /// What it stands for.
    pub kind: Kind,
}

/// Something in a tree whose files are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Relative to the tree.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
    /// The size, and the SHA-256 when the size is the one that was asked for. `None` for what was not asked for, and
    /// for what cannot be read.
    pub content: Option<(u64, Option<Digest>)>,
}

/// The facts of a file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// What it is.
    pub kind: Kind,
    /// In bytes.
    pub size: u64,
    /// What it takes on the disk, in bytes.
    pub allocated: u64,
    /// When its content last changed: seconds since 1970, rounded down.
    pub mtime: i64,
    /// The rest of `mtime`, in nanoseconds.
    pub mtime_nanos: u32,
    /// The user that owns it.
    pub uid: u32,
    /// The inode.
    pub inode: u64,
    /// The device that the inode lies on.
    pub device: u64,
}

/// A file system with two roots, and the lock on them.
///
/// Errors are the system's own; the caller adds what it wanted to do and the path. A path never leads through a
/// symbolic link: that is an error (`ELOOP` or `ENOTDIR`).
pub trait Disk: fmt::Debug + Send + Sync {
    /// The path as a person would write it.
    fn show(&self, at: &Place) -> PathBuf;

    /// The name of `<state>` when it lies directly in `<dest>`.
    fn state_in_dest(&self) -> Option<&str>;

    /// The user that this process acts as.
    fn uid(&self) -> u32;

    /// Makes a folder of mode 0755, whatever the umask.
    fn create_dir(&self, at: &Place) -> io::Result<()>;

    /// Makes a file of mode 0644, whatever the umask. One that is there already is an error.
    fn write_new(&self, at: &Place, bytes: &[u8]) -> io::Result<()>;

    /// Reads a regular file of at most `limit` bytes; a larger one is an error (`EFBIG`).
    fn read(&self, at: &Place, limit: u64) -> io::Result<Vec<u8>>;

    /// The size and SHA-256 of a regular file.
    fn digest(&self, at: &Place) -> io::Result<(u64, Digest)>;

    /// Every name below a folder but folders themselves, in no order; a folder named `without` is not entered. A
    /// regular file for which `size` answers is opened, and read when that is its size. The folder that is looked at
    /// stays the same one, whatever changes places with it meanwhile.
    fn digests(
        &self,
        at: &Place,
        without: &str,
        size: &dyn Fn(&Path) -> Option<u64>,
    ) -> io::Result<Vec<Found>> {
        let (mut found, mut folders) = (Vec::new(), vec![PathBuf::new()]);
        while let Some(folder) = folders.pop() {
            for Entry { name, kind } in self.read_dir(&at.join(&folder))? {
                let path = folder.join(&name);
                if kind == Kind::Folder {
                    folders.extend((name != without).then_some(path));
                    continue;
                }
                let wanted = if kind == Kind::File { size(&path) } else { None };
                let content = wanted.and_then(|wanted| {
                    let (size, sha256) = self.digest(&at.join(&path)).ok()?;
                    Some((size, (size == wanted).then_some(sha256)))
                });
                found.push(Found { path, kind, content });
            }
        }
        Ok(found)
    }

    /// The names in a folder, in no order.
    fn read_dir(&self, at: &Place) -> io::Result<Vec<Entry>>;

    /// The facts of a name; of a symbolic link, its own.
    fn stat(&self, at: &Place) -> io::Result<Stat>;

    /// Sets a regular file's modification time, in whole seconds since 1970.
    fn set_mtime(&self, at: &Place, seconds: i64) -> io::Result<()>;

    /// Moves a file or folder to a name that is free: a name that is taken is an error (`EEXIST`).
    fn rename_new(&self, from: &Place, to: &Place) -> io::Result<()>;

    /// Moves a file over another, at one instant.
    fn rename_over(&self, from: &Place, to: &Place) -> io::Result<()>;

    /// Lets two names change places, at one instant. `EINVAL`, `ENOSYS` and `EPERM` mean that the file system
    /// cannot.
    fn exchange(&self, one: &Place, other: &Place) -> io::Result<()>;

    /// Removes anything but a folder.
    fn remove_file(&self, at: &Place) -> io::Result<()>;

    /// Removes an empty folder.
    fn remove_dir(&self, at: &Place) -> io::Result<()>;

    /// Returns when the bytes of all these files, and the names in all these folders, are on the disk.
    fn sync(&self, places: &[Place]) -> io::Result<()>;

    /// Takes the lock in `<state>/lock`: false when another process has it. It is held until [`Disk::unlock`], or
    /// until the process ends.
    fn lock(&self) -> io::Result<bool>;

    /// Gives the lock back.
    fn unlock(&self);

    /// Whether the lock that is held, and both roots, are still the ones that their paths name.
    fn in_place(&self) -> io::Result<bool>;
}
