//! What Airflow refuses of an order: `task >> None`, a function of `@task` that is not called, tasks without a DAG.

use super::call::CallSite;
use super::interpret::{Interpreter, Run};
use super::kind::Kind;
use super::object::Object;
use super::value::{Arguments, Origin, Taskflow, Value};
use crate::python::TextRange;

/// What Airflow gives to the function of a task by its name (`KNOWN_CONTEXT_KEYS` of 2.x and 3.x).
#[rustfmt::skip]
const CONTEXT: &[&str] = &[
    "conf", "conn", "context", "dag", "dag_run", "data_interval_end", "data_interval_start", "ds",
    "ds_nodash", "exception", "execution_date", "expanded_ti_count", "inlet_events", "inlets", "kwargs",
    "latest_only", "logical_date", "macros", "map_index_template", "next_ds", "next_ds_nodash",
    "next_execution_date", "outlet_events", "outlets", "params", "partition_date", "partition_key",
    "prev_data_interval_end_success", "prev_data_interval_start_success", "prev_ds", "prev_ds_nodash",
    "prev_end_date_success", "prev_execution_date", "prev_execution_date_success",
    "prev_start_date_success", "reason", "run_id", "sdk_context", "self", "session", "start_date", "task",
    "task_instance", "task_instance_key_str", "task_reschedule_count", "templates_dict", "test_mode", "ti",
    "tomorrow_ds", "tomorrow_ds_nodash", "triggering_asset_events", "triggering_dataset_events",
    "try_number", "ts", "ts_nodash", "ts_nodash_with_tz", "var", "yesterday_ds", "yesterday_ds_nodash",
];

/// Those among them that are no keys of the context.
const OF_NO_CONTEXT: &[&str] = &["context", "kwargs", "sdk_context", "self", "session", "start_date"];

impl<'a> Interpreter<'a> {
    /// Ends the code where one side of `>>`, `<<`, `set_upstream`, … is surely no task, and the other is one.
    pub(super) fn allow_relation(
        &mut self,
        left: &Value<'a>,
        right: &Value<'a>,
        range: TextRange,
    ) -> Run<()> {
        let (is_task, is_other) = (self.is_task_like(left), self.is_task_like(right));
        let uncalled = |value: &Value<'a>| matches!(value, Value::Taskflow(_));
        if !(is_task || is_other || (uncalled(left) && uncalled(right))) {
            return Ok(());
        }
        self.allow_end(left, range)?;
        self.allow_end(right, range)?;
        if self.has_no_dag(left) && self.has_no_dag(right) {
            let text = self.words(Origin::Code(self.module(), range));
            let what = format!("`{text}` orders tasks that are in no DAG");
            return Err(self.raised_at("ValueError", range, &what));
        }
        Ok(())
    }

    /// One side of an order.
    pub(super) fn allow_end(&mut self, value: &Value<'a>, range: TextRange) -> Run<()> {
        match self.no_task_in(value, 0) {
            None => Ok(()),
            Some(name) => {
                let text = self.words(Origin::Code(self.module(), range));
                let what = format!("`{text}` takes a value of type `{name}` for a task");
                Err(self.raised_at("AttributeError", range, &what))
            }
        }
    }

    /// The type of something among tasks that surely is none.
    fn no_task_in(&self, value: &Value<'a>, depth: usize) -> Option<String> {
        if let Value::Taskflow(of) = value {
            return Some(if of.is_group { "_TaskGroupFactory" } else { "_TaskDecorator" }.to_owned());
        }
        match self.kind(value)? {
            Kind::Task | Kind::Given => None,
            // What is in a list must be a task; Airflow looks no deeper.
            Kind::Tuple | Kind::List => {
                if depth > 0 {
                    return match value {
                        Value::Tuple(_) => Some("tuple".to_owned()),
                        _ => Some("list".to_owned()),
                    };
                }
                let items = match value {
                    Value::Tuple(items) => items.as_ref(),
                    value => match self.state.object(value) {
                        Some(Object::List(list)) => list.items.as_slice(),
                        _ => return None,
                    },
                };
                items
                    .iter()
                    .filter(|item| !item.may_be_absent())
                    .find_map(|item| self.no_task_in(item, depth + 1))
            }
            Kind::Instance(_) | Kind::Class(_) | Kind::Module => None,
            kind => Some(kind.name().to_owned()),
        }
    }

