//! Packages with releases: placed, left alone, replaced, taken away, healed.

use super::*;
use crate::metadata::Source;
use crate::publish::tests::mark;
use crate::publish::{freeze, remove};

fn two() -> World {
    let world = World::new();
    world.bed.publish(package("etl").dags(["a"])).unwrap();
    world.bed.publish(package("reports").dags(["b"])).unwrap();
    world
}

#[test]
fn a_first_cycle_places_every_package_and_the_second_only_lists() {
    let world = two();
    let mut syncer = world.open();
    let report = cycle(&mut syncer);
    assert_eq!(report.of("etl").change, Change::Placed);
    assert_eq!(report.of("reports").state, State::Current);
    assert_eq!(world.files("etl"), only([("dags/dags.py", "etl")]));
    assert_eq!(world.files("reports"), only([("dags/dags.py", "reports")]));
    drop(world.bed.memory.take_requests());
    let changes = world.disk.changes();
    let report = cycle(&mut syncer);
    assert!(!report.changed() && !report.held(), "{report:?}");
    assert_eq!(world.bed.memory.take_requests(), BTreeMap::from([(Operation::List, 1)]));
    assert_eq!(world.disk.changes(), changes, "a cycle without news writes nothing");
}

#[test]
fn a_new_release_replaces_the_one_before_and_leaves_others_alone() {
    let world = two();
    let mut syncer = world.open();
    cycle(&mut syncer);
    let before = world.disk.contents().mtime(&Place::dest("reports/dags/dags.py"));
    world.bed.publish(package("etl").dags(["a"]).file("dags.py", "2").file("more.py", "m")).unwrap();
    let report = cycle(&mut syncer);
    assert_eq!((report.of("etl").release(), report.of("reports").change), (Some(2), Change::None));
    assert_eq!(world.files("etl"), only([("dags/dags.py", "2"), ("dags/more.py", "m")]));
    assert_eq!(world.disk.contents().mtime(&Place::dest("reports/dags/dags.py")), before);
}

#[test]
fn a_removed_package_is_retired_and_kept_for_a_while() {
    let mut world = two();
    let mut syncer = world.open();
    cycle(&mut syncer);
    block_on(remove(&world.bed.publisher(), &name("etl"), mark(), Source::default())).unwrap();
    let report = cycle(&mut syncer);
    assert_eq!((report.of("etl").state, report.of("etl").change), (State::Removed, Change::Retired));
    assert_eq!(world.files("etl"), None);
    assert_eq!(block_on(syncer.sweep()).unwrap().retired, 1);
    world.pass(601);
    syncer.settings.keep.releases = 0;
    assert_eq!(block_on(syncer.sweep()).unwrap().removed, 1);
}

#[test]
fn a_frozen_package_gets_its_document_and_nothing_else_is_touched() {
    let world = two();
    let mut syncer = world.open();
    cycle(&mut syncer);
    let before = world.disk.contents().mtime(&Place::dest("etl/dags/dags.py"));
    block_on(freeze(&world.bed.publisher(), &name("etl"), mark())).unwrap();
    let report = cycle(&mut syncer);
    assert_eq!((report.of("etl").change, report.of("etl").state), (Change::Document, State::Current));
    assert!(world.text("etl/metadata.json").unwrap().contains("INC-7"));
    assert_eq!(world.disk.contents().mtime(&Place::dest("etl/dags/dags.py")), before);
    assert!(!cycle(&mut syncer).changed());
}

#[test]
fn a_restart_costs_one_listing() {
    let world = two();
    world.put("dev/team/dags/x.py", "x");
    let mut syncer = world.open();
    cycle(&mut syncer);
    drop(syncer);
    drop(world.bed.memory.take_requests());
    let mut syncer = world.open();
    assert!(!cycle(&mut syncer).changed());
    assert_eq!(world.bed.memory.take_requests(), BTreeMap::from([(Operation::List, 1)]));
}

#[test]
fn a_damaged_tree_is_healed_once() {
    let world = two();
    drop_after_a_cycle(&world);
    world.disk.plant(&Place::dest("etl/dags/dags.py"), b"edited", 50_000);
    let mut syncer = world.open();
    let report = cycle(&mut syncer);
    assert_eq!(report.of("etl").change, Change::Healed);
    assert_eq!(world.files("etl"), only([("dags/dags.py", "etl")]));
    assert!(!cycle(&mut syncer).changed());
}

