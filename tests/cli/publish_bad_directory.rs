//! Directory buckets that do not take a publish, and `--bucket` as people mistype it.

use std::path::Path;
use std::process::Command;

use crate::run::{GOOD_DAG, run};

/// What a mount namespace of its own needs: root, or a kernel that gives users one.
#[cfg(target_os = "linux")]
fn may_mount() -> bool {
    let tried = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    tried.is_ok_and(|tried| tried.status.success())
}

/// Publishes `package` into a tmpfs `bucket` mounted with `options`, which nobody else sees and which goes
/// with the process; then lists what the bucket holds on stdout.
#[cfg(target_os = "linux")]
fn publish_into_tmpfs(home: &Path, options: &str, before: &str) -> std::process::Output {
    let script = format!(
        "mount -t tmpfs -o {options} none bucket || exit 99\n{before}\n\
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

#[cfg(target_os = "linux")]
fn package(home: &Path, filler: usize) {
    std::fs::create_dir_all(home.join("package/dags")).unwrap();
    std::fs::create_dir_all(home.join("bucket")).unwrap();
    std::fs::write(home.join("package/dags/good.py"), GOOD_DAG).unwrap();
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
#[cfg(target_os = "linux")]
fn a_disk_that_fills_up_before_the_commit_leaves_nothing_behind() {
    if !may_mount() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    package(home.path(), 2 << 20);
    let output = publish_into_tmpfs(home.path(), "size=1m", "");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(5), "{stdout}{stderr}");
    assert!(!stdout.contains("holds "), "no archive, no document, no draft: {stdout}");
    let stderr = stderr.replace("\n  │ ", " ");
    for part in ["was not published", "No space left", "bucket/releases/dev/package/r000001-", "make room"] {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_fills_up_after_the_commit_says_that_the_release_is_out() {
    if !may_mount() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    package(home.path(), 700 << 10);
    let output = publish_into_tmpfs(home.path(), "size=1m", "");
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
#[cfg(target_os = "linux")]
fn a_directory_that_is_read_only_is_named() {
    if !may_mount() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    package(home.path(), 0);
    let output = publish_into_tmpfs(home.path(), "ro", "");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(5), "{stdout}{stderr}");
    assert!(!stdout.contains("holds "), "{stdout}");
    let stderr = stderr.replace("\n  │ ", " ");
    for part in ["was not published", "Read-only file system", "bucket/releases/dev/package/", "permission"] {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
    assert!(!stderr.contains("role"), "a directory has no roles: {stderr}");
}

#[test]
fn a_directory_that_is_a_file_or_cannot_be_made_is_named() {
    run(&["publish", "package", "--env", "dev", "--bucket", "./bucket"])
        .good_package()
        .file("bucket", "")
        .exits(5)
        .says(&["was not published", "`./bucket", "help: "]);
    run(&["publish", "package", "--env", "dev", "--bucket", "/proc/bucket"]).good_package().exits(5).says(&[
        "was not published",
        "`/proc/bucket",
        "help: ",
    ]);
}

#[test]
fn a_bucket_that_is_mistyped_is_refused_with_the_form_to_write() {
    for (bucket, part) in [
        ("https://etl-dags.s3.amazonaws.com", "write s3://bucket"),
        ("etl-dags/team", "s3://bucket/prefix, or ./path for a folder"),
        ("s3://", "name is empty"),
        ("s3://ETL_Dags", "lower-case letters"),
        ("s3://etl-dags/../x", "`..` segment"),
        ("file://bucket", "file:///path"),
        ("ab", "3 to 63 characters"),
        ("~/bucket", "./path for a folder"),
        (" etl-dags", "lower-case letters"),
    ] {
        let answer = run(&["publish", "package", "--env", "dev", "--bucket", bucket])
            .good_package()
            .exits(2)
            .says(&[part, "--bucket"]);
        assert_eq!(answer.stdout, "", "{bucket}");
    }
}
