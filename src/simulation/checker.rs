//! The invariants, checked after every effect on the bucket and after every report of an actor.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use uuid::Uuid;

use super::actor::{REPOSITORY, environment};
use crate::bucket::memory::Memory;
use crate::metadata::layout::PackageKeys;
use crate::metadata::{Digest, Document, FilePath, PackageName, ReleaseNumber};
use crate::publish::{PublishError, Published, Refusal};
use crate::release::unpack;

/// What has happened to one package.
#[derive(Debug, Default)]
struct Seen {
    /// The last document.
    document: Option<Document>,
    /// Which commit has each number.
    numbers: BTreeMap<ReleaseNumber, Uuid>,
    /// Writes that took effect.
    writes: BTreeSet<Uuid>,
    /// Digests of files, by path, of every release that was ever committed.
    released: BTreeSet<(FilePath, Digest)>,
    /// The highest run that has been heard.
    spoken: u64,
    /// Since which event the package has the shared id.
    shared_since: Option<u64>,
    /// The last event at which it had the shared id.
    shared_until: u64,
    /// The last event that changed the document.
    changed: u64,
    /// Its document was deleted by an operator. History is then rebuilt from archives, which do not tell what
    /// was refused, in which order races ended, or what a document without a release said: only I2, I4, numbers
    /// of releases and the identity of writes are promised from then on.
    lost: bool,
}

/// What one actor has sent.
#[derive(Debug, Default)]
struct Sent {
    nonces: BTreeSet<(PackageName, Uuid)>,
    started: u64,
    /// The package that gets the shared id, when the call moves it.
    taker: Option<PackageName>,
}

/// Watches one bucket.
#[derive(Debug)]
pub(super) struct Checker {
    memory: Memory,
    packages: BTreeMap<PackageName, Seen>,
    actors: BTreeMap<usize, Sent>,
    /// Commits of actors that were told "no".
    refused: BTreeSet<Uuid>,
    /// Archives that were read and found whole.
    whole: BTreeSet<String>,
    events: u64,
}

type Verdict = Result<(), String>;

impl Checker {
    pub(super) fn new(memory: Memory, packages: &[PackageName]) -> Self {
        let packages = packages.iter().map(|package| (package.clone(), Seen::default())).collect();
        Self {
            memory,
            packages,
            actors: BTreeMap::new(),
            refused: BTreeSet::new(),
            whole: BTreeSet::new(),
            events: 0,
        }
    }

    pub(super) fn started(&mut self, actor: usize, taker: Option<PackageName>) {
        self.actors.insert(actor, Sent { nonces: BTreeSet::new(), started: self.events, taker });
    }

    pub(super) fn ended(&mut self, actor: usize) {
        self.actors.remove(&actor);
    }

    /// An operator deleted a document while nobody published.
    pub(super) fn lost_document(&mut self, package: &PackageName) {
        self.events += 1;
        if let Some(seen) = self.packages.get_mut(package) {
            seen.shared_since = None;
            seen.lost = true;
            seen.document = None;
            seen.spoken = 0;
        }
    }

    /// An actor sends an archive or a document: its commits can be told from others'.
    pub(super) fn sends(&mut self, actor: usize, key: &str, bytes: &Bytes) {
        let nonce = key.strip_suffix(".tar.gz").and_then(|key| Uuid::try_parse(&key[key.len() - 36..]).ok());
        if let Some(nonce) = nonce
            && let Some(package) = key.split('/').nth(2).and_then(|name| PackageName::new(name).ok())
        {
            self.actors.entry(actor).or_default().nonces.insert((package, nonce));
        }
        if let Some(keys) = self.package_of(key, "metadata.json")
            && let Ok(document) = Document::parse(bytes, &keys)
            && !self.packages[keys.package()].numbers.values().any(|nonce| *nonce == document.nonce)
        {
            self.actors.entry(actor).or_default().nonces.insert((document.package, document.nonce));
        }
    }

    /// A PUT took effect.
    pub(super) fn wrote(&mut self, actor: usize, key: &str, bytes: &Bytes) -> Verdict {
        self.events += 1;
        if let Some(keys) = self.package_of(key, "metadata.json") {
            let document = Document::parse(bytes, &keys).map_err(|error| format!("{key}: {error}"))?;
            return self.committed(actor, &keys, document);
        }
        if key.starts_with("releases/") && key.ends_with(".tar.gz") {
            // A request that was given up on may land after its archive was collected: with the same bytes.
            let versions = self.memory.versions(key);
            let mut contents = versions.iter().filter_map(|version| version.bytes.as_ref());
            return match contents.any(|content| content != bytes) {
                true => Err(format!("I2: archive {key} was written with other bytes")),
                false => Ok(()),
            };
        }
        if let Some((package, path)) = plain(key) {
            let Some(seen) = self.packages.get(&package) else { return Ok(()) };
            if !seen.released.contains(&(path, Digest::of(bytes))) {
                return Err(format!("I3: the plain copy shows {key} of a release that was never committed"));
            }
        }
        Ok(())
    }

