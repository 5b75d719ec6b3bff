//! What may happen to the DAG folder and the state folder underneath dag-sync: it heals, waits or says what to do.

use std::path::Path;

use rustix::process::Signal;

use crate::sync_site::{Site, of, until};

/// Ways to spoil a file.
fn spoil(path: &Path, way: &str) {
    match way {
        "garbage" => std::fs::write(path, [0xff, 0, b'{', 0x80]).unwrap(),
        "empty" => std::fs::write(path, "").unwrap(),
        "another" => std::fs::write(path, "{\"absent\": 7, \"settled\": \"yes\"}").unwrap(),
        "gone" => std::fs::remove_file(path).unwrap(),
        "folder" => {
            std::fs::remove_file(path).unwrap();
            std::fs::create_dir_all(path.join("within")).unwrap();
        }
        "link" => {
            std::fs::remove_file(path).unwrap();
            std::os::unix::fs::symlink("/nonexistent", path).unwrap();
        }
        _ => unreachable!("{way}"),
    }
}

#[test]
fn a_spoilt_state_file_costs_nothing_that_is_live() {
    for file in ["cache.json", "absent.json", "placed/etl.json", "placed/team.json"] {
        for way in ["garbage", "empty", "another", "gone", "folder", "link"] {
            let site = Site::new();
            site.publish("etl", &["etl_daily"], "one");
            site.upload("team/dags/a.py", "a = 1\n");
            site.once(0);
            let path = site.path("dags/.dag-sync").join(file);
            if !path.exists() {
                std::fs::write(&path, "").unwrap();
            }
            spoil(&path, way);
            let before = (site.live(), site.facts("dags/etl"));
            let answer = site.once(0);
            assert_eq!((site.live(), site.facts("dags/etl")), before, "{file} {way}: {}", answer.stdout);
            site.publish("etl", &["etl_daily"], "two");
            site.upload("team/dags/a.py", "a = 2\n");
            site.once(0);
            assert!(site.read("dags/etl/dags/etl_daily.py").contains("two"), "{file} {way}");
            assert_eq!(site.read("dags/team/dags/a.py"), "a = 2\n", "{file} {way}");
            let last = site.once(0);
            assert_eq!(
                last.stdout, "./dags\n└── 1 package, 1 mirrored, up to date\n",
                "{file} {way}: {}",
                last.stderr
            );
        }
    }
}

#[test]
fn a_spoilt_journal_of_a_switch_is_dropped() {
    for (way, name) in
        [("garbage", "etl.json"), ("empty", "etl.json"), ("folder", "etl.json"), ("garbage", "..json")]
    {
        let site = Site::new();
        site.publish("etl", &["etl_daily"], "one");
        site.once(0);
        let path = site.path("dags/.dag-sync/journal").join(name);
        std::fs::write(&path, "").unwrap();
        spoil(&path, way);
        let before = site.facts("dags/etl");
        site.once(0);
        assert_eq!(site.facts("dags/etl"), before);
        site.publish("etl", &["etl_daily"], "two");
        site.once(0);
        assert!(site.read("dags/etl/dags/etl_daily.py").contains("two"), "{way}");
    }
}

#[test]
fn a_journal_that_points_out_of_the_state_folder_moves_nothing_from_there() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site.once(0);
    site.write("outside/dags/secret.py", "");
    site.remove("dags/etl");
    site.write(
        "dags/.dag-sync/journal/etl.json",
        r#"{"staged": "../../../outside", "old": "../../outside"}"#,
    );
    site.once(0);
    assert!(site.exists("outside/dags/secret.py"));
    assert_eq!(site.names(), ["etl/dags/etl_daily.py"]);
}

#[test]
fn a_state_folder_whose_parts_are_files_or_links_is_refused_with_the_remedy() {
    for part in ["staging", "retired", "trash", "placed", "journal", "aside"] {
        let site = Site::new();
        site.publish("etl", &["etl_daily"], "one");
        site.once(0);
        site.remove(&format!("dags/.dag-sync/{part}"));
        std::os::unix::fs::symlink("/tmp", site.path("dags/.dag-sync").join(part)).unwrap();
        site.once(2).says(&[&format!("dags/.dag-sync/{part}"), "symbolic link", "remove it"]);
    }
}

#[test]
fn a_lost_state_folder_is_made_anew_and_nothing_live_is_touched() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site.upload("team/dags/a.py", "a = 1\n");
    site.once(0);
    site.remove("dags/.dag-sync");
    let before = site.facts("dags/etl");
    site.once(0);
    assert_eq!(site.facts("dags/etl"), before);
    assert_eq!(site.read("dags/team/dags/a.py"), "a = 1\n");
    assert_eq!(std::fs::read_dir(site.path("dags/.dag-sync/aside")).unwrap().count(), 0, "nothing was lost");
}

