//! Import paths that some versions of a target have, and others lack: nothing that stands behind them is certain.

use super::Airflow;

/// Modules that 3.0 or 3.1 had and 3.3 has no more, and those that came after 3.0. Found by importing each module of
/// either in 3.0.6, 3.1.8 and 3.3.2.
const SOME_OF_3: &[&str] = &[
    "airflow.callbacks.pipe_callback_sink",
    "airflow.datasets",
    "airflow.listeners.spec.lifecycle",
    "airflow.listeners.spec.taskinstance",
    "airflow.metrics",
    "airflow.models.mappedoperator",
    "airflow.observability",
    "airflow.partition_mappers",
    "airflow.sentry",
    "airflow.timetables.datasets",
    "airflow.traces",
    "airflow.utils.dag_parsing_context",
    "airflow.utils.log.action_logger",
    "airflow.utils.log.task_handler_with_custom_formatter",
    "airflow.utils.module_loading",
    "airflow.utils.singleton",
    "airflow.utils.warnings",
];

/// The old names of modules that 2.11 redirects within itself (`airflow/operators/__init__.py` and its like); the others
/// lead to providers that need not be installed.
const KEPT_IN_2: &[&str] = &[
    "airflow.hooks.base_hook",
    "airflow.operators.bash_operator",
    "airflow.operators.branch_operator",
    "airflow.operators.dagrun_operator",
    "airflow.operators.dummy_operator",
    "airflow.operators.email_operator",
    "airflow.operators.latest_only_operator",
    "airflow.operators.python_operator",
    "airflow.operators.subdag_operator",
    "airflow.sensors.base_sensor_operator",
    "airflow.sensors.date_time_sensor",
    "airflow.sensors.external_task_sensor",
    "airflow.sensors.time_delta_sensor",
    "airflow.sensors.time_sensor",
    "airflow.sensors.weekday_sensor",
];

/// Whether a module is there in some versions of the target, or with some providers, only.
#[must_use]
pub fn may_be_missing(airflow: Airflow, module: &str) -> bool {
    if !module.starts_with("airflow.") || module.starts_with("airflow.providers.") {
        return false;
    }
    match airflow {
        Airflow::Three => SOME_OF_3.iter().any(|known| is_below(module, known)),
        Airflow::Two => {
            let is_old = module.starts_with("airflow.contrib.")
                || (module.starts_with("airflow.operators.") && module.ends_with("_operator"))
                || (module.starts_with("airflow.hooks.") && module.ends_with("_hook"))
                || (module.starts_with("airflow.sensors.") && module.ends_with("_sensor"));
            is_old && KEPT_IN_2.binary_search(&module).is_err()
        }
    }
}

fn is_below(module: &str, known: &str) -> bool {
    module.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_some_versions_have_is_told_from_what_all_have() {
        assert!(KEPT_IN_2.is_sorted());
        assert!(may_be_missing(Airflow::Three, "airflow.datasets.metadata"));
        assert!(!may_be_missing(Airflow::Three, "airflow.models.dag"));
        assert!(may_be_missing(Airflow::Two, "airflow.operators.http_operator"));
        assert!(!may_be_missing(Airflow::Two, "airflow.operators.bash_operator"));
    }
}
