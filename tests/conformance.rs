//! What every bucket promises, on the stores that need no server. The same suite runs on real servers:
//! `tests/servers.rs`.

// A test fails by a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "conformance/suite.rs"]
mod suite;

use dag_publish::bucket::Directory;
use dag_publish::bucket::memory::Memory;
use suite::{Quirks, Subject};

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_keeps_every_promise() {
    let folder = tempfile::tempdir().unwrap();
    let bucket = Directory::open(folder.path(), false).await.unwrap();
    let missing = Directory::open(&folder.path().join("sub"), true).await.unwrap();
    std::fs::remove_dir_all(folder.path().join("sub")).unwrap();
    let subject = Subject { bucket: &bucket, missing: &missing, quirks: Quirks::NONE };
    suite::run("directory", &subject).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bucket_in_memory_keeps_every_promise() {
    let bucket = Memory::new(jiff::Timestamp::now());
    // It is always there.
    let quirks =
        Quirks { broken: &["a_missing_bucket_is_told_from_a_missing_object", "a_write_makes_no_bucket"] };
    let subject = Subject { bucket: &bucket, missing: &bucket, quirks };
    suite::run("memory", &subject).await.unwrap();
}
