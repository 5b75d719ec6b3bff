//! Running module code on values that may be unknown: statements.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::profile::Airflow;
use super::state::State;
use super::value::{Certainty, Function, Object, Value};
use super::{Fault, FaultKind};
use crate::python::ast::{self, Expr, Stmt};
use crate::python::{Ranged, TextRange};

/// How many expressions and statements are followed before the rest counts as unknown.
const MOST_STEPS: usize = 200_000;
/// How many calls inside each other are followed.
pub(super) const MOST_CALLS: usize = 24;

/// How a statement ends.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Flow<'a> {
    Next,
    Return(Value<'a>),
    Break,
    Continue,
    /// An exception, or the end of the process.
    Raise,
}

/// A function decorated with `@dag`.
#[derive(Debug)]
pub(super) struct Factory<'a> {
    pub(super) decorator: Rc<super::value::Decorator<'a>>,
    pub(super) function: &'a ast::StmtFunctionDef,
    pub(super) called: bool,
    pub(super) doubt: Option<Rc<str>>,
}

/// A run through one file.
#[derive(Debug)]
pub(super) struct Interpreter<'a> {
    pub(super) source: &'a str,
    pub(super) airflow: Airflow,
    /// `<package>/dags/x.py`
    pub(super) file: &'a str,
    pub(super) state: State<'a>,
    /// The frame that names are looked up in.
    pub(super) scope: usize,
    /// Conditions that what runs now depends on, and that cannot be known.
    pub(super) doubts: Vec<Rc<str>>,
    /// A condition under which the process may have ended.
    pub(super) exit_doubt: Option<Rc<str>>,
    /// `try` blocks around what runs now.
    pub(super) tries: usize,
    /// `with DAG` blocks around what runs now.
    pub(super) inside_dags: usize,
    pub(super) calls: usize,
    pub(super) steps: usize,
    /// Set when the expression that was just evaluated ends the process.
    pub(super) stopped: bool,
    /// What the current function may have returned before its end.
    pub(super) returns: Vec<Value<'a>>,
    pub(super) factories: Vec<Factory<'a>>,
    pub(super) faults: Vec<Fault>,
    /// Calls of code that is not known and may build DAGs.
    pub(super) suspects: Vec<(TextRange, Rc<str>)>,
    /// Where DAG-building calls and decorators that ran start.
    pub(super) visited: BTreeSet<u32>,
    /// Modules whose names were all imported.
    pub(super) stars: Vec<Rc<str>>,
    /// Bodies that never run when Airflow imports the file.
    pub(super) dead: Vec<(TextRange, Rc<str>)>,
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(source: &'a str, airflow: Airflow, file: &'a str) -> Self {
        Self {
            source,
            airflow,
            file,
            state: State::new(),
            scope: 0,
            doubts: Vec::new(),
            exit_doubt: None,
            tries: 0,
            inside_dags: 0,
            calls: 0,
            steps: 0,
            stopped: false,
            returns: Vec::new(),
            factories: Vec::new(),
            faults: Vec::new(),
            suspects: Vec::new(),
            visited: BTreeSet::new(),
            stars: Vec::new(),
            dead: Vec::new(),
        }
    }

    /// An expression as it is written, shortened.
    pub(super) fn text(&self, of: impl Ranged) -> Rc<str> {
        let range = of.range();
        let text = self.source.get(range.start().to_usize()..range.end().to_usize()).unwrap_or("…");
        // Enough for what is shown, whatever the length of the expression.
        let cut = text.char_indices().nth(400).map_or(text.len(), |(at, _)| at);
        let mut words = text[..cut].split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() > 60 {
            words = words.chars().take(59).chain(['…']).collect();
        }
        words.into()
    }

    /// Why what runs now may not run, if so.
    pub(super) fn doubt(&self) -> Option<Rc<str>> {
        self.doubts.last().or(self.exit_doubt.as_ref()).cloned()
    }

    pub(super) fn certainty(&self) -> Certainty {
        self.doubt().map_or(Certainty::Yes, Certainty::Maybe)
    }

    /// Counts a step; false when it is enough.
    pub(super) fn step(&mut self) -> bool {
        self.spend(1);
        self.steps < MOST_STEPS
    }

    /// Counts work that costs more than a step. What runs after the budget is spent is in doubt.
    pub(super) fn spend(&mut self, steps: usize) {
        self.steps = self.steps.saturating_add(steps);
        if self.steps >= MOST_STEPS && self.exit_doubt.is_none() {
            self.exit_doubt = Some("more code than is followed".into());
        }
    }

    /// Says that Airflow will refuse the file, unless what runs now may not run.
    pub(super) fn fault(&mut self, kind: FaultKind, range: TextRange, message: String, help: &str) {
        if self.doubt().is_none() && self.tries == 0 {
            self.faults.push(Fault { kind, range, message, help: help.into(), name: None });
        }
    }

    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Flow<'a> {
        for statement in body {
            if !self.step() {
                return Flow::Next;
            }
            let flow = self.statement(statement);
            if std::mem::take(&mut self.stopped) {
                return Flow::Raise;
            }
            if flow != Flow::Next {
                return flow;
            }
        }
        Flow::Next
    }

    fn statement(&mut self, statement: &'a Stmt) -> Flow<'a> {
        match statement {
            Stmt::Expr(of) => {
                self.evaluate(&of.value);
            }
            Stmt::Assign(of) => {
                let value = self.evaluate(&of.value);
                for target in &of.targets {
                    self.assign(target, value.clone());
                }
            }
            Stmt::AnnAssign(of) => {
                if let Some(value) = &of.value {
                    let value = self.evaluate(value);
                    self.assign(&of.target, value);
                }
            }
            Stmt::AugAssign(of) => {
                let left = self.evaluate(&of.target);
                let right = self.evaluate(&of.value);
                let value = self.augment(of, left, right);
                self.assign(&of.target, value);
            }
            Stmt::FunctionDef(of) => self.define_function(of),
            Stmt::ClassDef(of) => self.define_class(of),
            Stmt::Return(of) => {
                let value = of.value.as_ref().map_or(Value::None, |value| self.evaluate(value));
                return Flow::Return(value);
            }
            Stmt::Import(of) => self.import(of),
            Stmt::ImportFrom(of) => self.import_from(of),
            Stmt::If(of) => return self.branch(of),
            Stmt::For(of) => return self.for_loop(of),
            Stmt::While(of) => return self.while_loop(of),
            Stmt::Try(of) => return self.try_block(of),
            Stmt::Match(of) => return self.match_block(of),
            Stmt::With(of) => return self.with_block(of),
            Stmt::Raise(of) => {
                if let Some(exc) = &of.exc {
                    self.evaluate(exc);
                }
                self.raise(of.range);
                return Flow::Raise;
            }
            Stmt::Break(_) => return Flow::Break,
            Stmt::Continue(_) => return Flow::Continue,
            Stmt::Delete(of) => of.targets.iter().for_each(|target| self.delete(target)),
            Stmt::Global(of) => {
                let frame = &mut self.state.frames[self.scope];
                frame.globals.extend(of.names.iter().map(ToString::to_string));
            }
            Stmt::Nonlocal(of) => {
                let frame = &mut self.state.frames[self.scope];
                frame.nonlocals.extend(of.names.iter().map(ToString::to_string));
            }
            Stmt::Assert(_) | Stmt::Pass(_) | Stmt::TypeAlias(_) | Stmt::IpyEscapeCommand(_) => {}
        }
        Flow::Next
    }

    fn raise(&mut self, range: TextRange) {
        self.fault(
            FaultKind::ImportFails,
            range,
            "This raises an exception whenever the file is imported, so Airflow loads nothing of it".into(),
            "Raise it inside a task, or under a condition.",
        );
    }

    fn with_block(&mut self, of: &'a ast::StmtWith) -> Flow<'a> {
        let mut entered = 0;
        let mut swallows = false;
        for item in &of.items {
            let value = self.evaluate(&item.context_expr);
            entered += usize::from(self.enter(&value));
            if let Value::Unknown(text) = &value {
                swallows |= text.contains("suppress(");
            }
            if let Some(target) = &item.optional_vars {
                let known = value.alternatives().iter().any(|one| self.is_dag(one));
                let value = if known { value } else { Value::Unknown(self.text(&item.context_expr)) };
                self.assign(target, value);
            }
        }
        self.inside_dags += entered;
        let flow = if swallows {
            let why = self.text(&of.items[0].context_expr);
            self.fork(&why, |this| this.body(&of.body), |_| Flow::Next)
        } else {
            self.body(&of.body)
        };
        self.inside_dags -= entered;
        flow
    }

    pub(super) fn is_dag(&self, value: &Value<'a>) -> bool {
        matches!(self.state.object(value), Some(Object::Dag(_)))
    }

    fn define_function(&mut self, of: &'a ast::StmtFunctionDef) {
        let mut defaults = Vec::new();
        for parameter in of.parameters.iter() {
            if let Some(default) = parameter.default() {
                let value = self.evaluate(default);
                defaults.push((parameter.name().to_string(), value));
            }
        }
        let function = Function { definition: of, defaults, frame: self.scope };
        let mut value = Value::Function(Rc::new(function));
        for decorator in of.decorator_list.iter().rev() {
            let with = self.evaluate(&decorator.expression);
            value = self.decorate(&with, value, of, decorator);
        }
        self.bind(of.name.as_str(), value);
    }

    fn define_class(&mut self, of: &'a ast::StmtClassDef) {
        let mut bases = Vec::new();
        for base in of.arguments.iter().flat_map(|arguments| arguments.args.iter()) {
            bases.push(self.evaluate(base));
        }
        let is_dag = bases.iter().any(|base| self.is_dag_class(base));
        // An enum's members, a pydantic model's fields are not what the class body says they are.
        let is_plain = bases.is_empty() && of.decorator_list.is_empty();
        let frame = self.state.frame(self.scope, true);
        let outer = std::mem::replace(&mut self.scope, frame);
        self.body(&of.body);
        self.scope = outer;
        let own_init = ["__init__", "__new__", "__attrs_post_init__"]
            .iter()
            .any(|name| self.state.frames[frame].variables.contains_key(*name));
        let plain_dag = is_dag && !own_init && of.decorator_list.is_empty();
        let object = Object::Class { frame, is_dag, is_plain: if is_dag { plain_dag } else { is_plain } };
        let value = self.state.allocate(object);
        self.bind(of.name.as_str(), value);
    }

    pub(super) fn assign(&mut self, target: &'a Expr, value: Value<'a>) {
        match target {
            Expr::Name(name) => self.bind(name.id.as_str(), value),
            Expr::Tuple(of) => self.unpack(&of.elts, &value),
            Expr::List(of) => self.unpack(&of.elts, &value),
            Expr::Starred(of) => {
                let text = self.text(of);
                self.bind_all(&of.value, &text);
            }
            Expr::Subscript(of) => {
                let into = self.evaluate(&of.value);
                let key = self.evaluate(&of.slice);
                self.store(&into, key, value, target.range());
            }
            Expr::Attribute(of) => {
                self.evaluate(&of.value);
                let text = self.text(target);
                self.escape(&value, &text);
            }
            _ => {}
        }
    }

    fn unpack(&mut self, targets: &'a [Expr], value: &Value<'a>) {
        let items = self.items(value);
        match items {
            Some(items) if items.len() == targets.len() && !targets.iter().any(Expr::is_starred_expr) => {
                for (target, item) in targets.iter().zip(items) {
                    self.assign(target, item);
                }
            }
            _ => {
                let text: Rc<str> = match value {
                    Value::Unknown(text) => text.clone(),
                    _ => "a value that is unpacked".into(),
                };
                self.escape(value, &text);
                targets.iter().for_each(|target| self.bind_all(target, &text));
            }
        }
    }

    /// Makes every name of a target unknown.
    pub(super) fn bind_all(&mut self, target: &'a Expr, why: &Rc<str>) {
        match target {
            Expr::Tuple(of) => of.elts.iter().for_each(|target| self.bind_all(target, why)),
            Expr::List(of) => of.elts.iter().for_each(|target| self.bind_all(target, why)),
            Expr::Starred(of) => self.bind_all(&of.value, why),
            _ => self.assign(target, Value::Unknown(why.clone())),
        }
    }

    pub(super) fn bind(&mut self, name: &str, value: Value<'a>) {
        let frame = &self.state.frames[self.scope];
        let at = if frame.globals.contains(name) {
            0
        } else if frame.nonlocals.contains(name) {
            let mut at = frame.parent;
            while let Some(frame) = at
                && (self.state.frames[frame].is_class
                    || !self.state.frames[frame].variables.contains_key(name))
            {
                at = self.state.frames[frame].parent;
            }
            at.unwrap_or(self.scope)
        } else {
            self.scope
        };
        self.state.frames[at].variables.insert(name.to_owned(), value);
    }

    fn delete(&mut self, target: &'a Expr) {
        match target {
            Expr::Name(name) => {
                self.state.frames[self.scope].variables.remove(name.id.as_str());
            }
            Expr::Subscript(of) => {
                let from = self.evaluate(&of.value);
                let key = self.evaluate(&of.slice);
                match (&from, &key) {
                    (Value::Globals, Value::Str(name)) => {
                        self.state.frames[0].variables.remove(name.as_ref());
                    }
                    (Value::Globals, _) => self.exit_doubt = Some(self.text(target)),
                    _ => self.spoil(&from, &self.text(target)),
                }
            }
            _ => {}
        }
    }
}
