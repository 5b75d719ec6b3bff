//! A bucket that fails while dag-sync reads it: no news, never fewer DAGs.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use dag_publish::bucket::list_all;
use dag_publish::sync::report::{Change, Report, State};
use rustix::process::Signal;

use super::package::{Package, dag};
use super::proxy::{Fate, Proxy, Seen};
use super::publish::ENVIRONMENT;
use super::store::{Store, endpoint, wait};
use super::sync::{Scheduler, eventually};

const PACKAGES: [&str; 3] = ["alpha", "beta", "gamma"];

/// Three packages that are live at r1, of which r2 is in the bucket; and a relay that may fail.
struct Outage {
    store: Store,
    relayed: Store,
    proxy: Proxy,
    scheduler: Scheduler,
}

impl Outage {
    fn new() -> Self {
        Self::with_files(1)
    }

    fn with_files(files: usize) -> Self {
        let store = Store::server("seaweedfs");
        let scheduler = Scheduler::new();
        let packages = PACKAGES.map(|name| {
            let package = Package::new(name).dag("a.py", &format!("{name}_a"), "1");
            for file in 1..files {
                package.write(&format!("part{file:04}.txt"), format!("{file}"));
            }
            package.publish(&store).exits(0);
            package
        });
        scheduler.once(&store);
        for package in &packages {
            package.write("a.py", dag(&format!("{}_a", package.name), "2"));
            package.publish(&store).exits(0);
        }
        let proxy = Proxy::to(&endpoint("seaweedfs"));
        let relayed = store.through(&proxy.url);
        Self { store, relayed, proxy, scheduler }
    }

    /// Every file in the DAG folder, the state folder aside, with its time.
    fn folder(&self) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let dest = self.scheduler.dest();
        walkdir::WalkDir::new(&dest)
            .into_iter()
            .filter_entry(|entry| entry.file_name() != ".dag-sync")
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let name = entry.path().strip_prefix(&dest).unwrap().to_str().unwrap().to_owned();
                let modified = entry.metadata().unwrap().modified().unwrap();
                (name, (std::fs::read(entry.path()).unwrap(), modified))
            })
            .collect()
    }

    /// The release that is live of each package.
    fn live(&self) -> [u64; 3] {
        PACKAGES.map(|package| live(&self.scheduler.dest(), package))
    }

    fn archive_of(&self, package: &str, release: u64) -> String {
        let prefix = format!("releases/{ENVIRONMENT}/{package}/r{release:06}");
        let listed = wait(list_all(self.store.bucket.as_ref(), &prefix, false)).unwrap().objects;
        assert_eq!(listed.len(), 1, "{listed:?}");
        listed[0].key.clone()
    }
}

fn live(dest: &Path, package: &str) -> u64 {
    let document = std::fs::read(dest.join(package).join("metadata.json")).unwrap();
    serde_json::from_slice::<serde_json::Value>(&document).unwrap()["release"].as_u64().unwrap()
}

fn changes(report: &Report) -> BTreeMap<&str, (State, Change)> {
    report
        .packages
        .iter()
        .map(|package| (package.package.as_str(), (package.state, package.change)))
        .collect()
}

#[test]
fn a_listing_that_breaks_off_after_its_first_page_changes_nothing_and_exits_5() {
    // Alphabetically the last package is on the second page, and the first would have news.
    let outage = Outage::with_files(400);
    let before = outage.folder();
    for fate in [Fate::Cut, Fate::Refused(503, "SlowDown"), Fate::Refused(403, "AccessDenied")] {
        outage.proxy.fate(
            move |seen| {
                if seen.query.contains("continuation-token") { fate } else { Fate::Answered }
            },
        );
        let answer = outage.scheduler.sync(&outage.relayed).once().exits(5);
        assert!(answer.stdout.is_empty(), "{answer}");
        answer.says(&["cannot list"]);
        let seen = outage.proxy.take();
        assert!(seen.iter().any(|seen| seen.is_list() && seen.status == 200), "{seen:#?}");
        assert!(seen.iter().all(Seen::is_list), "only listings: {seen:#?}");
        assert_eq!(outage.folder(), before, "{fate:?}");
    }
    outage.proxy.fate(|_| Fate::Answered);
    outage.scheduler.once(&outage.relayed);
    assert_eq!(outage.live(), [2, 2, 2]);
}

#[test]
fn a_first_page_that_breaks_off_in_the_middle_changes_nothing_and_exits_5() {
    let outage = Outage::new();
    let before = outage.folder();
    outage.proxy.fate(|seen| if seen.is_list() { Fate::Cut } else { Fate::Answered });
    outage.scheduler.sync(&outage.relayed).once().exits(5).says(&["cannot list"]);
    assert_eq!(outage.folder(), before);
}

