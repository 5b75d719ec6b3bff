//! What is lost or spoilt in the bucket takes nothing away.

use super::*;

#[test]
fn a_release_whose_archive_is_spoiled_does_not_replace_what_is_live() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    world.bed.publish(package("etl").dags(["a"]).file("dags.py", "2")).unwrap();
    world.spoil("etl");
    for _ in 0..3 {
        let report = cycle(&mut syncer);
        assert_eq!((report.of("etl").state, report.of("etl").release()), (State::Held, Some(1)));
        assert_eq!(report.of("etl").problem_kind(), Some(ProblemKind::Integrity));
        assert_eq!(world.files("etl"), only([("dags/dags.py", "etl")]));
        world.pass(700);
    }
}

#[test]
fn an_empty_syncer_walks_back_to_a_release_that_can_be_had() {
    let world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    world.bed.publish(package("etl").dags(["a"]).file("dags.py", "2")).unwrap();
    world.spoil("etl");
    let mut syncer = world.open();
    let report = cycle(&mut syncer);
    assert_eq!((report.of("etl").state, report.of("etl").release()), (State::Held, Some(1)));
    assert_eq!(report.of("etl").problem_kind(), Some(ProblemKind::Integrity));
    assert_eq!(world.files("etl"), only([("dags/dags.py", "etl")]));
    assert!(world.text("etl/metadata.json").unwrap().contains("\"held\""));
    let report = cycle(&mut syncer);
    assert_eq!((report.of("etl").release(), report.of("etl").change), (Some(1), Change::None));
}

#[test]
fn an_empty_syncer_does_not_walk_back_to_an_id_that_another_has() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["moves"])).unwrap();
    world.pass(60);
    world.bed.publish(package("etl").dags(["a"]).file("dags.py", "2")).unwrap();
    world.bed.publish(package("reports").dags(["moves"])).unwrap();
    world.spoil("etl");
    let mut syncer = world.open();
    let report = cycle(&mut syncer);
    assert_eq!((report.of("etl").release(), report.of("reports").release()), (None, Some(1)));
}

#[test]
fn a_package_whose_document_is_lost_stays_live_and_keeps_its_ids() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    world.bed.memory.delete_now(&world.bed.keys("etl").metadata());
    world.pass(60);
    world.bed.publish(package("reports").dags(["a"])).unwrap();
    for _ in 0..5 {
        let report = cycle(&mut syncer);
        assert_eq!((report.of("etl").state, report.of("etl").release()), (State::Missing, Some(1)));
        assert_eq!(report.of("reports").problem_kind(), Some(ProblemKind::Clash));
        assert_eq!(world.files("etl"), only([("dags/dags.py", "etl")]));
        world.pass(200);
    }
    // A person says that it may go.
    let report = confirmed(&mut syncer);
    assert_eq!(report.of("etl").change, Change::Retired);
    assert_eq!(world.files("etl"), None);
    assert_eq!(cycle(&mut syncer).of("reports").state, State::Current);
}

#[test]
fn a_lost_document_does_not_make_a_package_unmanaged_on_an_empty_disk() {
    let world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    world.bed.memory.delete_now(&world.bed.keys("etl").metadata());
    let report = cycle(&mut world.open());
    assert!(report.packages.is_empty() && report.unmanaged.is_empty(), "{report:?}");
    assert!(report.warnings.iter().any(|warning| warning.contains("metadata.json is gone")));
    assert_eq!(world.files("etl"), None);
}

#[test]
fn deletes_are_not_confirmed_of_an_empty_bucket() {
    let world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    for key in world.bed.memory.keys() {
        world.bed.memory.delete_now(&key);
    }
    let ask = Ask { confirm_deletes: true, ..Ask::default() };
    assert!(matches!(block_on(syncer.cycle(&ask)), Err(CycleError::Emptied(_))));
    assert!(world.files("etl").is_some());
    assert_eq!(cycle(&mut syncer).of("etl").state, State::Missing);
}

#[test]
fn a_document_that_cannot_be_read_keeps_what_is_live() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    let key = world.bed.keys("etl").metadata();
    let broken = world.bed.memory.current(&key).unwrap().slice(..100);
    world.bed.memory.put_now(&key, broken, &Condition::None).unwrap();
    for _ in 0..4 {
        let report = cycle(&mut syncer);
        assert_eq!(report.of("etl").release(), Some(1));
        world.pass(200);
    }
    assert_eq!(world.files("etl"), only([("dags/dags.py", "etl")]));
}

#[test]
fn an_owner_whose_archive_is_lost_keeps_its_id_where_it_is_live() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    world.pass(60);
    world.bed.overrides.take = ["a".to_owned()].into();
    world.bed.publish(package("reports").dags(["a"])).unwrap();
    world.spoil("etl");
    let report = cycle(&mut syncer);
    assert_eq!((report.of("etl").release(), report.of("reports").release()), (Some(1), None));
    assert!(!report.changed());
    // Also in a release that the syncer has not seen.
    world.bed.publish(package("etl").dags(["a"]).file("dags.py", "2")).unwrap();
    let report = cycle(&mut syncer);
    assert_eq!((report.of("etl").release(), report.of("reports").release()), (Some(2), None));
}

#[test]
fn a_live_release_to_step_back_to_needs_no_archive() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    world.bed.publish(package("reports").dags(["b"]).file("dags.py", "1")).unwrap();
    world.bed.publish(package("reports").dags(["b"]).file("dags.py", "2")).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    world.spoil("reports");
    world.pass(60);
    world.bed.overrides.take = ["a".to_owned()].into();
    world.bed.publish(package("reports").dags(["a", "b"]).file("dags.py", "3")).unwrap();
    let report = cycle(&mut syncer);
    assert_eq!((report.of("reports").release(), report.of("reports").state), (Some(2), State::Held));
    assert!(!cycle(&mut syncer).changed());
}

#[test]
fn nothing_is_retired_for_an_archive_that_cannot_be_read() {
    let mut world = World::new();
    world.bed.publish(package("reports").dags(["b"])).unwrap();
    world.spoil("reports");
    world.bed.publish(package("reports").dags(["a", "b"]).file("dags.py", "2")).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    // An older claim appears: a document that an operator brought back.
    world.bed.overrides.take = ["a".to_owned()].into();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    let report = cycle(&mut syncer);
    assert_eq!(report.of("reports").release(), Some(2), "{report:?}");
    assert_eq!(report.of("etl").release(), None);
}

#[test]
fn a_package_is_not_retired_for_a_claim_that_nobody_can_date() {
    let mut world = World::new();
    world.bed.publish(package("reports").dags(["second"])).unwrap();
    world.spoil("reports");
    let first = world.bed.document("reports").archive.unwrap().key;
    let good = world.bed.memory.versions(&first)[0].bytes.clone().unwrap();
    world.bed.publish(package("reports").dags(["shared"]).file("dags.py", "2")).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    world.pass(60);
    world.bed.publish(package("etl").dags(["second"])).unwrap();
    world.pass(60);
    // Back to r1, whose id another has by now; and then nobody can read how old the claims are.
    world.bed.memory.put_now(&first, good, &Condition::None).unwrap();
    let to = ReleaseNumber::new(1);
    let source = crate::metadata::Source::default();
    world.bed.overrides.take = ["second".to_owned()].into();
    block_on(crate::publish::rollback(&world.bed.publisher(), &name("reports"), to, source)).unwrap();
    world.put(&first, "spoilt");
    world.spoil("etl");
    let report = cycle(&mut syncer);
    assert_eq!(report.of("reports").release(), Some(2), "{report:?}");
}
