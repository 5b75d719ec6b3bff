//! The scheduler: picks what happens next.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures::task::noop_waker;
use jiff::Timestamp;

use super::actor::{Actor, Command, Ended, start};
use super::checker::Checker;
use super::client::{BEGINNING, Pending, Request, SharedWire, Wire};
use super::fault::{Denied, front_end, turned_away};
use super::folder::{Commits, SharedCommits};
use super::random::Random;
use super::syncer::{Machine, SYNCERS};
use crate::bucket::Condition;
use crate::bucket::memory::Memory;
use crate::metadata::PackageName;

/// A request that was given up on lands within this many milliseconds, or never.
const LATEST: u64 = 900_000;
/// More steps than any seed needs.
const STEPS: u32 = 20_000;

/// What happened, to show that a simulation gets somewhere.
#[derive(Debug, Default, Clone)]
pub(super) struct Tally {
    pub(super) steps: u64,
    pub(super) published: u64,
    pub(super) unchanged: u64,
    pub(super) refused: u64,
    pub(super) failed: u64,
    pub(super) crashed: u64,
    pub(super) late: u64,
    pub(super) repeated: u64,
    pub(super) collected: u64,
    pub(super) moved: u64,
    pub(super) denied: u64,
    pub(super) turned_away: u64,
    pub(super) strays: u64,
    pub(super) documents_lost: u64,
    pub(super) foreign: u64,
    pub(super) migrated: u64,
    pub(super) syncs: u64,
    pub(super) switches: u64,
    pub(super) clashes: u64,
    pub(super) waits: u64,
    pub(super) unreadable: u64,
    pub(super) walked_back: u64,
    pub(super) retired: u64,
    pub(super) joined: u64,
    pub(super) killed: u64,
    pub(super) power_losses: u64,
    pub(super) disks_full: u64,
    pub(super) spoiled: u64,
    pub(super) forged: u64,
    pub(super) mirrored: u64,
}

impl Tally {
    pub(super) fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        self.published += other.published;
        self.unchanged += other.unchanged;
        self.refused += other.refused;
        self.failed += other.failed;
        self.crashed += other.crashed;
        self.late += other.late;
        self.repeated += other.repeated;
        self.collected += other.collected;
        self.moved += other.moved;
        self.denied += other.denied;
        self.turned_away += other.turned_away;
        self.strays += other.strays;
        self.documents_lost += other.documents_lost;
        self.foreign += other.foreign;
        self.migrated += other.migrated;
        self.syncs += other.syncs;
        self.switches += other.switches;
        self.clashes += other.clashes;
        self.waits += other.waits;
        self.unreadable += other.unreadable;
        self.walked_back += other.walked_back;
        self.retired += other.retired;
        self.joined += other.joined;
        self.killed += other.killed;
        self.power_losses += other.power_losses;
        self.disks_full += other.disks_full;
        self.spoiled += other.spoiled;
        self.forged += other.forged;
        self.mirrored += other.mirrored;
    }
}

/// A request that will land without anybody waiting for it.
struct Late {
    actor: usize,
    request: Request,
    until: u64,
}

