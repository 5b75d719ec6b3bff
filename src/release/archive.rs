//! The archive of a release: a deterministic `.tar.gz` whose first entry is the release's record.
//!
//! ```text
//! release.json        the record: files, dags, unresolved, source, target, checks
//! dags/<path>         every file, sorted by path
//! ```
//! The same record and files give the same bytes: no times, no owners, one mode. It is compressed in parts of a
//! fixed size, on all cores, each a gzip member of its own (RFC 1952, 2.2). Unpacking trusts nothing:
//! the caller says what the archive must hold, and everything else in it is an error.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::metadata::limits::{FILE_BYTES, FILES, METADATA_BYTES, PACKAGE_BYTES};
use crate::metadata::{DagEntry, Digest, FileEntry, FilePath, Source, Target, UnresolvedEntry, printable};

/// The record's name in the archive.
const RECORD: &str = "release.json";
/// Where the archive keeps the files.
const FILES_UNDER: &str = "dags/";
/// Text compresses to about a quarter at this level; higher ones cost more time than they save on the wire.
const LEVEL: u32 = 4;
/// How much of the tar goes into one member.
const MEMBER: usize = 1 << 20;
/// How many members wait to be compressed together.
const TOGETHER: usize = 8;
/// What tar adds: a header and at most a block of padding per entry (twice, for long names), and the end.
const TAR_OVERHEAD: u64 = (FILES as u64 + 2) * 2_048 + 2 * METADATA_BYTES as u64;

/// What an archive says of its release, so that a lost `metadata.json` can be rebuilt from archives alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Every file, sorted by path.
    pub files: Vec<FileEntry>,
    /// The DAG ids that are certain to register.
    pub dags: Vec<DagEntry>,
    /// What could not be known.
    #[serde(default)]
    pub unresolved: Vec<UnresolvedEntry>,
    /// Where the release came from.
    #[serde(default)]
    pub source: Source,
    /// What it was validated for.
    pub target: Target,
    /// The checks that ran.
    #[serde(default)]
    pub checks: Vec<String>,
}

/// An archive in memory.
#[derive(Debug, Clone)]
pub struct Packed {
    /// The `.tar.gz`.
    pub bytes: Bytes,
    /// Its digest.
    pub sha256: Digest,
}

/// An archive's content, checked.
#[derive(Debug, Clone)]
pub struct Unpacked {
    /// The record.
    pub record: Record,
    /// The files' bytes.
    pub files: BTreeMap<FilePath, Bytes>,
}

/// Why an archive is not used.
#[derive(Debug, Error)]
pub enum UnpackError {
    /// Not a `.tar.gz`, cut short, or larger than a package may be.
    #[error("it is not a readable archive: {0}")]
    Unreadable(#[from] std::io::Error),
    /// Its record is missing or cannot be read.
    #[error("its first entry is not a readable {RECORD}: {0}")]
    Record(String),
    /// A file is not what the record says.
    #[error("`{path}` in it is not what was published: {reason}")]
    File {
        /// The entry, escaped.
        path: String,
        /// What differs.
        reason: &'static str,
    },
    /// The record names a file that the archive does not hold.
    #[error("`{0}` is missing from it")]
    Missing(FilePath),
}

/// Packs a release. `bytes_of` gives the bytes of each file that the record names.
///
/// # Errors
/// Only when the record cannot be written as JSON; writing to memory does not fail.
pub fn pack<'a>(record: &Record, bytes_of: impl Fn(&FilePath) -> &'a [u8]) -> std::io::Result<Packed> {
    let mut tar = tar::Builder::new(Members::default());
    append(&mut tar, RECORD, &serde_json::to_vec(record)?)?;
    for file in &record.files {
        append(&mut tar, &format!("{FILES_UNDER}{}", file.path), bytes_of(&file.path))?;
    }
    let bytes = tar.into_inner()?.finish()?;
    Ok(Packed { sha256: Digest::of(&bytes), bytes: bytes.into() })
}

/// Gzip in members of [`MEMBER`] bytes.
#[derive(Default)]
struct Members {
    waiting: Vec<u8>,
    done: Vec<u8>,
}

