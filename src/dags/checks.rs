//! What Airflow refuses by the values of arguments, when they are known. Rows of `docs/registration.md` prove each.

use super::FaultKind;
use super::build::shown;
use super::call::CallSite;
use super::constant::Constant;
use super::interpret::{Interpreter, Run};
use super::kind::Kind;
use super::object::{At, Object};
use super::value::{Arguments, Value};
use crate::airflow::{self, Airflow, Meaning};

/// `airflow/utils/trigger_rule.py`, `airflow/task/trigger_rule.py`.
const TRIGGER_RULES: [&str; 13] = [
    "all_done",
    "all_done_min_one_success",
    "all_done_setup_success",
    "all_failed",
    "all_skipped",
    "all_success",
    "always",
    "none_failed",
    "none_failed_min_one_success",
    "none_skipped",
    "one_done",
    "one_failed",
    "one_success",
];

/// What to do about arguments that are given by position.
const BY_NAME: &str = "Give every argument by its name, as `task_id=...`.";

impl<'a> Interpreter<'a> {
    /// Arguments of a DAG that Airflow refuses by their value.
    pub(super) fn check_dag_arguments(&mut self, arguments: &Arguments<'a>, site: CallSite) -> Run<()> {
        self.check_start_date(arguments, site)?;
        let scheduled = ["schedule", "schedule_interval", "timetable"];
        let given = |name: &&&str| {
            arguments.keyword(name).is_some_and(|value| value.is_known() && *value != Value::None)
        };
        let names: Vec<&str> = scheduled.iter().filter(given).copied().collect();
        if self.airflow == Airflow::Two && names.len() > 1 {
            let message = format!(
                "This DAG has more than one schedule, as `{}`, so Airflow 2 refuses the whole file",
                names.join("` and `")
            );
            self.refuse("ValueError", FaultKind::Signature, site.range, message, "Give `schedule` alone.")?;
        }
        let continuous =
            arguments.keyword("schedule").is_some_and(|value| value.as_str() == Some("@continuous"));
        let by_position =
            crate::airflow::dag_arguments(self.airflow).iter().zip(&arguments.positional).skip(1);
        let by_name = arguments.keywords.iter().map(|(name, value)| (&**name, value));
        let all: Vec<(&str, &Value<'a>)> =
            by_position.map(|(name, value)| (*name, value)).chain(by_name).collect();
        for (name, value) in all {
            let problem = self
                .dag_argument_fault(name, value)
                .or_else(|| Some(format!("it is of type `{}`", self.refused_of_dag(name, value)?.name())));
            let Some(problem) = problem else { continue };
            let message = format!(
                "Airflow {} refuses the whole file for the `{name}` of this DAG: {problem}",
                self.airflow.name()
            );
            let help = dag_argument_help(name);
            self.refuse("ValueError", FaultKind::Signature, site.range, message, help)?;
        }
        if continuous && arguments.keyword("max_active_runs") != Some(&Value::Int(1)) {
            let known = arguments.keyword("max_active_runs").is_none_or(Value::is_known);
            if known && arguments.unknown.is_none() {
                let message =
                    "This DAG has the schedule `@continuous` without `max_active_runs=1`, so Airflow refuses the whole \
                     file"
                        .to_owned();
                let help = "Give the DAG `max_active_runs=1`.";
                self.refuse("ValueError", FaultKind::Signature, site.range, message, help)?;
            }
        }
        self.check_params(arguments, site)
    }

    fn dag_argument_fault(&mut self, name: &str, value: &Value<'a>) -> Option<String> {
        let is_number = matches!(value, Value::Int(_) | Value::Float(_));
        let is_text = matches!(value, Value::Str(_));
        let two = self.airflow == Airflow::Two;
        match name {
            "dagrun_timeout" if is_number || is_text => Some("it must be a `timedelta`".into()),
            "description" if is_number => Some("it must be text".into()),
            "max_active_runs" | "max_active_tasks" if is_text => Some("it must be a number".into()),
            "catchup" if is_text && two => Some("it must be `True` or `False`".into()),
            "default_args" => match value {
                Value::Str(text) if !(two && text.is_empty()) => Some("it must be a dictionary".into()),
                Value::None if !two => Some("it must be a dictionary".into()),
                value if !two && matches!(self.state.object(value), Some(Object::List(_))) => {
                    Some("it must be a dictionary".into())
                }
                // Text is read as a date there.
                value => {
                    let given = self.mapping(value)?;
                    let is_odd = |name: &&str| match given.get_text(name) {
                        Some(Value::Int(_) | Value::Float(_)) => true,
                        Some(Value::Plain(known)) => matches!(known.as_ref(), Constant::Date(_)),
                        _ => false,
                    };
                    let odd = ["start_date", "end_date"].into_iter().find(is_odd)?;
                    Some(format!("its `{odd}` must be a `datetime`, or text"))
                }
            },
            "start_date" | "end_date" => match value {
                Value::Str(_) | Value::Int(_) | Value::Float(_) => Some("it must be a `datetime`".into()),
                Value::Plain(known) if matches!(known.as_ref(), Constant::Date(_)) => {
                    Some("a `date` has no time; it must be a `datetime`".into())
                }
                _ => None,
            },
            "tags" if is_text && two && self.truth(value) != Some(false) => {
                Some("text is no list of tags".into())
            }
            "tags" => self.items(value)?.iter().find_map(|tag| match tag {
                Value::Str(tag) => {
                    airflow::tag_problem(tag).map(|problem| format!("the tag `{}` {problem}", shown(tag)))
                }
                Value::Int(_) | Value::Float(_) => Some("a tag must be text".into()),
                tag => match self.kind(tag) {
                    Some(Kind::None | Kind::Bool | Kind::Function) => Some("a tag must be text".into()),
                    Some(Kind::List | Kind::Dict) if !two => Some("a tag must be text".into()),
                    Some(Kind::Instance(_)) if self.mixed_in(tag).is_none() => {
                        Some("a tag must be text".into())
                    }
                    _ => None,
                },
            }),
            "params" if !two => self.mapping(value)?.iter().find_map(|(_, param)| {
                matches!(
                    self.kind(param)?,
                    Kind::Set
                        | Kind::Function
                        | Kind::Date
                        | Kind::DateTime
                        | Kind::TimeDelta
                        | Kind::Class(_)
                        | Kind::Instance(_)
                )
                .then(|| "a value in it is nothing that JSON has".to_owned())
            }),
            "owner_links" => self.mapping(value)?.iter().find_map(|(_, link)| {
                let link = link.as_str()?;
                let is_link = ["http://", "https://", "mailto:"].iter().any(|start| link.starts_with(start));
                (!is_link).then(|| {
                    format!("the link `{}` is neither of the web nor of e-mail", link.escape_debug())
                })
            }),
            "schedule" | "schedule_interval" => self.schedule_fault(value),
            _ => None,
        }
    }

    fn schedule_fault(&mut self, value: &Value<'a>) -> Option<String> {
        match value {
            Value::Str(text) => airflow::cron_problem(self.airflow, text)
                .map(|problem| format!("`{}`: {problem}", text.escape_debug().take(60).collect::<String>())),
            Value::Int(_) | Value::Float(_) => Some("a number is no schedule".into()),
            Value::Plain(known) => match known.as_ref() {
                Constant::TimeDelta(delta) if delta.microseconds <= 0 => {
                    Some("a `timedelta` must be longer than nothing".into())
                }
                _ => None,
            },
            value => match self.kind(value)? {
                kind @ (Kind::Bool
                | Kind::Bytes
                | Kind::Date
                | Kind::DateTime
                | Kind::Dag
                | Kind::Function) => Some(format!("a `{}` is no schedule", kind.name())),
                Kind::Dict if self.truth(value) == Some(true) => Some("a `dict` is no schedule".into()),
                Kind::List | Kind::Tuple | Kind::Set => {
                    let items = match self.state.object(value) {
                        Some(Object::Set(set)) => set.iter().map(|(item, _)| item.clone()).collect(),
                        _ => self.items(value)?,
                    };
                    let what = if self.airflow == Airflow::Two { "datasets" } else { "assets" };
                    if items.iter().any(|item| matches!(item, Value::Str(_))) {
                        return Some(format!("a list must hold {what}, and this one holds text"));
                    }
                    let is_odd = |item: &Value<'a>| {
                        matches!(
                            self.kind(item),
                            Some(Kind::None | Kind::Bool | Kind::Int | Kind::Float | Kind::Function)
                        )
                    };
                    items.iter().any(is_odd).then(|| format!("a list must hold {what}"))
                }
                _ => None,
            },
        }
    }

