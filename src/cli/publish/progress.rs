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
    color: bool,
    running: Mutex<BTreeMap<PackageName, ProgressBar>>,
}

impl Progress {
    /// Draws on `bars`, or nowhere.
    pub(in crate::cli) fn new(bars: Option<MultiProgress>, color: bool) -> Self {
        Self { bars, color, running: Mutex::default() }
    }

    /// Takes the bars away, so that the result has the screen for itself.
    pub(in crate::cli) fn finish(&self) {
        for (_, bar) in std::mem::take(&mut *self.running()) {
            bar.finish_and_clear();
        }
        if let Some(bars) = &self.bars {
            // A terminal that cannot be written to shows no bars either.
            let _ = bars.clear();
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
        let mut running = self.running();
        // One line a package, whatever its phase: a line that came and went would flicker.
        let bar = running.entry(package.clone()).or_insert_with(|| {
            let bar = bars.add(ProgressBar::new(steps));
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        // A template of our own is well-formed; were it not, indicatif's usual bar would do.
        if let Ok(style) = ProgressStyle::with_template(template(steps, self.color)) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        bar.set_length(steps);
        bar.set_position(0);
        bar.set_prefix(package.to_string());
        bar.set_message(what);
    }

    fn step(&self, package: &PackageName) {
        if let Some(bar) = self.running().get(package) {
            bar.inc(1);
        }
    }

    fn warn(&self, package: &PackageName, sentence: &str) {
        tracing::warn!("{package}: {sentence}");
    }
}

/// A bar only where there is something to count; what does not fit into a narrow terminal is cut off the sentence.
fn template(steps: u64, color: bool) -> &'static str {
    match (steps > 1, color) {
        (true, true) => "{spinner:.cyan} {prefix:.bold} {bar:24.cyan/dim} {pos}/{len} {wide_msg}",
        (true, false) => "{spinner} {prefix} {bar:24} {pos}/{len} {wide_msg}",
        (false, true) => "{spinner:.cyan} {prefix:.bold} {wide_msg}",
        (false, false) => "{spinner} {prefix} {wide_msg}",
    }
}
