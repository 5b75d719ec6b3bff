//! The command line as a user meets it: arguments and files in, exit code, stdout and stderr out.
//!
//! One binary, one file per subject. No server, no network, no Python.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a set-up that fails is the failure of its test")]

#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/configuration.rs"]
mod configuration;
#[path = "cli/examples.rs"]
mod examples;
#[path = "cli/fake_s3.rs"]
mod fake_s3;
#[path = "cli/github_step.rs"]
mod github_step;
#[path = "cli/messages.rs"]
mod messages;
#[path = "cli/publish_after_uploads.rs"]
mod publish_after_uploads;
#[path = "cli/publish_bad_bucket.rs"]
mod publish_bad_bucket;
#[path = "cli/publish_bad_directory.rs"]
mod publish_bad_directory;
#[path = "cli/report_formats.rs"]
mod report_formats;
#[path = "cli/rules.rs"]
mod rules;
#[path = "cli/run.rs"]
mod run;
#[path = "cli/runs_nothing.rs"]
mod runs_nothing;
#[path = "cli/sync_bad_bucket.rs"]
mod sync_bad_bucket;
#[path = "cli/sync_bad_folder.rs"]
mod sync_bad_folder;
#[path = "cli/sync_clash.rs"]
mod sync_clash;
#[path = "cli/sync_daemon.rs"]
mod sync_daemon;
#[path = "cli/sync_mirror.rs"]
mod sync_mirror;
#[path = "cli/sync_site.rs"]
mod sync_site;
#[path = "cli/sync_usage.rs"]
mod sync_usage;
#[path = "cli/usage.rs"]
mod usage;