impl Members {
    fn compress(&mut self) -> std::io::Result<()> {
        let member = |part: &[u8]| {
            let to = Vec::with_capacity(part.len() / 4);
            let mut gzip = GzBuilder::new().mtime(0).operating_system(255).write(to, Compression::new(LEVEL));
            gzip.write_all(part)?;
            gzip.finish()
        };
        let members: Vec<_> = self.waiting.par_chunks(MEMBER).map(member).collect::<std::io::Result<_>>()?;
        members.iter().for_each(|member| self.done.extend_from_slice(member));
        self.waiting.clear();
        Ok(())
    }

    fn finish(mut self) -> std::io::Result<Vec<u8>> {
        self.compress()?;
        Ok(self.done)
    }
}

impl Write for Members {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        // Members end at the same places however the tar is written: a part of a write may be taken.
        let room = MEMBER * TOGETHER - self.waiting.len();
        let taken = bytes.len().min(room);
        self.waiting.extend_from_slice(&bytes[..taken]);
        if taken == room {
            self.compress()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn append(tar: &mut tar::Builder<impl std::io::Write>, path: &str, bytes: &[u8]) -> std::io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_size(bytes.len() as u64);
    tar.append_data(&mut header, path, bytes)
}

/// Unpacks an archive and checks every file against its own record, nothing more and nothing less.
///
/// The caller compares the record with what it expects (the digests in `metadata.json`).
///
/// # Errors
/// [`UnpackError`] says what differs.
pub fn unpack(archive: &[u8]) -> Result<Unpacked, UnpackError> {
    let bounded = MultiGzDecoder::new(archive).take(PACKAGE_BYTES + TAR_OVERHEAD);
    let mut tar = tar::Archive::new(bounded);
    let mut entries = tar.entries()?;

    let first = entries.next().ok_or_else(|| UnpackError::Record("the archive is empty".into()))??;
    if first.path_bytes().as_ref() != RECORD.as_bytes() {
        return Err(UnpackError::Record("it has another name".into()));
    }
    let mut json = Vec::new();
    first.take(METADATA_BYTES as u64 + 1).read_to_end(&mut json)?;
    if json.len() > METADATA_BYTES {
        return Err(UnpackError::Record("it is too large".into()));
    }
    let record: Record =
        serde_json::from_slice(&json).map_err(|error| UnpackError::Record(printable(&error.to_string())))?;
    check(&record)?;

    let expected: BTreeMap<&str, &FileEntry> =
        record.files.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut files = BTreeMap::new();
    for entry in entries {
        let mut entry = entry?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let refuse = |reason| UnpackError::File { path: name.escape_debug().to_string(), reason };
        if entry.header().entry_type() != tar::EntryType::Regular {
            return Err(refuse("it is no regular file"));
        }
        let file = name
            .strip_prefix(FILES_UNDER)
            .and_then(|path| expected.get(path))
            .ok_or_else(|| refuse("the record does not name it"))?;
        let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0));
        entry.by_ref().take(file.size + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != file.size {
            return Err(refuse("its size differs"));
        }
        if Digest::of(&bytes) != file.sha256 {
            return Err(refuse("its SHA-256 differs"));
        }
        if files.insert(file.path.clone(), Bytes::from(bytes)).is_some() {
            return Err(refuse("it occurs twice"));
        }
    }
    if let Some(missing) = record.files.iter().find(|file| !files.contains_key(&file.path)) {
        return Err(UnpackError::Missing(missing.path.clone()));
    }
    Ok(Unpacked { record, files })
}

