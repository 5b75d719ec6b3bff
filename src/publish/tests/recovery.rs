//! Lost documents, foreign bytes, archives that went bad.

use super::*;
use crate::bucket::Condition;

#[test]
fn a_lost_document_is_rebuilt_from_archives_and_goes_on_at_the_next_thousand() {
    let bed = Bed::new();
    bed.publish(package("etl").dags(["a"]).run(4)).unwrap();
    bed.publish(package("etl").dags(["a"]).file("dags.py", "2").run(5)).unwrap();
    bed.memory.delete_now(&bed.keys("etl").metadata());
    let refused = refusal(bed.publish(package("etl").file("dags.py", "old").run(3)));
    assert!(matches!(refused, Refusal::OlderRun { newest: 5, .. }), "{refused}");
    let published = bed.publish(package("etl").file("dags.py", "3").run(6)).unwrap();
    assert_eq!(published.release.get(), 1_000);
    let history: Vec<u64> = bed.document("etl").history.iter().map(|entry| entry.release.get()).collect();
    assert_eq!(history, [1_000, 2, 1]);
    assert!(bed.told.0.lock().unwrap().iter().any(|sentence| sentence.contains("is missing although")));
}

#[test]
fn a_first_publish_that_died_after_its_archive_leaves_no_trace_in_the_history() {
    let bed = Bed::new();
    let nonce = uuid::Uuid::from_u128(7);
    let key = bed.keys("etl").archive(crate::metadata::ReleaseNumber::FIRST, nonce);
    bed.memory.put_now(&key, Bytes::from_static(b"half"), &Condition::None).unwrap();
    assert_eq!(bed.publish(package("etl")).unwrap().release.get(), 1);
    assert_eq!(bed.document("etl").history.len(), 1);
}

#[test]
fn a_document_that_is_none_is_not_overwritten() {
    let bed = Bed::new();
    bed.publish(package("etl")).unwrap();
    let key = bed.keys("etl").metadata();
    bed.memory.put_now(&key, Bytes::from_static(b"<html>"), &Condition::None).unwrap();
    let error = bed.publish(package("etl").file("dags.py", "2")).unwrap_err();
    assert!(matches!(error, PublishError::Document { .. }), "{error}");
    assert!(error.help().unwrap().contains("versions"));
    assert_eq!(bed.memory.current(&key).unwrap(), &b"<html>"[..]);
}

#[test]
fn a_document_for_newer_readers_is_left_alone() {
    let bed = Bed::new();
    let key = bed.keys("etl").metadata();
    let newer = Bytes::from_static(br#"{"schema_version": 9, "min_reader": 9}"#);
    bed.memory.put_now(&key, newer, &Condition::None).unwrap();
    assert!(matches!(refusal(bed.publish(package("etl"))), Refusal::TooNew(_)));
}

#[test]
fn archives_that_no_history_names_go_after_a_week() {
    let mut bed = Bed::new();
    bed.publish(package("etl")).unwrap();
    let orphan = bed.keys("etl").archive(crate::metadata::ReleaseNumber::FIRST, uuid::Uuid::from_u128(7));
    bed.memory.put_now(&orphan, Bytes::from_static(b"lost the race"), &Condition::None).unwrap();
    bed.days_pass(6);
    bed.publish(package("etl").file("dags.py", "2")).unwrap();
    assert!(bed.memory.current(&orphan).is_some());
    bed.days_pass(2);
    bed.publish(package("etl").file("dags.py", "3")).unwrap();
    assert_eq!(bed.memory.current(&orphan), None);
    for entry in bed.document("etl").history {
        assert!(bed.memory.current(&entry.archive.unwrap().key).is_some(), "{}", entry.release);
    }
}
