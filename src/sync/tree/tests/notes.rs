//! Notes: hints in `<state>` that may be lost or spoilt at any time.

use std::sync::Arc;

use super::package::{self, moment};
use crate::sync::tree::disk::{Disk, Place};
use crate::sync::tree::sim_disk::SimDisk;
use crate::sync::tree::{Tree, TreeError};

fn fresh() -> (Arc<SimDisk>, Tree) {
    let disk = Arc::new(SimDisk::new(true));
    let (tree, _) = package::open(&disk).unwrap();
    (disk, tree)
}

#[test]
fn a_note_reads_back_and_is_not_written_again() {
    let (disk, tree) = fresh();
    assert_eq!(tree.note("cycle"), None);
    tree.set_note("cycle", b"{}", false).unwrap();
    assert_eq!(tree.note("cycle").unwrap(), b"{}");
    let changes = disk.changes();
    tree.set_note("cycle", b"{}", false).unwrap();
    tree.set_note("cycle", b"{}", true).unwrap();
    assert_eq!(disk.changes(), changes);
    tree.set_note("cycle", b"[]", false).unwrap();
    drop(tree);
    let (tree, _) = package::open(&disk).unwrap();
    assert_eq!(tree.note("cycle").unwrap(), b"[]");
    assert!(disk.contents().names(&Place::state("staging")).is_empty());
}

#[test]
fn a_note_that_was_set_durably_survives_a_power_loss() {
    for seed in 0..50 {
        // As well when the same bytes were there before, without a wait for the disk.
        for before in [false, true] {
            let (disk, tree) = fresh();
            tree.set_note("cycle", b"old", true).unwrap();
            if before {
                tree.set_note("cycle", b"new", false).unwrap();
            }
            tree.set_note("cycle", b"new", true).unwrap();
            drop(tree);
            disk.lose_power(seed);
            let tree = Tree::open(disk as Arc<dyn Disk>, moment(0)).unwrap().0;
            assert_eq!(tree.note("cycle").unwrap(), b"new", "seed {seed}, before {before}");
        }
    }
}

#[test]
fn a_note_that_is_spoilt_is_none_or_other_bytes_and_the_next_one_replaces_it() {
    let (disk, tree) = fresh();
    let at = Place::state("cycle.json");
    disk.plant(&at, b"\xff{", 0);
    assert_eq!(tree.note("cycle").unwrap(), b"\xff{");
    disk.plant_link(&at);
    assert_eq!(tree.note("cycle"), None);
    tree.set_note("cycle", b"1", true).unwrap();
    assert_eq!(tree.note("cycle").unwrap(), b"1");
    disk.plant(&at, &vec![b' '; 16 * 1024 * 1024 + 1], 50_000);
    assert_eq!(tree.note("cycle"), None);
    disk.wipe(&at);
    disk.plant(&at.join("x"), b"in a folder", 50_000);
    assert_eq!(tree.note("cycle"), None);
    tree.set_note("cycle", b"2", true).unwrap();
    assert_eq!(tree.note("cycle").unwrap(), b"2");
    let large = vec![b' '; 16 * 1024 * 1024 + 1];
    assert!(matches!(tree.set_note("cycle", &large, false), Err(TreeError::Content(_))));
    assert_eq!(tree.note("cycle").unwrap(), b"2");
}
