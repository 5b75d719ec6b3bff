//! What the file system said, sorted as a bucket's errors are.

use std::io;

use rustix::io::Errno;

use crate::bucket::ErrorKind;

/// An error before it is known which request met it.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) kind: ErrorKind,
    pub(super) detail: String,
}

impl Fault {
    pub(super) fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }

    pub(super) fn not_found() -> Self {
        Self::new(ErrorKind::NotFound, "there is no such object")
    }

    /// An error of the standard library, met while trying to `attempt`.
    pub(super) fn of(error: &io::Error, attempt: &str) -> Self {
        match Errno::from_io_error(error) {
            Some(errno) => Self { detail: format!("cannot {attempt}: {}", said(errno)), kind: kind(errno) },
            None => Self::new(ErrorKind::Other, format!("cannot {attempt}: {error}")),
        }
    }

    /// For a reader a missing folder, or a file or link in a folder's place, is a missing object.
    pub(super) fn reading(errno: Errno) -> Self {
        match errno {
            Errno::NOENT | Errno::NOTDIR | Errno::LOOP | Errno::NAMETOOLONG => Self::not_found(),
            errno => errno.into(),
        }
    }
}

impl From<Errno> for Fault {
    fn from(errno: Errno) -> Self {
        Self::new(kind(errno), said(errno))
    }
}

fn kind(errno: Errno) -> ErrorKind {
    match errno {
        Errno::NOSPC | Errno::DQUOT => ErrorKind::DiskFull,
        Errno::ACCESS | Errno::PERM | Errno::ROFS => ErrorKind::Denied,
        Errno::IO | Errno::STALE | Errno::MFILE | Errno::NFILE | Errno::NOMEM | Errno::TIMEDOUT => {
            ErrorKind::Unavailable
        }
        _ => ErrorKind::Other,
    }
}

fn said(errno: Errno) -> String {
    match errno {
        Errno::NAMETOOLONG => "a name in the key is longer than this file system takes".into(),
        errno => io::Error::from(errno).to_string(),
    }
}
