//! From what a run left to what is known of the file's DAGs.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::adjacency::Adjacency;
use super::hazard::Stop;
use super::interpret::Interpreter;
use super::object::{At, Dag, Id, Object, Place};
use super::sites::Sites;
use super::value::{Certainty, Origin, Text, Value};
use super::{Fault, FaultKind, Outcome, Registered, Request, Unknown};
use crate::python::TextRange;

pub(super) fn examine(request: &Request<'_>) -> Outcome {
    let mut run = Interpreter::new(request);
    let result = run.body(&request.file.tree.body);
    run.modules[0].is_done = true;
    match result {
        Ok(_) => {}
        Err(Stop::Raise(raised)) => run.tell(*raised),
        Err(Stop::Exit(place)) => {
            let words = run.words(Origin::Code(place.module, place.range()));
            run.tell(super::hazard::Raised {
                class: "SystemExit".into(),
                kind: FaultKind::Exits,
                place,
                message: format!(
                    "`{words}` ends the process that imports this file: Airflow loads no DAG of it"
                ),
                help: "Move it under `if __name__ == \"__main__\":`.".into(),
                is_modelled: false,
            });
        }
        Err(Stop::Exhausted) => {
            run.load_doubt.get_or_insert(Origin::Note("code that runs for too long to be followed"));
        }
    }
    let mut answer = Answer { run: &run, sites: None, request, outcome: Outcome::default() };
    answer.outcome.faults.clone_from(&run.faults);
    if answer.outcome.faults.iter().any(|fault| fault.kind.loses_file()) {
        return answer.finish();
    }
    answer.dags();
    answer.given_up();
    answer.factories();
    answer.unvisited();
    answer.suspects();
    answer.finish()
}

/// Which DAGs the module's variables hold at the end.
#[derive(Default)]
struct Globals {
    surely: FxHashSet<At>,
    perhaps: FxHashSet<At>,
}

impl Globals {
    /// Whether a DAG is among those that Airflow finds in the module.
    fn registers(&self, at: At, dag: &Dag<'_>) -> Certainty {
        // In a branch that may run, a DAG that is dropped is dropped only if it does: nothing is certain.
        if let Some(why) = dag.doubt {
            return Certainty::Maybe(why);
        }
        let in_globals = if self.surely.contains(&at) {
            Certainty::Yes
        } else if self.perhaps.contains(&at) {
            Certainty::Maybe(Origin::Note("a condition"))
        } else {
            Certainty::No
        };
        match dag.entered.and(dag.auto_register).or(in_globals) {
            Certainty::No => dag.escaped.map_or(Certainty::No, Certainty::Maybe),
            certainty => certainty,
        }
    }
}

/// What is known of the DAGs that register, or may.
#[derive(Default)]
struct Kept<'a> {
    ids: FxHashSet<Text<'a>>,
    /// Where they are built.
    places: FxHashSet<Place>,
}

