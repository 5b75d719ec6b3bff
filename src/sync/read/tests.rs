//! What a read document tells the cycle.

use futures::executor::block_on;
use jiff::Timestamp;

use super::*;
use crate::bucket::Condition;
use crate::bucket::memory::Memory;

/// What a reader says of `bytes` under `dev/etl/metadata.json`, and of the same object in a second cycle.
fn read(bytes: Vec<u8>) -> [ReadDocument; 2] {
    let memory = Memory::new(Timestamp::UNIX_EPOCH);
    let etl = PackageName::new("etl").unwrap();
    let stored = memory.put_now("dev/etl/metadata.json", bytes.into(), &Condition::None).unwrap();
    let environment = EnvironmentName::new("dev").unwrap();
    let reader = Reader { bucket: &memory, environment: &environment, concurrency: 2 };
    let listed = BTreeMap::from([(etl.clone(), stored.etag)]);
    let mut learned = Learned::default();
    [(); 2].map(|()| block_on(reader.documents(&listed, &mut learned)).unwrap().remove(&etl).unwrap())
}

#[test]
fn the_metadata_of_another_tool_is_told_from_one_that_cannot_be_used() {
    for read in read(br#"{"package": "etl", "git_sha": "0a1b2c"}"#.to_vec()) {
        assert_eq!((read.content.unwrap_err(), read.settled), (Unusable::Foreign, true));
    }
}

#[test]
fn a_document_that_is_cut_off_damaged_or_for_newer_readers_is_broken_and_names_its_key() {
    for bytes in [&br#"{"package": "etl""#[..], br#"{"nonce": 1}"#, br#"{"min_reader": 9}"#, b"<html>"] {
        for read in read(bytes.to_vec()) {
            let broken = read.content.unwrap_err();
            assert!(matches!(broken, Unusable::Broken(_)), "{broken}");
            assert!(broken.to_string().starts_with("dev/etl/metadata.json cannot be used: "), "{broken}");
        }
    }
}

#[test]
fn a_document_over_the_limit_is_broken() {
    for read in read(vec![b' '; METADATA_BYTES + 1]) {
        assert!(matches!(read.content, Err(Unusable::Broken(_))));
        assert!(!read.settled);
    }
}
