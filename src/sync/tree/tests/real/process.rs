//! What needs a second process: the lock, another user, another umask. The test binary runs itself.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::super::package::{moment, place};
use super::{KEEP_NOTHING, open};
use crate::sync::tree::TreeError;

const FOLDER: &str = "DAG_PUBLISH_TEST_FOLDER";
const NOBODY: u32 = 65_534;

/// Starts one of the tests below named `as_a_child_…` under a umask, as an ordinary user.
fn child(test: &str, dest: &Path) -> Child {
    let mut command = Command::new("sh");
    command.args(["-c", "umask 0027; exec \"$0\" \"$@\""]).arg(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        &format!("sync::tree::tests::real::process::{test}"),
        "--ignored",
        "--nocapture",
    ]);
    command.env(FOLDER, dest).stdin(Stdio::piped()).stdout(Stdio::piped());
    if rustix::process::geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY).current_dir("/");
    }
    command.spawn().expect("the test binary can be run by an ordinary user")
}

/// A folder that the child owns.
fn folder() -> (TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let dest = root.path().join("dags");
    fs::create_dir(&dest).unwrap();
    fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
    if rustix::process::geteuid().is_root() {
        std::os::unix::fs::chown(&dest, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    (root, dest)
}

/// Nothing when the test was not started by another one.
fn given_folder() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

/// Waits until the child says that it got that far.
fn wait_for(child: &mut Child, word: &str) -> BufReader<std::process::ChildStdout> {
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains(word) {
        line.clear();
        assert_ne!(output.read_line(&mut line).unwrap(), 0, "the child ended before it said `{word}`");
    }
    output
}

fn say(word: &str) {
    println!("{word}");
    std::io::stdout().flush().unwrap();
}

#[test]
fn a_second_process_waits_and_a_killed_one_leaves_no_lock() {
    let (_root, dest) = folder();
    let mut child = child("as_a_child_hold_the_lock", &dest);
    let _output = wait_for(&mut child, "locked");
    assert!(matches!(open(&dest), Err(TreeError::Busy { .. })));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(open(&dest).is_ok());
}

#[test]
#[ignore = "run by another test"]
fn as_a_child_hold_the_lock() {
    let Some(dest) = given_folder() else { return };
    let _tree = open(&dest).unwrap();
    say("locked");
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

#[test]
fn bytecode_of_another_user_does_not_stop_a_switch() {
    let (_root, dest) = folder();
    let mut child = child("as_a_child_switch_and_sweep", &dest);
    let mut output = wait_for(&mut child, "placed");
    // Modes are those that Airflow's user can read, whatever the umask.
    for (at, mode) in
        [("p/dags/sub", 0o755), ("p/dags/sub/b.py", 0o644), ("p/metadata.json", 0o644), ("p", 0o755)]
    {
        assert_eq!(fs::metadata(dest.join(at)).unwrap().mode() & 0o7777, mode, "{at}");
    }
    let bytecode = dest.join("p/dags/__pycache__");
    fs::create_dir(&bytecode).unwrap();
    fs::write(bytecode.join("a.pyc"), "x").unwrap();
    fs::set_permissions(&bytecode, fs::Permissions::from_mode(0o555)).unwrap();
    child.stdin.take().unwrap().write_all(b"go\n").unwrap();
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert!(child.wait().unwrap().success(), "{rest}");
    let trash = fs::read_dir(dest.join(".dag-sync/trash")).unwrap().next().unwrap().unwrap().path();
    assert!(trash.join("dags/__pycache__/a.pyc").exists() && !trash.join("metadata.json").exists());
    assert!(dest.join("p/dags/only_2.py").exists());
    // So that the folder can be removed.
    fs::set_permissions(trash.join("dags/__pycache__"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
#[ignore = "run by another test"]
fn as_a_child_switch_and_sweep() {
    let Some(dest) = given_folder() else { return };
    let tree = open(&dest).unwrap();
    place(&tree, "p", 1, moment(1)).unwrap();
    say("placed");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    place(&tree, "p", 2, moment(2)).unwrap();
    let swept = tree.sweep(moment(3), KEEP_NOTHING).unwrap();
    assert_eq!((swept.removed, swept.trash), (1, 1));
    assert!(swept.blocked.unwrap().1.contains("ermission denied"));
}

#[test]
fn a_folder_that_may_not_be_written_is_named_with_the_remedy() {
    let (_root, dest) = folder();
    fs::create_dir(dest.join(".dag-sync")).unwrap();
    fs::set_permissions(&dest, fs::Permissions::from_mode(0o555)).unwrap();
    let mut child = child("as_a_child_open_a_read_only_folder", &dest);
    assert!(child.wait().unwrap().success());
    fs::set_permissions(&dest, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
#[ignore = "run by another test"]
fn as_a_child_open_a_read_only_folder() {
    let Some(dest) = given_folder() else { return };
    let error = open(&dest).unwrap_err();
    assert!(matches!(&error, TreeError::Disk { path, .. } if *path == dest), "{error}");
    assert!(error.help().unwrap().contains("runAsUser"), "{error}");
}
