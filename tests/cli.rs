//! The command line as a user meets it: arguments and files in, exit code, stdout and stderr out.
//!
//! One binary, one file per subject. No server, no network, no Python.

#![expect(clippy::unwrap_used, reason = "a set-up that fails is the failure of its test")]

#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/configuration.rs"]
mod configuration;
#[path = "cli/examples.rs"]
mod examples;
#[path = "cli/run.rs"]
mod run;
#[path = "cli/usage.rs"]
mod usage;
