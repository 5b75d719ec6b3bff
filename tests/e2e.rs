//! The program as it is used: real packages, real servers, processes that race and processes that are killed.
//!
//! Not part of a plain `cargo test`: it needs servers and tools, and fails without them. `.ci/servers` installs
//! and starts them and says where they are:
//!
//! ```text
//! .ci/servers run seaweedfs,ministack,localstack,rclone,awscli,airflow3,airflow2 -- cargo test --test e2e
//! ```

// A test fails by a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "e2e/denied.rs"]
mod denied;
#[path = "e2e/disk.rs"]
mod disk;
#[path = "e2e/kills.rs"]
mod kills;
#[path = "e2e/main_job.rs"]
mod main_job;
#[path = "e2e/package.rs"]
mod package;
#[path = "e2e/proxy.rs"]
mod proxy;
#[path = "e2e/publish.rs"]
mod publish;
#[path = "e2e/races.rs"]
mod races;
#[path = "e2e/requests.rs"]
mod requests;
#[path = "e2e/store.rs"]
mod store;
#[path = "e2e/sync.rs"]
mod sync;
#[path = "e2e/sync_airflow.rs"]
mod sync_airflow;
#[path = "e2e/sync_denied.rs"]
mod sync_denied;
#[path = "e2e/sync_disk.rs"]
mod sync_disk;
#[path = "e2e/sync_kills.rs"]
mod sync_kills;
#[path = "e2e/sync_outages.rs"]
mod sync_outages;
#[path = "e2e/sync_requests.rs"]
mod sync_requests;
#[path = "e2e/unfit.rs"]
mod unfit;
#[path = "e2e/verify.rs"]
mod verify;
