//! Unmanaged folders, those with a `metadata.json` of another tool among them.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;

use super::package::{self, document, mirror_folder, mirrored, moment, name, other_metadata, path, place};
use crate::metadata::{Digest, FilePath};
use crate::sync::tree::disk::Place;
use crate::sync::tree::sim_disk::SimDisk;
use crate::sync::tree::{Before, Expected, Folder, Mirrored, Tree, TreeError};

fn fresh() -> (Arc<SimDisk>, Tree) {
    let disk = Arc::new(SimDisk::new(true));
    let (tree, _) = package::open(&disk).unwrap();
    (disk, tree)
}

fn place_mirror(tree: &Tree, files: &BTreeMap<FilePath, Mirrored>, seconds: u64) -> Before {
    let staged = tree.stage_mirror(&name("m"), files).unwrap();
    tree.switch(staged, moment(seconds)).unwrap().before
}

fn folder(tree: &Tree) -> Folder {
    tree.live().unwrap().folders[&name("m")].clone()
}

fn is_mirror(folder: &Folder) -> bool {
    matches!(folder, Folder::Mirror(_))
}

fn with_metadata(bytes: Bytes) -> BTreeMap<FilePath, Mirrored> {
    let mut files = mirrored(2);
    files.insert(path("metadata.json"), Mirrored { etag: "\"x\"".into(), bytes });
    files
}

#[test]
fn a_metadata_json_of_another_shape_is_mirrored_as_it_is() {
    let (disk, tree) = fresh();
    place_mirror(&tree, &mirrored(1), 1);
    // No empty `dags/` comes with it.
    assert_eq!(disk.contents().names(&Place::dest("m")), ["a.py", "metadata.json", "only_1.py", "sub"]);
    assert_eq!(disk.contents().tree(&Place::dest("m")).unwrap(), mirror_folder(1));
    let Folder::Mirror(manifest) = folder(&tree) else { panic!("{:?}", folder(&tree)) };
    assert_eq!(manifest.files[&path("metadata.json")].sha256, Digest::of(&other_metadata(1)));
    assert!(tree.verify(&name("m")).unwrap().unwrap().is_intact());
    // After a restart, and after the next state without one.
    drop(tree);
    let (tree, _) = package::open(&disk).unwrap();
    assert!(is_mirror(&folder(&tree)));
    assert!(matches!(place_mirror(&tree, &mirrored(2), 2), Before::Retired(_)));
    assert!(is_mirror(&folder(&tree)));
}

#[test]
fn a_metadata_json_of_ours_is_refused_in_an_unmanaged_folder() {
    let (_, tree) = fresh();
    for bytes in ["", "[]", "{}", "{\"environment\": \"dev\"}", "\u{feff}{}"] {
        let staged = tree.stage_mirror(&name("m"), &with_metadata(bytes.to_owned().into())).unwrap();
        tree.discard(staged).unwrap();
    }
    let ours = document("m", 1).to_bytes().unwrap();
    let refused = tree.stage_mirror(&name("m"), &with_metadata(ours.into()));
    assert!(matches!(refused, Err(TreeError::Content(_))), "{refused:?}");
    // Another package's document makes no package of the folder.
    let anothers: Bytes = document("q", 1).to_bytes().unwrap().into();
    place_mirror(&tree, &with_metadata(anothers), 1);
    assert!(is_mirror(&folder(&tree)));
}

#[test]
fn a_mirror_whose_metadata_json_changed_is_known_at_the_next_look() {
    let (disk, tree) = fresh();
    place_mirror(&tree, &mirrored(1), 1);
    assert!(is_mirror(&folder(&tree)));
    let at = Place::dest("m/metadata.json");
    disk.plant(&at, b"{\"mine\": true}", 50_000);
    let Folder::Foreign { reason, ours: true } = folder(&tree) else { panic!("{:?}", folder(&tree)) };
    assert!(reason.contains("metadata.json that cannot be used"), "{reason}");
    disk.plant(&at, &other_metadata(1), 50_000);
    assert!(is_mirror(&folder(&tree)));
    disk.wipe(&at);
    assert!(
        matches!(folder(&tree), Folder::Foreign { reason, .. } if reason == "is not what was mirrored into it")
    );
    // One of ours makes a package of it, whatever was mirrored.
    disk.plant(&at, &document("m", 1).to_bytes().unwrap(), 50_000);
    assert!(matches!(folder(&tree), Folder::Managed { ours: true, .. }));
}

#[test]
fn a_folder_of_another_tool_is_adopted_with_its_metadata_json_or_kept_aside() {
    let expected: BTreeMap<FilePath, Expected> = mirrored(1)
        .into_iter()
        .map(|(path, file)| {
            let size = file.bytes.len() as u64;
            (path, Expected { size, sha256: Digest::of(&file.bytes) })
        })
        .collect();
    for same in [true, false] {
        let (disk, tree) = fresh();
        for (path, bytes) in mirror_folder(1) {
            disk.plant(&Place::dest("m").join(path), &bytes, 50_000);
        }
        if !same {
            disk.plant(&Place::dest("m/metadata.json"), b"{\"mine\": true}", 50_000);
        }
        assert_eq!(tree.adoptable(&name("m"), &expected).unwrap().is_empty(), same);
        assert_eq!(matches!(place_mirror(&tree, &mirrored(1), 1), Before::Retired(_)), same);
    }
}

#[test]
fn a_mirror_with_a_metadata_json_becomes_a_package() {
    let (disk, tree) = fresh();
    place_mirror(&tree, &mirrored(1), 1);
    let staged = tree.stage(&document("m", 1), &package::files(1)).unwrap();
    assert!(matches!(tree.switch(staged, moment(2)).unwrap().before, Before::Retired(_)));
    assert!(matches!(folder(&tree), Folder::Managed { ours: true, .. }));
    assert_eq!(disk.contents().tree(&Place::dest("m")).unwrap(), package::folder("m", 1));
    place(&tree, "m", 2, moment(3)).unwrap();
}
