//! What each kind of publish asks of the bucket: requests cost time, and on S3 money.

use super::*;
use crate::bucket::Operation::{self, Delete, Get, Head, List, Put};

/// A package of so many files.
fn package_of(files: usize) -> Candidate {
    (1..files).fold(package("etl"), |candidate, n| candidate.file(&format!("f{n:04}.py"), "x"))
}

/// How often each request was made since the last call.
fn requests<const N: usize>(bed: &Bed, operations: [Operation; N]) -> [u64; N] {
    let counted = bed.memory.take_requests();
    assert!(counted.keys().all(|operation| operations.contains(operation)), "{counted:?}");
    operations.map(|operation| counted.get(&operation).copied().unwrap_or(0))
}

#[test]
fn an_unchanged_publish_reads_twice_lists_each_page_of_files_once_and_writes_nothing() {
    for (files, pages) in [(1, 1), (40, 1), (100, 3)] {
        let bed = Bed::new();
        // On S3 a page has 1,000.
        bed.memory.set_page(40);
        bed.publish(package_of(files)).unwrap();
        let _ = bed.memory.take_requests();
        bed.publish(package_of(files)).unwrap();
        assert_eq!(requests(&bed, [Get, List]), [2, pages], "{files} files");
    }
}

#[test]
fn a_first_publish_writes_an_archive_a_document_the_plain_copy_and_what_it_holds() {
    let bed = Bed::new();
    bed.publish(package_of(30)).unwrap();
    // Two more are probes, which the bucket must refuse: the archive and the document are there once.
    assert_eq!(requests(&bed, [Put, Get, List]), [1 + 2 + 1 + 30 + 1, 3, 3]);
    let keys = bed.memory.keys();
    assert_eq!(keys.len(), 33);
    assert!(keys.iter().all(|key| bed.memory.versions(key).len() == 1));
}

#[test]
fn a_publish_of_a_changed_file_writes_that_file_and_no_other() {
    let bed = Bed::new();
    bed.publish(package_of(30)).unwrap();
    let _ = bed.memory.take_requests();
    bed.publish(package_of(29).file("f0001.py", "y")).unwrap();
    assert_eq!(requests(&bed, [Put, Delete, Get, List, Head]), [1 + 1 + 1 + 1, 1, 3, 2, 0]);
}

#[test]
fn an_unchanged_publish_of_a_newer_run_writes_the_document_alone() {
    let bed = Bed::new();
    bed.publish(package("etl").run(1)).unwrap();
    let _ = bed.memory.take_requests();
    bed.publish(package("etl").run(2)).unwrap();
    assert_eq!(requests(&bed, [Put, Get, List]), [1, 2, 1]);
}
