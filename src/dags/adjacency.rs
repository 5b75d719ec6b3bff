//! Which tasks come after which, and which groups a DAG has: gathered once for all DAGs of a file.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::interpret::{Edge, Interpreter};
use super::object::{At, Object};
use super::value::{Certainty, Origin};

/// The most pairs of tasks that orders of groups are taken apart into.
const MOST_PAIRS: usize = 1_000_000;
/// How deep groups are looked for in groups.
const DEEPEST: usize = 16;

/// The order of the tasks of a file, by task.
#[derive(Debug, Default)]
pub(super) struct Adjacency {
    /// The tasks that certainly come after each.
    after: FxHashMap<At, Vec<At>>,
    /// Why a task may have other neighbours, with the number of the edge that says so.
    doubts: FxHashMap<At, (usize, Origin)>,
    /// The groups of each DAG, in the order in which they were made.
    groups: FxHashMap<At, Vec<At>>,
}

impl Adjacency {
    pub(super) fn of(run: &Interpreter<'_>) -> Self {
        let mut found = Self::default();
        for (at, object) in run.state.objects() {
            if let Object::Group(group) = object
                && let Some(dag) = group.dag
            {
                found.groups.entry(dag).or_default().push(at);
            }
        }
        let mut ends = Ends::of(run);
        let mut left = MOST_PAIRS;
        let mut seen = FxHashSet::default();
        for (number, edge) in run.edges.iter().enumerate() {
            if let Certainty::Maybe(why) = edge.certainty {
                found.doubt(&[edge.from, edge.to], number, why);
                continue;
            }
            if !seen.insert((edge.from, edge.to)) {
                continue;
            }
            let (firsts, seconds) = (ends.members(edge.from, true), ends.members(edge.to, false));
            let pairs = firsts.len().saturating_mul(seconds.len());
            if pairs > left {
                let why = Origin::Code(edge.place.module, edge.place.range());
                found.doubt(&firsts, number, why);
                found.doubt(&seconds, number, why);
                continue;
            }
            left -= pairs;
            for from in firsts.iter() {
                found.after.entry(*from).or_default().extend(seconds.iter());
            }
        }
        found
    }

    fn doubt(&mut self, tasks: &[At], number: usize, why: Origin) {
        for task in tasks {
            self.doubts.entry(*task).or_insert((number, why));
        }
    }

    pub(super) fn after(&self, task: At) -> &[At] {
        self.after.get(&task).map_or(&[], Vec::as_slice)
    }

    /// The first reason why some of these tasks may have other neighbours.
    pub(super) fn doubt_of(&self, tasks: &[At]) -> Option<Origin> {
        tasks
            .iter()
            .filter_map(|task| self.doubts.get(task))
            .min_by_key(|(number, _)| *number)
            .map(|(_, why)| *why)
    }

    pub(super) fn groups(&self, dag: At) -> &[At] {
        self.groups.get(&dag).map_or(&[], Vec::as_slice)
    }
}

/// The tasks that stand for a task or group at an end of an edge.
struct Ends<'r, 'a> {
    run: &'r Interpreter<'a>,
    /// Both ends of each edge that certainly joins two things, from either side.
    next: FxHashMap<At, Vec<At>>,
    previous: FxHashMap<At, Vec<At>>,
    known: FxHashMap<(At, bool), Rc<[At]>>,
}

impl<'r, 'a> Ends<'r, 'a> {
    fn of(run: &'r Interpreter<'a>) -> Self {
        let (mut next, mut previous): (FxHashMap<At, Vec<At>>, FxHashMap<At, Vec<At>>) = Default::default();
        // Only those of groups are asked for.
        let has_groups = run.state.objects().any(|(_, object)| matches!(object, Object::Group(_)));
        let certain = |edge: &&Edge| has_groups && edge.certainty == Certainty::Yes;
        for edge in run.edges.iter().filter(certain) {
            next.entry(edge.from).or_default().push(edge.to);
            previous.entry(edge.to).or_default().push(edge.from);
        }
        Self { run, next, previous, known: FxHashMap::default() }
    }

    /// A task itself; the last ones of a group that comes before, the first ones of a group that comes after.
    fn members(&mut self, at: At, is_before: bool) -> Rc<[At]> {
        if let Some(known) = self.known.get(&(at, is_before)) {
            return known.clone();
        }
        let mut all = Vec::new();
        tasks_in(self.run, at, &mut all, 0);
        if all.len() > 1 {
            let within: FxHashSet<At> = all.iter().copied().collect();
            let neighbours = if is_before { &self.next } else { &self.previous };
            let is_bound = |task: &At| {
                neighbours.get(task).is_some_and(|others| others.iter().any(|other| within.contains(other)))
            };
            all.retain(|task| !is_bound(task));
        }
        let all: Rc<[At]> = all.into();
        self.known.insert((at, is_before), all.clone());
        all
    }
}

/// The tasks in a group and in those within it, or the task itself.
pub(super) fn tasks_in(run: &Interpreter<'_>, at: At, found: &mut Vec<At>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match run.state.at(at) {
        Object::Task(_) => found.push(at),
        Object::Group(group) => group.members.iter().for_each(|at| tasks_in(run, *at, found, depth + 1)),
        _ => {}
    }
}
