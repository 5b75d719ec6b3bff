//! What went wrong with the local folder, sorted by what a caller can do about it.

use std::io;
use std::path::PathBuf;

use rustix::io::Errno;
use thiserror::Error;

/// An error of the local folder.
#[derive(Debug, Error)]
pub enum TreeError {
    /// The folders cannot work as they are given (exit 2): a person has to change the set-up.
    #[error("`{}` {problem}", path.display())]
    Configuration {
        /// The folder or file.
        path: PathBuf,
        /// What is wrong with it, as the rest of a sentence.
        problem: String,
        /// The next step.
        remedy: String,
    },
    /// Another dag-sync works in this state folder: wait for it, or ask it.
    #[error("another dag-sync works in `{}`", state.display())]
    Busy {
        /// The state folder.
        state: PathBuf,
    },
    /// The folder, the state folder or the lock in it was removed or replaced: open the tree again.
    #[error("`{}` or its state folder was removed or replaced underneath", path.display())]
    Lost {
        /// `<dest>`.
        path: PathBuf,
    },
    /// The content cannot be placed under this name; nothing was changed. Other packages are not touched by it.
    #[error("{0}")]
    Content(String),
    /// The disk failed (exit 5). What was live is live.
    #[error("cannot {operation} `{}`: {source}", path.display())]
    Disk {
        /// What was attempted, as a verb.
        operation: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's own words.
        source: io::Error,
    },
}

impl TreeError {
    /// Whether a person has to change the set-up: exit 2. All others are exit 5, but [`TreeError::Busy`].
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        matches!(self, Self::Configuration { .. })
    }

    /// Whether the disk has no room.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        matches!(self.errno(), Some(Errno::NOSPC | Errno::DQUOT))
    }

    /// The next step for a person.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let text = match self {
            Self::Configuration { remedy, .. } => return Some(remedy.clone()),
            Self::Busy { .. } => "stop the other one, or give each its own --state",
            Self::Lost { .. } => "dag-sync opens it again and places every package anew",
            Self::Content(_) => return None,
            Self::Disk { .. } => match self.errno()? {
                Errno::NOSPC | Errno::DQUOT => {
                    "make room on the disk, or lower --keep-releases and --keep-for; what is live stays as it is"
                }
                Errno::ROFS => "mount the volume of --dest and --state writable for dag-sync",
                Errno::ACCESS | Errno::PERM => {
                    "run dag-sync, its init container too, as the user that owns the folder (in Kubernetes: \
                     one runAsUser), or hand the folder to that user"
                }
                _ => return None,
            },
        };
        Some(text.into())
    }

    fn errno(&self) -> Option<Errno> {
        match self {
            Self::Disk { source, .. } => Errno::from_io_error(source),
            _ => None,
        }
    }
}
