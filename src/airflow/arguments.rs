//! What `DAG`, `@dag`, `@asset` and operators take.

use super::{Airflow, Index, three, two};

static OF_TWO: Index<&[&str]> = Index::new(two::OPERATORS);
static OF_THREE: Index<&[&str]> = Index::new(three::OPERATORS);

/// The arguments of `DAG` and of `@dag`, in order (`airflow/models/dag.py`, `airflow/sdk/definitions/dag.py`).
#[must_use]
pub fn dag_arguments(airflow: Airflow) -> &'static [&'static str] {
    match airflow {
        Airflow::Two => two::DAG,
        Airflow::Three => three::DAG,
    }
}

/// How many arguments `DAG` and `@dag` take by position: all of them in 2, the `dag_id` in 3.
#[must_use]
pub fn dag_positional(airflow: Airflow) -> usize {
    match airflow {
        Airflow::Two => two::DAG.len(),
        Airflow::Three => 1,
    }
}

/// The arguments of `@asset` and `@asset.multi` (`airflow/sdk/definitions/asset/decorators.py`); none in 2.
#[must_use]
pub fn asset_arguments(airflow: Airflow) -> &'static [&'static str] {
    match airflow {
        Airflow::Two => &[],
        Airflow::Three => three::ASSET,
    }
}

/// What to write instead, when `DAG` and `@dag` do not take `argument` in this Airflow, and did in another.
/// `DAG(argument=...)` is a `TypeError` then, and the file is lost.
#[must_use]
pub fn dag_argument_problem(airflow: Airflow, argument: &str) -> Option<&'static str> {
    match (airflow, argument) {
        (Airflow::Three, "schedule_interval" | "timetable") => {
            Some("Write `schedule=`, which takes the same values.")
        }
        (Airflow::Three, "concurrency") => Some("Write `max_active_tasks=`."),
        (Airflow::Three, "fail_stop") => Some("Write `fail_fast=`."),
        (Airflow::Three, "default_view" | "orientation") => {
            Some("Remove it: people choose the view in Airflow's pages now.")
        }
        (Airflow::Three, "full_filepath") => Some("Remove it: Airflow finds the file by itself."),
        (Airflow::Two, "fail_fast") => Some("Write `fail_stop=`."),
        (
            Airflow::Two,
            "deadline"
            | "allowed_run_types"
            | "task_group"
            | "disable_bundle_versioning"
            | "rerun_with_latest_version",
        ) => Some("Remove it, or set `airflow` to 3: Airflow 2 has nothing like it."),
        _ => None,
    }
}

/// What an operator or sensor of Airflow or its standard provider takes beside what every operator takes.
#[must_use]
pub fn operator_arguments(airflow: Airflow, class: &str) -> Option<&'static [&'static str]> {
    let table = match airflow {
        Airflow::Two => &OF_TWO,
        Airflow::Three => &OF_THREE,
    };
    table.find(class)
}

/// The operator that `@task.<kind>` derives its own from, by class name; `path` ends with the kind, or with `task`.
#[must_use]
pub fn decorated_operator(path: &str) -> Option<&'static str> {
    match path.rsplit('.').next().unwrap_or(path) {
        "task" | "python" => Some("PythonOperator"),
        "branch" => Some("BranchPythonOperator"),
        "branch_external_python" => Some("BranchExternalPythonOperator"),
        "branch_virtualenv" => Some("BranchPythonVirtualenvOperator"),
        "external_python" => Some("ExternalPythonOperator"),
        "short_circuit" => Some("ShortCircuitOperator"),
        "virtualenv" => Some("PythonVirtualenvOperator"),
        "sensor" => Some("PythonSensor"),
        "bash" => Some("BashOperator"),
        _ => None,
    }
}

/// Whether operators of this class drop `argument` when it is true, and refuse it otherwise
/// (`PythonOperator.__init__` of Airflow 2 in `airflow/operators/python.py`).
#[must_use]
pub fn is_dropped_when_true(airflow: Airflow, class: &str, argument: &str) -> bool {
    const OF_PYTHON: [&str; 7] = [
        "BranchExternalPythonOperator",
        "BranchPythonOperator",
        "BranchPythonVirtualenvOperator",
        "ExternalPythonOperator",
        "PythonOperator",
        "PythonVirtualenvOperator",
        "ShortCircuitOperator",
    ];
    airflow == Airflow::Two && argument == "provide_context" && OF_PYTHON.contains(&class)
}

/// What to do, when no operator takes `argument` in this Airflow, and some did in another.
#[must_use]
pub fn operator_argument_problem(airflow: Airflow, argument: &str) -> Option<&'static str> {
    match (airflow, argument) {
        (Airflow::Three, "task_concurrency") => Some("Write `max_active_tis_per_dag=`."),
        (Airflow::Three, "provide_context") => {
            Some("Remove it: callables get the context by the names of their arguments.")
        }
        _ => None,
    }
}

/// Whether every operator takes `argument`.
#[must_use]
pub fn is_common_argument(airflow: Airflow, argument: &str) -> bool {
    let table = match airflow {
        Airflow::Two => two::BASE_OPERATOR,
        Airflow::Three => three::BASE_OPERATOR,
    };
    table.binary_search(&argument).is_ok()
}
