//! The first publish of a package whose CI used to upload its files by hand, with a `metadata.json` of its own.

use super::*;
use crate::bucket::{Bucket as _, Condition, Operation};
use crate::metadata::{Claim, ReleaseNumber};
use crate::publish::{Action, freeze, remove, rollback, unfreeze};

const FOREIGN: &[u8] =
    br#"{"package": "etl", "version": "1.2.3", "git_sha": "0a1b2c", "dags": ["daily", "weekly"]}"#;

fn put(bed: &Bed, key: &str, bytes: &'static [u8]) {
    bed.memory.put_now(key, Bytes::from_static(bytes), &Condition::None).unwrap();
}

/// A bucket where another tool put `etl`: two files and a `metadata.json`.
fn uploaded() -> Bed {
    let bed = Bed::new();
    let keys = bed.keys("etl");
    put(&bed, &keys.metadata(), FOREIGN);
    put(&bed, &keys.dag_file(&FilePath::new("dags.py").unwrap()), b"as uploaded");
    put(&bed, &keys.dag_file(&FilePath::new("gone/old.py").unwrap()), b"no longer in the package");
    bed
}

fn told(bed: &Bed) -> Vec<String> {
    bed.told.0.lock().unwrap().clone()
}

#[test]
fn a_first_publish_replaces_the_metadata_of_another_tool_and_says_so_once() {
    let bed = uploaded();
    let published = bed.publish(package("etl").dags(["daily"])).unwrap();
    assert_eq!((published.release, published.new, published.follows), (ReleaseNumber::FIRST, true, None));
    assert!(published.replaces_foreign);
    assert_eq!(bed.document("etl").history.len(), 1);
    assert_eq!(told(&bed), ["etl: dev/etl/metadata.json was written by another tool and is replaced"]);
    let again = bed.publish(package("etl").dags(["daily"]).file("dags.py", "2")).unwrap();
    assert_eq!((again.release.get(), again.replaces_foreign), (2, false));
    assert_eq!(told(&bed).len(), 1);
}

#[test]
fn what_the_other_tool_left_under_dags_is_gone_after_the_publish() {
    let bed = uploaded();
    bed.publish(package("etl")).unwrap();
    assert_eq!(bed.plain("etl"), [("dags.py".into(), "etl".into())]);
}

#[test]
fn a_dry_run_plans_the_replacement_and_touches_nothing() {
    let bed = uploaded();
    let keys = bed.memory.keys();
    let plan = bed.plan(package("etl")).unwrap();
    assert!(plan.replaces_foreign);
    assert!(matches!(plan.action, Action::Release { release: ReleaseNumber::FIRST, .. }));
    assert_eq!(bed.memory.keys(), keys);
    assert_eq!(bed.memory.current(&bed.keys("etl").metadata()).unwrap(), FOREIGN);
    assert!(!Bed::new().plan(package("etl")).unwrap().replaces_foreign);
}

#[test]
fn the_commit_replaces_only_the_metadata_that_was_read() {
    let bed = uploaded();
    let keys = bed.keys("etl");
    let read = block_on(crate::publish::current::read(&bed.publisher(), &keys)).unwrap();
    let etag = block_on(bed.memory.head(&keys.metadata())).unwrap().etag;
    assert_eq!(read.condition(), Condition::Matches(etag));
    // Another upload by hand: what was read before may not be replaced any more.
    put(&bed, &keys.metadata(), b"{\"package\": \"etl\", \"version\": \"1.2.4\"}");
    let late = bed.memory.put_now(&keys.metadata(), Bytes::from_static(b"{}"), &read.condition());
    assert!(late.is_err());
}

#[test]
fn a_document_whose_place_another_tool_took_is_rebuilt_as_a_lost_one() {
    let bed = Bed::new();
    bed.publish(package("etl").dags(["daily"]).run(4)).unwrap();
    bed.publish(package("etl").dags(["daily"]).file("dags.py", "2").run(5)).unwrap();
    put(&bed, &bed.keys("etl").metadata(), FOREIGN);
    let refused = refusal(bed.publish(package("etl").file("dags.py", "old").run(3)));
    assert!(matches!(refused, Refusal::OlderRun { newest: 5, .. }), "{refused}");
    let published = bed.publish(package("etl").file("dags.py", "3").run(6)).unwrap();
    assert_eq!((published.release.get(), published.replaces_foreign), (1_000, true));
    let history: Vec<u64> = bed.document("etl").history.iter().map(|entry| entry.release.get()).collect();
    assert_eq!(history, [1_000, 2, 1]);
    let told = told(&bed).join("\n");
    assert!(told.contains("was replaced by another tool's although releases were published"), "{told}");
}

#[test]
fn a_refused_package_leaves_the_metadata_of_the_other_tool() {
    let bed = uploaded();
    bed.publish(package("reports").dags(["daily"])).unwrap();
    assert!(matches!(refusal(bed.publish(package("etl").dags(["daily"]))), Refusal::Taken { .. }));
    assert_eq!(bed.memory.current(&bed.keys("etl").metadata()).unwrap(), FOREIGN);
    assert_eq!(told(&bed), Vec::<String>::new(), "nothing is replaced, so nothing is said");
}

#[test]
fn the_metadata_of_another_tool_owns_no_dag_id_and_leaves_none_unchecked() {
    let mut bed = uploaded();
    bed.overrides.require_checks = true;
    bed.publish(package("reports").dags(["daily"])).unwrap();
    let document = bed.document("reports");
    assert_eq!(document.dags[0].claim, None);
    assert!(document.checks.contains(&"ownership".to_owned()));
    // A broken one is still a failure to check.
    put(&bed, &bed.keys("etl").metadata(), b"{\"package\": ");
    bed.overrides.require_checks = false;
    bed.publish(package("reports").dags(["daily", "new"]).file("dags.py", "2")).unwrap();
    assert!(bed.document("reports").dags.iter().any(|dag| dag.claim == Some(Claim::Unchecked)));
}

#[test]
fn a_package_of_another_tool_is_one_that_was_never_published() {
    let bed = uploaded();
    let etl = PackageName::new("etl").unwrap();
    let publisher = bed.publisher();
    for result in [
        block_on(freeze(&publisher, &etl, mark())),
        block_on(unfreeze(&publisher, &etl)),
        block_on(remove(&publisher, &etl, mark(), Source::default())),
        block_on(rollback(&publisher, &etl, None, Source::default())),
    ] {
        let refused = refusal(result);
        assert_eq!(
            refused.to_string(),
            "nothing is published of `etl` in `dev`: its metadata.json was written by another tool"
        );
    }
    assert_eq!(bed.memory.current(&bed.keys("etl").metadata()).unwrap(), FOREIGN);
    assert_eq!(bed.memory.take_requests().get(&Operation::Delete), None);
}

#[test]
fn metadata_with_one_of_our_keys_is_a_damaged_document_and_is_not_replaced() {
    for text in [&br#"{"package": "etl", "history": []}"#[..], br#"{"nonce": null}"#, br#"{"write_id": 1}"#] {
        let bed = Bed::new();
        let key = bed.keys("etl").metadata();
        put(&bed, &key, text);
        let error = bed.publish(package("etl")).unwrap_err();
        assert!(matches!(error, PublishError::Document { .. }), "{error}");
        assert_eq!(bed.memory.keys(), [key]);
    }
}
