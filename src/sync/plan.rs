//! What a cycle will do to the folder, as a value: `dag-sync --dry-run` prints it, execution follows it.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::target::{Clash, Target};
use crate::metadata::{Document, HistoryEntry, PackageName, ReleaseNumber};

/// A package's folder as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// The commit of its release.
    pub nonce: Uuid,
    /// Its number.
    pub release: ReleaseNumber,
    /// The write of the document beside it; absent for a release that is held.
    pub write_id: Option<Uuid>,
    /// The dag_ids of its release.
    pub dag_ids: BTreeSet<String>,
    /// Whether its files are what was released.
    pub whole: bool,
}

/// What is to be done with one package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Fetch a release and switch to it.
    Place {
        /// The release.
        release: ReleaseNumber,
        /// Its commit.
        nonce: Uuid,
        /// Why it is not the newest.
        held: Option<Clash>,
        /// The same release is live and damaged.
        heals: bool,
        /// Packages whose live tree must give up an id first.
        after: BTreeSet<PackageName>,
    },
    /// Write the document beside an unchanged release: it was frozen, a newer run has seen it, or it is no longer
    /// the newest release and goes on being live.
    Document {
        /// Why it is not the newest.
        held: Option<Clash>,
    },
    /// Take the folder away.
    Retire(Why),
}

/// Why a folder is taken away; nothing else does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The package was removed with this release.
    Removed(ReleaseNumber),
    /// Every release of the package lists an id that another package keeps.
    Blocked(Clash),
    /// The bucket no longer shows it, and a person said that it may go.
    Confirmed,
}

/// What a cycle will do, and what it will only say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the order in which it is done.
    pub steps: Vec<(PackageName, Step)>,
    /// Packages that are not at their newest release, and why.
    pub held: BTreeMap<PackageName, Clash>,
    /// Packages of which no release can go live.
    pub blocked: BTreeMap<PackageName, Clash>,
    /// Live packages that the bucket no longer shows; they stay.
    pub missing: BTreeSet<PackageName>,
}

/// What a cycle is planned from.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What should be live.
    pub targets: &'a BTreeMap<PackageName, Target>,
    /// The documents that could be read.
    pub documents: &'a BTreeMap<PackageName, &'a Document>,
    /// Packages that the listing shows.
    pub listed: &'a BTreeSet<PackageName>,
    /// What is live.
    pub live: &'a BTreeMap<PackageName, Live>,
    /// The packages that may be touched; every document counts all the same.
    pub only: Option<&'a BTreeSet<PackageName>>,
    /// A person's word that packages which are not listed may go.
    pub confirmed: bool,
}

/// Plans a cycle. `ids_of` gives the dag_ids of a release.
///
/// Who gives up a dag_id goes before who takes it; a ring of moves starts with its first package.
pub fn plan(known: Known<'_>, ids_of: impl Fn(&PackageName, &HistoryEntry) -> BTreeSet<String>) -> Plan {
    let Known { targets, documents, listed, live, only, confirmed } = known;
    let mut plan = Plan::default();
    let mut steps: BTreeMap<&PackageName, Step> = BTreeMap::new();
    let mut wanted: BTreeMap<&PackageName, BTreeSet<String>> = BTreeMap::new();
    for (package, target) in targets {
        let may_touch = only.is_none_or(|only| only.contains(package));
        let Some(document) = documents.get(package) else { continue };
        let (release, held) = match target {
            Target::Newest(release) => (*release, None),
            Target::Held { release, clash } => {
                plan.held.insert(package.clone(), clash.clone());
                (*release, Some(clash.clone()))
            }
            Target::Blocked(clash) => {
                plan.blocked.insert(package.clone(), clash.clone());
                if may_touch && live.contains_key(package) {
                    steps.insert(package, Step::Retire(Why::Blocked(clash.clone())));
                }
                continue;
            }
            // Nothing is taken away for what could not be read.
            Target::Unsure(clash) => {
                plan.blocked.insert(package.clone(), clash.clone());
                continue;
            }
            Target::Removed(release) => {
                if may_touch && live.contains_key(package) {
                    steps.insert(package, Step::Retire(Why::Removed(*release)));
                }
                continue;
            }
            Target::Keep => continue,
        };
        let Some(entry) = document.history.iter().find(|entry| entry.release == release) else { continue };
        wanted.insert(package, ids_of(package, entry));
        if may_touch && let Some(step) = step(document, entry, held, live.get(package)) {
            steps.insert(package, step);
        }
    }
    for package in live.keys().filter(|package| !listed.contains(*package)) {
        plan.missing.insert(package.clone());
        if confirmed && only.is_none_or(|only| only.contains(package)) {
            steps.insert(package, Step::Retire(Why::Confirmed));
        }
    }
    wait_for_givers(&mut steps, &wanted, live);
    plan.steps = order(steps);
    plan
}

/// What brings a package to a release of its history.
fn step(document: &Document, entry: &HistoryEntry, held: Option<Clash>, live: Option<&Live>) -> Option<Step> {
    let same = live.filter(|live| live.nonce == entry.nonce);
    match same {
        Some(live) if live.whole => {
            let write_id = held.is_none().then_some(document.write_id);
            (live.write_id != write_id).then_some(Step::Document { held })
        }
        _ => Some(Step::Place {
            release: entry.release,
            nonce: entry.nonce,
            held,
            heals: same.is_some(),
            after: BTreeSet::new(),
        }),
    }
}

/// Makes each taker of an id wait for the package whose live tree still has it.
fn wait_for_givers(
    steps: &mut BTreeMap<&PackageName, Step>,
    wanted: &BTreeMap<&PackageName, BTreeSet<String>>,
    live: &BTreeMap<PackageName, Live>,
) {
    let mut holders: BTreeMap<&str, BTreeSet<&PackageName>> = BTreeMap::new();
    for (package, tree) in live {
        for dag_id in &tree.dag_ids {
            holders.entry(dag_id).or_default().insert(package);
        }
    }
    for (package, step) in steps {
        let Step::Place { after, .. } = step else { continue };
        let ids = wanted.get(*package).into_iter().flatten();
        let givers = ids.filter_map(|id| holders.get(id.as_str())).flatten();
        after.extend(givers.filter(|giver| *giver != package).map(|giver| (*giver).clone()));
    }
}

/// Retirements first, then every package after those it waits for.
fn order(steps: BTreeMap<&PackageName, Step>) -> Vec<(PackageName, Step)> {
    fn visit<'a>(
        package: &'a PackageName,
        steps: &'a BTreeMap<&PackageName, Step>,
        seen: &mut BTreeSet<&'a PackageName>,
        order: &mut Vec<(PackageName, Step)>,
    ) {
        let Some((package, step)) = steps.get_key_value(package) else { return };
        if !seen.insert(package) {
            return;
        }
        if let Step::Place { after, .. } = step {
            for giver in after {
                visit(giver, steps, seen, order);
            }
        }
        order.push(((*package).clone(), step.clone()));
    }
    let (mut seen, mut ordered) = (BTreeSet::new(), Vec::with_capacity(steps.len()));
    let retirements = steps.iter().filter(|(_, step)| matches!(step, Step::Retire(_)));
    for (package, _) in retirements.chain(steps.iter()) {
        visit(package, &steps, &mut seen, &mut ordered);
    }
    ordered
}

#[cfg(test)]
mod tests;
