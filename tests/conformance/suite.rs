//! The promises of a bucket, one function a behaviour.
//!
//! Each works below a prefix of its own and leaves nothing behind that another would see. A server that is
//! known to break one has that written down in [`Quirks`]: the suite then checks that it still does, so that
//! no list of excuses outlives its reason.

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use dag_publish::bucket::{Bucket, BucketError, Condition, ETag, ErrorKind, Listing, list_all};
use futures::FutureExt;
use futures::future::join_all;
use futures::stream::{self, StreamExt, TryStreamExt};

/// What a store is known to do otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quirks {
    /// Behaviours that fail here, by name.
    pub(crate) broken: &'static [&'static str],
}

impl Quirks {
    /// A store as it should be.
    pub(crate) const NONE: Self = Self { broken: &[] };
}

/// A store under test.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    /// Empty, and the suite's alone.
    pub(crate) bucket: &'a dyn Bucket,
    /// Of the same kind, but not there.
    pub(crate) missing: &'a dyn Bucket,
    /// What is known of it.
    pub(crate) quirks: Quirks,
}

type Behaviour = for<'a> fn(&'a Subject<'a>) -> Pin<Box<dyn Future<Output = ()> + 'a>>;

macro_rules! behaviours {
    ($($name:ident),* $(,)?) => {
        &[$((stringify!($name), |subject| Box::pin($name(subject)) as Pin<Box<dyn Future<Output = ()> + '_>>)),*]
    };
}

const BEHAVIOURS: &[(&str, Behaviour)] = behaviours![
    what_was_written_is_read_at_once,
    an_empty_object_is_an_object,
    a_large_object_comes_back_whole,
    a_missing_object_is_not_found,
    a_missing_bucket_is_told_from_a_missing_object,
    a_write_makes_no_bucket,
    an_object_over_the_limit_is_refused,
    a_write_if_absent_succeeds_once,
    a_write_if_absent_succeeds_after_a_delete,
    a_write_if_matching_replaces_that_object_only,
    a_write_if_matching_needs_an_object,
    of_many_conditional_writers_one_wins,
    of_many_first_writers_one_wins,
    another_content_has_another_etag,
    every_answer_agrees_on_an_objects_facts,
    times_are_of_one_clock,
    a_delete_may_be_repeated,
    a_deleted_object_is_gone_from_listings,
    an_emptied_folder_is_gone_from_listings,
    a_whole_listing_is_in_the_order_of_keys,
    a_page_is_in_the_order_of_keys,
    a_listing_goes_over_several_pages,
    a_listing_of_folders_stops_at_the_next_slash,
    a_listing_of_folders_goes_over_several_pages,
    a_listing_of_nothing_is_empty,
    a_prefix_may_end_inside_a_name,
    odd_characters_in_keys_come_back,
    a_backslash_in_a_key_stays_one,
];

/// Runs every behaviour: the list of what did not go as written down, or how many did.
pub(crate) async fn run(name: &str, subject: &Subject<'_>) -> Result<usize, String> {
    let mut faults = Vec::new();
    for known in subject.quirks.broken {
        if !BEHAVIOURS.iter().any(|(behaviour, _)| behaviour == known) {
            faults.push(format!("{known}: no such behaviour"));
        }
    }
    for (behaviour, check) in BEHAVIOURS {
        let known = subject.quirks.broken.contains(behaviour);
        if known {
            println!("{name}: {behaviour}: known to fail, as follows");
        }
        let outcome = AssertUnwindSafe(check(subject)).catch_unwind().await;
        match (outcome.is_ok(), known) {
            (true, false) | (false, true) => {}
            (false, false) => faults.push(format!("{behaviour}: failed (above)")),
            (true, true) => faults.push(format!("{behaviour}: works now, take it off the list")),
        }
    }
    if faults.is_empty() { Ok(BEHAVIOURS.len()) } else { Err(format!("{name}:\n  {}", faults.join("\n  "))) }
}

const LIMIT: u64 = 64 * 1024 * 1024;

/// A prefix that no other behaviour uses.
fn fresh(name: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{name}-{}/", NEXT.fetch_add(1, Ordering::Relaxed))
}

async fn put(bucket: &dyn Bucket, key: &str, text: &str) -> ETag {
    bucket.put(key, Bytes::copy_from_slice(text.as_bytes()), Condition::None).await.unwrap().etag
}

async fn put_if(
    bucket: &dyn Bucket,
    key: &str,
    text: &str,
    condition: Condition,
) -> Result<ETag, BucketError> {
    let stored = bucket.put(key, Bytes::copy_from_slice(text.as_bytes()), condition).await?;
    Ok(stored.etag)
}

async fn text(bucket: &dyn Bucket, key: &str) -> String {
    String::from_utf8(bucket.get(key, LIMIT).await.unwrap().bytes.to_vec()).unwrap()
}

async fn keys(bucket: &dyn Bucket, prefix: &str) -> Vec<String> {
    let page = list_all(bucket, prefix, false).await.unwrap();
    page.objects.into_iter().map(|object| object.key).collect()
}

async fn what_was_written_is_read_at_once(subject: &Subject<'_>) {
    let key = fresh("read") + "object";
    for round in 0..20 {
        let content = format!("round {round}");
        let etag = put(subject.bucket, &key, &content).await;
        let object = subject.bucket.get(&key, LIMIT).await.unwrap();
        assert_eq!((object.bytes, object.info.etag), (Bytes::from(content), etag));
    }
}

async fn an_empty_object_is_an_object(subject: &Subject<'_>) {
    let prefix = fresh("empty");
    let key = format!("{prefix}__init__.py");
    put(subject.bucket, &key, "").await;
    assert_eq!(subject.bucket.get(&key, 0).await.unwrap().bytes, Bytes::new());
    assert_eq!(subject.bucket.head(&key).await.unwrap().size, 0);
    assert_eq!(keys(subject.bucket, &prefix).await, [key]);
}

async fn a_large_object_comes_back_whole(subject: &Subject<'_>) {
    let key = fresh("large") + "archive.tar.gz";
    let bytes: Bytes = (0u32..4_000_000).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    subject.bucket.put(&key, bytes.clone(), Condition::Absent).await.unwrap();
    let object = subject.bucket.get(&key, LIMIT).await.unwrap();
    assert!(object.bytes == bytes, "{} bytes came back", object.bytes.len());
    subject.bucket.delete(&key).await.unwrap();
}

async fn a_missing_object_is_not_found(subject: &Subject<'_>) {
    let prefix = fresh("missing");
    put(subject.bucket, &format!("{prefix}there"), "x").await;
    for key in [format!("{prefix}object"), format!("{prefix}no/such/folder"), format!("{prefix}there/below")]
    {
        assert_eq!(subject.bucket.get(&key, LIMIT).await.unwrap_err().kind, ErrorKind::NotFound);
        assert_eq!(subject.bucket.head(&key).await.unwrap_err().kind, ErrorKind::NotFound);
    }
}

async fn a_missing_bucket_is_told_from_a_missing_object(subject: &Subject<'_>) {
    let bucket = subject.missing;
    assert_eq!(bucket.get("key", LIMIT).await.unwrap_err().kind, ErrorKind::NoBucket);
    assert_eq!(bucket.list(&Listing::default()).await.unwrap_err().kind, ErrorKind::NoBucket);
}

async fn a_write_makes_no_bucket(subject: &Subject<'_>) {
    for condition in [Condition::None, Condition::Absent] {
        let written = subject.missing.put("key", Bytes::from_static(b"x"), condition).await;
        assert_eq!(written.unwrap_err().kind, ErrorKind::NoBucket);
    }
}

async fn an_object_over_the_limit_is_refused(subject: &Subject<'_>) {
    let key = fresh("limit") + "object";
    put(subject.bucket, &key, "12345").await;
    assert_eq!(subject.bucket.get(&key, 5).await.unwrap().bytes, Bytes::from_static(b"12345"));
    let error = subject.bucket.get(&key, 4).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::TooLarge { size: 5, limit: 4 });
}

async fn a_write_if_absent_succeeds_once(subject: &Subject<'_>) {
    let key = fresh("absent") + "object";
    put_if(subject.bucket, &key, "first", Condition::Absent).await.unwrap();
    for content in ["second", "first"] {
        let error = put_if(subject.bucket, &key, content, Condition::Absent).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Precondition);
    }
    assert_eq!(text(subject.bucket, &key).await, "first");
}

async fn a_write_if_absent_succeeds_after_a_delete(subject: &Subject<'_>) {
    let key = fresh("again") + "object";
    put_if(subject.bucket, &key, "first", Condition::Absent).await.unwrap();
    subject.bucket.delete(&key).await.unwrap();
    put_if(subject.bucket, &key, "second", Condition::Absent).await.unwrap();
    assert_eq!(text(subject.bucket, &key).await, "second");
}

async fn a_write_if_matching_replaces_that_object_only(subject: &Subject<'_>) {
    let key = fresh("matching") + "object";
    let first = put(subject.bucket, &key, "first").await;
    let second = put_if(subject.bucket, &key, "second", Condition::Matches(first.clone())).await.unwrap();
    assert_ne!(first, second);
    let stale = put_if(subject.bucket, &key, "third", Condition::Matches(first)).await.unwrap_err();
    assert_eq!(stale.kind, ErrorKind::Precondition);
    assert_eq!(text(subject.bucket, &key).await, "second");
    put_if(subject.bucket, &key, "third", Condition::Matches(second)).await.unwrap();
    assert_eq!(text(subject.bucket, &key).await, "third");
}

async fn a_write_if_matching_needs_an_object(subject: &Subject<'_>) {
    let key = fresh("gone") + "object";
    let etag = put(subject.bucket, &key, "first").await;
    subject.bucket.delete(&key).await.unwrap();
    let error = put_if(subject.bucket, &key, "second", Condition::Matches(etag)).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Precondition);
    assert!(subject.bucket.head(&key).await.unwrap_err().is_not_found());
}

