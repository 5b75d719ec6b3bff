//! What the folders take on the disk: an emptyDir over its limit evicts the pod instead of saying that it is full.

use std::collections::BTreeSet;

use super::disk::{Kind, Place};
use super::{Tree, TreeError};
use crate::metadata::Document;

/// What a file system gives out at once; few give out more.
const BLOCK: u64 = 4096;

/// What the folders take on the disk, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Everything in `<dest>` but the state folder: foreign folders and `__pycache__` too.
    pub live: u64,
    /// Trees under way.
    pub staged: u64,
    /// Retired trees, those kept aside, the trash, and what else lies in `<state>`.
    pub retired: u64,
}

impl Usage {
    /// All of it: what `--max-bytes` limits.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.live + self.staged + self.retired
    }
}

impl Tree {
    /// What everything takes on the disk now. It looks at every file: ask before something is staged, not in every
    /// cycle.
    ///
    /// # Errors
    /// The disk's own.
    pub fn usage(&self) -> Result<Usage, TreeError> {
        let mut usage = Usage::default();
        for (root, state) in [(Place::dest(""), false), (Place::state(""), true)] {
            for entry in self.attempt("list", &root, self.disk.read_dir(&root))? {
                if !state && entry.name.to_str().is_some_and(|name| Some(name) == self.disk.state_in_dest()) {
                    continue;
                }
                let part = match (state, entry.name.to_str()) {
                    (false, _) => &mut usage.live,
                    (true, Some("staging")) => &mut usage.staged,
                    (true, _) => &mut usage.retired,
                };
                *part += self.allocated(&root.join(&entry.name))?;
            }
        }
        Ok(usage)
    }

    /// What the tree of a release will take on the disk, rounded up.
    #[must_use]
    pub fn estimate(document: &Document) -> u64 {
        let folders: BTreeSet<&str> = document.files.iter().flat_map(|file| file.path.folders()).collect();
        let files: u64 = document.files.iter().map(|file| file.size.next_multiple_of(BLOCK)).sum();
        // The document itself: about this much for a file, and for the rest.
        let metadata = (document.files.len() as u64 * 200 + 16 * 1024).next_multiple_of(BLOCK);
        files + metadata + (folders.len() as u64 + 2) * BLOCK
    }

    /// Of whatever lies at `at`. What vanishes meanwhile or may not be looked into takes nothing.
    pub(super) fn allocated(&self, at: &Place) -> Result<u64, TreeError> {
        let mut total = 0;
        let mut work = vec![at.clone()];
        while let Some(place) = work.pop() {
            let Ok(stat) = self.disk.stat(&place) else { continue };
            total += stat.allocated;
            if stat.kind == Kind::Folder
                && let Ok(entries) = self.disk.read_dir(&place)
            {
                work.extend(entries.into_iter().map(|entry| place.join(entry.name)));
            }
        }
        Ok(total)
    }
}