    /// Params without a default, or whose default does not fit, in a DAG that is scheduled.
    fn check_params(&mut self, arguments: &Arguments<'a>, site: CallSite) -> Run<()> {
        let scheduled = arguments.keyword("schedule").or_else(|| arguments.keyword("schedule_interval"));
        let Some(true) = scheduled.filter(|value| value.is_known()).and_then(|value| self.truth(value))
        else {
            return Ok(());
        };
        let Some(params) = arguments.keyword("params").and_then(|value| self.mapping(value)) else {
            return Ok(());
        };
        for (name, param) in params.iter() {
            let (Value::Partial(of), Some(name)) = (param, name.as_str()) else { continue };
            let given = &of.1;
            if given.unknown.is_some() {
                continue;
            }
            let problem = match given.get(0, "default") {
                None => "has no default",
                Some(default) if self.fits(default, given.keyword("type")) == Some(false) => {
                    "has a default that its type does not allow"
                }
                Some(_) => continue,
            };
            let message = format!(
                "The DAG has a schedule, and its param `{}` {problem}: Airflow refuses the whole file",
                name.escape_debug()
            );
            let help = "Give the param a default that fits, or the DAG `schedule=None`.";
            self.refuse("ValueError", FaultKind::Signature, site.range, message, help)?;
        }
        Ok(())
    }

