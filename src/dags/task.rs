//! Tasks, task groups, and their order.

use super::FaultKind;
use super::build::shown;
use super::call::CallSite;
use super::dict::Dict;
use super::interpret::{Edge, Interpreter, Run};
use super::object::{At, Group, Id, Object, Place, Task};
use super::value::{Arguments, Certainty, Origin, Taskflow, Text, Value};
use crate::airflow::{self, Meaning};
use crate::python::TextRange;

/// The most pairs of tasks that one statement joins.
const MOST_PAIRS: usize = 10_000;
/// What an edge counts for among elements that are handled: it is kept to the end, and looked at there.
const EDGE: usize = 8;

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
        let meaning = self.meaning(path.strip_suffix(".partial").unwrap_or(path));
        let task = self.new_task(site, None);
        if matches!(meaning, Some(Meaning::Operator(_) | Meaning::BaseOperator)) {
            for (name, _) in &arguments.keywords {
                if let Some(help) = airflow::operator_argument_problem(self.airflow, name) {
                    let class = path.rsplit('.').next().unwrap_or(path);
                    let message = format!(
                        "`{class}` has no argument `{}` in Airflow {}: Airflow refuses the whole file",
                        &**name,
                        self.airflow.name()
                    );
                    self.refuse("TypeError", FaultKind::AirflowVersion, site.range, message, help)?;
                    break;
                }
            }
            self.doubt_arguments(meaning, &arguments, site);
            self.check_operator(meaning, path, &arguments, site)?;
        }
        self.init_task(&task, &arguments, site)?;
        Ok(task)
    }

    /// An argument that the operator did not take in the versions that were looked at: others may.
    fn doubt_arguments(&mut self, meaning: Option<Meaning>, arguments: &Arguments<'a>, site: CallSite) {
        let Some(Meaning::Operator(class)) = meaning else { return };
        let Some(known) = airflow::operator_arguments(self.airflow, class) else { return };
        let takes = |name: &str, value| {
            known.contains(&name)
                || airflow::is_common_argument(self.airflow, name)
                || airflow::is_dropped_when_true(self.airflow, class, name) && self.truth(value) == Some(true)
        };
        let odd = arguments.keywords.iter().any(|(name, value)| !takes(name, value));
        if odd {
            self.hazard(self.at(site), "TypeError", true);
        }
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

    fn prefix(&self, group: Option<At>) -> Option<String> {
        let mut at = group;
        while let Some(group) = at {
            let Object::Group(of) = self.state.at(group) else { return None };
            if of.prefixes {
                match &of.id {
                    // The id of a group holds those of the groups around it.
                    Id::Known(id) => return Some(format!("{}.", &**id)),
                    Id::Unknown { .. } => return None,
                }
            }
            at = of.parent;
        }
        Some(String::new())
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

    fn join_group(&mut self, group: At, member: At) {
        if let Object::Group(group) = self.state.at_mut(group) {
            group.members.push(member);
        }
    }

    /// Code that is not followed may add tasks to the DAGs around it.
    pub(super) fn open_contexts(&mut self, why: Origin) {
        for context in &self.contexts {
            if let Some(Object::Dag(dag)) = self.state.object(context)
                && dag.open.is_none()
                && let Some(Object::Dag(dag)) = self.state.object_mut(context)
            {
                dag.open = Some(why);
            }
        }
    }

    // --- groups ------------------------------------------------------------------------------------------

    pub(super) fn build_group(&mut self, arguments: Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        let given = arguments.positional.first().or_else(|| arguments.keyword("group_id")).cloned();
        let prefixes = arguments
            .keyword("prefix_group_id")
            .or_else(|| arguments.positional.get(1))
            .is_none_or(|value| self.truth(value) != Some(false));
        let (context_dag, parent) = self.innermost();
        if context_dag.is_none()
            && self.contexts.is_empty()
            && arguments.keyword("dag").is_none()
            && arguments.keyword("parent_group").is_none()
            && arguments.keyword("default_args").is_none()
            && arguments.unknown.is_none()
            && self.calls == 0
        {
            let message =
                "This task group is built outside a DAG, so Airflow refuses the whole file".to_owned();
            let help = "Move it into the `with DAG(...)` block, or give it `dag=`.";
            self.refuse("RuntimeError", FaultKind::Signature, site.range, message, help)?;
        }
        let may_suffix = arguments
            .keyword("add_suffix_on_collision")
            .is_some_and(|value| self.truth(value) != Some(false));
        let dag = match arguments.keyword("dag") {
            Some(Value::Ref(dag)) if matches!(self.state.at(*dag), Object::Dag(_)) => Some(*dag),
            _ => context_dag,
        };
        let id = match given {
            Some(Value::Str(id)) => {
                if let Some(problem) = airflow::group_id_problem(&id) {
                    let shown = shown(&id);
                    let message = format!(
                        "Airflow refuses the group_id `{shown}` and with it the whole file: {problem}"
                    );
                    let help = "Use letters, digits, `_` and `-`, at most 200 characters.";
                    self.refuse("AirflowException", FaultKind::TaskIdInvalid, site.range, message, help)?;
                }
                match self.prefix(parent) {
                    Some(prefix) => {
                        let full = Text::from(format!("{prefix}{}", &*id));
                        Id::Known(if may_suffix { self.free_group_id(dag, full) } else { full })
                    }
                    None => Id::Unknown { origin: why, candidates: Vec::new() },
                }
            }
            _ => Id::Unknown { origin: why, candidates: Vec::new() },
        };
        let place = self.place(site.range);
        let group = self.state.allocate(Object::Group(Box::new(Group {
            id,
            place,
            dag,
            parent,
            doubt: self.doubt(),
            prefixes,
            members: Vec::new(),
            fields: Dict::default(),
        })));
        if let Some(parent) = parent {
            self.join_group(parent, group);
        }
        Ok(Value::Ref(group))
    }

    /// `id`, or `id__1`, … when a group of the DAG has it already.
    fn free_group_id(&self, dag: Option<At>, id: Text<'a>) -> Text<'a> {
        let taken = |id: &str| {
            self.state.objects().any(|(_, object)| {
                matches!(object, Object::Group(group)
                    if group.dag == dag && matches!(&group.id, Id::Known(known) if &**known == id))
            })
        };
        if !taken(&id) {
            return id;
        }
        let mut number = 1;
        while taken(&format!("{}__{number}", &*id)) {
            number += 1;
        }
        Text::from(format!("{}__{number}", &*id))
    }

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
        // What it is given, it comes after.
        for value in arguments.all() {
            self.connect(value, &task, site.range, false);
        }
        Ok(task)
    }

    /// `name`, or `name__1`, `name__2`, … when tasks of the DAG have it already.
    fn free_task_id(&self, name: &str) -> String {
        let (Some(dag), group) = self.innermost() else { return name.to_owned() };
        let prefix = self.prefix(group).unwrap_or_default();
        let Object::Dag(of) = self.state.at(dag) else { return name.to_owned() };
        let taken = |id: &str| {
            of.tasks.iter().any(|task| match self.state.at(*task) {
                Object::Task(task) => matches!(&task.id, Some(Id::Known(known)) if &**known == id),
                _ => false,
            })
        };
        if !taken(&format!("{prefix}{name}")) {
            return name.to_owned();
        }
        let mut number = 1;
        while taken(&format!("{prefix}{name}__{number}")) {
            number += 1;
        }
        format!("{name}__{number}")
    }

    fn call_group(&mut self, of: &Taskflow<'a>, arguments: Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let mut given = of.arguments.clone();
        if given.keyword("group_id").is_none() && given.positional.is_empty() && given.unknown.is_none() {
            given.keywords.push((Text::Source("group_id"), Value::Str(of.name.clone())));
        }
        if given.keyword("add_suffix_on_collision").is_none() {
            given.keywords.push((Text::Source("add_suffix_on_collision"), Value::Bool(true)));
        }
        let group = self.build_group(given, site)?;
        self.contexts.push(group.clone());
        let result = self.apply(&of.function.clone(), arguments, site);
        self.contexts.pop();
        match result? {
            Value::None => Ok(group),
            value => Ok(value),
        }
    }

    pub(super) fn taskflow_method(
        &mut self,
        of: &Taskflow<'a>,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let changed = |arguments: Arguments<'a>, is_partial| Taskflow {
            function: of.function.clone(),
            name: of.name.clone(),
            arguments,
            is_group: of.is_group,
            is_partial,
        };
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
                    self.connect(&value, &result, site.range, false);
                }
                result
            }
            _ => Value::Unknown(self.at(site)),
        })
    }

    // --- order -------------------------------------------------------------------------------------------

    pub(super) fn task_method(
        &mut self,
        task: &Value<'a>,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Value<'a> {
        let other = arguments.positional.first().cloned().unwrap_or(Value::None);
        match name {
            "set_downstream" => self.connect(task, &other, site.range, false),
            "set_upstream" => self.connect(&other, task, site.range, false),
            "expand" | "expand_kwargs" | "as_setup" | "as_teardown" | "map" | "zip" | "concat" => {
                return task.clone();
            }
            "add" => {
                if let (Value::Ref(group), Value::Ref(member)) = (task, &other) {
                    self.join_group(*group, *member);
                }
            }
            "__enter__" => self.contexts.push(task.clone()),
            "__exit__" => {
                self.contexts.pop();
            }
            _ => return Value::Unknown(self.at(site)),
        }
        Value::None
    }

    /// `left >> right`; `None`: neither is a task.
    pub(super) fn relate(
        &mut self,
        forward: bool,
        left: &Value<'a>,
        right: &Value<'a>,
        range: TextRange,
    ) -> Option<Value<'a>> {
        if !self.is_task_like(left) && !self.is_task_like(right) {
            return None;
        }
        // Lists have no order of their own.
        let is_list = |value: &Value<'a>| matches!(self.state.object(value), Some(Object::List(_)));
        if is_list(left) && is_list(right) {
            let class = if forward { ">>" } else { "<<" };
            let message = format!(
                "A list stands on both sides of `{class}`: a TypeError, so Airflow loads nothing of the file"
            );
            let help = "Join all with all by `cross_downstream`, or one to one by `chain`.";
            return match self.refuse("TypeError", FaultKind::Signature, range, message, help) {
                Ok(value) => Some(value),
                Err(_) => {
                    self.hazard(Origin::Code(self.module(), range), "TypeError", true);
                    Some(right.clone())
                }
            };
        }
        // A label between two tasks: `a >> Label("x") >> b`.
        if !self.is_task_like(right) && matches!(right, Value::Unknown(_)) {
            return Some(left.clone());
        }
        if !self.is_task_like(left) && matches!(left, Value::Unknown(_)) {
            return Some(right.clone());
        }
        // Only Airflow 1 took a DAG there.
        if self.is_dag(left) || self.is_dag(right) {
            let message =
                "A DAG stands beside `>>` or `<<`, which relate tasks: an AttributeError, so Airflow loads \
                           nothing of the file"
                    .to_owned();
            let help = "Leave the DAG out: a task belongs to it by `with`, or by the argument `dag`.";
            return match self.refuse("AttributeError", FaultKind::Signature, range, message, help) {
                Ok(value) => Some(value),
                Err(_) => {
                    self.hazard(Origin::Code(self.module(), range), "AttributeError", true);
                    Some(right.clone())
                }
            };
        }
        if forward {
            self.connect(left, right, range, false);
        } else {
            self.connect(right, left, range, false);
        }
        Some(right.clone())
    }

    pub(super) fn is_task_like(&self, value: &Value<'a>) -> bool {
        match value {
            Value::Tuple(items) | Value::OneOf(items) => items.iter().any(|item| self.is_task_like(item)),
            Value::Ref(at) => match self.state.at(*at) {
                Object::Task(_) | Object::Group(_) | Object::Dag(_) => true,
                Object::List(list) => list.items.iter().any(|item| self.is_task_like(item)),
                Object::Dict(dict) => {
                    dict.iter().any(|(_, item)| matches!(self.state.object(item), Some(Object::Task(_))))
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Tasks of `from` before those of `to`. With `pairwise`, two lists of one length are joined one to one.
    pub(super) fn connect(&mut self, from: &Value<'a>, to: &Value<'a>, range: TextRange, pairwise: bool) {
        let (firsts, seconds) = (self.ends(from), self.ends(to));
        if firsts.len().saturating_mul(seconds.len()) > MOST_PAIRS || firsts.is_empty() || seconds.is_empty()
        {
            return;
        }
        self.weigh(EDGE * firsts.len().max(seconds.len()));
        let place: Place = self.place(range);
        let unsure = |value: &Value<'a>| matches!(value, Value::OneOf(_));
        let certainty = match self.certainty() {
            Certainty::Yes if unsure(from) || unsure(to) => {
                Certainty::Maybe(Origin::Code(self.module(), range))
            }
            certainty => certainty,
        };
        if pairwise && self.is_sequence(from) && self.is_sequence(to) && firsts.len() == seconds.len() {
            for (from, to) in firsts.into_iter().zip(seconds) {
                self.edges.push(Edge { from, to, certainty, place });
            }
            return;
        }
        self.weigh(EDGE * firsts.len() * seconds.len());
        for from in &firsts {
            for to in &seconds {
                self.edges.push(Edge { from: *from, to: *to, certainty, place });
            }
        }
    }

    /// How many elements a list or tuple of tasks has.
    pub(super) fn sequence_length(&mut self, value: &Value<'a>) -> Option<usize> {
        if !self.is_sequence(value) {
            return None;
        }
        self.items(value).map(|items| items.len())
    }

    fn is_sequence(&self, value: &Value<'a>) -> bool {
        matches!(value, Value::Tuple(_)) || matches!(self.state.object(value), Some(Object::List(_)))
    }

    /// The tasks and groups that a value stands for in an order.
    fn ends(&self, value: &Value<'a>) -> Vec<At> {
        let mut found = Vec::new();
        self.collect(value, &mut found, 0);
        found
    }

    fn collect(&self, value: &Value<'a>, found: &mut Vec<At>, depth: usize) {
        if depth > 8 || found.len() > MOST_PAIRS {
            return;
        }
        match value {
            Value::Tuple(items) | Value::OneOf(items) => {
                items.iter().for_each(|item| self.collect(item, found, depth + 1));
            }
            Value::Ref(at) => match self.state.at(*at) {
                Object::Task(_) | Object::Group(_) => found.push(*at),
                Object::List(list) => list.items.iter().for_each(|item| self.collect(item, found, depth + 1)),
                Object::Dict(dict) => dict.iter().for_each(|(_, item)| self.collect(item, found, depth + 1)),
                _ => {}
            },
            _ => {}
        }
    }
}

/// Whether a function takes an argument of this name.
fn has_parameter(function: &super::value::Function<'_>, name: &str) -> bool {
    let Some(parameters) = function.parameters else { return true };
    parameters.kwarg.is_some() || parameters.iter().any(|parameter| parameter.name().as_str() == name)
}
