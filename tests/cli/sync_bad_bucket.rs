//! What the bucket may do to dag-sync: nothing that is live goes by it, and each is told with its key.

use crate::sync_site::{Site, of, valid};

/// Documents that nobody should write, and what is said of each.
fn hostile(site: &Site) -> Vec<(&'static str, String)> {
    let good = site.read("bucket/dev/etl/metadata.json");
    let nested = "[".repeat(10_000_000);
    let within_the_limit = format!("{{\"files\":{}", "[".repeat(7_000_000));
    vec![
        ("10000000 bytes", nested),
        ("cannot be used", within_the_limit),
        ("..", good.replace("etl_daily.py", "../../../etl_daily.py")),
        ("/etc", good.replace("etl_daily.py", "/etc/etl_daily.py")),
        ("releases/dev/", good.replace("releases/dev/etl/", "releases/dev/seed/")),
        (
            "package",
            good.replace("\"package\": \"etl\"", "\"package\": \"seed\"")
                .replace("\"package\":\"etl\"", "\"package\":\"seed\""),
        ),
    ]
}

#[test]
fn a_bucket_directory_that_is_missing_or_a_file_is_named_and_nothing_is_made() {
    let site = Site::new();
    let answer = site.once(5).says(&["./bucket", "help: ", "--bucket"]);
    assert_eq!(answer.stdout, "");
    assert!(!site.exists("bucket"), "a reader makes no bucket");
    site.write("bucket", "a file");
    site.once(5).says(&["./bucket", "not a folder"]);
    site.sync(&["--dry-run"], 5).says(&["./bucket"]);
}

#[test]
fn a_bucket_that_goes_leaves_everything_as_it_is_and_the_daemon_goes_on() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    let mut daemon = site.daemon(&["--interval", "50ms"]).settled();
    let before = site.facts("dags/etl");
    std::fs::rename(site.path("bucket"), site.path("elsewhere")).unwrap();
    daemon.says("nothing was changed: cannot list");
    site.once(5).says(&["`./bucket`: there is no such folder", "help: "]);
    assert_eq!(site.facts("dags/etl"), before);
    assert!(daemon.is_running());
    std::fs::rename(site.path("elsewhere"), site.path("bucket")).unwrap();
    daemon.says("can be read again");
    assert_eq!(daemon.times("nothing was changed"), 1, "a lasting problem is told once");
    site.publish("etl", &["etl_daily"], "two");
    daemon.says("`etl` r2 is live (was r1)");
    daemon.stop();
}

#[test]
fn a_daemon_that_starts_before_its_bucket_waits_for_it() {
    let site = Site::new();
    let mut daemon = site.daemon(&["--interval", "50ms"]);
    daemon.says("nothing was changed: cannot list");
    site.publish("etl", &["etl_daily"], "one");
    daemon.says("`etl` r1 is live");
    daemon.stop();
}

#[test]
fn a_listing_that_breaks_off_halfway_changes_nothing() {
    let site = Site::new().without_root();
    site.publish("etl", &["etl_daily"], "one");
    site.upload("team/dags/a.py", "a = 1\n");
    site.upload("zoo/dags/z.py", "z = 1\n");
    site.once(0);
    let before = site.facts("dags/etl");
    site.publish("etl", &["etl_daily"], "two");
    site.upload("team/dags/a.py", "a = 2\n");
    site.mode("bucket/dev/zoo", 0o000);
    let answer = site.once(5).says(&["bucket/dev", "ermission denied", "help: "]);
    assert_eq!(answer.stdout, "");
    assert_eq!(site.facts("dags/etl"), before);
    assert_eq!(site.read("dags/team/dags/a.py"), "a = 1\n");
    assert!(site.exists("dags/zoo/dags/z.py"));
    site.mode("bucket/dev/zoo", 0o755);
    site.once(0);
    assert!(site.read("dags/etl/dags/etl_daily.py").contains("two"));
}

#[test]
fn wrong_bytes_never_go_live_and_what_is_live_stays() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site.publish("seed", &["seed_daily"], "one");
    site.once(0);
    site.publish("etl", &["etl_daily"], "two");
    site.publish("seed", &["seed_daily"], "two");
    let archive = site.archive("etl", 2);
    let mut bytes = std::fs::read(&archive).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&archive, bytes).unwrap();
    let report = site.report(&[], 0);
    let etl = of(&report, "etl");
    assert_eq!((&etl["state"], &etl["live"], &etl["newest"]), (&"held".into(), &1.into(), &2.into()));
    assert_eq!(etl["problem"]["kind"], "integrity");
    assert_eq!(of(&report, "seed")["live"], 2, "another package is not touched by it");
    assert!(site.read("dags/etl/dags/etl_daily.py").contains("one"));
    site.sync(&["--once", "--strict"], 6).says(&[
        "etl — held at r1",
        "SHA-256",
        "releases/dev/etl/",
        "publish",
    ]);
    site.publish("etl", &["etl_daily"], "three");
    site.sync(&["--once", "--strict"], 0);
    assert!(site.read("dags/etl/dags/etl_daily.py").contains("three"));
}

