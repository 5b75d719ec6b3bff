//! The protocol's rules one by one, on a bucket in memory. (The simulation looks at them all at once.)

mod conditions;
mod foreign;
mod guards;
mod hostile;
mod ownership;
mod recovery;
mod requests;
mod rollback;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures::executor::block_on;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};

use super::{
    Candidate, CandidateDag, Outcome, Overrides, Phase, Plan, PublishError, Published, Publisher, Refusal,
    Watch, plan_all, publish_all,
};
use crate::bucket::memory::Memory;
use crate::host::Host;
use crate::metadata::layout::PackageKeys;
use crate::metadata::{Document, EnvironmentName, FilePath, Mark, PackageName, Source, Target, tree_sha256};
use crate::package::PackageFile;

/// A host that never waits and counts its random numbers up.
#[derive(Debug, Default)]
pub(crate) struct TestHost(AtomicU64);

impl Host for TestHost {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
    fn unix_millis(&self) -> u64 {
        1_780_000_000_000
    }
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(futures::future::ready(()))
    }
    fn random(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        bytes[2..].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        bytes
    }
}

/// Keeps what it is told.
#[derive(Debug, Default)]
pub(crate) struct Told(Mutex<Vec<String>>);

impl Watch for Told {
    fn begin(&self, _: &PackageName, _: Phase, _: u64) {}
    fn step(&self, _: &PackageName) {}
    fn warn(&self, package: &PackageName, sentence: &str) {
        self.0.lock().unwrap().push(format!("{package}: {sentence}"));
    }
}

/// A bucket, a machine, and the overrides of the next call.
#[derive(Debug)]
pub(crate) struct Bed {
    pub(crate) memory: Memory,
    pub(crate) host: TestHost,
    pub(crate) told: Told,
    pub(crate) now: Timestamp,
    pub(crate) environment: EnvironmentName,
    pub(crate) overrides: Overrides,
}

impl Bed {
    pub(crate) fn new() -> Self {
        let now = "2026-11-22T10:00:00Z".parse().unwrap();
        Self {
            memory: Memory::new(now),
            host: TestHost::default(),
            told: Told::default(),
            now,
            environment: EnvironmentName::new("dev").unwrap(),
            overrides: Overrides::default(),
        }
    }

    pub(crate) fn days_pass(&mut self, days: i64) {
        self.now += SignedDuration::from_hours(24 * days);
        self.memory.set_now(self.now);
    }

    pub(crate) fn publisher(&self) -> Publisher<'_> {
        Publisher {
            bucket: &self.memory,
            host: &self.host,
            environment: &self.environment,
            concurrency: 4,
            overrides: &self.overrides,
            watch: &self.told,
        }
    }

    pub(crate) fn publish(&self, candidate: Candidate) -> Result<Published, PublishError> {
        self.publish_several(vec![candidate]).remove(0).result
    }

    pub(crate) fn publish_several(&self, candidates: Vec<Candidate>) -> Vec<Outcome> {
        block_on(publish_all(&self.publisher(), &candidates))
    }

    pub(crate) fn plan(&self, candidate: Candidate) -> Result<Plan, PublishError> {
        block_on(plan_all(&self.publisher(), &[candidate])).remove(0).1
    }

    pub(crate) fn keys(&self, package: &str) -> PackageKeys {
        PackageKeys::new(self.environment.clone(), PackageName::new(package).unwrap())
    }

    pub(crate) fn document(&self, package: &str) -> Document {
        let keys = self.keys(package);
        Document::parse(&self.memory.current(&keys.metadata()).unwrap(), &keys).unwrap()
    }

    /// The plain copy: path and text of every file.
    pub(crate) fn plain(&self, package: &str) -> Vec<(String, String)> {
        let prefix = self.keys(package).dags();
        let text = |key: &str| String::from_utf8(self.memory.current(key).unwrap().to_vec()).unwrap();
        let keys = self.memory.keys();
        let files = keys.iter().filter_map(|key| Some((key.strip_prefix(&prefix)?.to_owned(), text(key))));
        files.collect()
    }
}

/// A candidate under construction.
pub(crate) fn package(name: &str) -> Candidate {
    Candidate {
        package: PackageName::new(name).unwrap(),
        files: Vec::new(),
        entries: Vec::new(),
        tree_sha256: tree_sha256(&[]),
        dags: Vec::new(),
        unresolved: Vec::new(),
        target: Target { python: "3.12".into(), airflow: "3".into() },
        checks: vec!["dag_id".into(), "syntax".into()],
        source: Source::default(),
    }
    .file("dags.py", name)
}

impl Candidate {
    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        let (path, bytes) = (FilePath::new(path).unwrap(), Bytes::from(text.to_owned()));
        self.files.retain(|file| file.path != path);
        self.files.push(PackageFile { path, bytes });
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        let package = crate::package::Package {
            name: self.package.clone(),
            folder: ".".into(),
            dags: "dags".into(),
            kind: crate::package::Kind::Dags,
            files: self.files.clone(),
            modules: Vec::new(),
            problems: Vec::new(),
        };
        self.entries = package.entries();
        self.tree_sha256 = tree_sha256(&self.entries);
        self
    }

    pub(crate) fn dags<const N: usize>(mut self, ids: [&str; N]) -> Self {
        let ids = BTreeSet::from(ids);
        let path = FilePath::new("dags.py").unwrap();
        let dag = |dag_id: &str| CandidateDag { dag_id: dag_id.into(), path: path.clone(), line: 1 };
        self.dags = ids.into_iter().map(dag).collect();
        self
    }

    pub(crate) fn run(mut self, run: u64) -> Self {
        self.source.repository = Some("github.com/team/etl".into());
        self.source.run_id = Some(run);
        self
    }
}

