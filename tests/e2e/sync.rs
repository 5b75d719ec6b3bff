//! Running `dag-publish dag-sync` as a scheduler's sidecar would.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use dag_publish::sync::report::Report;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::publish::{Answer, ENVIRONMENT};
use super::store::Store;

/// How long a test waits for something that takes milliseconds on an idle machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The machine of a scheduler: one DAG folder, with the state folder where it is by default, inside of it.
#[derive(Debug)]
pub(crate) struct Scheduler {
    folder: TempDir,
}

/// A dag-sync that is about to run.
#[derive(Debug)]
pub(crate) struct Sync {
    command: Command,
}

/// A dag-sync that runs until it is stopped.
#[derive(Debug)]
pub(crate) struct Daemon {
    child: Child,
    log: Arc<Log>,
}

#[derive(Debug, Default)]
struct Log {
    text: Mutex<String>,
    grown: Condvar,
}

impl Scheduler {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Airflow's DAG folder. The first sync makes it.
    pub(crate) fn dest(&self) -> PathBuf {
        self.folder.path().join("dags")
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.dest().join(".dag-sync")
    }

    /// A dag-sync of the environment that tests publish to, into the DAG folder.
    pub(crate) fn sync(&self, store: &Store) -> Sync {
        self.sync_environment(store, ENVIRONMENT)
    }

    pub(crate) fn sync_environment(&self, store: &Store, environment: &str) -> Sync {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dag-publish"));
        command.env_clear().env("HOME", self.folder.path());
        for name in ["PATH", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
            .args(["dag-sync", "--env", environment, "--bucket", &store.location, "--dest"])
            .arg(self.dest());
        if let Some(endpoint) = &store.endpoint {
            command.args(["--endpoint-url", endpoint]);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Sync { command }
    }

    /// One cycle that must end well.
    #[track_caller]
    pub(crate) fn once(&self, store: &Store) -> Report {
        self.sync(store).once().exits(0).synced()
    }

    /// The content of a file in a package's `dags/`.
    pub(crate) fn read(&self, package: &str, path: &str) -> Option<String> {
        std::fs::read_to_string(self.dest().join(package).join("dags").join(path)).ok()
    }

    /// Every name directly below a folder of the machine, sorted.
    pub(crate) fn names(folder: &Path) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Sync {
    pub(crate) fn once(self) -> Self {
        self.args(["--once", "--format", "json"])
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn args<const N: usize>(mut self, arguments: [&str; N]) -> Self {
        self.command.args(arguments);
        self
    }

    #[track_caller]
    pub(crate) fn exits(mut self, code: i32) -> Answer {
        let answer = Answer::of(self.command.output().unwrap());
        assert_eq!(answer.code, code, "{answer}");
        answer
    }

    /// Starts it and lets nobody listen to what it says.
    pub(crate) fn start_unheard(mut self) -> Child {
        self.command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Starts it, to run until it is stopped.
    pub(crate) fn start(mut self) -> Daemon {
        let mut child = self.command.stdout(Stdio::null()).spawn().unwrap();
        let log = Arc::new(Log::default());
        let (shared, stderr) = (Arc::clone(&log), child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let mut text = shared.text.lock().unwrap();
                text.push_str(&line);
                text.push('\n');
                shared.grown.notify_all();
            }
        });
        Daemon { child, log }
    }
}

impl Daemon {
    /// Waits until it has said something.
    #[track_caller]
    pub(crate) fn says(&self, part: &str) {
        let text = self.log.text.lock().unwrap();
        let (text, late) =
            self.log.grown.wait_timeout_while(text, PATIENCE, |text| !text.contains(part)).unwrap();
        assert!(!late.timed_out(), "it does not say {part:?}:\n{text}");
    }

    /// What it has said so far.
    pub(crate) fn log(&self) -> String {
        self.log.text.lock().unwrap().clone()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// SIGTERM, and the end that it must come to.
    #[track_caller]
    pub(crate) fn stop(mut self) {
        self.signal(Signal::TERM);
        let status: ExitStatus = self.child.wait().unwrap();
        assert_eq!((status.code(), status.signal()), (Some(0), None), "{}", self.log());
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It is gone when it was stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    /// The report of a dag-sync.
    #[track_caller]
    pub(crate) fn synced(&self) -> Report {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self}"))
    }
}

/// Waits until something holds.
#[track_caller]
pub(crate) fn eventually(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        std::thread::yield_now();
        std::thread::park_timeout(Duration::from_millis(5));
    }
}
