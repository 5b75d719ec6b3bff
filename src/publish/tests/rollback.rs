//! The way back.

use super::*;
use crate::metadata::ReleaseNumber;
use crate::publish::rollback;

fn back(bed: &Bed, to: Option<u64>) -> Result<Published, PublishError> {
    let name = PackageName::new("etl").unwrap();
    block_on(rollback(&bed.publisher(), &name, to.and_then(ReleaseNumber::new), Source::default()))
}

/// r1, r2 and r3, each with another text.
fn three() -> Bed {
    let bed = Bed::new();
    for text in ["1", "2", "3"] {
        bed.publish(package("etl").file("dags.py", text).dags(["daily"])).unwrap();
    }
    bed
}

#[test]
fn a_rollback_is_a_new_release_with_the_old_archive_and_the_old_files() {
    let bed = three();
    let published = back(&bed, None).unwrap();
    assert_eq!(published.release.get(), 4);
    let document = bed.document("etl");
    assert_eq!(document.restores, ReleaseNumber::new(2));
    assert_eq!(document.archive, document.history[2].archive);
    assert_eq!(bed.plain("etl"), [("dags.py".into(), "2".into())]);
}

#[test]
fn a_second_rollback_goes_on_below_what_the_first_restored() {
    let bed = three();
    back(&bed, None).unwrap();
    back(&bed, None).unwrap();
    assert_eq!(bed.plain("etl"), [("dags.py".into(), "1".into())]);
    let refused = refusal(back(&bed, None));
    assert!(refused.to_string().contains("no release before"), "{refused}");
}

#[test]
fn a_release_after_a_rollback_goes_back_to_what_was_restored() {
    let bed = three();
    back(&bed, None).unwrap();
    bed.publish(package("etl").file("dags.py", "5")).unwrap();
    back(&bed, None).unwrap();
    assert_eq!(bed.plain("etl"), [("dags.py".into(), "2".into())]);
}

#[test]
fn a_named_release_comes_back_and_wrong_names_are_refused() {
    let bed = three();
    back(&bed, Some(1)).unwrap();
    assert_eq!(bed.plain("etl"), [("dags.py".into(), "1".into())]);
    assert!(refusal(back(&bed, Some(9))).to_string().contains("r9 is not in the history"));
    assert!(refusal(back(&bed, Some(4))).to_string().contains("already"));
}

#[test]
fn an_archive_that_is_not_what_was_published_is_not_restored() {
    let bed = three();
    let key = bed.document("etl").history[1].archive.clone().unwrap().key;
    let size = bed.memory.current(&key).unwrap().len();
    bed.memory.put_now(&key, vec![0; size].into(), &crate::bucket::Condition::None).unwrap();
    let error = back(&bed, Some(2)).unwrap_err();
    assert!(matches!(error, PublishError::Archive { .. }), "{error}");
    assert_eq!(bed.document("etl").release.get(), 3);
}
