//! Which modules of Airflow are attributes of their packages before a DAG file imports them.
//!
//! `import airflow` and then `airflow.utils.timezone.utcnow()` works only when something has imported that module. The
//! tables hold what Airflow itself has when it loads its first file: found by importing `DagBag` and `DAG` in 2.11.2
//! and 3.3.2, and looking at each package.

use super::Airflow;

const UTILS_OF_2: &[&str] = &[
    "context",
    "dates",
    "db",
    "decorators",
    "deprecation_tools",
    "edgemodifier",
    "email",
    "entry_points",
    "file",
    "helpers",
    "json",
    "log",
    "mixins",
    "module_loading",
    "net",
    "operator_helpers",
    "operator_resources",
    "platform",
    "retries",
    "session",
    "setup_teardown",
    "sqlalchemy",
    "state",
    "task_group",
    "timeout",
    "timezone",
    "trigger_rule",
    "types",
    "warnings",
    "weight_rule",
    "xcom",
    "yaml",
];

const UTILS_OF_3: &[&str] = &[
    "code_utils",
    "dates",
    "db",
    "file",
    "helpers",
    "json",
    "log",
    "net",
    "platform",
    "retries",
    "session",
    "sqlalchemy",
    "state",
    "strings",
    "types",
    "yaml",
];

const MODELS_OF_2: &[&str] = &[
    "abstractoperator",
    "base",
    "baseoperator",
    "dag",
    "dagbag",
    "dagcode",
    "dagrun",
    "dataset",
    "expandinput",
    "log",
    "mappedoperator",
    "param",
    "pool",
    "renderedtifields",
    "taskfail",
    "taskinstance",
    "taskinstancekey",
    "tasklog",
    "taskmap",
    "taskmixin",
    "taskreschedule",
    "xcom",
];

const MODELS_OF_3: &[&str] = &[
    "asset",
    "backfill",
    "base",
    "callback",
    "connection",
    "dag",
    "dagrun",
    "deadline",
    "expandinput",
    "log",
    "taskinstance",
    "taskinstancekey",
    "taskmap",
    "taskreschedule",
    "variable",
    "xcom",
];

/// Whether `package.name` is a module that Airflow has not imported before it loads a DAG file.
#[must_use]
pub fn is_unloaded_module(airflow: Airflow, package: &str, name: &str) -> bool {
    // Classes, and what Python itself gives a module.
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        return false;
    }
    let loaded = match (package, airflow) {
        ("airflow.operators" | "airflow.sensors" | "airflow.hooks", _) => return true,
        ("airflow.utils", Airflow::Two) => UTILS_OF_2,
        ("airflow.utils", Airflow::Three) => UTILS_OF_3,
        ("airflow.models", Airflow::Two) => MODELS_OF_2,
        ("airflow.models", Airflow::Three) => MODELS_OF_3,
        _ => return false,
    };
    loaded.binary_search(&name).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        for table in [UTILS_OF_2, UTILS_OF_3, MODELS_OF_2, MODELS_OF_3] {
            assert!(table.is_sorted());
        }
    }

    #[test]
    fn what_airflow_has_imported_is_told_from_what_it_has_not() {
        for (airflow, unloaded) in [(Airflow::Two, false), (Airflow::Three, true)] {
            assert_eq!(is_unloaded_module(airflow, "airflow.utils", "timezone"), unloaded);
            assert!(is_unloaded_module(airflow, "airflow.operators", "bash"));
            assert!(!is_unloaded_module(airflow, "airflow.models", "dag"));
            assert!(!is_unloaded_module(airflow, "airflow.models", "DAG"));
            assert!(!is_unloaded_module(airflow, "airflow", "models"));
        }
    }
}
