//! What timetables, assets and datasets may refuse.

use super::call::CallSite;
use super::interpret::Interpreter;
use super::kind::Kind;
use super::value::{Arguments, Value};
use crate::airflow::{self, Airflow};

impl<'a> Interpreter<'a> {
    /// A timetable that Airflow looks at as it is made, or as its DAG is (`airflow/timetables/`,
    /// `airflow/sdk/definitions/timetables/`).
    pub(super) fn doubt_timetable(
        &mut self,
        class: &str,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) {
        if arguments.unknown.is_some() {
            return;
        }
        let count = arguments.positional.len();
        let is_odd = match class {
            "CronDataIntervalTimetable" | "CronTriggerTimetable" => {
                let (name, other) = if path.starts_with("airflow.sdk") {
                    ("expression", "cron")
                } else {
                    ("cron", "expression")
                };
                let has_zone = count > 1 || arguments.keyword("timezone").is_some();
                !has_zone
                    || arguments.keyword(other).is_some()
                    || arguments.get(0, name).is_none_or(|cron| self.is_no_cron(cron))
            }
            "MultipleCronTriggerTimetable" => {
                arguments.keyword("timezone").is_none()
                    || arguments.positional.is_empty()
                    || arguments.positional.iter().any(|cron| self.is_no_cron(cron))
            }
            "DeltaDataIntervalTimetable" | "DeltaTriggerTimetable" => {
                arguments.get(0, "delta").is_none_or(|delta| {
                    self.kind(delta).is_some_and(|kind| {
                        !matches!(
                            kind,
                            Kind::TimeDelta
                                | Kind::Instance(_)
                                | Kind::Class(_)
                                | Kind::Task
                                | Kind::Given
                                | Kind::Iterator
                        )
                    })
                })
            }
            _ => false,
        };
        if is_odd {
            self.hazard(self.at(site), "AirflowTimetableInvalid", true);
        }
    }

    /// The presets of a DAG's schedule are no cron expressions, but Airflow turns them into such.
    fn is_no_cron(&self, value: &Value<'a>) -> bool {
        match value {
            Value::Str(text) => airflow::cron_problem(self.airflow, text).is_some(),
            value => self.kind(value).is_some_and(is_no_text),
        }
    }

    /// A dataset without a name, or with one that Airflow cannot read (`airflow/datasets/__init__.py`,
    /// `airflow/sdk/definitions/asset/__init__.py`).
    pub(super) fn doubt_asset(&mut self, arguments: &Arguments<'a>, site: CallSite) {
        let bad = |value: &Value<'a>| match value {
            Value::Str(text) => text.trim().is_empty() || self.airflow == Airflow::Two && !text.is_ascii(),
            value => self.kind(value).is_some_and(is_no_text),
        };
        let named = ["name", "uri"].iter().filter_map(|name| arguments.keyword(name));
        let is_missing = arguments.unknown.is_none()
            && arguments.positional.is_empty()
            && arguments.keyword("name").is_none()
            && arguments.keyword("uri").is_none();
        if is_missing || arguments.positional.first().into_iter().chain(named).any(bad) {
            self.hazard(self.at(site), "ValueError", true);
        }
    }
}

/// Whether values of a type are never read as text.
fn is_no_text(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::None
            | Kind::Bool
            | Kind::Int
            | Kind::Float
            | Kind::List
            | Kind::Tuple
            | Kind::Dict
            | Kind::TimeDelta
    )
}