/// Exactly one of 20 writes is told that it happened, and its content is there.
async fn one_wins(subject: &Subject<'_>, key: &str, condition: Condition) {
    let writers = (0..20).map(|writer| {
        let condition = condition.clone();
        async move {
            let content = format!("writer {writer}");
            let written = loop {
                match put_if(subject.bucket, key, &content, condition.clone()).await {
                    // "Another write is under way": the same request may be sent again.
                    Err(error) if matches!(error.kind, ErrorKind::Conflict | ErrorKind::SlowDown) => {}
                    written => break written,
                }
            };
            (content, written)
        }
    });
    let (won, lost): (Vec<_>, Vec<_>) =
        join_all(writers).await.into_iter().partition(|(_, written)| written.is_ok());
    for (writer, error) in &lost {
        assert_eq!(error.as_ref().unwrap_err().kind, ErrorKind::Precondition, "{writer}: {error:?}");
    }
    assert_eq!(won.len(), 1, "{won:?}");
    assert_eq!(text(subject.bucket, key).await, won[0].0);
}

async fn of_many_conditional_writers_one_wins(subject: &Subject<'_>) {
    for _ in 0..5 {
        let key = fresh("race") + "object";
        let etag = put(subject.bucket, &key, "before").await;
        one_wins(subject, &key, Condition::Matches(etag)).await;
    }
}

