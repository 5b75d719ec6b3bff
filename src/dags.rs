//! Which DAGs a file registers, told without running it.
//!
//! A bounded abstract interpreter runs the module's code on values that may be unknown, for one of two profiles
//! of Airflow. It gives three answers: a DAG registers under this id; it will not, and why; it cannot be known,
//! and why. Precision comes first: an id is certain only when nothing unknown stands between the first line
//! and its registration. Nothing here executes user code, reads files or knows packages and findings.

mod branch;
mod build;
mod call;
#[expect(dead_code, unused_imports, reason = "the interpreter is about to use it")]
mod constant;
mod expression;
mod identifier;
mod import;
mod interpret;
mod profile;
mod sites;
mod state;
mod stdlib;
mod text;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

pub use profile::Airflow;
pub use stdlib::is_stdlib;

use crate::python::TextRange;
use crate::python::ast::ModModule;
use interpret::Interpreter;
use sites::Sites;
use value::{Certainty, Dag, Id, Object, Value};

/// A file to look at.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its text, as `python::read` decoded it.
    pub text: &'a str,
    /// Its tree.
    pub tree: &'a ModModule,
    /// Its path below Airflow's DAG folder: `<package>/dags/x.py`.
    pub path: &'a str,
}

/// What is known of a file's DAGs, in the order of the file.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The DAGs that are certain to register.
    pub registered: Vec<Registered>,
    /// The places that cannot be known.
    pub unresolved: Vec<Unknown>,
    /// What will not load or will not register.
    pub faults: Vec<Fault>,
}

/// A DAG that registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Its id.
    pub dag_id: String,
    /// Its definition.
    pub range: TextRange,
}

/// A place that builds DAGs of which something is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The definition.
    pub range: TextRange,
    /// Why: names the expression.
    pub reason: String,
    /// Ids that it may register.
    pub candidates: Vec<String>,
    /// Whether it is a call of code outside this file that is named as what builds DAGs.
    pub is_builder: bool,
}

/// Something that Airflow refuses or drops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind.
    pub kind: FaultKind,
    /// Where.
    pub range: TextRange,
    /// One sentence.
    pub message: String,
    /// The next step.
    pub help: String,
    /// The module-level name that another file could use to register the DAG after all.
    pub name: Option<String>,
}

/// What kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// A DAG without an id: Airflow loses the file.
    IdMissing,
    /// An id that Airflow refuses: it loses the file.
    IdInvalid,
    /// An id that Airflow takes and other parts do not.
    IdNonportable,
    /// A call that is a TypeError: Airflow loses the file.
    Signature,
    /// A DAG that is built and dropped.
    NotRegistered,
    /// The file ends the process that imports it.
    Exits,
    /// The file raises when it is imported.
    ImportFails,
    /// An import or an argument that the target's Airflow does not have: it loses the file.
    AirflowVersion,
    /// A schedule without a start date, where the target's Airflow needs one: it loses the file.
    StartDateMissing,
    /// A module of the package is imported that is not there: Airflow loses the file.
    LocalImportMissing,
    /// Two tasks of a DAG with one id: Airflow loses the file.
    TaskIdDuplicate,
    /// A task's id that Airflow refuses: it loses the file.
    TaskIdInvalid,
    /// Tasks that wait for each other: Airflow loses the DAG.
    TaskCycle,
}

impl FaultKind {
    fn loses_file(self) -> bool {
        !matches!(self, Self::IdNonportable | Self::NotRegistered)
    }
}

/// Looks at a file as `airflow` would load it.
#[must_use]
pub fn examine(file: File<'_>, airflow: Airflow) -> Outcome {
    let sites = Sites::of(file.tree, airflow);
    let mut run = Interpreter::new(file.text, airflow, file.path);
    run.body(&file.tree.body);
    let mut answer = Answer::default();
    answer.outcome.faults = std::mem::take(&mut run.faults);
    if answer.outcome.faults.iter().any(|fault| fault.kind.loses_file()) {
        return answer.finish();
    }
    let globals = Globals::of(&run);
    for (at, object) in run.state.heap.iter().enumerate() {
        if let Object::Dag(dag) = object {
            answer.dag(dag, globals.holds(at));
        }
    }
    let dead: Vec<TextRange> = run.dead.iter().map(|(range, _)| *range).collect();
    answer.factories(&run, &sites, &dead);
    answer.unvisited(&run, &sites, &dead);
    answer.suspects(&run);
    answer.finish()
}

