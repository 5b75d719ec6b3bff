//! What a folder can do to a bucket: links, strangers, clocks, full disks.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::time::{Duration, SystemTime};

use futures::future::join_all;
use rustix::io::Errno;
use tempfile::TempDir;

use super::*;
use crate::bucket::{ETag, list_all};

async fn bucket() -> (TempDir, Directory) {
    let folder = tempfile::tempdir().unwrap();
    let bucket = Directory::open(folder.path(), true).await.unwrap();
    (folder, bucket)
}

async fn put(bucket: &Directory, key: &str, text: &'static str) -> ETag {
    bucket.put(key, Bytes::from_static(text.as_bytes()), Condition::None).await.unwrap().etag
}

async fn keys(bucket: &Directory) -> Vec<String> {
    let page = list_all(bucket, "", false).await.unwrap();
    page.objects.into_iter().map(|object| object.key).collect()
}

#[tokio::test]
async fn a_missing_folder_is_made_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/bucket");
    let error = Directory::open(&path, false).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::NoBucket);
    assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
    assert!(!path.exists());
    Directory::open(&path, true).await.unwrap();
    assert!(path.is_dir());
}

#[tokio::test]
async fn a_file_is_no_bucket() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "x").unwrap();
    for create in [false, true] {
        let error = Directory::open(&path, create).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Other, "{error}");
    }
}

#[tokio::test]
async fn a_folder_that_vanishes_is_no_empty_bucket() {
    let (folder, bucket) = bucket().await;
    put(&bucket, "a", "x").await;
    fs::remove_dir_all(folder.path()).unwrap();
    assert_eq!(bucket.get("a", 9).await.unwrap_err().kind, ErrorKind::NoBucket);
    assert_eq!(bucket.list(&Listing::default()).await.unwrap_err().kind, ErrorKind::NoBucket);
    assert_eq!(bucket.delete("a").await.unwrap_err().kind, ErrorKind::NoBucket);
    let written = bucket.put("a", Bytes::new(), Condition::None).await;
    assert_eq!(written.unwrap_err().kind, ErrorKind::NoBucket);
}

#[tokio::test]
async fn reading_writes_nothing() {
    let (folder, bucket) = bucket().await;
    fs::write(folder.path().join("by-hand"), "x").unwrap();
    assert_eq!(bucket.get("by-hand", 9).await.unwrap().bytes, "x");
    bucket.delete("nothing").await.unwrap();
    assert_eq!(keys(&bucket).await, ["by-hand"]);
    assert!(!folder.path().join(INTERNAL).exists());
}

#[tokio::test]
async fn no_etag_ever_comes_back() {
    let (_folder, bucket) = bucket().await;
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..50 {
        assert!(seen.insert(put(&bucket, "a", "same").await.0));
        bucket.delete("a").await.unwrap();
        assert!(seen.insert(put(&bucket, "a", "same").await.0));
    }
}

#[tokio::test]
async fn a_clock_that_was_set_back_does_not_go_back_here() {
    let (folder, bucket) = bucket().await;
    put(&bucket, "a", "x").await;
    let ahead: i64 = 4_000_000_000_000_000;
    fs::write(folder.path().join(INTERNAL).join("lock"), format!("{ahead:020}\n")).unwrap();
    let stored = bucket.put("b", Bytes::new(), Condition::None).await.unwrap();
    assert_eq!(stored.date.as_microsecond(), ahead + 1);
    assert_eq!(bucket.head("b").await.unwrap().last_modified, stored.date);
    assert!(bucket.get("a", 9).await.unwrap().date >= stored.date);
    assert!(bucket.list(&Listing::default()).await.unwrap().date >= stored.date);
}

#[tokio::test]
async fn a_lock_file_with_nonsense_in_it_is_a_clock_that_starts_anew() {
    let (folder, bucket) = bucket().await;
    fs::create_dir(folder.path().join(INTERNAL)).unwrap();
    fs::write(folder.path().join(INTERNAL).join("lock"), "nonsense that is long enough").unwrap();
    let first = bucket.put("a", Bytes::new(), Condition::None).await.unwrap();
    let second = bucket.put("a", Bytes::new(), Condition::Matches(first.etag)).await.unwrap();
    assert!(second.date > first.date);
}

