//! Values of arguments that only one operator looks at when it is built: states, days of the week, pairs of arguments
//! that exclude each other. They are doubted and not refused: releases of the operators' package differ.

use super::call::CallSite;
use super::interpret::Interpreter;
use super::kind::Kind;
use super::object::Object;
use super::value::{Arguments, Value};
use crate::airflow::Airflow;

/// The days that a `WeekDay` is made of (`airflow/utils/weekday.py`).
const DAYS: &[&str] = &["FRIDAY", "MONDAY", "SATURDAY", "SUNDAY", "THURSDAY", "TUESDAY", "WEDNESDAY"];

/// The states of a run (`DagRunState` in `airflow/utils/state.py`).
const RUN_STATES: &[&str] = &["failed", "queued", "running", "success"];

/// Those of a task (`TaskInstanceState` there).
const TASK_STATES: &[&str] = &[
    "deferred",
    "failed",
    "queued",
    "removed",
    "restarting",
    "running",
    "scheduled",
    "shutdown",
    "skipped",
    "success",
    "up_for_reschedule",
    "up_for_retry",
    "upstream_failed",
];

impl<'a> Interpreter<'a> {
    /// Doubts the file for a value that the operator of this class refuses.
    pub(super) fn doubt_values(&mut self, class: &str, arguments: &Arguments<'a>, site: CallSite) {
        let is_odd = match class {
            "BranchDateTimeOperator" => ["target_lower", "target_upper"]
                .iter()
                .all(|name| matches!(arguments.keyword(name), Some(Value::None))),
            "BranchDayOfWeekOperator" | "DayOfWeekSensor" => {
                let days = self.texts(arguments.keyword("week_day"));
                days.iter().any(|day| DAYS.binary_search(&&*day.to_uppercase()).is_err())
            }
            // That of the provider for 3.x can do without.
            "EmailOperator" if self.airflow == Airflow::Two => {
                ["html_content", "subject", "to"].iter().any(|name| self.is_not_given(name, arguments))
            }
            "ExternalTaskSensor" => self.is_odd_external_sensor(arguments),
            "TriggerDagRunOperator" => ["allowed_states", "failed_states"].iter().any(|name| {
                let states = self.texts(arguments.keyword(name));
                states.iter().any(|state| RUN_STATES.binary_search(&&**state).is_err())
            }),
            _ => false,
        };
        let is_negative = class.ends_with("Sensor")
            && ["max_wait", "poke_interval", "timeout"].iter().any(|name| match arguments.keyword(name) {
                Some(Value::Int(seconds)) => *seconds < 0,
                Some(Value::Float(seconds)) => *seconds < 0.0,
                _ => false,
            });
        if is_odd || is_negative || self.has_odd_params(arguments) {
            // Each operator, and each version of Airflow, has an exception of its own.
            self.hazard(self.at(site), "", true);
        }
    }

    /// `ExternalTaskSensor.__init__`
    fn is_odd_external_sensor(&self, arguments: &Arguments<'a>) -> bool {
        let is_given = |name| arguments.keyword(name).is_some_and(|value| self.truth(value) == Some(true));
        let excludes = |one, other| is_given(one) && is_given(other);
        let mut states: Vec<String> = ["allowed_states", "failed_states", "skipped_states"]
            .iter()
            .flat_map(|name| self.texts(arguments.keyword(name)))
            .collect();
        let of_task = ["external_task_group_id", "external_task_id", "external_task_ids"];
        let of_task = of_task
            .iter()
            .any(|name| arguments.keyword(name).is_some_and(|value| self.truth(value) != Some(false)));
        let known = if of_task { TASK_STATES } else { RUN_STATES };
        let all = states.len();
        states.sort_unstable();
        states.dedup();
        states.len() < all
            || states.iter().any(|state| known.binary_search(&&**state).is_err())
            || excludes("execution_delta", "execution_date_fn")
            || excludes("external_task_id", "external_task_ids")
            || excludes("external_task_group_id", "external_task_id")
            || excludes("external_task_group_id", "external_task_ids")
    }

    /// Params of an operator that are no JSON, which Airflow 3 looks at when the DAG is loaded (`ParamsDict`).
    fn has_odd_params(&self, arguments: &Arguments<'a>) -> bool {
        let Some(params) = arguments.keyword("params").and_then(|params| self.mapping(params)) else {
            return false;
        };
        let is_odd = |value| match self.kind(value) {
            Some(Kind::Date | Kind::DateTime | Kind::TimeDelta) => self.airflow == Airflow::Three,
            Some(Kind::Set | Kind::Function | Kind::Bytes) => true,
            _ => false,
        };
        params.iter().any(|(_, value)| is_odd(value))
    }

    /// Whether an argument comes neither from the call nor from the defaults of the DAG.
    fn is_not_given(&self, name: &str, arguments: &Arguments<'a>) -> bool {
        if arguments.keyword(name).is_some()
            || arguments.unknown.is_some()
            || arguments.keyword("default_args").is_some()
        {
            return false;
        }
        let (Some(dag), None) = self.innermost() else { return false };
        let Object::Dag(dag) = self.state.at(dag) else { return false };
        match dag.arguments.keyword("default_args").map(|value| self.state.object(value)) {
            None => dag.arguments.unknown.is_none(),
            Some(Some(Object::Dict(defaults))) => {
                defaults.open.is_none() && !defaults.iter().any(|(key, _)| key.as_str() == Some(name))
            }
            Some(_) => false,
        }
    }

    /// The texts that a value is or holds, as far as they are known.
    fn texts(&self, value: Option<&Value<'a>>) -> Vec<String> {
        let text = |value: &Value<'a>| value.as_str().map(str::to_owned);
        match value {
            Some(Value::Str(one)) => vec![one.to_string()],
            Some(Value::Tuple(items)) => items.iter().filter_map(text).collect(),
            Some(value) => match self.state.object(value) {
                Some(Object::List(list)) => list.items.iter().filter_map(text).collect(),
                Some(Object::Set(set)) => set.iter().filter_map(|(item, _)| text(item)).collect(),
                _ => Vec::new(),
            },
            None => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tables_are_sorted() {
        for table in [super::DAYS, super::RUN_STATES, super::TASK_STATES] {
            assert!(table.is_sorted());
        }
    }
}
