//! Packages with releases: fetched and staged side by side, switched in the order of the plan.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use futures::{StreamExt as _, stream};

use super::super::offload::offload;
use super::super::plan::{Step, Why};
use super::super::read::ReadDocument;
use super::super::report::{Change, Problem, ProblemKind};
use super::super::target::{self, Clash};
use super::super::tree::{Folder, FolderName, LocalDocument, Moment, Staged, Switched, Tree, TreeError};
use super::fetch::{Fetcher, NotStaged, StagedRelease, disk};
use super::room::Room;
use super::words::{blocked, clashes, held_back, kept_aside, waits};
use super::{Outcome, Seen, Syncer};
use crate::metadata::{Document, FilePath, HistoryEntry, PackageName, ReleaseNumber};

/// What became of the packages, and whether something moved meanwhile.
#[derive(Debug, Default)]
pub(super) struct Placed {
    pub(super) outcomes: BTreeMap<PackageName, Outcome>,
    pub(super) warnings: Vec<String>,
    pub(super) again: bool,
}

/// A release that is to be placed.
#[derive(Debug, Clone, Copy)]
struct Wish<'a> {
    package: &'a PackageName,
    document: &'a Document,
    entry: &'a HistoryEntry,
    held: Option<&'a Clash>,
    heals: bool,
    after: &'a BTreeSet<PackageName>,
}

/// A release that is staged for a wish.
#[derive(Debug)]
struct Ready<'a> {
    wish: Wish<'a>,
    release: ReleaseNumber,
    /// Why an older one than wished for was staged.
    instead: Option<Problem>,
    dag_ids: BTreeSet<String>,
    files: Vec<FilePath>,
    staged: Staged,
}

impl Syncer {
    /// Carries out the plan for packages with releases.
    pub(super) async fn place(&mut self, seen: &Seen) -> Placed {
        let mut placed = Placed::default();
        let wishes = self.wishes(seen, &mut placed);
        let wishes = self.fitting(wishes, &mut placed).await;
        let (mut ready, spoiled) = self.fetch(wishes, &mut placed).await;
        for (wish, reason) in spoiled {
            self.spoiled(seen, wish, &reason, &mut ready, &mut placed).await;
        }
        let gone = self.retire(seen, &mut placed).await;
        self.switch(ready, gone, &mut placed).await;
        self.write_documents(seen, &mut placed).await;
        placed
    }

