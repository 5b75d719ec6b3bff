//! The preflight: one user for everything in `<dest>`, or dag-sync cannot move it.

use super::disk::Place;
use super::{FolderName, Tree, TreeError};

/// A folder in `<dest>` that another user owns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignOwner {
    /// The folder.
    pub name: FolderName,
    /// Its owner.
    pub owner: u32,
    /// The user that dag-sync runs as.
    pub us: u32,
}

impl ForeignOwner {
    /// The next step for a person.
    #[must_use]
    pub fn help(&self) -> String {
        format!(
            "user {} cannot replace what user {} owns: run dag-sync, its init container too, as one user (in \
             Kubernetes: one runAsUser), or hand the folder over with `chown -R {} {}`",
            self.us, self.owner, self.us, self.name
        )
    }
}

impl Tree {
    /// The folders in `<dest>` that dag-sync will not be able to replace, because another user owns them (moving a
    /// folder to another one writes into it). Nothing when dag-sync runs as root.
    ///
    /// # Errors
    /// The disk's own.
    pub fn foreign_owners(&self) -> Result<Vec<ForeignOwner>, TreeError> {
        let us = self.disk.uid();
        if us == 0 {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for name in self.live()?.folders.into_keys() {
            let at = Place::dest(&name);
            let owner = self.attempt("look at", &at, self.disk.stat(&at))?.uid;
            if owner != us {
                found.push(ForeignOwner { name, owner, us });
            }
        }
        Ok(found)
    }
}
