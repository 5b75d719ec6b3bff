//! What a syncer's folder may hold: looked at after every change of its disk, and after every cycle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use serde::Deserialize;
use uuid::Uuid;

use super::actor::environment;
use super::client::SharedWire;
use super::oracle::{Answer, Archives, Wish, judge, one_back};
use super::syncer::KEEP;
use crate::bucket::memory::Memory;
use crate::metadata::layout::PackageKeys;
use crate::metadata::{Document, PackageName, ReleaseNumber};
use crate::release::unpack;
use crate::sync::report::{Change, ProblemKind, Report};
use crate::sync::tree::disk::Place;
use crate::sync::tree::sim_disk::{Contents, SimDisk};

type Verdict = Result<(), String>;
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A retired tree's stamp has whole seconds: its age may be one too many.
const STAMP: u64 = 1_000;
/// Five minutes by clocks of front ends that differ by a few seconds.
const ABSENT: u64 = 295_000;

/// A committed release.
#[derive(Debug)]
struct Commit {
    /// Its number; a history that was rebuilt from archives may give it another.
    numbers: BTreeSet<ReleaseNumber>,
    files: Files,
    ids: BTreeSet<String>,
}

/// What has happened in the bucket.
#[derive(Debug)]
pub(super) struct Commits {
    memory: Memory,
    releases: BTreeMap<PackageName, BTreeMap<Uuid, Commit>>,
    /// Every document, in the order in which they took effect; none when it went.
    documents: Vec<(PackageName, Option<Arc<Document>>)>,
    /// When mirrored objects were absent: from when, until when.
    absent: BTreeMap<String, Vec<(u64, Option<u64>)>>,
    archives: Archives,
}

pub(super) type SharedCommits = Arc<Mutex<Commits>>;

impl Commits {
    pub(super) fn new(memory: Memory) -> SharedCommits {
        Arc::new(Mutex::new(Self {
            memory,
            releases: BTreeMap::new(),
            documents: Vec::new(),
            absent: BTreeMap::new(),
            archives: Archives::default(),
        }))
    }

    /// A document took effect.
    pub(super) fn wrote(&mut self, key: &str, bytes: &Bytes) {
        let package = key.strip_prefix("dev/").and_then(|key| key.strip_suffix("/metadata.json"));
        let Some(package) = package.and_then(|name| PackageName::new(name).ok()) else { return };
        let keys = PackageKeys::new(environment(), package.clone());
        let Ok(document) = Document::parse(bytes, &keys) else { return self.lost(&package) };
        let releases = self.releases.entry(package.clone()).or_default();
        // All of the history: one that was rebuilt from archives may name what was never the newest.
        for entry in &document.history {
            if let Some(archive) = &entry.archive
                && !releases.contains_key(&entry.nonce)
                && let Some(unpacked) =
                    self.memory.current(&archive.key).and_then(|bytes| unpack(&bytes).ok())
            {
                let files = unpacked.files.into_iter();
                let files =
                    files.map(|(path, bytes)| (format!("dags/{path}").into(), bytes.to_vec())).collect();
                let ids = unpacked.record.dags.into_iter().map(|dag| dag.dag_id).collect();
                releases.insert(entry.nonce, Commit { numbers: BTreeSet::new(), files, ids });
            }
            if let Some(commit) = releases.get_mut(&entry.nonce) {
                commit.numbers.insert(entry.release);
            }
        }
        self.documents.push((package, Some(Arc::new(document))));
    }

    /// A document went, or is another tool's.
    pub(super) fn lost(&mut self, package: &PackageName) {
        self.documents.push((package.clone(), None));
    }

    /// A mirrored object came or went.
    pub(super) fn plain(&mut self, key: &str, there: bool, now: u64) {
        let absent = self.absent.entry(key.to_owned()).or_default();
        match absent.last_mut() {
            Some((_, until @ None)) if there => *until = Some(now),
            Some((_, None)) => {}
            _ if there => {}
            _ => absent.push((now, None)),
        }
    }

    /// The documents of each package that were current at some time since `from`.
    fn since(&self, from: usize) -> BTreeMap<PackageName, Vec<Option<Arc<Document>>>> {
        let mut since: BTreeMap<PackageName, Vec<Option<Arc<Document>>>> = BTreeMap::new();
        for (at, (package, document)) in self.documents.iter().enumerate() {
            let documents = since.entry(package.clone()).or_insert_with(|| vec![None]);
            if at < from {
                documents.clear();
            }
            documents.push(document.clone());
        }
        since
    }