impl<'a> Kept<'a> {
    fn of(dags: &[(At, &Dag<'a>, Certainty)]) -> Self {
        let mut kept = Self::default();
        for (_, dag, _) in dags.iter().filter(|(_, _, registers)| *registers != Certainty::No) {
            kept.places.insert(dag.place);
            if let Some(Id::Known(id)) = &dag.id {
                kept.ids.insert(id.clone());
            }
        }
        kept
    }
}

pub(super) struct Answer<'r, 'a> {
    pub(super) run: &'r Interpreter<'a>,
    /// Found only when they are asked for.
    sites: Option<Sites>,
    pub(super) request: &'r Request<'a>,
    pub(super) outcome: Outcome,
}

impl<'a> Answer<'_, 'a> {
    fn globals(&self) -> Globals {
        let mut globals = Globals::default();
        let is_dag = |at: &At| matches!(self.run.state.at(*at), Object::Dag(_));
        for (_, value) in self.run.state.frame(self.run.modules[0].frame).iter() {
            match value {
                Value::Ref(at) if is_dag(at) => {
                    globals.surely.insert(*at);
                }
                Value::OneOf(values) => {
                    let refs = values.iter().filter_map(|one| match one {
                        Value::Ref(at) => Some(*at).filter(is_dag),
                        _ => None,
                    });
                    globals.perhaps.extend(refs);
                }
                _ => {}
            }
        }
        globals
    }

    fn dags(&mut self) {
        let globals = self.globals();
        let dags: Vec<(At, &Dag<'a>, Certainty)> = self
            .run
            .state
            .objects()
            .filter_map(|(at, object)| match object {
                Object::Dag(dag) => Some((at, dag.as_ref(), globals.registers(at, dag))),
                _ => None,
            })
            .collect();
        let kept = Kept::of(&dags);
        let order = Adjacency::of(self.run);
        let mut certain = Vec::new();
        for (at, dag, registers) in dags {
            if self.dag(dag, registers, &kept, &order) {
                let tasks = self.outcome.registered.last().map(|dag| &dag.tasks);
                certain.push((at, tasks.and_then(Self::cycle_of)));
            }
        }
        for (at, cycle) in certain {
            self.check_tasks(at, cycle, &order);
        }
        self.check_edges();
        let lost = |fault: &Fault| fault.kind.loses_file() && fault.kind != FaultKind::TaskCycle;
        if self.outcome.faults.iter().any(lost) {
            self.outcome.registered.clear();
            self.outcome.unresolved.clear();
        }
    }

    /// Says what is known of a DAG; whether it is certain to register.
    fn dag(&mut self, dag: &Dag<'a>, registers: Certainty, kept: &Kept<'a>, order: &Adjacency) -> bool {
        let Some(id) = &dag.id else { return false };
        let (range, _) = self.run.shown(dag.place, String::new());
        let (registers, may_not_load) = match (registers, self.run.load_doubt) {
            (Certainty::Yes, Some(why)) => (Certainty::Maybe(why), true),
            (registers, _) => (registers, false),
        };
        let depends = |why: Origin| {
            let why = self.run.told(why);
            if may_not_load {
                format!("whether the file loads depends on {why}")
            } else {
                format!("whether it registers depends on {why}")
            }
        };
        match (registers, id) {
            (Certainty::Yes, Id::Known(id)) => {
                let tasks = self.tasks(dag, order);
                self.outcome.registered.push(Registered { dag_id: id.to_string(), range, tasks });
                return true;
            }
            (Certainty::Yes, Id::Unknown { origin, candidates }) => {
                let reason = format!("its dag_id is {}", self.run.told(*origin));
                let candidates = candidates.iter().map(|id| id.to_string()).collect();
                self.unknown(range, reason, candidates);
            }
            (Certainty::Maybe(why), Id::Known(id)) => {
                let reason = depends(why);
                self.unknown(range, reason, vec![id.to_string()]);
            }
            (Certainty::Maybe(why), Id::Unknown { origin, candidates }) => {
                let words = self.run.told(*origin);
                // One expression is one reason.
                let reason = if self.run.told(why) == words {
                    format!("its dag_id is {words}")
                } else {
                    format!("its dag_id is {words}, and {}", depends(why))
                };
                let candidates = candidates.iter().map(|id| id.to_string()).collect();
                self.unknown(range, reason, candidates);
            }
            // Built twice: Airflow loads the other one, and the id is there.
            (Certainty::No, Id::Known(id)) if kept.ids.contains(id) => {}
            (Certainty::No, id) => {
                let what = match id {
                    Id::Known(id) => format!("DAG `{}` does not register", id.escape_debug()),
                    Id::Unknown { .. } if kept.places.contains(&dag.place) => {
                        "Not every DAG that is built here registers".into()
                    }
                    Id::Unknown { .. } => "This DAG does not register".into(),
                };
                self.dropped(
                    range,
                    format!(
                        "{what}: no variable of the module holds it at the end, and it is not entered with `with`"
                    ),
                    "Assign it to a variable of the module, or build it as `with DAG(...):`.",
                    None,
                );
            }
        }
        false
    }

    pub(super) fn unknown(&mut self, range: TextRange, reason: String, candidates: Vec<String>) {
        match self.outcome.unresolved.iter_mut().find(|known| known.range == range) {
            Some(known) => {
                let all: BTreeSet<String> = known.candidates.drain(..).chain(candidates).collect();
                known.candidates = all.into_iter().collect();
            }
            None => {
                let candidates: BTreeSet<String> = candidates.into_iter().collect();
                self.outcome.unresolved.push(Unknown {
                    range,
                    reason,
                    candidates: candidates.into_iter().collect(),
                    is_builder: false,
                });
            }
        }
    }

    fn dropped(&mut self, range: TextRange, message: String, help: &str, name: Option<String>) {
        self.outcome.faults.push(Fault {
            kind: FaultKind::NotRegistered,
            range,
            message,
            help: help.to_owned(),
            name,
        });
    }

    fn sites(&mut self) -> &Sites {
        let request = self.request;
        self.sites.get_or_insert_with(|| Sites::of(request.file.tree, request.airflow))
    }

    /// An exception that is not sure: what comes after it is not known.
    fn given_up(&mut self) {
        let Some((place, message)) = self.run.given_up.clone() else { return };
        let (range, reason) = self.run.shown(place, message);
        self.unknown(range, reason, Vec::new());
    }

    /// Bodies that never run.
    fn dead(&self) -> Vec<TextRange> {
        self.run.dead.iter().map(|(range, _)| *range).collect()
    }

    fn factories(&mut self) {
        let dead = self.dead();
        let run = self.run;
        for (_, object) in run.state.objects() {
            let Object::Factory(factory) = object else { continue };
            if factory.called != Certainty::No || factory.function.module != 0 {
                continue;
            }
            let name = factory.function.name;
            let range = factory.function.range;
            let used = self.sites().is_used(name, &dead);
            let why = match (factory.doubt, used) {
                (Some(why), _) => Some(format!("depends on {}", run.told(why))),
                (None, true) => Some("is not followed here".to_owned()),
                (None, false) => None,
            };
            match why {
                Some(why) => {
                    let reason = format!("whether `{name}` is called {why}");
                    self.unknown(range, reason, vec![name.to_owned()]);
                }
                None => {
                    let message = format!(
                        "`{name}` is decorated with `@dag` and never called, so it does not register"
                    );
                    let help = format!("Call it at the end of the file: `{name}()`.");
                    self.dropped(range, message, &help, Some(name.to_owned()));
                }
            }
        }
    }

    /// DAGs of code that did not run.
    fn unvisited(&mut self) {
        let run = self.run;
        if self.written_sites() <= run.visited.iter().filter(|(module, _)| *module == 0).count() {
            return;
        }
        let dead = self.dead();
        if !self.sites().sites.iter().any(|site| !run.visited.contains(&(0, site.range.start().into()))) {
            return;
        }
        let Some(sites) = self.sites.take() else { return };
        for site in &sites.sites {
            if run.visited.contains(&(0, site.range.start().into())) {
                continue;
            }
            if let Some((_, test)) = run.dead.iter().find(|(range, _)| range.contains_range(site.range)) {
                // A switch in the file that is off is meant to be off.
                let test = run.words(*test);
                if test.contains("__name__") || test.contains("TYPE_CHECKING") {
                    let message = format!(
                        "This DAG does not register: `{test}` is false when Airflow imports the file"
                    );
                    self.dropped(site.range, message, "Move it out of this `if`.", None);
                }
                continue;
            }
            match &site.inside {
                Some(name) if !sites.is_used(name, &dead) => {
                    let message = format!(
                        "This DAG does not register: it is built in `{name}`, which this file never uses"
                    );
                    let help = format!("Use `{name}` at the end of the file, or build the DAG outside it.");
                    self.dropped(site.range, message, &help, Some(name.clone()));
                }
                // What calls it did run, on a way that does not come here.
                Some(_) if run.load_doubt.is_none() && self.is_settled() => {}
                Some(name) => {
                    let reason = format!("it is built in `{name}`, whose calls are not followed here");
                    self.unknown(site.range, reason, Vec::new());
                }
                None => {
                    let reason = "it is built in code that is not followed here".into();
                    self.unknown(site.range, reason, Vec::new());
                }
            }
        }
        self.sites = Some(sites);
    }

    /// How many places of the text look as if they built DAGs; a walk through the tree costs more than to count them.
    fn written_sites(&self) -> usize {
        let text = self.request.file.text.as_bytes();
        let own_class = self.run.state.objects().any(
            |(_, object)| matches!(object, Object::Class(class) if class.role == super::object::Role::Dag),
        );
        if own_class {
            return usize::MAX;
        }
        let is_builder = |at: &usize| {
            let before = &text[..*at];
            before.ends_with(b"DAG") || before.ends_with(b"dag") || before.ends_with(b"asset")
        };
        let is_bare = |at: &usize| text[*at..].starts_with(b"@dag\n");
        memchr::memchr_iter(b'(', text).filter(is_builder).count()
            + memchr::memchr_iter(b'@', text).filter(is_bare).count()
    }

    /// Whether nothing of the run was given up.
    fn is_settled(&self) -> bool {
        self.run.suspects.is_empty() && self.outcome.unresolved.is_empty()
    }

    fn finish(self) -> Outcome {
        let mut outcome = self.outcome;
        // Two DAGs of one id from one place, as in a loop, are one entry; the rules see duplicates by place.
        outcome.registered.sort_by(|a, b| (a.range.start(), &a.dag_id).cmp(&(b.range.start(), &b.dag_id)));
        outcome.unresolved.sort_by_key(|unknown| unknown.range.start());
        outcome.faults.sort_by_key(|fault| (fault.range.start(), fault.kind));
        outcome.faults.dedup();
        outcome
    }
}
