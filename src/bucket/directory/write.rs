//! Writes: prepared beside, checked and put into place under the lock.

use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use rustix::fs::{AtFlags, OFlags};
use rustix::io::Errno;

use super::INTERNAL;
use super::fault::Fault;
use super::folder::{Facts, Folder};
use super::lock::{Lock, Stamp};
use super::name::Name;
use crate::bucket::{Condition, ErrorKind, Stored};

/// What a write under way is called, with a unique ending.
const TEMPORARY: &str = "tmp-";

/// A write that is older than this was killed.
const ABANDONED: Duration = Duration::from_secs(3600);

/// Writes an object: at no moment is half of it to be seen.
pub(super) fn put(
    root: &Path,
    writers: &Mutex<()>,
    key: &str,
    bytes: &Bytes,
    condition: &Condition,
) -> Result<Stored, Fault> {
    let name = Name::new(key)?;
    let root = Folder::root(root)?;
    let (internal, _) = root.child_or_new(INTERNAL)?;
    let draft = Draft::write(&internal, bytes)?;
    let (stored, changed) = {
        let _one = writers.lock().unwrap_or_else(PoisonError::into_inner);
        let lock = Lock::exclusive(&internal)?;
        check(&root, &name, condition)?;
        let stamp = lock.stamp()?;
        let facts = draft.stamp(stamp)?;
        let changed = place(&root, &name, draft)?;
        (Stored { etag: facts.etag(), date: stamp.timestamp() }, changed)
    };
    // Not under the lock: the disk then writes for several writers at once.
    for folder in changed {
        rustix::fs::fsync(&folder)?;
    }
    Ok(stored)
}

/// Removes an object, and the folders that it leaves empty.
pub(super) fn delete(root: &Path, writers: &Mutex<()>, key: &str) -> Result<(), Fault> {
    let name = Name::new(key)?;
    let root = Folder::root(root)?;
    if find(&root, &name)?.is_none() {
        return Ok(());
    }
    let (internal, _) = root.child_or_new(INTERNAL)?;
    let changed = {
        let _one = writers.lock().unwrap_or_else(PoisonError::into_inner);
        let _lock = Lock::exclusive(&internal)?;
        if find(&root, &name)?.is_none() {
            return Ok(());
        }
        remove(&root, &name)?
    };
    rustix::fs::fsync(&changed)?;
    Ok(())
}

/// Removes a file and the folders that it leaves empty, under the lock, so that nobody is about to write into
/// one of them: the folder that is left, still to be synced.
fn remove(root: &Folder, name: &Name<'_>) -> Result<Folder, Fault> {
    let mut left = root.descend(name.parents())?;
    match rustix::fs::unlinkat(&left, name.last(), AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => {}
        Err(error) => return Err(error.into()),
    }
    for depth in (1..=name.parents().len()).rev() {
        let above = root.descend(&name.parents()[..depth - 1])?;
        if rustix::fs::unlinkat(&above, name.parents()[depth - 1], AtFlags::REMOVEDIR).is_err() {
            break;
        }
        left = above;
    }
    Ok(left)
}

/// Removes what killed writers left behind. It is only tidiness: whatever fails is left for the next time.
pub(super) fn sweep(root: &Folder) {
    let Ok(internal) = root.child(INTERNAL) else { return };
    let oldest = SystemTime::now().checked_sub(ABANDONED).and_then(|time| {
        let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        i128::try_from(since.as_nanos()).ok()
    });
    for entry in internal.entries().unwrap_or_default() {
        if entry.folder || !entry.name.starts_with(TEMPORARY) {
            continue;
        }
        if let (Ok(Some(facts)), Some(oldest)) = (internal.facts(&entry.name), oldest)
            && facts.mtime() < oldest
        {
            let _ = rustix::fs::unlinkat(&internal, entry.name.as_str(), AtFlags::empty());
        }
    }
}

