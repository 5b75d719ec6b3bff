//! Progress on a terminal, and warnings in the log.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use crate::metadata::PackageName;
use crate::publish::{Phase, Watch};

/// A bar a package, drawn on stderr when that is a terminal.
#[derive(Debug)]
pub(in crate::cli) struct Progress {
    bars: Option<MultiProgress>,
    running: Mutex<BTreeMap<PackageName, ProgressBar>>,
}

impl Progress {
    pub(in crate::cli) fn new(shown: bool) -> Self {
        Self { bars: shown.then(MultiProgress::new), running: Mutex::default() }
    }

    /// Takes the bars away, so that the result has the screen for itself.
    pub(in crate::cli) fn finish(&self) {
        for (_, bar) in std::mem::take(&mut *self.running()) {
            bar.finish_and_clear();
        }
    }

    fn running(&self) -> std::sync::MutexGuard<'_, BTreeMap<PackageName, ProgressBar>> {
        // Bars are only drawn: one that a panic left half-drawn does no harm.
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch for Progress {
    fn begin(&self, package: &PackageName, phase: Phase, steps: u64) {
        let what = match phase {
            Phase::Read => "reading what is published",
            Phase::Archive => "writing the archive",
            Phase::Commit => "committing",
            Phase::Project => "writing the plain copy",
            Phase::Collect => "removing old archives",
        };
        tracing::debug!(%package, steps, "{what}");
        let Some(bars) = &self.bars else { return };
        let bar = ProgressBar::new(steps);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix}: {msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_prefix(package.to_string());
        bar.set_message(what);
        let bar = bars.add(bar);
        bar.enable_steady_tick(Duration::from_millis(120));
        if let Some(before) = self.running().insert(package.clone(), bar) {
            before.finish_and_clear();
        }
    }

    fn step(&self, package: &PackageName) {
        if let Some(bar) = self.running().get(package) {
            bar.inc(1);
        }
    }

    fn warn(&self, package: &PackageName, sentence: &str) {
        match &self.bars {
            Some(bars) => bars.suspend(|| tracing::warn!("{package}: {sentence}")),
            None => tracing::warn!("{package}: {sentence}"),
        }
    }
}
