//! Folders without releases, as `aws s3 sync` uploads them: mirrored, merged, and never deleted by accident.

use crate::sync_site::{Site, of};

fn team(site: &Site, files: usize) {
    for number in 0..files {
        site.upload(&format!("team/dags/d{number:02}.py"), format!("d = {number}\n"));
    }
}

#[test]
fn an_emptied_prefix_deletes_nothing_and_heals() {
    let site = Site::new();
    team(&site, 10);
    site.publish("etl", &["etl_daily"], "one");
    site.once(0);
    let before = site.live();
    std::fs::rename(site.path("bucket/dev"), site.path("bucket/away")).unwrap();
    for _ in 0..4 {
        site.once(0).says(&[
            "guard",
            "10 mirrored files are gone from the bucket",
            "--confirm-deletes",
            "etl — stays at r1",
        ]);
        assert_eq!(site.live(), before);
    }
    let report = site.report(&[], 0);
    assert_eq!(report["guard"]["absent"], 10);
    assert_eq!(of(&report, "etl")["state"], "missing");
    std::fs::rename(site.path("bucket/away"), site.path("bucket/dev")).unwrap();
    let report = site.report(&["--strict"], 0);
    assert!(report["guard"].is_null());
    assert_eq!(site.live(), before);
}

#[test]
fn a_prefix_that_is_deleted_key_by_key_loses_nothing_that_soon() {
    let site = Site::new();
    team(&site, 12);
    site.once(0);
    let before = site.live();
    let mut daemon = site.daemon(&["--interval", "20ms"]).settled();
    for number in 0..12 {
        site.remove(&format!("bucket/dev/team/dags/d{number:02}.py"));
        site.once(0);
    }
    assert_eq!(site.live(), before);
    daemon.says("none goes");
    team(&site, 12);
    daemon.says("the mirrored files are back");
    assert_eq!(site.live(), before);
    daemon.stop();
    assert_eq!(daemon.times("none goes"), 1, "the guard is told once");
}

#[test]
fn confirmed_deletes_take_what_is_absent_and_name_it() {
    let site = Site::new();
    team(&site, 3);
    site.publish("etl", &["etl_daily"], "one");
    site.publish("seed", &["seed_daily"], "one");
    site.once(0);
    site.remove("bucket/dev/team/dags/d01.py");
    site.remove("bucket/dev/seed");
    let planned = site.sync(&["--dry-run", "--confirm-deletes"], 0);
    planned.says(&["seed — would be taken away", "team — would mirror 2 files"]);
    assert!(site.exists("dags/seed"));
    site.sync(&["--once", "--confirm-deletes"], 0)
        .says(&["seed — taken away (was r1)", "team — mirrored 2 files"]);
    assert_eq!(site.names(), ["etl/dags/etl_daily.py", "team/dags/d00.py", "team/dags/d02.py"]);
    site.once(0).says(&["1 package, 1 mirrored, up to date"]);
}

#[test]
fn confirmed_deletes_with_a_package_take_only_that() {
    let site = Site::new();
    team(&site, 2);
    site.publish("etl", &["etl_daily"], "one");
    site.publish("seed", &["seed_daily"], "one");
    site.once(0);
    site.remove("bucket/dev/team");
    site.remove("bucket/dev/etl");
    site.remove("bucket/dev/seed");
    site.sync(&["--once", "--confirm-deletes", "--package", "seed"], 0).says(&["seed — taken away"]);
    assert!(site.exists("dags/etl/dags/etl_daily.py"));
    assert!(site.exists("dags/team/dags/d00.py"));
}

#[test]
fn confirmed_deletes_on_an_empty_listing_are_refused_unless_packages_are_named() {
    let site = Site::new();
    team(&site, 2);
    site.publish("etl", &["etl_daily"], "one");
    site.once(0);
    let before = site.live();
    site.remove("bucket/dev");
    let answer = site.sync(&["--once", "--confirm-deletes"], 4);
    answer.says(&["nothing at all is listed under `dev/`", "--bucket and --env", "--package"]);
    assert_eq!(site.live(), before);
    let mut daemon = site.daemon(&["--interval", "1h"]).settled();
    site.sync(&["--once", "--confirm-deletes"], 4).says(&["nothing at all is listed under `dev/`"]);
    site.sync(&["--once", "--confirm-deletes", "--package", "etl"], 0).says(&["etl — taken away"]);
    assert_eq!(site.names(), ["team/dags/d00.py", "team/dags/d01.py"]);
    daemon.stop();
}

#[test]
fn root_files_are_mirrored_and_the_teams_airflowignore_is_merged_first() {
    let site = Site::new();
    site.upload("settings.py", "x = 1\n");
    site.upload(".airflowignore", "scratch/\n");
    site.publish("etl", &["etl_daily"], "one");
    site.once(0);
    assert_eq!(site.read("dags/settings.py"), "x = 1\n");
    let ignores = site.read("dags/.airflowignore");
    let lines: Vec<&str> = ignores.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.first(), Some(&"scratch/"), "{ignores}");
    assert!(lines.ends_with(&[r"^\.dag-sync(/|$)", "/.dag-sync/"]), "{ignores}");
    site.upload(".airflowignore", "drafts/\n");
    site.upload("settings.py", "x = 2\n");
    site.once(0);
    let ignores = site.read("dags/.airflowignore");
    assert!(ignores.contains("\ndrafts/\n") && !ignores.contains("scratch"), "{ignores}");
    assert_eq!(site.read("dags/settings.py"), "x = 2\n");
    site.once(0).says(&["up to date"]);
}

#[test]
fn a_folder_that_aws_s3_sync_made_is_taken_over_without_a_word() {
    let site = Site::new();
    team(&site, 3);
    for number in 0..3 {
        site.write(&format!("dags/team/dags/d{number:02}.py"), format!("d = {number}\n"));
    }
    let before = site.live();
    let answer = site.once(0);
    assert!(!answer.stdout.contains("warning"), "{}", answer.stdout);
    assert_eq!(site.live(), before);
    assert_eq!(std::fs::read_dir(site.path("dags/.dag-sync/aside")).unwrap().count(), 0);
}

#[test]
fn ignored_folders_are_left_alone() {
    let site = Site::new();
    team(&site, 2);
    site.upload("settings.py", "");
    site.publish("etl", &["etl_daily"], "one");
    site.sync(&["--once", "--unmanaged", "ignore"], 0);
    assert_eq!(site.names(), ["etl/dags/etl_daily.py"]);
}

#[test]
fn a_package_that_begins_to_publish_takes_over_its_mirrored_folder() {
    let site = Site::new();
    site.upload("etl/dags/old.py", "old = 1\n");
    site.once(0);
    assert_eq!(site.names(), ["etl/dags/old.py"]);
    site.publish("etl", &["etl_daily"], "one");
    site.once(0).says(&["etl — placed r1"]);
    assert_eq!(site.names(), ["etl/dags/etl_daily.py"]);
    assert_eq!(std::fs::read_dir(site.path("dags/.dag-sync/aside")).unwrap().count(), 0);
}
