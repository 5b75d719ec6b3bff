//! What the folder promises, case by case, in memory.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustix::io::Errno;

use super::package::{self, document, entries, files, folder, mirrored, moment, name, path, place};
use crate::metadata::{Digest, FilePath};
use crate::planted::{Bug, plant};
use crate::sync::tree::disk::{Disk, Place};
use crate::sync::tree::sim_disk::SimDisk;
use crate::sync::tree::{Before, Expected, Folder, Keep, LocalDocument, RootFile, Tree, TreeError, Usage};

fn fresh() -> (Arc<SimDisk>, Tree) {
    let disk = Arc::new(SimDisk::new(true));
    let (tree, _) = package::open(&disk).unwrap();
    (disk, tree)
}

fn released(number: u64) -> BTreeMap<FilePath, Expected> {
    let entry = |file: crate::metadata::FileEntry| {
        (path(&format!("dags/{}", file.path)), Expected { size: file.size, sha256: file.sha256 })
    };
    entries(&files(number)).into_iter().map(entry).collect()
}

const TEN_MINUTES: Keep = Keep { time: Duration::from_secs(600), releases: 3 };

#[test]
fn a_second_dag_sync_is_told_that_the_folder_is_locked() {
    let (disk, tree) = fresh();
    assert!(matches!(package::open(&disk), Err(TreeError::Busy { .. })));
    drop(tree);
    assert!(package::open(&disk).is_ok());
}

#[test]
fn every_file_gets_the_same_later_time_and_other_packages_keep_theirs() {
    let (disk, tree) = fresh();
    place(&tree, "p", 1, moment(10)).unwrap();
    place(&tree, "q", 1, moment(10)).unwrap();
    let mtime = |at: &str| disk.contents().mtime(&Place::dest(at)).unwrap();
    let noon = moment(0).wall.as_second();
    assert_eq!(mtime("p/dags/sub/deep/c.sql"), noon + 10);
    place(&tree, "p", 2, moment(10)).unwrap();
    for at in ["p/dags/a.py", "p/dags/sub/b.py", "p/dags/only_2.py", "p/metadata.json"] {
        assert_eq!(mtime(at), noon + 11, "{at}");
    }
    assert_eq!(mtime("q/dags/a.py"), noon + 10);
}

#[test]
fn damage_is_found_and_healed_by_a_new_tree() {
    let (disk, tree) = fresh();
    place(&tree, "p", 1, moment(1)).unwrap();
    disk.plant(&Place::dest("p/dags/__pycache__/a.cpython-312.pyc"), b"x", 0);
    assert_eq!(tree.verify(&name("p")).unwrap().unwrap(), Default::default());
    disk.plant(&Place::dest("p/dags/a.py"), b"import os\n", 1_000);
    disk.plant(&Place::dest("p/dags/sub/new.py"), b"x", 1_000);
    disk.wipe(&Place::dest("p/dags/sub/b.py"));
    disk.plant_link(&Place::dest("p/dags/only_1.py"));
    let found = tree.verify(&name("p")).unwrap().unwrap();
    let damaged: Vec<_> = found.damaged.iter().map(|(path, reason)| (path.as_str(), *reason)).collect();
    assert_eq!(
        damaged,
        [("a.py", "its size differs"), ("only_1.py", "it is no regular file"), ("sub/b.py", "it is missing")]
    );
    assert_eq!(found.extra, [PathBuf::from("dags/sub/new.py")]);
    place(&tree, "p", 1, moment(2)).unwrap();
    assert!(tree.verify(&name("p")).unwrap().unwrap().is_intact());
    assert_eq!(disk.contents().tree(&Place::dest("p")).unwrap(), folder("p", 1));
}

