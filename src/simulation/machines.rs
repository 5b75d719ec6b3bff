//! What happens to syncers, and to what only they look at.

use std::task::{Context, Poll};

use futures::task::noop_waker;
use jiff::Timestamp;
use rustix::io::Errno;
use uuid::Uuid;

use super::actor::environment;
use super::client::{Answer, Request};
use super::folder::Folder;
use super::syncer::{Heard, Machine, SYNCERS};
use super::world::{Tally, World};
use crate::bucket::{BucketError, Condition, ErrorKind};
use crate::metadata::Document;
use crate::metadata::layout::PackageKeys;
use crate::sync::report::{Change, ProblemKind, Report};

/// More cycles than a folder needs to come to rest.
const CYCLES: u32 = 40;

impl Tally {
    fn count(&mut self, report: &Report) {
        self.syncs += 1;
        for package in &report.packages {
            self.retired += u64::from(package.change == Change::Retired);
            match package.problem.as_ref().map(|problem| problem.kind) {
                Some(ProblemKind::Clash) => self.clashes += 1,
                Some(ProblemKind::Waits) => self.waits += 1,
                Some(ProblemKind::Integrity) if package.change == Change::Placed => self.walked_back += 1,
                Some(ProblemKind::Integrity) => self.unreadable += 1,
                _ => {}
            }
        }
    }
}

impl World {
    /// A syncer with an empty disk joins.
    pub(super) fn join(&mut self) -> Result<(), String> {
        let mut packages = self.packages.clone();
        packages.dedup();
        let folder = Folder::new(self.commits.clone(), self.wire.clone(), packages);
        self.machines.push(Machine::new(self.machines.len(), &mut self.luck, folder));
        self.tally.joined += 1;
        self.start_machine(self.machines.len() - 1)
    }

    fn start_machine(&mut self, index: usize) -> Result<(), String> {
        self.machines[index].start(&self.wire, &mut self.luck);
        self.poll_machine(index).map(|_| ())
    }

    /// A moment of the life around syncers.
    pub(super) fn disturb(&mut self) -> Result<(), String> {
        for index in 0..self.machines.len() {
            if self.machines[index].process.is_none() {
                self.start_machine(index)?;
            }
        }
        if self.machines.len() < 2 && self.luck.next().is_multiple_of(60) {
            self.join()?;
        }
        match self.luck.below(400) {
            0..16 => self.change_plain(),
            16..20 => self.forge(),
            _ if self.faults == 0 => {}
            20..30 => {
                let index = self.luck.below(self.machines.len());
                self.kill(index)?;
            }
            30..36 => {
                let after = self.luck.below(80);
                let index = self.luck.below(self.machines.len());
                self.machines[index].disk.die_after(after);
            }
            36..40 => {
                let at = self.luck.below(40);
                let index = self.luck.below(self.machines.len());
                self.machines[index].disk.fail_at(at, Errno::NOSPC);
                self.tally.disks_full += 1;
            }
            40..56 => self.spoil(),
            56..60 => self.spoiled.clear(),
            _ => {}
        }
        Ok(())
    }

    /// The process dies, or the machine loses its power; then it starts again.
    fn kill(&mut self, index: usize) -> Result<(), String> {
        self.machines[index].stop(&self.wire);
        let machine = &self.machines[index];
        if self.luck.chance(50) {
            self.tally.power_losses += 1;
            machine.folder.power(true);
            machine.disk.lose_power(self.luck.next());
        } else {
            machine.disk.restart();
        }
        machine.folder.power(false);
        self.tally.killed += 1;
        if self.faults > 0 && self.luck.chance(20) {
            machine.disk.die_after(self.luck.below(60));
        }
        if let Some(violation) = machine.disk.violation() {
            return Err(format!("syncer {index}: {violation}"));
        }
        Ok(())
    }

    /// Polls a syncer: for each cycle that came to its end, whether it changed the folder.
    pub(super) fn poll_machine(&mut self, index: usize) -> Result<Vec<bool>, String> {
        let machine = &mut self.machines[index];
        let Some(process) = &mut machine.process else { return Ok(Vec::new()) };
        let waker = noop_waker();
        if let Poll::Ready(()) = process.as_mut().poll(&mut Context::from_waker(&waker)) {
            machine.stop(&self.wire);
            machine.disk.mend();
        }
        let mut ended = Vec::new();
        let heard: Vec<Heard> = machine.heard.lock().unwrap().drain(..).collect();
        let told = |violation: String| format!("syncer {index}: {violation}");
        if let Some(violation) = machine.disk.violation() {
            return Err(told(violation));
        }
        let switches = machine.folder.switches();
        for heard in heard {
            if std::env::var_os("DAG_PUBLISH_TRACE").is_some() {
                println!("             syncer {index}: {heard:?}");
            }
            match heard {
                Heard::Begins => machine.folder.begins(),
                Heard::Ends(Ok(report)) => {
                    self.tally.count(&report);
                    // What a dead disk made of it says nothing.
                    if !machine.disk.is_dead() {
                        machine.folder.ends(&report).map_err(told)?;
                    }
                    ended.push(report.changed());
                }
                Heard::Ends(Err(_)) => ended.push(true),
            }
        }
        self.tally.switches += switches - std::mem::replace(&mut machine.switches, switches);
        if machine.disk.is_dead() {
            self.kill(index)?;
        }
        Ok(ended)
    }