#[test]
fn a_new_release_over_a_damaged_tree_is_placed_once() {
    let world = two();
    drop_after_a_cycle(&world);
    world.disk.plant(&Place::dest("etl/dags/dags.py"), b"edited", 50_000);
    world.bed.publish(package("etl").dags(["a"]).file("dags.py", "2")).unwrap();
    let mut syncer = world.open();
    assert_eq!(cycle(&mut syncer).of("etl").change, Change::Placed);
    assert!(!cycle(&mut syncer).changed());
}

#[test]
fn a_cache_that_says_something_else_than_the_trees_costs_requests_only() {
    let world = two();
    drop_after_a_cycle(&world);
    world.disk.plant(&Place::state("cache.json"), b"{ not json", 50_000);
    let mut syncer = world.open();
    let report = cycle(&mut syncer);
    assert!(!report.changed() && !report.held());
    assert_eq!(world.files("etl"), only([("dags/dags.py", "etl")]));
}

#[test]
fn one_package_alone_may_be_touched() {
    let world = two();
    let mut syncer = world.open();
    let ask = Ask { only: [name("etl")].into(), ..Ask::default() };
    let report = block_on(syncer.cycle(&ask)).unwrap();
    assert_eq!(report.packages.len(), 1);
    assert!(world.files("etl").is_some() && world.files("reports").is_none());
}

#[test]
fn a_plan_changes_nothing_and_says_what_a_cycle_would_do() {
    let world = two();
    let mut syncer = world.open();
    let changes = world.disk.changes();
    let plan = block_on(syncer.plan(&Ask::default())).unwrap();
    assert!(plan.dry_run && plan.of("etl").change == Change::Placed);
    assert_eq!(world.disk.changes(), changes);
    assert_eq!(world.files("etl"), None);
}

#[test]
fn what_does_not_fit_is_not_placed_and_what_is_live_stays() {
    let world = two();
    let mut syncer = world.open();
    cycle(&mut syncer);
    syncer.settings.max_bytes = 1;
    world.bed.publish(package("etl").dags(["a"]).file("dags.py", "2")).unwrap();
    let report = cycle(&mut syncer);
    assert_eq!(report.of("etl").problem_kind(), Some(ProblemKind::Room));
    assert_eq!((report.of("etl").release(), report.of("etl").state), (Some(1), State::Held));
    assert_eq!(world.files("etl"), only([("dags/dags.py", "etl")]));
    assert!(!report.failed() && report.held());
    syncer.settings.max_bytes = 2 << 30;
    assert_eq!(cycle(&mut syncer).of("etl").release(), Some(2));
}

#[test]
fn a_full_disk_keeps_what_is_live_at_whatever_change_it_fills_up() {
    for at in 0.. {
        let world = two();
        let mut syncer = world.open();
        cycle(&mut syncer);
        world.bed.publish(package("etl").dags(["a"]).file("dags.py", "2")).unwrap();
        let before = world.disk.changes();
        world.disk.fail_at(at, rustix::io::Errno::NOSPC);
        let Ok(report) = block_on(syncer.cycle(&Ask::default())) else {
            panic!("a cycle ended early at {at}")
        };
        let text = world.files("etl").unwrap()["dags/dags.py"].clone();
        assert!(text == "2" || text == "etl" && report.failed(), "{at}: {report:?}");
        if world.disk.changes() - before < at {
            return;
        }
        assert_eq!(cycle(&mut syncer).of("etl").release(), Some(2), "{at}");
        assert_eq!(world.files("etl"), only([("dags/dags.py", "2")]));
    }
}

#[test]
fn what_a_killed_run_left_live_outlives_a_power_loss_after_the_next_cycle() {
    for at in 0.. {
        let world = two();
        world.disk.set_exchanges(at % 2 == 0);
        let mut syncer = world.open();
        let before = world.disk.changes();
        world.disk.die_after(at);
        let _ = block_on(syncer.cycle(&Ask::default()));
        let done = world.disk.changes() - before < at;
        drop(syncer);
        world.disk.restart();
        let mut syncer = world.open();
        cycle(&mut syncer);
        drop(syncer);
        world.disk.lose_power(at as u64);
        assert_eq!(world.files("etl"), only([("dags/dags.py", "etl")]), "{at}");
        assert_eq!(world.files("reports"), only([("dags/dags.py", "reports")]), "{at}");
        if done {
            return;
        }
    }
}

fn drop_after_a_cycle(world: &World) {
    drop(cycle(&mut world.open()));
}
