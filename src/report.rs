//! Verdicts for people and programs: text with source lines, JSON, GitHub's workflow commands, SARIF.
//!
//! Every format is a pure function of values to a writer; nothing here judges, reads files or prints. What comes
//! from files is escaped, so that no file name and no source line can speak to a terminal or to a CI.

mod github;
mod json;
pub mod publication;
mod sarif;
mod snippet;
mod subject;
pub mod synchronisation;
mod text;

pub use github::github;
pub use json::{Finding, SCHEMA_VERSION, Validation, json, schema};
pub use sarif::sarif;
pub use subject::Subject;
pub use text::{Look, summary, text};

#[cfg(test)]
mod tests;
