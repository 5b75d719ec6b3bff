//! Which release of each package should be live: from documents alone, the same for every syncer.
//!
//! A package's newest release is its candidate. While two candidates list one dag_id, the claim that goes first
//! keeps it and every other candidate that lists it steps back one release. What is live on this machine plays no
//! part, so a syncer that has run for a year and one that joins empty reach the same set. There is one exception:
//! where an archive that would tell cannot be read, what is live stands ([`Standing`]), so that no fault takes a
//! package or an id away.
//!
//! Nothing here reads a bucket: [`resolve`] says which archives' records it needs, and is asked again with them.
//! It terminates because candidates only ever step back.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use uuid::Uuid;

use crate::metadata::{Document, HistoryEntry, PackageName, ReleaseNumber};
use crate::planted::{Bug, planted};

/// What is known of an archive that a clash asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArchiveFact {
    /// It was read and verified.
    Lists {
        /// The dag_ids of its record.
        dag_ids: BTreeSet<String>,
        /// When it was written, by the bucket's clock.
        last_modified: Timestamp,
    },
    /// It is gone, or is not what the document says: its release cannot be gone back to.
    Unusable,
}

/// What is known of a package.
#[derive(Debug, Clone)]
pub enum Known<'a> {
    /// Its document was read.
    Document(&'a Document),
    /// Its document cannot be read for now: it keeps what is live, and those claims stand.
    Unreadable {
        /// The ids of the live release.
        live: BTreeSet<String>,
    },
}

/// What is live of a package on this machine. It counts only where an archive that would tell is unusable.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The commit of the live release.
    pub nonce: Uuid,
    /// Its dag_ids.
    pub dag_ids: &'a BTreeSet<String>,
}

/// The release of a package that should be live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The newest release.
    Newest(ReleaseNumber),
    /// An older release: every newer one lists an id that another package keeps.
    Held {
        /// The release that goes live.
        release: ReleaseNumber,
        /// What holds the newest back.
        clash: Clash,
    },
    /// No release can go live: every one lists an id that another package keeps.
    Blocked(Clash),
    /// As `Blocked`, but the archive of some release cannot be read: it may list no such id, so what is live stays.
    Unsure(Clash),
    /// The package was removed.
    Removed(ReleaseNumber),
    /// Nothing is known of the bucket's wish: what is live stays.
    Keep,
}

/// An id that two packages list, and the package that keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The id.
    pub dag_id: String,
    /// The package whose claim goes first.
    pub owner: PackageName,
}

/// Archives whose records are needed before the set can be told, by key.
pub type Needed = BTreeSet<String>;

/// The target of every package. `standing` is what is live here.
///
/// # Errors
/// The keys of archives whose facts are missing: read them and ask again.
pub fn resolve(
    packages: &BTreeMap<PackageName, Known<'_>>,
    archives: &BTreeMap<String, ArchiveFact>,
    standing: &BTreeMap<PackageName, Standing<'_>>,
) -> Result<BTreeMap<PackageName, Target>, Needed> {
    let newest = |(package, known)| (package, Candidate::newest(known, standing.get(package).copied()));
    let mut candidates: BTreeMap<&PackageName, Candidate<'_>> = packages.iter().map(newest).collect();
    while let Some((dag_id, claimants)) = clash(&candidates) {
        let mut needed = Needed::new();
        let mut claims = Vec::new();
        for package in &claimants {
            match candidates[*package].claim(&dag_id, archives) {
                Ok(claim) => claims.push((claim, *package)),
                Err(key) => drop(needed.insert(key)),
            }
        }
        if !needed.is_empty() {
            return Err(needed);
        }
        claims.sort();
        let owner = claims[0].1.clone();
        for (claim, package) in claims.into_iter().skip(1) {
            let clash = Clash { dag_id: dag_id.clone(), owner: owner.clone() };
            let Some(candidate) = candidates.get_mut(package) else { continue };
            candidate.unsure |= claim.broken;
            if let Err(key) = candidate.step_back(clash, archives) {
                needed.insert(key);
            }
        }
        if !needed.is_empty() {
            return Err(needed);
        }
    }
    Ok(candidates.into_iter().map(|(package, candidate)| (package.clone(), candidate.target())).collect())
}

