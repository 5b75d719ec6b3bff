//! Running the program in an environment that holds nothing of this machine's.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A folder with packages, and a command line to run over it.
pub(crate) struct Run {
    home: TempDir,
    command: assert_cmd::Command,
}

/// What the program answered.
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Starts with an empty folder, which is the current one.
pub(crate) fn run(arguments: &[&str]) -> Run {
    let home = tempfile::tempdir().unwrap();
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_dag-publish"));
    command.env_clear().current_dir(home.path()).args(arguments);
    command.env("HOME", home.path()).env("GIT_CEILING_DIRECTORIES", "/");
    command.timeout(std::time::Duration::from_secs(120));
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    Run { home, command }
}

impl Run {
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file and the folders above it.
    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    /// A package `package` with one good DAG.
    pub(crate) fn good_package(self) -> Self {
        self.file("package/dags/good.py", GOOD_DAG)
    }

    /// Does with the folder what no method here does.
    pub(crate) fn with(self, prepare: impl FnOnce(&Path)) -> Self {
        prepare(self.home.path());
        self
    }

    /// Runs in a folder of its folder.
    pub(crate) fn inside(mut self, name: &str) -> Self {
        let folder = self.path(name);
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Leaves the folder on disk after the run, for the caller to remove.
    pub(crate) fn kept(mut self) -> (Answer, PathBuf) {
        self.home.disable_cleanup(true);
        let path = self.home.path().to_owned();
        (self.answer(), path)
    }

    pub(crate) fn answer(mut self) -> Answer {
        Answer::of(self.command.output().unwrap())
    }

    /// Runs it, expects the exit code, and gives the answer.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Answer {
        let answer = self.answer();
        assert_eq!(answer.code, code, "stdout:\n{}\nstderr:\n{}", answer.stdout, answer.stderr);
        answer
    }
}

impl Answer {
    /// What a command that ended has said. Whatever it is about, it has no bug to tell of.
    pub(crate) fn of(output: std::process::Output) -> Self {
        let answer = Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!answer.stderr.contains("has a bug"), "{}", answer.stderr);
        answer
    }

    /// Expects each part in what it said, on stdout or stderr; a report may break its lines anywhere.
    #[track_caller]
    pub(crate) fn says(self, parts: &[&str]) -> Self {
        let said = format!("{}\n{}", self.stdout, self.stderr).replace("\n  │ ", " ");
        for part in parts {
            assert!(said.contains(part), "it does not say {part:?}:\n{said}");
        }
        self
    }
}

pub(crate) const GOOD_DAG: &str = "\
from airflow import DAG

with DAG(\"good\", schedule=None, start_date=None):
    pass
";
