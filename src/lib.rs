//! Get Airflow DAG files from many package repositories to one Airflow, safely.
//!
//! The library behind the `dag-publish` command. Data flows one way:
//!
//! ```text
//! cli ─▶ publish ─▶ bucket ◀─ sync ◀─ cli
//!  │        │
//!  │        ▼
//!  │     package ─▶ rules ─▶ dags ─▶ python
//!  └──▶ report ◀───────┘  (findings and cycles are values)
//! metadata: the document that publisher and scheduler agree on; knows nobody.
//! ```

pub mod airflow;
pub mod bucket;
pub mod cli;
pub mod config;
pub mod dags;
pub mod host;
pub mod metadata;
pub mod package;
mod planted;
pub mod publish;
pub mod python;
pub mod release;
pub mod report;
pub mod rules;
#[cfg(test)]
mod simulation;
pub mod sync;
