//! What a task gives, as a value: what calling a function of `@task` gives, and `task.output` (`XComArg`).
//!
//! It is no text and no list yet, only a promise: it can be handed to other tasks, which then come after, and hardly
//! more.

use std::rc::Rc;

use super::call::CallSite;
use super::interpret::{Edge, Interpreter, Run};
use super::object::{At, Id, Object, Place};
use super::value::{Arguments, Certainty, Origin, Text, Value};
use crate::python::TextRange;

/// The path that such a value is kept under: its tasks by position, and its `key` by name.
const PATH: &str = "airflow.XComArg";

/// What it has (`dir(PlainXComArg)` of 2.11 and 3.x, and the fields of what `map`, `zip` and `concat` give), sorted.
const ATTRIBUTES: &[&str] = &[
    "apply_upstream_relationship",
    "arg",
    "args",
    "as_setup",
    "as_teardown",
    "callables",
    "concat",
    "fillvalue",
    "get_task_map_length",
    "is_setup",
    "is_teardown",
    "iter_references",
    "iter_xcom_references",
    "key",
    "leaves",
    "map",
    "on_failure_fail_dagrun",
    "operator",
    "resolve",
    "roots",
    "set_downstream",
    "set_upstream",
    "update_relative",
    "zip",
];

/// How deep such values are looked for in lists and dictionaries.
const DEEPEST: usize = 8;
/// The most values that are looked at for one argument: lists may hold each other many times over.
const MOST: usize = 10_000;

/// What is found in an argument.
#[derive(Default)]
struct References {
    tasks: Vec<At>,
    /// Some of them stand in one of several values that the argument may be.
    is_unsure: bool,
    looked_at: usize,
}

/// What a task gives.
pub(super) fn given_by<'a>(task: Value<'a>) -> Value<'a> {
    Value::Partial(Rc::new((Value::External(PATH.into()), Arguments::of([task]))))
}

/// The tasks that give a value.
pub(super) fn givers<'v, 'a>(value: &'v Value<'a>) -> Option<&'v [Value<'a>]> {
    let Value::Partial(of) = value else { return None };
    matches!(&of.0, Value::External(path) if &**path == PATH).then_some(of.1.positional.as_slice())
}

/// Whether a task gives it as it is, so that it is no result of `map`, `zip` or `concat`.
pub(super) fn is_plain(value: &Value<'_>) -> bool {
    let Value::Partial(of) = value else { return false };
    matches!(givers(value), Some([_])) && of.1.keyword("mapped").is_none()
}

/// Whether it is an entry of what a task gives, as `x["rows"]`.
fn has_key(value: &Value<'_>) -> bool {
    let Value::Partial(of) = value else { return false };
    of.1.keyword("key").is_some_and(|key| key.as_str() != Some("return_value"))
}

/// Whether what a task gives certainly has nothing of this name.
pub(super) fn lacks(value: &Value<'_>, name: &str) -> bool {
    givers(value).is_some() && !name.starts_with('_') && ATTRIBUTES.binary_search(&name).is_err()
}

impl<'a> Interpreter<'a> {
    /// `x["rows"]`, where `x` is what a task gives: keys are texts (`PlainXComArg.__getitem__`).
    pub(super) fn entry_given(
        &mut self,
        givers: &[Value<'a>],
        key: &Value<'a>,
        range: TextRange,
    ) -> Run<Value<'a>> {
        if let Some(kind) = self.kind(key)
            && kind != super::kind::Kind::Text
        {
            let text = self.words(Origin::Code(self.module(), range));
            let what = format!("`{text}` cannot be computed");
            return Err(self.raised_at("ValueError", range, &what));
        }
        let keywords = vec![(Text::Source("key"), key.clone())];
        let arguments = Arguments { positional: givers.to_vec(), keywords, unknown: None };
        Ok(Value::Partial(Rc::new((Value::External(PATH.into()), arguments))))
    }

