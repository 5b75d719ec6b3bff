//! The scheduler's role as docs/permissions.md writes it down, on a server that enforces policies: enough to sync,
//! and for nothing else.

use bytes::Bytes;
use dag_publish::bucket::{Condition, list_all};
use dag_publish::sync::report::{Change, State};
use serde_json::json;

use super::denied::{Role, documented};
use super::package::{Package, dag};
use super::proxy::{Fate, Proxy, Seen};
use super::publish::ENVIRONMENT;
use super::store::{Store, endpoint, wait};
use super::sync::{Scheduler, Sync};
use super::verify::Watched;

fn scheduler_role(store: &Store) -> Role {
    Role::with(store, documented(store, "dag-sync"))
}

impl Role {
    fn sync(&self, scheduler: &Scheduler, store: &Store) -> Sync {
        self.take(scheduler.sync(store))
    }

    fn take(&self, sync: Sync) -> Sync {
        sync.env("AWS_ACCESS_KEY_ID", &self.key)
            .env("AWS_SECRET_ACCESS_KEY", &self.secret)
            .env("AWS_ENDPOINT_URL_STS", endpoint("ministack"))
            .args(["--role-arn", &self.arn])
    }
}

fn put(store: &Store, key: &str, text: &'static str) {
    let key = format!("{ENVIRONMENT}/{key}");
    wait(store.bucket.put(&key, Bytes::from_static(text.as_bytes()), Condition::None)).unwrap();
}

/// Two packages, a folder without releases, and a file of the team's.
fn environment(store: &Store) -> [Package; 2] {
    put(store, "by_hand/b.py", "# by hand\n");
    put(store, ".airflowignore", "scratch\n");
    ["alpha", "beta"].map(|name| {
        let package = Package::new(name).dag("a.py", &format!("{name}_a"), "1");
        package.publish(store).exits(0);
        package
    })
}

fn publish_another(package: &Package, store: &Store) {
    package.write("a.py", dag(&format!("{}_a", package.name), "2"));
    package.publish(store).exits(0);
}

#[test]
fn the_documented_policy_is_enough_to_sync_releases_and_folders_without() {
    let store = Store::server("ministack");
    let [alpha, _] = environment(&store);
    let (role, scheduler) = (scheduler_role(&store), Scheduler::new());
    let report = role.sync(&scheduler, &store).once().args(["--strict"]).exits(0).synced();
    assert_eq!((report.packages.len(), report.unmanaged.len()), (2, 1), "{report:#?}");
    publish_another(&alpha, &store);
    role.sync(&scheduler, &store).once().args(["--strict"]).exits(0);
    assert!(scheduler.read("alpha", "a.py").unwrap().contains("# 2\n"));
    assert_eq!(std::fs::read_to_string(scheduler.dest().join("by_hand/b.py")).unwrap(), "# by hand\n");
    let ignores = std::fs::read_to_string(scheduler.dest().join(".airflowignore")).unwrap();
    assert!(ignores.contains("scratch\n"), "{ignores}");
}

#[test]
fn with_unmanaged_ignore_documents_and_archives_are_all_that_must_be_readable() {
    let store = Store::server("ministack");
    environment(&store);
    let mut statements = documented(&store, "dag-sync");
    let resources = &mut statements[1]["Resource"];
    let narrow = resources[0].as_str().unwrap().strip_suffix('*').unwrap().to_owned() + "*/metadata.json";
    resources[0] = json!(narrow);
    let (role, scheduler) = (Role::with(&store, statements), Scheduler::new());
    role.sync(&scheduler, &store).once().args(["--strict", "--unmanaged", "ignore"]).exits(0);
    assert!(scheduler.read("beta", "a.py").is_some());
    // The other way it is told what it may not read, and the packages are placed all the same.
    let answer = role.sync(&scheduler, &store).once().exits(5);
    answer.says(&["by_hand/b.py", "AccessDenied"]);
}

#[test]
fn the_documented_policy_lets_nobody_write_and_nobody_look_elsewhere() {
    let store = Store::server("ministack");
    let [alpha, _] = environment(&store);
    let (role, scheduler) = (scheduler_role(&store), Scheduler::new());
    alpha.write("a.py", dag("alpha_a", "2"));
    role.publish(&alpha, &store).exits(5).says(&["AccessDenied"]);
    let document = Watched::new(&store, "alpha").check().unwrap();
    assert_eq!(document.release.get(), 1);
    let other = role.take(scheduler.sync_environment(&store, "prod")).once();
    other.exits(5).says(&["cannot list", "s3:ListBucket"]);
}

#[test]
fn an_archive_that_is_missing_and_answered_403_keeps_that_package_and_no_other() {
    let store = Store::server("ministack");
    let [alpha, beta] = environment(&store);
    let (role, scheduler) = (scheduler_role(&store), Scheduler::new());
    // As S3 does: who may not list a prefix is not told what is missing there.
    let proxy = Proxy::to(&endpoint("ministack"));
    proxy.fate(|_| Fate::Hidden);
    let relayed = store.through(&proxy.url);
    role.sync(&scheduler, &relayed).once().args(["--strict"]).exits(0);
    let hidden = |seen: &&Seen| seen.path.ends_with("/by_hand/projection.json") && seen.status == 403;
    assert_eq!(proxy.take().iter().filter(hidden).count(), 1);

    for package in [&alpha, &beta] {
        publish_another(package, &store);
    }
    let prefix = format!("releases/{ENVIRONMENT}/alpha/r000002");
    let archive = wait(list_all(store.bucket.as_ref(), &prefix, false)).unwrap().objects.remove(0).key;
    wait(store.bucket.delete(&archive)).unwrap();

    let answer = role.sync(&scheduler, &relayed).once().exits(0).says(&[&archive, "AccessDenied"]);
    let report = answer.synced();
    let [of_alpha, of_beta] = [&report.packages[0], &report.packages[1]];
    assert_eq!((of_alpha.state, of_alpha.change), (State::Held, Change::None), "{answer}");
    assert_eq!((of_beta.state, of_beta.change), (State::Current, Change::Placed), "{answer}");
    assert!(scheduler.read("alpha", "a.py").unwrap().contains("# 1\n"));
    role.sync(&scheduler, &relayed).once().args(["--strict"]).exits(6);

    // A scheduler that starts empty has no r1 yet, and gets it.
    let fresh = Scheduler::new();
    role.sync(&fresh, &relayed).once().exits(0).says(&[&archive]);
    assert!(fresh.read("alpha", "a.py").unwrap().contains("# 1\n"));
    assert!(fresh.read("beta", "a.py").unwrap().contains("# 2\n"));
}