async fn of_many_first_writers_one_wins(subject: &Subject<'_>) {
    for _ in 0..5 {
        one_wins(subject, &(fresh("race") + "object"), Condition::Absent).await;
    }
}

async fn another_content_has_another_etag(subject: &Subject<'_>) {
    let key = fresh("etag") + "object";
    let mut seen = BTreeSet::new();
    for content in ["a", "b", "ab", "ba", "", " "] {
        assert!(seen.insert(put(subject.bucket, &key, content).await.0), "{content:?}");
    }
}

async fn every_answer_agrees_on_an_objects_facts(subject: &Subject<'_>) {
    let prefix = fresh("facts");
    let key = format!("{prefix}object");
    let stored = put(subject.bucket, &key, "12345").await;
    let read = subject.bucket.get(&key, LIMIT).await.unwrap().info;
    let head = subject.bucket.head(&key).await.unwrap();
    let listed = list_all(subject.bucket, &prefix, false).await.unwrap().objects.remove(0);
    assert_eq!((&read.key, read.size, &read.etag), (&key, 5, &stored));
    assert_eq!(head, read);
    // A listing's time has milliseconds, a header's whole seconds.
    assert_eq!((&listed.key, listed.size, &listed.etag), (&read.key, read.size, &read.etag));
    assert!((listed.last_modified.as_millisecond() - read.last_modified.as_millisecond()).abs() < 2_000);
}