#[test]
fn an_empty_folder_gets_the_release_before_the_spoilt_one_and_says_so() {
    for spoil in [
        (|path| std::fs::remove_file(path).unwrap()) as fn(&std::path::Path),
        |path| std::fs::write(path, "").unwrap(),
        |path| std::fs::write(path, "nonsense").unwrap(),
        |path| std::fs::write(path, vec![0; 3 << 20]).unwrap(),
    ] {
        let site = Site::new();
        for text in ["one", "two", "three"] {
            site.publish("etl", &["etl_daily"], text);
        }
        spoil(&site.archive("etl", 3));
        let report = site.report(&[], 0);
        let etl = of(&report, "etl");
        assert_eq!((&etl["state"], &etl["live"], &etl["newest"]), (&"held".into(), &2.into(), &3.into()));
        assert!(site.read("dags/etl/dags/etl_daily.py").contains("two"));
        assert!(site.read("dags/etl/metadata.json").contains("\"held\""), "the document beside it says so");
        site.sync(&["--once", "--strict"], 6).says(&["held at r2", "r3 cannot be fetched", "help: "]);
    }
}

#[test]
fn archives_that_are_all_gone_are_told_and_nothing_is_placed() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site.remove("bucket/releases");
    site.once(0).says(&["etl — not placed", "is gone"]);
    site.sync(&["--once", "--strict"], 6);
    assert_eq!(site.names(), [""; 0]);
}

#[test]
fn a_hostile_document_is_told_with_its_key_and_moves_nothing() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site.once(0);
    let before = site.facts("dags/etl");
    for (part, document) in hostile(&site) {
        site.upload("etl/metadata.json", &document);
        let answer = site.sync(&["--once", "--strict"], 6);
        let start = document.chars().take(60).collect::<String>();
        assert!(answer.stdout.contains("dev/etl/metadata.json"), "{start}: {}", answer.stdout);
        assert!(answer.stdout.contains(part), "{part}: {}", answer.stdout);
        assert!(answer.stdout.len() < 2_000, "a message is read by people: {}", answer.stdout);
        assert_eq!(site.facts("dags/etl"), before);
        let report = site.report(&[], 0);
        assert_eq!(of(&report, "etl")["problem"]["kind"], "integrity");
    }
}

#[test]
fn a_hostile_document_alone_in_an_empty_folder_places_nothing() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    for (_, document) in hostile(&site) {
        site.upload("etl/metadata.json", &document);
        site.once(0).says(&["etl — not placed"]);
        assert_eq!(site.names(), [""; 0]);
    }
    assert!(!site.exists("etl_daily.py") && !site.path("../etl_daily.py").exists());
}

#[test]
fn another_tools_metadata_json_is_a_file_like_any_other() {
    let site = Site::new();
    site.upload("team/metadata.json", "{\"owner\": \"finance\"}");
    site.upload("team/dags/a.py", "a = 1\n");
    let report = site.report(&[], 0);
    assert_eq!(
        (&of(&report, "team")["change"], &of(&report, "team")["files"]),
        (&"placed".into(), &2.into())
    );
    assert_eq!(site.read("dags/team/metadata.json"), "{\"owner\": \"finance\"}");
    assert_eq!(of(&site.report(&["--strict"], 0), "team")["change"], "none");
}

#[test]
fn of_keys_that_cannot_stand_side_by_side_the_first_is_placed() {
    let site = Site::new();
    site.upload("team/dags/A.py", "");
    site.upload("team/dags/a.py", "");
    let report = site.report(&[], 0);
    assert_eq!(report["refused"].as_array().unwrap().len(), 1);
    assert_eq!(report["refused"][0]["key"], "dev/team/dags/a.py");
    assert_eq!(site.names(), ["team/dags/A.py"]);
}

#[test]
fn names_that_some_disk_refuses_are_left_out_by_name() {
    let site = Site::new();
    site.upload("team/dags/a.py", "");
    site.upload("team/dags/trailing ", "");
    site.upload("team/dags/back\\slash.py", "");
    let report = site.report(&[], 0);
    assert_eq!(report["refused"].as_array().unwrap().len(), 2, "{report:#}");
    assert_eq!(site.names(), ["team/dags/a.py"]);
    site.once(0).says(&["back\\slash.py", "left out"]);
}

#[test]
fn a_link_in_a_bucket_directory_leads_nowhere() {
    let site = Site::new();
    site.write("secret", "secret");
    site.upload("team/dags/a.py", "");
    std::os::unix::fs::symlink(site.path("secret"), site.path("bucket/dev/team/dags/link.py")).unwrap();
    std::os::unix::fs::symlink("/etc", site.path("bucket/dev/team/etc")).unwrap();
    site.once(0);
    assert_eq!(site.names(), ["team/dags/a.py"]);
}

#[test]
fn a_lost_document_leaves_its_package_and_warns() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site.publish("seed", &["seed_daily"], "one");
    site.once(0);
    site.remove("bucket/dev/etl/metadata.json");
    for _ in 0..2 {
        site.once(0).says(&["etl — stays at r1", "shows no metadata.json", "--confirm-deletes", "help: "]);
    }
    assert_eq!(of(&site.report(&[], 0), "etl")["state"], "missing");
    site.sync(&["--once", "--strict"], 6);
    assert!(site.exists("dags/etl/dags/etl_daily.py"));
}

#[test]
fn the_printed_schema_is_the_one_that_reports_keep() {
    let site = Site::new();
    let printed = site.answer(&mut site.command(&["schema", "dag-sync"]));
    let printed: serde_json::Value = serde_json::from_str(&printed.stdout).unwrap();
    assert_eq!(printed, dag_publish::sync::report::schema());
    site.upload("team/dags/a.py", "");
    valid(&site.sync(&["--dry-run", "--format", "json"], 0).stdout);
}