#[test]
fn a_damaged_tree_is_healed_at_the_start() {
    let site = Site::new();
    site.publish("etl", &["etl_daily", "etl_weekly"], "one");
    site.once(0);
    let healthy = site.live();
    for damage in [
        (|site: &Site| std::fs::write(site.path("dags/etl/dags/etl_daily.py"), "x").unwrap()) as fn(&Site),
        |site| site.remove("dags/etl/dags/etl_weekly.py"),
        |site| site.remove("dags/etl/dags"),
        |site| spoil(&site.path("dags/etl/dags/etl_daily.py"), "folder"),
        |site| spoil(&site.path("dags/etl/dags/etl_daily.py"), "link"),
    ] {
        damage(&site);
        let report = site.report(&[], 0);
        assert_eq!(of(&report, "etl")["change"], "healed");
        assert_eq!(site.live(), healthy);
    }
    spoil(&site.path("dags/etl/metadata.json"), "garbage");
    assert_eq!(of(&site.report(&[], 0), "etl")["change"], "placed");
    assert_eq!(site.live(), healthy);
}

#[test]
fn what_airflow_compiles_beside_the_files_is_no_damage() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site.once(0);
    site.write("dags/etl/dags/__pycache__/etl_daily.cpython-312.pyc", "compiled");
    site.once(0).says(&["up to date"]);
    assert!(site.exists("dags/etl/dags/__pycache__/etl_daily.cpython-312.pyc"));
}

#[test]
fn a_pycache_that_cannot_be_removed_stops_nothing() {
    let site = Site::new().without_root();
    site.publish("etl", &["etl_daily"], "one");
    let keep = ["--once", "--keep-for", "0s", "--keep-releases", "0"];
    site.sync(&keep, 0);
    site.write("dags/etl/dags/__pycache__/etl_daily.cpython-312.pyc", "compiled");
    if rustix::process::geteuid().is_root() {
        // Another user's, as when the workers compile under a uid of their own.
        for name in ["__pycache__", "__pycache__/etl_daily.cpython-312.pyc"] {
            let path = site.path("dags/etl/dags").join(name);
            std::os::unix::fs::lchown(path, Some(4242), Some(4242)).unwrap();
        }
    } else {
        // What another user's folder answers, from one's own: nothing in it may be removed.
        site.mode("dags/etl/dags/__pycache__", 0o555);
    }
    for text in ["two", "three"] {
        site.publish("etl", &["etl_daily"], text);
        site.sync(&keep, 0);
        assert!(site.read("dags/etl/dags/etl_daily.py").contains(text));
    }
    let trash = std::fs::read_dir(site.path("dags/.dag-sync/trash")).unwrap().count();
    assert_eq!(trash, 1, "it is kept apart, and only it");
    site.sync(&keep, 0).says(&["up to date"]);
}

#[test]
fn a_read_only_folder_is_named_with_what_to_do() {
    let site = Site::new().without_root();
    site.publish("etl", &["etl_daily"], "one");
    site.once(0);
    site.publish("etl", &["etl_daily"], "two");
    site.mode("dags", 0o555);
    let answer = site.once(5).says(&["cannot write into `./dags`", "run dag-sync", "as the user that owns"]);
    assert_eq!(answer.stdout, "");
    assert!(site.read("dags/etl/dags/etl_daily.py").contains("one"));
    let mut daemon = site.daemon(&["--interval", "20ms"]);
    daemon.says("cannot write into `./dags`");
    site.mode("dags", 0o755);
    daemon.says("`etl` r2 is live (was r1)");
    assert_eq!(daemon.times("cannot write into"), 1);
    daemon.stop();
}

#[test]
fn one_folder_that_cannot_be_moved_holds_up_no_other() {
    let site = Site::new().without_root();
    site.publish("etl", &["etl_daily"], "one");
    site.publish("seed", &["seed_daily"], "one");
    site.once(0);
    site.publish("etl", &["etl_daily"], "two");
    site.publish("seed", &["seed_daily"], "two");
    // Its `..` has to change to move it elsewhere: that writes into it.
    site.mode("dags/etl", 0o555);
    let report = site.report(&[], 5);
    assert_eq!(of(&report, "etl")["problem"]["kind"], "disk");
    assert_eq!(of(&report, "seed")["live"], 2);
    assert!(site.read("dags/etl/dags/etl_daily.py").contains("one"), "what is live stays, and whole");
    site.mode("dags/etl", 0o755);
    assert_eq!(of(&site.report(&[], 0), "etl")["live"], 2);
}

