//! On real file systems: the disk that holds the temporary files, and tmpfs.

mod look;
mod process;
mod reader;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use super::package::{self, document, files, moment, name, place};
use crate::sync::tree::{Before, Folder, Keep, Paths, RealDisk, Tree, TreeError};

/// A folder on the disk, and one in memory.
fn file_systems() -> Vec<TempDir> {
    let mut folders = vec![tempfile::tempdir().unwrap()];
    if cfg!(target_os = "linux") {
        let memory = tempfile::tempdir_in("/dev/shm");
        folders.push(memory.expect("these tests need a tmpfs at /dev/shm that they may write to"));
    }
    folders
}

fn open(dest: &Path) -> Result<Tree, TreeError> {
    let disk = RealDisk::open(Paths::new(dest.to_owned(), None))?;
    package::open(&Arc::new(disk)).map(|(tree, _)| tree)
}

fn state(dest: &Path, name: &str) -> PathBuf {
    dest.join(".dag-sync").join(name)
}

const KEEP_NOTHING: Keep = Keep { time: Duration::ZERO, releases: 0 };

#[test]
fn a_package_is_placed_replaced_verified_and_retired() {
    for folder in file_systems() {
        let dest = folder.path().join("dags");
        let tree = open(&dest).unwrap();
        place(&tree, "p", 1, moment(1)).unwrap();
        let staged = tree.stage(&document("p", 2), &files(2)).unwrap();
        let switched = tree.switch(staged, moment(2)).unwrap();
        assert!(!switched.gap && tree.exchanges() == Some(true), "this file system should exchange");
        let mtime = fs::metadata(dest.join("p/dags/sub/b.py")).unwrap().modified().unwrap();
        let mtime = mtime.duration_since(std::time::UNIX_EPOCH).unwrap();
        assert_eq!(mtime, Duration::from_secs(u64::try_from(switched.mtime).unwrap()));
        let Before::Retired(old) = switched.before else { panic!() };
        assert!(old.join("dags/only_1.py").exists() && !dest.join("p/dags/only_1.py").exists());
        assert!(tree.verify(&name("p")).unwrap().unwrap().is_intact());
        assert!(tree.usage().unwrap().total() > 0);
        assert_eq!(tree.sweep(moment(3), KEEP_NOTHING).unwrap().removed, 1);
        assert!(!old.exists());
        assert!(matches!(tree.retire(&name("p"), moment(4)).unwrap(), Before::Retired(_)));
        assert!(!dest.join("p").exists());
    }
}

#[test]
fn a_large_tree_is_removed_by_several_sweeps() {
    for folder in file_systems() {
        let dest = folder.path().join("dags");
        let tree = open(&dest).unwrap();
        let large = state(&dest, "retired/x@r1@n@20200101T000000Z");
        for number in 0..45 {
            fs::create_dir_all(large.join(number.to_string())).unwrap();
            for file in 0..100 {
                fs::write(large.join(format!("{number}/{file}")), "").unwrap();
            }
        }
        // 4,546 names in all.
        let swept: Vec<_> = (1..=4).map(|at| tree.sweep(moment(at), KEEP_NOTHING).unwrap()).collect();
        let facts: Vec<_> = swept.iter().map(|swept| (swept.removed, swept.left, swept.trash)).collect();
        assert_eq!(facts, [(1, true, 1), (0, true, 1), (0, false, 0), (0, false, 0)]);
        assert!(!large.exists() && fs::read_dir(state(&dest, "trash")).unwrap().next().is_none());
    }
}

#[test]
fn links_that_someone_plants_lead_nowhere() {
    for folder in file_systems() {
        let (dest, outside) = (folder.path().join("dags"), folder.path().join("outside"));
        fs::create_dir_all(outside.join("sub")).unwrap();
        fs::write(outside.join("a.py"), "# a.py of 1\n").unwrap();
        let tree = open(&dest).unwrap();
        place(&tree, "p", 1, moment(1)).unwrap();
        // Inside a live tree: it is damage, and removing the tree removes the link only.
        fs::remove_dir_all(dest.join("p/dags")).unwrap();
        symlink(&outside, dest.join("p/dags")).unwrap();
        let found = tree.verify(&name("p")).unwrap().unwrap();
        assert_eq!(found.damaged.len(), files(1).len(), "{found:?}");
        place(&tree, "p", 1, moment(2)).unwrap();
        symlink(&outside, state(&dest, "retired/x@r1@n@20200101T000000Z")).unwrap();
        assert_eq!(tree.sweep(moment(3), KEEP_NOTHING).unwrap().removed, 2);
        assert!(outside.join("a.py").exists() && outside.join("sub").exists());
        // In the place of a package, of the state folder, and of a folder in it.
        symlink(&outside, dest.join("q")).unwrap();
        assert!(matches!(tree.live().unwrap().folders[&name("q")], Folder::Foreign { .. }));
        drop(tree);
        fs::remove_dir(state(&dest, "trash")).unwrap();
        symlink(&outside, state(&dest, "trash")).unwrap();
        assert!(open(&dest).unwrap_err().is_configuration());
        fs::remove_dir_all(dest.join(".dag-sync")).unwrap();
        symlink(&outside, dest.join(".dag-sync")).unwrap();
        assert!(open(&dest).unwrap_err().is_configuration());
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 2);
    }
}

