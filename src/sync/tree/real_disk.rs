//! The machine's own file system.

use super::{Paths, TreeError};

/// The machine's own file system.
#[derive(Debug)]
pub struct RealDisk {
    paths: Paths,
}

impl RealDisk {
    /// Makes both folders when they are missing, and sees that they lie on one mount.
    ///
    /// # Errors
    /// [`TreeError::Configuration`] when they do not; the disk's own errors.
    #[allow(clippy::todo)]
    pub fn open(paths: Paths) -> Result<Self, TreeError> {
        todo!("{paths:?}")
    }
}
