//! A dag-sync that keeps running, and `--once` beside it.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::sync_site::{Daemon, Site, of, until};

/// With an interval that no test waits for.
fn sleeping(site: &Site) -> Daemon {
    site.daemon(&["--interval", "1h"]).settled()
}

fn published() -> Site {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    site
}

#[test]
fn once_beside_it_reports_a_cycle_that_began_after_the_request() {
    let site = published();
    let mut daemon = sleeping(&site);
    for release in 2..8 {
        site.publish("etl", &["etl_daily"], &release.to_string());
        let report = site.report(&[], 0);
        assert_eq!(
            (&of(&report, "etl")["live"], &of(&report, "etl")["before"]),
            (&release.into(), &(release - 1).into())
        );
    }
    site.once(0).says(&["1 package up to date"]);
    daemon.stop();
    assert_eq!(daemon.times("is live (was"), 6, "the daemon did it, and said so: {:?}", daemon.said());
    assert!(!site.exists("dags/.dag-sync/socket"));
}

#[test]
fn many_at_once_are_all_answered() {
    let site = published();
    let mut daemon = site.daemon(&["--interval", "20ms"]).settled();
    std::thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| site.report(&[], 0));
        }
    });
    daemon.stop();
}

#[test]
fn several_once_without_a_daemon_wait_for_each_other() {
    let site = published();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| site.report(&[], 0));
        }
    });
    assert_eq!(site.names(), ["etl/dags/etl_daily.py"]);
}

#[test]
fn strict_is_judged_by_who_asks() {
    let site = published();
    let mut daemon = sleeping(&site);
    site.publish("etl", &["etl_daily"], "two");
    std::fs::write(site.archive("etl", 2), "nonsense").unwrap();
    site.once(0).says(&["held at r1"]);
    site.sync(&["--once", "--strict"], 6);
    daemon.says("`etl`: r2 cannot be fetched");
    assert_eq!(daemon.times("WARN `etl`: "), 1, "{:?}", daemon.said());
    site.publish("etl", &["etl_daily"], "three");
    site.sync(&["--once", "--strict"], 0);
    daemon.says("`etl` is as it should be again");
    daemon.stop();
}

#[test]
fn a_request_about_something_else_is_exit_2_and_says_what_differs() {
    let site = published();
    std::fs::create_dir(site.path("other")).unwrap();
    let mut daemon = site.daemon(&["--interval", "1h", "--state", "./state"]).settled();
    let ask = |bucket: &str, env: &str, dest: &str| {
        let arguments =
            ["dag-sync", "--once", "--bucket", bucket, "--env", env, "--dest", dest, "--state", "./state"];
        let answer = site.answer(&mut site.command(&arguments));
        assert_eq!(answer.code, 2, "{}{}", answer.stdout, answer.stderr);
        answer
    };
    ask("./other", "dev", "./dags").says(&["--bucket", "/bucket`, not `", "/other`", "help: "]);
    ask("./bucket", "prod", "./dags").says(&["--env `dev`, not `prod`"]);
    ask("./bucket", "dev", "./elsewhere").says(&["--dest", "/dags`, not `", "/elsewhere`"]);
    // The same folders, spelled in another way.
    let bucket = site.path("bucket");
    let spelled = ["--once", "--bucket", bucket.to_str().unwrap(), "--env", "dev", "--dest", "other/../dags"];
    let answer = site.answer(site.command(&["dag-sync"]).args(spelled).args(["--state", "./state"]));
    assert_eq!(answer.code, 0, "{}", answer.stderr);
    daemon.stop();
}

#[test]
fn once_with_packages_touches_only_its_own_also_beside_a_daemon() {
    for with_daemon in [false, true] {
        let site = published();
        site.publish("seed", &["seed_daily"], "one");
        site.upload("team/dags/a.py", "a = 1\n");
        site.once(0);
        let daemon = with_daemon.then(|| sleeping(&site));
        site.publish("etl", &["etl_daily"], "two");
        site.publish("seed", &["seed_daily"], "two");
        site.upload("team/dags/a.py", "a = 2\n");
        let before = site.facts("dags/etl");
        let report = site.report(&["--package", "seed"], 0);
        assert_eq!(report["packages"].as_array().unwrap().len(), 1);
        assert_eq!(of(&report, "seed")["live"], 2);
        assert_eq!(site.facts("dags/etl"), before);
        assert_eq!(site.read("dags/team/dags/a.py"), "a = 1\n");
        site.sync(&["--once", "--package", "nobody"], 0)
            .says(&["`nobody` is neither in the bucket nor live"]);
        drop(daemon);
        site.once(0);
        assert!(site.read("dags/etl/dags/etl_daily.py").contains("two"));
    }
}

