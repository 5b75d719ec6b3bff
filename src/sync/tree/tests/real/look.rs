//! A tree that is only looked at: the folder is the same before and after, to the inode.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::package::{self, document, entries, files, folder, mirrored, moment, name, path, place};
use super::{file_systems, open, state};
use crate::sync::tree::disk::Disk;
use crate::sync::tree::{Expected, Folder, Paths, RealDisk, Tree, TreeError};

/// What a name is: inode, times of content and of names, size, mode, bytes.
type Facts = (u64, (i64, i64), (i64, i64), u64, u32, Vec<u8>);

fn everything(root: &Path) -> BTreeMap<PathBuf, Facts> {
    let (mut found, mut work) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(path) = work.pop() {
        let facts = fs::symlink_metadata(&path).unwrap();
        let mut bytes = Vec::new();
        if facts.is_dir() {
            work.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if facts.is_file() {
            bytes = fs::read(&path).unwrap();
        }
        let times = ((facts.mtime(), facts.mtime_nsec()), (facts.ctime(), facts.ctime_nsec()));
        found.insert(path, (facts.ino(), times.0, times.1, facts.size(), facts.mode(), bytes));
    }
    found
}

fn look(paths: Paths) -> Tree {
    let disk = RealDisk::look(paths).unwrap().expect("the folder exists");
    Tree::look(Some(Arc::new(disk)), moment(9)).unwrap()
}

/// Asks for everything that a dry run asks for.
fn ask(tree: &Tree) {
    let live = tree.live().unwrap();
    for folder in live.folders.keys() {
        tree.verify(folder).unwrap();
        tree.adoptable(folder, &BTreeMap::new()).unwrap();
        let (size, sha256) = (files(1)[&path("a.py")].len() as u64, entries(&files(1))[0].sha256);
        let _ = tree.read_file(folder, &path("dags/a.py"), Expected { size, sha256 });
    }
    let _ = tree.note("cycle");
    tree.team_ignores().unwrap();
    tree.usage().unwrap();
}

#[test]
fn a_look_changes_nothing_and_works_beside_the_one_that_holds_the_lock() {
    for root in file_systems() {
        let dest = root.path().join("dags");
        let holder = open(&dest).unwrap();
        holder.set_team_ignores(Some("team\n".into())).unwrap();
        holder.set_note("cycle", b"{}", true).unwrap();
        place(&holder, "p", 1, moment(1)).unwrap();
        place(&holder, "p", 2, moment(2)).unwrap();
        let mirror = holder.stage_mirror(&name("m"), &mirrored(1)).unwrap();
        holder.switch(mirror, moment(3)).unwrap();
        // Another tool's, which `verify` would take over.
        for (path, bytes) in folder("q", 1) {
            fs::create_dir_all(dest.join("q").join(&path).parent().unwrap()).unwrap();
            fs::write(dest.join("q").join(path), bytes).unwrap();
        }
        // What a killed run left, and damage.
        let _half_way = holder.stage(&document("p", 3), &files(3)).unwrap();
        fs::write(dest.join("m/a.py"), "damaged").unwrap();
        fs::remove_file(dest.join("p/dags/a.py")).unwrap();
        let before = everything(root.path());
        let tree = look(Paths::new(dest.clone(), None));
        ask(&tree);
        let live = tree.live().unwrap();
        assert!(matches!(live.folders[&name("p")], Folder::Managed { ours: true, .. }));
        assert!(matches!(live.folders[&name("q")], Folder::Managed { ours: false, .. }));
        assert!(matches!(live.folders[&name("m")], Folder::Foreign { ours: true, .. }));
        assert!(!live.folders.contains_key(&name(".dag-sync")));
        assert_eq!(tree.verify(&name("p")).unwrap().unwrap().damaged[&path("a.py")], "it is missing");
        assert!(tree.verify(&name("q")).unwrap().unwrap().is_intact());
        assert_eq!(tree.note("cycle").unwrap(), b"{}");
        assert_eq!(tree.team_ignores().unwrap().unwrap(), b"team\n");
        assert!(tree.usage().unwrap().total() > 0);
        for refused in [
            tree.set_note("cycle", b"1", false).map(drop),
            tree.stage(&document("p", 4), &files(4)).map(drop),
            tree.retire(&name("p"), moment(10)).map(drop),
        ] {
            assert!(matches!(refused, Err(TreeError::Disk { .. })), "{refused:?}");
        }
        drop(tree);
        assert_eq!(everything(root.path()), before);
        holder.check().unwrap();
        assert!(matches!(open(&dest), Err(TreeError::Busy { .. })), "the lock is still held");
    }
}

#[test]
fn a_state_folder_that_does_not_exist_is_empty_and_a_dest_that_does_not_exist_is_none() {
    for root in file_systems() {
        let dest = root.path().join("dags");
        for given in [None, Some(root.path().join("state")), Some(dest.join(".mine"))] {
            let paths = Paths::new(dest.clone(), given);
            assert!(RealDisk::look(paths.clone()).unwrap().is_none());
            fs::create_dir(&dest).unwrap();
            for (path, bytes) in folder("q", 1) {
                fs::create_dir_all(dest.join("q").join(&path).parent().unwrap()).unwrap();
                fs::write(dest.join("q").join(path), bytes).unwrap();
            }
            let before = everything(root.path());
            let tree = look(paths);
            ask(&tree);
            assert_eq!(tree.live().unwrap().folders.len(), 1);
            let usage = tree.usage().unwrap();
            assert!(usage.live > 0 && usage.staged + usage.retired == 0);
            drop(tree);
            assert_eq!(everything(root.path()), before);
            fs::remove_dir_all(&dest).unwrap();
        }
        fs::write(&dest, "a file").unwrap();
        assert!(RealDisk::look(Paths::new(dest.clone(), None)).unwrap_err().is_configuration());
    }
}

#[test]
fn folders_that_cannot_work_together_are_refused_at_a_look_too() {
    let root = tempfile::tempdir().unwrap();
    let (dest, outside) = (root.path().join("dags"), root.path().join("outside"));
    fs::create_dir(&dest).unwrap();
    fs::create_dir(&outside).unwrap();
    std::os::unix::fs::symlink(&outside, dest.join(".dag-sync")).unwrap();
    for given in [None, Some(dest.join("state")), Some(root.path().to_owned())] {
        let error = RealDisk::look(Paths::new(dest.clone(), given)).unwrap_err();
        assert!(error.is_configuration(), "{error}");
    }
}

#[test]
fn a_look_while_packages_are_switched_finds_them_whole() {
    for root in file_systems() {
        let dest = root.path().join("dags");
        let holder = open(&dest).unwrap();
        place(&holder, "p", 1, moment(1)).unwrap();
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let looker = scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let tree = look(Paths::new(dest.clone(), None));
                    let live = tree.live().unwrap();
                    assert!(matches!(live.folders[&name("p")], Folder::Managed { .. }), "{live:?}");
                    tree.usage().unwrap();
                }
            });
            for number in 2..100 {
                place(&holder, "p", number, moment(number)).unwrap();
            }
            over.store(true, Ordering::Relaxed);
            looker.join().unwrap();
        });
    }
}

#[test]
fn a_disk_that_was_opened_to_work_can_be_looked_at_without_its_lock() {
    let root = tempfile::tempdir().unwrap();
    let dest = root.path().join("dags");
    let disk = Arc::new(RealDisk::open(Paths::new(dest.clone(), None)).unwrap());
    let (holder, _) = package::open(&disk).unwrap();
    drop(Tree::look(Some(Arc::clone(&disk) as Arc<dyn Disk>), moment(1)).unwrap());
    assert!(matches!(open(&dest), Err(TreeError::Busy { .. })));
    assert!(state(&dest, "lock").exists());
    holder.check().unwrap();
}
