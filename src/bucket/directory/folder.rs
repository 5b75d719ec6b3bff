//! Folders by handle: a path is walked name by name, so that no link leads out of the root.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use jiff::Timestamp;
use rustix::fs::{Dir, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::fault::Fault;
use crate::bucket::{ETag, ErrorKind, ObjectInfo};

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// An open folder.
#[derive(Debug)]
pub(super) struct Folder(OwnedFd);

impl AsFd for Folder {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

impl Folder {
    /// The bucket itself, opened anew for each request: it may have been removed since the last.
    pub(super) fn root(path: &Path) -> Result<Self, Fault> {
        match rustix::fs::open(path, FOLDER, Mode::empty()) {
            Ok(handle) => Ok(Self(handle)),
            Err(Errno::NOENT) => Err(Fault::new(ErrorKind::NoBucket, "there is no such folder")),
            Err(Errno::NOTDIR) => Err(Fault::new(ErrorKind::Other, "it is a file, not a folder")),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens a file here.
    pub(super) fn open(&self, name: &str, flags: OFlags) -> Result<OwnedFd, Errno> {
        rustix::fs::openat(self, name, flags, Mode::from_raw_mode(0o666))
    }

    /// Opens a folder in here, never through a link.
    pub(super) fn child(&self, name: &str) -> Result<Self, Errno> {
        Ok(Self(rustix::fs::openat(self, name, FOLDER | OFlags::NOFOLLOW, Mode::empty())?))
    }

    /// Goes down, folder by folder.
    pub(super) fn descend(&self, names: &[&str]) -> Result<Self, Errno> {
        let mut here = Self(rustix::io::fcntl_dupfd_cloexec(self, 0)?);
        for name in names {
            here = here.child(name)?;
        }
        Ok(here)
    }

    /// Opens a folder in here, and makes it first when it is missing: whether it was.
    pub(super) fn child_or_new(&self, name: &str) -> Result<(Self, bool), Errno> {
        match self.child(name) {
            Err(Errno::NOENT) => {}
            done => return Ok((done?, false)),
        }
        match rustix::fs::mkdirat(self, name, Mode::from_raw_mode(0o777)) {
            Ok(()) | Err(Errno::EXIST) => Ok((self.child(name)?, true)),
            Err(error) => Err(error),
        }
    }

    /// The names in here that are files and folders, in no order; others (links, sockets) are left out.
    pub(super) fn entries(&self) -> Result<Vec<Entry>, Errno> {
        let mut entries = Vec::new();
        for entry in Dir::read_from(self)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().to_str() else {
                tracing::warn!(name = ?entry.file_name(), "a name that is not UTF-8 is left out of the listing");
                continue;
            };
            if matches!(name, "." | "..") {
                continue;
            }
            let kind = match entry.file_type() {
                FileType::Unknown => {
                    match rustix::fs::statat(self, name, rustix::fs::AtFlags::SYMLINK_NOFOLLOW) {
                        Ok(stat) => FileType::from_raw_mode(stat.st_mode),
                        Err(Errno::NOENT) => continue,
                        Err(error) => return Err(error),
                    }
                }
                known => known,
            };
            if matches!(kind, FileType::RegularFile | FileType::Directory) {
                entries.push(Entry { name: name.to_owned(), folder: kind == FileType::Directory });
            }
        }
        Ok(entries)
    }
}

/// A file or folder in a folder.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) folder: bool,
}

/// What identifies a file's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) size: u64,
    /// Nanoseconds since 1970.
    mtime: i128,
    inode: u64,
}

impl Facts {
    /// Of a regular file; `None` for anything else.
    // The fields' types differ between platforms.
    #[allow(clippy::unnecessary_cast, clippy::cast_sign_loss)]
    pub(super) fn of(stat: &Stat) -> Option<Self> {
        (FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile).then(|| Self {
            size: stat.st_size as u64,
            mtime: i128::from(stat.st_mtime as i64) * 1_000_000_000 + i128::from(stat.st_mtime_nsec as i64),
            inode: stat.st_ino as u64,
        })
    }

    pub(super) fn mtime(&self) -> i128 {
        self.mtime
    }

    pub(super) fn etag(&self) -> ETag {
        ETag(format!("\"{:x}-{:x}-{:x}\"", self.mtime, self.size, self.inode))
    }

    pub(super) fn info(&self, key: &str) -> ObjectInfo {
        ObjectInfo {
            key: key.into(),
            size: self.size,
            etag: self.etag(),
            // A time beyond the years that can be written is no time.
            last_modified: Timestamp::from_nanosecond(self.mtime).unwrap_or(Timestamp::UNIX_EPOCH),
        }
    }
}