/// A record's sizes are promises of the archive's writer: nothing is made ready for more than a package may have.
fn check(record: &Record) -> Result<(), UnpackError> {
    let impossible = |sentence: String| Err(UnpackError::Record(sentence));
    if record.files.len() > FILES {
        return impossible(format!("it lists {} files; {FILES} are allowed", record.files.len()));
    }
    if let Some(file) = record.files.iter().find(|file| file.size > FILE_BYTES) {
        return impossible(format!("`{}` has {} bytes; {FILE_BYTES} are allowed", file.path, file.size));
    }
    if let Some(pair) = record.files.windows(2).find(|pair| pair[0].path >= pair[1].path) {
        return impossible(format!("`{}` is listed twice or out of order", pair[1].path));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(files: &[(&str, &[u8])]) -> Record {
        Record {
            files: files
                .iter()
                .map(|(path, bytes)| FileEntry {
                    path: FilePath::new(*path).unwrap(),
                    size: bytes.len() as u64,
                    sha256: Digest::of(bytes),
                })
                .collect(),
            dags: vec![],
            unresolved: vec![],
            source: Source::default(),
            target: Target { python: "3.12".into(), airflow: "3".into() },
            checks: vec!["syntax".into()],
        }
    }

    fn packed(record: &Record, files: &[(&str, &[u8])]) -> Packed {
        pack(record, |path| {
            files.iter().find(|(name, _)| *name == path.as_str()).map_or(&[][..], |(_, b)| *b)
        })
        .unwrap()
    }

    #[test]
    fn an_archive_gives_back_what_was_packed_and_packs_the_same_again() {
        let long = format!("{}/{}.py", "d".repeat(190), "f".repeat(190));
        let files: &[(&str, &[u8])] = &[("a.py", b"one"), (&long, b"two"), ("z.sql", b"")];
        let record = record(files);
        let one = packed(&record, files);
        let unpacked = unpack(&one.bytes).unwrap();
        assert_eq!(unpacked.record, record);
        for (path, bytes) in files {
            assert_eq!(unpacked.files[&FilePath::new(*path).unwrap()], *bytes);
        }
        assert_eq!(packed(&record, files).bytes, one.bytes);
    }

    #[test]
    fn an_archive_of_many_members_gives_back_what_was_packed() {
        let large: Vec<u8> = (0..40_u32 << 20).map(|at| (at ^ at >> 9).to_le_bytes()[0]).collect();
        let files: &[(&str, &[u8])] = &[("a.py", b"one"), ("large.bin", &large), ("z.sql", b"last")];
        let record = record(files);
        let packed = packed(&record, files);
        assert!(packed.bytes.len() < large.len());
        let unpacked = unpack(&packed.bytes).unwrap();
        for (path, bytes) in files {
            assert!(unpacked.files[&FilePath::new(*path).unwrap()] == *bytes, "{path}");
        }
        // The end of the tar is not the end of the archive: what is cut off there is missed all the same.
        assert!(unpack(&packed.bytes[..packed.bytes.len() / 2]).is_err());
    }

    #[test]
    fn wrong_bytes_missing_and_extra_files_are_refused() {
        let files: &[(&str, &[u8])] = &[("a.py", b"one")];
        let honest = record(files);
        assert!(matches!(
            unpack(&packed(&honest, &[("a.py", b"two")]).bytes),
            Err(UnpackError::File { reason: "its SHA-256 differs", .. })
        ));
        assert!(matches!(
            unpack(&packed(&honest, &[("a.py", b"four")]).bytes),
            Err(UnpackError::File { reason: "its size differs", .. })
        ));
        let whole = packed(&honest, files).bytes;
        assert!(matches!(
            unpack(&whole[..whole.len() / 2]),
            Err(UnpackError::Unreadable(_) | UnpackError::Record(_))
        ));
        assert!(matches!(unpack(b"no archive"), Err(UnpackError::Unreadable(_) | UnpackError::Record(_))));
    }

    #[test]
    fn links_and_foreign_names_are_refused() {
        let gzip = flate2::write::GzEncoder::new(Vec::new(), Compression::fast());
        let mut tar = tar::Builder::new(gzip);
        append(&mut tar, RECORD, &serde_json::to_vec(&record(&[("a.py", b"one")])).unwrap()).unwrap();
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(tar::EntryType::Symlink);
        header.set_size(0);
        tar.append_link(&mut header, "dags/a.py", "/etc/passwd").unwrap();
        let bytes = tar.into_inner().unwrap().finish().unwrap();
        assert!(matches!(unpack(&bytes), Err(UnpackError::File { reason: "it is no regular file", .. })));
    }
}
