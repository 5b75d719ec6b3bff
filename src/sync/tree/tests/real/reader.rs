//! No mix, for real: a reader that holds the folder open and reads everything in it, all the time.

use std::collections::BTreeSet;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use bytes::Bytes;
use rustix::fs::{Dir, Mode, OFlags};
use rustix::io::Errno;

use super::super::package::{self, bucket_document_since, moment, path};
use super::file_systems;
use crate::metadata::FilePath;
use crate::sync::tree::{LocalDocument, Paths, RealDisk};

const SWITCHES: u64 = 300;
const FILES: u64 = 10;

fn files(number: u64) -> std::collections::BTreeMap<FilePath, Bytes> {
    (0..FILES).map(|file| (path(&format!("f{file}.py")), Bytes::from(format!("{number}\n")))).collect()
}

/// Every release that the files of the folder come from; nothing while it is absent.
fn seen(package: &Path) -> Result<BTreeSet<String>, Errno> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let folder = match rustix::fs::open(package, flags, Mode::empty()) {
        Err(Errno::NOENT) => return Ok(BTreeSet::new()),
        folder => folder?,
    };
    let read = |folder: &OwnedFd, name: &str| -> Result<String, Errno> {
        let file = rustix::fs::openat(folder, name, OFlags::RDONLY, Mode::empty())?;
        let mut text = String::new();
        std::fs::File::from(file).read_to_string(&mut text).map_err(|_| Errno::IO)?;
        Ok(text)
    };
    let document: serde_json::Value = serde_json::from_str(&read(&folder, "metadata.json")?).unwrap();
    let mut releases: BTreeSet<String> = [document["release"].to_string()].into();
    let dags = rustix::fs::openat(&folder, "dags", flags, Mode::empty())?;
    let mut count = 0;
    for entry in Dir::read_from(&dags)? {
        let entry = entry?;
        let name = entry.file_name().to_str().unwrap();
        if name.starts_with('f') {
            releases.insert(read(&dags, name)?.trim().to_owned());
            count += 1;
        }
    }
    assert_eq!(count, FILES, "a partial package");
    Ok(releases)
}

fn watch_switches(dest: &Path, cannot_exchange: bool) {
    let mut disk = RealDisk::open(Paths::new(dest.to_owned(), None)).unwrap();
    disk.cannot_exchange = cannot_exchange;
    let (tree, _) = package::open(&Arc::new(disk)).unwrap();
    let (over, looks, absent) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    let switch = |number| {
        let document = LocalDocument::newest(bucket_document_since("p", number, number, files));
        let staged = tree.stage(&document, &files(number)).unwrap();
        tree.switch(staged, moment(number)).unwrap()
    };
    switch(1);
    let distinct = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut distinct = BTreeSet::new();
            while !over.load(Ordering::Relaxed) {
                let releases = seen(&dest.join("p")).unwrap();
                assert!(releases.len() <= 1, "a mix of {releases:?}");
                if releases.is_empty() {
                    absent.fetch_add(1, Ordering::Relaxed);
                }
                distinct.extend(releases);
                looks.fetch_add(1, Ordering::Relaxed);
            }
            distinct
        });
        for number in 2..=SWITCHES {
            assert_eq!(switch(number).gap, cannot_exchange);
            if reader.is_finished() {
                break;
            }
        }
        over.store(true, Ordering::Relaxed);
        reader.join().unwrap()
    });
    println!("{}: {looks:?} looks at {} releases, absent {absent:?}", dest.display(), distinct.len());
    assert!(distinct.len() > 5, "the reader saw too little to tell");
    assert!(cannot_exchange || absent.into_inner() == 0, "absent although the file system can exchange");
}

#[test]
fn a_reader_with_an_open_folder_never_sees_two_releases() {
    for folder in file_systems() {
        watch_switches(&folder.path().join("dags"), false);
    }
}

#[test]
fn a_reader_never_sees_two_releases_where_the_file_system_cannot_exchange() {
    for folder in file_systems().into_iter().rev().take(1) {
        watch_switches(&folder.path().join("dags"), true);
    }
}