    /// Whether a package may leave: it was removed, or each release that it may go back to has an id that another
    /// had, too.
    fn may_leave(&self, package: &PackageName, from: usize) -> bool {
        let others: BTreeSet<&String> = self
            .releases
            .iter()
            .filter(|(other, _)| *other != package)
            .flat_map(|(_, releases)| releases.values().flat_map(|commit| &commit.ids))
            .collect();
        let of = &self.releases[package];
        let every_release_clashes = |document: &Document| {
            let releases = std::iter::successors(Some(0), |at| one_back(document, *at));
            let mut known = releases.filter_map(|at| of.get(&document.history[at].nonce));
            known.all(|commit| commit.ids.iter().any(|id| others.contains(id)))
        };
        let since = self.since(from);
        let mut documents = since.get(package).into_iter().flatten().flatten();
        documents.any(|document| document.removed.is_some() || every_release_clashes(document))
    }
}

/// What was seen of one folder.
#[derive(Debug, Default)]
struct Seen {
    /// What is live of each package: the folder's inode, and the release.
    live: BTreeMap<PackageName, (u64, Uuid)>,
    /// Trees that were live and must still be readable: inode, since when, files.
    left: Vec<(u64, u64, Files)>,
    /// Packages that were placed in the cycle under way: a power loss may take that back.
    placed: BTreeSet<PackageName>,
    /// The machine is losing its power.
    power: bool,
    /// How many documents there had been when the cycle began, and what was live.
    began: usize,
    began_with: BTreeMap<PackageName, BTreeSet<String>>,
    /// When cycles began.
    cycles: Vec<u64>,
    /// An archive that the cycle read was not what was published.
    spoiled: bool,
    /// Mirrored files.
    plain: BTreeSet<String>,
    switches: u64,
}

/// Watches one syncer's folder.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    commits: SharedCommits,
    wire: SharedWire,
    packages: Vec<PackageName>,
    seen: Arc<Mutex<Seen>>,
}

/// What identifies a tree.
#[derive(Deserialize)]
struct Identity {
    nonce: Uuid,
    release: ReleaseNumber,
}

impl Folder {
    pub(super) fn new(commits: SharedCommits, wire: SharedWire, packages: Vec<PackageName>) -> Self {
        Self { commits, wire, packages, seen: Arc::default() }
    }

    pub(super) fn watch(&self, disk: &SimDisk) {
        let folder = self.clone();
        disk.watch(move |contents| folder.look(contents));
    }

    pub(super) fn switches(&self) -> u64 {
        self.seen.lock().unwrap().switches
    }

    /// The syncer read an archive that is not what was published.
    pub(super) fn spoiled(&self) {
        self.seen.lock().unwrap().spoiled = true;
    }

    pub(super) fn power(&self, losing: bool) {
        let mut seen = self.seen.lock().unwrap();
        seen.power = losing;
        if !losing {
            seen.placed.clear();
        }
    }

    fn now(&self) -> u64 {
        self.wire.lock().unwrap().now
    }

    /// After every change of the disk.
    fn look(&self, contents: &Contents) -> Verdict {
        let now = self.now();
        let (mut seen, commits) = (self.seen.lock().unwrap(), self.commits.lock().unwrap());
        for package in &self.packages {
            self.look_at(package, contents, &mut seen, &commits, now)?;
        }
        let seen = &mut *seen;
        seen.left.retain(|(_, since, _)| now.saturating_sub(*since) + STAMP < millis());
        if !seen.left.is_empty() {
            let mut reachable = BTreeSet::new();
            for folder in ["retired", "staging", "aside"] {
                let folder = Place::state(folder);
                let names = contents.names(&folder);
                reachable.extend(names.into_iter().filter_map(|name| contents.inode(&folder.join(name))));
            }
            reachable.extend(seen.live.values().map(|(inode, _)| *inode));
            for (inode, since, files) in &seen.left {
                if !reachable.contains(inode) || released(contents.tree_of(*inode)) != *files {
                    let age = (now - since) / 1_000;
                    return Err(format!("I7: a tree that was live {age} s ago is no longer whole"));
                }
            }
        }
        look_at_plain(contents, seen, &commits, now)
    }

