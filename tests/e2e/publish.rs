//! Running `dag-publish publish` as a job of a CI would.

use std::ffi::OsStr;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

use super::package::Package;
use super::store::Store;

/// The environment that tests publish to.
pub(crate) const ENVIRONMENT: &str = "dev";

/// A publish that is about to run.
#[derive(Debug)]
pub(crate) struct Publish {
    command: Command,
}

/// How it ended.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Package {
    /// A publish of this package, outside a CI.
    pub(crate) fn publish(&self, store: &Store) -> Publish {
        let mut publish = self.publish_to(&store.location);
        if let Some(endpoint) = &store.endpoint {
            publish.command.args(["--endpoint-url", endpoint]);
        }
        publish
    }

    /// The same to any bucket.
    pub(crate) fn publish_to(&self, bucket: &str) -> Publish {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dag-publish"));
        command.env_clear().env("HOME", self.path()).env("GIT_CEILING_DIRECTORIES", "/");
        for name in ["PATH", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command.arg("publish").arg(self.path()).args([
            "--env",
            ENVIRONMENT,
            "--format",
            "json",
            "--bucket",
            bucket,
        ]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Publish { command }
    }
}

impl Publish {
    /// In a run of a GitHub workflow.
    pub(crate) fn run_id(self, run: u64) -> Self {
        self.env("GITHUB_ACTIONS", "true")
            .env("GITHUB_SERVER_URL", "https://github.com")
            .env("GITHUB_REPOSITORY", "acme/pipelines")
            .env("GITHUB_RUN_ID", run.to_string())
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args<const N: usize>(mut self, arguments: [&str; N]) -> Self {
        self.command.args(arguments);
        self
    }

    /// Starts it. Its output stays in the pipes: at most a few hundred lines.
    pub(crate) fn start(mut self) -> Child {
        self.command.spawn().unwrap()
    }

    pub(crate) fn answer(mut self) -> Answer {
        Answer::of(self.command.output().unwrap())
    }

    /// Runs it, expects the exit code, and gives the answer.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Answer {
        let answer = self.answer();
        assert_eq!(answer.code, code, "{answer}");
        answer
    }
}

impl Answer {
    pub(crate) fn of(output: Output) -> Self {
        let answer = Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!answer.stderr.contains("has a bug"), "{answer}");
        answer
    }

    /// The report of the one package.
    #[track_caller]
    pub(crate) fn report(&self) -> Value {
        let whole: Value =
            serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self}"));
        let packages = whole["packages"].as_array().unwrap();
        assert_eq!(packages.len(), 1, "{self}");
        packages[0].clone()
    }

    /// Expects each part in its report or on stderr.
    #[track_caller]
    pub(crate) fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(
                self.stdout.contains(part) || self.stderr.contains(part),
                "it does not say {part:?}: {self}"
            );
        }
        self
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {}\nstdout:\n{}\nstderr:\n{}", self.code, self.stdout, self.stderr)
    }
}
