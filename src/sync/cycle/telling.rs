//! From what was seen and done to a report.

use std::collections::{BTreeMap, BTreeSet};

use super::super::mirror::MirrorStep;
use super::super::plan::Step;
use super::super::report::{
    Change, Guard, MirrorReport, PackageReport, Problem, ProblemKind, Report, SCHEMA_VERSION, State,
};
use super::super::target::Target;
use super::super::tree::FolderName;
use super::mirroring::Mirroring;
use super::placing::Placed;
use super::words::{blocked, clashes};
use super::{Ask, Outcome, Seen, Syncer};
use crate::metadata::PackageName;

/// What became of everything.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    pub(super) placed: Placed,
    pub(super) mirroring: Mirroring,
}

/// What would become of everything, were the plan carried out without a failure.
pub(super) fn intended(seen: &Seen) -> Outcomes {
    let mut outcomes = Outcomes::default();
    for (package, step) in &seen.plan.steps {
        let outcome = match step {
            Step::Place { release, heals, .. } => {
                let change = if *heals { Change::Healed } else { Change::Placed };
                Outcome { change: Some(change), live: Some(*release), ..Outcome::default() }
            }
            Step::Document { .. } => Outcome { change: Some(Change::Document), ..Outcome::default() },
            Step::Retire(_) => Outcome { change: Some(Change::Retired), ..Outcome::default() },
        };
        outcomes.placed.outcomes.insert(package.clone(), outcome);
    }
    for (name, mirrored) in &seen.mirrors {
        let change = match &mirrored.step {
            Some(MirrorStep::Retire) => Change::Retired,
            Some(_) => Change::Placed,
            None => continue,
        };
        let outcome = Outcome { change: Some(change), ..Outcome::default() };
        outcomes.mirroring.outcomes.insert(name.clone(), outcome);
    }
    outcomes
}

impl Syncer {
    pub(super) fn tell(&self, seen: &Seen, ask: &Ask, outcomes: Outcomes, dry_run: bool) -> Report {
        let Outcomes { placed, mirroring } = outcomes;
        let names: BTreeSet<&PackageName> =
            seen.targets.keys().chain(seen.listing.managed.keys()).chain(seen.releases.keys()).collect();
        let packages = names
            .into_iter()
            .filter(|package| ask.only.is_empty() || ask.only.contains(*package))
            .map(|package| self.tell_package(seen, package, placed.outcomes.get(package)))
            .collect();
        let mut warnings = seen.warnings.clone();
        warnings.extend(placed.warnings);
        warnings.extend(mirroring.warnings);
        for package in ask.only.iter().filter(|package| {
            !seen.listing.managed.contains_key(*package) && !seen.releases.contains_key(*package)
        }) {
            warnings.push(format!("`{package}` is neither in the bucket nor live"));
        }
        let guard = seen.verdict.latched.map(|latch| Guard {
            absent: latch.absent,
            gone: latch.gone,
            allowed: latch.allowed,
        });
        Report {
            schema_version: SCHEMA_VERSION,
            bucket: self.bucket.to_string(),
            environment: self.settings.environment.clone(),
            dry_run,
            listed_at: seen.listed_at,
            packages,
            unmanaged: tell_mirrors(seen, &mirroring.outcomes),
            refused: seen.refused.clone(),
            guard,
            warnings,
            again: placed.again || mirroring.again,
        }
    }

    fn tell_package(&self, seen: &Seen, package: &PackageName, outcome: Option<&Outcome>) -> PackageReport {
        let document = seen.documents.get(package).and_then(|read| read.content.as_ref().ok());
        let document = document.map(|document| &**document);
        let before = seen.releases.get(package).map(|live| live.release);
        let change = outcome.and_then(|outcome| outcome.change).unwrap_or(Change::None);
        let live = match change {
            Change::Retired => None,
            _ => outcome.and_then(|outcome| outcome.live).or(before),
        };
        let mut state = match seen.targets.get(package) {
            Some(Target::Removed(_)) => State::Removed,
            Some(Target::Newest(release)) if live == Some(*release) => State::Current,
            _ => State::Held,
        };
        let problem = outcome.and_then(|outcome| outcome.problem.clone()).or_else(|| {
            Some(match (seen.targets.get(package)?, document) {
                (Target::Held { clash, .. }, Some(document)) => clashes(document, clash),
                (Target::Blocked(clash) | Target::Unsure(clash), _) => blocked(clash),
                (Target::Keep, _) => self.unreadable(seen, package),
                _ => return None,
            })
        });
        if !seen.listing.managed.contains_key(package) && change != Change::Retired {
            state = State::Missing;
        }
        PackageReport {
            package: package.clone(),
            state,
            change,
            live,
            before,
            newest: document.map(|document| document.release),
            files: outcome.map(|outcome| outcome.files.clone()).unwrap_or_default(),
            problem,
        }
    }

    /// Why nothing is known of what a package should be.
    fn unreadable(&self, seen: &Seen, package: &PackageName) -> Problem {
        match seen.documents.get(package).map(|read| &read.content) {
            Some(Err(reason)) => Problem::new(
                ProblemKind::Integrity,
                reason.to_string(),
                Some("publish the package again, or let dag-sync's role read it".into()),
            ),
            _ => Problem::new(
                ProblemKind::Missing,
                "the bucket shows no metadata.json for it any more; what is live stays",
                Some(
                    "publish it again; or, if it is meant to go, `dag-publish dag-sync --once --confirm-deletes \
                     --package` with its name"
                        .into(),
                ),
            ),
        }
    }
}

fn tell_mirrors(seen: &Seen, outcomes: &BTreeMap<FolderName, Outcome>) -> Vec<MirrorReport> {
    let names: BTreeSet<&FolderName> = seen.mirrors.keys().chain(outcomes.keys()).collect();
    names
        .into_iter()
        .map(|name| {
            let mirrored = seen.mirrors.get(name).cloned().unwrap_or_default();
            let outcome = outcomes.get(name);
            let refused = mirrored.refused.map(|reason| Problem::new(ProblemKind::Integrity, reason, None));
            MirrorReport {
                name: name.to_string(),
                change: outcome.and_then(|outcome| outcome.change).unwrap_or(Change::None),
                files: mirrored.files,
                absent: mirrored.absent,
                problem: outcome.and_then(|outcome| outcome.problem.clone()).or(refused),
            }
        })
        .collect()
}
