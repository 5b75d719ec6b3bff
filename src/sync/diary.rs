//! What a running dag-sync says: what changed, and what is wrong once, not in every cycle.

use std::collections::{BTreeMap, BTreeSet};

use super::cycle::CycleError;
use super::report::{Change, Problem, Report};

/// What was said last.
#[derive(Debug, Default)]
pub(super) struct Diary {
    /// Of the last cycle, when it failed.
    failure: Option<String>,
    /// By package or mirrored name.
    problems: BTreeMap<String, Problem>,
    warnings: BTreeSet<String>,
    guarded: bool,
    /// Whether a cycle has ended well.
    begun: bool,
}

impl Diary {
    /// A cycle could not begin or was ended: nothing was changed.
    pub(super) fn failed(&mut self, error: &CycleError) {
        let failure = error.to_string();
        // How often it was tried and how long that took is no news.
        let news = failure.split(" (after ").next().unwrap_or(&failure).to_owned();
        if self.failure.as_ref() == Some(&news) {
            return;
        }
        match error.help() {
            Some(help) => tracing::warn!("nothing was changed: {failure}; {help}"),
            None => tracing::warn!("nothing was changed: {failure}"),
        }
        self.failure = Some(news);
    }

    /// A cycle came to its end.
    pub(super) fn cycle(&mut self, report: &Report) {
        if self.failure.take().is_some() {
            tracing::info!("the bucket and the folder can be read again");
        }
        self.changes(report);
        self.problems(report);
        let refused =
            report.refused.iter().map(|refused| format!("`{}` is left out: {}", refused.key, refused.reason));
        let warnings: BTreeSet<String> = report.warnings.iter().cloned().chain(refused).collect();
        for warning in warnings.difference(&self.warnings) {
            tracing::warn!("{warning}");
        }
        self.warnings = warnings;
        if let Some(guard) = report.guard.filter(|_| !self.guarded) {
            tracing::warn!(
                "{} mirrored files are gone from the bucket, and at most {} may go in 24 hours: none goes until they \
                 return, or `dag-sync --once --confirm-deletes` says so",
                guard.absent,
                guard.allowed
            );
        }
        if self.guarded && report.guard.is_none() {
            tracing::info!("the mirrored files are back, or were confirmed to go: the guard is open again");
        }
        self.guarded = report.guard.is_some();
        if !std::mem::replace(&mut self.begun, true) {
            let (packages, mirrored) = (report.packages.len(), report.unmanaged.len());
            tracing::info!(
                "{} of {}: {packages} packages, {mirrored} mirrored names",
                report.environment,
                report.bucket
            );
        }
    }

    /// What a cycle for some packages changed. It says nothing of the others.
    pub(super) fn changes(&self, report: &Report) {
        for package in &report.packages {
            let name = &package.package;
            let live = package.live.map(|release| release.to_string()).unwrap_or_default();
            match (package.change, package.before) {
                (Change::None, _) => {}
                (Change::Placed, Some(before)) => tracing::info!("`{name}` {live} is live (was {before})"),
                (Change::Placed, None) => tracing::info!("`{name}` {live} is live"),
                (Change::Healed, _) => tracing::warn!("`{name}` {live} was damaged, and is whole again"),
                (Change::Document, _) => tracing::info!("`{name}` {live} has a new document"),
                (Change::Retired, _) => tracing::info!("`{name}` was taken away"),
            }
        }
        for mirror in &report.unmanaged {
            match mirror.change {
                Change::None => {}
                Change::Retired => tracing::info!("`{}` was taken away", mirror.name),
                _ => tracing::info!("`{}` is mirrored: {} files", mirror.name, mirror.files),
            }
        }
    }

    fn problems(&mut self, report: &Report) {
        let packages = report
            .packages
            .iter()
            .filter_map(|package| Some((package.package.to_string(), package.problem.clone()?)));
        let mirrors =
            report.unmanaged.iter().filter_map(|mirror| Some((mirror.name.clone(), mirror.problem.clone()?)));
        let problems: BTreeMap<String, Problem> = packages.chain(mirrors).collect();
        for (name, problem) in &problems {
            if self.problems.get(name) == Some(problem) {
                continue;
            }
            match &problem.help {
                Some(help) => tracing::warn!("`{name}`: {}; {help}", problem.reason),
                None => tracing::warn!("`{name}`: {}", problem.reason),
            }
        }
        for name in self.problems.keys().filter(|name| !problems.contains_key(*name)) {
            tracing::info!("`{name}` is as it should be again");
        }
        self.problems = problems;
    }
}