#[test]
fn folders_that_were_deleted_underneath_are_noticed_and_made_anew() {
    for folder in file_systems() {
        let dest = folder.path().join("dags");
        for lost in ["", ".dag-sync", ".dag-sync/lock"] {
            let tree = open(&dest).unwrap();
            place(&tree, "p", 1, moment(1)).unwrap();
            tree.check().unwrap();
            let lost = dest.join(lost);
            if lost.is_dir() { fs::remove_dir_all(&lost) } else { fs::remove_file(&lost) }.unwrap();
            assert!(matches!(tree.check(), Err(TreeError::Lost { .. })), "{lost:?}");
            drop(tree);
            let tree = open(&dest).unwrap();
            tree.check().unwrap();
            place(&tree, "p", 2, moment(2)).unwrap();
        }
        // Replaced by another folder of the same name.
        let tree = open(&dest).unwrap();
        fs::rename(&dest, folder.path().join("moved")).unwrap();
        fs::create_dir_all(dest.join(".dag-sync")).unwrap();
        assert!(matches!(tree.check(), Err(TreeError::Lost { .. })));
    }
}

#[test]
fn folders_that_cannot_work_together_are_refused_with_the_remedy() {
    let root = tempfile::tempdir().unwrap();
    let at = |path: &str| root.path().join(path);
    fs::write(at("file"), "x").unwrap();
    let mut wrong = vec![
        (at("dags"), at("dags")),
        (at("dags"), at("dags/state")),
        (at("dags"), at("dags/.state/deep")),
        (at("dags"), at("dags/../dags/sub")),
        (at("state/dags"), at("state")),
        (at("file"), at("state")),
        (at("dags"), at("file")),
    ];
    let memory = cfg!(target_os = "linux").then(|| tempfile::tempdir_in("/dev/shm").unwrap());
    wrong.extend(memory.iter().map(|memory| (at("dags"), memory.path().join("state"))));
    for (dest, state) in wrong {
        let error = RealDisk::open(Paths { dest: dest.clone(), state: state.clone() }).unwrap_err();
        assert!(error.is_configuration() && error.help().is_some(), "{dest:?} {state:?}: {error}");
    }
    for (dest, state) in
        [(at("dags"), at("dags/.my-state")), (at("dags"), at("state")), (at("dags"), at("dags/../s"))]
    {
        let disk =
            RealDisk::open(Paths { dest, state: state.clone() }).unwrap_or_else(|error| panic!("{error}"));
        package::open(&Arc::new(disk)).unwrap();
        assert!(state.join("staging").is_dir());
    }
    // What Airflow is told fits the folder's name.
    let lines = fs::read_to_string(at("dags/.airflowignore")).unwrap();
    assert!(lines.ends_with("^\\.my-state(/|$)\n/.my-state/\n"), "{lines}");
}

#[test]
fn odd_things_in_the_folder_are_left_alone() {
    use std::os::unix::ffi::OsStrExt;
    for folder in file_systems() {
        let dest = folder.path().join("dags");
        let tree = open(&dest).unwrap();
        let odd = dest.join(std::ffi::OsStr::from_bytes(b"\xff"));
        fs::create_dir(&odd).unwrap();
        fs::create_dir(dest.join("mine")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(dest.join("pipe")).status();
        assert!(made.unwrap().success());
        let live = tree.live().unwrap();
        let names: Vec<_> = live.folders.keys().map(super::super::FolderName::as_str).collect();
        assert_eq!(names, ["mine", "pipe"]);
        // A pipe is never waited for.
        fs::create_dir_all(dest.join("p/dags")).unwrap();
        fs::rename(dest.join("pipe"), dest.join("p/metadata.json")).unwrap();
        assert!(matches!(tree.live().unwrap().folders[&name("p")], Folder::Foreign { .. }));
        assert!(odd.exists());
    }
}