#[test]
fn retired_trees_stay_ten_minutes_and_three_of_each_package_beyond() {
    let (disk, tree) = fresh();
    for number in 1..=7 {
        place(&tree, "p", number, moment(number * 60)).unwrap();
    }
    place(&tree, "q", 1, moment(60)).unwrap();
    place(&tree, "q", 2, moment(61)).unwrap();
    let retired = || disk.contents().names(&Place::state("retired"));
    let releases = || -> Vec<String> {
        let names = retired().into_iter();
        names.map(|name| name.split('@').take(2).collect::<Vec<_>>().join(" ")).collect()
    };
    assert_eq!(tree.sweep(moment(599), TEN_MINUTES).unwrap().retired, 7);
    // The first two are over their time, and no more than three.
    tree.sweep(moment(780), TEN_MINUTES).unwrap();
    assert_eq!(retired().len(), 7);
    let swept = tree.sweep(moment(2_000), TEN_MINUTES).unwrap();
    assert_eq!((swept.removed, swept.retired, swept.trash), (3, 4, 0));
    assert_eq!(releases(), ["p r4", "p r5", "p r6", "q r1"]);
    // Room is made at the cost of those that are kept beyond their time, the oldest first.
    assert!(tree.make_room(moment(2_000), TEN_MINUTES, 1).unwrap() > 0);
    assert_eq!(releases(), ["p r4", "p r5", "p r6"]);
}

#[test]
fn a_retired_tree_is_not_removed_early_when_the_clock_jumps() {
    let (disk, tree) = fresh();
    place(&tree, "p", 1, moment(1)).unwrap();
    place(&tree, "p", 2, moment(2)).unwrap();
    let keep = Keep { releases: 0, ..TEN_MINUTES };
    let mut later = moment(100);
    for days in [-24, 24] {
        later.wall = moment(100).wall + jiff::SignedDuration::from_hours(days);
        assert_eq!(tree.sweep(later, keep).unwrap().retired, 1);
    }
    // A stamp in the future, or none, starts at start-up.
    drop(tree);
    disk.plant(&Place::state("retired/q@r1@x@whenever/metadata.json"), b"{}", 50_000);
    later.wall = moment(0).wall - jiff::SignedDuration::from_hours(24);
    let (tree, _) = Tree::open(Arc::clone(&disk) as Arc<dyn Disk>, later).unwrap();
    later.elapsed += Duration::from_secs(599);
    assert_eq!(tree.sweep(later, keep).unwrap().retired, 2);
    later.elapsed += Duration::from_secs(1);
    assert_eq!(tree.sweep(later, keep).unwrap().removed, 2);
}

#[test]
fn a_tree_that_was_made_long_ago_is_kept_from_the_moment_it_is_retired() {
    // A folder's own time is that of its last new name: long before it was retired.
    for (bug, retired) in [(None, 1), (Some(Bug::RetirementByDirectoryMtime), 0)] {
        plant(bug);
        let (_, tree) = fresh();
        place(&tree, "p", 1, moment(1)).unwrap();
        place(&tree, "p", 2, moment(100_000)).unwrap();
        let swept = tree.sweep(moment(100_001), Keep { releases: 0, ..TEN_MINUTES }).unwrap();
        plant(None);
        assert_eq!(swept.retired, retired, "{bug:?}");
    }
}

#[test]
fn what_another_user_wrote_stays_in_the_trash_is_counted_and_tried_again_once_an_hour() {
    let (disk, tree) = fresh();
    place(&tree, "p", 1, moment(1)).unwrap();
    let bytecode = Place::dest("p/dags/__pycache__/a.pyc");
    disk.plant(&bytecode, b"x", 0);
    place(&tree, "p", 2, moment(2)).unwrap();
    let keep = Keep { releases: 0, ..TEN_MINUTES };
    let swept = tree.sweep(moment(700), keep).unwrap();
    assert_eq!((swept.removed, swept.trash), (1, 1));
    assert!(swept.blocked.unwrap().0.ends_with("dags/__pycache__/a.pyc"));
    let trash = Place::state("trash");
    let left = disk.contents().names(&trash);
    // All but that file is gone.
    assert_eq!(disk.contents().tree(&trash.join(&left[0])).unwrap(), BTreeMap::new());
    let changes = disk.changes();
    assert_eq!(tree.sweep(moment(800), keep).unwrap().trash, 1);
    assert_eq!(disk.changes(), changes, "not tried again so soon");
    disk.wipe(&trash.join(&left[0]).join("dags/__pycache__"));
    assert_eq!(tree.sweep(moment(4_400), keep).unwrap().trash, 0);
}

