//! Of which types Airflow takes the arguments of a DAG and of an operator.
//!
//! `airflow/models/dag.py` and `airflow/models/baseoperator.py` of 2.11, `airflow/sdk/definitions/dag.py` and
//! `airflow/sdk/bases/operator.py` of 3.x; found by giving each argument a value of each type, in 2.11.2 and 3.3.2.

use super::FaultKind;
use super::call::CallSite;
use super::checks::operator_argument_fault;
use super::interpret::{Interpreter, Run};
use super::kind::Kind;
use super::object::Object;
use super::value::{Arguments, Value};
use crate::airflow::Airflow;

/// An argument, and what 2.x and 3.x take: `n` for `None`, `b` a boolean, `i` an integer, `f` a float, `s` text, `l` a
/// list, `t` a tuple, `d` a dictionary, `e` a set, `m` a moment, `x` a time span, `g` a DAG, `0` whatever is false, `*`
/// anything.
type Taken = (&'static str, &'static str, &'static str);

const OF_DAGS: &[Taken] = &[
    ("access_control", "nd", "nd"),
    ("auto_register", "nb", "*"),
    ("catchup", "nb", "*"),
    ("dag_display_name", "ns0", "ns"),
    ("dagrun_timeout", "nx", "nx"),
    ("default_args", "nd0", "nd"),
    ("description", "ns", "ns"),
    ("doc_md", "ns", "ns"),
    ("end_date", "nm", "nm"),
    ("is_paused_upon_creation", "nb", "*"),
    ("max_active_runs", "nbi", "nbi"),
    ("max_active_tasks", "nbi", "nbi"),
    ("max_consecutive_failed_dag_runs", "bi", "nbi"),
    ("owner_links", "nd0", "nd"),
    ("params", "nd0", "nd0"),
    ("render_template_as_native_obj", "nb", "*"),
    ("start_date", "nm", "nm"),
    ("tags", "nl0", "nltesd0"),
];

const OF_OPERATORS: &[Taken] = &[
    ("allow_nested_operators", "nb", "nb"),
    ("dag", "ng0", "ng"),
    ("default_args", "nd0", "nd0"),
    ("depends_on_past", "nb", "nb"),
    ("do_xcom_push", "nb", "nb"),
    ("doc", "ns", "ns"),
    ("doc_json", "ns", "ns"),
    ("doc_md", "ns", "ns"),
    ("doc_rst", "ns", "ns"),
    ("doc_yaml", "ns", "ns"),
    ("email", "nsltde", "nslt"),
    ("email_on_failure", "nb", "nb"),
    ("email_on_retry", "nb", "nb"),
    ("end_date", "nm0", "nm"),
    ("execution_timeout", "nx", "nx"),
    ("executor", "ns", "ns"),
    ("ignore_first_depends_on_past", "nb", "nb"),
    ("map_index_template", "ns", "ns"),
    ("max_active_tis_per_dag", "nbi", "nbi"),
    ("max_active_tis_per_dagrun", "nbi", "nbi"),
    ("max_retry_delay", "nxbif", "nxbif"),
    ("multiple_outputs", "nb", "nb"),
    ("params", "nd0", "nd0"),
    ("pool", "ns", "ns"),
    ("pool_slots", "bi", "bi"),
    ("priority_weight", "nbi", "bi"),
    ("queue", "ns", "ns"),
    ("resources", "nd", "nd"),
    ("retries", "nbifs", "nbifs"),
    ("retry_delay", "xbif", "nxbif"),
    ("retry_exponential_backoff", "nb", "nbif"),
    ("run_as_user", "ns", "ns"),
    ("start_date", "*", "nm"),
    ("task_concurrency", "nbi0", "*"),
    ("task_display_name", "ns0", "ns0"),
    ("task_group", "n0", "n0"),
    ("task_id", "s", "s"),
    ("trigger_rule", "s", "s"),
    ("wait_for_downstream", "nb", "nb"),
    ("wait_for_past_depends_before_skipping", "nb", "nb"),
    ("weight_rule", "ns", "*"),
];

/// What sensors take beside that (`airflow/sensors/base.py`, `airflow/sdk/bases/sensor.py`).
const OF_SENSORS: &[Taken] = &[
    ("max_wait", "nxbif", "nxbif"),
    ("mode", "s", "s"),
    ("poke_interval", "xbif", "xbif"),
    ("timeout", "xbif", "nxbif"),
];

/// What task groups take (`airflow/utils/task_group.py`, `airflow/sdk/definitions/taskgroup.py`); empty: there is none.
const OF_GROUPS: &[Taken] = &[
    ("add_suffix_on_collision", "*", "*"),
    ("dag", "ng0", "g"),
    ("default_args", "d0", "d"),
    ("doc_md", "", "ns"),
    ("group_display_name", "", "s"),
    ("group_id", "ns", "ns"),
    ("parent_group", "n0", "n"),
    ("prefix_group_id", "nb", "*"),
    ("tooltip", "ns", "s"),
    ("ui_color", "ns", "s"),
    ("ui_fgcolor", "ns", "s"),
];

impl<'a> Interpreter<'a> {
    /// The type of an argument of a DAG that Airflow does not take.
    pub(super) fn refused_of_dag(&self, name: &str, value: &Value<'a>) -> Option<Kind> {
        self.refused_in(OF_DAGS, name, value)
    }

    /// Arguments of an operator that Airflow refuses for their type or value: its own, and those that the DAG gives to
    /// all.
    pub(super) fn check_types(&mut self, class: &str, arguments: &Arguments<'a>, site: CallSite) -> Run<()> {
        let odd = self.odd_argument(class, arguments);
        if let Some((problem, help)) = odd {
            let message = format!("Airflow refuses the whole file for this `{class}`: {problem}");
            self.refuse("TypeError", FaultKind::Signature, site.range, message, &help)?;
        } else if matches!(arguments.keyword("executor"), Some(Value::Str(name)) if !name.is_empty()) {
            // Which ones there are is up to the scheduler.
            self.hazard(self.at(site), "UnknownExecutorException", true);
        }
        self.doubt_values(class, arguments, site);
        Ok(())
    }

    /// Arguments that `TaskGroup` does not take, or not of this type.
    pub(super) fn doubt_group(&mut self, arguments: &Arguments<'a>, site: CallSite) {
        let is_odd = arguments.keywords.iter().any(|(name, value)| {
            let known = OF_GROUPS.binary_search_by_key(&&**name, |(known, ..)| known);
            known.is_err()
                || self.airflow == Airflow::Two && OF_GROUPS[known.unwrap_or(0)].1.is_empty()
                || self.refused_in(OF_GROUPS, name, value).is_some()
        });
        // They reach each task in it.
        let defaults = arguments.keyword("default_args").and_then(|defaults| self.mapping(defaults));
        let is_odd_inside = defaults.is_some_and(|defaults| {
            defaults.iter().any(|(name, value)| {
                let name = name.as_str().filter(|name| !name.ends_with("_date"));
                name.is_some_and(|name| self.refused("BaseOperator", name, value).is_some())
            })
        });
        if is_odd || is_odd_inside {
            self.hazard(self.at(site), "TypeError", true);
        }
    }

    /// What `partial` is given reaches the operator when it is expanded, and not all of it is looked at before a run.
    pub(super) fn doubt_types(&mut self, class: &str, arguments: &Arguments<'a>, site: CallSite) {
        if self.odd_argument(class, arguments).is_some() {
            self.hazard(self.at(site), "TypeError", true);
        }
    }

    /// What is wrong with the first such argument, and what to do.
    fn odd_argument(&self, class: &str, arguments: &Arguments<'a>) -> Option<(String, String)> {
        let own = arguments.keywords.iter().find_map(|(name, value)| self.refused(class, name, value));
        own.or_else(|| {
            let (dag, _) = self.innermost();
            let Object::Dag(dag) = self.state.at(dag?) else { return None };
            let Some(Object::Dict(defaults)) = self.state.object(dag.arguments.keyword("default_args")?)
            else {
                return None;
            };
            defaults.iter().find_map(|(name, value)| {
                let name = name.as_str()?;
                // `start_date` and `end_date` are the DAG's, which reads text too.
                let is_given = name.ends_with("_date") || arguments.keyword(name).is_some();
                if is_given { None } else { self.refused(class, name, value) }
            })
        })
    }

    fn refused(&self, class: &str, name: &str, value: &Value<'a>) -> Option<(String, String)> {
        if let Some(fault) = operator_argument_fault(self.airflow, name, value) {
            return Some(fault);
        }
        let is_sensor = class.ends_with("Sensor") || class == "BaseSensorOperator";
        for table in [OF_OPERATORS, if is_sensor { OF_SENSORS } else { &[] }] {
            if let Some(kind) = self.refused_in(table, name, value) {
                let problem = format!("its `{name}` is of type `{}`", kind.name());
                return Some((problem, wanted(table, name).to_owned()));
            }
        }
        match (name, value) {
            ("mode", Value::Str(mode)) if is_sensor && !matches!(&**mode, "poke" | "reschedule") => {
                let problem = format!("there is no mode `{}`", mode.escape_debug());
                Some((problem, "Use `poke` or `reschedule`.".to_owned()))
            }
            _ => None,
        }
    }

    fn refused_in(&self, table: &[Taken], name: &str, value: &Value<'a>) -> Option<Kind> {
        let at = table.binary_search_by_key(&name, |(known, ..)| known).ok()?;
        let (_, two, three) = table[at];
        let taken = if self.airflow == Airflow::Two { two } else { three };
        if taken == "*" {
            return None;
        }
        let kind = self.kind(value)?;
        let letter = match kind {
            Kind::None => 'n',
            Kind::Bool => 'b',
            Kind::Int => 'i',
            Kind::Float => 'f',
            Kind::Text => 's',
            Kind::List => 'l',
            Kind::Tuple => 't',
            Kind::Dict => 'd',
            Kind::Set => 'e',
            Kind::DateTime => 'm',
            Kind::TimeDelta => 'x',
            Kind::Dag => 'g',
            Kind::Function | Kind::Module | Kind::Bytes | Kind::Date | Kind::Placeholder => '-',
            // They may have what Airflow asks for.
            Kind::Instance(_) | Kind::Class(_) | Kind::Task | Kind::Given | Kind::Iterator => {
                return None;
            }
        };
        let is_taken = taken.contains(letter) || taken.contains('0') && self.truth(value) != Some(true);
        (!is_taken).then_some(kind)
    }
}

/// What to give instead.
fn wanted(table: &[Taken], name: &str) -> &'static str {
    let at = table.binary_search_by_key(&name, |(known, ..)| known);
    let taken = at.map_or("", |at| table[at].1);
    match taken.trim_start_matches('n').chars().next() {
        Some('s') => "Give it text.",
        Some('b') => "Give it `True` or `False`.",
        Some('x') => "Give it a `timedelta`, or leave it out.",
        Some('d') => "Give it a dictionary, or leave it out.",
        Some('g') => "Give it the DAG itself, or leave it out within `with DAG(...)`.",
        _ => "Give it a value of the type that Airflow documents, or leave it out.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        for table in [OF_DAGS, OF_OPERATORS, OF_SENSORS, OF_GROUPS] {
            assert!(table.is_sorted_by_key(|(name, ..)| name));
        }
    }
}
