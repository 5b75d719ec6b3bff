//! Which release of each package should be live, written a second time: from the protocol's text, over the bucket's
//! own objects, and not by asking [`crate::sync::target`].
//!
//! > candidate = each package's newest release. While two candidates list one dag_id: of its claims take the smallest
//! > by (stepped back or not, date of the claim, package name); every other candidate with that id steps back one
//! > release (never over a tombstone, below `restores`). The date of a claim: LastModified of the oldest archive, in
//! > the unbroken run of the package's `history`, whose record lists the id; `since` breaks ties.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::bucket::memory::Memory;
use crate::metadata::{Document, PackageName, ReleaseNumber};
use crate::release::unpack;

/// What an archive's record lists, and when it was written.
type Fact = (BTreeSet<String>, Timestamp);

/// The archives of a bucket, each read once.
#[derive(Debug, Default)]
pub(super) struct Archives {
    read: BTreeMap<String, BTreeSet<String>>,
}

/// What is known of a package.
#[derive(Debug, Clone)]
pub(super) enum Wish<'a> {
    Document(&'a Document),
    /// Nothing is: what is live stays, with these ids.
    Stays(BTreeSet<String>),
}

/// What should be live of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Release(ReleaseNumber),
    Nothing,
    /// Whatever it is.
    Stays,
}

impl Archives {
    fn fact(&mut self, memory: &Memory, key: &str) -> Option<Fact> {
        let info = memory.head_now(key).ok()?;
        if !self.read.contains_key(key) {
            let record = unpack(&memory.current(key)?).ok()?.record;
            self.read.insert(key.into(), record.dags.into_iter().map(|dag| dag.dag_id).collect());
        }
        Some((self.read[key].clone(), info.last_modified))
    }
}

struct Candidate<'a> {
    wish: &'a Wish<'a>,
    /// Which entry of the history; none when no release is left.
    at: Option<usize>,
}

/// What should be live; `None` when an archive that tells is no longer there.
pub(super) fn judge(
    wishes: &BTreeMap<PackageName, Wish<'_>>,
    memory: &Memory,
    archives: &mut Archives,
) -> Option<BTreeMap<PackageName, Answer>> {
    let mut candidates: Vec<(&PackageName, Candidate<'_>)> = Vec::new();
    for (package, wish) in wishes {
        let at = match wish {
            Wish::Document(document) if document.removed.is_none() => Some(0),
            _ => None,
        };
        candidates.push((package, Candidate { wish, at }));
    }
    loop {
        let mut lists: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, (_, candidate)) in candidates.iter().enumerate() {
            for id in ids(candidate, memory, archives)? {
                lists.entry(id).or_default().push(index);
            }
        }
        let Some((id, who)) = lists.into_iter().find(|(_, who)| who.len() > 1) else { break };
        let mut claims = Vec::new();
        for index in who {
            let (package, candidate) = &candidates[index];
            claims.push((claim(candidate, &id, memory, archives)?, (*package).clone(), index));
        }
        claims.sort();
        for (_, _, index) in claims.into_iter().skip(1) {
            let candidate = &mut candidates[index].1;
            if let (Wish::Document(document), Some(at)) = (candidate.wish, candidate.at) {
                candidate.at = one_back(document, at);
            }
        }
    }
    let answer = |candidate: &Candidate<'_>| match (candidate.wish, candidate.at) {
        (Wish::Stays(_), _) => Answer::Stays,
        (Wish::Document(document), Some(at)) => Answer::Release(document.history[at].release),
        (Wish::Document(_), None) => Answer::Nothing,
    };
    Some(candidates.iter().map(|(package, candidate)| ((*package).clone(), answer(candidate))).collect())
}

/// The ids that a candidate lists.
fn ids(candidate: &Candidate<'_>, memory: &Memory, archives: &mut Archives) -> Option<BTreeSet<String>> {
    match (candidate.wish, candidate.at) {
        (Wish::Stays(ids), _) => Some(ids.clone()),
        (Wish::Document(document), Some(0)) => {
            Some(document.dags.iter().map(|dag| dag.dag_id.clone()).collect())
        }
        (Wish::Document(document), Some(at)) => {
            Some(archives.fact(memory, &document.history[at].archive.as_ref()?.key)?.0)
        }
        (Wish::Document(_), None) => Some(BTreeSet::new()),
    }
}

type Claim = (bool, bool, Timestamp, Timestamp);

/// Smaller claims go first; one that cannot move goes before all.
fn claim(candidate: &Candidate<'_>, id: &str, memory: &Memory, archives: &mut Archives) -> Option<Claim> {
    let (Wish::Document(document), Some(at)) = (candidate.wish, candidate.at) else {
        return Some((false, false, Timestamp::MIN, Timestamp::MIN));
    };
    let mut date = Timestamp::MAX;
    let mut broken = false;
    for entry in &document.history[at..] {
        let Some(archive) = &entry.archive else {
            broken = true;
            break;
        };
        let (listed, written) = archives.fact(memory, &archive.key)?;
        if !listed.contains(id) {
            broken = true;
            break;
        }
        date = date.min(written);
    }
    let begins = document.history.last().is_some_and(|entry| entry.release.get() == 1);
    if !broken && !begins {
        date = Timestamp::MIN;
    }
    let since = document.dags.iter().find(|dag| dag.dag_id == id).map_or(Timestamp::MAX, |dag| dag.since);
    Some((true, at > 0, date, since))
}

/// One release back: what lies between a rollback and what it restores was rolled back on purpose.
pub(super) fn one_back(document: &Document, at: usize) -> Option<usize> {
    let here = &document.history[at];
    let below = here.restores.unwrap_or(here.release);
    for (index, entry) in document.history.iter().enumerate().skip(at + 1) {
        if entry.removed.is_some() {
            return None;
        }
        if entry.release < below {
            return Some(index);
        }
    }
    None
}