#[test]
fn a_folder_of_another_tool_that_is_the_release_is_exchanged_without_a_word() {
    let (disk, tree) = fresh();
    for (path, bytes) in files(1) {
        disk.plant(&Place::dest("p/dags").join(path.as_str()), &bytes, 50_000);
    }
    disk.plant(&Place::dest("p/dags/__pycache__/x.pyc"), b"x", 50_000);
    let live = tree.live().unwrap();
    assert!(matches!(live.folders[&name("p")], Folder::Foreign { ours: false, .. }));
    assert!(tree.adoptable(&name("p"), &released(1)).unwrap().is_empty());
    let staged = tree.stage(&document("p", 1), &files(1)).unwrap();
    assert!(matches!(tree.switch(staged, moment(1)).unwrap().before, Before::Retired(_)));
}

#[test]
fn a_folder_with_anything_else_in_it_is_kept_aside_for_good() {
    let (disk, tree) = fresh();
    disk.plant(&Place::dest("p/dags/a.py"), b"# mine\n", 50_000);
    disk.plant(&Place::dest("p/notes.txt"), b"x", 50_000);
    let differing = tree.adoptable(&name("p"), &released(1)).unwrap();
    assert_eq!(differing.len(), 5, "{differing:?}");
    let staged = tree.stage(&document("p", 1), &files(1)).unwrap();
    let Before::Aside(aside) = tree.switch(staged, moment(1)).unwrap().before else { panic!() };
    tree.sweep(moment(1_000_000), Keep { time: Duration::ZERO, releases: 0 }).unwrap();
    let kept = Place::state(aside.strip_prefix("/state").unwrap());
    assert_eq!(disk.contents().tree(&kept).unwrap().len(), 2);
}

#[test]
fn a_package_that_another_tool_placed_is_taken_over_once_it_is_verified() {
    let (disk, tree) = fresh();
    for (path, bytes) in folder("p", 1) {
        disk.plant(&Place::dest("p").join(path), &bytes, 50_000);
    }
    let ours = || match &tree.live().unwrap().folders[&name("p")] {
        Folder::Managed { ours, document } => (*ours, document.document().release.get()),
        other => panic!("{other:?}"),
    };
    assert_eq!(ours(), (false, 1));
    assert!(tree.verify(&name("p")).unwrap().unwrap().is_intact());
    assert_eq!(ours(), (true, 1));
}

#[test]
fn a_document_is_replaced_without_touching_the_files() {
    let (disk, tree) = fresh();
    place(&tree, "p", 2, moment(1)).unwrap();
    let before = disk.contents().mtime(&Place::dest("p/dags/a.py"));
    let mut frozen = document("p", 2).document().clone();
    frozen.high_water.insert("github.com/o/r".into(), 7);
    tree.replace_document(&LocalDocument::newest(frozen)).unwrap();
    let live = tree.live().unwrap();
    let Folder::Managed { document: live, .. } = &live.folders[&name("p")] else { panic!() };
    assert_eq!(live.document().high_water["github.com/o/r"], 7);
    assert_eq!(disk.contents().mtime(&Place::dest("p/dags/a.py")), before);
    // Another tree needs a switch.
    assert!(matches!(tree.replace_document(&document("p", 1)), Err(TreeError::Content(_))));
}

#[test]
fn names_that_are_not_for_packages_are_refused() {
    let (_, tree) = fresh();
    for reserved in [".dag-sync", ".DAG-SYNC", ".airflowignore", "__pycache__"] {
        let staged = tree.stage_mirror(&name(reserved), &mirrored(1));
        assert!(matches!(staged, Err(TreeError::Content(_))), "{reserved}");
    }
    let mut clash = mirrored(1);
    clash.insert(path("a.py/x"), clash[&path("a.py")].clone());
    let error = tree.stage_mirror(&name("m"), &clash).unwrap_err().to_string();
    assert!(error.contains("`m/a.py` is a file and the folder of `m/a.py/x`"), "{error}");
    // Files that are not the document's.
    assert!(matches!(tree.stage(&document("p", 1), &files(2)), Err(TreeError::Content(_))));
}

#[test]
fn a_link_in_the_place_of_a_package_is_put_aside_and_never_followed() {
    let (disk, tree) = fresh();
    disk.plant_link(&Place::dest("p"));
    assert!(matches!(tree.live().unwrap().folders[&name("p")], Folder::Foreign { .. }));
    let staged = tree.stage(&document("p", 1), &files(1)).unwrap();
    assert!(matches!(tree.switch(staged, moment(1)).unwrap().before, Before::Aside(_)));
    assert_eq!(disk.contents().tree(&Place::dest("p")).unwrap(), folder("p", 1));
}