#[test]
fn a_coarse_clock_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("x")).unwrap();
    let facts = || Facts::of(&rustix::fs::fstat(&file).unwrap()).unwrap();
    let root = Folder::root(folder.path()).unwrap();
    let stamp = lock::Lock::exclusive(&root).unwrap().stamp().unwrap();
    rustix::fs::futimens(&file, &stamp.times()).unwrap();
    write::exact(&facts(), stamp).unwrap();
    let coarse = rustix::fs::Timestamps {
        last_modification: rustix::fs::Timespec { tv_nsec: 0, ..stamp.times().last_modification },
        ..stamp.times()
    };
    rustix::fs::futimens(&file, &coarse).unwrap();
    let fault = write::exact(&facts(), stamp).unwrap_err();
    assert!(fault.detail.contains("does not keep times"), "{fault:?}");
}

#[test]
fn what_the_disk_says_is_told_apart() {
    for (errno, kind) in [
        (Errno::NOSPC, ErrorKind::DiskFull),
        (Errno::DQUOT, ErrorKind::DiskFull),
        (Errno::ACCESS, ErrorKind::Denied),
        (Errno::PERM, ErrorKind::Denied),
        (Errno::ROFS, ErrorKind::Denied),
        (Errno::IO, ErrorKind::Unavailable),
        (Errno::NAMETOOLONG, ErrorKind::Other),
    ] {
        assert_eq!(Fault::from(errno).kind, kind);
        let fault = Fault::of(&errno.into(), "write the file");
        assert_eq!(fault.kind, kind);
        assert!(fault.detail.starts_with("cannot write the file: "), "{fault:?}");
    }
}

#[tokio::test]
async fn links_are_not_followed() {
    let (folder, bucket) = bucket().await;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret"), "secret").unwrap();
    symlink(outside.path().join("secret"), folder.path().join("file")).unwrap();
    symlink(outside.path(), folder.path().join("folder")).unwrap();
    for key in ["file", "folder/secret"] {
        assert!(bucket.get(key, 99).await.unwrap_err().is_not_found(), "{key}");
        assert!(bucket.head(key).await.unwrap_err().is_not_found(), "{key}");
    }
    assert_eq!(keys(&bucket).await, [""; 0]);
    bucket.delete("folder/secret").await.unwrap();
    let error = bucket.put("folder/new", Bytes::new(), Condition::None).await.unwrap_err();
    assert!(error.to_string().contains("`folder` is a file or a link"), "{error}");
    // A link in a file's place is replaced, not written through.
    put(&bucket, "file", "ours").await;
    assert_eq!(fs::read(outside.path().join("secret")).unwrap(), b"secret");
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn a_key_cannot_be_a_folder_too() {
    let (_folder, bucket) = bucket().await;
    put(&bucket, "a/b", "x").await;
    let error = bucket.put("a", Bytes::new(), Condition::Absent).await.unwrap_err();
    assert!(error.kind == ErrorKind::Other && error.detail.contains("folder of this name"), "{error}");
    let error = bucket.put("a/b/c", Bytes::new(), Condition::None).await.unwrap_err();
    assert!(error.kind == ErrorKind::Other && error.detail.contains("`a/b` is a file"), "{error}");
    assert_eq!(keys(&bucket).await, ["a/b"]);
}

#[tokio::test]
async fn a_key_outside_the_root_is_refused() {
    let (_folder, bucket) = bucket().await;
    for key in ["../x", "/etc/x", "a//b", ".dag-publish/lock", "a/"] {
        let error = bucket.put(key, Bytes::new(), Condition::None).await.unwrap_err();
        assert!(error.detail.contains("cannot be a file"), "{error}");
        assert!(bucket.get(key, 9).await.is_err(), "{key}");
        assert!(bucket.delete(key).await.is_err(), "{key}");
    }
}

#[tokio::test]
async fn what_is_not_an_object_is_not_listed() {
    let (folder, bucket) = bucket().await;
    put(&bucket, "a", "x").await;
    fs::create_dir_all(folder.path().join("empty/empty")).unwrap();
    fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"not-\xff-utf8")), "x").unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
    fs::write(folder.path().join(INTERNAL).join("tmp-under-way"), "x").unwrap();
    assert_eq!(keys(&bucket).await, ["a"]);
    assert_eq!(list_all(&bucket, "", true).await.unwrap().folders, [""; 0]);
    for prefix in [".dag-publish/", ".dag", "../", "/", "socket"] {
        let page = list_all(&bucket, prefix, false).await.unwrap();
        assert_eq!(page.objects, [], "{prefix}");
    }
    assert!(bucket.get("socket", 9).await.is_err());
}