#[test]
fn a_folder_deleted_underneath_a_running_one_is_filled_again() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    let mut daemon = site.daemon(&["--interval", "50ms"]).settled();
    site.remove("dags");
    daemon.says("removed or replaced underneath");
    until("the folder is filled again", || site.exists("dags/etl/dags/etl_daily.py"));
    assert!(site.read("dags/.airflowignore").contains(".dag-sync"));
    site.remove("dags/etl");
    until("the package is placed again", || site.exists("dags/etl/dags/etl_daily.py"));
    // Its requests are heard in the new state folder.
    site.once(0).says(&["up to date"]);
    daemon.stop();
}

#[test]
fn a_second_one_waits_and_takes_over_when_the_first_is_killed() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    let mut first = site.daemon(&["--interval", "50ms"]).settled();
    let mut second = site.daemon(&["--interval", "50ms"]);
    second.says("another dag-sync works in `./dags/.dag-sync`; this one waits");
    first.signal(Signal::KILL);
    assert_eq!(first.ended(), None);
    second.says("this one goes on");
    site.publish("etl", &["etl_daily"], "two");
    second.says("`etl` r2 is live (was r1)");
    site.once(0).says(&["up to date"]);
    second.stop();
}

#[test]
fn the_second_is_heard_after_the_first_has_stopped() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    let mut first = site.daemon(&["--interval", "1h"]).settled();
    for _ in 0..5 {
        let second = site.daemon(&["--interval", "1h"]);
        second.says("this one waits");
        first.stop();
        let second = second.settled();
        site.once(0).says(&["up to date"]);
        assert!(site.exists("dags/.dag-sync/socket"), "its socket is still there");
        first = second;
    }
}

#[test]
fn folders_that_cannot_work_are_exit_2_for_the_loop_as_well() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site.write("dags", "a file");
    for arguments in [&[][..], &["--once"], &["--dry-run"]] {
        site.sync(arguments, 2).says(&["`./dags` is not a folder", "help: "]);
    }
    site.remove("dags");
    site.sync(&["--state", "./dags/state"], 2).says(&[
        "`./dags/state`",
        "Airflow would read",
        "leave --state out",
    ]);
    site.sync(&["--once", "--state", "."], 2).says(&["holds --dest", "beside --dest"]);
    site.sync(&["--once", "--state", "/proc/state"], 5).says(&["`/proc/state`"]);
    site.sync(&["--once", "--state", "/dev/shm/dag-sync-state-of-a-test"], 2).says(&["another mount"]);
    let _ = std::fs::remove_dir("/dev/shm/dag-sync-state-of-a-test");
}

#[test]
fn an_airflowignore_that_is_no_file_is_named() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site.write("dags/.airflowignore/x", "");
    site.once(2).says(&["`./dags/.airflowignore`", "help: "]);
    site.remove("dags/.airflowignore");
    site.once(0);
}

#[test]
fn a_foreign_folder_of_a_packages_name_is_kept_aside_with_a_warning() {
    let site = Site::new();
    site.write("dags/etl/dags/by_hand.py", "mine = 1\n");
    site.write("dags/other/dags/x.py", "mine = 2\n");
    site.write("dags/notes.txt", "mine");
    site.publish("etl", &["etl_daily"], "one");
    site.once(0).says(&["warning", "etl", ".dag-sync/aside/"]);
    assert_eq!(site.names(), ["etl/dags/etl_daily.py", "notes.txt", "other/dags/x.py"]);
    let mut kept = std::fs::read_dir(site.path("dags/.dag-sync/aside")).unwrap();
    let kept = kept.next().unwrap().unwrap().path();
    assert_eq!(std::fs::read_to_string(kept.join("dags/by_hand.py")).unwrap(), "mine = 1\n");
    site.once(0).says(&["up to date"]);
}

#[test]
fn a_folder_that_does_not_fit_is_held_with_the_number() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site.publish("seed", &["seed_daily"], &"x".repeat(3_000_000));
    let report = site.report(&["--max-bytes", "1MiB"], 0);
    assert_eq!(of(&report, "etl")["live"], 1);
    assert_eq!(of(&report, "seed")["problem"]["kind"], "room");
    site.sync(&["--once", "--strict", "--max-bytes", "1MiB"], 6).says(&["seed — not placed", "--max-bytes"]);
}

#[test]
fn a_lock_whose_holder_says_nothing_is_exit_4_after_the_time_given() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site.once(0);
    let lock = std::fs::File::open(site.path("dags/.dag-sync/lock")).unwrap();
    lock.lock().unwrap();
    site.sync(&["--once", "--init-timeout", "300ms"], 4).says(&[
        "another dag-sync has `./dags/.dag-sync`",
        "300ms",
        "--init-timeout",
    ]);
    site.sync(&["--once", "--init-timeout", "0s"], 4);
}
