//! The scheduler's side: from a bucket to a folder that Airflow can read at any instant.
//!
//! Everything read from the bucket is hostile input; nothing of it is executed. What one cycle will do is a
//! value first ([`target`], [`listing`]), computed from documents and a complete listing alone, and carried out
//! afterwards.

pub mod absence;
pub mod cycle;
pub mod daemon;
mod diary;
pub mod listing;
pub mod mirror;
mod offload;
pub mod plan;
pub mod read;
pub mod report;
pub mod request;
pub mod setup;
pub mod target;
pub mod tree;
