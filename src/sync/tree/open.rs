//! Opening: the lock, the state folder, and what a killed run left in it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use rustix::io::Errno;

use super::disk::{Disk, Kind, Place};
use super::{FolderName, Memory, Moment, Tree, TreeError, journal, label, placed};

/// What a name in staging ends with while its tree is incomplete.
pub(super) const PART: &str = ".part";

pub(super) fn staging() -> Place {
    Place::state("staging")
}

pub(super) fn retired() -> Place {
    Place::state("retired")
}

pub(super) fn aside() -> Place {
    Place::state("aside")
}

pub(super) fn trash() -> Place {
    Place::state("trash")
}

/// What opening the folder found left over from a run that was killed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Switches by two renames that were finished or taken back.
    pub finished: Vec<FolderName>,
    /// Complete trees that were found in staging and are retired now.
    pub retired: Vec<PathBuf>,
    /// Trees found in staging that are neither complete nor dag-sync's: kept in `<state>/aside`.
    pub aside: Vec<PathBuf>,
    /// Half-made trees and files that were removed.
    pub wiped: usize,
}

impl Tree {
    /// Locks the folder, keeps Airflow out of the state folder, and finishes what a killed run left: after this
    /// every package folder holds one whole tree or is absent, and staging is empty.
    ///
    /// # Errors
    /// [`TreeError::Busy`] while another dag-sync holds the lock (open the disk anew for the next try: the folders may
    /// be others by then); [`TreeError::Configuration`] when the folders
    /// cannot be used as they are; the disk's own errors.
    pub fn open(disk: Arc<dyn Disk>, now: Moment) -> Result<(Self, Recovered), TreeError> {
        take_lock(&*disk)?;
        let memory = Memory { now: Some(now), ..Memory::default() };
        let tree = Self { disk, memory: Mutex::new(memory), looks: false };
        tree.make_state()?;
        tree.keep_ignored()?;
        tree.load_placed()?;
        let mut recovered = Recovered::default();
        tree.finish_journals(&mut recovered)?;
        // A run that was killed between a switch and the wait for the disk left one that a power loss would undo.
        tree.sync_dest()?;
        tree.clear_leftovers(None, &mut recovered)?;
        tree.begin_trash(now)?;
        tree.date_retired(now)?;
        Ok((tree, recovered))
    }

    /// The folders in `<state>`; a link that someone put in place of one is refused.
    fn make_state(&self) -> Result<(), TreeError> {
        let mut made = false;
        for folder in [staging(), retired(), aside(), trash(), placed::folder(), journal::folder()] {
            match self.kind(&folder)? {
                Some(Kind::Folder) => {}
                None => {
                    self.attempt("create", &folder, self.disk.create_dir(&folder))?;
                    made = true;
                }
                Some(_) => {
                    return Err(TreeError::Configuration {
                        path: self.disk.show(&folder),
                        problem: "is not a folder, but a file or a symbolic link".into(),
                        remedy: "remove it: dag-sync makes the folder itself".into(),
                    });
                }
            }
        }
        if made {
            let roots = [Place::state(""), Place::dest("")];
            self.attempt("write into", &roots[0], self.disk.sync(&roots))?;
        }
        Ok(())
    }

    /// Empties staging, of one folder's trees or of everything: what is incomplete goes, a complete tree is retired
    /// (it may have been live until a moment ago), and what is nobody's release is kept aside.
    fn clear_leftovers(&self, only: Option<&FolderName>, recovered: &mut Recovered) -> Result<(), TreeError> {
        let now = self.memory().now.unwrap_or(Moment::START);
        for entry in self.attempt("list", &staging(), self.disk.read_dir(&staging()))? {
            let at = staging().join(&entry.name);
            let part = entry.name.to_string_lossy().ends_with(PART);
            let folder = label::folder_of_staged(&entry.name).filter(|_| !part);
            if only.is_some() && (part || folder.as_ref() != only) {
                continue;
            }
            match folder {
                Some(name) if !self.is_staged_mirror(&name, &at)? => {
                    let leaving = self.leaving(&name, &at, None)?;
                    match self.put_away(&name, &at, &leaving, now)? {
                        super::Before::Aside(path) => recovered.aside.push(path),
                        super::Before::Retired(path) => recovered.retired.push(path),
                        super::Before::Absent => {}
                    }
                }
                _ => {
                    self.move_to_trash(&at)?;
                    recovered.wiped += 1;
                }
            }
        }
        Ok(())
    }

    /// Whether it is a mirror that was staged and never live: what it holds is what its name says. (A release in the
    /// same place tells by its document.)
    fn is_staged_mirror(&self, name: &FolderName, at: &Place) -> Result<bool, TreeError> {
        let Some(label) = self.label_of_content(at)? else { return Ok(false) };
        Ok(at.path.file_name() == Some(label::staged(name, &label).as_ref()))
    }

    /// As at the start, before another tree of the same folder is staged.
    pub(super) fn clear_leftovers_of(&self, name: &FolderName) -> Result<(), TreeError> {
        self.clear_leftovers(Some(name), &mut Recovered::default())
    }
}

fn take_lock(disk: &dyn Disk) -> Result<(), TreeError> {
    let (path, lock) = (disk.show(&Place::state("")), disk.show(&Place::state("lock")));
    match disk.lock() {
        Ok(true) => Ok(()),
        Ok(false) => Err(TreeError::Busy { state: path }),
        Err(source) => Err(match Errno::from_io_error(&source) {
            Some(Errno::NOLCK | Errno::NOSYS | Errno::OPNOTSUPP) => TreeError::Configuration {
                path,
                problem:
                    "lies on a file system without locks, so two dag-syncs could work against each other"
                        .into(),
                remedy: "put --dest and --state on another file system".into(),
            },
            Some(Errno::LOOP | Errno::ISDIR) => TreeError::Configuration {
                path: lock,
                problem: "is a symbolic link or a folder".into(),
                remedy: "remove it: dag-sync makes the lock itself".into(),
            },
            _ => TreeError::Disk { operation: "lock", path: lock, source },
        }),
    }
}
