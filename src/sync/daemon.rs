//! The loop: cycle after cycle, until it is told to stop. A failure never ends it.

use std::io;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};

use super::cycle::{Ask, CycleError, Syncer};
use super::diary::Diary;
use super::report::Report;
use super::request::{Answer, Inbox, Letter};
use super::setup::Setup;
use super::tree::TreeError;

/// How often a lock that another dag-sync holds is tried.
const LOCK_PAUSE: Duration = Duration::from_secs(1);
/// The first pause after a failure; it doubles, up to the interval.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The pause while retired trees are still being removed.
const SWEEP_PAUSE: Duration = Duration::from_secs(1);
/// How many cycles follow each other at once because something moved.
const AGAIN: u32 = 3;

/// When cycles run.
#[derive(Debug, Clone, Copy)]
pub struct Rhythm {
    /// The pause between two cycles, about: a tenth more or less, so that many daemons do not list in step.
    pub interval: Duration,
    /// How often every file is compared with what was published; zero for never.
    pub verify: Duration,
}

/// Why the next cycle begins.
#[derive(Debug)]
enum Wake {
    Time,
    Hangup,
    Request(Box<Letter>),
    Stop,
}

/// SIGHUP, and the signals that end the loop.
#[derive(Debug)]
struct Signals {
    hangup: Signal,
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            hangup: signal(SignalKind::hangup())?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn stop(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Why the loop could not begin.
#[derive(Debug, thiserror::Error)]
pub enum DaemonError {
    /// The folders cannot work as they are given: waiting would not help.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// The system gives no signals.
    #[error("cannot listen to signals: {0}")]
    Signals(io::Error),
}

/// Runs until SIGTERM or SIGINT. A switch that is under way is finished by the runtime's end.
///
/// # Errors
/// [`TreeError::Configuration`] alone: everything else may pass, and is tried again.
pub async fn run(setup: &Setup, rhythm: Rhythm) -> Result<(), DaemonError> {
    let mut signals = Signals::listen().map_err(DaemonError::Signals)?;
    let mut diary = Diary::default();
    loop {
        let opened = tokio::select! {
            biased;
            () = signals.stop() => return Ok(()),
            opened = open(setup, rhythm, &mut diary) => opened?,
        };
        let inbox = Inbox::open(&setup.socket())
            .map_err(|error| tracing::warn!("`dag-sync --once` cannot be answered beside this one: {error}"))
            .ok();
        let daemon = Daemon { setup, rhythm, inbox, syncer: opened, failures: 0, again: 0 };
        match daemon.serve(&mut signals, &mut diary).await {
            Ended::Stopped => return Ok(()),
            Ended::Lost => {}
        }
    }
}

/// Opens the folders: waits for another dag-sync, and tries again after what may pass.
async fn open(setup: &Setup, rhythm: Rhythm, diary: &mut Diary) -> Result<Syncer, TreeError> {
    let mut failures = 0;
    let mut waits = false;
    loop {
        let pause = match setup.open().await {
            Ok(syncer) => {
                if waits {
                    tracing::info!("the other dag-sync has ended, and this one goes on");
                }
                return Ok(syncer);
            }
            Err(error) if error.is_configuration() => return Err(error),
            Err(error @ TreeError::Busy { .. }) => {
                if !std::mem::replace(&mut waits, true) {
                    tracing::warn!("{error}; this one waits, and goes on when that one ends");
                }
                LOCK_PAUSE
            }
            Err(error) => {
                diary.failed(&CycleError::Tree(error));
                failures += 1;
                backoff(failures, rhythm.interval)
            }
        };
        setup.host.sleep(pause).await;
    }
}

/// Why the folders are let go.
enum Ended {
    Stopped,
    Lost,
}

/// A syncer with its folders locked.
struct Daemon<'a> {
    setup: &'a Setup,
    rhythm: Rhythm,
    /// Closed before the folders are let go: who takes them next listens in the same place.
    inbox: Option<Inbox>,
    syncer: Syncer,
    /// Cycles that failed, one after the other.
    failures: u32,
    /// Cycles that followed at once, one after the other.
    again: u32,
}

impl Daemon<'_> {
    async fn serve(mut self, signals: &mut Signals, diary: &mut Diary) -> Ended {
        let mut verified = self.setup.host.elapsed();
        let mut wake = Wake::Time;
        loop {
            let since = self.setup.host.elapsed().saturating_sub(verified);
            if !self.rhythm.verify.is_zero() && since >= self.rhythm.verify {
                let result = tokio::select! {
                    biased;
                    () = signals.stop() => return Ended::Stopped,
                    result = self.syncer.verify() => result,
                };
                if let Err(error) = result {
                    diary.failed(&CycleError::Tree(error));
                }
                verified = self.setup.host.elapsed();
            }
            let (ask, letter) = match wake {
                Wake::Stop => return Ended::Stopped,
                Wake::Time | Wake::Hangup => (Ask::default(), None),
                Wake::Request(letter) => (letter.request.ask.clone(), Some(letter)),
            };
            let result = tokio::select! {
                biased;
                () = signals.stop() => return Ended::Stopped,
                result = self.syncer.cycle(&ask) => result,
            };
            match &result {
                Ok(report) if ask.only.is_empty() => diary.cycle(report),
                Ok(report) => diary.changes(report),
                Err(error) => diary.failed(error),
            }
            if let Some(letter) = letter {
                // Whoever does not take the answer keeps nobody waiting.
                tokio::spawn(letter.answer(Answer::of(&result)));
            }
            let lost = matches!(result, Err(CycleError::Tree(TreeError::Lost { .. })));
            if lost {
                return Ended::Lost;
            }
            let mut pause = self.pause(&result);
            match self.syncer.sweep().await {
                // Much to remove is removed in portions, so that requests and signals do not wait for it.
                Ok(swept) if swept.left => pause = pause.min(SWEEP_PAUSE),
                Ok(_) => {}
                Err(error) => diary.failed(&CycleError::Tree(error)),
            }
            wake = self.wait(pause, signals).await;
        }
    }

