//! What others wrote, or what happened at the worst moment: nothing may lie, stop or grow without bound.

use super::*;
use crate::bucket::{
    Bucket, BucketError, Condition, ErrorKind, Listing, Object, ObjectInfo, Operation, Page, Stored,
};
use crate::metadata::{Claim, DagEntry, ReleaseNumber};
use crate::publish::Known;

type Answer = Box<dyn Fn(Operation, &str, &Memory) -> Option<BucketError> + Send + Sync>;

/// A bucket whose answers a test may replace: `before` keeps a request from happening, `after` hides that it did.
struct Scripted {
    memory: Memory,
    before: Answer,
    after: Answer,
}

impl Scripted {
    fn new(bed: &Bed) -> Self {
        let nothing = || Box::new(|_: Operation, _: &str, _: &Memory| None);
        Self { memory: bed.memory.clone(), before: nothing(), after: nothing() }
    }

    fn run<T>(
        &self,
        operation: Operation,
        key: &str,
        request: impl FnOnce() -> Result<T, BucketError>,
    ) -> Result<T, BucketError> {
        if let Some(error) = (self.before)(operation, key, &self.memory) {
            return Err(error);
        }
        let answer = request();
        (self.after)(operation, key, &self.memory).map_or(answer, Err)
    }
}

impl std::fmt::Debug for Scripted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Scripted")
    }
}

impl std::fmt::Display for Scripted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("scripted://")
    }
}

#[async_trait::async_trait]
impl Bucket for Scripted {
    async fn get(&self, key: &str, limit: u64) -> Result<Object, BucketError> {
        self.run(Operation::Get, key, || self.memory.get_now(key, limit))
    }
    async fn head(&self, key: &str) -> Result<ObjectInfo, BucketError> {
        self.run(Operation::Head, key, || self.memory.head_now(key))
    }
    async fn put(&self, key: &str, bytes: Bytes, condition: Condition) -> Result<Stored, BucketError> {
        self.run(Operation::Put, key, || self.memory.put_now(key, bytes, &condition))
    }
    async fn delete(&self, key: &str) -> Result<(), BucketError> {
        self.run(Operation::Delete, key, || {
            self.memory.delete_now(key);
            Ok(())
        })
    }
    async fn list(&self, listing: &Listing) -> Result<Page, BucketError> {
        self.run(Operation::List, &listing.prefix, || Ok(self.memory.list_now(listing)))
    }
}

fn error(operation: Operation, key: &str, kind: ErrorKind) -> BucketError {
    BucketError::new(operation, key, kind, "as the test says")
}

fn publish(bed: &Bed, bucket: &Scripted, candidate: Candidate) -> Result<Published, PublishError> {
    let publisher = Publisher { bucket, ..bed.publisher() };
    block_on(publish_all(&publisher, &[candidate])).remove(0).result
}

fn put(bed: &Bed, key: &str, bytes: impl Into<Bytes>) {
    bed.memory.put_now(key, bytes.into(), &Condition::None).unwrap();
}

/// Changes a package's document in place, as its own role could.
fn rewrite(bed: &Bed, package: &str, change: impl FnOnce(&mut Document)) {
    let mut document = bed.document(package);
    change(&mut document);
    put(bed, &bed.keys(package).metadata(), document.to_bytes().unwrap());
}

#[test]
fn a_package_that_no_reader_would_take_is_refused_before_its_first_write() {
    let bed = Bed::new();
    let mut candidate = package("etl");
    let path = FilePath::new("dags.py").unwrap();
    let dag = |at: usize| CandidateDag { dag_id: format!("dag_{at:05}"), path: path.clone(), line: 1 };
    candidate.dags = (0..=crate::metadata::limits::DAG_IDS).map(dag).collect();
    let error = bed.publish(candidate.clone()).unwrap_err();
    assert!(matches!(error, PublishError::Unwritable(_)), "{error}");
    assert!(error.to_string().contains("5001 DAGs"), "{error}");
    assert!(bed.plan(candidate).is_err(), "a dry run says the same");
    assert_eq!(bed.memory.keys(), Vec::<String>::new());
}

