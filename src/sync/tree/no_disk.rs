//! A file system with nothing in it, and where nothing can be put: what `--dry-run` looks at while `<dest>` is missing.

use std::io;
use std::path::PathBuf;

use super::disk::{Disk, Entry, Place, Stat};
use crate::metadata::Digest;

/// Nothing.
#[derive(Debug, Clone, Copy)]
pub struct NoDisk;

fn nothing<T>() -> io::Result<T> {
    Err(io::ErrorKind::NotFound.into())
}

fn unwritable<T>() -> io::Result<T> {
    Err(io::ErrorKind::ReadOnlyFilesystem.into())
}

impl Disk for NoDisk {
    fn show(&self, at: &Place) -> PathBuf {
        at.path.clone()
    }

    fn state_in_dest(&self) -> Option<&str> {
        None
    }

    fn uid(&self) -> u32 {
        0
    }

    fn create_dir(&self, _: &Place) -> io::Result<()> {
        unwritable()
    }

    fn write_new(&self, _: &Place, _: &[u8]) -> io::Result<()> {
        unwritable()
    }

    fn read(&self, _: &Place, _: u64) -> io::Result<Vec<u8>> {
        nothing()
    }

    fn digest(&self, _: &Place) -> io::Result<(u64, Digest)> {
        nothing()
    }

    fn read_dir(&self, at: &Place) -> io::Result<Vec<Entry>> {
        if at.path.as_os_str().is_empty() { Ok(Vec::new()) } else { nothing() }
    }

    fn stat(&self, _: &Place) -> io::Result<Stat> {
        nothing()
    }

    fn set_mtime(&self, _: &Place, _: i64) -> io::Result<()> {
        unwritable()
    }

    fn rename_new(&self, _: &Place, _: &Place) -> io::Result<()> {
        unwritable()
    }

    fn rename_over(&self, _: &Place, _: &Place) -> io::Result<()> {
        unwritable()
    }

    fn exchange(&self, _: &Place, _: &Place) -> io::Result<()> {
        unwritable()
    }

    fn remove_file(&self, _: &Place) -> io::Result<()> {
        unwritable()
    }

    fn remove_dir(&self, _: &Place) -> io::Result<()> {
        unwritable()
    }

    fn sync(&self, _: &[Place]) -> io::Result<()> {
        unwritable()
    }

    fn lock(&self) -> io::Result<bool> {
        unwritable()
    }

    fn unlock(&self) {}

    fn in_place(&self) -> io::Result<bool> {
        Ok(true)
    }
}
