//! The scheduler's side: brings the packages of one environment from the bucket into Airflow's DAG folder.
//!
//! Nothing in here ever runs, imports or parses a DAG file, and nothing writes to the bucket.

pub mod tree;
