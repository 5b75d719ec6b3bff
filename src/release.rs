//! A release as a value: its files, its record, and the archive that carries both.
//!
//! Nothing here does input or output: bytes come in, bytes or errors go out.

mod archive;
#[cfg(test)]
mod hostile;

pub use archive::{Packed, Record, UnpackError, Unpacked, pack, unpack};