    /// A method of what a task gives.
    pub(super) fn method_given(
        &mut self,
        value: &Value<'a>,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let other = arguments.positional.first();
        match (name, other) {
            ("set_upstream" | "set_downstream", Some(other)) => {
                self.allow_end(other, site.range)?;
                if name == "set_downstream" {
                    self.connect(value, other, site.range, false);
                } else {
                    self.connect(other, value, site.range, false);
                }
                Ok(Value::None)
            }
            ("as_setup" | "as_teardown", _) => Ok(value.clone()),
            ("map", _) => {
                let Value::Partial(of) = value else { return Ok(value.clone()) };
                let mut changed = of.1.clone();
                changed.keywords.push((Text::Source("mapped"), Value::None));
                Ok(Value::Partial(Rc::new((of.0.clone(), changed))))
            }
            // Of several tasks.
            ("zip" | "concat", _) => {
                let all = std::iter::once(value).chain(&arguments.positional);
                let tasks = all.filter_map(givers).flatten().cloned().collect::<Vec<_>>();
                Ok(Value::Partial(Rc::new((Value::External(PATH.into()), Arguments::of(tasks)))))
            }
            _ => Ok(Value::Unknown(self.at(site))),
        }
    }

    /// Its text, which a task reads when it runs (`PlainXComArg.__str__`).
    pub(super) fn text_given(&self, value: &Value<'a>) -> Option<Rc<str>> {
        let [task] = givers(value)? else { return None };
        let Some(Object::Task(task)) = self.state.object(task) else { return None };
        let (Some(Id::Known(task_id)), Some(Object::Dag(dag))) =
            (&task.id, task.dag.map(|at| self.state.at(at)))
        else {
            return None;
        };
        let Some(Id::Known(dag_id)) = &dag.id else { return None };
        // What `map` makes of it, and its entries, have other texts.
        if matches!(value, Value::Partial(of) if !of.1.keywords.is_empty()) {
            return None;
        }
        let (task_id, dag_id) = (&**task_id, &**dag_id);
        let pull = format!("task_ids='{task_id}', dag_id='{dag_id}', key='return_value'");
        Some(format!("{{{{ task_instance.xcom_pull({pull}) }}}}").into())
    }

    /// Whether something is expanded over that Airflow takes for no list: a generator, a dictionary's view, and an entry
    /// of what a task gives (`get_mappable`, `PlainXComArg.get_task_map_length`, `MappedOperator`).
    pub(super) fn is_no_expansion(&self, value: &Value<'a>) -> bool {
        self.is_view(value)
            || matches!(self.state.object(value), Some(Object::Iterator(_)))
            || givers(value).is_some() && has_key(value)
    }

    /// A task that is handed what other tasks give comes after them (`XComArg.apply_upstream_relationship`).
    pub(super) fn depend(&mut self, task: At, on: &Value<'a>, range: TextRange) {
        let mut found = References::default();
        self.references(on, &mut found, 0);
        self.weigh(found.looked_at + 8 * found.tasks.len());
        if found.tasks.is_empty() || found.looked_at > MOST {
            return;
        }
        let place: Place = self.place(range);
        let certainty = match self.certainty() {
            Certainty::Yes if found.is_unsure => Certainty::Maybe(Origin::Code(self.module(), range)),
            certainty => certainty,
        };
        self.adopt(&found.tasks, &[task], certainty);
        for from in found.tasks {
            self.edges.push(Edge { from, to: task, certainty, place });
        }
    }

