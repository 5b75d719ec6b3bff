//! The switch where the file system cannot exchange (NFS, some overlays): rename out, rename in. The folder is
//! absent for an instant; a journal, on the disk first, says how to finish when the process dies in it.

use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use super::disk::{Kind, Place};
use super::label;
use super::stage::Staged;
use super::switch::Leaving;
use super::{FolderName, Moment, Recovered, Tree, TreeError};

const SUFFIX: &str = ".json";

/// A switch under way.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    /// The new tree's name in staging.
    staged: String,
    /// Where the old tree goes, relative to `<state>`.
    old: String,
}

impl Journal {
    /// Whether it names what dag-sync could have written: the disk may have spoilt it.
    fn stays_inside(&self) -> bool {
        let plain = |path: &str, depth: usize| {
            let names: Vec<Component<'_>> = Path::new(path).components().collect();
            names.len() == depth && names.iter().all(|name| matches!(name, Component::Normal(_)))
        };
        plain(&self.staged, 1) && plain(&self.old, 2)
    }
}

pub(super) fn folder() -> Place {
    Place::state("journal")
}

fn place(name: &FolderName) -> Place {
    folder().join(format!("{name}{SUFFIX}"))
}

impl Tree {
    /// Where the old tree is now. The journal is closed once the switch is on the disk.
    pub(super) fn switch_by_two_renames(
        &self,
        staged: &Staged,
        live: &Place,
        leaving: &Leaving,
        now: Moment,
    ) -> Result<Place, TreeError> {
        let old = self.free_name(&leaving.folder, &label::retired(&staged.name, &leaving.label, now.wall))?;
        let journal = Journal {
            staged: staged.at.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            old: old.path.to_string_lossy().into_owned(),
        };
        let bytes = serde_json::to_vec(&journal).map_err(|error| TreeError::Content(error.to_string()))?;
        self.replace(&place(&staged.name), &bytes, true)?;
        if let Err(error) = self.move_in(live, &old) {
            self.close_journal(&staged.name)?;
            return Err(error);
        }
        if let Err(error) = self.move_in(&staged.at, live) {
            // Back to what was live; if that fails too, the journal brings it back at the next start.
            self.move_in(&old, live)?;
            self.close_journal(&staged.name)?;
            return Err(error);
        }
        Ok(old)
    }

    pub(super) fn close_journal(&self, name: &FolderName) -> Result<(), TreeError> {
        match self.disk.remove_file(&place(name)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            done => self.attempt("remove", &place(name), done),
        }
    }

    /// Finishes every switch that a killed run left, or takes it back.
    pub(super) fn finish_journals(&self, recovered: &mut Recovered) -> Result<(), TreeError> {
        for entry in self.attempt("list", &folder(), self.disk.read_dir(&folder()))? {
            let name = entry.name.to_str().and_then(|name| FolderName::new(name.strip_suffix(SUFFIX)?).ok());
            let Some(name) = name.filter(|_| entry.kind == Kind::File) else { continue };
            let journal = self.disk.read(&place(&name), 64 * 1024).ok();
            let journal = journal.and_then(|bytes| serde_json::from_slice::<Journal>(&bytes).ok());
            if let Some(journal) = journal.filter(Journal::stays_inside)
                && self.finish(&name, &journal)?
            {
                recovered.finished.push(name.clone());
            }
            self.close_journal(&name)?;
        }
        Ok(())
    }

    /// Whether there was anything to do.
    fn finish(&self, name: &FolderName, journal: &Journal) -> Result<bool, TreeError> {
        let live = Place::dest(name);
        if self.kind(&live)?.is_some() {
            return Ok(false);
        }
        let new = super::open::staging().join(&journal.staged);
        for tree in [new, Place::state(&journal.old)] {
            if self.kind(&tree)?.is_some() {
                self.move_in(&tree, &live)?;
                let dest = Place::dest("");
                self.attempt("write into", &dest, self.disk.sync(std::slice::from_ref(&dest)))?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn free_name(&self, folder: &Place, name: &str) -> Result<Place, TreeError> {
        let mut at = folder.join(name);
        for number in 1.. {
            if self.kind(&at)?.is_none() {
                break;
            }
            at = folder.join(format!("{name}~{number}"));
        }
        Ok(at)
    }
}
