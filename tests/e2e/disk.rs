//! Disks that are full or read-only, under a directory bucket: each test has a tmpfs in a mount namespace of its
//! own, which needs root or a kernel that gives namespaces to users.

use std::path::Path;
use std::process::Command;

const DAG: &str = "from airflow import DAG\n\nwith DAG(\"good\", schedule=None):\n    pass\n";

/// Publishes `package` into a tmpfs `bucket` mounted with `options`, which nobody else sees and which goes
/// with the process; then lists what the bucket holds on stdout.
fn publish_into_tmpfs(home: &Path, options: &str) -> std::process::Output {
    let script = format!(
        "mount -t tmpfs -o {options} none bucket || exit 99\n\
         \"$1\" publish package --env dev --bucket ./bucket; code=$?\n\
         find bucket -type f ! -name lock -printf 'holds %P\\n'; exit $code"
    );
    Command::new("unshare")
        .args(["-rm", "sh", "-c", &script, "sh", env!("CARGO_BIN_EXE_dag-publish")])
        .current_dir(home)
        .env("GIT_CEILING_DIRECTORIES", "/")
        .output()
        .unwrap()
}

fn package(home: &Path, filler: usize) {
    std::fs::create_dir_all(home.join("package/dags")).unwrap();
    std::fs::create_dir_all(home.join("bucket")).unwrap();
    std::fs::write(home.join("package/dags/good.py"), DAG).unwrap();
    // Bytes that no archive makes smaller.
    let mut state = 1_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    })
    .take(filler)
    .collect();
    std::fs::write(home.join("package/dags/noise.bin"), noise).unwrap();
}

#[test]
fn a_disk_that_fills_up_before_the_commit_leaves_nothing_behind() {
    let home = tempfile::tempdir().unwrap();
    package(home.path(), 2 << 20);
    let output = publish_into_tmpfs(home.path(), "size=1m");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(5), "{stdout}{stderr}");
    assert!(!stdout.contains("holds "), "no archive, no document, no draft: {stdout}");
    let stderr = stderr.replace("\n  │ ", " ");
    for part in ["was not published", "No space left", "bucket/releases/dev/package/r000001-", "make room"] {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
}

#[test]
fn a_disk_that_fills_up_after_the_commit_says_that_the_release_is_out() {
    let home = tempfile::tempdir().unwrap();
    package(home.path(), 700 << 10);
    let output = publish_into_tmpfs(home.path(), "size=1m");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(5), "{stdout}{stderr}");
    assert!(stdout.contains("holds dev/package/metadata.json"), "{stdout}");
    assert!(!stdout.contains("tmp-"), "{stdout}");
    let stderr = stderr.replace("\n  │ ", " ");
    for part in ["r1 of package `package` is committed", "No space left", "make room", "run publish again"] {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
}

#[test]
fn a_directory_that_is_read_only_is_named() {
    let home = tempfile::tempdir().unwrap();
    package(home.path(), 0);
    let output = publish_into_tmpfs(home.path(), "ro");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(5), "{stdout}{stderr}");
    assert!(!stdout.contains("holds "), "{stdout}");
    let stderr = stderr.replace("\n  │ ", " ");
    for part in ["was not published", "Read-only file system", "bucket/releases/dev/package/", "permission"] {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
    assert!(!stderr.contains("role"), "a directory has no roles: {stderr}");
}
