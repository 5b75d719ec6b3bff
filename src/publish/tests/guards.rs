//! Older runs, freezes, tombstones.

use super::*;

#[test]
fn an_older_run_is_refused_and_names_the_newer() {
    let bed = Bed::new();
    bed.publish(package("etl").run(7)).unwrap();
    let refusal = refusal(bed.publish(package("etl").file("dags.py", "old").run(6)));
    assert!(matches!(refusal, Refusal::OlderRun { run: 6, newest: 7, .. }));
    assert!(refusal.to_string().contains("run 6 of github.com/team/etl is older than run 7"), "{refusal}");
    assert_eq!(bed.document("etl").release.get(), 1);
}

#[test]
fn a_run_that_found_everything_up_to_date_has_spoken() {
    let bed = Bed::new();
    bed.publish(package("etl").run(5)).unwrap();
    assert!(!bed.publish(package("etl").run(8)).unwrap().new);
    assert_eq!(bed.document("etl").high_water["github.com/team/etl"], 8);
    assert!(matches!(
        refusal(bed.publish(package("etl").file("dags.py", "old").run(6))),
        Refusal::OlderRun { run: 6, newest: 8, .. }
    ));
}

#[test]
fn a_rerun_of_the_current_release_may_publish_again() {
    let bed = Bed::new();
    bed.publish(package("etl").run(7)).unwrap();
    let again = bed.publish(package("etl").file("dags.py", "built at another time").run(7)).unwrap();
    assert_eq!(again.release.get(), 2);
}

#[test]
fn a_rerun_of_a_job_that_was_rolled_back_is_refused() {
    let bed = Bed::new();
    let name = PackageName::new("etl").unwrap();
    bed.publish(package("etl").run(7)).unwrap();
    bed.publish(package("etl").file("dags.py", "bad").run(8)).unwrap();
    block_on(crate::publish::rollback(&bed.publisher(), &name, None, Source::default())).unwrap();
    let refusal = refusal(bed.publish(package("etl").file("dags.py", "bad").run(8)));
    assert!(refusal.to_string().contains("is not its release any more"), "{refusal}");
}

#[test]
fn allow_older_publishes_an_older_run_and_keeps_the_mark() {
    let mut bed = Bed::new();
    bed.publish(package("etl").run(7)).unwrap();
    bed.overrides.allow_older = true;
    bed.publish(package("etl").file("dags.py", "old").run(6)).unwrap();
    assert_eq!(bed.document("etl").high_water["github.com/team/etl"], 7);
}

#[test]
fn publishes_without_a_run_are_not_compared_and_carry_the_marks() {
    let bed = Bed::new();
    bed.publish(package("etl").run(7)).unwrap();
    bed.publish(package("etl").file("dags.py", "by hand")).unwrap();
    assert_eq!(bed.document("etl").high_water["github.com/team/etl"], 7);
}

#[test]
fn a_frozen_package_waits_and_tells_who_and_why() {
    let bed = Bed::new();
    let name = PackageName::new("etl").unwrap();
    bed.publish(package("etl")).unwrap();
    block_on(crate::publish::freeze(&bed.publisher(), &name, mark())).unwrap();
    assert!(!bed.publish(package("etl")).unwrap().new, "the same is up to date, frozen or not");
    let refused = refusal(bed.publish(package("etl").file("dags.py", "2")));
    assert!(refused.to_string().contains("by kim: INC-7"), "{refused}");
    block_on(crate::publish::unfreeze(&bed.publisher(), &name)).unwrap();
    assert_eq!(bed.publish(package("etl").file("dags.py", "2")).unwrap().release.get(), 2);
}

#[test]
fn a_removed_package_has_no_files_and_comes_back_only_on_purpose() {
    let mut bed = Bed::new();
    let name = PackageName::new("etl").unwrap();
    bed.publish(package("etl").dags(["a"]).run(3)).unwrap();
    block_on(crate::publish::remove(&bed.publisher(), &name, mark(), Source::default())).unwrap();
    let tombstone = bed.document("etl");
    assert_eq!((tombstone.release.get(), tombstone.files.len(), tombstone.dags.len()), (2, 0, 0));
    assert_eq!(tombstone.high_water["github.com/team/etl"], 3);
    assert_eq!(bed.plain("etl"), []);
    assert!(matches!(refusal(bed.publish(package("etl").dags(["a"]))), Refusal::Removed(_)));
    bed.overrides.restore = true;
    assert_eq!(bed.publish(package("etl").dags(["a"])).unwrap().release.get(), 3);
    assert_eq!(bed.plain("etl").len(), 1);
}

#[test]
fn a_plan_writes_nothing_and_says_what_publish_would() {
    let bed = Bed::new();
    let plan = bed.plan(package("etl").dags(["a"])).unwrap();
    assert!(matches!(plan.action, crate::publish::Action::Release { release, .. } if release.get() == 1));
    assert_eq!(bed.memory.keys(), Vec::<String>::new());
}