    fn look_at(
        &self,
        package: &PackageName,
        contents: &Contents,
        seen: &mut Seen,
        commits: &Commits,
        now: u64,
    ) -> Verdict {
        let at = Place::dest(package.as_str());
        let before = seen.live.get(package).copied();
        let Some(inode) = contents.inode(&at) else {
            let Some((inode, _)) = before else { return Ok(()) };
            if contents.inode(&Place::state(format!("journal/{package}.json"))).is_some() {
                return Ok(());
            }
            seen.live.remove(package);
            if seen.power && seen.placed.contains(package) {
                return Ok(());
            }
            seen.left.push((inode, now, released(contents.tree_of(inode))));
            return match commits.may_leave(package, seen.began) {
                true => Ok(()),
                false => Err(format!("I5: {package} went")),
            };
        };
        let mut files = contents.tree_of(inode);
        let document = files.remove(&PathBuf::from("metadata.json"));
        let identity = document.and_then(|bytes| serde_json::from_slice::<Identity>(&bytes).ok());
        let Some(identity) = identity else {
            // A mirror, until its first release.
            return match before {
                Some(_) if seen.power && seen.placed.contains(package) => {
                    seen.live.remove(package);
                    Ok(())
                }
                Some(_) => Err(format!("I1: {package} was a release, and now is none")),
                None => Ok(()),
            };
        };
        let commit = commits.releases.get(package).and_then(|releases| releases.get(&identity.nonce));
        let Some(commit) = commit else {
            return Err(format!("I1: {package} says to be {}, which was never committed", identity.release));
        };
        if !commit.numbers.contains(&identity.release) || commit.files != files {
            let there: Vec<_> = files.keys().collect();
            return Err(format!("I1: {package} says to be {} and holds {there:?}", identity.release));
        }
        seen.live.insert(package.clone(), (inode, identity.nonce));
        match before {
            Some((before, _)) if before == inode => return Ok(()),
            Some((before, _)) if !(seen.power && seen.placed.contains(package)) => {
                seen.left.push((before, now, released(contents.tree_of(before))));
            }
            _ => {}
        }
        seen.switches += 1;
        seen.placed.insert(package.clone());
        Ok(())
    }

    /// A cycle begins.
    pub(super) fn begins(&self) {
        let now = self.now();
        let (mut seen, commits) = (self.seen.lock().unwrap(), self.commits.lock().unwrap());
        seen.began = commits.documents.len();
        seen.began_with = live_ids(&seen, &commits);
        seen.cycles.push(now);
        seen.spoiled = false;
        seen.placed.clear();
    }

    /// A cycle came to its end.
    pub(super) fn ends(&self, report: &Report) -> Verdict {
        let (mut seen, mut commits) = (self.seen.lock().unwrap(), self.commits.lock().unwrap());
        seen.placed.clear();
        if report.problems().any(|problem| problem.kind == ProblemKind::Disk) {
            return Ok(());
        }
        let mut owners: BTreeMap<String, PackageName> = BTreeMap::new();
        for (package, ids) in live_ids(&seen, &commits) {
            for id in ids {
                if let Some(other) = owners.insert(id.clone(), package.clone()) {
                    return Err(format!("I6: `{id}` is live from {other} and from {package}"));
                }
            }
        }
        let walked = |kind| matches!(kind, Some(ProblemKind::Integrity));
        for of in &report.packages {
            let kind = of.problem.as_ref().map(|problem| problem.kind);
            // What a spoiled archive lists is unknown; but nothing is taken away for it.
            if of.change != Change::Retired && (seen.spoiled || walked(kind)) {
                continue;
            }
            let became = match of.change {
                Change::Placed | Change::Healed => of.live.map_or(Answer::Nothing, Answer::Release),
                Change::Retired => Answer::Nothing,
                Change::None | Change::Document => continue,
            };
            if !may_become(&of.package, became, &seen, &mut commits) {
                return Err(format!("the target: {} became {became:?}", of.package));
            }
        }
        Ok(())
    }

    /// Nobody publishes, nothing fails: what is live must be what should be.
    pub(super) fn at_rest(&self) -> Verdict {
        let (seen, mut commits) = (self.seen.lock().unwrap(), self.commits.lock().unwrap());
        let commits = &mut *commits;
        let ids = live_ids(&seen, commits);
        let now = commits.since(commits.documents.len());
        let documents: BTreeMap<PackageName, Option<Arc<Document>>> = now
            .into_iter()
            .filter_map(|(package, mut documents)| Some((package, documents.pop()?)))
            .collect();
        let wishes = documents.iter().map(|(package, document)| wish(package, document.as_ref(), &ids));
        let Some(answers) = judge(&wishes.collect(), &commits.memory, &mut commits.archives) else {
            return Err("I2: an archive that tells is gone".into());
        };
        for (package, answer) in answers {
            let live = seen.live.get(&package).map(|(_, nonce)| &commits.releases[&package][nonce].numbers);
            let holds = match (answer, live) {
                (Answer::Stays, _) | (Answer::Nothing, None) => true,
                (Answer::Release(release), Some(numbers)) => numbers.contains(&release),
                _ => false,
            };
            if !holds {
                return Err(format!("I4: {package} should be {answer:?} and is {live:?}"));
            }
        }
        Ok(())
    }
}