fn find(root: &Folder, name: &Name<'_>) -> Result<Option<Facts>, Fault> {
    match root.descend(name.parents()) {
        Ok(parent) => parent.facts(name.last()),
        Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn check(root: &Folder, name: &Name<'_>, condition: &Condition) -> Result<(), Fault> {
    let fail = |detail: &str| Err(Fault::new(ErrorKind::Precondition, detail));
    if *condition == Condition::None {
        return Ok(());
    }
    match (condition, find(root, name)?) {
        (Condition::Absent, Some(_)) => fail("the object is there already"),
        (Condition::Matches(_), None) => fail("the object is no longer there"),
        (Condition::Matches(etag), Some(facts)) if facts.etag() != *etag => {
            fail("the object has changed meanwhile")
        }
        _ => Ok(()),
    }
}

/// Renames the draft into place: the folders that got a new name in them, still to be synced.
fn place(root: &Folder, name: &Name<'_>, draft: Draft<'_>) -> Result<Vec<Folder>, Fault> {
    let mut changed = Vec::new();
    let mut parent = root.descend(&[])?;
    for (depth, folder) in name.parents().iter().enumerate() {
        let (child, new) = parent.child_or_new(folder).map_err(|errno| match errno {
            Errno::NOTDIR | Errno::LOOP => {
                let above = name.parents()[..=depth].join("/");
                let detail = format!("`{above}` is a file or a link here, so no key can lie below it");
                Fault::new(ErrorKind::Other, detail)
            }
            errno => errno.into(),
        })?;
        let above = std::mem::replace(&mut parent, child);
        changed.extend(new.then_some(above));
    }
    match draft.rename(&parent, name.last()) {
        Ok(()) => {
            changed.push(parent);
            Ok(changed)
        }
        Err(Errno::ISDIR | Errno::NOTEMPTY | Errno::EXIST) => {
            let detail =
                "a folder of this name is here: in a directory a key cannot also be a folder of others";
            Err(Fault::new(ErrorKind::Other, detail))
        }
        Err(Errno::XDEV) => {
            let detail = "the key lies on another file system than the bucket's root: mount nothing below it";
            Err(Fault::new(ErrorKind::Other, detail))
        }
        Err(error) => Err(error.into()),
    }
}

/// A whole file, not yet in place; removed when it never gets there.
#[derive(Debug)]
struct Draft<'a> {
    internal: &'a Folder,
    name: String,
    file: std::fs::File,
    placed: bool,
}

impl<'a> Draft<'a> {
    fn write(internal: &'a Folder, bytes: &[u8]) -> Result<Self, Fault> {
        let name = format!("{TEMPORARY}{}", uuid::Uuid::now_v7());
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = std::fs::File::from(internal.open(&name, flags)?);
        let mut draft = Self { internal, name, file, placed: false };
        draft
            .file
            .write_all(bytes)
            .and_then(|()| draft.file.sync_all())
            .map_err(|error| Fault::of(&error, "write the file"))?;
        Ok(draft)
    }

    fn stamp(&self, stamp: Stamp) -> Result<Facts, Fault> {
        rustix::fs::futimens(&self.file, &stamp.times())?;
        let facts = Facts::of(&rustix::fs::fstat(&self.file)?).ok_or_else(Fault::not_found)?;
        exact(&facts, stamp)?;
        Ok(facts)
    }

    fn rename(mut self, parent: &Folder, name: &str) -> Result<(), Errno> {
        rustix::fs::renameat(self.internal, self.name.as_str(), parent, name)?;
        self.placed = true;
        Ok(())
    }
}

/// Two writes within one tick of a coarse clock could get one ETag: such a file system is refused.
pub(super) fn exact(facts: &Facts, stamp: Stamp) -> Result<(), Fault> {
    if facts.mtime() == stamp.nanoseconds() {
        return Ok(());
    }
    let detail = "this file system does not keep times to the microsecond, so changes could be missed: put the \
                  bucket on another one";
    Err(Fault::new(ErrorKind::Other, detail))
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        if !self.placed {
            let _ = rustix::fs::unlinkat(self.internal, self.name.as_str(), AtFlags::empty());
        }
    }
}