#[tokio::test]
async fn a_delete_removes_the_folders_that_it_empties() {
    let (folder, bucket) = bucket().await;
    put(&bucket, "dev/p/dags/deep/a.py", "x").await;
    put(&bucket, "dev/p/metadata.json", "x").await;
    bucket.delete("dev/p/dags/deep/a.py").await.unwrap();
    assert!(!folder.path().join("dev/p/dags").exists());
    bucket.delete("dev/p/metadata.json").await.unwrap();
    assert!(!folder.path().join("dev").exists());
    assert!(folder.path().exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_that_come_and_go_lose_no_write() {
    let (folder, _) = bucket().await;
    let workers = (0..8).map(|worker| {
        let root = folder.path().to_owned();
        async move {
            let bucket = Directory::open(&root, false).await.unwrap();
            let key = format!("dev/p/dags/{worker}");
            for _ in 0..25 {
                bucket.put(&key, Bytes::from_static(b"x"), Condition::Absent).await.unwrap();
                assert_eq!(bucket.get(&key, 9).await.unwrap().bytes, "x");
                bucket.delete(&key).await.unwrap();
            }
        }
    });
    join_all(workers).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_programs_count_without_losing_one() {
    let (folder, bucket) = bucket().await;
    put(&bucket, "count", "0").await;
    let workers = (0..8).map(|_| {
        let root = folder.path().to_owned();
        async move {
            // Of its own: its own handles, its own queue, as in a program of its own.
            let bucket = Directory::open(&root, false).await.unwrap();
            let mut done = 0;
            while done < 20 {
                let object = bucket.get("count", 99).await.unwrap();
                let count: u32 = std::str::from_utf8(&object.bytes).unwrap().parse().unwrap();
                let next = Bytes::from((count + 1).to_string());
                match bucket.put("count", next, Condition::Matches(object.info.etag)).await {
                    Ok(_) => done += 1,
                    Err(error) => assert_eq!(error.kind, ErrorKind::Precondition, "{error}"),
                }
            }
        }
    });
    join_all(workers).await;
    assert_eq!(bucket.get("count", 99).await.unwrap().bytes, "160");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_never_misses_what_is_overwritten_meanwhile() {
    let (folder, bucket) = bucket().await;
    for n in 0..50 {
        put(&bucket, &format!("k{n:02}"), "x").await;
    }
    let writer = async {
        let bucket = Directory::open(folder.path(), false).await.unwrap();
        for n in 0..300 {
            put(&bucket, &format!("k{:02}", n * 7 % 50), "y").await;
        }
    };
    let reader = async {
        for _ in 0..100 {
            assert_eq!(keys(&bucket).await.len(), 50);
        }
    };
    futures::future::join(writer, reader).await;
}

#[tokio::test]
async fn what_a_killed_writer_left_is_swept_up_later() {
    let (folder, bucket) = bucket().await;
    put(&bucket, "a", "x").await;
    let internal = folder.path().join(INTERNAL);
    for (name, age) in [("tmp-old", 7_200), ("tmp-new", 60)] {
        let file = fs::File::create(internal.join(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    }
    Directory::open(folder.path(), true).await.unwrap();
    assert!(!internal.join("tmp-old").exists());
    assert!(internal.join("tmp-new").exists() && internal.join("lock").exists());
}

#[tokio::test]
async fn a_write_that_fails_leaves_nothing_behind() {
    let (folder, bucket) = bucket().await;
    put(&bucket, "a", "x").await;
    bucket.put("a", Bytes::from_static(b"y"), Condition::Absent).await.unwrap_err();
    bucket.put("a/b", Bytes::from_static(b"y"), Condition::None).await.unwrap_err();
    let left: Vec<_> =
        fs::read_dir(folder.path().join(INTERNAL)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["lock"]);
}