    /// Arguments of a call of a function that `@task` decorates: they are those of the function.
    pub(super) fn allow_task_arguments(
        &mut self,
        of: &Taskflow<'a>,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<()> {
        let Value::Function(function) = &of.function else { return Ok(()) };
        let (Some(parameters), None) = (function.parameters, arguments.unknown) else { return Ok(()) };
        // `DecoratedOperator.__init__`
        let is_given_by_airflow = |name: &str, value: &Value<'a>| {
            CONTEXT.binary_search(&name).is_ok()
                && !OF_NO_CONTEXT.contains(&name)
                && !matches!(value, Value::None | Value::Unknown(_) | Value::OneOf(_))
        };
        if function.defaults.iter().any(|(name, value)| is_given_by_airflow(name, value)) {
            self.hazard(self.at(site), "ValueError", true);
        }
        let by_position = parameters.posonlyargs.len() + parameters.args.len();
        let what = if parameters.vararg.is_none() && arguments.positional.len() > by_position {
            format!("`{}` gets more arguments than it takes", &*of.name)
        } else if let Some(odd) = self.odd_parameter(of, arguments) {
            format!("`{}` has no parameter `{odd}`", &*of.name)
        } else {
            let missing =
                parameters.posonlyargs.iter().chain(&parameters.args).enumerate().find(|(at, one)| {
                    let name = one.name().as_str();
                    *at >= arguments.positional.len()
                    && one.default().is_none()
                    && arguments.keyword(name).is_none()
                    // Airflow itself gives these.
                    && CONTEXT.binary_search(&name).is_err()
                });
            // `partial` and `override` may have given it; the first is no method of a class.
            let Some((_, missing)) = missing.filter(|_| function.owner.is_none() && !of.is_partial) else {
                return Ok(());
            };
            format!("`{}` is called without its argument `{}`", &*of.name, missing.name())
        };
        Err(self.raised_at("TypeError", site.range, &what))
    }

    /// An argument that the function of a task does not have.
    pub(super) fn odd_parameter(&self, of: &Taskflow<'a>, arguments: &Arguments<'a>) -> Option<String> {
        let Value::Function(function) = &of.function else { return None };
        let parameters = function.parameters?;
        if parameters.kwarg.is_some() || of.is_group {
            return None;
        }
        let has = |name: &str| parameters.iter().any(|parameter| parameter.name().as_str() == name);
        let odd = arguments.keywords.iter().find(|(name, value)| !has(name) && !value.may_be_absent());
        odd.map(|(name, _)| name.to_string())
    }

    /// What a task is expanded over: lists, dictionaries, and what tasks give.
    pub(super) fn allow_expansion(
        &mut self,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<()> {
        // Of a generator, of a view of a dictionary, and of one entry of what a task gives (`ensure_xcomarg_return_value`).
        if matches!(name, "expand" | "expand_kwargs") && arguments.all().any(|of| self.is_no_expansion(of)) {
            self.hazard(self.at(site), "ValueError", true);
        }
        if name != "expand" {
            return Ok(());
        }
        if arguments.is_empty() {
            return Err(self.raised_at("TypeError", site.range, "`expand` is given nothing to expand over"));
        }
        if let Some(of) = arguments.positional.first() {
            let kind = self.kind(of);
            return kind.map_or(Ok(()), |kind| self.wrong_type(site.range, "is given, by position,", kind));
        }
        let no_list = [Kind::None, Kind::Bool, Kind::Int, Kind::Float, Kind::Text, Kind::Function, Kind::Set];
        arguments.keywords.iter().try_for_each(|(_, of)| self.refuse_kinds(of, &no_list, site.range))
    }

    /// Whether a task is surely in no DAG.
    pub(super) fn has_no_dag(&self, value: &Value<'a>) -> bool {
        if let Some(tasks) = super::xcom::givers(value) {
            return tasks.iter().all(|task| self.has_no_dag(task));
        }
        match self.state.object(value) {
            Some(Object::Task(task)) => {
                task.dag.is_none()
                    && task.class.is_none()
                    && task.group.is_none()
                    && task.doubt.is_none()
                    && task.fields.get_text("dag").is_none()
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_names_of_the_context_are_sorted() {
        assert!(super::CONTEXT.is_sorted());
    }
}