#[test]
fn hangup_brings_a_cycle_at_once() {
    let site = published();
    let mut daemon = sleeping(&site);
    for release in 2..5 {
        site.publish("etl", &["etl_daily"], &release.to_string());
        daemon.signal(Signal::HUP);
        daemon.says(&format!("`etl` r{release} is live"));
    }
    daemon.stop();
}

#[test]
fn it_stops_promptly_whatever_it_is_doing() {
    let site = published();
    for number in 0..400 {
        site.upload(&format!("team/dags/d{number}.py"), "x".repeat(20_000));
    }
    // While it starts, lists, fetches, and sleeps: it ends within moments, and what is there is whole.
    for wait in [0, 5, 10, 20, 40, 80, 160] {
        let mut daemon = site.daemon(&["--interval", "1h"]);
        std::thread::sleep(Duration::from_millis(wait));
        let begun = Instant::now();
        daemon.signal(Signal::TERM);
        let code = daemon.ended();
        // Before it listens to signals, the system ends it.
        assert!(
            code == Some(0) || (code.is_none() && daemon.said().is_empty()),
            "{code:?}: {:?}",
            daemon.said()
        );
        assert!(begun.elapsed() < Duration::from_secs(10));
        let files = site.names().iter().filter(|name| name.starts_with("team/")).count();
        assert!(files == 0 || files == 400, "{files}");
    }
    let mut daemon = sleeping(&site);
    daemon.stop();
    site.once(0).says(&["1 package, 1 mirrored, up to date"]);
    assert_eq!(std::fs::read_dir(site.path("dags/.dag-sync/staging")).unwrap().count(), 0);
}

#[test]
fn an_interrupt_ends_it_as_well() {
    let site = published();
    let mut daemon = sleeping(&site);
    daemon.signal(Signal::INT);
    assert_eq!(daemon.ended(), Some(0));
}

#[test]
fn a_state_folder_with_a_path_longer_than_a_sockets_address_works() {
    let site = published();
    let long = format!("{}/{}", "d".repeat(100), "e".repeat(100));
    std::fs::create_dir_all(site.path(&long)).unwrap();
    let state = site.path(&long).join("state");
    let arguments = ["--state", state.to_str().unwrap(), "--interval", "1h"];
    let mut daemon = site.daemon(&arguments).settled();
    site.publish("etl", &["etl_daily"], "two");
    site.sync(&["--once", "--state", state.to_str().unwrap()], 0).says(&["etl — placed r2 (was r1)"]);
    daemon.says("`etl` r2 is live");
    assert_eq!(daemon.times("WARN"), 0, "{:?}", daemon.said());
    daemon.stop();
}

#[test]
fn garbage_on_the_socket_holds_up_nobody() {
    let site = published();
    let mut daemon = sleeping(&site);
    let connect = || UnixStream::connect(site.path("dags/.dag-sync/socket")).unwrap();
    let mut hanging: Vec<UnixStream> = (0..5).map(|_| connect()).collect();
    for stream in &mut hanging {
        stream.write_all(b"{\"identity\": {\"buck").unwrap();
    }
    let mut flood = connect();
    // It may be closed before all is sent: that is its right.
    let _ = flood.write_all(&vec![b'x'; 1 << 20]);
    let mut nonsense = connect();
    nonsense.write_all(b"\xff\xfe nonsense\n{}\n").unwrap();
    let mut answer = Vec::new();
    let _ = nonsense.read_to_end(&mut answer);
    assert_eq!(answer, b"");
    let begun = Instant::now();
    site.publish("etl", &["etl_daily"], "two");
    assert_eq!(of(&site.report(&[], 0), "etl")["live"], 2);
    assert!(begun.elapsed() < Duration::from_secs(4), "nobody waited for who hangs: {:?}", begun.elapsed());
    site.publish("etl", &["etl_daily"], "three");
    daemon.signal(Signal::HUP);
    daemon.says("`etl` r3 is live");
    drop(hanging);
    daemon.stop();
}

