//! What a publish asks of the bucket, counted on the wire.

use dag_publish::bucket::Condition;
use jiff::SignedDuration;

use super::package::Package;
use super::proxy::{Proxy, Seen};
use super::publish::ENVIRONMENT;
use super::store::{Store, endpoint, wait};
use super::verify::Watched;

/// A package of 60 files, a foreign package beside it, and the requests that a publish of the first makes.
struct Counted {
    store: Store,
    counted: Store,
    proxy: Proxy,
    package: Package,
}

const FILES: usize = 60;

impl Counted {
    fn new() -> Self {
        let store = Store::server("seaweedfs");
        Package::new("foreign").dag("a.py", "foreign_a", "").publish(&store).exits(0);
        let proxy = Proxy::to(&endpoint("seaweedfs"));
        let counted = store.through(&proxy.url);
        let mut package = Package::new("counted");
        for file in 0..FILES {
            package = package.dag(&format!("f{file:02}.py"), &format!("counted_{file}"), "");
        }
        Self { store, counted, proxy, package }
    }

    fn publish(&self) -> Vec<Seen> {
        self.package.publish(&self.counted).exits(0);
        self.proxy.take()
    }

    /// The requests that match, and the keys that they were about, relative to the bucket's prefix.
    fn keys(&self, seen: &[Seen], wanted: impl Fn(&Seen) -> bool) -> Vec<String> {
        let (bucket, prefix) = self.store.s3_parts();
        let prefix = format!("/{bucket}/{prefix}/");
        let mut keys: Vec<String> = seen
            .iter()
            .filter(|seen| wanted(seen))
            .map(|seen| seen.path.strip_prefix(&prefix).unwrap_or("").to_owned())
            .collect();
        keys.sort();
        keys
    }
}

fn puts(seen: &Seen) -> bool {
    seen.method == "PUT"
}

fn gets(seen: &Seen) -> bool {
    seen.method == "GET" && !seen.is_list()
}

fn metadata_of(package: &str) -> String {
    format!("{ENVIRONMENT}/{package}/metadata.json")
}

#[test]
fn an_unchanged_publish_makes_two_reads_one_listing_and_no_write() {
    let counted = Counted::new();
    counted.publish();
    let seen = counted.publish();
    let projection = format!("releases/{ENVIRONMENT}/counted/projection.json");
    assert_eq!(counted.keys(&seen, gets), [metadata_of("counted"), projection], "{seen:#?}");
    assert_eq!(counted.keys(&seen, Seen::is_list).len(), 1, "{seen:#?}");
    assert_eq!(seen.len(), 3, "{seen:#?}");
}

#[test]
fn a_first_publish_writes_one_archive_one_document_and_the_plain_copy() {
    let counted = Counted::new();
    let seen = counted.publish();
    let written = counted.keys(&seen, |seen| puts(seen) && seen.status == 200);
    let (archives, rest): (Vec<_>, Vec<_>) = written.into_iter().partition(|key| key.ends_with(".tar.gz"));
    let mut expected: Vec<String> =
        (0..FILES).map(|file| format!("{ENVIRONMENT}/counted/dags/f{file:02}.py")).collect();
    expected.push(metadata_of("counted"));
    expected.push(format!("releases/{ENVIRONMENT}/counted/projection.json"));
    assert_eq!(rest, expected, "{seen:#?}");
    assert_eq!(archives.len(), 1, "{archives:?}");
    // Two writes that the store must refuse, over the archive that nothing names yet.
    let refused = counted.keys(&seen, |seen| puts(seen) && seen.status != 200);
    assert_eq!(refused, [archives[0].clone(), archives[0].clone()], "{seen:#?}");
    assert!(!seen.iter().any(|seen| seen.method == "DELETE" || seen.method == "POST"), "{seen:#?}");
}

#[test]
fn a_publish_of_a_changed_file_writes_the_archive_the_document_and_that_file() {
    let counted = Counted::new();
    counted.publish();
    counted.package.write("f07.py", super::package::dag("counted_7", "changed"));
    counted.package.remove("f08.py");
    let seen = counted.publish();
    let written = counted.keys(&seen, puts);
    let (archives, rest): (Vec<_>, Vec<_>) = written.into_iter().partition(|key| key.ends_with(".tar.gz"));
    assert_eq!(
        rest,
        [
            format!("{ENVIRONMENT}/counted/dags/f07.py"),
            metadata_of("counted"),
            format!("releases/{ENVIRONMENT}/counted/projection.json"),
        ],
        "{seen:#?}"
    );
    assert_eq!(archives.len(), 1, "{archives:?}");
    let deleted = counted.keys(&seen, |seen| seen.method == "DELETE");
    assert_eq!(deleted, [format!("{ENVIRONMENT}/counted/dags/f08.py")], "{seen:#?}");
}

#[test]
fn a_later_publish_without_new_ids_reads_no_document_of_another_package() {
    let counted = Counted::new();
    let seen = counted.publish();
    let foreign = |seen: &Seen| gets(seen) && seen.path.contains("/foreign/");
    // All its ids are new: whose they are is looked up before the commit and once more after it.
    assert!(!counted.keys(&seen, foreign).is_empty(), "{seen:#?}");
    make_ids_older(&counted.store, SignedDuration::from_hours(8 * 24));
    counted.package.write("f07.py", super::package::dag("counted_7", "changed"));
    let seen = counted.publish();
    let reads = counted.keys(&seen, gets);
    let projection = format!("releases/{ENVIRONMENT}/counted/projection.json");
    assert_eq!(reads, [metadata_of("counted"), metadata_of("counted"), projection], "{seen:#?}");
    let environment = |seen: &Seen| seen.is_list() && seen.query.contains("delimiter");
    assert!(counted.keys(&seen, environment).is_empty(), "{seen:#?}");
}

/// As if the package had had its ids for longer.
fn make_ids_older(store: &Store, age: SignedDuration) {
    let watched = Watched::new(store, "counted");
    let mut document = watched.document().unwrap();
    for dag in &mut document.dags {
        dag.since -= age;
    }
    let bytes = document.to_bytes().unwrap().into();
    wait(store.bucket.put(&watched.keys.metadata(), bytes, Condition::None)).unwrap();
}
