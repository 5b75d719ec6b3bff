//! A bucket in a folder, an author's packages and a scheduler's DAG folder, with dag-sync between them: one run at a
//! time, or one that keeps running.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use crate::run::Answer;

/// How long anything that must come may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// Some user who is not root.
const NOBODY: u32 = 65_534;

/// The folder that all of it lies in: `bucket`, `dags` and one folder a package.
pub(crate) struct Site {
    home: TempDir,
    /// Run dag-sync as [`NOBODY`]: root may do what nobody else may.
    demoted: bool,
}

impl Site {
    pub(crate) fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap(), demoted: false }
    }

    /// Nothing here is done as root from now on: what a folder's mode forbids is forbidden.
    pub(crate) fn without_root(mut self) -> Self {
        if rustix::process::geteuid().is_root() {
            self.demoted = true;
            self.give_to_nobody(self.home.path());
        }
        self
    }

    fn give_to_nobody(&self, path: &Path) {
        if !self.demoted {
            return;
        }
        std::os::unix::fs::lchown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        if path.symlink_metadata().unwrap().is_dir() {
            for entry in std::fs::read_dir(path).unwrap() {
                self.give_to_nobody(&entry.unwrap().path());
            }
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file and the folders above it.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        let top = name.split('/').next().unwrap();
        self.give_to_nobody(&self.path(top));
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn exists(&self, name: &str) -> bool {
        self.path(name).symlink_metadata().is_ok()
    }

    pub(crate) fn remove(&self, name: &str) {
        let path = self.path(name);
        if path.symlink_metadata().unwrap().is_dir() {
            std::fs::remove_dir_all(path).unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
    }

    pub(crate) fn mode(&self, name: &str, mode: u32) {
        std::fs::set_permissions(self.path(name), PermissionsExt::from_mode(mode)).unwrap();
    }

    /// The program, in an environment that holds nothing of this machine's.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_dag-publish");
        let mut command = if self.demoted {
            // The build's folder may be closed to others. (Not copied by this process: a child of another thread
            // would inherit the open file, and a file that is open for writing cannot be run.)
            let copy = self.path("dag-publish");
            if !copy.exists() && std::fs::hard_link(program, &copy).is_err() {
                assert!(Command::new("cp").arg(program).arg(&copy).status().unwrap().success());
            }
            let mut command = Command::new("setpriv");
            let ids = [format!("--reuid={NOBODY}"), format!("--regid={NOBODY}")];
            command.args(ids).args(["--clear-groups", "--inh-caps=-all"]).arg(copy);
            command
        } else {
            Command::new(program)
        };
        command.args(arguments).current_dir(self.home.path()).env_clear();
        command.env("HOME", self.home.path()).env("GIT_CEILING_DIRECTORIES", "/");
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command
    }

    pub(crate) fn answer(&self, command: &mut Command) -> Answer {
        Answer::of(command.output().unwrap())
    }

    /// Publishes a package with a DAG of each id; the file of the first holds `text` too.
    #[track_caller]
    pub(crate) fn publish(&self, package: &str, dag_ids: &[&str], text: &str) {
        let dags = self.path(package).join("dags");
        let _ = std::fs::remove_dir_all(&dags);
        for dag_id in dag_ids {
            let source = format!(
                "from airflow import DAG\n\n# {text}\nwith DAG(\"{dag_id}\", schedule=None, start_date=None):\n    pass\n"
            );
            self.write(&format!("{package}/dags/{dag_id}.py"), source);
        }
        let mut command = self.command(&["publish", package, "--env", "dev", "--bucket", "./bucket"]);
        let answer = self.answer(&mut command);
        assert_eq!(answer.code, 0, "{}{}", answer.stdout, answer.stderr);
    }

    /// Puts an object below `dev/` as other tools do.
    pub(crate) fn upload(&self, key: &str, content: impl AsRef<[u8]>) {
        self.write(&format!("bucket/dev/{key}"), content);
    }

    /// The archive of a release.
    pub(crate) fn archive(&self, package: &str, release: u64) -> PathBuf {
        let folder = self.path("bucket/releases/dev").join(package);
        let prefix = format!("r{release:06}-");
        let mut found = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        found.find(|path| path.file_name().unwrap().to_str().unwrap().starts_with(&prefix)).unwrap()
    }

    /// dag-sync from the bucket to the folder, with more arguments.
    pub(crate) fn dag_sync(&self, arguments: &[&str]) -> Command {
        let mut command =
            self.command(&["dag-sync", "--bucket", "./bucket", "--env", "dev", "--dest", "./dags"]);
        command.args(arguments);
        command
    }

    /// Runs it to its end.
    #[track_caller]
    pub(crate) fn sync(&self, arguments: &[&str], code: i32) -> Answer {
        let answer = self.answer(&mut self.dag_sync(arguments));
        assert_eq!(answer.code, code, "stdout:\n{}\nstderr:\n{}", answer.stdout, answer.stderr);
        answer
    }

    /// One cycle.
    #[track_caller]
    pub(crate) fn once(&self, code: i32) -> Answer {
        self.sync(&["--once"], code)
    }

    /// One cycle with more arguments, and its report, which is what the schema says.
    #[track_caller]
    pub(crate) fn report(&self, arguments: &[&str], code: i32) -> Value {
        let answer = self.sync(&[&["--once", "--format", "json"], arguments].concat(), code);
        valid(&answer.stdout)
    }

    /// Starts one that keeps running.
    pub(crate) fn daemon(&self, arguments: &[&str]) -> Daemon {
        Daemon::start(&mut self.dag_sync(arguments))
    }

    /// The files of the DAG folder and their content, without what is dag-sync's own and without documents.
    pub(crate) fn live(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        walk(&self.path("dags"), &mut |path, _| {
            let name = path.strip_prefix(self.path("dags")).unwrap().to_str().unwrap().to_owned();
            let own =
                name.starts_with(".dag-sync") || name == ".airflowignore" || name.ends_with("metadata.json");
            if !own && path.is_file() {
                files.insert(name, std::fs::read_to_string(path).unwrap());
            }
        });
        files
    }

    /// The names of what is live.
    pub(crate) fn names(&self) -> Vec<String> {
        self.live().into_keys().collect()
    }

    /// Everything below a folder that a program could have changed: inode, time, mode, size.
    pub(crate) fn facts(&self, name: &str) -> BTreeMap<PathBuf, (u64, i64, i64, u32, u64)> {
        let mut facts = BTreeMap::new();
        walk(&self.path(name), &mut |path, found| {
            let times = (found.mtime(), found.mtime_nsec());
            facts.insert(path.to_owned(), (found.ino(), times.0, times.1, found.mode(), found.size()));
        });
        facts
    }
}

impl Drop for Site {
    /// What a test closed is opened, so that it can be removed.
    fn drop(&mut self) {
        fn open(path: &Path) {
            let _ = std::fs::set_permissions(path, PermissionsExt::from_mode(0o755));
            for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    open(&entry.path());
                }
            }
        }
        open(self.home.path());
    }
}

