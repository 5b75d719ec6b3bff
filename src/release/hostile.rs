//! Archives that a package's role could write to harm who unpacks them.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::archive::{Record, UnpackError, pack, unpack};
use crate::metadata::limits::PACKAGE_BYTES;
use crate::metadata::{Digest, FileEntry, FilePath, Source, Target};

fn record(size: u64) -> Record {
    let sha256 = Digest::of(b"one");
    Record {
        files: vec![FileEntry { path: FilePath::new("a.py").unwrap(), size, sha256 }],
        dags: vec![],
        unresolved: vec![],
        source: Source::default(),
        target: Target { python: "3.12".into(), airflow: "3".into() },
        checks: vec![],
    }
}

/// A header for any name, as the `tar` crate would refuse to write it.
fn header(name: &str, kind: tar::EntryType, size: u64) -> tar::Header {
    let mut header = tar::Header::new_ustar();
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_entry_type(kind);
    header.set_mode(0o644);
    header.set_size(size);
    header.set_cksum();
    header
}

fn entry(tar: &mut Vec<u8>, name: &str, kind: tar::EntryType, content: &[u8]) {
    tar.extend_from_slice(header(name, kind, content.len() as u64).as_bytes());
    tar.extend_from_slice(content);
    tar.resize(tar.len().next_multiple_of(512), 0);
}

fn gzip(tar: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(tar).unwrap();
    gzip.finish().unwrap()
}

/// An archive with the record of one file `a.py`, then `more`.
fn archive(size: u64, more: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut tar = Vec::new();
    let json = serde_json::to_vec(&record(size)).unwrap();
    entry(&mut tar, "release.json", tar::EntryType::Regular, &json);
    more(&mut tar);
    tar.resize(tar.len() + 1_024, 0);
    gzip(&tar)
}

fn refusal(archive: &[u8]) -> String {
    unpack(archive).unwrap_err().to_string()
}

fn good(tar: &mut Vec<u8>) {
    entry(tar, "dags/a.py", tar::EntryType::Regular, b"one");
}

/// The content of a PAX header that says one thing.
fn pax(key: &str, value: &str) -> Vec<u8> {
    let rest = key.len() + value.len() + 3;
    let length = if rest + 2 < 100 { rest + 2 } else { rest + 3 };
    format!("{length} {key}={value}\n").into_bytes()
}

#[test]
fn entries_that_the_record_does_not_name_are_refused_whatever_they_are() {
    use tar::EntryType as Kind;
    assert!(unpack(&archive(3, good)).is_ok());
    for (name, kind) in [
        ("../x.py", Kind::Regular),
        ("/etc/passwd", Kind::Regular),
        ("dags/../a.py", Kind::Regular),
        ("dags//a.py", Kind::Regular),
        ("./dags/a.py", Kind::Regular),
        ("dags/b.py", Kind::Regular),
        ("dags/a.py", Kind::Symlink),
        ("dags/a.py", Kind::Link),
        ("dags/a.py", Kind::Directory),
        ("dags/a.py", Kind::Fifo),
        ("dags/a.py", Kind::Char),
        ("dags/a.py", Kind::Continuous),
        ("release.json", Kind::Regular),
    ] {
        let first = archive(3, |tar| entry(tar, name, kind, b""));
        let last = archive(3, |tar| {
            good(tar);
            entry(tar, name, kind, b"");
        });
        for archive in [first, last] {
            assert!(matches!(unpack(&archive), Err(UnpackError::File { .. })), "{name} {kind:?}");
        }
    }
}

#[test]
fn a_file_twice_is_refused() {
    let twice = archive(3, |tar| {
        good(tar);
        good(tar);
    });
    assert!(refusal(&twice).contains("it occurs twice"));
}

#[test]
fn a_pax_header_cannot_rename_or_resize_a_file_past_the_record() {
    let renamed = archive(3, |tar| {
        entry(tar, "x", tar::EntryType::XHeader, &pax("path", "dags/../../x.py"));
        good(tar);
    });
    assert!(refusal(&renamed).contains("the record does not name it"));
    let resized = archive(3, |tar| {
        entry(tar, "x", tar::EntryType::XHeader, &pax("size", "2"));
        good(tar);
    });
    assert!(unpack(&resized).is_err());
}

#[test]
fn sizes_that_a_record_promises_are_not_believed() {
    for size in [u64::MAX, u64::MAX - 1, PACKAGE_BYTES] {
        assert!(refusal(&archive(size, good)).contains("are allowed"), "{size}");
    }
    assert!(refusal(&archive(4, good)).contains("its size differs"));
}

#[test]
fn a_header_that_promises_more_than_there_is_ends_in_an_error() {
    for kind in [tar::EntryType::Regular, tar::EntryType::GNULongName, tar::EntryType::XHeader] {
        let bytes = archive(3, |tar| {
            tar.extend_from_slice(header("dags/a.py", kind, (1 << 33) - 1).as_bytes());
        });
        assert!(unpack(&bytes).is_err(), "{kind:?}");
    }
}

#[test]
fn a_record_that_never_ends_is_cut_off() {
    let mut tar = Vec::new();
    entry(&mut tar, "release.json", tar::EntryType::Regular, &vec![b' '; 64 << 20]);
    assert!(refusal(&gzip(&tar)).contains("too large"));
}

#[test]
fn a_bomb_is_read_no_further_than_a_package_can_be() {
    // A gibibyte of zeros in a mebibyte: as one file's content, and as a name.
    for kind in [tar::EntryType::Regular, tar::EntryType::GNULongName] {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        let json = serde_json::to_vec(&record(3)).unwrap();
        let mut tar = Vec::new();
        entry(&mut tar, "release.json", tar::EntryType::Regular, &json);
        tar.extend_from_slice(header("dags/a.py", kind, 1 << 30).as_bytes());
        gzip.write_all(&tar).unwrap();
        let zeros = vec![0; 1 << 20];
        for _ in 0..1_024 {
            gzip.write_all(&zeros).unwrap();
        }
        assert!(unpack(&gzip.finish().unwrap()).is_err(), "{kind:?}");
    }
}

#[test]
fn what_follows_the_end_of_an_archive_is_no_part_of_it() {
    let honest = archive(3, good);
    let extra = archive(3, |tar| entry(tar, "dags/b.py", tar::EntryType::Regular, b""));
    for tail in [b"garbage".to_vec(), extra] {
        let unpacked = unpack(&[honest.clone(), tail].concat()).unwrap();
        assert_eq!(unpacked.files.len(), 1);
    }
}

#[test]
fn a_record_out_of_order_or_with_a_file_twice_is_refused() {
    let mut twice = record(3);
    twice.files.push(twice.files[0].clone());
    let packed = pack(&twice, |_| b"one").unwrap();
    assert!(refusal(&packed.bytes).contains("listed twice"));
}