#[test]
fn a_link_in_the_place_of_a_state_folder_is_a_wrong_set_up() {
    let disk = Arc::new(SimDisk::new(true));
    disk.plant_link(&Place::state("retired"));
    let error = package::open(&disk).unwrap_err();
    assert!(error.is_configuration(), "{error}");
}

#[test]
fn a_folder_of_the_containers_image_is_a_wrong_set_up_and_stays_live() {
    let (disk, tree) = fresh();
    place(&tree, "p", 1, moment(1)).unwrap();
    let staged = tree.stage(&document("p", 2), &files(2)).unwrap();
    // Setting the times of five files comes first.
    disk.fail_at(5, Errno::XDEV);
    let error = tree.switch(staged, moment(2)).unwrap_err();
    assert!(error.is_configuration() && error.help().unwrap().contains("emptyDir"), "{error}");
    assert_eq!(disk.contents().tree(&Place::dest("p")).unwrap(), folder("p", 1));
}

#[test]
fn a_mirrored_file_is_known_again_and_a_changed_one_is_not() {
    let (disk, tree) = fresh();
    let file = super::package::mirrored(1)[&path("a.py")].clone();
    let staged = tree.stage_file(&name("shared.py"), &file).unwrap();
    assert_eq!(tree.switch(staged, moment(1)).unwrap().before, Before::Absent);
    let found = || tree.live().unwrap().files[&name("shared.py")].clone();
    assert!(matches!(found(), RootFile::Mirror(found) if found.sha256 == Digest::of(&file.bytes)));
    disk.plant(&Place::dest("shared.py"), b"other", 50_000);
    assert_eq!(found(), RootFile::Foreign { ours: true });
    let expected = Expected { size: 5, sha256: Digest::of(b"other") };
    disk.plant(&Place::dest("m/x.py"), b"other", 50_000);
    assert_eq!(tree.read_file(&name("m"), &path("x.py"), expected).unwrap(), "other");
    assert_eq!(tree.read_file(&name("m"), &path("y.py"), expected), None);
}

#[test]
fn everything_on_the_disk_is_counted() {
    let (disk, tree) = fresh();
    place(&tree, "p", 1, moment(1)).unwrap();
    place(&tree, "p", 2, moment(2)).unwrap();
    let staged = tree.stage(&document("p", 3), &files(3)).unwrap();
    disk.plant(&Place::dest("foreign/big.bin"), &[0; 10_000], 0);
    let Usage { live, staged: under_way, retired } = tree.usage().unwrap();
    assert!(live > 10_000 && under_way > 0 && retired > 0);
    assert!(Tree::estimate(document("p", 3).document()) >= under_way - 4096);
    tree.discard(staged).unwrap();
    assert_eq!(tree.usage().unwrap().staged, 4096);
}

#[test]
fn a_folder_of_another_user_is_named_before_it_is_in_the_way() {
    let (disk, tree) = fresh();
    place(&tree, "q", 1, moment(1)).unwrap();
    disk.plant(&Place::dest("p/dags/a.py"), b"x", 1_000);
    let found = tree.foreign_owners().unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].name.as_str(), found[0].owner), ("p", 1_000));
    assert!(found[0].help().contains("chown -R 50000 p"));
}

#[test]
fn a_folder_that_cannot_be_moved_does_not_cost_the_others_their_exchange() {
    let (disk, tree) = fresh();
    for package in ["p", "q"] {
        place(&tree, package, 1, moment(1)).unwrap();
    }
    let staged = tree.stage(&document("p", 2), &files(2)).unwrap();
    disk.set_exchanges(false);
    disk.fail_at(8, Errno::PERM);
    assert!(matches!(tree.switch(staged, moment(2)), Err(TreeError::Disk { .. })));
    disk.set_exchanges(true);
    let staged = tree.stage(&document("q", 2), &files(2)).unwrap();
    assert!(!tree.switch(staged, moment(3)).unwrap().gap);
    assert_eq!(disk.contents().tree(&Place::dest("p")).unwrap(), folder("p", 1));
}