#[test]
fn a_running_dag_sync_keeps_what_it_has_while_the_bucket_answers_503_and_goes_on_afterwards() {
    let outage = Outage::new();
    let before = outage.folder();
    outage.proxy.fate(|_| Fate::Refused(503, "SlowDown"));
    let daemon = outage.scheduler.sync(&outage.relayed).args(["--interval", "100ms"]).start();
    daemon.says("nothing was changed: cannot list");
    // Through more than one cycle that failed.
    let (tries, seen) = (outage.proxy.take().len(), Cell::new(0));
    eventually("more cycles", || {
        seen.set(seen.get() + outage.proxy.take().len());
        seen.get() > 2 * tries
    });
    assert_eq!(outage.folder(), before);
    let news = daemon.log().matches("nothing was changed").count();
    assert_eq!(news, 1, "it is said once: {}", daemon.log());
    outage.proxy.fate(|_| Fate::Answered);
    daemon.says("the bucket and the folder can be read again");
    daemon.says("`gamma` r2 is live (was r1)");
    assert_eq!(outage.live(), [2, 2, 2]);
    daemon.stop();
}

#[test]
fn an_archive_that_breaks_off_in_the_middle_keeps_that_package_and_no_other() {
    let outage = Outage::new();
    let archive = outage.archive_of("beta", 2);
    let cut = archive.clone();
    outage.proxy.fate(move |seen| {
        if seen.method == "GET" && seen.path.ends_with(&cut) { Fate::Cut } else { Fate::Answered }
    });
    let answer = outage.scheduler.sync(&outage.relayed).once().exits(5).says(&[&archive]);
    let report = answer.synced();
    assert_eq!(changes(&report)["beta"], (State::Held, Change::None), "{answer}");
    assert_eq!(outage.live(), [2, 1, 2]);
    assert!(outage.scheduler.read("beta", "a.py").unwrap().contains("# 1\n"));
    assert_eq!(Scheduler::names(&outage.scheduler.state().join("staging")), [""; 0]);
    outage.proxy.fate(|_| Fate::Answered);
    outage.scheduler.once(&outage.relayed);
    assert_eq!(outage.live(), [2, 2, 2]);
}

#[test]
fn a_document_that_may_not_be_read_keeps_that_package_and_no_other() {
    let outage = Outage::new();
    outage.proxy.fate(|seen| {
        if seen.path.ends_with("/beta/metadata.json") {
            Fate::Refused(403, "AccessDenied")
        } else {
            Fate::Answered
        }
    });
    let answer = outage.scheduler.sync(&outage.relayed).once().exits(0);
    let report = answer.says(&["beta/metadata.json", "AccessDenied"]).synced();
    assert_eq!(changes(&report)["beta"], (State::Held, Change::None));
    assert_eq!(changes(&report)["alpha"], (State::Current, Change::Placed));
    assert_eq!(outage.live(), [2, 1, 2]);
    // Whoever wants every package at its newest release is told so.
    outage.scheduler.sync(&outage.relayed).once().args(["--strict"]).exits(6);
    outage.proxy.fate(|_| Fate::Answered);
    outage.scheduler.once(&outage.relayed);
    assert_eq!(outage.live(), [2, 2, 2]);
}

#[test]
fn a_document_that_gets_no_answer_ends_the_cycle_before_anything_is_changed() {
    let outage = Outage::new();
    let before = outage.folder();
    outage.proxy.fate(|seen| {
        let lost = seen.path.ends_with("/beta/metadata.json");
        if lost { Fate::Refused(500, "InternalError") } else { Fate::Answered }
    });
    outage.scheduler.sync(&outage.relayed).once().exits(5).says(&["beta/metadata.json"]);
    assert_eq!(outage.folder(), before);
}

#[test]
fn a_failure_that_passes_within_a_cycle_is_not_noticed() {
    let outage = Outage::new();
    // The first request of every key fails.
    let met = Mutex::new(BTreeSet::new());
    outage.proxy.fate(move |seen| {
        let first = met.lock().unwrap().insert((seen.path.clone(), seen.query.clone()));
        if first { Fate::Refused(503, "SlowDown") } else { Fate::Answered }
    });
    outage.scheduler.once(&outage.relayed);
    assert_eq!(outage.live(), [2, 2, 2]);
}

#[test]
fn sigterm_ends_a_running_dag_sync_with_0_while_the_bucket_does_not_answer() {
    let outage = Outage::new();
    let asked = Arc::new(AtomicBool::new(false));
    let notice = Arc::clone(&asked);
    outage.proxy.fate(move |_| {
        notice.store(true, Ordering::Relaxed);
        Fate::Refused(503, "SlowDown")
    });
    let daemon = outage.scheduler.sync(&outage.relayed).args(["--interval", "1h"]).start();
    eventually("a request", || asked.load(Ordering::Relaxed));
    daemon.signal(Signal::HUP);
    daemon.stop();
    assert_eq!(outage.live(), [1, 1, 1]);
}
