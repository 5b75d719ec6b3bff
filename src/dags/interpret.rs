//! Running module code on values that may be unknown: the run, and statements.

use rustc_hash::FxHashSet;

use super::exits::Exits;
use super::hazard::{Hazard, Stop};
use super::module::{LoadedModule, Roots};
use super::object::{At, Factory, Object, Place};
use super::state::State;
use super::suspect::Suspect;
use super::value::{Certainty, Origin, Value};
use super::{Fault, Request, Sources};
use crate::airflow::Airflow;
use crate::python::ast::Stmt;
use crate::python::{Ranged, TextRange};

/// How many expressions and statements are followed before the rest counts as unknown.
const MOST_STEPS: usize = 400_000;
/// What one step may copy or walk: so many elements, or pieces of [`PIECE`] bytes of a text. One operation handles up
/// to [`crate::dags::constant`]'s bounds, so steps alone would leave room for hours and gigabytes.
const HANDLED_IN_A_STEP: usize = 8;
/// Bytes of a text that count as an element does when they are copied or looked through.
const PIECE: usize = 8;
/// The same when they are taken apart, as by a reader of YAML.
const MORSEL: usize = 4;
/// What an entry of a dictionary or a set weighs, beside an element of a list: it is hashed and looked for.
pub(super) const ENTRY: usize = 4;
/// How many objects or elements that are passed over, and not looked into, weigh as one that is copied.
pub(super) const PASSED: usize = 8;
/// How many values are looked at by comparing them and looking into them.
const MOST_LOOKS: usize = 4_000_000;
/// How deep containers are looked into: one may hold itself.
const DEEPEST_LOOK: usize = 64;
/// How many calls inside each other are followed.
pub(super) const MOST_CALLS: usize = 60;

/// What a step gives, or why the code around it ends.
pub(super) type Run<T> = Result<T, Stop>;

/// How a statement ends.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Flow<'a> {
    Next,
    Return(Value<'a>),
    Break,
    Continue,
}

/// A way out of a function or loop that may have been taken: what comes after it is in doubt until its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left {
    pub(super) is_return: bool,
    pub(super) is_break: bool,
    pub(super) why: Origin,
}

/// One task before another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: At,
    pub(super) to: At,
    pub(super) certainty: Certainty,
    pub(super) place: Place,
}

/// A run through one file.
pub(super) struct Interpreter<'a> {
    pub(super) sources: &'a dyn Sources,
    pub(super) airflow: Airflow,
    pub(super) python: u8,
    pub(super) modules: Vec<LoadedModule<'a>>,
    pub(super) roots: Roots,
    pub(super) state: State<'a>,
    /// The frame that names are looked up in.
    pub(super) scope: usize,
    /// Conditions that what runs now depends on, and that cannot be known.
    pub(super) doubts: Vec<Origin>,
    pub(super) left: Vec<Left>,
    /// What may keep the whole file from being loaded.
    pub(super) load_doubt: Option<Origin>,
    /// The modules of Airflow that the run has imported.
    pub(super) imported: FxHashSet<Box<str>>,
    /// What may give modules names, and packages modules, that cannot be seen here.
    pub(super) unseen: Option<Origin>,
    /// `try` blocks with handlers around what runs now.
    pub(super) tries: usize,
    /// The exception that is on its way, as a value.
    pub(super) raising: Option<Value<'a>>,
    /// What may have raised inside them.
    pub(super) hazards: Vec<Hazard>,
    /// DAGs and groups whose `with` is around what runs now.
    pub(super) contexts: Vec<Value<'a>>,
    /// Classes whose metaclass makes them now, until `type.__new__` has.
    pub(super) classes_made: Vec<Option<super::object::At>>,
    pub(super) calls: usize,
    pub(super) steps: usize,
    /// What the current function may have returned before its end.
    pub(super) returns: Vec<Value<'a>>,
    /// What the current generators have yielded.
    pub(super) yields: Vec<Vec<Value<'a>>>,
    /// Where the run ended with an exception that is not sure.
    pub(super) given_up: Option<(super::object::Place, String)>,
    /// Faults that do not end the run.
    pub(super) faults: Vec<Fault>,
    /// Calls of code that is not known and may build DAGs.
    pub(super) suspects: Vec<Suspect>,
    /// Attributes and entries that conditions around what runs have asked for.
    pub(super) asked_for: Vec<&'a str>,
    /// The frame of the variables of the environment that are known.
    pub(super) environment: usize,
    /// Iterators that built DAGs, and the DAGs of those that were used up.
    pub(super) lazies: Vec<super::lazy::Lazy>,
    pub(super) used: Vec<At>,
    /// Where DAG-building calls and decorators that ran start.
    pub(super) visited: FxHashSet<(u16, u32)>,
    /// Bodies that never run when Airflow imports the file.
    pub(super) dead: Vec<(TextRange, Origin)>,
    pub(super) edges: Vec<Edge>,
    /// How much was looked at by comparing values and looking into containers, and how deep that is now.
    pub(super) looks: std::cell::Cell<(usize, usize)>,
    /// Elements and pieces of texts that were copied or walked, and are no steps yet.
    handled: std::cell::Cell<usize>,
    /// The statement of the file itself that runs, or that called what runs.
    pub(super) current: TextRange,
}

