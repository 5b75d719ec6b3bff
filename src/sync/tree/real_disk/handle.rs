//! Files and folders by handle, never through a link.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path};

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;
use sha2::{Digest as _, Sha256};

use crate::metadata::Digest;
use crate::sync::tree::disk::{Entry, Kind, Stat};

/// How everything below a root is opened for reading.
pub(super) const READ: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// A folder in a folder.
pub(super) fn child(folder: &OwnedFd, name: &OsStr) -> Result<OwnedFd, Errno> {
    rustix::fs::openat(folder, name, READ | OFlags::DIRECTORY, Mode::empty())
}

/// A folder below a folder, name by name.
pub(super) fn descend(root: &OwnedFd, path: &Path) -> Result<OwnedFd, Errno> {
    let mut here = None;
    for component in path.components() {
        let Component::Normal(name) = component else { return Err(Errno::INVAL) };
        here = Some(child(here.as_ref().unwrap_or(root), name)?);
    }
    match here {
        Some(here) => Ok(here),
        None => rustix::io::fcntl_dupfd_cloexec(root, 0),
    }
}

/// A regular file in a folder. Opening a pipe that someone left there does not wait for a writer.
pub(super) fn open_file(folder: &OwnedFd, name: &OsStr) -> Result<OwnedFd, Errno> {
    let handle = rustix::fs::openat(folder, name, READ | OFlags::NONBLOCK, Mode::empty())?;
    match FileType::from_raw_mode(rustix::fs::fstat(&handle)?.st_mode) {
        FileType::RegularFile => Ok(handle),
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

pub(super) fn digest(handle: OwnedFd) -> io::Result<(u64, Digest)> {
    let mut file = std::fs::File::from(handle);
    let mut buffer = vec![0; 128 * 1024];
    let mut digest = Sha256::new();
    let mut size = 0;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok((size, Digest::from(<[u8; 32]>::from(digest.finalize())))),
            Ok(count) => {
                digest.update(&buffer[..count]);
                size += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

pub(super) fn entries(folder: &OwnedFd) -> Result<Vec<Entry>, Errno> {
    let mut entries = Vec::new();
    for entry in Dir::read_from(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if matches!(name, b"." | b"..") {
            continue;
        }
        let kind = match entry.file_type() {
            FileType::Unknown => {
                match rustix::fs::statat(folder, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW) {
                    Ok(stat) => kind(FileType::from_raw_mode(stat.st_mode)),
                    // Removed meanwhile.
                    Err(Errno::NOENT) => continue,
                    Err(error) => return Err(error),
                }
            }
            known => kind(known),
        };
        entries.push(Entry {
            name: std::ffi::OsString::from_vec(OsStr::from_bytes(name).as_bytes().to_vec()),
            kind,
        });
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
pub(super) fn rename_new(old: &OwnedFd, from: &OsStr, new: &OwnedFd, to: &OsStr) -> Result<(), Errno> {
    rustix::fs::renameat_with(old, from, new, to, rustix::fs::RenameFlags::NOREPLACE)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(old: &OwnedFd, from: &OsStr, new: &OwnedFd, to: &OsStr) -> Result<(), Errno> {
    rustix::fs::renameat_with(old, from, new, to, rustix::fs::RenameFlags::EXCHANGE)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn rename_new(_: &OwnedFd, _: &OsStr, _: &OwnedFd, _: &OsStr) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &OwnedFd, _: &OsStr, _: &OwnedFd, _: &OsStr) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}
