//! The switch: a staged tree and the live one change places.

use std::io;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

use super::disk::{Kind, Place};
use super::label::{self, Label};
use super::placed::Placed;
use super::stage::{Content, METADATA, Staged, below};
use super::sweep::Age;
use super::{Folder, FolderName, LocalDocument, Moment, Tree, TreeError};

/// How far ahead of the clock a file may be stamped: clocks that went back must not push stamps away for good.
const AHEAD_SECONDS: i64 = 60;

/// What became of what was live before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// There was nothing.
    Absent,
    /// It is retired: kept readable for a while, then removed.
    Retired(PathBuf),
    /// It was nobody's release: kept until a person removes it. Worth a warning.
    Aside(PathBuf),
}

/// A switch that is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switched {
    /// What was there before.
    pub before: Before,
    /// The modification time that every file has now, in seconds since 1970.
    pub mtime: i64,
    /// Whether the name was absent for an instant (the file system cannot exchange).
    pub gap: bool,
}

/// Where an old tree goes.
#[derive(Debug, Clone)]
pub(super) struct Leaving {
    pub(super) folder: Place,
    pub(super) label: Label,
}

/// A staged tree that is live, while the old one still has the staged one's name.
#[derive(Debug)]
struct Placement {
    staged: Staged,
    mtime: i64,
    /// Where the old tree is now, and where it goes; nothing when there was none.
    old: Option<(Place, Leaving)>,
    gap: bool,
}

impl Tree {
    /// Makes a staged tree live in one step and retires the one before. On the disk when this returns.
    ///
    /// Just before, every file of it gets one modification time, in whole seconds: now rounded up, but later than
    /// every file of the live tree, and at most a minute ahead. Airflow compares it with the time of its last
    /// parse (`DagFileProcessorManager`, `file_parsing_sort_mode = modified_time`), so it parses the whole package
    /// at once, files whose helper changed included.
    ///
    /// # Errors
    /// [`TreeError::Configuration`] when the live folder cannot be moved at all (it comes from a container's image).
    /// The disk's own errors; then what was live is live.
    pub fn switch(&self, staged: Staged, now: Moment) -> Result<Switched, TreeError> {
        let placement = self.place(staged, now)?;
        self.sync_dest()?;
        self.settle(placement, now)
    }

    /// As [`Tree::switch`], one after the other, with one wait for the disk: an answer for each, in order.
    pub fn switch_all(&self, staged: Vec<Staged>, now: Moment) -> Vec<Result<Switched, TreeError>> {
        let placements: Vec<_> = staged.into_iter().map(|staged| self.place(staged, now)).collect();
        let mut synced = self.sync_dest();
        let mut settle = |placement| {
            std::mem::replace(&mut synced, Ok(()))?;
            self.settle(placement, now)
        };
        placements.into_iter().map(|placement| placement.and_then(&mut settle)).collect()
    }

    /// Replaces the document of a live package whose files stay the same (a freeze, a raised `high_water`, the
    /// same tree published again) in one step. Nothing else of the folder is touched.
    ///
    /// # Errors
    /// [`TreeError::Content`] when the live files are not the document's. The disk's own errors.
    pub fn replace_document(&self, document: &LocalDocument) -> Result<(), TreeError> {
        let name = FolderName::from(&document.document().package);
        let same = match self.folder(&name)? {
            Some(Folder::Managed { document: live, .. }) => {
                live.document().tree_sha256 == document.document().tree_sha256
            }
            _ => false,
        };
        if !same {
            return Err(TreeError::Content(format!(
                "the live files of `{name}` are not those of the document"
            )));
        }
        let bytes = document.to_bytes().map_err(|error| TreeError::Content(error.to_string()))?;
        self.replace(&Place::dest(&name).join(METADATA), &bytes, true)
    }

    /// Takes a folder or file out of `<dest>`: a tombstone, a confirmed delete. On the disk when this returns.
    ///
    /// # Errors
    /// The disk's own; then it is live.
    pub fn retire(&self, name: &FolderName, now: Moment) -> Result<Before, TreeError> {
        self.memory().now = Some(now);
        let live = Place::dest(name);
        if self.kind(&live)?.is_none() {
            self.forget_placed(name)?;
            return Ok(Before::Absent);
        }
        // One that could not be closed must not bring the folder back.
        self.close_journal(name)?;
        let leaving = self.leaving(name, &live, None)?;
        let before = self.put_away(name, &live, &leaving, now)?;
        self.sync_dest()?;
        self.forget_placed(name)?;
        Ok(before)
    }

