//! Which DAGs a file registers, told without running it.
//!
//! A bounded abstract interpreter runs the module's code, and that of the modules of the package that it imports, on
//! values that may be unknown, for one of two profiles of Airflow. It gives three answers: a DAG registers under this
//! id; it will not, and why; it cannot be known, and why. Precision comes first: an id is certain only when nothing
//! unknown stands between the first line and its registration. Nothing here executes user code.

mod adjacency;
mod alternatives;
mod annotation;
mod answer;
mod assign;
mod attribute;
mod automatic;
mod branch;
mod build;
mod builtin;
mod call;
mod checks;
mod class;
mod closed;
mod coerce;
mod compare;
mod comprehension;
#[allow(dead_code, reason = "it answers for more of Python than the interpreter asks so far")]
mod constant;
mod context;
mod decorate;
mod dict;
mod distributions;
mod edges;
mod elements;
mod endless;
mod exceptions;
mod exits;
mod expression;
mod f_string;
mod factory;
mod fields;
mod function;
mod given;
mod graph;
mod group;
mod guard;
mod handler;
mod hazard;
mod import;
mod instance;
mod interpret;
mod kind;
mod lazy;
mod library;
mod locals;
mod loops;
mod machine;
mod matching;
mod metaclass;
mod method;
mod module;
mod names;
mod object;
mod operate;
mod operator_values;
mod packages;
mod path;
mod pendulum;
mod plain;
mod process;
mod pure_path;
mod refused;
mod relation;
mod set_attribute;
mod setting;
mod shuffled;
mod sites;
mod splice;
mod state;
mod subscript;
mod suffix;
mod suspect;
mod taken;
mod task;
mod timetable;
mod truth;
mod url;
mod validators;
mod value;
mod view;
mod xcom;

use crate::airflow::Airflow;
use crate::python::TextRange;
use crate::python::ast::ModModule;

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

/// A module that a file imports.
#[derive(Debug)]
pub struct Source {
    /// Its text.
    pub text: String,
    /// Its tree; `None` when it is not valid Python.
    pub tree: Option<ModModule>,
}

/// Where code and data come from that a file reads while it is imported. Paths are those of [`File::path`], and
/// `~/…` for what lies in the package's folder outside its DAG files.
pub trait Sources: Sync {
    /// A Python file, parsed.
    fn module(&self, path: &str) -> Option<&Source>;
    /// The content of a file.
    fn bytes(&self, path: &str) -> Option<&[u8]>;
    /// Whether there is such a file.
    fn is_file(&self, path: &str) -> bool;
    /// Whether there is such a folder.
    fn is_folder(&self, path: &str) -> bool;
    /// The names in a folder, sorted; `None` when they are not known.
    fn list(&self, folder: &str) -> Option<Vec<String>>;
}

/// What to look at, and for which target.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The file.
    pub file: File<'a>,
    /// The Airflow that loads it.
    pub airflow: Airflow,
    /// The minor version of Python 3 that runs it.
    pub python: u8,
    /// Folders that are on `sys.path` besides Airflow's DAG folder, as paths of [`Sources`].
    pub import_roots: &'a [String],
    /// What it may import and read.
    pub sources: &'a dyn Sources,
}

impl std::fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request")
            .field("path", &self.file.path)
            .field("airflow", &self.airflow)
            .finish_non_exhaustive()
    }
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
    /// Its definition; where the file calls for it, when that is in another module.
    pub range: TextRange,
    /// Its tasks and their order, as far as they are known.
    pub tasks: Tasks,
}

/// The tasks of a DAG, as far as they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tasks {
    /// Their ids, in the order of the code.
    pub ids: Vec<String>,
    /// Which comes directly before which, by index; sorted.
    pub edges: Vec<(usize, usize)>,
    /// Why there may be other tasks, or other edges: names the expression.
    pub open: Option<String>,
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
    /// An import path or argument that the target's Airflow lacks.
    AirflowVersion,
    /// A DAG with a schedule, and no date to start from.
    StartDateMissing,
    /// A module of the package that does not exist, or lacks a name.
    LocalImportMissing,
    /// Two tasks of one DAG with one id.
    TaskIdDuplicate,
    /// A task_id that Airflow refuses.
    TaskIdInvalid,
    /// Tasks that wait for each other.
    TaskCycle,
}

impl FaultKind {
    /// Whether Airflow loses the whole file by it.
    #[must_use]
    pub fn loses_file(self) -> bool {
        !matches!(self, Self::IdNonportable | Self::NotRegistered)
    }
}

/// Looks at a file as its target would load it.
#[must_use]
pub fn examine(request: &Request<'_>) -> Outcome {
    answer::examine(request)
}

#[cfg(test)]
mod tests;