    /// What the plan places, but for what failed a moment ago.
    fn wishes<'a>(&self, seen: &'a Seen, placed: &mut Placed) -> Vec<Wish<'a>> {
        let mut wishes = Vec::new();
        for (package, step) in &seen.plan.steps {
            let Step::Place { nonce, held, heals, after, .. } = step else { continue };
            let Some(ReadDocument { content: Ok(document), .. }) = seen.documents.get(package) else {
                continue;
            };
            let Some(entry) = document.history.iter().find(|entry| entry.nonce == *nonce) else { continue };
            if let Some(problem) = self.memory.pause(package, *nonce, self.host.elapsed()) {
                placed.outcomes.insert(package.clone(), Outcome::failed(problem.clone()));
                continue;
            }
            wishes.push(Wish { package, document, entry, held: held.as_ref(), heals: *heals, after });
        }
        wishes
    }

    /// What fits on the disk, in the order of the plan.
    async fn fitting<'a>(&self, wishes: Vec<Wish<'a>>, placed: &mut Placed) -> Vec<Wish<'a>> {
        if wishes.is_empty() {
            return wishes;
        }
        let wanted = wishes.iter().map(|wish| Tree::estimate(wish.document)).sum();
        let mut room = match Room::make(self, wanted).await {
            Ok(room) => room,
            Err(error) => {
                let failed = wishes.iter().map(|wish| (wish.package.clone(), Outcome::failed(disk(&error))));
                placed.outcomes.extend(failed);
                return Vec::new();
            }
        };
        let fits = |wish: &Wish<'_>| match room.take(Tree::estimate(wish.document)) {
            Ok(()) => true,
            Err(problem) => {
                placed.outcomes.insert(wish.package.clone(), Outcome::failed(problem));
                false
            }
        };
        wishes.into_iter().filter(fits).collect()
    }

    /// Fetches and stages side by side. What is spoiled comes back with the reason.
    async fn fetch<'a>(
        &mut self,
        wishes: Vec<Wish<'a>>,
        placed: &mut Placed,
    ) -> (Vec<Ready<'a>>, Vec<(Wish<'a>, String)>) {
        let fetcher = &Fetcher::new(self.reader(), Arc::clone(&self.tree));
        let fetched: Vec<(Wish<'a>, Result<StagedRelease, NotStaged>)> = stream::iter(wishes)
            .map(|wish| async move {
                let held = wish.held.map(|clash| held_back(wish.document, clash));
                (wish, fetcher.release(wish.document, wish.entry, held).await)
            })
            // In order, so that what follows is the same for the same answers.
            .buffered(self.settings.concurrency.max(1))
            .collect()
            .await;
        let (mut ready, mut spoiled) = (Vec::new(), Vec::new());
        let mut missing = 0;
        for (wish, result) in fetched {
            match result {
                Ok(StagedRelease { staged, dag_ids, files }) => {
                    self.memory.fetched(wish.package);
                    ready.push(Ready {
                        wish,
                        release: wish.entry.release,
                        instead: None,
                        dag_ids,
                        files,
                        staged,
                    });
                }
                Err(NotStaged::Failed(problem)) => {
                    placed.outcomes.insert(wish.package.clone(), Outcome::failed(problem));
                }
                Err(NotStaged::Full(problem)) => {
                    missing += Tree::estimate(wish.document);
                    placed.outcomes.insert(wish.package.clone(), Outcome::failed(problem));
                }
                Err(NotStaged::Spoiled(reason)) => spoiled.push((wish, reason)),
            }
        }
        if missing > 0 {
            // The disk is smaller than --max-bytes: retired trees make room for the next try.
            let (tree, now, keep) = (Arc::clone(&self.tree), self.now(), self.settings.keep);
            let freed = offload(move || tree.make_room(now, keep, missing)).await;
            placed.again |= freed.is_ok_and(|freed| freed > 0);
        }
        (ready, spoiled)
    }

    /// A release cannot be had. Its document may have moved on; else what is live stays, and a package of which
    /// nothing is live walks back, to a release whose ids nobody else has.
    async fn spoiled<'a>(
        &mut self,
        seen: &Seen,
        wish: Wish<'a>,
        reason: &str,
        ready: &mut Vec<Ready<'a>>,
        placed: &mut Placed,
    ) {
        let Wish { package, document, entry, .. } = wish;
        let problem = |reason: String| {
            let help = "publish the package again: that writes a new archive";
            Problem::new(ProblemKind::Integrity, reason, Some(help.into()))
        };
        let now = self.reader().document_now(package).await;
        let etag = seen.documents.get(package).map(|read| &read.etag);
        if let Ok(Some(read)) = &now
            && Some(&read.etag) != etag
        {
            placed.again = true;
            let reason = format!("{} was replaced while it was fetched", entry.release);
            placed.outcomes.insert(package.clone(), Outcome::failed(problem(reason)));
            return;
        }
        let reason = format!("{} cannot be fetched: {reason}", entry.release);
        // While it is not tried again, the same is said of it.
        self.memory.fetch_failed(package, entry.nonce, &problem(reason.clone()), self.host.elapsed());
        if seen.releases.contains_key(package) {
            placed.outcomes.insert(package.clone(), Outcome::failed(problem(reason)));
            return;
        }
        let taken = self.taken(seen, package, ready);
        let fetcher = Fetcher::new(self.reader(), Arc::clone(&self.tree));
        let mut at = document.history.iter().position(|other| other.nonce == entry.nonce);
        while let Some(older) = at.and_then(|at| target::before(&document.history, at)) {
            at = Some(older);
            let entry = &document.history[older];
            match fetcher.release(document, entry, Some(reason.clone())).await {
                Ok(StagedRelease { staged, dag_ids, files }) if dag_ids.is_disjoint(&taken) => {
                    let instead = Some(problem(reason));
                    ready.push(Ready { wish, release: entry.release, instead, dag_ids, files, staged });
                    return;
                }
                Ok(StagedRelease { staged, .. }) => {
                    // Left in staging it would be removed by the next start.
                    let _ = self.tree.discard(staged);
                }
                Err(NotStaged::Spoiled(_)) => {}
                Err(NotStaged::Failed(problem) | NotStaged::Full(problem)) => {
                    placed.outcomes.insert(package.clone(), Outcome::failed(problem));
                    return;
                }
            }
        }
        placed.outcomes.insert(package.clone(), Outcome::failed(problem(reason)));
    }

    /// The ids that others have, or will have: live, in their targets, or staged a moment ago.
    fn taken(&self, seen: &Seen, package: &PackageName, ready: &[Ready<'_>]) -> BTreeSet<String> {
        let live = seen.releases.iter().filter(|(other, _)| *other != package);
        let mut taken: BTreeSet<String> = live.flat_map(|(_, live)| live.dag_ids.iter().cloned()).collect();
        let facts = self.memory.learned.facts();
        for (other, target) in seen.targets.iter().filter(|(other, _)| *other != package) {
            let Some(ReadDocument { content: Ok(document), .. }) = seen.documents.get(other) else {
                continue;
            };
            match target {
                target::Target::Newest(_) => taken.extend(document.dags.iter().map(|dag| dag.dag_id.clone())),
                target::Target::Held { release, .. } => {
                    let entry = document.history.iter().find(|entry| entry.release == *release);
                    let archive = entry.and_then(|entry| entry.archive.as_ref());
                    if let Some(target::ArchiveFact::Lists { dag_ids, .. }) =
                        archive.and_then(|archive| facts.get(&archive.key))
                    {
                        taken.extend(dag_ids.iter().cloned());
                    }
                }
                _ => {}
            }
        }
        for other in ready.iter().filter(|ready| ready.wish.package != package) {
            taken.extend(other.dag_ids.iter().cloned());
        }
        taken
    }

    /// Takes away what the plan takes away: the packages that are gone now.
    async fn retire(&self, seen: &Seen, placed: &mut Placed) -> BTreeSet<PackageName> {
        let mut gone = BTreeSet::new();
        for (package, step) in &seen.plan.steps {
            let Step::Retire(why) = step else { continue };
            let (tree, name, now) = (Arc::clone(&self.tree), FolderName::from(package), self.now());
            let outcome = match offload(move || tree.retire(&name, now)).await {
                Ok(_) => {
                    gone.insert(package.clone());
                    let problem = match why {
                        Why::Blocked(clash) => Some(blocked(clash)),
                        Why::Removed(_) | Why::Confirmed => None,
                    };
                    Outcome { change: Some(Change::Retired), problem, ..Outcome::default() }
                }
                Err(error) => Outcome::failed(disk(&error)),
            };
            placed.outcomes.insert(package.clone(), outcome);
        }
        gone
    }

    /// Switches what is staged: first what waits for nobody, all at once, then takers after their givers.
    async fn switch(&self, ready: Vec<Ready<'_>>, gone: BTreeSet<PackageName>, placed: &mut Placed) {
        let mut done = gone;
        let mut ready = without_waiting(ready, &done, self, placed);
        let free: Vec<Ready<'_>> = ready.extract_if(.., |ready| ready.wish.after.is_subset(&done)).collect();
        let (wishes, staged) = split(free);
        let switched = self.switch_all(staged).await;
        for (wish, switched) in wishes.into_iter().zip(switched) {
            record(wish, switched, &mut done, placed);
        }
        let mut open: BTreeSet<PackageName> = ready.iter().map(|ready| ready.wish.package.clone()).collect();
        for ready in ready {
            // A ring of moves begins with one whose giver is still to come.
            let blocked =
                ready.wish.after.iter().find(|giver| !done.contains(*giver) && !open.contains(*giver));
            open.remove(ready.wish.package);
            if let Some(giver) = blocked {
                let outcome = Outcome::failed(waits(giver));
                placed.outcomes.insert(ready.wish.package.clone(), outcome);
                let _ = self.tree.discard(ready.staged);
                continue;
            }
            let (mut wishes, staged) = split(vec![ready]);
            if let (Some(wish), Some(switched)) = (wishes.pop(), self.switch_all(staged).await.pop()) {
                record(wish, switched, &mut done, placed);
            }
        }
    }

    pub(super) async fn switch_all(&self, staged: Vec<Staged>) -> Vec<Result<Switched, TreeError>> {
        if staged.is_empty() {
            return Vec::new();
        }
        let (tree, now): (_, Moment) = (Arc::clone(&self.tree), self.now());
        offload(move || tree.switch_all(staged, now)).await
    }

    /// Writes documents whose release stays the same.
    async fn write_documents(&self, seen: &Seen, placed: &mut Placed) {
        for (package, step) in &seen.plan.steps {
            let Step::Document { held } = step else { continue };
            let Some(ReadDocument { content: Ok(document), .. }) = seen.documents.get(package) else {
                continue;
            };
            let live = seen.live.folders.get(&FolderName::from(package));
            let local = match (held, live) {
                (None, _) => Some(LocalDocument::newest((**document).clone())),
                // What its archive's record says is in the live document: nothing need be fetched.
                (Some(clash), Some(Folder::Managed { document: live, .. })) => LocalDocument::held(
                    document,
                    live.document().release,
                    &live.record(),
                    held_back(document, clash),
                ),
                _ => None,
            };
            let (tree, Some(local)) = (Arc::clone(&self.tree), local) else { continue };
            let outcome = match offload(move || tree.replace_document(&local)).await {
                Ok(()) => Outcome { change: Some(Change::Document), ..Outcome::default() },
                Err(error) => Outcome::failed(disk(&error)),
            };
            placed.outcomes.insert(package.clone(), outcome);
        }
    }
}