    /// Whether a value is of a JSON Schema type, when both are known.
    fn fits(&self, value: &Value<'a>, kind: Option<&Value<'a>>) -> Option<bool> {
        let is = |kind: &str| match (kind, value) {
            ("string", Value::Str(_)) | ("boolean", Value::Bool(_)) | ("null", Value::None) => Some(true),
            ("integer", Value::Int(_)) | ("number", Value::Int(_) | Value::Float(_)) => Some(true),
            (
                "string" | "boolean" | "null" | "integer" | "number",
                Value::Str(_) | Value::Bool(_) | Value::None | Value::Int(_),
            ) => Some(false),
            _ => None,
        };
        is(kind?.as_str()?)
    }

    /// Arguments of an operator that Airflow refuses by their value.
    /// Airflow wraps the `__init__` of every operator, those of the package too: it takes arguments by name only.
    pub(super) fn by_name_only(&mut self, class: At, arguments: &Arguments<'a>, site: CallSite) -> Run<()> {
        if arguments.positional.is_empty() || !self.is_own_operator(class) {
            return Ok(());
        }
        let Object::Class(of) = self.state.at(class) else { return Ok(()) };
        let message = format!(
            "Airflow refuses the whole file for this `{}`: operators take their arguments by name only",
            &*of.name
        );
        self.refuse("TypeError", FaultKind::Signature, site.range, message, BY_NAME).map(|_| ())
    }

    /// Whether a class of the package is surely one of Airflow's operators.
    fn is_own_operator(&self, class: At) -> bool {
        let Object::Class(of) = self.state.at(class) else { return false };
        of.outside.is_none()
            && of.order.iter().any(|at| match self.state.at(*at) {
                // The same class under the names of several versions is still one.
                Object::Class(parent) => parent.bases.iter().any(|base| {
                    let mut is_operator = false;
                    let all = base.alternatives().iter().all(|one| {
                        let Value::External(path) = one else { return false };
                        let meaning = self.meaning(path);
                        is_operator |= matches!(meaning, Some(Meaning::Operator(_) | Meaning::BaseOperator));
                        path.starts_with("airflow.")
                    });
                    all && is_operator
                }),
                _ => false,
            })
    }

