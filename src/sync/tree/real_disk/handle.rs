//! Files and folders by handle, never through a link.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;
use sha2::{Digest as _, Sha256};

use crate::metadata::Digest;
use crate::sync::tree::disk::{Entry, Found, Kind, Stat};

/// How everything below a root is opened for reading.
pub(super) const READ: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// How much of a file is read at once.
const BUFFER: usize = 64 * 1024;

/// A folder below a root, or the root itself.
pub(super) enum Folder<'a> {
    Root(&'a OwnedFd),
    Below(OwnedFd),
}

impl AsFd for Folder<'_> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Root(root) => root.as_fd(),
            Self::Below(folder) => folder.as_fd(),
        }
    }
}

/// A folder in a folder.
pub(super) fn child(folder: impl AsFd, name: &OsStr) -> Result<OwnedFd, Errno> {
    rustix::fs::openat(folder, name, READ | OFlags::DIRECTORY, Mode::empty())
}

/// A folder below a folder, name by name.
pub(super) fn descend<'a>(root: &'a OwnedFd, path: &Path) -> Result<Folder<'a>, Errno> {
    let mut here = Folder::Root(root);
    for component in path.components() {
        let Component::Normal(name) = component else { return Err(Errno::INVAL) };
        here = Folder::Below(child(&here, name)?);
    }
    Ok(here)
}

/// A regular file in a folder, and its size. Opening a pipe that someone left there does not wait for a writer.
pub(super) fn open_file(folder: impl AsFd, name: &OsStr) -> Result<(OwnedFd, u64), Errno> {
    let handle = rustix::fs::openat(folder, name, READ | OFlags::NONBLOCK, Mode::empty())?;
    let facts = rustix::fs::fstat(&handle)?;
    match FileType::from_raw_mode(facts.st_mode) {
        FileType::RegularFile => Ok((handle, u64::try_from(facts.st_size).unwrap_or_default())),
        FileType::Directory => Err(Errno::ISDIR),
        _ => Err(Errno::INVAL),
    }
}

pub(super) fn read(handle: OwnedFd, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::from(handle).take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(Errno::FBIG.into());
    }
    Ok(bytes)
}

pub(super) fn buffer() -> Vec<u8> {
    vec![0; BUFFER]
}

/// The size and SHA-256 of a file that had `size` bytes when it was opened.
pub(super) fn digest(handle: OwnedFd, size: u64, buffer: &mut [u8]) -> io::Result<(u64, Digest)> {
    let mut file = std::fs::File::from(handle);
    let mut digest = Sha256::new();
    let mut read = 0;
    loop {
        match file.read(buffer) {
            Ok(count) => {
                digest.update(&buffer[..count]);
                read += count as u64;
                // A regular file gives less than was asked for at its end only.
                if count == 0 || (count < buffer.len() && read == size) {
                    return Ok((read, Digest::from(<[u8; 32]>::from(digest.finalize()))));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// See [`crate::sync::tree::disk::Disk::digests`]. One folder is open at a time, besides the tree itself.
pub(super) fn digests(
    tree: OwnedFd,
    without: &str,
    wanted: &dyn Fn(&Path) -> Option<u64>,
) -> io::Result<Vec<Found>> {
    let mut buffer = buffer();
    let (mut found, mut folders) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(folder) = folders.pop() {
        let handle = descend(&tree, &folder)?;
        for Entry { name, kind } in entries(&handle)? {
            let path = folder.join(&name);
            if kind == Kind::Folder {
                folders.extend((name != without).then_some(path));
                continue;
            }
            let wanted = if kind == Kind::File { wanted(&path) } else { None };
            let content = wanted.and_then(|wanted| {
                let (file, size) = open_file(&handle, &name).ok()?;
                if size != wanted {
                    return Some((size, None));
                }
                let (size, sha256) = digest(file, size, &mut buffer).ok()?;
                Some((size, Some(sha256)))
            });
            found.push(Found { path, kind, content });
        }
    }
    Ok(found)
}

pub(super) fn entries(folder: impl AsFd) -> Result<Vec<Entry>, Errno> {
    let mut entries = Vec::new();
    for entry in Dir::read_from(&folder)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if matches!(name, b"." | b"..") {
            continue;
        }
        let kind = match entry.file_type() {
            FileType::Unknown => {
                match rustix::fs::statat(&folder, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW) {
                    Ok(stat) => kind(FileType::from_raw_mode(stat.st_mode)),
                    // Removed meanwhile.
                    Err(Errno::NOENT) => continue,
                    Err(error) => return Err(error),
                }
            }
            known => kind(known),
        };
        entries.push(Entry { name: OsStr::from_bytes(name).to_owned(), kind });
    }
    Ok(entries)
}

fn kind(of: FileType) -> Kind {
    match of {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Folder,
        _ => Kind::Other,
    }
}

// The fields' types differ between platforms.
#[allow(clippy::unnecessary_cast, clippy::cast_sign_loss, clippy::cast_possible_truncation)]
pub(super) fn facts(stat: &rustix::fs::Stat) -> Stat {
    Stat {
        kind: kind(FileType::from_raw_mode(stat.st_mode)),
        size: stat.st_size as u64,
        allocated: (stat.st_blocks as u64).saturating_mul(512),
        mtime: stat.st_mtime as i64,
        mtime_nanos: stat.st_mtime_nsec as u32,
        uid: stat.st_uid,
        inode: stat.st_ino as u64,
        device: stat.st_dev as u64,
    }
}

/// Whether a name in a folder still stands for an open file.
pub(super) fn is_named(folder: &OwnedFd, name: &str, handle: &OwnedFd) -> Result<bool, Errno> {
    match rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(named) => {
            let open = rustix::fs::fstat(handle)?;
            Ok((named.st_dev, named.st_ino) == (open.st_dev, open.st_ino))
        }
        Err(Errno::NOENT) => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn rename_new(old: impl AsFd, from: &OsStr, new: impl AsFd, to: &OsStr) -> Result<(), Errno> {
    rustix::fs::renameat_with(old, from, new, to, rustix::fs::RenameFlags::NOREPLACE)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(old: impl AsFd, from: &OsStr, new: impl AsFd, to: &OsStr) -> Result<(), Errno> {
    rustix::fs::renameat_with(old, from, new, to, rustix::fs::RenameFlags::EXCHANGE)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn rename_new(_: impl AsFd, _: &OsStr, _: impl AsFd, _: &OsStr) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: impl AsFd, _: &OsStr, _: impl AsFd, _: &OsStr) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}