fn millis() -> u64 {
    u64::try_from(KEEP.as_millis()).unwrap()
}

/// The released files of a tree; its document may be replaced while it is live.
fn released(mut files: Files) -> Files {
    files.remove(&PathBuf::from("metadata.json"));
    files
}

fn live_ids(seen: &Seen, commits: &Commits) -> BTreeMap<PackageName, BTreeSet<String>> {
    let ids = |(package, (_, nonce)): (&PackageName, &(u64, Uuid))| {
        (package.clone(), commits.releases[package][nonce].ids.clone())
    };
    seen.live.iter().map(ids).collect()
}

fn wish<'a>(
    package: &PackageName,
    document: Option<&'a Arc<Document>>,
    live: &BTreeMap<PackageName, BTreeSet<String>>,
) -> (PackageName, Wish<'a>) {
    let wish = match document {
        Some(document) => Wish::Document(document),
        None => Wish::Stays(live.get(package).cloned().unwrap_or_default()),
    };
    (package.clone(), wish)
}

/// Whether documents that were current during the cycle, each at some time, ask for what was done.
fn may_become(package: &PackageName, became: Answer, seen: &Seen, commits: &mut Commits) -> bool {
    let since: Vec<_> = commits.since(seen.began).into_iter().collect();
    let combinations: usize = since.iter().map(|(_, documents)| documents.len()).product();
    (0..combinations.min(200)).any(|mut number| {
        let wishes = since.iter().map(|(of, documents)| {
            let document = documents[number % documents.len()].as_ref();
            number /= documents.len();
            wish(of, document, &seen.began_with)
        });
        let answers = judge(&wishes.collect(), &commits.memory, &mut commits.archives);
        answers.is_none_or(|answers| answers.get(package) == Some(&became))
    }) || combinations > 200
}

/// A mirrored file goes only when its object was absent for five minutes and three listings.
fn look_at_plain(contents: &Contents, seen: &mut Seen, commits: &Commits, now: u64) -> Verdict {
    let mut there = BTreeSet::new();
    for name in contents.names(&Place::dest("")) {
        if name == "team" {
            let files = contents.tree(&Place::dest("team")).unwrap_or_default();
            there.extend(files.into_keys().map(|path| format!("team/{}", path.display())));
        } else if name.starts_with("root_") {
            there.insert(name);
        }
    }
    let journal = |name: &str| {
        let name = name.split('/').next().unwrap_or_default();
        contents.inode(&Place::state(format!("journal/{name}.json"))).is_some()
    };
    let began = seen.cycles.last().copied().unwrap_or_default();
    let gone: Vec<String> = seen.plain.difference(&there).cloned().collect();
    for key in gone {
        // A power loss takes a switch back; a start that finishes it does not come for this.
        if journal(&key) && !seen.power {
            there.insert(key);
            continue;
        }
        let absences = as_listed(commits.absent.get(&key), &seen.cycles);
        let may_go = absences.into_iter().any(|(since, until)| {
            let listings = seen.cycles.iter().filter(|cycle| **cycle >= since).count() + 1;
            // A listing that was under way shows it no more, and counts from its first page.
            let first = seen.cycles.iter().rev().find(|cycle| **cycle <= since).copied().unwrap_or(since);
            until.is_none_or(|until| until >= began)
                && until.unwrap_or(now).saturating_sub(first) >= ABSENT
                && listings >= 3
        });
        if !may_go && !seen.power {
            return Err(format!("the mirrored file {key} went"));
        }
    }
    seen.plain = there;
    Ok(())
}

/// When an object was absent, as far as cycles could see: that it returned shows for certain only in a cycle that
/// began and ended meanwhile.
fn as_listed(absent: Option<&Vec<(u64, Option<u64>)>>, cycles: &[u64]) -> Vec<(u64, Option<u64>)> {
    let mut seen: Vec<(u64, Option<u64>)> = Vec::new();
    for (since, until) in absent.into_iter().flatten() {
        let returned = |back: u64| cycles.iter().filter(|cycle| (back..=*since).contains(cycle)).count() > 1;
        match seen.last_mut() {
            Some((_, back)) if !back.is_some_and(returned) => *back = *until,
            _ => seen.push((*since, *until)),
        }
    }
    seen
}
