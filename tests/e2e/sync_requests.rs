//! What dag-sync asks of the bucket, counted on the wire.

use std::cell::RefCell;
use std::sync::LazyLock;

use dag_publish::sync::report::{Change, Report};
use rustix::process::Signal;

use super::package::{Package, dag};
use super::proxy::{Proxy, Seen};
use super::publish::ENVIRONMENT;
use super::store::{Store, endpoint};
use super::sync::{Scheduler, eventually};

/// With its document, and the documents and files of the small packages, this makes two pages of a listing.
const FILES: usize = 1_100;
const SMALL: usize = 4;
const PACKAGES: usize = SMALL + 1;
const PAGES: usize = 2;

/// An environment of two pages. Nobody changes it.
static LARGE: LazyLock<Store> = LazyLock::new(|| published(FILES).0);

/// Packages in a bucket, the first of so many files.
fn published(files: usize) -> (Store, Package) {
    let store = Store::server("seaweedfs");
    let first = Package::new("first").dag("a.py", "first_a", "1");
    for file in 1..files {
        first.write(&format!("part{file:04}.txt"), format!("{file}"));
    }
    first.publish(&store).exits(0);
    for number in 0..SMALL {
        let name = format!("small{number}");
        Package::new(&name).dag("a.py", &format!("{name}_a"), "1").publish(&store).exits(0);
    }
    (store, first)
}

/// A scheduler that reads an environment through a relay.
struct Counted {
    store: Store,
    proxy: Proxy,
    scheduler: Scheduler,
}

impl Counted {
    fn new(store: &Store) -> Self {
        let proxy = Proxy::to(&endpoint("seaweedfs"));
        Self { store: store.through(&proxy.url), proxy, scheduler: Scheduler::new() }
    }

    /// A cycle, and the requests that it made.
    fn once(&self) -> (Report, Vec<Seen>) {
        let report = self.scheduler.once(&self.store);
        (report, self.proxy.take())
    }
}

fn publish_another(package: &Package, store: &Store, variant: &str) {
    package.write("a.py", dag("first_a", variant));
    package.publish(store).exits(0);
}

/// How many requests list, read documents, and read archives; there are no others.
#[track_caller]
fn counts(seen: &[Seen]) -> (usize, usize, usize) {
    let count = |wanted: &dyn Fn(&Seen) -> bool| seen.iter().filter(|seen| wanted(seen)).count();
    let lists = count(&Seen::is_list);
    let documents =
        count(&|seen| seen.method == "GET" && !seen.is_list() && seen.path.ends_with("/metadata.json"));
    let archives = count(&|seen| seen.method == "GET" && !seen.is_list() && seen.path.ends_with(".tar.gz"));
    assert_eq!(lists + documents + archives, seen.len(), "{seen:#?}");
    assert!(seen.iter().all(|seen| seen.status == 200), "{seen:#?}");
    (lists, documents, archives)
}

#[test]
fn a_first_sync_makes_one_listing_and_two_reads_a_package() {
    let counted = Counted::new(&LARGE);
    let (report, seen) = counted.once();
    assert_eq!(report.packages.len(), PACKAGES);
    assert_eq!(counts(&seen), (PAGES, PACKAGES, PACKAGES), "{seen:#?}");
}

#[test]
fn an_unchanged_cycle_makes_one_request_per_1000_keys_and_no_other() {
    let counted = Counted::new(&LARGE);
    counted.once();
    for _ in 0..3 {
        let (report, seen) = counted.once();
        assert!(!report.changed());
        assert_eq!(counts(&seen), (PAGES, 0, 0), "{seen:#?}");
    }
    // Of the environment alone, and every key once: the second page begins where the first ended.
    let (_, prefix) = LARGE.s3_parts();
    let prefix = format!("prefix={}", format!("{prefix}/{ENVIRONMENT}/").replace('/', "%2F"));
    let (_, seen) = counted.once();
    assert!(seen.iter().all(|seen| seen.query.contains(&prefix)), "{seen:#?}");
    assert_eq!(seen.iter().filter(|seen| seen.query.contains("continuation-token")).count(), 1, "{seen:#?}");
}

#[test]
fn a_cycle_with_one_changed_package_reads_its_document_and_its_archive_besides() {
    let (store, package) = published(1);
    let counted = Counted::new(&store);
    counted.once();
    publish_another(&package, &store, "2");
    let (report, seen) = counted.once();
    let placed: Vec<_> = report.packages.iter().filter(|package| package.change == Change::Placed).collect();
    assert_eq!(placed.len(), 1);
    assert_eq!(counts(&seen), (1, 1, 1), "{seen:#?}");
    let reads: Vec<&Seen> = seen.iter().filter(|seen| !seen.is_list()).collect();
    assert!(reads.iter().all(|seen| seen.path.contains("/first/")), "{reads:#?}");
    let (_, seen) = counted.once();
    assert_eq!(counts(&seen), (1, 0, 0), "{seen:#?}");
}

#[test]
fn every_unchanged_cycle_of_a_running_dag_sync_makes_one_request_per_1000_keys_and_no_other() {
    let counted = Counted::new(&LARGE);
    let daemon = counted.scheduler.sync(&counted.store).args(["--interval", "20ms"]).start();
    daemon.says("5 packages");
    let mut seen = counted.proxy.take();
    let first: Vec<Seen> = seen.drain(..PAGES + 2 * PACKAGES).collect();
    assert_eq!(counts(&first), (PAGES, PACKAGES, PACKAGES));
    let seen = RefCell::new(seen);
    eventually("a hundred cycles", || {
        seen.borrow_mut().extend(counted.proxy.take());
        seen.borrow().len() >= 100 * PAGES
    });
    daemon.stop();
    let seen = seen.into_inner();
    let (lists, documents, archives) = counts(&seen);
    assert_eq!((documents, archives), (0, 0));
    let later = seen.iter().filter(|seen| seen.query.contains("continuation-token")).count();
    // It may have been stopped between two pages.
    assert!(lists.abs_diff(PAGES * later) < PAGES, "{later} of {lists} are second pages");
}

#[test]
fn a_running_dag_sync_reads_only_the_document_and_the_archive_of_what_changed() {
    let (store, package) = published(1);
    let counted = Counted::new(&store);
    let daemon = counted.scheduler.sync(&counted.store).args(["--interval", "1h"]).start();
    daemon.says("5 packages");
    counted.proxy.take();
    // SIGHUP is a cycle at once.
    publish_another(&package, &store, "2");
    daemon.signal(Signal::HUP);
    daemon.says("`first` r2 is live (was r1)");
    let seen = counted.proxy.take();
    assert_eq!(counts(&seen), (1, 1, 1), "{seen:#?}");
    // `--once` beside it is a cycle of the running one, no second reader.
    publish_another(&package, &store, "3");
    let (report, seen) = counted.once();
    assert!(report.changed());
    assert_eq!(counts(&seen), (1, 1, 1), "{seen:#?}");
    let (report, seen) = counted.once();
    assert!(!report.changed());
    assert_eq!(counts(&seen), (1, 0, 0), "{seen:#?}");
    daemon.stop();
}