    /// The tasks whose values a value holds.
    fn references(&self, value: &Value<'a>, found: &mut References, depth: usize) {
        found.looked_at += 1;
        if depth > DEEPEST || found.looked_at > MOST {
            return;
        }
        if let Some(tasks) = givers(value) {
            found.tasks.extend(tasks.iter().filter_map(|task| match task {
                Value::Ref(at) => Some(*at),
                _ => None,
            }));
            return;
        }
        let items: Box<dyn Iterator<Item = &Value<'a>>> = match value {
            Value::Tuple(items) => Box::new(items.iter()),
            Value::OneOf(items) => {
                found.is_unsure = true;
                Box::new(items.iter())
            }
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(list) => Box::new(list.items.iter()),
                Object::Dict(dict) => Box::new(dict.iter().map(|(_, item)| item)),
                _ => return,
            },
            _ => return,
        };
        for item in items {
            if found.looked_at > MOST {
                return;
            }
            self.references(item, found, depth + 1);
        }
    }

    /// What an operator is handed of other tasks, in the arguments that it fills in when it runs.
    pub(super) fn depend_on_arguments(
        &mut self,
        class: Option<&str>,
        task: &Value<'a>,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) {
        let Value::Ref(at) = task else { return };
        let fields = class.and_then(templated);
        for (name, value) in &arguments.keywords {
            match fields {
                Some(fields) if fields.contains(&&**name) => self.depend(*at, value, site.range),
                Some(_) => {}
                // It is not known what it fills in.
                None => self.doubt_across(*at, value, site),
            }
        }
    }

    /// Doubts the file where a task may be joined with one of another DAG.
    fn doubt_across(&mut self, task: At, on: &Value<'a>, site: CallSite) {
        let mut found = References::default();
        self.references(on, &mut found, 0);
        self.weigh(found.looked_at);
        let dag_of = |at: &At| match self.state.at(*at) {
            Object::Task(task) => task.dag,
            _ => None,
        };
        let mine = dag_of(&task);
        let floats = found.tasks.iter().any(|at| self.has_no_dag(&Value::Ref(*at)));
        let is_across =
            mine.is_some() && found.tasks.iter().any(|at| dag_of(at).is_some_and(|dag| Some(dag) != mine));
        if is_across || floats {
            self.hazard(self.at(site), "", true);
        }
    }

    /// Tasks that are in no DAG get into that of those that they are joined with (`DependencyMixin._set_relatives`).
    pub(super) fn adopt(&mut self, firsts: &[At], seconds: &[At], certainty: Certainty) {
        if certainty != Certainty::Yes {
            return;
        }
        let (mut dags, mut floating) = (Vec::new(), Vec::new());
        for at in firsts.iter().chain(seconds) {
            match self.state.at(*at) {
                Object::Task(task) if task.doubt.is_none() => match task.dag {
                    Some(dag) if !dags.contains(&dag) => dags.push(dag),
                    Some(_) => {}
                    // Its `__init__` ran, and nobody knows of a DAG for it.
                    None if task.id.is_some() && task.fields.get_text("dag").is_none() => floating.push(*at),
                    None => {}
                },
                Object::Group(group) => match group.dag {
                    Some(dag) if group.doubt.is_none() && !dags.contains(&dag) => dags.push(dag),
                    _ => {}
                },
                _ => {}
            }
        }
        if let [dag] = dags.as_slice() {
            if floating.is_empty() {
                return;
            }
            floating.into_iter().for_each(|task| self.add_task(task, *dag));
            // A group around it has it as well, under another id.
            if let (Some(_), Object::Dag(dag)) = (self.innermost().1, self.state.at_mut(*dag)) {
                dag.open.get_or_insert(Origin::Note("a task that a group is joined with"));
            }
        }
    }
}

/// The arguments of an operator that it fills in when it runs (`template_fields`), where they are the same in all
/// versions that were looked at.
fn templated(class: &str) -> Option<&'static [&'static str]> {
    Some(match class {
        "BashOperator" | "BashSensor" => &["bash_command", "env"],
        "PythonOperator"
        | "BranchPythonOperator"
        | "ShortCircuitOperator"
        | "PythonVirtualenvOperator"
        | "ExternalPythonOperator"
        | "BranchPythonVirtualenvOperator"
        | "BranchExternalPythonOperator"
        | "PythonSensor" => &["op_args", "op_kwargs", "templates_dict"],
        "TriggerDagRunOperator" => &["conf", "trigger_dag_id", "trigger_run_id"],
        "EmptyOperator" | "DummyOperator" => &[],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_attributes_are_sorted() {
        assert!(super::ATTRIBUTES.is_sorted());
    }
}