#[test]
fn a_document_beyond_its_size_is_refused_before_the_archive_is_written() {
    let bed = Bed::new();
    let mut candidate = package("etl");
    candidate.unresolved = vec![crate::metadata::UnresolvedEntry {
        path: FilePath::new("dags.py").unwrap(),
        line: 1,
        reason: "x".repeat(crate::metadata::limits::METADATA_BYTES),
        candidates: vec![],
    }];
    assert!(matches!(bed.publish(candidate), Err(PublishError::Unwritable(_))));
    assert_eq!(bed.memory.keys(), Vec::<String>::new());
}

#[test]
fn the_last_release_number_ends_a_package_with_a_sentence_not_with_a_document_nobody_reads() {
    let bed = Bed::new();
    bed.publish(package("etl")).unwrap();
    let last = ReleaseNumber::new((1 << 52) - 1).unwrap();
    rewrite(&bed, "etl", |document| {
        document.release = last;
        document.history[0].release = last;
    });
    let error = bed.publish(package("etl").file("dags.py", "2")).unwrap_err();
    assert!(error.to_string().contains("highest release number"), "{error}");
    assert_eq!(bed.document("etl").release, last);
}

#[test]
fn a_lost_answer_followed_by_a_newer_tools_document_is_unknown_not_refused() {
    let bed = Bed::new();
    bed.publish(package("etl")).unwrap();
    let mut bucket = Scripted::new(&bed);
    bucket.after = Box::new(|operation, key, memory| {
        let ours = operation == Operation::Put && key.ends_with("/metadata.json");
        ours.then(|| {
            let newer = Bytes::from_static(br#"{"schema_version": 9, "min_reader": 9}"#);
            memory.put_now(key, newer, &Condition::None).unwrap();
            error(operation, key, ErrorKind::Unavailable)
        })
    });
    let failed = publish(&bed, &bucket, package("etl").file("dags.py", "2")).unwrap_err();
    assert_eq!(failed.known(), Known::Unknown, "{failed}");
}

#[test]
fn a_document_that_cannot_be_used_after_the_commit_does_not_take_the_success_back() {
    let bed = Bed::new();
    let mut bucket = Scripted::new(&bed);
    bucket.after = Box::new(|operation, key, memory| {
        if operation == Operation::Put && key.ends_with("/projection.json") {
            let keys = memory.keys();
            let document = keys.iter().find(|key| key.ends_with("/metadata.json")).unwrap();
            memory.put_now(document, Bytes::from_static(b"{\"min_reader\": 9}"), &Condition::None).unwrap();
        }
        None
    });
    let published = publish(&bed, &bucket, package("etl")).unwrap();
    assert!(published.new);
    assert!(bed.told.0.lock().unwrap().iter().any(|sentence| sentence.contains("left as it is")));
}

#[test]
fn a_commit_that_grew_too_old_after_a_lost_answer_is_unknown() {
    /// A machine that sleeps two hours at a time.
    #[derive(Debug, Default)]
    struct Suspended(TestHost, AtomicU64);
    impl Host for Suspended {
        fn elapsed(&self) -> Duration {
            Duration::from_secs(self.1.load(Ordering::Relaxed))
        }
        fn unix_millis(&self) -> u64 {
            self.0.unix_millis()
        }
        fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
            self.1.fetch_add(7_200, Ordering::Relaxed);
            self.0.sleep(time)
        }
        fn random(&self) -> [u8; 10] {
            self.0.random()
        }
    }
    let bed = Bed::new();
    let host = Suspended::default();
    let mut bucket = Scripted::new(&bed);
    bucket.before = Box::new(|operation, key, _| {
        let commit = operation == Operation::Put && key.ends_with("/metadata.json");
        commit.then(|| error(operation, key, ErrorKind::Unavailable))
    });
    let publisher = Publisher { bucket: &bucket, host: &host, ..bed.publisher() };
    let failed = block_on(publish_all(&publisher, &[package("etl")])).remove(0).result.unwrap_err();
    assert_eq!(failed.known(), Known::Unknown, "the request may still land: {failed}");
}