/// One seed's world.
pub(super) struct World {
    pub(super) random: Random,
    /// Choices about syncers: seeds without any have the schedules that they had before there were any.
    pub(super) luck: Random,
    /// There are syncers.
    pub(super) synced: bool,
    pub(super) machines: Vec<Machine>,
    pub(super) commits: SharedCommits,
    /// Archives that syncers find gone, or with other bytes.
    pub(super) spoiled: BTreeMap<String, Option<Bytes>>,
    /// Another tool uploads, too. Every fifth seed: the others keep the schedules that give planted bugs away.
    by_hand: bool,
    pub(super) wire: SharedWire,
    pub(super) memory: Memory,
    checker: Checker,
    actors: Vec<Option<Actor>>,
    late: Vec<Late>,
    pub(super) packages: Vec<PackageName>,
    to_start: usize,
    /// How many of a hundred requests meet a misfortune.
    pub(super) faults: u64,
    pub(super) tally: Tally,
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let memory = Memory::new(Timestamp::from_millisecond(BEGINNING).unwrap());
        memory.set_page(1 + random.below(4));
        let all = ["etl", "reports"].map(|name| PackageName::new(name).unwrap());
        let mut packages = all[..if random.chance(30) { 2 } else { 1 }].to_vec();
        let mut luck = Random::new(!seed);
        let synced = seed % 4 == 1;
        if synced && luck.chance(80) {
            packages = all.to_vec();
        }
        Self {
            luck,
            machines: Vec::new(),
            commits: Commits::new(memory.clone()),
            spoiled: BTreeMap::new(),
            synced,
            wire: Arc::new(Mutex::new(Wire::default())),
            checker: Checker::new(memory.clone(), &packages),
            memory,
            actors: Vec::new(),
            late: Vec::new(),
            packages,
            to_start: 3 + random.below(6),
            faults: [0, 4, 12, 25][random.below(4)],
            tally: Tally::default(),
            random,
            by_hand: seed % 5 == 4,
        }
    }

    pub(super) fn run(mut self) -> Result<Tally, String> {
        self.upload_by_hand();
        if self.synced {
            self.join()?;
        }
        for _ in 0..2 {
            self.start_one()?;
        }
        for _ in 0..STEPS {
            self.tally.steps += 1;
            if !self.step()? {
                if self.faults == 0 {
                    // Everyone ran to the end: the plain copy needs no further publish to be right.
                    for package in self.packages.clone() {
                        self.checker.at_rest(&package)?;
                    }
                }
                self.settle()?;
                return Ok(self.tally);
            }
        }
        Err("nothing comes to an end".into())
    }

    /// Does one thing; false when there is nothing left to do.
    fn step(&mut self) -> Result<bool, String> {
        self.advance()?;
        if self.synced {
            self.disturb()?;
        }
        let alive: Vec<usize> = (0..self.actors.len()).filter(|id| self.actors[*id].is_some()).collect();
        let at_rest = alive.is_empty() && self.late.is_empty();
        if self.faults > 0 && (self.random.next().is_multiple_of(500) || at_rest && self.random.chance(3)) {
            self.interfere(at_rest);
        }
        if self.to_start > 0 && (alive.is_empty() || alive.len() < 3 && self.random.chance(6)) {
            self.start_one()?;
            return Ok(true);
        }
        if alive.is_empty() {
            return Ok(false);
        }
        if self.faults > 0 && self.random.chance(1) {
            let victim = alive[self.random.below(alive.len())];
            self.crash(victim);
            return Ok(true);
        }
        if !self.late.is_empty() && self.random.chance(10) {
            let at = self.random.below(self.late.len());
            let late = self.late.swap_remove(at);
            return self.land(&late).map(|()| true);
        }
        if self.random.chance(1) {
            self.jump()?;
            return Ok(true);
        }
        let (pending, sleeping) = {
            let wire = self.wire.lock().unwrap();
            (wire.pending.len(), wire.sleeping.len())
        };
        if sleeping > 0 && (pending == 0 || self.random.chance(20)) {
            let at = self.random.below(sleeping);
            let (actor, wake) = self.wire.lock().unwrap().sleeping.swap_remove(at);
            let _ = wake.send(());
            return self.poll(actor).map(|()| true);
        }
        if pending == 0 {
            return Err("an actor waits for nothing".into());
        }
        let at = self.random.below(pending);
        let pending = self.wire.lock().unwrap().pending.swap_remove(at);
        let actor = pending.actor;
        self.meet(pending)?;
        self.poll(actor)?;
        Ok(true)
    }

    /// A request meets its fate.
    pub(super) fn meet(&mut self, pending: Pending) -> Result<(), String> {
        let Pending { actor, request, reply } = pending;
        if let Some(Some(Actor { package, denied, .. })) = self.actors.get(actor)
            && let Some(error) = denied.answer(&request, package)
        {
            self.tally.denied += 1;
            let _ = reply.send(Err(error));
            return Ok(());
        }
        if !self.random.chance(self.faults) {
            let answer = self.execute(actor, &request)?;
            let _ = reply.send(answer);
            return Ok(());
        }
        let lost = request.lost();
        match self.random.below(5) {
            4 => {
                self.tally.turned_away += 1;
                let _ = reply.send(Err(turned_away(&request, &mut self.random)));
                return Ok(());
            }
            // Carried out; nobody hears of it.
            0 => drop(self.execute(actor, &request)?),
            // Never arrives.
            1 => {}
            // Given up on; it lands later, or never.
            2 => self.delay(actor, request),
            // Carried out, and once more later.
            _ => {
                let answer = self.execute(actor, &request)?;
                let _ = reply.send(answer);
                self.tally.repeated += 1;
                self.delay(actor, request);
                return Ok(());
            }
        }
        let _ = reply.send(Err(lost));
        Ok(())
    }

    fn delay(&mut self, actor: usize, request: Request) {
        if request.writes() {
            let until = self.wire.lock().unwrap().now + LATEST;
            self.late.push(Late { actor, request, until });
        }
    }

    fn land(&mut self, late: &Late) -> Result<(), String> {
        self.tally.late += 1;
        drop(self.execute(late.actor, &late.request)?);
        Ok(())
    }

    fn execute(
        &mut self,
        actor: usize,
        request: &Request,
    ) -> Result<Result<super::client::Answer, crate::bucket::BucketError>, String> {
        let existed = match request {
            Request::Delete { key } => self.memory.current(key).is_some(),
            _ => false,
        };
        let skew = front_end(&mut self.random);
        let now = i64::try_from(self.wire.lock().unwrap().now).unwrap();
        self.memory.set_now(Timestamp::from_millisecond(BEGINNING + now + skew).unwrap());
        let mut answer = request.execute(&self.memory);
        if actor >= SYNCERS {
            answer = self.spoil_answer(actor, request, answer);
        }
        if std::env::var_os("DAG_PUBLISH_TRACE").is_some() {
            let now = self.wire.lock().unwrap().now / 1_000;
            println!("{now:>9} s  actor {actor}: {} -> {}", request.line(), answer.is_ok());
        }
        if answer.is_ok() {
            match request {
                Request::Put { key, bytes, .. } => {
                    self.checker.wrote(actor, key, bytes)?;
                    if self.synced && key.ends_with("/metadata.json") {
                        self.commits.lock().unwrap().wrote(key, bytes);
                    }
                }
                Request::Delete { key } if existed => {
                    self.tally.collected += u64::from(key.ends_with(".tar.gz"));
                    self.checker.deleted(key)?;
                }
                _ => {}
            }
        }
        Ok(answer)
    }

    fn poll(&mut self, id: usize) -> Result<(), String> {
        if id >= SYNCERS {
            return self.poll_machine(id - SYNCERS).map(|_| ());
        }
        let Some(actor) = &mut self.actors[id] else { return Ok(()) };
        let waker = noop_waker();
        let polled = actor.future.as_mut().poll(&mut Context::from_waker(&waker));
        // What it sends is known before it takes effect.
        for pending in self.wire.lock().unwrap().pending.iter().filter(|pending| pending.actor == id) {
            if let Request::Put { key, bytes, .. } = &pending.request {
                self.checker.sends(id, key, bytes);
            }
        }
        if let Poll::Ready(ended) = polled {
            let actor = self.actors[id].take().unwrap();
            if std::env::var_os("DAG_PUBLISH_TRACE").is_some() {
                println!("             actor {id}: {:?} ended: {ended:?}", actor.command);
            }
            self.tally.moved += u64::from(ended.len() > 1 && ended.iter().all(|(_, result)| result.is_ok()));
            let run = match actor.command {
                Command::Publish { run, .. } | Command::PublishBoth { run, .. } => run,
                _ => None,
            };
            self.ended(id, run, &ended)?;
        }
        Ok(())
    }

    fn ended(&mut self, id: usize, run: Option<u64>, ended: &[Ended]) -> Result<(), String> {
        for (package, result) in ended {
            match result {
                Ok(published) if published.new => {
                    self.tally.published += 1;
                    self.tally.migrated += u64::from(published.replaces_foreign);
                }
                Ok(_) => self.tally.unchanged += 1,
                Err(crate::publish::PublishError::Refused(_)) => self.tally.refused += 1,
                Err(_) => self.tally.failed += 1,
            }
            self.checker.reported(id, package, run, result)?;
        }
        self.checker.ended(id);
        Ok(())
    }

    /// Before the first publish, another tool may have put the package there, with a `metadata.json` of its own.
    fn upload_by_hand(&mut self) {
        for package in self.packages.clone() {
            if self.by_hand && self.random.chance(80) {
                let key = format!("dev/{package}/dags/uploaded.py");
                let _ = self.memory.put_now(&key, "# uploaded".into(), &Condition::None);
                self.put_foreign(&package);
            }
        }
    }

    /// The `metadata.json` of another tool, the same bytes time and again.
    fn put_foreign(&mut self, package: &PackageName) {
        let bytes = format!(r#"{{"package": "{package}", "version": "1.2.3", "dags": ["shared"]}}"#);
        let key = format!("dev/{package}/metadata.json");
        let _ = self.memory.put_now(&key, bytes.into(), &Condition::None);
        self.commits.lock().unwrap().lost(package);
        self.tally.foreign += 1;
    }

    /// What others do in the bucket: a stray file in a plain copy, or, while nobody publishes, the loss of a
    /// document, whose place another tool may take.
    fn interfere(&mut self, at_rest: bool) {
        let package = self.packages[self.random.below(self.packages.len())].clone();
        if at_rest {
            let key = format!("dev/{package}/metadata.json");
            // A lost r1 whose plain copy was never finished is not told from one that never was.
            let told = self.memory.current(&format!("releases/dev/{package}/projection.json")).is_some();
            if told && self.memory.current(&key).is_some() {
                self.memory.delete_now(&key);
                self.commits.lock().unwrap().lost(&package);
                if self.by_hand && self.random.chance(50) {
                    self.put_foreign(&package);
                }
                self.checker.lost_document(&package);
                self.tally.documents_lost += 1;
            }
            return;
        }
        self.tally.strays += 1;
        let key = format!("dev/{package}/dags/stray_{}.py", self.random.below(3));
        let _ = self.memory.put_now(&key, "# stray".into(), &Condition::None);
    }

    fn start_one(&mut self) -> Result<(), String> {
        self.to_start = self.to_start.saturating_sub(1);
        let package = self.packages[self.random.below(self.packages.len())].clone();
        let command = match self.random.below(20) {
            0 => Command::Freeze,
            1 | 2 => Command::Unfreeze,
            3 => Command::Remove,
            4 | 5 => Command::Rollback { to: self.random.chance(50).then_some(1 + self.random.next() % 4) },
            6..8 if self.packages.len() > 1 => {
                let run = 1 + self.random.next() % 6;
                let other = self.packages.iter().find(|other| **other != package).unwrap().clone();
                let run = (!self.random.chance(50)).then_some(run);
                Command::PublishBoth { other, content: 1 + self.random.next() % 6, run }
            }
            _ => {
                let run = 1 + self.random.next() % 6;
                Command::Publish {
                    // A re-run brings the same content, and so do some other runs.
                    content: if self.random.chance(40) { 100 } else { run },
                    run: (!self.random.chance(15)).then_some(run),
                    shared_dag: self.packages.len() > 1 && self.random.chance(50),
                    second_dag: self.synced && self.luck.chance(30),
                    restore: self.random.chance(50),
                    take: self.random.chance(10) || self.synced && self.luck.chance(50),
                    concurrency: 1 + self.random.below(3),
                }
            }
        };
        self.launch(package, command)
    }

    fn launch(&mut self, package: PackageName, command: Command) -> Result<(), String> {
        let id = self.actors.len();
        let taker = matches!(command, Command::PublishBoth { .. }).then(|| package.clone());
        self.checker.started(id, taker);
        let mut actor = start(id, &self.wire, &mut self.random, package, command);
        if self.faults > 0 && self.random.chance(6) {
            actor.denied = Denied::choose(&mut self.random);
        }
        self.actors.push(Some(actor));
        self.poll(id)
    }

    /// A process dies. What it has sent may still land.
    fn crash(&mut self, id: usize) {
        self.tally.crashed += 1;
        self.actors[id] = None;
        let mut wire = self.wire.lock().unwrap();
        wire.sleeping.retain(|(actor, _)| *actor != id);
        let (dead, alive) = wire.pending.drain(..).partition(|pending| pending.actor == id);
        wire.pending = alive;
        drop(wire);
        for pending in dead {
            self.delay(id, pending.request);
        }
    }

    /// A moment passes.
    fn advance(&mut self) -> Result<(), String> {
        let passes = match self.random.below(40) {
            0 => 60_000 + self.random.next() % 240_000,
            _ => self.random.next() % 2_000,
        };
        self.pass(passes)
    }

    pub(super) fn pass(&mut self, millis: u64) -> Result<(), String> {
        let now = {
            let mut wire = self.wire.lock().unwrap();
            wire.now += millis;
            wire.now
        };
        // What is too late never lands: it goes before the clock is set.
        self.late.retain(|late| late.until > now);
        self.memory.set_now(Timestamp::from_millisecond(BEGINNING + i64::try_from(now).unwrap()).unwrap());
        Ok(())
    }

    /// Hours or days pass while every process is suspended. What was on its way arrives before, or never.
    fn jump(&mut self) -> Result<(), String> {
        while !self.late.is_empty() {
            let late = self.late.swap_remove(0);
            if self.random.chance(50) {
                self.land(&late)?;
            }
        }
        let pending: Vec<Pending> = self.wire.lock().unwrap().pending.drain(..).collect();
        let mut waiting: Vec<usize> = Vec::new();
        for pending in pending {
            waiting.push(pending.actor);
            self.meet(pending)?;
        }
        let hour = 3_600_000;
        let millis = [hour, 30 * hour, 8 * 24 * hour][self.random.below(3)];
        self.late.clear();
        self.pass(millis)?;
        for actor in waiting {
            self.poll(actor)?;
        }
        Ok(())
    }

    /// Faults end; one publish of each package runs to its end; the bucket must then be at rest.
    fn settle(&mut self) -> Result<(), String> {
        while let Some(late) = self.late.pop() {
            self.land(&late)?;
        }
        self.faults = 0;
        if self.synced {
            self.rest()?;
        }
        for package in self.packages.clone() {
            self.calmly(&package, Command::Unfreeze)?;
            let content = if self.random.chance(50) { 100 } else { 50 };
            let publish = Command::Publish {
                content,
                run: Some(100),
                shared_dag: false,
                second_dag: false,
                restore: true,
                take: false,
                concurrency: 2,
            };
            self.calmly(&package, publish)?;
            self.checker.at_rest(&package)?;
        }
        Ok(())
    }

    /// Runs one command alone.
    fn calmly(&mut self, package: &PackageName, command: Command) -> Result<(), String> {
        self.launch(package.clone(), command)?;
        let id = self.actors.len() - 1;
        while self.actors[id].is_some() {
            let pending = self.wire.lock().unwrap().pending.pop();
            if let Some(pending) = pending {
                self.meet(pending)?;
            } else {
                let woken = self.wire.lock().unwrap().sleeping.pop().ok_or("an actor waits for nothing")?;
                let _ = woken.1.send(());
            }
            self.poll(id)?;
        }
        Ok(())
    }
}