    /// A DELETE took effect.
    pub(super) fn deleted(&mut self, key: &str) -> Verdict {
        self.events += 1;
        let named = |seen: &Seen| {
            let history = seen.document.iter().flat_map(|document| &document.history);
            history.filter_map(|entry| entry.archive.as_ref()).any(|archive| archive.key == key)
        };
        match self.packages.values().any(named) {
            true => Err(format!("I2: {key} was deleted although a history names it")),
            false => Ok(()),
        }
    }

    fn committed(&mut self, actor: usize, keys: &PackageKeys, document: Document) -> Verdict {
        for entry in &document.history {
            let Some(archive) = &entry.archive else { continue };
            let Some(bytes) = self.memory.current(&archive.key) else {
                return Err(format!("I2: {} names {}, which is not there", entry.release, archive.key));
            };
            if self.whole.insert(archive.key.clone()) {
                let whole = archive.size == bytes.len() as u64
                    && archive.sha256 == Digest::of(&bytes)
                    && unpack(&bytes).is_ok_and(|unpacked| {
                        crate::metadata::tree_sha256(&unpacked.record.files) == entry.tree_sha256
                    });
                if !whole {
                    return Err(format!("I2: {} cannot be verified", archive.key));
                }
            }
            if self.refused.contains(&entry.nonce) && !self.packages[keys.package()].lost {
                return Err(format!("I3: {} was refused and is in the history", entry.release));
            }
        }
        let shared_before = self.owner_of_shared(keys.package(), actor);
        let events = self.events;
        self.moves(actor, keys.package(), &document)?;
        let seen = self.packages.get_mut(keys.package()).ok_or("a document of an unknown package")?;
        if !seen.writes.insert(document.write_id) {
            return Err(format!("a write took effect twice: {}", document.write_id));
        }
        seen.changed = events;
        if seen.lost {
            let owner = *seen.numbers.entry(document.release).or_insert(document.nonce);
            if owner != document.nonce {
                return Err(format!("I3: two releases are {}", document.release));
            }
        } else {
            check_history(seen, &document)?;
        }
        let is_new = seen.document.as_ref().is_none_or(|before| before.nonce != document.nonce);
        if is_new {
            if let Some((REPOSITORY, run)) = document.source.run() {
                if run < seen.spoken && !seen.lost {
                    return Err(format!(
                        "I3: {} of run {run} undoes what the later run {} said: an older run",
                        document.release, seen.spoken
                    ));
                }
                seen.spoken = run;
            }
            let files = document.files.iter().map(|file| (file.path.clone(), file.sha256));
            seen.released.extend(files);
        }
        let shared = document.dags.iter().find(|dag| dag.dag_id == "shared");
        if shared.is_some() || seen.shared_since.is_some() {
            seen.shared_until = events;
        }
        match (shared, seen.shared_since) {
            (Some(dag), None) => {
                seen.shared_since = Some(events);
                if self.actors.get(&actor).is_none_or(|sent| sent.taker.is_none())
                    && let Some(owner) = shared_before
                    && dag.claim.is_none()
                {
                    return Err(format!("the id `shared` of {owner} was published by {}", keys.package()));
                }
            }
            (None, _) => seen.shared_since = None,
            _ => {}
        }
        seen.document = Some(document);
        Ok(())
    }

    /// A call that moves the shared id never leaves it without an owner: its taker had it before the giver goes.
    fn moves(&self, actor: usize, package: &PackageName, document: &Document) -> Verdict {
        let Some(Sent { started, taker: Some(taker), .. }) = self.actors.get(&actor) else { return Ok(()) };
        // An id that came while the call was under way is no move of this call.
        let gives = self.packages[package].shared_since.is_some_and(|since| since <= *started)
            && document.dags.iter().all(|dag| dag.dag_id != "shared");
        let of_taker = &self.packages[taker];
        let had = of_taker.shared_since.is_some() || of_taker.shared_until > *started;
        match gives && taker != package && !had {
            true => Err(format!(
                "{package} gave the id `shared` up before {taker} had it: it is without an owner"
            )),
            false => Ok(()),
        }
    }

