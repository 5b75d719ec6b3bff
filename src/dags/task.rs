//! Tasks, task groups, and their order.

use super::FaultKind;
use super::build::shown;
use super::call::CallSite;
use super::dict::Dict;
use super::interpret::{Interpreter, PASSED, Run};
use super::object::{At, Id, Object, Task};
use super::suffix::{next_suffix, without_suffix};
use super::value::{Arguments, Origin, Taskflow, Text, Value};
use crate::airflow::{self, Meaning};

impl<'a> Interpreter<'a> {
    /// A task that `__init__` has not run for.
    pub(super) fn new_task(&mut self, site: CallSite, class: Option<At>) -> Value<'a> {
        let (place, doubt) = (self.place(site.range), self.doubt());
        self.state.make(Object::Task(Box::new(Task {
            id: None,
            place,
            dag: None,
            group: None,
            doubt,
            class,
            fields: Dict::default(),
        })))
    }

    /// An operator that is not a class of the package.
    pub(super) fn build_task(
        &mut self,
        path: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let of = path.strip_suffix(".partial").unwrap_or(path);
        let meaning = self.meaning(of);
        let task = self.new_task(site, None);
        if matches!(meaning, Some(Meaning::Operator(_) | Meaning::BaseOperator)) {
            self.refuse_old_argument(of.rsplit('.').next().unwrap_or(of), &arguments, site)?;
            if let Some(Meaning::Operator(class)) = meaning {
                self.doubt_arguments(class, &arguments, &[], site);
            }
            self.check_operator(meaning, path, &arguments, site)?;
        }
        self.init_task(&task, &arguments, site)?;
        let class = match meaning {
            Some(Meaning::Operator(class)) => Some(class),
            _ => None,
        };
        self.depend_on_arguments(class, &task, &arguments, site);
        Ok(task)
    }

    /// An argument that no operator takes any more.
    fn refuse_old_argument(&mut self, of: &str, arguments: &Arguments<'a>, site: CallSite) -> Run<()> {
        let old = arguments.keywords.iter().find_map(|(name, _)| {
            airflow::operator_argument_problem(self.airflow, name).map(|help| (name, help))
        });
        let Some((name, help)) = old else { return Ok(()) };
        let (name, version) = (&**name, self.airflow.name());
        let message =
            format!("`{of}` has no argument `{name}` in Airflow {version}: Airflow refuses the whole file");
        self.refuse("TypeError", FaultKind::AirflowVersion, site.range, message, help).map(|_| ())
    }

    /// An argument that the operator did not take in the versions that were looked at: others may.
    fn doubt_arguments(&mut self, class: &str, arguments: &Arguments<'a>, more: &[&str], site: CallSite) {
        let known = match class {
            "BaseOperator" => Some(&[] as &[&str]),
            class => airflow::operator_arguments(self.airflow, class),
        };
        let Some(known) = known else { return };
        let takes = |name: &str, value| {
            known.contains(&name)
                || more.contains(&name)
                || airflow::is_common_argument(self.airflow, name)
                || airflow::is_dropped_when_true(self.airflow, class, name) && self.truth(value) == Some(true)
        };
        let odd = arguments.keywords.iter().any(|(name, value)| !takes(name, value));
        if odd {
            self.hazard(self.at(site), "TypeError", true);
        }
    }

    /// What reaches the operator of Airflow that a class of the package is derived from.
    pub(super) fn init_own_task(
        &mut self,
        task: &Value<'a>,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<()> {
        if let Some(base) = self.operator_above(task) {
            self.refuse_old_argument(base, arguments, site)?;
            self.doubt_arguments(base, arguments, &[], site);
            self.check_types(base, arguments, site)?;
            if arguments.unknown.is_none()
                && arguments.positional.is_empty()
                && arguments.keyword("task_id").is_none()
            {
                self.hazard(self.at(site), "TypeError", true);
            }
        }
        self.init_task(task, arguments, site)?;
        self.depend_on_arguments(None, task, arguments, site);
        Ok(())
    }

    /// What `__init__` of an operator is given: the arguments by default of its DAG too, where it has them and the call does
    /// not (`BaseOperatorMeta.apply_defaults`).
    pub(super) fn with_defaults(
        &self,
        init: &super::value::Function<'a>,
        task: &Value<'a>,
        mut arguments: Arguments<'a>,
    ) -> Arguments<'a> {
        let (Some(Object::Task(_)), Some(parameters)) = (self.state.object(task), init.parameters) else {
            return arguments;
        };
        let dag = match arguments.keyword("dag") {
            Some(dag) => self.state.object(dag),
            None => self.innermost().0.map(|at| self.state.at(at)),
        };
        let by_dag = match dag {
            Some(Object::Dag(dag)) => dag.arguments.keyword("default_args").cloned(),
            _ => None,
        };
        for defaults in [arguments.take("default_args"), by_dag].into_iter().flatten() {
            let Some(Object::Dict(defaults)) = self.state.object(&defaults) else {
                if let Value::Unknown(why) = defaults {
                    arguments.unknown.get_or_insert(why);
                }
                continue;
            };
            for parameter in parameters.iter_non_variadic_params() {
                let name = parameter.name().as_str();
                if arguments.keyword(name).is_some() {
                    continue;
                }
                match defaults.get_text(name) {
                    Some(value) => arguments.keywords.push((Text::Source(name), value.clone())),
                    None => arguments.unknown = arguments.unknown.or(defaults.open),
                }
            }
        }
        arguments
    }

    /// The one class that is not followed above that of a task, when it is an operator of Airflow.
    fn operator_above(&self, task: &Value<'a>) -> Option<&'static str> {
        let Some(Object::Task(task)) = self.state.object(task) else { return None };
        let Object::Class(class) = self.state.at(task.class?) else { return None };
        let mut found = None;
        for at in &class.order {
            let Object::Class(one) = self.state.at(*at) else { return None };
            for base in &one.bases {
                let Value::External(path) = base else {
                    if matches!(base, Value::Ref(_) | Value::Builtin("object")) {
                        continue;
                    }
                    return None;
                };
                let name = match self.meaning(path) {
                    Some(Meaning::BaseOperator) => "BaseOperator",
                    Some(Meaning::Operator(name)) => name,
                    _ if &**path == "abc.ABC" || path.starts_with("typing.") => continue,
                    _ => return None,
                };
                if found.replace(name).is_some_and(|before| before != name) {
                    return None;
                }
            }
        }
        found
    }

    /// `BaseOperator.__init__`, as far as it matters.
    pub(super) fn init_task(
        &mut self,
        task: &Value<'a>,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<()> {
        let given = arguments.keyword("task_id").or_else(|| arguments.positional.first()).cloned();
        let dag = arguments.keyword("dag").cloned();
        let group = arguments.keyword("task_group").cloned();
        let (context_dag, context_group) = self.innermost();
        let group = match group {
            Some(Value::Ref(at)) if matches!(self.state.at(at), Object::Group(_)) => Some(at),
            _ => context_group,
        };
        let id = self.task_id(given.map(Value::present), group, site)?;
        let Value::Ref(at) = task else { return Ok(()) };
        let site_origin = self.at(site);
        if let Object::Task(task) = self.state.at_mut(*at) {
            task.id = Some(id);
            task.group = group;
        }
        if let Some(group) = group {
            self.join_group(group, *at);
        }
        match dag {
            Some(Value::Ref(dag)) if matches!(self.state.at(dag), Object::Dag(_)) => self.add_task(*at, dag),
            // In one that is not known.
            Some(unknown @ (Value::Unknown(_) | Value::OneOf(_))) => {
                if let Object::Task(task) = self.state.at_mut(*at) {
                    task.fields.set(Value::text("dag"), unknown, site_origin);
                }
            }
            _ => {
                if let Some(dag) = context_dag {
                    self.add_task(*at, dag);
                } else if let Some(why) = arguments.unknown.or_else(|| self.default_dag(arguments))
                    && let Object::Task(task) = self.state.at_mut(*at)
                {
                    task.fields.set(Value::text("dag"), Value::Unknown(why), why);
                }
            }
        }
        self.refuse_twin(*at, site)
    }

    /// A second task of one id raises where it is built. Outside of a `try` that is told of the whole graph.
    fn refuse_twin(&mut self, at: At, site: CallSite) -> Run<()> {
        let Object::Task(task) = self.state.at(at) else { return Ok(()) };
        let (true, Some(dag), Some(Id::Known(id))) = (self.tries > 0, task.dag, &task.id) else {
            return Ok(());
        };
        let Object::Dag(dag) = self.state.at(dag) else { return Ok(()) };
        let doubt = dag.tasks.iter().find_map(|other| match self.state.at(*other) {
            Object::Task(other_task) if *other != at => {
                matches!(&other_task.id, Some(Id::Known(other)) if other == id).then_some(other_task.doubt)
            }
            _ => None,
        });
        let Some(doubt) = doubt else { return Ok(()) };
        let message = format!(
            "A second task of this DAG has the id `{}`, so Airflow refuses the whole file",
            shown(id)
        );
        let why = self.at(site);
        if let Object::Task(task) = self.state.at_mut(at) {
            task.doubt = Some(why);
        }
        if doubt.is_some() {
            self.hazard(why, "DuplicateTaskIdFound", true);
            return Ok(());
        }
        let help = "Give each task of a DAG an id of its own.";
        self.refuse("DuplicateTaskIdFound", FaultKind::TaskIdDuplicate, site.range, message, help).map(|_| ())
    }

    /// Why a task without a DAG around it may be in one all the same: arguments by default, a function around it.
    fn default_dag(&self, arguments: &Arguments<'a>) -> Option<Origin> {
        let by_default = arguments.keyword("default_args").is_some();
        (by_default || !self.contexts.is_empty() || self.calls > 0)
            .then_some(Origin::Code(self.module(), self.current))
    }

    /// The DAG and the group that `with` blocks put around what runs.
    pub(super) fn innermost(&self) -> (Option<At>, Option<At>) {
        let mut group = None;
        for context in self.contexts.iter().rev() {
            let Value::Ref(at) = context else { continue };
            match self.state.at(*at) {
                Object::Group(of) => {
                    group = group.or(Some(*at));
                    if let Some(dag) = of.dag {
                        return (Some(dag), group);
                    }
                }
                Object::Dag(_) => return (Some(*at), group),
                _ => {}
            }
        }
        (None, group)
    }

    fn task_id(&mut self, given: Option<Value<'a>>, group: Option<At>, site: CallSite) -> Run<Id<'a>> {
        let why = self.at(site);
        let id = match given {
            Some(Value::Str(id)) => id,
            Some(Value::Unknown(origin)) => return Ok(Id::Unknown { origin, candidates: Vec::new() }),
            _ => return Ok(Id::Unknown { origin: why, candidates: Vec::new() }),
        };
        let Some(prefix) = self.prefix(group) else {
            return Ok(Id::Unknown { origin: why, candidates: Vec::new() });
        };
        let full = if prefix.is_empty() { id } else { Text::from(format!("{prefix}{}", &*id)) };
        if let Some(problem) = airflow::task_id_problem(&full) {
            let shown = shown(&full);
            let message =
                format!("Airflow refuses the task_id `{shown}` and with it the whole file: {problem}");
            let help = "Use letters, digits, `_`, `-` and `.`, at most 250 characters.";
            self.refuse("AirflowException", FaultKind::TaskIdInvalid, site.range, message, help)?;
            return Ok(Id::Unknown { origin: why, candidates: Vec::new() });
        }
        Ok(Id::Known(full))
    }

    pub(super) fn add_task(&mut self, at: At, dag: At) {
        let Object::Task(task) = self.state.at_mut(at) else { return };
        if task.dag.is_some_and(|known| known == dag) {
            return;
        }
        task.dag = Some(dag);
        if let Object::Dag(dag) = self.state.at_mut(dag) {
            dag.tasks.push(at);
        }
    }

    // --- groups ------------------------------------------------------------------------------------------

    // --- TaskFlow ----------------------------------------------------------------------------------------

    pub(super) fn call_taskflow(
        &mut self,
        of: &Taskflow<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        if of.is_group {
            return self.call_group(of, arguments, site);
        }
        self.allow_task_arguments(of, &arguments, site)?;
        // Its trigger rule is set by the first call, and may not be set before (`_TaskDecorator.__call__`).
        if let Some(was_called) = &of.teardown
            && (was_called.replace(true) || of.arguments.keyword("trigger_rule").is_some())
        {
            self.hazard(self.at(site), "ValueError", true);
        }
        self.refuse_old_argument("@task", &of.arguments, site)?;
        if let Some(class) = of.class {
            self.doubt_arguments(class, &of.arguments, &["multiple_outputs"], site);
        }
        self.check_types("@task", &of.arguments, site)?;
        let mut given = of.arguments.clone();
        // An id that is taken gets a number, also when it was given (`DecoratedOperator.__init__`).
        let wanted = match given.take("task_id") {
            None if given.unknown.is_none() => Some(Value::Str(of.name.clone())),
            wanted => wanted,
        };
        if let Some(wanted) = wanted {
            let id = match &wanted {
                Value::Str(id) => Value::Str(Text::from(self.free_task_id(id))),
                _ => wanted,
            };
            given.keywords.push((Text::Source("task_id"), id));
        }
        given.positional.clear();
        let task = self.new_task(site, None);
        self.init_task(&task, &given, site)?;
        if let Value::Ref(at) = &task {
            for value in arguments.all() {
                self.depend(*at, value, site.range);
            }
        }
        Ok(super::xcom::given_by(task))
    }

    /// `name`, or `name__1`, `name__2`, … when tasks of the DAG have it already.
    fn free_task_id(&self, name: &str) -> String {
        let (Some(dag), group) = self.innermost() else { return name.to_owned() };
        let prefix = self.prefix(group).unwrap_or_default();
        let Object::Dag(of) = self.state.at(dag) else { return name.to_owned() };
        self.weigh(of.tasks.len() / PASSED);
        let ids = of.tasks.iter().filter_map(|task| match self.state.at(*task) {
            Object::Task(task) => match &task.id {
                Some(Id::Known(id)) => Some(&**id),
                _ => None,
            },
            _ => None,
        });
        let wanted = format!("{prefix}{name}");
        match next_suffix(ids, &wanted) {
            None => name.to_owned(),
            Some(number) => format!("{}__{number}", without_suffix(name)),
        }
    }

    pub(super) fn taskflow_method(
        &mut self,
        of: &Taskflow<'a>,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let changed = |arguments: Arguments<'a>, is_partial| Taskflow { arguments, is_partial, ..of.clone() };
        Ok(match name {
            "override" => {
                Value::Taskflow(std::rc::Rc::new(changed(of.arguments.followed_by(arguments), of.is_partial)))
            }
            // Arguments of the function, not of the task.
            "partial" if let Some(odd) = self.odd_parameter(of, &arguments) => {
                let what = format!("`{}` has no parameter `{odd}`", &*of.name);
                return Err(self.raised_at("TypeError", site.range, &what));
            }
            "partial" => Value::Taskflow(std::rc::Rc::new(changed(of.arguments.clone(), true))),
            "expand" | "expand_kwargs" | "map" => {
                if let (Value::Function(function), "expand") = (&of.function, name)
                    && let Some(odd) =
                        arguments.keywords.iter().find(|(name, _)| !has_parameter(function, name))
                {
                    let (function, odd) = (&*of.name, &*odd.0);
                    let message = format!(
                        "`{function}` has no parameter `{odd}` to expand over: a TypeError, so Airflow loads nothing \
                         of the file"
                    );
                    let help = format!("Expand over a parameter of `{function}`, or add `{odd}` to them.");
                    return self.refuse("TypeError", FaultKind::Signature, site.range, message, &help);
                }
                self.allow_expansion(name, &arguments, site)?;
                let unknown = Arguments { unknown: Some(self.at(site)), ..Arguments::default() };
                let before: Vec<Value<'a>> = arguments.all().cloned().collect();
                let result = if of.is_group {
                    self.call_group(of, unknown, site)?
                } else {
                    self.call_taskflow(of, unknown, site)?
                };
                for value in before {
                    match super::xcom::givers(&result) {
                        Some([Value::Ref(at)]) => self.depend(*at, &value, site.range),
                        _ => self.connect(&value, &result, site.range, false),
                    }
                }
                result
            }
            _ => Value::Unknown(self.at(site)),
        })
    }

    // --- order -------------------------------------------------------------------------------------------
}

/// Whether a function takes an argument of this name.
fn has_parameter(function: &super::value::Function<'_>, name: &str) -> bool {
    let Some(parameters) = function.parameters else { return true };
    parameters.kwarg.is_some() || parameters.iter().any(|parameter| parameter.name().as_str() == name)
}