    fn place(&self, staged: Staged, now: Moment) -> Result<Placement, TreeError> {
        self.memory().now = Some(now);
        let live = Place::dest(&staged.name);
        let there = self.kind(&live)?.is_some();
        let mtime = stamp(now, self.newest(&live)?);
        for path in &staged.files {
            let file = below(&staged.at, path);
            self.attempt("set the time of", &file, self.disk.set_mtime(&file, mtime))?;
        }
        let leaving = if there { Some(self.leaving(&staged.name, &live, Some(&staged))?) } else { None };
        self.announce(&staged)?;
        let Some(leaving) = leaving else {
            self.move_in(&staged.at, &live)?;
            return Ok(Placement { staged, mtime, old: None, gap: false });
        };
        if self.exchanges() != Some(false) {
            match self.disk.exchange(&staged.at, &live) {
                Ok(()) => {
                    self.memory().exchanges = Some(true);
                    let old = Some((staged.at.clone(), leaving));
                    return Ok(Placement { staged, mtime, old, gap: false });
                }
                Err(error) if cannot_exchange(&error) => {}
                Err(error) => return Err(self.immovable(&live, error)),
            }
        }
        let old = self.switch_by_two_renames(&staged, &live, &leaving, now)?;
        // Not before: a folder of another user fails both ways, and says nothing about the file system.
        self.memory().exchanges = Some(false);
        Ok(Placement { staged, mtime, old: Some((old, leaving)), gap: true })
    }

    /// After the switch is on the disk: the old tree leaves staging, and the folder is known as ours.
    fn settle(&self, placement: Placement, now: Moment) -> Result<Switched, TreeError> {
        let Placement { staged, mtime, old, gap } = placement;
        let before = match old {
            None => Before::Absent,
            Some((at, leaving)) if gap => self.put_down(&at, &leaving, now),
            Some((at, leaving)) => self.put_away(&staged.name, &at, &leaving, now)?,
        };
        if gap {
            self.close_journal(&staged.name)?;
        }
        if matches!(before, Before::Aside(_)) {
            // On the disk before the name counts as ours: what is found in staging would be removed then.
            let aside = super::open::aside();
            self.attempt("write into", &aside, self.disk.sync(std::slice::from_ref(&aside)))?;
        }
        let mut placed = Placed { settled: true, ..Placed::default() };
        // A release tells its own identity; losing the record costs no more than a tree that is kept aside.
        let durable = !matches!(staged.content, Content::Release);
        match staged.content {
            Content::Release => {}
            Content::Mirror(manifest) => placed.trees.push(manifest),
            Content::File(file) => placed.files.push(file),
        }
        self.set_placed(&staged.name, placed, durable)?;
        self.memory().live.forget(&staged.name);
        Ok(Switched { before, mtime, gap })
    }

    /// A mirror's identity is its content: what is about to be live is written down first.
    fn announce(&self, staged: &Staged) -> Result<(), TreeError> {
        let mut placed = self.placed(&staged.name);
        match &staged.content {
            Content::Release => return Ok(()),
            Content::Mirror(manifest) => {
                placed.trees.retain(|tree| tree != manifest);
                placed.trees.insert(0, manifest.clone());
            }
            Content::File(file) => {
                placed.files.retain(|other| other != file);
                placed.files.insert(0, file.clone());
            }
        }
        self.set_placed(&staged.name, placed, true)
    }

    /// Where the tree at `at`, live under `name`, goes when it leaves: it is only ever removed when it was dag-sync's,
    /// or when nothing is lost with it (an intact release; the same files as those that come).
    pub(super) fn leaving(
        &self,
        name: &FolderName,
        at: &Place,
        coming: Option<&Staged>,
    ) -> Result<Leaving, TreeError> {
        let (folder, label) = self.identify(name, at)?;
        let ours = match &folder {
            Folder::Managed { ours, .. } | Folder::Foreign { ours, .. } => *ours,
            Folder::Mirror(_) => true,
        };
        let expendable = ours || self.is_intact(&folder, at)? || self.is_same(at, coming)?;
        let folder = if expendable { super::open::retired() } else { super::open::aside() };
        Ok(Leaving { folder, label })
    }

    fn is_intact(&self, folder: &Folder, at: &Place) -> Result<bool, TreeError> {
        let verification = self.verify_tree(folder, at)?;
        Ok(verification.is_some_and(|found| found.is_intact() && found.extra.is_empty()))
    }