#[test]
fn a_projection_json_of_any_size_and_content_costs_writes_only() {
    let bed = Bed::new();
    bed.publish(package("etl")).unwrap();
    let key = bed.keys("etl").projection();
    let large = vec![b' '; crate::metadata::limits::METADATA_BYTES + 1];
    for bytes in [large, b"{".to_vec(), b"[[[[".repeat(1_000), br#"{"files":{"../x":1}}"#.to_vec()] {
        put(&bed, &key, bytes);
        bed.publish(package("etl")).unwrap();
        assert!(bed.memory.current(&key).unwrap().starts_with(br#"{"schema_version":1"#));
    }
}

#[test]
fn a_neighbour_that_cannot_be_read_is_said_in_a_warning() {
    let bed = Bed::new();
    put(&bed, &bed.keys("broken").metadata(), vec![b'['; crate::metadata::limits::METADATA_BYTES + 1]);
    bed.publish(package("etl").dags(["daily"])).unwrap();
    let told = bed.told.0.lock().unwrap().join("\n");
    assert!(told.contains("could not be checked") && told.contains("dev/broken/metadata.json"), "{told}");
}

#[test]
fn a_neighbours_document_puts_no_command_into_our_log() {
    let mut bed = Bed::new();
    bed.publish(package("broken").dags(["a"])).unwrap();
    let key = bed.keys("broken").metadata();
    let text = String::from_utf8(bed.memory.current(&key).unwrap().to_vec()).unwrap();
    let claim = format!(r#""line": 1, "claim": "\n::error::x\u001b[2J{}","#, "y".repeat(1_000_000));
    put(&bed, &key, text.replacen("\"line\": 1,", &claim, 1));
    bed.overrides.require_checks = true;
    let refused = refusal(bed.publish(package("etl").dags(["daily"]))).to_string();
    assert!(refused.contains("unknown variant"), "{refused}");
    assert!(!refused.contains(['\n', '\u{1b}']) && refused.len() < 1_000, "{refused}");
}

#[test]
fn an_id_that_a_neighbour_claims_since_year_minus_9999_stops_only_what_is_new_and_take_goes_on() {
    let mut bed = Bed::new();
    bed.publish(package("etl").dags(["daily"])).unwrap();
    bed.days_pass(8);
    bed.overrides.take.insert("daily".into());
    bed.publish(package("hostile").dags(["daily", "weekly"])).unwrap();
    bed.overrides.take.clear();
    for since in [Timestamp::MIN, Timestamp::MAX] {
        rewrite(&bed, "hostile", |document| {
            let claim = |dag: DagEntry| DagEntry { since, claim: None, ..dag };
            document.dags = std::mem::take(&mut document.dags).into_iter().map(claim).collect();
        });
        bed.publish(package("etl").dags(["daily"]).file("dags.py", &since.to_string())).unwrap();
        let new = || package("etl").dags(["daily", "weekly"]).file("dags.py", "new");
        assert!(matches!(refusal(bed.publish(new())), Refusal::Taken { .. }));
    }
    bed.overrides.take.insert("weekly".into());
    bed.publish(package("etl").dags(["daily", "weekly"]).file("dags.py", "new")).unwrap();
    assert_eq!(bed.document("etl").dags[1].claim, Some(Claim::Taken));
}

#[test]
fn our_own_times_may_be_as_wrong_as_can_be() {
    let bed = Bed::new();
    bed.publish(package("etl").dags(["daily"])).unwrap();
    for (at, time) in [Timestamp::MIN, Timestamp::MAX].into_iter().enumerate() {
        rewrite(&bed, "etl", |document| {
            document.published_at = time;
            document.dags[0].since = time;
            for entry in &mut document.history {
                entry.published_at = time;
            }
        });
        bed.publish(package("etl").dags(["daily"]).file("dags.py", &at.to_string())).unwrap();
    }
}

#[test]
fn a_removed_package_comes_back_by_rollback_only_on_purpose() {
    let mut bed = Bed::new();
    let name = PackageName::new("etl").unwrap();
    bed.publish(package("etl")).unwrap();
    block_on(crate::publish::remove(&bed.publisher(), &name, mark(), Source::default())).unwrap();
    for to in [None, ReleaseNumber::new(1)] {
        let back = block_on(crate::publish::rollback(&bed.publisher(), &name, to, Source::default()));
        assert!(matches!(refusal(back), Refusal::Removed(_)));
    }
    bed.overrides.restore = true;
    block_on(crate::publish::rollback(&bed.publisher(), &name, None, Source::default())).unwrap();
    assert_eq!(bed.document("etl").release.get(), 3);
}