/// The first id that more than one candidate lists, and those packages.
fn clash<'a>(
    candidates: &BTreeMap<&'a PackageName, Candidate<'_>>,
) -> Option<(String, Vec<&'a PackageName>)> {
    let mut listed: BTreeMap<&str, Vec<&'a PackageName>> = BTreeMap::new();
    for (package, candidate) in candidates {
        for dag_id in candidate.dag_ids() {
            listed.entry(dag_id).or_default().push(package);
        }
    }
    // Two whose document cannot be read and that are both live keep what they have: nothing better is known.
    let movable = |package: &&PackageName| matches!(candidates[*package].known, Known::Document(_));
    let (dag_id, claimants) =
        listed.into_iter().find(|(_, claimants)| claimants.len() > 1 && claimants.iter().any(movable))?;
    Some((dag_id.to_owned(), claimants))
}

/// How one claim on an id goes before another: the smaller one keeps it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Claim {
    /// A package whose document cannot be read goes first: it cannot step back.
    movable: bool,
    /// A release that was stepped back to goes after one that was not.
    stepped_back: bool,
    /// Since when the bucket has seen it; the smallest when that is beyond the end of the history.
    date: Timestamp,
    /// Since when the writer says so: breaks ties only.
    since: Timestamp,
    /// It may be older: an archive that would tell cannot be read. Last, so that it hardly ever decides.
    broken: bool,
}

/// A package and the release of its history that is looked at.
#[derive(Debug, Clone)]
struct Candidate<'a> {
    known: &'a Known<'a>,
    /// Index into the document's history; `None` when no release is left.
    at: Option<usize>,
    /// The ids of a release that was stepped back to.
    older_ids: BTreeSet<String>,
    /// Why the newest is not the target.
    clash: Option<Clash>,
    standing: Option<Standing<'a>>,
    /// An archive that cannot be read made it step back, or over a release.
    unsure: bool,
}

impl<'a> Candidate<'a> {
    fn newest(known: &'a Known<'a>, standing: Option<Standing<'a>>) -> Self {
        let at = match known {
            Known::Document(document) if document.removed.is_none() => Some(0),
            _ => None,
        };
        Self { known, at, older_ids: BTreeSet::new(), clash: None, standing, unsure: false }
    }

    fn dag_ids(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match (self.known, self.at) {
            (Known::Unreadable { live }, _) => Box::new(live.iter().map(String::as_str)),
            (Known::Document(document), Some(0)) => {
                Box::new(document.dags.iter().map(|dag| dag.dag_id.as_str()))
            }
            (Known::Document(_), Some(_)) => Box::new(self.older_ids.iter().map(String::as_str)),
            (Known::Document(_), None) => Box::new(std::iter::empty()),
        }
    }

    /// The claim of this candidate on an id that it lists, or the key of an archive that must be read first.
    fn claim(&self, dag_id: &str, archives: &BTreeMap<String, ArchiveFact>) -> Result<Claim, String> {
        let (document, at) = match (self.known, self.at) {
            (Known::Document(document), Some(at)) => (document, at),
            _ => {
                let oldest = Timestamp::MIN;
                return Ok(Claim {
                    movable: false,
                    stepped_back: false,
                    date: oldest,
                    since: oldest,
                    broken: false,
                });
            }
        };
        let since =
            document.dags.iter().find(|dag| dag.dag_id == dag_id).map_or(Timestamp::MAX, |dag| dag.since);
        let (date, broken) = match run(&document.history[at..], dag_id, archives)? {
            _ if planted(Bug::ClaimBySince) => (Timestamp::MIN, false),
            Run::Since(date) => (date, false),
            // How old it is cannot be told: then the claim of what is live stands.
            Run::Broken(_) if self.stands(dag_id) => (Timestamp::MIN, false),
            Run::Broken(date) => (date, true),
        };
        Ok(Claim { movable: true, stepped_back: at > 0, date, since, broken })
    }