/// Which DAGs the module's variables hold at the end.
struct Globals {
    surely: BTreeSet<usize>,
    perhaps: BTreeSet<usize>,
}

impl Globals {
    fn of(run: &Interpreter<'_>) -> Self {
        let mut globals = Self { surely: BTreeSet::new(), perhaps: BTreeSet::new() };
        for value in run.state.frames[0].variables.values() {
            match value {
                Value::Ref(at) => {
                    globals.surely.insert(*at);
                }
                Value::OneOf(values) => {
                    for one in values.iter() {
                        if let Value::Ref(at) = one {
                            globals.perhaps.insert(*at);
                        }
                    }
                }
                _ => {}
            }
        }
        globals
    }

    fn holds(&self, at: usize) -> Certainty {
        if self.surely.contains(&at) {
            Certainty::Yes
        } else if self.perhaps.contains(&at) {
            Certainty::Maybe("a condition".into())
        } else {
            Certainty::No
        }
    }
}

#[derive(Default)]
struct Answer {
    outcome: Outcome,
}

impl Answer {
    fn dag(&mut self, dag: &Dag, in_globals: Certainty) {
        let by_entering = match (&dag.entered, &dag.auto_register) {
            (Certainty::No, _) | (_, Certainty::No) => Certainty::No,
            (Certainty::Yes, Certainty::Yes) => Certainty::Yes,
            (Certainty::Maybe(why), _) | (_, Certainty::Maybe(why)) => Certainty::Maybe(why.clone()),
        };
        let registers = match (by_entering, in_globals) {
            (Certainty::Yes, _) | (_, Certainty::Yes) => Certainty::Yes,
            (Certainty::Maybe(why), _) | (_, Certainty::Maybe(why)) => Certainty::Maybe(why),
            (Certainty::No, Certainty::No) => match &dag.escaped {
                Some(call) => Certainty::Maybe(call.clone()),
                None => Certainty::No,
            },
        };
        // In a branch that may run, a DAG that is dropped is dropped only if it does: nothing is certain.
        let registers = match &dag.doubt {
            Some(why) => Certainty::Maybe(why.clone()),
            None => registers,
        };
        match (registers, &dag.id) {
            (Certainty::Yes, Id::Known(id)) => {
                self.outcome.registered.push(Registered { dag_id: id.to_string(), range: dag.range });
            }
            (Certainty::Yes, Id::Unknown { reason, candidates }) => {
                self.unknown(dag.range, format!("its dag_id is `{reason}`"), candidates);
            }
            (Certainty::Maybe(why), Id::Known(id)) => {
                let reason = format!("whether it registers depends on `{why}`");
                self.unknown(dag.range, reason, std::slice::from_ref(id));
            }
            (Certainty::Maybe(why), Id::Unknown { reason, candidates }) => {
                let reason = format!("its dag_id is `{reason}`, and whether it registers depends on `{why}`");
                self.unknown(dag.range, reason, candidates);
            }
            (Certainty::No, id) => {
                let name = match id {
                    Id::Known(id) => format!("DAG `{}`", id.escape_debug()),
                    Id::Unknown { .. } => "This DAG".into(),
                };
                self.dropped(
                    dag.range,
                    format!(
                        "{name} does not register: no variable of the module holds it at the end, and it is not \
                         entered with `with`"
                    ),
                    None,
                );
            }
        }
    }

    fn unknown(&mut self, range: TextRange, reason: String, candidates: &[Rc<str>]) {
        let candidates: BTreeSet<String> = candidates.iter().map(ToString::to_string).collect();
        match self.outcome.unresolved.iter_mut().find(|known| known.range == range) {
            Some(known) => {
                let all: BTreeSet<String> = known.candidates.drain(..).chain(candidates).collect();
                known.candidates = all.into_iter().collect();
            }
            None => self.outcome.unresolved.push(Unknown {
                range,
                reason,
                candidates: candidates.into_iter().collect(),
                is_builder: false,
            }),
        }
    }