pub(crate) fn mark() -> Mark {
    Mark { at: Timestamp::UNIX_EPOCH, actor: Some("kim".into()), reason: Some("INC-7".into()) }
}

fn refusal<T: std::fmt::Debug>(result: Result<T, PublishError>) -> Refusal {
    match result {
        Err(PublishError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_first_release_is_r1_and_its_plain_copy_is_the_package() {
    let bed = Bed::new();
    let published = bed.publish(package("etl").dags(["a", "b"]).file("sql/q.sql", "select 1")).unwrap();
    assert_eq!((published.release.get(), published.new, published.follows), (1, true, None));
    let document = bed.document("etl");
    assert_eq!(document.dags.iter().map(|dag| dag.dag_id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(document.checks, ["dag_id", "ownership", "syntax"]);
    assert_eq!(document.published_at, bed.now);
    let copy = [("dags.py", "etl"), ("sql/q.sql", "select 1")].map(|(path, text)| (path.into(), text.into()));
    assert_eq!(bed.plain("etl"), copy);
}

#[test]
fn the_same_package_again_is_unchanged_and_writes_nothing() {
    let bed = Bed::new();
    bed.publish(package("etl").dags(["a"])).unwrap();
    let before = bed.memory.keys().into_iter().map(|key| bed.memory.versions(&key).len()).sum::<usize>();
    let again = bed.publish(package("etl").dags(["a"])).unwrap();
    assert_eq!((again.release.get(), again.new), (1, false));
    let after = bed.memory.keys().into_iter().map(|key| bed.memory.versions(&key).len()).sum::<usize>();
    assert_eq!(after, before);
}

#[test]
fn a_changed_release_replaces_and_removes_files_of_the_plain_copy_and_tells_what_changed() {
    let bed = Bed::new();
    bed.publish(package("etl").dags(["a", "b"]).file("old.sql", "1").file("kept.sql", "1")).unwrap();
    let next =
        package("etl").dags(["b", "c"]).file("dags.py", "new").file("kept.sql", "1").file("new.sql", "2");
    let published = bed.publish(next).unwrap();
    let changes = &published.changes;
    assert_eq!(changes.added, [FilePath::new("new.sql").unwrap()]);
    assert_eq!(changes.changed, [FilePath::new("dags.py").unwrap()]);
    assert_eq!(changes.removed, [FilePath::new("old.sql").unwrap()]);
    assert_eq!(
        (&changes.dags_added[..], &changes.dags_removed[..]),
        (&["c".to_owned()][..], &["a".to_owned()][..])
    );
    assert_eq!(published.follows.unwrap().get(), 1);
    assert_eq!(bed.plain("etl").len(), 3);
}

#[test]
fn a_plain_copy_that_someone_touched_is_put_right_by_the_next_publish() {
    let bed = Bed::new();
    bed.publish(package("etl").file("kept.sql", "1")).unwrap();
    let good = bed.plain("etl");
    let keys = bed.keys("etl");
    let put = |key: &str| bed.memory.put_now(key, Bytes::from_static(b"x"), &crate::bucket::Condition::None);
    put(&keys.dag_file(&FilePath::new("dags.py").unwrap())).unwrap();
    put(&keys.dag_file(&FilePath::new("stray.py").unwrap())).unwrap();
    bed.memory.delete_now(&keys.dag_file(&FilePath::new("kept.sql").unwrap()));
    assert!(!bed.publish(package("etl").file("kept.sql", "1")).unwrap().new);
    assert_eq!(bed.plain("etl"), good);
}

#[test]
fn fields_of_a_newer_writer_are_kept() {
    let bed = Bed::new();
    bed.publish(package("etl")).unwrap();
    let key = bed.keys("etl").metadata();
    let mut json: serde_json::Value = serde_json::from_slice(&bed.memory.current(&key).unwrap()).unwrap();
    json["promoted_from"] = "staging".into();
    bed.memory
        .put_now(&key, serde_json::to_vec(&json).unwrap().into(), &crate::bucket::Condition::None)
        .unwrap();
    bed.publish(package("etl").file("dags.py", "2")).unwrap();
    assert_eq!(bed.document("etl").other["promoted_from"], "staging");
}

#[test]
fn every_document_written_here_passes_its_schema() {
    let mut bed = Bed::new();
    bed.publish(package("etl").dags(["a"]).run(5)).unwrap();
    block_on(super::freeze(&bed.publisher(), &PackageName::new("etl").unwrap(), mark())).unwrap();
    block_on(super::unfreeze(&bed.publisher(), &PackageName::new("etl").unwrap())).unwrap();
    bed.publish(package("etl").dags(["a", "b"]).file("x.sql", "1").run(6)).unwrap();
    block_on(super::rollback(&bed.publisher(), &PackageName::new("etl").unwrap(), None, Source::default()))
        .unwrap();
    let package_name = PackageName::new("etl").unwrap();
    block_on(super::remove(&bed.publisher(), &package_name, mark(), Source::default())).unwrap();
    bed.days_pass(1);
    let validator = jsonschema::validator_for(&crate::metadata::schema()).unwrap();
    let versions = bed.memory.versions(&bed.keys("etl").metadata());
    assert_eq!(versions.len(), 6);
    for version in versions {
        let json = serde_json::from_slice(&version.bytes.unwrap()).unwrap();
        let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}