/// How long the logs of a run were.
#[derive(Debug, Clone, Copy)]
pub(super) struct Logs {
    faults: usize,
    suspects: usize,
    lazies: usize,
    used: usize,
    dead: usize,
    edges: usize,
    hazards: usize,
    modules: usize,
    contexts: usize,
    returns: usize,
    yielded: usize,
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(request: &Request<'a>) -> Self {
        let mut run = Self {
            sources: request.sources,
            airflow: request.airflow,
            python: request.python,
            modules: Vec::new(),
            roots: Roots::new(request.import_roots),
            state: State::default(),
            scope: 0,
            doubts: Vec::new(),
            left: Vec::new(),
            load_doubt: None,
            imported: FxHashSet::default(),
            unseen: None,
            tries: 0,
            raising: None,
            hazards: Vec::new(),
            contexts: Vec::new(),
            classes_made: Vec::new(),
            calls: 0,
            steps: 0,
            returns: Vec::new(),
            yields: Vec::new(),
            given_up: None,
            faults: Vec::new(),
            suspects: Vec::new(),
            asked_for: Vec::new(),
            environment: 0,
            lazies: Vec::new(),
            used: Vec::new(),
            visited: FxHashSet::default(),
            dead: Vec::new(),
            edges: Vec::new(),
            looks: std::cell::Cell::new((0, 0)),
            handled: std::cell::Cell::new(0),
            current: TextRange::default(),
        };
        run.add_main(request.file);
        run.environment = run.state.new_frame(None, super::state::FrameKind::Module, 0);
        run
    }

    /// The module whose code runs.
    pub(super) fn module(&self) -> u16 {
        self.state.frame(self.scope).module
    }

    pub(super) fn origin(&self, of: &impl Ranged) -> Origin {
        Origin::Code(self.module(), of.range())
    }

    pub(super) fn place(&self, range: TextRange) -> Place {
        Place::new(self.module(), range)
    }

