//! The lock, and the clock that it keeps.

use std::os::fd::OwnedFd;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use rustix::fs::{AtFlags, FlockOperation, OFlags};
use rustix::io::Errno;

use super::INTERNAL;
use super::fault::Fault;
use super::folder::Folder;
use crate::bucket::ErrorKind;

const LOCK: &str = "lock";

/// Longest wait for other programs: a write holds the lock for milliseconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// A moment of the bucket's clock, in microseconds since 1970: the finest that common file systems and
/// protocols all keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp(i64);

impl Stamp {
    pub(super) fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// As a file's modification time.
    pub(super) fn times(self) -> rustix::fs::Timestamps {
        let time = rustix::fs::Timespec {
            tv_sec: self.0.div_euclid(1_000_000),
            tv_nsec: self.0.rem_euclid(1_000_000) * 1_000,
        };
        rustix::fs::Timestamps { last_access: time, last_modification: time }
    }

    pub(super) fn nanoseconds(self) -> i128 {
        i128::from(self.0) * 1_000
    }
}

/// The lock, held until it is dropped. Only the kernel gives it back: no crash leaves it behind.
#[derive(Debug)]
pub(super) struct Lock(OwnedFd);

impl Lock {
    /// Takes the lock for a write.
    pub(super) fn exclusive(internal: &Folder) -> Result<Self, Fault> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Self::take(internal, flags, FlockOperation::NonBlockingLockExclusive)
    }

    /// Keeps writers away while a page is listed: some file systems lose a name from a listing when it is
    /// renamed over meanwhile. `None` when nobody has written here, or the lock is not ours to open.
    pub(super) fn shared(root: &Folder) -> Result<Option<Self>, Fault> {
        let internal = match root.child(INTERNAL) {
            Err(Errno::NOENT | Errno::ACCESS | Errno::PERM) => return Ok(None),
            internal => internal?,
        };
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        match internal.open(LOCK, flags) {
            Err(Errno::NOENT | Errno::ACCESS | Errno::PERM) => Ok(None),
            Err(error) => Err(error.into()),
            Ok(_) => Self::take(&internal, flags, FlockOperation::NonBlockingLockShared).map(Some),
        }
    }

    fn take(internal: &Folder, flags: OFlags, operation: FlockOperation) -> Result<Self, Fault> {
        let start = Instant::now();
        let mut pause = Duration::from_micros(200);
        loop {
            let handle = internal.open(LOCK, flags)?;
            match rustix::fs::flock(&handle, operation) {
                // Whoever removed and made the file anew holds another lock: ours must be the one in place.
                Ok(()) if in_place(internal, &handle)? => return Ok(Self(handle)),
                Ok(()) | Err(Errno::INTR) => continue,
                Err(Errno::WOULDBLOCK) => {}
                Err(Errno::NOLCK | Errno::NOSYS | Errno::OPNOTSUPP) => {
                    let detail = "this file system has no locks, so two publishers could overwrite each other: put \
                                  the bucket on another one";
                    return Err(Fault::new(ErrorKind::Other, detail));
                }
                Err(error) => return Err(error.into()),
            }
            if start.elapsed() > PATIENCE {
                let detail =
                    format!("another program holds `{INTERNAL}/{LOCK}` since {} s", PATIENCE.as_secs());
                return Err(Fault::new(ErrorKind::Unavailable, detail));
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(10));
        }
    }

    /// A stamp larger than every one before.
    pub(super) fn stamp(&self) -> Result<Stamp, Fault> {
        let stamp = Stamp(match last(&self.0) {
            Some(Stamp(last)) => machine().0.max(last.saturating_add(1)),
            None => machine().0,
        });
        // Of one length, so that a reader without the lock never sees half a number.
        let text = format!("{:020}\n", stamp.0);
        let written = rustix::io::pwrite(&self.0, text.as_bytes(), 0)?;
        if written != text.len() {
            return Err(Fault::new(ErrorKind::DiskFull, "the stamp could not be written"));
        }
        Ok(stamp)
    }
}

fn in_place(internal: &Folder, handle: &OwnedFd) -> Result<bool, Fault> {
    let ours = rustix::fs::fstat(handle)?;
    match rustix::fs::statat(internal, LOCK, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(there) => Ok((ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino)),
        Err(Errno::NOENT) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn last(lock: &OwnedFd) -> Option<Stamp> {
    let mut text = [0; 20];
    (rustix::io::pread(lock, &mut text, 0) == Ok(text.len())).then_some(())?;
    std::str::from_utf8(&text).ok()?.parse().ok().map(Stamp)
}

fn machine() -> Stamp {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Stamp(i64::try_from(now.as_micros()).unwrap_or(i64::MAX / 2))
}

/// The bucket's time, without a write: never before the last stamp.
pub(super) fn now(root: &Folder) -> Result<Timestamp, Fault> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let lock = match root.child(INTERNAL).and_then(|internal| internal.open(LOCK, flags)) {
        Ok(lock) => last(&lock),
        Err(Errno::NOENT | Errno::ACCESS | Errno::PERM) => None,
        Err(error) => return Err(error.into()),
    };
    Ok(lock.map_or(machine(), |last| last.max(machine())).timestamp())
}