    /// How long until the next cycle, unless something wakes it.
    fn pause(&mut self, result: &Result<Report, CycleError>) -> Duration {
        let host = &*self.setup.host;
        let interval = self.rhythm.interval.mul_f64(0.9) + host.jitter(self.rhythm.interval.mul_f64(0.2));
        match result {
            Ok(report) if report.again && self.again < AGAIN => {
                self.again += 1;
                Duration::ZERO
            }
            Ok(report) if !report.failed() => {
                (self.failures, self.again) = (0, 0);
                interval
            }
            _ => {
                self.failures = self.failures.saturating_add(1);
                backoff(self.failures, self.rhythm.interval).min(interval)
            }
        }
    }

    async fn wait(&mut self, pause: Duration, signals: &mut Signals) -> Wake {
        let sleep = self.setup.host.sleep(pause);
        tokio::pin!(sleep);
        loop {
            let Signals { hangup, terminate, interrupt } = signals;
            let letter = tokio::select! {
                biased;
                _ = terminate.recv() => return Wake::Stop,
                _ = interrupt.recv() => return Wake::Stop,
                letter = next(self.inbox.as_mut()) => letter,
                _ = hangup.recv() => return Wake::Hangup,
                () = &mut sleep => return Wake::Time,
            };
            match self.setup.identity().differs_from(&letter.request.identity) {
                Some(reason) => drop(tokio::spawn(letter.answer(Answer::Mismatch(reason)))),
                None => return Wake::Request(Box::new(letter)),
            }
        }
    }
}

async fn next(inbox: Option<&mut Inbox>) -> Letter {
    match inbox {
        Some(inbox) => inbox.next().await,
        None => std::future::pending().await,
    }
}

/// The pause after so many failures in a row.
fn backoff(failures: u32, interval: Duration) -> Duration {
    FIRST_PAUSE.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(interval)
}

#[cfg(test)]
mod tests;
