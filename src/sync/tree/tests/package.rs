//! A package with releases to place.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use uuid::Uuid;

use crate::metadata::layout::PackageKeys;
use crate::metadata::{
    Archive, Digest, Document, EnvironmentName, FileEntry, FilePath, HistoryEntry, MIN_READER, PackageName,
    ReleaseNumber, SCHEMA_VERSION, Source, Target, Tool, tree_sha256,
};
use crate::release::Record;
use crate::sync::tree::disk::Disk;
use crate::sync::tree::{FolderName, LocalDocument, Mirrored, Moment, Recovered, Tree, TreeError};

pub(super) fn name(name: &str) -> FolderName {
    FolderName::new(name).unwrap()
}

pub(super) fn path(path: &str) -> FilePath {
    FilePath::new(path).unwrap()
}

/// So many seconds after the machine started, at noon.
pub(super) fn moment(seconds: u64) -> Moment {
    let noon: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
    let elapsed = Duration::from_secs(seconds);
    Moment { wall: noon + elapsed, elapsed }
}

pub(super) fn open(disk: &Arc<impl Disk + 'static>) -> Result<(Tree, Recovered), TreeError> {
    Tree::open(Arc::clone(disk) as Arc<dyn Disk>, moment(0))
}

/// The files of release `number`: each file says which it is, so that a mix shows.
pub(super) fn files(number: u64) -> BTreeMap<FilePath, Bytes> {
    let file = |name: &str| (path(name), Bytes::from(format!("# {name} of {number}\n")));
    let mut files: BTreeMap<_, _> = [file("a.py"), file("sub/b.py"), file("sub/deep/c.sql")].into();
    // Every release has a file that no other has.
    files.insert(path(&format!("only_{number}.py")), Bytes::from_static(b"pass\n"));
    files
}

pub(super) fn entries(files: &BTreeMap<FilePath, Bytes>) -> Vec<FileEntry> {
    let entry = |(path, bytes): (&FilePath, &Bytes)| FileEntry {
        path: path.clone(),
        size: bytes.len() as u64,
        sha256: Digest::of(bytes),
    };
    files.iter().map(entry).collect()
}

fn nonce(number: u64) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(number))
}

fn keys(package: &str) -> PackageKeys {
    PackageKeys::new(EnvironmentName::new("dev").unwrap(), PackageName::new(package).unwrap())
}

/// The bucket's document whose newest release is `number`, with a history from 1.
pub(super) fn bucket_document(
    package: &str,
    number: u64,
    files: impl Fn(u64) -> BTreeMap<FilePath, Bytes>,
) -> Document {
    bucket_document_since(package, 1, number, files)
}

/// The same with a history from `first`.
pub(super) fn bucket_document_since(
    package: &str,
    first: u64,
    number: u64,
    files: impl Fn(u64) -> BTreeMap<FilePath, Bytes>,
) -> Document {
    let keys = keys(package);
    let at = Timestamp::UNIX_EPOCH;
    let history: Vec<HistoryEntry> = (first..=number)
        .rev()
        .map(|number| {
            let release = ReleaseNumber::new(number).unwrap();
            HistoryEntry {
                release,
                nonce: nonce(number),
                published_at: at,
                archive: Some(Archive {
                    key: keys.archive(release, nonce(number)),
                    size: 10,
                    sha256: Digest::of(b"archive"),
                }),
                tree_sha256: tree_sha256(&entries(&files(number))),
                source: Source::default(),
                dag_count: 0,
                restores: None,
                removed: None,
            }
        })
        .collect();
    let newest = history[0].clone();
    Document {
        schema_version: SCHEMA_VERSION,
        min_reader: MIN_READER,
        environment: keys.environment().clone(),
        package: keys.package().clone(),
        release: newest.release,
        nonce: newest.nonce,
        write_id: newest.nonce,
        published_at: at,
        tool: Tool::this(),
        source: Source::default(),
        high_water: BTreeMap::new(),
        target: Target { python: "3.12".into(), airflow: "3".into() },
        checks: vec![],
        archive: newest.archive,
        tree_sha256: newest.tree_sha256,
        files: entries(&files(number)),
        dags: vec![],
        unresolved: vec![],
        restores: None,
        removed: None,
        frozen: None,
        history,
        other: serde_json::Map::new(),
    }
}

pub(super) fn document(package: &str, number: u64) -> LocalDocument {
    LocalDocument::newest(bucket_document(package, number, files))
}

/// Places release `number`.
pub(super) fn place(tree: &Tree, package: &str, number: u64, at: Moment) -> Result<(), TreeError> {
    let staged = tree.stage(&document(package, number), &files(number))?;
    tree.switch(staged, at).map(|_| ())
}

/// What the package's folder holds when release `number` is live.
pub(super) fn folder(package: &str, number: u64) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut tree: BTreeMap<PathBuf, Vec<u8>> = files(number)
        .into_iter()
        .map(|(path, bytes)| (PathBuf::from("dags").join(path.as_str()), bytes.to_vec()))
        .collect();
    tree.insert("metadata.json".into(), document(package, number).to_bytes().unwrap());
    tree
}

/// The `metadata.json` that a package's own CI wrote before there was ours.
pub(super) fn other_metadata(number: u64) -> Bytes {
    format!("{{\"package\": \"m\", \"commit\": \"{number}\"}}").into()
}

/// The files of an unmanaged folder in its `number`th state: the odd ones have a `metadata.json` of another shape.
fn unmanaged(number: u64) -> BTreeMap<FilePath, Bytes> {
    let mut files = files(number);
    if number % 2 == 1 {
        files.insert(path("metadata.json"), other_metadata(number));
    }
    files
}

pub(super) fn mirrored(number: u64) -> BTreeMap<FilePath, Mirrored> {
    let mirror = |(path, bytes)| (path, Mirrored { etag: format!("\"{number}\""), bytes });
    unmanaged(number).into_iter().map(mirror).collect()
}

pub(super) fn mirror_folder(number: u64) -> BTreeMap<PathBuf, Vec<u8>> {
    unmanaged(number).into_iter().map(|(path, bytes)| (path.as_str().into(), bytes.to_vec())).collect()
}

#[test]
fn the_document_of_a_held_release_reads_back() {
    let newest = bucket_document("p", 3, files);
    let record = Record {
        files: entries(&files(2)),
        dags: vec![],
        unresolved: vec![],
        source: Source::default(),
        target: newest.target.clone(),
        checks: vec!["syntax".into()],
    };
    let two = ReleaseNumber::new(2).unwrap();
    let held = LocalDocument::held(&newest, two, &record, "`x` belongs to `q`".into()).unwrap();
    let bytes = held.to_bytes().unwrap();
    let read = LocalDocument::parse(&bytes, &newest.package).unwrap();
    assert_eq!(read, held);
    assert_eq!(read.document().release, two);
    assert_eq!(read.held_back().unwrap().release, newest.release);
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&bytes).unwrap()["held"]["reason"],
        "`x` belongs to `q`"
    );
    // Another release's record is refused.
    assert!(LocalDocument::held(&newest, ReleaseNumber::FIRST, &record, String::new()).is_none());
}

#[test]
fn a_publisher_cannot_claim_that_its_release_is_held() {
    let mut newest = bucket_document("p", 3, files);
    newest.other.insert("held".into(), serde_json::json!({"release": 9, "reason": "x"}));
    let local = LocalDocument::newest(newest);
    assert!(local.held_back().is_none());
    let read = LocalDocument::parse(&local.to_bytes().unwrap(), &PackageName::new("p").unwrap()).unwrap();
    assert!(read.held_back().is_none());
}
