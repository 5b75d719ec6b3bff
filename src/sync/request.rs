//! Asking a dag-sync that has the folders for a cycle: one line of JSON each way, over a socket in the state folder.
//!
//! This is how `dag-sync --once` works beside a running one, in `kubectl exec` for example: it never takes the folders
//! from it. The answer is the report of a cycle that began after the request arrived.

use std::io;
use std::os::fd::AsRawFd as _;
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustix::fs::{Mode, OFlags};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;

use super::cycle::{Ask, CycleError};
use super::report::Report;
use crate::metadata::EnvironmentName;

/// The longest request. An answer is not limited: it comes from who has the lock.
const REQUEST_BYTES: u64 = 1 << 20;
/// How long a client may take to send its line, or to take its answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many clients are listened to at once: one that says nothing keeps no other from being heard.
const CLIENTS: usize = 16;
/// The longest path of a socket (`sun_path` on macOS, the shorter one).
const PATH_BYTES: usize = 103;

/// What both sides must agree on: else the answer would be about something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The bucket.
    pub bucket: String,
    /// The environment.
    pub environment: EnvironmentName,
    /// The DAG folder, without links.
    pub dest: PathBuf,
}

/// A request for one cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What it is about.
    pub identity: Identity,
    /// What is asked.
    pub ask: Ask,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The cycle that was asked for.
    Report(Box<Report>),
    /// The folders belong to a dag-sync with other settings: a sentence.
    Mismatch(String),
    /// The cycle ended before it changed anything.
    Failed {
        /// Whether it was refused, not failed.
        refused: bool,
        /// One sentence.
        message: String,
        /// The next step.
        help: Option<String>,
    },
}

impl Answer {
    /// The answer that a cycle gives.
    #[must_use]
    pub fn of(result: &Result<Report, CycleError>) -> Self {
        match result {
            Ok(report) => Self::Report(Box::new(report.clone())),
            Err(error) => Self::Failed {
                refused: matches!(error, CycleError::Emptied(_)),
                message: error.to_string(),
                help: error.help(),
            },
        }
    }
}

impl Identity {
    /// Why a request is about something else.
    #[must_use]
    pub fn differs_from(&self, other: &Self) -> Option<String> {
        let differs = |what: &str, theirs: &dyn std::fmt::Display, ours: &dyn std::fmt::Display| {
            format!("the dag-sync that runs here has {what} `{theirs}`, not `{ours}`")
        };
        if self.bucket != other.bucket {
            Some(differs("--bucket", &self.bucket, &other.bucket))
        } else if self.environment != other.environment {
            Some(differs("--env", &self.environment, &other.environment))
        } else if self.dest != other.dest {
            Some(differs("--dest", &self.dest.display(), &other.dest.display()))
        } else {
            None
        }
    }
}

/// Where requests arrive. They are read as they come, and wait here.
#[derive(Debug)]
pub struct Inbox {
    letters: mpsc::Receiver<Letter>,
    listening: JoinHandle<()>,
    path: PathBuf,
    /// The inode of our socket: another dag-sync may have its own at `path` by now.
    inode: u64,
}

/// A request, and where its answer goes.
#[derive(Debug)]
pub struct Letter {
    /// The request.
    pub request: Request,
    stream: UnixStream,
}

impl Inbox {
    /// Listens at `path`. Call it with the lock of the folders held: a socket that lies there is a dead one's.
    ///
    /// # Errors
    /// The system's own; a file system without sockets, for example.
    pub fn open(path: &Path) -> io::Result<Self> {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let (short, _held) = short(path)?;
        let listener = UnixListener::bind(short)?;
        // Whoever may write into the state folder could replace it anyway; nobody else should ask.
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        let inode = std::fs::symlink_metadata(path)?.ino();
        let (sender, letters) = mpsc::channel(CLIENTS);
        let listening = tokio::spawn(listen(listener, sender));
        Ok(Self { letters, listening, path: path.to_owned(), inode })
    }

    /// The next request. What is no request is dropped.
    pub async fn next(&mut self) -> Letter {
        match self.letters.recv().await {
            Some(letter) => letter,
            // Listening ends with the inbox alone.
            None => std::future::pending().await,
        }
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        self.listening.abort();
        if std::fs::symlink_metadata(&self.path).is_ok_and(|found| found.ino() == self.inode) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Reads what clients send, each on its own.
async fn listen(listener: UnixListener, letters: mpsc::Sender<Letter>) {
    let clients = Arc::new(Semaphore::new(CLIENTS));
    // It is never closed.
    while let Ok(place) = Arc::clone(&clients).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, for example: others go on.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let letters = letters.clone();
        tokio::spawn(async move {
            if let Ok(Ok(letter)) = tokio::time::timeout(PATIENCE, receive(stream)).await {
                let _ = letters.send(letter).await;
            }
            drop(place);
        });
    }
}

impl Letter {
    /// Answers. Who asked may be gone: nothing is lost by that.
    pub async fn answer(mut self, answer: Answer) {
        let Ok(mut line) = serde_json::to_vec(&answer) else { return };
        line.push(b'\n');
        let _ = tokio::time::timeout(PATIENCE, async {
            self.stream.write_all(&line).await?;
            self.stream.shutdown().await
        })
        .await;
    }
}

async fn receive(stream: UnixStream) -> io::Result<Letter> {
    let mut stream = stream;
    let mut line = Vec::new();
    BufReader::new((&mut stream).take(REQUEST_BYTES)).read_until(b'\n', &mut line).await?;
    Ok(Letter { request: serde_json::from_slice(&line)?, stream })
}

/// Asks the dag-sync that listens at `path`, and waits for its answer. `None` when nobody listens, or it went away.
///
/// # Errors
/// The socket may not be used, for example because another user runs that dag-sync.
pub async fn ask(path: &Path, request: &Request) -> io::Result<Option<Answer>> {
    let (short, _held) = match short(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        short => short?,
    };
    let mut stream = match UnixStream::connect(short).await {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let mut line = serde_json::to_vec(request)?;
    line.push(b'\n');
    let mut answer = Vec::new();
    let exchanged = async {
        stream.write_all(&line).await?;
        stream.read_to_end(&mut answer).await
    };
    match exchanged.await {
        // It was stopped before it answered.
        Err(_) => Ok(None),
        Ok(_) if answer.is_empty() => Ok(None),
        Ok(_) => Ok(Some(serde_json::from_slice(&answer)?)),
    }
}

/// A path that fits into a socket's address, and what must stay open while it is used.
fn short(path: &Path) -> io::Result<(PathBuf, Option<OwnedFd>)> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    if path.as_os_str().len() <= PATH_BYTES || !cfg!(target_os = "linux") {
        return Ok((path.to_owned(), None));
    }
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let folder = rustix::fs::open(folder, flags, Mode::empty())?;
    let short = Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(name);
    Ok((short, Some(folder)))
}