fn walk(path: &Path, see: &mut impl FnMut(&Path, &std::fs::Metadata)) {
    let Ok(found) = path.symlink_metadata() else { return };
    see(path, &found);
    if found.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            walk(&entry.unwrap().path(), see);
        }
    }
}

/// A report of dag-sync, which is what the schema says.
#[track_caller]
pub(crate) fn valid(text: &str) -> Value {
    let report: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let schema = jsonschema::validator_for(&dag_publish::sync::report::schema()).unwrap();
    let errors: Vec<String> = schema.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}: {text}");
    report
}

/// A package of a report, or a mirrored name.
#[track_caller]
pub(crate) fn of<'a>(report: &'a Value, name: &str) -> &'a Value {
    let packages = report["packages"].as_array().unwrap().iter().filter(|package| package["package"] == name);
    let mirrors = report["unmanaged"].as_array().unwrap().iter().filter(|mirror| mirror["name"] == name);
    packages.chain(mirrors).next().unwrap_or_else(|| panic!("no `{name}` in {report:#}"))
}

/// Waits until something holds.
#[track_caller]
pub(crate) fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "waited too long: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A dag-sync that keeps running. It is killed when this goes.
pub(crate) struct Daemon {
    child: Child,
    log: Arc<(Mutex<Vec<String>>, Condvar)>,
    /// Ends with the daemon's stderr.
    listener: Option<JoinHandle<()>>,
}

impl Daemon {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let log: Arc<(Mutex<Vec<String>>, Condvar)> = Arc::default();
        let heard = Arc::clone(&log);
        let listener = std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                heard.0.lock().unwrap().push(line);
                heard.1.notify_all();
            }
        });
        Self { child, log, listener: Some(listener) }
    }

    /// Starts and waits until the first cycle was told of.
    #[track_caller]
    pub(crate) fn settled(self) -> Self {
        self.says("packages, ");
        self
    }

    /// Waits for a line with `part`, among all so far.
    #[track_caller]
    pub(crate) fn says(&self, part: &str) {
        self.says_times(part, 1);
    }

    /// Waits until so many lines have `part`.
    #[track_caller]
    pub(crate) fn says_times(&self, part: &str, times: usize) {
        let (lines, more) = &*self.log;
        let is_missing =
            |lines: &mut Vec<String>| lines.iter().filter(|line| line.contains(part)).count() < times;
        let (lines, waited) = more.wait_timeout_while(lines.lock().unwrap(), PATIENCE, is_missing).unwrap();
        let said = lines.join("\n");
        drop(lines);
        assert!(!waited.timed_out(), "it does not say {part:?} {times} times:\n{said}");
    }

    /// What it said so far.
    pub(crate) fn said(&self) -> Vec<String> {
        self.log.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many lines have `part`.
    pub(crate) fn times(&self, part: &str) -> usize {
        self.said().iter().filter(|line| line.contains(part)).count()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits for its end and its last words: the exit code, `None` after a signal.
    #[track_caller]
    pub(crate) fn ended(&mut self) -> Option<i32> {
        let mut code = None;
        let child = &mut self.child;
        until("the end of dag-sync", || {
            code = child.try_wait().unwrap();
            code.is_some()
        });
        if let Some(listener) = self.listener.take() {
            listener.join().unwrap();
        }
        code.and_then(|code| code.code())
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Stops it as Kubernetes does.
    #[track_caller]
    pub(crate) fn stop(&mut self) {
        self.signal(Signal::TERM);
        assert_eq!(self.ended(), Some(0), "{}", self.said().join("\n"));
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
