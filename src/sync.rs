//! The scheduler's side: from a bucket to a folder that Airflow can read at any instant.
//!
//! Everything read from the bucket is hostile input; nothing of it is executed. What one cycle will do is a
//! value first, computed from documents, a complete listing and the trees, and carried out afterwards:
//!
//! ```text
//! daemon ─▶ cycle ─▶ listing, read ─▶ target ─▶ plan ─▶ tree
//!   ▲                                  absence ─▶ mirror ─▶ tree
//! request (--once beside a daemon)
//! ```
//!
//! [`target`], [`plan`], [`absence`] and [`mirror`] are pure; [`tree`] alone touches the disk, and knows no bucket.

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
