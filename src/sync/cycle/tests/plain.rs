//! Folders and files without releases.

use super::*;

#[test]
fn a_folder_without_a_document_is_mirrored_as_it_is() {
    let world = World::new();
    world.put("dev/team/dags/x.py", "x");
    world.put("dev/team/readme.md", "r");
    world.put("dev/shared.py", "s");
    let mut syncer = world.open();
    let report = cycle(&mut syncer);
    assert_eq!(report.mirror("team").change, Change::Placed);
    assert_eq!(world.files("team"), only([("dags/x.py", "x"), ("readme.md", "r")]));
    assert_eq!(world.text("shared.py").as_deref(), Some("s"));
    assert!(!cycle(&mut syncer).changed());
    world.put("dev/team/dags/x.py", "X");
    world.put("dev/shared.py", "S");
    drop(world.bed.memory.take_requests());
    cycle(&mut syncer);
    assert_eq!(world.files("team"), only([("dags/x.py", "X"), ("readme.md", "r")]));
    assert_eq!(world.text("shared.py").as_deref(), Some("S"));
    let requests = BTreeMap::from([(Operation::Get, 2), (Operation::List, 1)]);
    assert_eq!(world.bed.memory.take_requests(), requests, "what did not change is not fetched");
}

#[test]
fn a_mirrored_file_goes_after_three_listings_over_five_minutes() {
    let mut world = World::new();
    for file in ["a", "b", "c", "d", "e"] {
        world.put(&format!("dev/team/dags/{file}.py"), file);
    }
    let mut syncer = world.open();
    cycle(&mut syncer);
    world.bed.memory.delete_now("dev/team/dags/e.py");
    for _ in 0..5 {
        let report = cycle(&mut syncer);
        assert_eq!((report.mirror("team").absent, report.mirror("team").change), (1, Change::None));
        assert_eq!(world.files("team").unwrap().len(), 5);
        world.pass(60);
    }
    // A restart does not begin to count anew.
    drop(syncer);
    let mut syncer = world.open();
    cycle(&mut syncer);
    assert_eq!(world.files("team").unwrap().len(), 4);
}

#[test]
fn an_emptied_prefix_removes_nothing_until_a_person_confirms() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    for file in 0..10 {
        world.put(&format!("dev/team/dags/{file}.py"), "x");
    }
    world.put("dev/shared.py", "s");
    let mut syncer = world.open();
    cycle(&mut syncer);
    for key in world.bed.memory.keys() {
        if !key.contains("etl") {
            world.bed.memory.delete_now(&key);
        }
    }
    for _ in 0..10 {
        let report = cycle(&mut syncer);
        assert_eq!(report.guard.map(|guard| guard.absent), Some(11));
        world.pass(120);
    }
    assert_eq!(world.files("team").unwrap().len(), 10);
    let report = confirmed(&mut syncer);
    assert_eq!(report.mirror("team").change, Change::Retired);
    assert_eq!((world.files("team"), world.text("shared.py")), (None, None));
    assert!(world.files("etl").is_some());
}

#[test]
fn the_teams_ignore_file_is_merged_before_ours_and_taken_out_again() {
    let mut world = World::new();
    world.put("dev/.airflowignore", "scratch/\n");
    for file in 0..5 {
        world.put(&format!("dev/team/dags/{file}.py"), "x");
    }
    let mut syncer = world.open();
    cycle(&mut syncer);
    let text = world.text(".airflowignore").unwrap();
    assert!(text.find("scratch/").unwrap() < text.find("/.dag-sync/").unwrap(), "{text}");
    drop(world.bed.memory.take_requests());
    assert!(!cycle(&mut syncer).changed());
    assert_eq!(world.bed.memory.take_requests(), BTreeMap::from([(Operation::List, 1)]));
    world.bed.memory.delete_now("dev/.airflowignore");
    for _ in 0..4 {
        cycle(&mut syncer);
        assert!(world.text(".airflowignore").unwrap().contains("scratch/"));
        world.pass(75);
    }
    cycle(&mut syncer);
    assert!(!world.text(".airflowignore").unwrap().contains("scratch/"));
}

#[test]
fn the_metadata_json_of_another_tool_is_a_file_like_any_other() {
    let world = World::new();
    world.put("dev/team/metadata.json", "{\"owner\": \"team\"}");
    world.put("dev/team/dags/x.py", "x");
    let mut syncer = world.open();
    let report = cycle(&mut syncer);
    assert!(report.packages.is_empty(), "{report:?}");
    assert_eq!(world.files("team"), only([("dags/x.py", "x")]));
    assert_eq!(world.text("team/metadata.json").as_deref(), Some("{\"owner\": \"team\"}"));
    assert!(!cycle(&mut syncer).changed());
}

#[test]
fn a_folder_that_becomes_a_package_is_exchanged_for_its_release() {
    let world = World::new();
    world.put("dev/etl/dags/x.py", "x");
    let mut syncer = world.open();
    cycle(&mut syncer);
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    let report = cycle(&mut syncer);
    assert_eq!(report.of("etl").change, Change::Placed);
    assert_eq!(world.files("etl"), only([("dags/dags.py", "etl")]));
    assert!(!cycle(&mut syncer).changed());
}

#[test]
fn a_folder_made_by_a_plain_sync_is_exchanged_and_any_other_is_kept_aside() {
    let world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    world.put("dev/team/x.py", "x");
    world.put("dev/mine/x.py", "x");
    world.disk.plant(&Place::dest("etl/dags/dags.py"), b"etl", 50_000);
    world.disk.plant(&Place::dest("team/x.py"), b"x", 50_000);
    world.disk.plant(&Place::dest("mine/x.py"), b"edited here", 50_000);
    world.disk.plant(&Place::dest("other/x.py"), b"nobody's", 50_000);
    let mut syncer = world.open();
    let report = cycle(&mut syncer);
    let aside: Vec<_> = report.warnings.iter().filter(|warning| warning.contains("kept in")).collect();
    assert_eq!(aside.len(), 1, "{aside:?}");
    assert!(aside[0].contains("`mine`"));
    assert_eq!(world.files("mine"), only([("x.py", "x")]));
    assert_eq!(world.files("other"), only([("x.py", "nobody's")]));
    assert!(!cycle(&mut syncer).changed());
}

#[test]
fn unmanaged_folders_may_be_ignored() {
    let mut world = World::new();
    world.settings.unmanaged = Unmanaged::Ignore;
    world.put("dev/team/x.py", "x");
    world.put("dev/shared.py", "s");
    let report = cycle(&mut world.open());
    assert!(report.unmanaged.is_empty());
    assert_eq!((world.files("team"), world.text("shared.py")), (None, None));
}
