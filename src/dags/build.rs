//! What building a DAG means: its id, its arguments, and whether it registers.

use super::FaultKind;
use super::call::CallSite;
use super::constant::Constant;
use super::dict::Dict;
use super::interpret::{Interpreter, Run};
use super::object::{At, Dag, Id, Object};
use super::value::{Arguments, Certainty, Origin, Text, Value};
use crate::airflow::{
    Airflow, IdProblem, Meaning, dag_argument_problem, dag_arguments, dag_id_problem, dag_positional,
};
use crate::python::TextRange;

impl<'a> Interpreter<'a> {
    /// `DAG(...)`
    pub(super) fn build_dag(&mut self, arguments: Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        self.visited.insert((self.module(), site.range.start().into()));
        let dag = self.new_dag(site.range);
        self.init_dag(&dag, arguments, site, None)
    }

    pub(super) fn new_dag(&mut self, range: TextRange) -> Value<'a> {
        let (place, doubt) = (self.place(range), self.doubt());
        self.state.make(Object::Dag(Box::new(Dag {
            id: None,
            place,
            entered: Certainty::No,
            auto_register: Certainty::Yes,
            doubt,
            escaped: None,
            class: None,
            arguments: Arguments::default(),
            fields: Dict::default(),
            tasks: Vec::new(),
            open: None,
        })))
    }

    /// `DAG.__init__`. `default_id` is the id when none is given.
    pub(super) fn init_dag(
        &mut self,
        dag: &Value<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
        default_id: Option<&'a str>,
    ) -> Run<Value<'a>> {
        if let Some((message, help)) = self.dag_signature_fault(&arguments) {
            return self.refuse("TypeError", FaultKind::Signature, site.range, message, &help);
        }
        let given = arguments.positional.first().or_else(|| arguments.keyword("dag_id")).cloned();
        let given = match (given, default_id) {
            (None, None) => arguments.unknown.map(Value::Unknown),
            (None, Some(name)) => match arguments.unknown {
                Some(why) => Some(Value::either(Value::text(name), Value::Unknown(why))),
                None => Some(Value::text(name)),
            },
            (Some(Value::None), Some(name)) => Some(Value::text(name)),
            (given, _) => given.map(Value::present),
        };
        let id = match self.dag_id(given, site.range)? {
            Some(id) => id,
            None => return Ok(Value::Unknown(self.at(site))),
        };
        let auto_register = match arguments.keyword("auto_register") {
            None => Certainty::Yes,
            Some(value) => match self.truth(value) {
                Some(true) => Certainty::Yes,
                Some(false) => Certainty::No,
                None => Certainty::Maybe(self.at(site)),
            },
        };
        self.check_dag_arguments(&arguments, site)?;
        if let Some(Object::Dag(dag)) = self.state.object_mut(dag) {
            dag.id = Some(id);
            dag.auto_register = auto_register;
            dag.arguments = arguments;
        }
        Ok(dag.clone())
    }

    fn dag_signature_fault(&self, arguments: &Arguments<'a>) -> Option<(String, String)> {
        let names = dag_arguments(self.airflow);
        let most = dag_positional(self.airflow);
        let version = self.airflow.name();
        let count = arguments.positional.len();
        let class = if self.airflow == Airflow::Two { "airflow.models.DAG" } else { "airflow.sdk.DAG" };
        let see = || format!("Correct its spelling, or leave it out: `{class}` has nothing of this name.");
        if count > most {
            let many = if most == 1 { "argument" } else { "arguments" };
            return Some((
                format!(
                    "`DAG` takes {most} {many} by position in Airflow {version} and gets {count}: a TypeError, so \
                     Airflow loads nothing of the file"
                ),
                "Give the others by name.".to_owned(),
            ));
        }
        for (at, (name, value)) in arguments.keywords.iter().enumerate() {
            if value.may_be_absent() {
                continue;
            }
            if !names.contains(&&**name) {
                let help = dag_argument_problem(self.airflow, name).map_or_else(see, str::to_owned);
                return Some((
                    format!(
                        "`DAG` has no argument `{}` in Airflow {version}: a TypeError, so Airflow loads nothing of \
                         the file",
                        name.escape_debug()
                    ),
                    help,
                ));
            }
            let by_position = names.iter().take(count).any(|taken| *taken == &**name);
            let twice = arguments.keywords[..at].iter().any(|(other, _)| other == name);
            if by_position || twice {
                return Some((
                    format!(
                        "`DAG` gets its argument `{}` twice: a TypeError, so Airflow loads nothing of the file",
                        &**name
                    ),
                    "Give it once.".to_owned(),
                ));
            }
        }
        None
    }

    /// A DAG that is scheduled and has no date to start from.
    ///
    /// 2.x refuses it in `DAG.__init__` (`airflow/models/dag.py`: `has_scheduling_args and has_empty_start_date`), 3.x only
    /// with `catchup=True` (`airflow/sdk/definitions/dag.py`).
    pub(super) fn check_start_date(&mut self, arguments: &Arguments<'a>, site: CallSite) -> Run<()> {
        if arguments.unknown.is_some()
            || !arguments.positional.iter().skip(1).all(|value| *value == Value::None)
        {
            return Ok(());
        }
        let truth = |this: &Self, name: &str| match arguments.keyword(name) {
            None => Some(false),
            Some(Value::Unknown(_) | Value::OneOf(_)) => None,
            Some(value) => this.truth(value).or(Some(true)),
        };
        let scheduled = ["schedule", "schedule_interval", "timetable"];
        if !scheduled.iter().any(|name| truth(self, name) == Some(true)) {
            return Ok(());
        }
        if self.airflow == Airflow::Three && truth(self, "catchup") != Some(true) {
            return Ok(());
        }
        if arguments.keyword("start_date").is_some_and(|value| *value != Value::None) {
            return Ok(());
        }
        match arguments.keyword("default_args").map(|value| self.mapping(value)) {
            None | Some(None)
                if arguments.keyword("default_args").is_none_or(|value| *value == Value::None) => {}
            Some(Some(dict)) if dict.open.is_none() && dict.get(&Value::text("start_date")).is_none() => {}
            _ => return Ok(()),
        }
        let when = match self.airflow {
            Airflow::Two => "a schedule and no start_date",
            Airflow::Three => "a schedule, `catchup=True` and no start_date",
        };
        let message =
            format!("This DAG has {when}, so Airflow {} refuses the whole file", self.airflow.name());
        let help = "Give the DAG a `start_date`, such as `datetime(2024, 1, 1)`.";
        self.refuse("ValueError", FaultKind::StartDateMissing, site.range, message, help).map(|_| ())
    }

    /// The id that a DAG gets; `None` when Airflow refuses it.
    pub(super) fn dag_id(&mut self, given: Option<Value<'a>>, range: TextRange) -> Run<Option<Id<'a>>> {
        let Some(given) = given else {
            let help = "Give it one: `DAG(\"my_dag\", ...)`.";
            let message = "This DAG has no dag_id, so Airflow refuses the whole file".to_owned();
            return self.refuse("TypeError", FaultKind::IdMissing, range, message, help).map(|_| None);
        };
        let given = self.mixed_in(&given).unwrap_or(given);
        let what = match &given {
            Value::None => {
                let message =
                    "The dag_id of this DAG is `None`, so Airflow refuses the whole file".to_owned();
                let help = "Give it one: `DAG(\"my_dag\", ...)`.";
                return self.refuse("TypeError", FaultKind::IdMissing, range, message, help).map(|_| None);
            }
            Value::Str(id) => return self.checked_id(id.clone(), range),
            Value::Plain(of) if matches!(of.as_ref(), Constant::Bytes(_)) => "bytes",
            Value::Plain(_) => "an object of another kind",
            Value::Int(_) | Value::Float(_) => "a number",
            Value::Bool(_) => "a boolean",
            Value::Tuple(_) => "a tuple",
            Value::OneOf(values) => {
                let candidates = values.iter().filter_map(|value| match value {
                    Value::Str(id) if !matches!(dag_id_problem(id), Some(IdProblem::Invalid(_))) => {
                        Some(id.clone())
                    }
                    _ => None,
                });
                let candidates = candidates.collect();
                let unknown = values.iter().find_map(|value| match value {
                    Value::Unknown(origin) => Some(*origin),
                    _ => None,
                });
                let origin = unknown.unwrap_or(Origin::Note("a value that depends on a condition"));
                return Ok(Some(Id::Unknown { origin, candidates }));
            }
            Value::Unknown(origin) => {
                return Ok(Some(Id::Unknown { origin: *origin, candidates: Vec::new() }));
            }
            value => match self.state.object(value) {
                Some(Object::List(_)) => "a list",
                Some(Object::Dict(_)) => "a dictionary",
                _ => {
                    let origin = Origin::Code(self.module(), range);
                    return Ok(Some(Id::Unknown { origin, candidates: Vec::new() }));
                }
            },
        };
        let message =
            format!("The dag_id of this DAG is {what} and must be text, so Airflow refuses the whole file");
        let help = "Give the id as text: `DAG(\"my_dag\", ...)`.";
        self.refuse("TypeError", FaultKind::IdInvalid, range, message, help).map(|_| None)
    }

    fn checked_id(&mut self, id: Text<'a>, range: TextRange) -> Run<Option<Id<'a>>> {
        match dag_id_problem(&id) {
            None => Ok(Some(Id::Known(id))),
            Some(IdProblem::Invalid(reason)) => self
                .refuse(
                    "AirflowException",
                    FaultKind::IdInvalid,
                    range,
                    format!(
                        "Airflow refuses the dag_id `{}` and with it the whole file: {reason}",
                        shown(&id)
                    ),
                    "Use letters, digits, `_`, `-` and `.`, at most 250 characters.",
                )
                .map(|_| None),
            Some(IdProblem::Nonportable(reason)) => {
                if self.doubt().is_none() {
                    let place = self.place(range);
                    self.tell(super::hazard::Raised {
                        class: String::new(),
                        kind: FaultKind::IdNonportable,
                        place,
                        message: format!("The dag_id `{}` loads, and breaks later: {reason}", shown(&id)),
                        help:
                            "Use ASCII letters, digits, `_`, `-` and `.`, and start with a letter or a digit."
                                .into(),
                        is_modelled: false,
                    });
                }
                Ok(Some(Id::Known(id)))
            }
        }
    }

    pub(super) fn enter_dag(&mut self, dag: &Value<'a>, certainty: Certainty) {
        if let Some(Object::Dag(dag)) = self.state.object_mut(dag)
            && dag.entered != Certainty::Yes
        {
            dag.entered = certainty;
        }
    }

    // --- decorators --------------------------------------------------------------------------------------

    /// `dag.add_task(task)`: a task that is in a DAG already raises (`DAG.add_task`).
    fn add_given_task(&mut self, task: At, dag: At, why: Origin) {
        if matches!(self.state.at(task), Object::Task(task) if task.dag.is_some()) {
            self.hazard(why, "DuplicateTaskIdFound", true);
        }
        self.add_task(task, dag);
    }

    /// `dag.add_task(…)`, `@dag.task`, …
    pub(super) fn dag_method(
        &mut self,
        dag: At,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        match (name, arguments.positional.as_slice()) {
            ("add_task", [Value::Ref(task)]) => {
                self.add_given_task(*task, dag, why);
                Ok(Value::None)
            }
            ("add_tasks", [tasks]) => {
                for task in self.items(tasks).unwrap_or_default() {
                    if let Value::Ref(task) = task {
                        self.add_given_task(task, dag, why);
                    }
                }
                Ok(Value::None)
            }
            ("task" | "task_group", _) => {
                let meaning =
                    if name == "task" { Meaning::TaskDecorator } else { Meaning::TaskGroupDecorator };
                self.decorator(meaning, name, arguments.clone(), site)
            }
            ("__enter__", []) => {
                let value = Value::Ref(dag);
                self.contexts.push(value.clone());
                Ok(value)
            }
            // What is left is registered: `DagContext.pop`.
            ("__exit__", _) => {
                let certainty = self.certainty();
                self.enter_dag(&Value::Ref(dag), certainty);
                self.contexts.pop();
                Ok(Value::None)
            }
            ("get_task" | "test" | "cli" | "run" | "set_dependency" | "validate" | "topological_sort", _) => {
                Ok(Value::Unknown(why))
            }
            _ => Ok(Value::Unknown(why)),
        }
    }
}

/// An id between backticks in a message, cut where it is very long.
pub(super) fn shown(id: &str) -> String {
    if id.is_empty() {
        return "\"\"".to_owned();
    }
    let mut letters = id.escape_debug();
    let mut cut: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() {
        cut.push('…');
    }
    cut
}