    pub(super) fn check_operator(
        &mut self,
        meaning: Option<Meaning>,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<()> {
        let (Some(Meaning::Operator(_) | Meaning::BaseOperator), None) = (meaning, arguments.unknown) else {
            return Ok(());
        };
        let is_partial = path.ends_with(".partial");
        let class =
            path.strip_suffix(".partial").unwrap_or(path).rsplit('.').next().unwrap_or(path).to_owned();
        let problem = if !arguments.positional.is_empty() {
            Some(("operators take their arguments by name only".to_owned(), BY_NAME.to_owned()))
        } else if arguments.keyword("task_id").is_none() {
            Some(("it has no `task_id`".to_owned(), "Give it one: `task_id=\"...\"`.".to_owned()))
        } else {
            self.missing_argument(&class, arguments).filter(|_| !is_partial)
        };
        if let Some((problem, help)) = problem {
            let message = format!("Airflow refuses the whole file for this `{class}`: {problem}");
            self.refuse("TypeError", FaultKind::Signature, site.range, message, &help)?;
            return Ok(());
        }
        if is_partial {
            self.doubt_types(&class, arguments, site);
            return Ok(());
        }
        self.check_types(&class, arguments, site)
    }

    fn missing_argument(&self, class: &str, arguments: &Arguments<'a>) -> Option<(String, String)> {
        let needed = match class {
            "BashOperator" | "BashSensor" => "bash_command",
            "PythonOperator"
            | "BranchPythonOperator"
            | "ShortCircuitOperator"
            | "PythonVirtualenvOperator" => "python_callable",
            "TriggerDagRunOperator" => "trigger_dag_id",
            "ExternalTaskSensor" => "external_dag_id",
            _ => return None,
        };
        let by_default = arguments.keyword("default_args").is_some()
            || self.contexts.iter().any(|context| match self.state.object(context) {
                Some(Object::Dag(dag)) => dag.arguments.keyword("default_args").is_some(),
                _ => true,
            })
            || self.contexts.is_empty();
        match arguments.keyword(needed) {
            None if !by_default => {
                Some((format!("it has no `{needed}`"), format!("Give it one: `{needed}=...`.")))
            }
            Some(Value::Str(_)) if needed == "python_callable" => {
                let help = "Give it the function itself: its name without quotes.";
                Some(("its `python_callable` is text".into(), help.into()))
            }
            Some(value)
                if needed == "python_callable" && self.forbids(value, super::kind::Deed::Call).is_some() =>
            {
                let help = "Give it the function itself, without `()` behind its name.";
                Some(("its `python_callable` is nothing that can be called".into(), help.into()))
            }
            _ => None,
        }
    }
}

/// What to give instead of a value that `DAG` refuses.
fn dag_argument_help(name: &str) -> &'static str {
    match name {
        "dagrun_timeout" => "Give it a `datetime.timedelta`, such as `timedelta(hours=2)`.",
        "description" => "Give it text, in quotes.",
        "max_active_runs" | "max_active_tasks" => "Give it a number, without quotes.",
        "catchup" => "Give it `True` or `False`, without quotes.",
        "default_args" => "Give it a dictionary, such as `{\"retries\": 2}`, or leave it out.",
        "start_date" | "end_date" => {
            "Give it a `datetime.datetime`, such as `datetime(2024, 1, 1)`, or leave it out."
        }
        "tags" => "Give it a list of texts of at most 100 characters, such as `[\"sales\"]`.",
        "owner_links" => "Begin the link with `https://`, `http://` or `mailto:`.",
        _ => {
            "Give it a cron expression such as `0 6 * * *`, a preset such as `@daily`, a `timedelta`, a timetable, a \
             list of assets (in 2.x of datasets), or `None`."
        }
    }
}

fn is_trigger_rule(airflow: Airflow, rule: &str) -> bool {
    let old = airflow == Airflow::Two && matches!(rule, "dummy" | "none_failed_or_skipped");
    old || TRIGGER_RULES.binary_search(&rule).is_ok()
}

/// Whether `TriggerRule` has no member of this name, which is in capitals.
pub(super) fn is_no_trigger_rule(airflow: Airflow, name: &str) -> bool {
    let is_member = name.bytes().all(|letter| letter.is_ascii_uppercase() || letter == b'_');
    is_member && !name.starts_with('_') && !is_trigger_rule(airflow, &name.to_ascii_lowercase())
}

/// What is wrong with an argument of an operator, and what to do.
pub(super) fn operator_argument_fault(
    airflow: Airflow,
    name: &str,
    value: &Value<'_>,
) -> Option<(String, String)> {
    match (name, value) {
        ("task_id", Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::None) => {
            Some(("its `task_id` must be text".into(), "Give the id as text: `task_id=\"...\"`.".into()))
        }
        ("pool_slots", Value::Int(slots)) if *slots < 1 => {
            let problem = format!("its `pool_slots` is {slots} and must be 1 or more");
            Some((problem, "Give it 1 or more, or leave it out: 1 is the default.".into()))
        }
        ("retries", Value::Str(text)) if text.trim().parse::<i64>().is_err() => {
            let problem = format!("its `retries` is `{}` and must be a number", text.escape_debug());
            Some((problem, "Give it a number, such as `retries=2`.".into()))
        }
        ("weight_rule", Value::Str(rule)) if airflow == Airflow::Two => {
            let known = matches!(&**rule, "downstream" | "upstream" | "absolute");
            let problem = format!("there is no weight rule `{}`", rule.escape_debug());
            (!known).then(|| (problem, "Use `downstream`, `upstream` or `absolute`.".into()))
        }
        ("trigger_rule", Value::Str(rule)) => {
            let known = is_trigger_rule(airflow, rule);
            let problem = format!("there is no trigger rule `{}`", rule.escape_debug());
            let mut in_every_version = TRIGGER_RULES.to_vec();
            in_every_version.retain(|rule| *rule != "all_done_min_one_success");
            (!known).then(|| (problem, format!("Use one of `{}`.", in_every_version.join("`, `"))))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_trigger_rules_are_sorted() {
        assert!(super::TRIGGER_RULES.is_sorted());
    }
}