    pub(super) fn unknown(&self, of: &impl Ranged) -> Value<'a> {
        Value::Unknown(self.origin(of))
    }

    /// An origin in a sentence: code between backticks, and words as they are.
    pub(super) fn told(&self, origin: Origin) -> String {
        match origin {
            Origin::Note(words) => words.to_owned(),
            Origin::Code(..) | Origin::Text(..) => format!("`{}`", self.words(origin)),
        }
    }

    /// An origin in words, shortened.
    pub(super) fn words(&self, origin: Origin) -> String {
        let (module, range) = match origin {
            Origin::Note(words) => return words.to_owned(),
            Origin::Code(module, range) | Origin::Text(module, range) => (module, range),
        };
        let source = self.modules.get(usize::from(module)).map_or("", |module| module.text);
        let text = source.get(range.start().to_usize()..range.end().to_usize()).unwrap_or("…");
        // Enough for what is shown, whatever the length of the expression.
        let cut = match text.len() {
            length @ ..=400 => length,
            length => text.char_indices().nth(400).map_or(length, |(at, _)| at),
        };
        let words = text[..cut].split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() > 60 { words.chars().take(59).chain(['…']).collect() } else { words }
    }

    /// Why what runs now may not run, if so.
    pub(super) fn doubt(&self) -> Option<Origin> {
        self.doubts.last().copied().or_else(|| self.left.last().map(|left| left.why))
    }

    pub(super) fn certainty(&self) -> Certainty {
        self.doubt().map_or(Certainty::Yes, Certainty::Maybe)
    }

    /// Counts work, and what was handled since.
    pub(super) fn spend(&mut self, steps: usize) -> Run<()> {
        let handled = self.handled.get() + self.state.copied();
        self.handled.set(handled % HANDLED_IN_A_STEP);
        self.steps = self.steps.saturating_add(steps).saturating_add(handled / HANDLED_IN_A_STEP);
        if self.steps > MOST_STEPS { Err(Stop::Exhausted) } else { Ok(()) }
    }

    /// Counts elements that are copied or walked.
    pub(super) fn weigh(&self, elements: usize) {
        self.handled.set(self.handled.get().saturating_add(elements));
    }

    /// Counts a text, or bytes, that are copied or looked through.
    pub(super) fn weigh_text(&self, text: impl AsRef<[u8]>) {
        self.weigh(text.as_ref().len() / PIECE);
    }

    /// Counts a text that is read as data or code.
    pub(super) fn weigh_reading(&self, text: &str) {
        self.weigh(text.len() / MORSEL);
    }

    /// Counts a walk over all objects of the file.
    pub(super) fn weigh_heap(&self) {
        self.weigh(self.state.heap_len() / PASSED);
    }

    /// An object whose elements are looked at once.
    pub(super) fn passed(&self, at: At) -> &Object<'a> {
        let object = self.state.at(at);
        self.weigh(object.len() / PASSED);
        object
    }

    /// Looks one level deeper into values; `None` when that is too deep, or too much was looked at.
    pub(super) fn look<T>(&self, look: impl FnOnce() -> Option<T>) -> Option<T> {
        let (count, depth) = self.looks.get();
        let steps = self.steps.saturating_add(self.handled.get() / HANDLED_IN_A_STEP);
        if count > MOST_LOOKS || depth > DEEPEST_LOOK || steps > MOST_STEPS {
            return None;
        }
        self.looks.set((count + 1, depth + 1));
        let result = look();
        let (count, depth) = self.looks.get();
        self.looks.set((count, depth.saturating_sub(1)));
        result
    }

    pub(super) fn logs(&self) -> Logs {
        Logs {
            faults: self.faults.len(),
            suspects: self.suspects.len(),
            lazies: self.lazies.len(),
            used: self.used.len(),
            dead: self.dead.len(),
            edges: self.edges.len(),
            hazards: self.hazards.len(),
            modules: self.modules.len(),
            contexts: self.contexts.len(),
            returns: self.returns.len(),
            yielded: self.yields.last().map_or(0, Vec::len),
        }
    }

    /// Forgets all that a statement did, objects and modules that it made included.
    pub(super) fn forget(&mut self, mark: super::state::Mark, logs: Logs) {
        self.state.forget(mark);
        self.forget_logs(logs);
        self.modules.truncate(logs.modules);
        self.contexts.truncate(logs.contexts);
        self.returns.truncate(logs.returns);
        if let Some(yielded) = self.yields.last_mut() {
            yielded.truncate(logs.yielded);
        }
        self.raising = None;
    }

    pub(super) fn forget_logs(&mut self, logs: Logs) {
        self.faults.truncate(logs.faults);
        self.suspects.truncate(logs.suspects);
        self.lazies.truncate(logs.lazies);
        self.used.truncate(logs.used);
        self.dead.truncate(logs.dead);
        self.edges.truncate(logs.edges);
        self.hazards.truncate(logs.hazards);
    }

    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Run<Flow<'a>> {
        let mut exits = Exits::default();
        let mut result = Ok(Flow::Next);
        for statement in body {
            let left = self.left.len();
            result = self.statement(statement);
            if result != Ok(Flow::Next) {
                break;
            }
            self.note_exit(left, &mut exits);
        }
        self.close_exits(exits, result)
    }

    pub(super) fn statement(&mut self, statement: &'a Stmt) -> Run<Flow<'a>> {
        self.spend(1)?;
        if self.module() == 0 {
            self.current = statement.range();
        }
        match statement {
            Stmt::Expr(of) => {
                self.evaluate(&of.value)?;
            }
            Stmt::Assign(of) => {
                let value = self.evaluate(&of.value)?;
                for target in &of.targets {
                    self.assign(target, value.clone())?;
                }
            }
            Stmt::AnnAssign(of) => {
                self.annotate(&of.target, &of.annotation);
                if let Some(value) = &of.value {
                    let value = self.evaluate(value)?;
                    self.assign(&of.target, value)?;
                }
                self.annotated_variable(&of.annotation)?;
            }
            Stmt::AugAssign(of) => self.augment(of)?,
            Stmt::FunctionDef(of) => self.define_function(of)?,
            Stmt::ClassDef(of) => self.define_class(of)?,
            Stmt::Return(of) => {
                let value = match &of.value {
                    Some(value) => self.evaluate(value)?,
                    None => Value::None,
                };
                return Ok(Flow::Return(value));
            }
            Stmt::Import(of) => self.import(of)?,
            Stmt::ImportFrom(of) => self.import_from(of)?,
            Stmt::If(of) => return self.branch(of),
            Stmt::For(of) => return self.for_loop(of),
            Stmt::While(of) => return self.while_loop(of),
            Stmt::Try(of) => return self.try_block(of),
            Stmt::Match(of) => return self.match_block(of),
            Stmt::With(of) => return self.with_block(of),
            Stmt::Raise(of) => return self.raise(of),
            Stmt::Assert(of) => return self.assert(of),
            Stmt::Break(_) => return Ok(Flow::Break),
            Stmt::Continue(_) => return Ok(Flow::Continue),
            Stmt::Delete(of) => {
                for target in &of.targets {
                    self.delete(target)?;
                }
            }
            Stmt::Global(of) => {
                let module = self.module_frame();
                for name in &of.names {
                    self.state.frame_mut(self.scope).elsewhere.push((name.as_str(), module));
                }
            }
            Stmt::Nonlocal(of) => self.nonlocal(of),
            Stmt::TypeAlias(of) => {
                let value = self.unknown(of);
                self.assign(&of.name, value)?;
            }
            Stmt::Pass(_) | Stmt::IpyEscapeCommand(_) => {}
        }
        Ok(Flow::Next)
    }

    /// Whether the value is a DAG, surely or perhaps.
    pub(super) fn is_dag(&self, value: &Value<'a>) -> bool {
        value.alternatives().iter().any(|one| matches!(self.state.object(one), Some(Object::Dag(_))))
    }

    pub(super) fn factory_mut(&mut self, at: At) -> Option<&mut Factory<'a>> {
        match self.state.at_mut(at) {
            Object::Factory(factory) => Some(factory),
            _ => None,
        }
    }

    pub(super) fn list(&mut self, items: Vec<Value<'a>>) -> Value<'a> {
        self.state.make(Object::List(super::object::List::of(items)))
    }

    /// An iterator over what a list holds.
    pub(super) fn iterator(&mut self, list: super::object::List<'a>) -> Value<'a> {
        self.state.make(Object::Iterator(list.into()))
    }
}
