//! Verdicts for people and programs: text with source lines, JSON, GitHub's workflow commands and job summary, SARIF.
//!
//! Every format is a pure function of values to a writer; nothing here judges, reads files or prints. What comes
//! from files is escaped, so that no file name and no source line can speak to a terminal or to a CI.

mod github;
mod json;
mod markdown;
mod mermaid;
pub mod publication;
mod sarif;
mod snippet;
pub mod step;
mod subject;
pub mod synchronisation;
mod text;

pub use github::{error as workflow_error, github, harmless};
pub use json::{Finding, SCHEMA_VERSION, Validation, json, schema};
pub use sarif::sarif;
pub use subject::{Standing, Subject};
pub use text::{Look, summary, text};

#[cfg(test)]
mod tests;