    /// Whether a tree holds the same files as the staged one, whatever its document says. (A `metadata.json` that is
    /// mirrored is no document.)
    fn is_same(&self, at: &Place, coming: Option<&Staged>) -> Result<bool, TreeError> {
        let Some(staged) = coming else { return Ok(false) };
        let (old, new) = (self.walk(at)?, self.walk(&staged.at)?);
        let mirrored = match &staged.content {
            Content::Mirror(manifest) => manifest.files.keys().any(|path| path.as_str() == METADATA),
            Content::Release | Content::File(_) => false,
        };
        let files = |tree: Vec<(PathBuf, Kind)>| -> Vec<(PathBuf, Kind)> {
            tree.into_iter().filter(|(path, _)| mirrored || path != Path::new(METADATA)).collect()
        };
        let (old, new) = (files(old), files(new));
        if old != new || old.iter().any(|(_, kind)| *kind != Kind::File) {
            return Ok(false);
        }
        for (path, _) in old {
            let digest = |tree: &Place| {
                let file = below(tree, &path);
                self.attempt("read", &file, self.disk.digest(&file))
            };
            if digest(at)? != digest(&staged.at)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Moves a tree out of the way, under a stamp.
    pub(super) fn put_away(
        &self,
        name: &FolderName,
        at: &Place,
        leaving: &Leaving,
        now: Moment,
    ) -> Result<Before, TreeError> {
        let to = self.move_into(at, &leaving.folder, &label::retired(name, &leaving.label, now.wall));
        let to = to.map_err(|error| match error {
            TreeError::Disk { source, .. } => self.immovable(at, source),
            other => other,
        })?;
        Ok(self.put_down(&to, leaving, now))
    }

    /// Notes that a tree was retired just now.
    pub(super) fn put_down(&self, at: &Place, leaving: &Leaving, now: Moment) -> Before {
        let path = self.disk.show(at);
        if leaving.folder == super::open::aside() {
            return Before::Aside(path);
        }
        if let Some(name) = at.path.file_name() {
            self.memory().ages.insert(name.to_owned(), Age::new(now));
        }
        Before::Retired(path)
    }

    pub(super) fn move_in(&self, from: &Place, to: &Place) -> Result<(), TreeError> {
        self.disk.rename_new(from, to).map_err(|error| self.immovable(to, error))
    }

    /// An error of moving the live folder, told apart.
    pub(super) fn immovable(&self, at: &Place, source: io::Error) -> TreeError {
        let path = self.disk.show(at);
        match Errno::from_io_error(&source) {
            Some(Errno::XDEV) => TreeError::Configuration {
                path,
                problem:
                    "cannot be moved within its mount: it comes from the container's image, or is a mount of \
                          its own"
                        .into(),
                remedy:
                    "take the DAG files out of the image and mount one volume at --dest (in Kubernetes an \
                         emptyDir), with nothing mounted below it"
                        .into(),
            },
            _ => TreeError::Disk { operation: "move", path, source },
        }
    }

    pub(super) fn sync_dest(&self) -> Result<(), TreeError> {
        let dest = Place::dest("");
        self.attempt("write into", &dest, self.disk.sync(std::slice::from_ref(&dest)))
    }

    /// The newest modification time of a tree's files, in whole seconds rounded down.
    fn newest(&self, tree: &Place) -> Result<Option<i64>, TreeError> {
        let mut newest = None;
        for (path, _) in self.walk(tree)? {
            let file = below(tree, &path);
            newest = newest.max(Some(self.attempt("look at", &file, self.disk.stat(&file))?.mtime));
        }
        Ok(newest)
    }
}

/// The time for the files of a tree that goes live.
fn stamp(now: Moment, live: Option<i64>) -> i64 {
    let seconds = now.wall.as_second();
    let now = if now.wall.subsec_nanosecond() > 0 { seconds + 1 } else { seconds };
    let after = live.map_or(now, |live| live.saturating_add(1));
    now.max(after).min(now + AHEAD_SECONDS)
}

fn cannot_exchange(error: &io::Error) -> bool {
    matches!(Errno::from_io_error(error), Some(Errno::INVAL | Errno::NOSYS | Errno::PERM | Errno::OPNOTSUPP))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_stamped_later_than_the_live_ones_and_at_most_a_minute_ahead() {
        let at = |wall: &str| Moment { wall: wall.parse().unwrap(), elapsed: std::time::Duration::ZERO };
        let whole = at("1970-01-01T00:16:40Z");
        assert_eq!(stamp(whole, None), 1000);
        assert_eq!(stamp(at("1970-01-01T00:16:40.000000001Z"), None), 1001, "rounded up");
        assert_eq!(stamp(whole, Some(500)), 1000);
        assert_eq!(stamp(whole, Some(1000)), 1001, "a second switch in one second");
        assert_eq!(stamp(whole, Some(1030)), 1031);
        assert_eq!(stamp(whole, Some(90_000)), 1060, "the clock went back a day");
    }
}
