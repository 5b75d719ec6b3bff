//! The limits that writer and reader share.
//!
//! A package over a limit is refused before its first upload; a document over a limit is refused before
//! its first download. Both sides use these constants, so nothing that publishes cannot be synced.

/// Longest segment of a file's path, in bytes (most file systems stop at 255; staging adds to the name).
pub const PATH_SEGMENT_BYTES: usize = 200;
/// Longest path of a file below `dags/`, in bytes.
pub const PATH_BYTES: usize = 512;
/// Longest object key, in bytes (S3's own limit).
pub const KEY_BYTES: usize = 1024;
/// Most files in one package.
pub const FILES: usize = 10_000;
/// Largest file, in bytes.
pub const FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Largest package, in bytes: the sum of its files, and the size of its archive.
pub const PACKAGE_BYTES: u64 = 256 * 1024 * 1024;
/// Largest `metadata.json`, in bytes.
pub const METADATA_BYTES: usize = 8 * 1024 * 1024;
/// Most DAG ids of one package.
pub const DAG_IDS: usize = 5_000;
/// Most releases kept in `history`.
pub const HISTORY: usize = 1_000;
