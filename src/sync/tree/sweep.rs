//! Retired trees: kept while someone may still read them, then removed; what cannot be removed goes to the trash.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use super::disk::Place;
use super::open::{retired, trash};
use super::{Moment, Tree, TreeError, label};
use crate::planted::{Bug, planted};

/// How often the trash is tried again: its files belong to another user, and that seldom changes.
const TRASH_PAUSE: Duration = Duration::from_secs(3600);

/// How many files and folders are removed at one go: a daemon has other things to do than to remove a large tree.
const AT_ONE_GO: usize = 2_000;

/// How long retired trees are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// Every tree at least this long.
    pub time: Duration,
    /// Of those that are older, this many of each package, the newest.
    pub releases: usize,
}

/// What a sweep did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Swept {
    /// Retired trees whose time was over: they are in the trash now, or gone.
    pub removed: usize,
    /// Retired trees that are kept.
    pub retired: usize,
    /// Trees in the trash: they hold files of another user, or are half removed.
    pub trash: usize,
    /// Whether something in the trash was not tried yet: the next sweep goes on with it.
    pub left: bool,
    /// The first thing that could not be removed, and why.
    pub blocked: Option<(PathBuf, String)>,
}

/// How old a retired tree was at some reading of the clock that never jumps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Age {
    age: Duration,
    at: Duration,
}

impl Age {
    /// Of a tree that is retired now.
    pub(super) fn new(now: Moment) -> Self {
        Self { age: Duration::ZERO, at: now.elapsed }
    }

    fn now(self, now: Moment) -> Duration {
        self.age + now.elapsed.saturating_sub(self.at)
    }
}

/// A retired tree.
#[derive(Debug)]
struct Retired {
    name: OsString,
    folder: String,
    age: Duration,
}

impl Tree {
    /// Removes retired trees whose time is over, about 2,000 files and folders at one go; what is left is the next
    /// sweep's ([`Swept::left`]). What could not be removed is tried again at most once an hour.
    ///
    /// Age is the stamp in a tree's name at start-up, and from then on the clock that never jumps. A stamp that is
    /// missing, cannot be read or lies in the future starts at start-up.
    ///
    /// # Errors
    /// The disk's own, when `<state>` cannot be listed; what cannot be removed is no error.
    pub fn sweep(&self, now: Moment, keep: Keep) -> Result<Swept, TreeError> {
        self.memory().now = Some(now);
        let mut swept = Swept::default();
        let mut over: BTreeMap<String, usize> = BTreeMap::new();
        // Youngest first.
        for tree in self.retired_trees(now)? {
            let beyond = if tree.age < keep.time {
                None
            } else {
                let count = over.entry(tree.folder.clone()).or_default();
                *count += 1;
                Some(*count)
            };
            if beyond.is_some_and(|count| count > keep.releases) {
                self.move_to_trash(&retired().join(&tree.name))?;
                self.memory().ages.remove(&tree.name);
                swept.removed += 1;
            } else {
                swept.retired += 1;
            }
        }
        let due = self
            .memory()
            .trash_tried
            .is_none_or(|tried| now.elapsed.saturating_sub(tried) >= TRASH_PAUSE || swept.removed > 0);
        if due {
            (swept.left, swept.blocked) = self.empty_trash(now, AT_ONE_GO)?;
        }
        swept.trash = self.attempt("list", &trash(), self.disk.read_dir(&trash()))?.len();
        Ok(swept)
    }

    /// Removes retired trees older than `keep.time`, oldest first, whatever `keep.releases` says, until `bytes`
    /// are free: how many became so.
    ///
    /// # Errors
    /// The disk's own.
    pub fn make_room(&self, now: Moment, keep: Keep, bytes: u64) -> Result<u64, TreeError> {
        let mut freed = 0;
        for tree in self.retired_trees(now)?.into_iter().rev() {
            if freed >= bytes || tree.age < keep.time {
                break;
            }
            let at = retired().join(&tree.name);
            freed += self.allocated(&at)?;
            self.move_to_trash(&at)?;
            self.memory().ages.remove(&tree.name);
        }
        if freed > 0 {
            self.empty_trash(now, usize::MAX)?;
        }
        Ok(freed)
    }

    /// Retired trees, the youngest first.
    fn retired_trees(&self, now: Moment) -> Result<Vec<Retired>, TreeError> {
        let entries = self.attempt("list", &retired(), self.disk.read_dir(&retired()))?;
        let mut memory = self.memory();
        let mut trees: Vec<Retired> = entries
            .into_iter()
            .map(|entry| {
                let mut age = memory.ages.entry(entry.name.clone()).or_insert(Age::new(now)).now(now);
                if planted(Bug::RetirementByDirectoryMtime) {
                    let mtime = self.disk.stat(&retired().join(&entry.name)).map_or(0, |stat| stat.mtime);
                    age = Duration::from_secs(now.wall.as_second().abs_diff(mtime));
                }
                Retired { folder: label::parse_retired(&entry.name).0, name: entry.name, age }
            })
            .collect();
        trees.sort_unstable_by(|a, b| a.age.cmp(&b.age).then_with(|| b.name.cmp(&a.name)));
        Ok(trees)
    }

    /// At start-up: how old each retired tree is, by its stamp.
    pub(super) fn date_retired(&self, now: Moment) -> Result<(), TreeError> {
        for entry in self.attempt("list", &retired(), self.disk.read_dir(&retired()))? {
            let stamp = label::parse_retired(&entry.name).1;
            let age = stamp.and_then(|stamp| Duration::try_from(now.wall.duration_since(stamp)).ok());
            let age = Age { age: age.unwrap_or_default(), at: now.elapsed };
            self.memory().ages.entry(entry.name).or_insert(age);
        }
        Ok(())
    }

    /// Moves something to the trash, which is emptied next: a tree is never half removed under its own name.
    pub(super) fn move_to_trash(&self, at: &Place) -> Result<(), TreeError> {
        let name = at.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.move_into(at, &trash(), &name)?;
        self.memory().trash_tried = None;
        Ok(())
    }

    /// At start-up: what an earlier run left in the trash, as far as one go gets.
    pub(super) fn begin_trash(&self, now: Moment) -> Result<(), TreeError> {
        self.empty_trash(now, AT_ONE_GO).map(|_| ())
    }

    /// Removes what can be removed from the trash, until `budget` files and folders are gone: whether something was
    /// not tried, and the first thing that cannot be removed.
    fn empty_trash(
        &self,
        now: Moment,
        mut budget: usize,
    ) -> Result<(bool, Option<(PathBuf, String)>), TreeError> {
        let entries = self.attempt("list", &trash(), self.disk.read_dir(&trash()))?;
        if !entries.is_empty() {
            // That a tree is in the trash must be on the disk before the first of its files is gone.
            self.attempt("write into", &trash(), self.disk.sync(&[trash()]))?;
        }
        let (mut left, mut blocked) = (false, None);
        for entry in entries {
            let removal = self.remove_some(&trash().join(entry.name), &mut budget);
            left |= removal.left;
            if let Some((at, error)) = removal.blocked {
                blocked.get_or_insert((self.disk.show(&at), error.to_string()));
            }
        }
        self.memory().trash_tried = (!left).then_some(now.elapsed);
        Ok((left, blocked))
    }
}