    fn stands(&self, dag_id: &str) -> bool {
        self.standing.is_some_and(|standing| standing.dag_ids.contains(dag_id))
    }

    /// Goes to the release before, or to none. An error is the key of an archive that must be read first.
    fn step_back(&mut self, clash: Clash, archives: &BTreeMap<String, ArchiveFact>) -> Result<(), String> {
        let (Known::Document(document), Some(at)) = (self.known, self.at) else { return Ok(()) };
        let mut from = at;
        let (at, ids) = loop {
            let Some(older) = before(&document.history, from) else { break (None, BTreeSet::new()) };
            // Only tombstones have no archive, and those are not stepped over.
            let Some(archive) = &document.history[older].archive else { break (None, BTreeSet::new()) };
            match archives.get(&archive.key) {
                None => return Err(archive.key.clone()),
                Some(ArchiveFact::Lists { dag_ids, .. }) => break (Some(older), dag_ids.clone()),
                // Its tree is live, and tells as well.
                Some(ArchiveFact::Unusable)
                    if let Some(standing) = self.standing
                        && standing.nonce == document.history[older].nonce =>
                {
                    break (Some(older), standing.dag_ids.clone());
                }
                Some(ArchiveFact::Unusable) => {
                    self.unsure = true;
                    from = older;
                }
            }
        };
        self.at = at;
        self.older_ids = ids;
        self.clash = Some(clash);
        Ok(())
    }

    fn target(self) -> Target {
        match (self.known, self.at, self.clash) {
            (Known::Unreadable { .. }, ..) => Target::Keep,
            (Known::Document(document), Some(at), Some(clash)) => {
                Target::Held { release: document.history[at].release, clash }
            }
            (Known::Document(_), None, Some(clash)) if self.unsure => Target::Unsure(clash),
            (Known::Document(_), None, Some(clash)) => Target::Blocked(clash),
            (Known::Document(document), Some(_), None) => Target::Newest(document.release),
            (Known::Document(document), None, None) => Target::Removed(document.release),
        }
    }
}

/// The index of the release to step back to from `history[at]`: never over a tombstone, and below what a
/// rollback restores, because what lies between was rolled back on purpose.
pub(super) fn before(history: &[HistoryEntry], at: usize) -> Option<usize> {
    let below = history[at].restores.unwrap_or(history[at].release);
    let between = history.iter().enumerate().skip(at + 1);
    for (index, entry) in between {
        if entry.removed.is_some() {
            return None;
        }
        if entry.release < below {
            return Some(index);
        }
    }
    None
}

/// Since when a claim stands without a break.
#[derive(Debug, Clone, Copy)]
enum Run {
    /// Since then.
    Since(Timestamp),
    /// Since then at least: the archive before cannot be read.
    Broken(Timestamp),
}

/// Since when the bucket has seen `dag_id` in these releases (newest first) without a break: the time of the
/// oldest archive of the run. An error is the key of an archive that must be read first.
fn run(
    history: &[HistoryEntry],
    dag_id: &str,
    archives: &BTreeMap<String, ArchiveFact>,
) -> Result<Run, String> {
    let mut oldest = Timestamp::MAX;
    for entry in history {
        let Some(archive) = &entry.archive else { return Ok(Run::Since(oldest)) };
        match archives.get(&archive.key) {
            None => return Err(archive.key.clone()),
            Some(ArchiveFact::Lists { dag_ids, last_modified }) if dag_ids.contains(dag_id) => {
                oldest = oldest.min(*last_modified);
            }
            Some(ArchiveFact::Lists { .. }) => return Ok(Run::Since(oldest)),
            Some(ArchiveFact::Unusable) => return Ok(Run::Broken(oldest)),
        }
    }
    // A history that begins with r1 is whole; any other was cut, and the claim is older than all that is left.
    let whole = history.last().is_some_and(|entry| entry.release == ReleaseNumber::FIRST);
    Ok(Run::Since(if whole { oldest } else { Timestamp::MIN }))
}

#[cfg(test)]
mod tests;