async fn times_are_of_one_clock(subject: &Subject<'_>) {
    let prefix = fresh("clock");
    let key = format!("{prefix}object");
    let before = list_all(subject.bucket, &prefix, false).await.unwrap().date;
    let stored = subject.bucket.put(&key, Bytes::from_static(b"x"), Condition::None).await.unwrap().date;
    let object = subject.bucket.get(&key, LIMIT).await.unwrap();
    // Headers carry whole seconds.
    let close = |late: jiff::Timestamp, early: jiff::Timestamp| {
        let apart = late.as_second() - early.as_second();
        assert!((-1..60).contains(&apart), "{late} is {apart} s after {early}");
    };
    close(stored, before);
    close(object.date, stored);
    close(stored, object.info.last_modified);
    close(object.info.last_modified, before);
}

async fn a_delete_may_be_repeated(subject: &Subject<'_>) {
    let prefix = fresh("delete");
    let key = format!("{prefix}folder/object");
    put(subject.bucket, &key, "x").await;
    for _ in 0..2 {
        subject.bucket.delete(&key).await.unwrap();
        assert!(subject.bucket.get(&key, LIMIT).await.unwrap_err().is_not_found());
    }
    subject.bucket.delete(&format!("{prefix}never/was")).await.unwrap();
}

async fn a_deleted_object_is_gone_from_listings(subject: &Subject<'_>) {
    let prefix = fresh("unlisted");
    for name in ["a/b/one", "a/two"] {
        put(subject.bucket, &format!("{prefix}{name}"), "x").await;
    }
    subject.bucket.delete(&format!("{prefix}a/b/one")).await.unwrap();
    assert_eq!(keys(subject.bucket, &prefix).await, [format!("{prefix}a/two")]);
    subject.bucket.delete(&format!("{prefix}a/two")).await.unwrap();
    assert_eq!(keys(subject.bucket, &prefix).await, [""; 0]);
}

async fn an_emptied_folder_is_gone_from_listings(subject: &Subject<'_>) {
    let prefix = fresh("emptied");
    let key = format!("{prefix}a/b/object");
    put(subject.bucket, &key, "x").await;
    subject.bucket.delete(&key).await.unwrap();
    let page = list_all(subject.bucket, &prefix, true).await.unwrap();
    assert_eq!((page.objects, page.folders), (vec![], vec![]));
}

/// Keys whose order differs between bytes (`-` and `.` come before `/`), folders first, and letter case.
async fn put_in_disorder(subject: &Subject<'_>, prefix: &str) -> Vec<String> {
    let names = ["ab/c", "a/bc/d", "a.py", "a/b", "a0", "A", "a/b-c", "a-b"];
    let mut names: Vec<String> = names.iter().map(|name| format!("{prefix}{name}")).collect();
    for name in &names {
        put(subject.bucket, name, "x").await;
    }
    names.sort();
    names
}

async fn a_whole_listing_is_in_the_order_of_keys(subject: &Subject<'_>) {
    let prefix = fresh("order");
    let names = put_in_disorder(subject, &prefix).await;
    assert_eq!(keys(subject.bucket, &prefix).await, names);
}

async fn a_page_is_in_the_order_of_keys(subject: &Subject<'_>) {
    let prefix = fresh("order");
    let names = put_in_disorder(subject, &prefix).await;
    let page = subject.bucket.list(&Listing { prefix, folders: false, page: None }).await.unwrap();
    let keys: Vec<String> = page.objects.into_iter().map(|object| object.key).collect();
    assert_eq!(keys, names);
}

/// More than one page of S3 holds, below one prefix.
const MANY: usize = 1_100;

async fn fill(bucket: &dyn Bucket, names: &[String]) {
    stream::iter(names)
        .map(|name| bucket.put(name, Bytes::from_static(b"x"), Condition::None))
        .buffer_unordered(16)
        .try_for_each(|_| async { Ok(()) })
        .await
        .unwrap();
}

async fn clear(bucket: &dyn Bucket, names: &[String]) {
    stream::iter(names)
        .map(|name| bucket.delete(name))
        .buffer_unordered(16)
        .try_for_each(|()| async { Ok(()) })
        .await
        .unwrap();
}

async fn a_listing_goes_over_several_pages(subject: &Subject<'_>) {
    let prefix = fresh("pages");
    let names: Vec<String> = (0..MANY).map(|n| format!("{prefix}{:02}/file {:04}.py", n / 100, n)).collect();
    fill(subject.bucket, &names).await;
    let first = subject.bucket.list(&Listing { prefix: prefix.clone(), folders: false, page: None }).await;
    assert!(first.unwrap().next.is_some(), "one page held {MANY} keys");
    assert_eq!(keys(subject.bucket, &prefix).await, names);
    clear(subject.bucket, &names).await;
    assert_eq!(keys(subject.bucket, &prefix).await, [""; 0]);
}

