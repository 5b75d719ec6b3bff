//! What every bucket promises, on real S3 servers.
//!
//! Not part of a plain `cargo test`: it needs servers, and fails without them. `.ci/servers` installs and
//! starts them and sets `DAG_PUBLISH_TEST_SERVERS`, a list like `seaweedfs=http://127.0.0.1:8333`:
//!
//! ```text
//! .ci/servers run seaweedfs,ministack,localstack -- cargo test --test servers
//! ```

// A test fails by a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "conformance/suite.rs"]
mod suite;

use dag_publish::bucket::{Access, Bucket, Conditions, Retrying, S3, probe_conditions};
use dag_publish::host::RealHost;
use std::sync::Arc;
use suite::{Quirks, Subject};

/// The bucket that `.ci/servers` makes on each server.
const BUCKET: &str = "dag-publish-test";

/// What is known of a server, by the name that `.ci/servers` gives it. A name that is not here is a mistake.
fn known(server: &str) -> Option<(Quirks, Conditions)> {
    Some(match server {
        "ministack" | "localstack" => (Quirks::NONE, Conditions::Honoured),
        "seaweedfs" => (
            Quirks {
                broken: &[
                    // A write by an administrator makes the bucket.
                    "a_write_makes_no_bucket",
                    // It is a file system below: a folder outlives its last object for a while, names are
                    // ordered folder by folder, and a backslash separates folders.
                    "an_emptied_folder_is_gone_from_listings",
                    "a_page_is_in_the_order_of_keys",
                    "a_backslash_in_a_key_stays_one",
                ],
            },
            Conditions::Honoured,
        ),
        // Takes every conditional write as if it had no condition.
        "rclone" => (
            Quirks {
                broken: &[
                    "a_write_if_absent_succeeds_once",
                    "a_write_if_matching_replaces_that_object_only",
                    "a_write_if_matching_needs_an_object",
                    "of_many_conditional_writers_one_wins",
                    "of_many_first_writers_one_wins",
                ],
            },
            Conditions::Ignored,
        ),
        _ => return None,
    })
}

fn servers() -> Vec<(String, String)> {
    let list = std::env::var("DAG_PUBLISH_TEST_SERVERS").unwrap_or_else(|_| {
        panic!(
            "DAG_PUBLISH_TEST_SERVERS is not set: run `.ci/servers run seaweedfs,ministack,localstack -- cargo \
             test --test servers`"
        )
    });
    let servers: Vec<(String, String)> = list
        .split(',')
        .map(|server| server.split_once('=').unwrap_or_else(|| panic!("not name=url: {server:?}")))
        .map(|(name, url)| (name.to_owned(), url.to_owned()))
        .collect();
    assert!(!servers.is_empty(), "DAG_PUBLISH_TEST_SERVERS names no server");
    servers
}

async fn open(url: &str, bucket: &str, prefix: &str) -> Retrying<S3> {
    let access = Access { endpoint_url: Some(url.into()), ..Access::default() };
    Retrying::new(S3::open(bucket, prefix, &access).await.unwrap(), Arc::new(RealHost))
}

/// A prefix of this run's own, so that a server may be used twice.
fn run_prefix() -> String {
    format!("run-{}/", uuid::Uuid::now_v7())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_server_keeps_every_promise() {
    let mut faults = Vec::new();
    for (name, url) in servers() {
        let (quirks, _) = known(&name).unwrap_or_else(|| panic!("nothing is known of the server {name:?}"));
        let start = std::time::Instant::now();
        let bucket = open(&url, BUCKET, &run_prefix()).await;
        let missing = open(&url, "dag-publish-no-such-bucket", "").await;
        let subject = Subject { bucket: &bucket, missing: &missing, quirks };
        match suite::run(&name, &subject).await {
            Ok(count) => println!("{name}: {count} behaviours in {:.1} s", start.elapsed().as_secs_f64()),
            Err(fault) => faults.push(fault),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_ignores_conditions_is_noticed() {
    for (name, url) in servers() {
        let (_, conditions) =
            known(&name).unwrap_or_else(|| panic!("nothing is known of the server {name:?}"));
        let bucket = open(&url, BUCKET, &run_prefix()).await;
        assert_eq!(probe_conditions(&bucket, "probe").await.unwrap(), conditions, "{name}");
        assert!(bucket.head("probe").await.unwrap_err().is_not_found(), "{name}: the probe is left behind");
    }
}