    fn dropped(&mut self, range: TextRange, message: String, name: Option<String>) {
        self.outcome.faults.push(Fault {
            kind: FaultKind::NotRegistered,
            range,
            message,
            help: "Assign it to a variable of the module, or build it as `with DAG(...):`.".into(),
            name,
        });
    }

    fn factories(&mut self, run: &Interpreter<'_>, sites: &Sites, dead: &[TextRange]) {
        for factory in run.factories.iter().filter(|factory| !factory.called) {
            let name = factory.function.name.as_str();
            let range = factory.function.name.range;
            let used = sites.is_used(name, dead);
            let why = factory.doubt.clone().or_else(|| used.then(|| Rc::from(name)));
            match why {
                Some(why) => {
                    let reason = format!("whether `{name}` is called depends on `{why}`");
                    self.unknown(range, reason, &[name.into()]);
                }
                None => {
                    self.dropped(
                        range,
                        format!(
                            "`{name}` is decorated with `@dag` and never called, so it does not register"
                        ),
                        Some(name.to_owned()),
                    );
                    if let Some(fault) = self.outcome.faults.last_mut() {
                        fault.help = format!("Call it at the end of the file: `{name}()`.");
                    }
                }
            }
        }
    }

    /// DAGs of code that did not run.
    fn unvisited(&mut self, run: &Interpreter<'_>, sites: &Sites, dead: &[TextRange]) {
        for site in sites.sites.iter().filter(|site| !run.visited.contains(&site.range.start().into())) {
            if let Some((_, test)) = run.dead.iter().find(|(range, _)| range.contains_range(site.range)) {
                // A switch in the file that is off is meant to be off.
                if test.contains("__name__") || test.contains("TYPE_CHECKING") {
                    let message =
                        format!("This DAG does not register: `{test}` is false when Airflow imports it");
                    self.dropped(site.range, message, None);
                }
                continue;
            }
            match &site.inside {
                Some(name) if !sites.is_used(name, dead) => {
                    let message = format!(
                        "This DAG does not register: it is built in `{name}`, which this file never uses"
                    );
                    self.dropped(site.range, message, Some(name.clone()));
                }
                Some(name) => {
                    let reason = format!("it is built in `{name}`, whose calls are not followed here");
                    self.unknown(site.range, reason, &[]);
                }
                None => {
                    let reason = "it is built in code that is not followed here".into();
                    self.unknown(site.range, reason, &[]);
                }
            }
        }
    }

    /// Calls of code that is not in this file and may build DAGs.
    fn suspects(&mut self, run: &Interpreter<'_>) {
        let nothing = self.outcome.registered.is_empty() && self.outcome.unresolved.is_empty();
        let mut told = BTreeMap::new();
        for (range, text) in &run.suspects {
            let callee = text.split('(').next().unwrap_or(text).to_ascii_lowercase();
            let likely = callee.contains("dag") || text.contains("globals()");
            if likely || nothing {
                told.entry((u32::from(range.start()), likely)).or_insert((*range, text.clone()));
            }
        }
        let any_likely = told.keys().any(|(_, likely)| *likely);
        let kept = told.into_iter().filter(|((_, likely), _)| *likely == any_likely).map(|(_, one)| one);
        // Of calls that merely may, the first stands for all.
        let most = if any_likely { usize::MAX } else { 1 };
        for (range, text) in kept.take(most) {
            self.unknown(range, format!("`{text}` may build DAGs, in code that is not in this file"), &[]);
            if let Some(unknown) = self.outcome.unresolved.iter_mut().find(|unknown| unknown.range == range) {
                unknown.is_builder = is_builder(&text);
            }
        }
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

/// Whether a call is named as what builds DAGs: `make_dag(…)`, or is handed the module's variables.
fn is_builder(call: &str) -> bool {
    let callee = call.split('(').next().unwrap_or(call);
    let name = callee.rsplit('.').next().unwrap_or(callee).to_ascii_lowercase();
    let builds =
        ["build_", "create_", "generate_", "make_", "load_"].iter().any(|verb| name.starts_with(verb));
    (builds && (name.ends_with("dag") || name.ends_with("dags"))) || call.contains("globals()")
}

#[cfg(test)]
mod tests;