async fn a_listing_of_folders_stops_at_the_next_slash(subject: &Subject<'_>) {
    let prefix = fresh("folders");
    let names = ["one/metadata.json", "one/dags/a.py", "two/dags/b.py", ".airflowignore", "one-more/x"];
    for name in names {
        put(subject.bucket, &format!("{prefix}{name}"), "x").await;
    }
    let page = list_all(subject.bucket, &prefix, true).await.unwrap();
    let objects: Vec<String> = page.objects.into_iter().map(|object| object.key).collect();
    assert_eq!(objects, [format!("{prefix}.airflowignore")]);
    assert_eq!(page.folders, ["one-more/", "one/", "two/"].map(|folder| format!("{prefix}{folder}")));
}

async fn a_listing_of_folders_goes_over_several_pages(subject: &Subject<'_>) {
    let prefix = fresh("manyfolders");
    let names: Vec<String> = (0..MANY).map(|n| format!("{prefix}p{n:04}/metadata.json")).collect();
    fill(subject.bucket, &names).await;
    let page = list_all(subject.bucket, &prefix, true).await.unwrap();
    let folders: Vec<String> = (0..MANY).map(|n| format!("{prefix}p{n:04}/")).collect();
    assert_eq!(page.folders, folders);
    assert_eq!(page.objects, []);
    clear(subject.bucket, &names).await;
}

async fn a_listing_of_nothing_is_empty(subject: &Subject<'_>) {
    for folders in [false, true] {
        let page = list_all(subject.bucket, &fresh("nothing"), folders).await.unwrap();
        assert_eq!((page.objects, page.folders), (vec![], vec![]));
    }
}

async fn a_prefix_may_end_inside_a_name(subject: &Subject<'_>) {
    let prefix = fresh("inside");
    for name in ["r000001-a", "r000001-b", "r000002-a", "r/x"] {
        put(subject.bucket, &format!("{prefix}{name}"), "x").await;
    }
    let expected = ["r000001-a", "r000001-b"].map(|name| format!("{prefix}{name}"));
    assert_eq!(keys(subject.bucket, &format!("{prefix}r000001")).await, expected);
    let page = list_all(subject.bucket, &format!("{prefix}r"), true).await.unwrap();
    assert_eq!((page.objects.len(), page.folders), (3, vec![format!("{prefix}r/")]));
}

async fn odd_characters_in_keys_come_back(subject: &Subject<'_>) {
    let prefix = fresh("odd");
    let names = [
        "with space.py",
        "plus+plus.py",
        "100%.py",
        "%41.py",
        "a&b=c.py",
        "quote'\"quote.py",
        "semi;colon,comma.py",
        "été.py",
        "日本語.py",
        "😀.py",
        "tilde~.py",
        "at@colon:.py",
        "paren(1)[2]{3}.py",
        "hash#bang!.py",
        "question?.py",
        "star*.py",
        "<tag>.py",
        "dollar$caret^pipe|.py",
        "fol der+/x y+z.py",
    ];
    let mut names = names.map(|name| format!("{prefix}{name}"));
    for name in &names {
        put(subject.bucket, name, name).await;
    }
    for name in &names {
        assert_eq!(&text(subject.bucket, name).await, name);
        assert_eq!(&subject.bucket.head(name).await.unwrap().key, name);
    }
    names.sort();
    assert_eq!(keys(subject.bucket, &prefix).await, names);
    let below = format!("{prefix}fol der+/");
    assert_eq!(list_all(subject.bucket, &prefix, true).await.unwrap().folders, [below.as_str()]);
    assert_eq!(keys(subject.bucket, &below).await, [format!("{below}x y+z.py")]);
    for name in &names {
        subject.bucket.delete(name).await.unwrap();
    }
    assert_eq!(keys(subject.bucket, &prefix).await, [""; 0]);
}

async fn a_backslash_in_a_key_stays_one(subject: &Subject<'_>) {
    let prefix = fresh("backslash");
    let key = format!("{prefix}a\\b.py");
    put(subject.bucket, &key, "x").await;
    assert_eq!(keys(subject.bucket, &prefix).await, [key]);
}
