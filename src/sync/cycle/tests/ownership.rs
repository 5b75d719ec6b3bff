//! One dag_id, one owner: clashes, moves and swaps.

use super::*;

/// Publishes with `--take`.
fn take(world: &mut World, candidate: crate::publish::Candidate, ids: &[&str]) {
    world.bed.overrides.take = ids.iter().map(|id| (*id).to_owned()).collect();
    world.bed.publish(candidate).unwrap();
    world.bed.overrides.take.clear();
}

#[test]
fn a_release_that_lists_an_id_of_another_is_held_and_the_one_before_stays() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    world.pass(60);
    world.bed.publish(package("reports").dags(["b"])).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    world.pass(60);
    take(&mut world, package("reports").dags(["a", "b"]).file("dags.py", "2"), &["a"]);
    let report = cycle(&mut syncer);
    let reports = report.of("reports");
    assert_eq!((reports.release(), reports.newest.map(ReleaseNumber::get)), (Some(1), Some(2)));
    assert_eq!((reports.state, reports.problem_kind()), (State::Held, Some(ProblemKind::Clash)));
    assert_eq!(world.files("reports"), only([("dags/dags.py", "reports")]));
    let document = world.text("reports/metadata.json").unwrap();
    assert!(document.contains("\"held\"") && document.contains("`etl` keeps"), "{document}");
    assert!(!cycle(&mut syncer).changed());
    // A machine that joins empty says the same.
    let (disk, mut syncer) = world.elsewhere();
    assert_eq!(cycle(&mut syncer).of("reports").release(), Some(1));
    assert_eq!(files(&disk, "reports"), world.files("reports"));
    assert!(!cycle(&mut syncer).changed());
}

#[test]
fn a_package_whose_every_release_lists_an_id_of_another_is_absent() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    world.pass(60);
    take(&mut world, package("reports").dags(["a"]), &["a"]);
    let mut syncer = world.open();
    let report = cycle(&mut syncer);
    assert_eq!((report.of("reports").state, report.of("reports").release()), (State::Held, None));
    assert_eq!(report.of("reports").problem_kind(), Some(ProblemKind::Clash));
    assert_eq!(world.files("reports"), None);
    // The owner gives the id up.
    world.bed.publish(package("etl").dags(["c"]).file("dags.py", "2")).unwrap();
    assert_eq!(cycle(&mut syncer).of("reports").state, State::Current);
}

#[test]
fn an_id_moves_from_one_package_to_another_in_one_cycle() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["a", "moves"])).unwrap();
    world.bed.publish(package("reports").dags(["b"])).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    world.pass(60);
    take(&mut world, package("reports").dags(["b", "moves"]).file("dags.py", "2"), &["moves"]);
    world.bed.publish(package("etl").dags(["a"]).file("dags.py", "2")).unwrap();
    let report = cycle(&mut syncer);
    assert_eq!((report.of("etl").release(), report.of("reports").release()), (Some(2), Some(2)));
}

#[test]
fn two_packages_swap_ids_in_one_cycle() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    world.bed.publish(package("reports").dags(["b"])).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    world.pass(60);
    take(&mut world, package("etl").dags(["b"]).file("dags.py", "2"), &["b"]);
    take(&mut world, package("reports").dags(["a"]).file("dags.py", "2"), &["a"]);
    let report = cycle(&mut syncer);
    assert_eq!((report.of("etl").state, report.of("reports").state), (State::Current, State::Current));
    assert_eq!(world.files("etl"), only([("dags/dags.py", "2")]));
    assert!(!cycle(&mut syncer).changed());
}

#[test]
fn a_taker_waits_for_a_giver_whose_archive_is_spoiled() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["moves"])).unwrap();
    world.bed.publish(package("reports").dags(["b"])).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    world.pass(60);
    world.bed.publish(package("etl").dags(["a"]).file("dags.py", "2")).unwrap();
    take(&mut world, package("reports").dags(["b", "moves"]).file("dags.py", "2"), &["moves"]);
    let archive = world.bed.document("etl").archive.unwrap();
    let bytes = world.bed.memory.current(&archive.key).unwrap();
    world.spoil("etl");
    for _ in 0..3 {
        let report = cycle(&mut syncer);
        assert_eq!(report.of("etl").problem_kind(), Some(ProblemKind::Integrity));
        assert_eq!(report.of("reports").problem_kind(), Some(ProblemKind::Waits));
        assert_eq!((report.of("etl").release(), report.of("reports").release()), (Some(1), Some(1)));
    }
    world.bed.memory.put_now(&archive.key, bytes, &Condition::None).unwrap();
    world.pass(700);
    let report = cycle(&mut syncer);
    assert_eq!((report.of("etl").release(), report.of("reports").release()), (Some(2), Some(2)));
}

#[test]
fn a_release_that_is_live_and_held_from_now_on_keeps_its_tree_and_says_so() {
    let mut world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    world.bed.publish(package("reports").dags(["b"])).unwrap();
    let mut syncer = world.open();
    cycle(&mut syncer);
    let before = world.disk.contents().mtime(&Place::dest("reports/dags/dags.py"));
    world.pass(60);
    take(&mut world, package("reports").dags(["a"]).file("dags.py", "2"), &["a"]);
    let report = cycle(&mut syncer);
    assert_eq!((report.of("reports").change, report.of("reports").release()), (Change::Document, Some(1)));
    assert_eq!(world.disk.contents().mtime(&Place::dest("reports/dags/dags.py")), before);
    assert!(!cycle(&mut syncer).changed());
}