/// What of `ready` can be switched at all: a giver that will not give holds its takers, and theirs.
fn without_waiting<'a>(
    mut ready: Vec<Ready<'a>>,
    done: &BTreeSet<PackageName>,
    syncer: &Syncer,
    placed: &mut Placed,
) -> Vec<Ready<'a>> {
    loop {
        let coming: BTreeSet<&PackageName> = ready.iter().map(|ready| ready.wish.package).collect();
        let stuck = ready.iter().enumerate().find_map(|(at, ready)| {
            let mut givers = ready.wish.after.iter();
            Some((at, givers.find(|giver| !done.contains(*giver) && !coming.contains(giver))?.clone()))
        });
        let Some((at, giver)) = stuck else { return ready };
        let stuck = ready.remove(at);
        placed.outcomes.insert(stuck.wish.package.clone(), Outcome::failed(waits(&giver)));
        // Left in staging it would be removed by the next start.
        let _ = syncer.tree.discard(stuck.staged);
    }
}

type Waiting<'a> = (Wish<'a>, ReleaseNumber, Option<Problem>, Vec<FilePath>);

fn split(ready: Vec<Ready<'_>>) -> (Vec<Waiting<'_>>, Vec<Staged>) {
    ready
        .into_iter()
        .map(|ready| ((ready.wish, ready.release, ready.instead, ready.files), ready.staged))
        .unzip()
}

fn record(
    (wish, release, instead, files): Waiting<'_>,
    switched: Result<Switched, TreeError>,
    done: &mut BTreeSet<PackageName>,
    placed: &mut Placed,
) {
    let outcome = match switched {
        Ok(switched) => {
            placed.warnings.extend(kept_aside(&FolderName::from(wish.package), &switched.before));
            done.insert(wish.package.clone());
            let change = if wish.heals { Change::Healed } else { Change::Placed };
            let problem = instead.or_else(|| wish.held.map(|clash| clashes(wish.document, clash)));
            Outcome { change: Some(change), live: Some(release), files, problem }
        }
        Err(error) => Outcome::failed(disk(&error)),
    };
    placed.outcomes.insert(wish.package.clone(), outcome);
}

impl Outcome {
    pub(super) fn failed(problem: Problem) -> Self {
        Self { problem: Some(problem), ..Self::default() }
    }
}