    /// Objects that nobody published come and go.
    fn change_plain(&mut self) {
        let number = self.luck.below(8);
        let key = if number < 6 { format!("team/{number}.py") } else { format!("root_{number}.py") };
        let object = format!("dev/{key}");
        let there = !self.luck.chance(35);
        match there {
            true => {
                let bytes = format!("# {}\n", self.luck.below(3));
                let _ = self.memory.put_now(&object, bytes.into(), &Condition::None);
            }
            false => self.memory.delete_now(&object),
        }
        self.tally.mirrored += 1;
        let now = self.wire.lock().unwrap().now;
        self.commits.lock().unwrap().plain(&key, there, now);
    }

    /// A package writes its document by itself: it says to have had its ids for ever.
    fn forge(&mut self) {
        let package = self.packages[self.luck.below(self.packages.len())].clone();
        let keys = PackageKeys::new(environment(), package);
        let Some(bytes) = self.memory.current(&keys.metadata()) else { return };
        let Ok(mut document) = Document::parse(&bytes, &keys) else { return };
        for dag in &mut document.dags {
            dag.since = Timestamp::UNIX_EPOCH;
            dag.claim = None;
        }
        document.write_id = Uuid::from_u128(u128::from(self.luck.next()));
        let Ok(bytes) = document.to_bytes() else { return };
        let bytes = bytes::Bytes::from(bytes);
        if self.memory.put_now(&keys.metadata(), bytes.clone(), &Condition::None).is_ok() {
            self.commits.lock().unwrap().wrote(&keys.metadata(), &bytes);
            self.tally.forged += 1;
        }
    }

    /// An archive is gone, or has the bytes of another one of its package.
    fn spoil(&mut self) {
        let package = &self.packages[self.luck.below(self.packages.len())];
        let prefix = format!("releases/dev/{package}/");
        let is_archive = |key: &String| key.starts_with(&prefix) && key.ends_with(".tar.gz");
        let archives: Vec<String> = self.memory.keys().into_iter().filter(is_archive).collect();
        if archives.is_empty() {
            return;
        }
        let key = archives[self.luck.below(archives.len())].clone();
        let others: Vec<&String> = archives.iter().filter(|other| **other != key).collect();
        let bytes = match others.len() {
            0 => None,
            _ if self.luck.chance(20) => None,
            count => self.memory.current(others[self.luck.below(count)]),
        };
        self.spoiled.insert(key, bytes);
        self.tally.spoiled += 1;
    }

    /// What a syncer is told of an archive that is not what it was.
    pub(super) fn spoil_answer(
        &mut self,
        actor: usize,
        request: &Request,
        answer: Result<Answer, BucketError>,
    ) -> Result<Answer, BucketError> {
        let (Request::Get { key, .. } | Request::Head { key }) = request else { return answer };
        let Some(bytes) = self.spoiled.get(key) else { return answer };
        self.machines[actor - SYNCERS].folder.spoiled();
        let Some(bytes) = bytes else {
            return Err(BucketError::new(request.operation(), "simulation", ErrorKind::NotFound, "gone"));
        };
        answer.map(|answer| match answer {
            Answer::Object(mut object) => {
                object.bytes = bytes.clone();
                Answer::Object(object)
            }
            other => other,
        })
    }

    /// Nobody publishes any more. Old syncers and one that joins empty come to rest, at the same set.
    pub(super) fn rest(&mut self) -> Result<(), String> {
        if self.luck.chance(70) {
            self.spoiled.clear();
        }
        for index in 0..self.machines.len() {
            self.machines[index].disk.mend();
            if self.luck.chance(50) {
                self.kill(index)?;
            }
        }
        self.join()?;
        for index in 0..self.machines.len() {
            self.come_to_rest(index)?;
            if self.spoiled.is_empty() {
                let told = |violation| format!("syncer {index}: {violation}");
                self.machines[index].folder.at_rest().map_err(told)?;
            }
        }
        for machine in &mut self.machines {
            machine.stop(&self.wire);
        }
        Ok(())
    }

    /// Runs one syncer alone until two cycles in a row change nothing.
    fn come_to_rest(&mut self, index: usize) -> Result<(), String> {
        let (mut calm, mut cycles) = (0, 0);
        while calm < 2 {
            if self.machines[index].process.is_none() {
                self.start_machine(index)?;
            }
            let id = self.machines[index].id;
            let pending = {
                let pending = &mut self.wire.lock().unwrap().pending;
                let at = pending.iter().position(|pending| pending.actor == id);
                at.map(|at| pending.remove(at))
            };
            if let Some(pending) = pending {
                self.meet(pending)?;
            } else {
                self.pass(700_000)?;
                let sleeping = &mut self.wire.lock().unwrap().sleeping;
                let at = sleeping.iter().position(|(actor, _)| *actor == id);
                let Some(at) = at else { return Err(format!("syncer {index} waits for nothing")) };
                let _ = sleeping.remove(at).1.send(());
            }
            for changed in self.poll_machine(index)? {
                cycles += 1;
                calm = if changed { 0 } else { calm + 1 };
            }
            if cycles > CYCLES {
                return Err(format!("syncer {index} does not come to rest"));
            }
        }
        Ok(())
    }
}
