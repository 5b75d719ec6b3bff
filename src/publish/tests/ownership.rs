//! One dag_id, one owner.

use super::*;
use crate::metadata::Claim;

#[test]
fn an_id_of_another_package_is_refused_and_names_its_owner() {
    let bed = Bed::new();
    bed.publish(package("etl").dags(["daily"])).unwrap();
    let refused = refusal(bed.publish(package("reports").dags(["daily"])));
    assert!(
        matches!(&refused, Refusal::Taken { dag_id, owner, .. } if dag_id == "daily" && owner.as_str() == "etl")
    );
    assert!(refused.help().contains("--take daily"));
    assert_eq!(bed.memory.current(&bed.keys("reports").metadata()), None);
}

#[test]
fn a_taken_id_says_so_until_its_owner_gives_it_up() {
    let mut bed = Bed::new();
    bed.publish(package("etl").dags(["daily"])).unwrap();
    bed.overrides.take.insert("daily".into());
    bed.publish(package("reports").dags(["daily"])).unwrap();
    assert_eq!(bed.document("reports").dags[0].claim, Some(Claim::Taken));
    bed.overrides.take.clear();
    // Taken once is taken: the next release needs no option.
    bed.publish(package("reports").dags(["daily"]).file("dags.py", "2")).unwrap();
    assert_eq!(bed.document("reports").dags[0].claim, Some(Claim::Taken));
    bed.publish(package("etl").dags(["other"]).file("dags.py", "without")).unwrap();
    bed.publish(package("reports").dags(["daily"]).file("dags.py", "3")).unwrap();
    assert_eq!(bed.document("reports").dags[0].claim, None);
}

#[test]
fn an_ordinary_publish_reads_no_foreign_document() {
    let mut bed = Bed::new();
    bed.publish(package("etl").dags(["daily"])).unwrap();
    bed.publish(package("reports").dags(["weekly"])).unwrap();
    bed.days_pass(8);
    let _ = bed.memory.take_requests();
    bed.publish(package("reports").dags(["weekly"]).file("dags.py", "2")).unwrap();
    let requests = bed.memory.take_requests();
    // metadata.json before and after the projection, and projection.json; dags/ and the archives are listed.
    assert_eq!(requests[&crate::bucket::Operation::Get], 3, "{requests:?}");
    assert_eq!(requests[&crate::bucket::Operation::List], 2, "{requests:?}");
}

#[test]
fn an_id_keeps_the_day_it_came() {
    let mut bed = Bed::new();
    let first = bed.now;
    bed.publish(package("etl").dags(["daily"])).unwrap();
    bed.days_pass(3);
    bed.publish(package("etl").dags(["daily", "weekly"]).file("dags.py", "2")).unwrap();
    let since: Vec<Timestamp> = bed.document("etl").dags.iter().map(|dag| dag.since).collect();
    assert_eq!(since, [first, bed.now]);
}

#[test]
fn an_unreadable_neighbour_leaves_new_ids_unchecked() {
    let mut bed = Bed::new();
    let broken = bed.keys("broken").metadata();
    bed.memory.put_now(&broken, Bytes::from_static(b"{"), &crate::bucket::Condition::None).unwrap();
    bed.publish(package("etl").dags(["daily"])).unwrap();
    let document = bed.document("etl");
    assert_eq!(document.dags[0].claim, Some(Claim::Unchecked));
    assert!(!document.checks.contains(&"ownership".to_owned()));
    bed.overrides.require_checks = true;
    let refused = refusal(bed.publish(package("reports").dags(["weekly"])));
    assert!(matches!(refused, Refusal::OwnershipUnchecked { .. }));
    // Once it can be read again, the next release checks and says so.
    bed.memory.delete_now(&broken);
    bed.publish(package("etl").dags(["daily"]).file("dags.py", "2")).unwrap();
    assert_eq!(bed.document("etl").dags[0].claim, None);
}

#[test]
fn an_id_moves_between_two_packages_of_one_call_taker_first() {
    let bed = Bed::new();
    bed.publish(package("etl").dags(["daily", "hourly"])).unwrap();
    let giver = package("etl").dags(["hourly"]).file("dags.py", "gives");
    let taker = package("reports").dags(["daily"]);
    let outcomes = bed.publish_several(vec![giver, taker]);
    let order: Vec<&str> = outcomes.iter().map(|outcome| outcome.package.as_str()).collect();
    assert_eq!(order, ["reports", "etl"]);
    assert!(outcomes.iter().all(|outcome| outcome.result.is_ok()), "{outcomes:?}");
}

#[test]
fn a_giver_is_not_committed_when_its_taker_is_refused() {
    let bed = Bed::new();
    bed.publish(package("etl").dags(["daily"])).unwrap();
    bed.publish(package("reports").run(9)).unwrap();
    let giver = package("etl").file("dags.py", "gives");
    let taker = package("reports").dags(["daily"]).file("dags.py", "takes").run(8);
    let outcomes = bed.publish_several(vec![giver, taker]);
    assert!(outcomes.iter().all(|outcome| outcome.result.is_err()), "{outcomes:?}");
    assert!(matches!(
        &outcomes.iter().find(|outcome| outcome.package.as_str() == "etl").unwrap().result,
        Err(PublishError::Refused(Refusal::TakerFailed { .. }))
    ));
    assert_eq!(bed.document("etl").dags.len(), 1);
}

#[test]
fn a_taker_is_refused_when_its_giver_is() {
    let bed = Bed::new();
    bed.publish(package("etl").dags(["daily"]).run(9)).unwrap();
    let giver = package("etl").file("dags.py", "gives").run(8);
    let taker = package("reports").dags(["daily"]);
    let outcomes = bed.publish_several(vec![taker, giver]);
    let of = |name: &str| outcomes.iter().find(|outcome| outcome.package.as_str() == name).unwrap();
    assert!(matches!(&of("etl").result, Err(PublishError::Refused(Refusal::OlderRun { .. }))));
    assert!(matches!(&of("reports").result, Err(PublishError::Refused(Refusal::Taken { .. }))));
}

#[test]
fn two_packages_of_one_call_cannot_both_bring_an_id() {
    let bed = Bed::new();
    let outcomes =
        bed.publish_several(vec![package("etl").dags(["daily"]), package("reports").dags(["daily"])]);
    assert!(outcomes.iter().any(|outcome| outcome.result.is_err()), "{outcomes:?}");
}