#[test]
fn who_asks_and_goes_away_harms_nobody() {
    let site = published();
    let mut daemon = sleeping(&site);
    for _ in 0..20 {
        let mut command = site.dag_sync(&["--once"]);
        let mut child = command.stdout(std::process::Stdio::null()).spawn().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }
    site.once(0).says(&["up to date"]);
    daemon.stop();
}

#[test]
fn it_is_quiet_while_nothing_changes() {
    let site = published();
    site.upload("team/dags/a.py", "a = 1\n");
    let mut daemon = site.daemon(&["--interval", "20ms", "--verify-interval", "20ms"]).settled();
    let said = daemon.said().len();
    for _ in 0..20 {
        // Each of these is a cycle, beside those of the interval.
        site.once(0).says(&["1 package, 1 mirrored, up to date"]);
    }
    assert_eq!(daemon.said().len(), said, "{:?}", daemon.said());
    daemon.stop();
    assert_eq!(daemon.said().len(), said, "{:?}", daemon.said());
}

#[test]
fn a_lasting_problem_is_told_once_and_its_end_too() {
    let site = published();
    site.upload("team/dags/a.py", "");
    site.upload("team/dags/trailing ", "");
    let mut daemon = site.daemon(&["--interval", "20ms"]).settled();
    let document = site.read("bucket/dev/etl/metadata.json");
    site.upload("etl/metadata.json", "{\"schema_version\": 1");
    for _ in 0..10 {
        site.once(0);
    }
    assert_eq!(daemon.times("`etl`: "), 1, "{:?}", daemon.said());
    assert_eq!(daemon.times("is left out"), 1, "{:?}", daemon.said());
    site.upload("etl/metadata.json", document);
    daemon.says("`etl` is as it should be again");
    daemon.stop();
}

#[test]
fn what_is_damaged_while_it_runs_is_healed_by_its_verification() {
    let site = published();
    let mut daemon = site.daemon(&["--interval", "20ms", "--verify-interval", "40ms"]).settled();
    site.write("dags/etl/dags/etl_daily.py", "broken");
    daemon.says("`etl` r1 was damaged, and is whole again");
    until("it is whole", || site.read("dags/etl/dags/etl_daily.py").contains("one"));
    daemon.stop();
}

#[test]
fn a_dry_run_changes_nothing_wherever_it_runs() {
    let site = published();
    let dry = |code| site.sync(&["--dry-run"], code);
    dry(0).says(&["`./dags` does not exist yet", "etl — would place r1"]);
    assert!(!site.exists("dags"));
    site.once(0);
    site.publish("etl", &["etl_daily"], "two");
    site.publish("seed", &["seed_daily"], "one");
    let before = site.facts("dags");
    let planned = dry(0).says(&["etl — would place r2 (was r1)", "seed — would place r1"]);
    assert_eq!(dry(0).stdout, planned.stdout);
    assert_eq!(site.facts("dags"), before);
    let mut daemon = sleeping(&site);
    let _ = dry(0).says(&["2 packages up to date"]);
    site.publish("etl", &["etl_daily"], "three");
    let before = site.facts("dags");
    dry(0).says(&["etl — would place r3 (was r2)", "1 package up to date"]);
    assert_eq!(site.facts("dags"), before);
    daemon.stop();
}

#[test]
fn a_dry_run_works_on_a_folder_that_may_only_be_read() {
    let site = Site::new().without_root();
    site.publish("etl", &["etl_daily"], "one");
    site.once(0);
    site.publish("etl", &["etl_daily"], "two");
    site.mode("dags", 0o555);
    site.mode("dags/.dag-sync", 0o555);
    let before = site.facts("dags");
    site.sync(&["--dry-run"], 0).says(&["etl — would place r2 (was r1)"]);
    site.sync(&["--dry-run", "--strict"], 0);
    assert_eq!(site.facts("dags"), before);
}
