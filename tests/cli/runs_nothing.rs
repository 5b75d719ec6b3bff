//! No command runs what a package brings: not its Python, not a program that it could be run by, not git's hooks.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file that appears when anything of the package is run.
struct Trap {
    home: tempfile::TempDir,
}

impl Trap {
    /// A package whose every file springs it, and programs of every name that could run one.
    fn set() -> Self {
        let trap = Self { home: tempfile::tempdir().unwrap() };
        let mark = trap.mark().display().to_string();
        let spring = format!(
            "import os\nopen({mark:?}, 'w').close()\nos.system('touch {mark}')\n__import__('subprocess').run(['touch', \
             {mark:?}])\n"
        );
        let dag = "from airflow import DAG\n\nwith DAG('trapped', schedule=None):\n    pass\n";
        for name in ["dags/trapped.py", "dags/nested/trapped.py"] {
            let id = if name.contains("nested") { "trapped_too" } else { "trapped" };
            trap.write(&format!("package/{name}"), &format!("{spring}\n{}", dag.replace("trapped", id)));
        }
        for name in
            ["dags/__init__.py", "dags/sitecustomize.py", "dags/conftest.py", "setup.py", "conftest.py"]
        {
            trap.write(&format!("package/{name}"), &spring);
        }
        for name in ["python", "python3", "python3.12", "airflow", "sh", "bash", "env", "tar", "gzip", "aws"]
        {
            trap.program(&format!("programs/{name}"));
        }
        trap
    }

    fn mark(&self) -> PathBuf {
        self.home.path().join("sprung")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn program(&self, name: &str) {
        self.write(name, &format!("#!/bin/sh\n: > {}\n", self.mark().display()));
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(self.home.path().join(name), mode).unwrap();
    }

    /// A program with the trap's own first on PATH.
    fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        let path = std::env::var("PATH").unwrap_or_default();
        command.env_clear().current_dir(self.home.path()).env("HOME", self.home.path());
        command.env("PATH", format!("{}:{path}", self.home.path().join("programs").display()));
        command
    }

    /// A repository around the package whose every hook springs the trap; `false` where there is no git.
    fn in_git(&self) -> bool {
        let package = self.home.path().join("package");
        if !self
            .command("git")
            .args(["init", "--quiet"])
            .arg(&package)
            .status()
            .is_ok_and(|done| done.success())
        {
            return false;
        }
        for hook in [
            "post-index-change",
            "fsmonitor-watchman",
            "pre-commit",
            "post-checkout",
            "reference-transaction",
        ] {
            self.program(&format!("package/.git/hooks/{hook}"));
        }
        let monitor = package.join(".git/hooks/fsmonitor-watchman").display().to_string();
        let config =
            self.command("git").arg("-C").arg(&package).args(["config", "core.fsmonitor", &monitor]).status();
        config.unwrap().success()
    }

    #[track_caller]
    fn is_not_sprung_by(&self, arguments: &[&str], code: i32) {
        let output = self.command(env!("CARGO_BIN_EXE_dag-publish")).args(arguments).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
        assert!(!self.mark().exists(), "{arguments:?} ran something");
    }
}

#[test]
fn no_command_runs_what_a_package_brings() {
    let trap = Trap::set();
    trap.in_git();
    std::fs::remove_file(trap.mark()).ok();
    for format in ["text", "json", "github", "sarif"] {
        trap.is_not_sprung_by(&["validate", "package", "--format", format], 0);
    }
    let publish = ["publish", "package", "--env", "dev", "--bucket", "./bucket"];
    trap.is_not_sprung_by(&[&publish[..], &["--dry-run"]].concat(), 0);
    trap.is_not_sprung_by(&publish, 0);
    trap.is_not_sprung_by(&publish, 0);
    let sync = ["dag-sync", "--once", "--env", "dev", "--bucket", "./bucket", "--dest", "./dags"];
    trap.is_not_sprung_by(&sync, 0);
    // What was looked at is what would spring it.
    let placed = trap.home.path().join("dags/package/dags/nested/trapped.py");
    assert!(std::fs::read_to_string(placed).unwrap().contains("trapped_too"));
}

#[test]
fn the_trap_springs_when_something_is_run() {
    let trap = Trap::set();
    trap.command(trap.home.path().join("programs/python3")).status().unwrap();
    assert!(trap.mark().exists());
    let trap = Trap::set();
    if trap.in_git() {
        std::fs::remove_file(trap.mark()).ok();
        trap.command("git").arg("-C").arg("package").arg("status").output().unwrap();
        assert!(trap.mark().exists(), "git's file-system monitor was not asked");
    }
}
