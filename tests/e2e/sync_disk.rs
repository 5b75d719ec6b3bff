//! A scheduler's disk that is full or read-only: each test has a tmpfs in a mount namespace of its own, which needs
//! root or a kernel that gives namespaces to users.

use std::path::Path;
use std::process::Command;

/// Runs a script in a namespace where `$tool` is dag-publish and `sync` the same dag-sync from `bucket` to
/// `volume/dags`, `volume` being a tmpfs of 1 MiB.
fn in_a_small_volume(home: &Path, script: &str) -> (String, String) {
    let script = format!(
        "tool=$1; mkdir volume && mount -t tmpfs -o size=1m none volume || exit 99\n\
         sync() {{ \"$tool\" dag-sync --once --bucket ./bucket --env dev --dest volume/dags \"$@\"; echo \"exit $?\"; }}\n\
         publish() {{ \"$tool\" publish etl --env dev --bucket ./bucket >publish.txt || cat publish.txt; }}\n\
         {script}"
    );
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &script, "sh", env!("CARGO_BIN_EXE_dag-publish")])
        .current_dir(home)
        .env("GIT_CEILING_DIRECTORIES", "/")
        .output()
        .unwrap();
    assert_ne!(output.status.code(), Some(99), "no mount: {}", String::from_utf8_lossy(&output.stderr));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\n  │ ", " ");
    (text(&output.stdout), text(&output.stderr))
}

/// A package with a DAG and a file of so many bytes that no archive makes smaller.
fn package(home: &Path, filler: usize) {
    std::fs::create_dir_all(home.join("etl/dags")).unwrap();
    let dag = "from airflow import DAG\n\nwith DAG(\"etl\", schedule=None):\n    pass\n";
    std::fs::write(home.join("etl/dags/etl.py"), dag).unwrap();
    let mut state = 1_u64;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    });
    std::fs::write(home.join("etl/dags/noise.bin"), noise.take(filler).collect::<Vec<u8>>()).unwrap();
}

#[test]
fn a_full_disk_keeps_what_is_live_and_says_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    package(home.path(), 400 << 10);
    let (stdout, stderr) = in_a_small_volume(
        home.path(),
        "publish; sync; cp -r etl/dags first\n\
         head -c 700000 /dev/urandom >etl/dags/noise.bin; publish\n\
         sync; sync --format json\n\
         diff -r first volume/dags/etl/dags && echo same\n\
         find volume/dags/.dag-sync/staging -mindepth 1 | wc -l\n\
         head -c 1000 /dev/urandom >etl/dags/noise.bin; publish; sync; sync",
    );
    assert!(stdout.contains("held at r1; r2 is the newest"), "{stdout}{stderr}");
    for part in ["No space left", "make room on the disk", "exit 5", "\"kind\": \"disk\"", "\nsame\n0\n"] {
        assert!(stdout.contains(part), "{part}: {stdout}{stderr}");
    }
    assert!(
        stdout.contains("placed r3 (was r1)") && stdout.ends_with("up to date\nexit 0\n"),
        "{stdout}{stderr}"
    );
}

#[test]
fn retired_trees_whose_time_is_over_make_room_on_a_full_disk() {
    let home = tempfile::tempdir().unwrap();
    package(home.path(), 400 << 10);
    let (stdout, stderr) = in_a_small_volume(
        home.path(),
        "for n in 1 2 3 4; do\n\
           head -c 400000 /dev/urandom >etl/dags/noise.bin; publish; sync --keep-for 0s --keep-releases 3\n\
         done",
    );
    assert_eq!(stdout.matches("exit 0").count(), 4, "{stdout}{stderr}");
    assert!(stdout.contains("placed r4 (was r3)"), "{stdout}{stderr}");
}

#[test]
fn a_disk_that_is_full_from_the_start_is_told_with_its_path() {
    let home = tempfile::tempdir().unwrap();
    package(home.path(), 2 << 20);
    let (stdout, stderr) = in_a_small_volume(home.path(), "publish; sync; ls volume/dags");
    assert!(stdout.contains("etl — not placed; r1 is the newest"), "{stdout}{stderr}");
    assert!(stdout.ends_with("exit 5\n"), "nothing of it is there: {stdout}{stderr}");
    let (stdout, stderr) = in_a_small_volume(
        &home.path().join("etl"),
        "mkdir bucket; head -c 1048576 /dev/zero >volume/full; mkdir volume/dags; sync",
    );
    assert!(stdout.ends_with("exit 5\n"), "{stdout}{stderr}");
    for part in ["No space left", "volume/dags", "make room"] {
        assert!(stderr.contains(part), "{part}: {stdout}{stderr}");
    }
}

#[test]
fn a_read_only_mount_is_named_and_may_still_be_looked_at() {
    let home = tempfile::tempdir().unwrap();
    package(home.path(), 1_000);
    let (stdout, stderr) = in_a_small_volume(
        home.path(),
        "publish; sync; mount -o remount,ro volume; echo changed >etl/dags/noise.bin; publish; sync --dry-run; sync",
    );
    assert!(stdout.contains("would place r2 (was r1)\n"), "{stdout}{stderr}");
    assert!(stdout.ends_with("exit 5\n"), "{stdout}{stderr}");
    for part in ["Read-only file system", "volume/dags", "writable"] {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
}