    /// The other package that has had the shared id since before the actor began.
    fn owner_of_shared(&self, package: &PackageName, actor: usize) -> Option<PackageName> {
        let started = self.actors.get(&actor)?.started;
        let mut others = self.packages.iter().filter(|(other, _)| *other != package);
        let (owner, _) = others.find(|(_, seen)| seen.shared_since.is_some_and(|since| since <= started))?;
        Some(owner.clone())
    }

    /// An actor came to its end.
    pub(super) fn reported(
        &mut self,
        actor: usize,
        package: &PackageName,
        run: Option<u64>,
        result: &Result<Published, PublishError>,
    ) -> Verdict {
        let (sent, started) = match self.actors.get(&actor) {
            Some(sent) => {
                let of_package = sent.nonces.iter().filter(|(of, _)| of == package);
                (of_package.map(|(_, nonce)| *nonce).collect::<BTreeSet<Uuid>>(), sent.started)
            }
            None => (BTreeSet::new(), 0),
        };
        let seen = self.packages.get_mut(package).ok_or("a report of an unknown package")?;
        let history = seen.document.iter().flat_map(|document| &document.history);
        let own: Vec<ReleaseNumber> =
            history.filter(|entry| sent.contains(&entry.nonce)).map(|entry| entry.release).collect();
        if own.len() > 1 && !seen.lost {
            return Err(format!("I3: one call committed {own:?}"));
        }
        match result {
            Ok(published) => {
                if !sent.is_empty() && published.new && own != [published.release] && !seen.lost {
                    return Err(format!("I3: {} was reported, the history has {own:?}", published.release));
                }
                if !seen.numbers.contains_key(&published.release) {
                    return Err(format!("I3: {} was reported and does not exist", published.release));
                }
                seen.spoken = run.map_or(seen.spoken, |run| run.max(seen.spoken));
            }
            Err(PublishError::Refused(refusal)) => {
                if let Refusal::OlderRun { run, newest, .. } = refusal
                    && run == newest
                    && seen.changed <= started
                    && seen.document.as_ref().is_some_and(|document| document.source.run_id == Some(*run))
                {
                    return Err(format!("I3: a re-run of {run}, whose own release is current, was refused"));
                }
                if !own.is_empty() && !seen.lost {
                    return Err(format!("I3: refused ({refusal}) although {own:?} is in the history"));
                }
                self.refused.extend(sent);
            }
            Err(_) => {}
        }
        Ok(())
    }

    /// Everything came to rest after a publish that ran to its end.
    pub(super) fn at_rest(&self, package: &PackageName) -> Verdict {
        let seen = &self.packages[package];
        let Some(document) = &seen.document else { return Ok(()) };
        let keys = PackageKeys::new(environment(), package.clone());
        let prefix = keys.dags();
        let there: BTreeMap<String, Digest> = self
            .memory
            .keys()
            .into_iter()
            .filter_map(|key| {
                Some((key.strip_prefix(&prefix)?.to_owned(), Digest::of(&self.memory.current(&key)?)))
            })
            .collect();
        let wanted: BTreeMap<String, Digest> =
            document.files.iter().map(|file| (file.path.to_string(), file.sha256)).collect();
        if there == wanted {
            Ok(())
        } else {
            Err(format!("I4: the plain copy is {there:?}, {} is {wanted:?}", document.release))
        }
    }

    fn package_of(&self, key: &str, name: &str) -> Option<PackageKeys> {
        let package = key.strip_prefix("dev/")?.strip_suffix(name)?.strip_suffix('/')?;
        let package = PackageName::new(package).ok()?;
        self.packages.contains_key(&package).then(|| PackageKeys::new(environment(), package))
    }
}

/// Numbers are given once, and what a history has it keeps (no seed lasts 90 days and more than ten releases).
fn check_history(seen: &mut Seen, document: &Document) -> Verdict {
    for entry in &document.history {
        let owner = *seen.numbers.entry(entry.release).or_insert(entry.nonce);
        if owner != entry.nonce {
            return Err(format!("I3: two releases are {}", entry.release));
        }
    }
    let nonces: BTreeSet<Uuid> = document.history.iter().map(|entry| entry.nonce).collect();
    if nonces.len() != document.history.len() {
        return Err("I3: one commit is in the history twice".into());
    }
    let before = seen.document.iter().flat_map(|document| &document.history);
    match before.clone().take(9).find(|entry| !nonces.contains(&entry.nonce)) {
        Some(entry) => Err(format!("I3: {} vanished from the history", entry.release)),
        None => Ok(()),
    }
}

/// The package and path of a file of the plain copy.
fn plain(key: &str) -> Option<(PackageName, FilePath)> {
    let (package, path) = key.strip_prefix("dev/")?.split_once("/dags/")?;
    Some((PackageName::new(package).ok()?, FilePath::new(path).ok()?))
}
