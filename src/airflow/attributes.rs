//! Attributes that DAGs and operators of one major version have and of the other lack, and those that cannot be set.
//!
//! What `dir` shows of a DAG and of a `BashOperator` in 2.11.2 and 3.3.2, and which of it is a property without a setter.

use super::Airflow;

/// Of a DAG of 2 alone.
#[rustfmt::skip]
const DAG_OF_2: &[&str] = &[
    "allow_future_exec_dates", "bulk_sync_to_db", "bulk_write_to_db", "clear", "clear_dags", "concurrency",
    "concurrency_reached", "create_dagrun", "date_range", "deactivate_stale_dags", "deactivate_unknown_dags",
    "default_view", "execute_callback", "fail_stop", "fetch_callback", "fetch_dagrun", "filepath",
    "following_schedule", "full_filepath", "get_active_runs", "get_concurrency_reached", "get_dagrun",
    "get_dagruns_between", "get_default_view", "get_doc_md", "get_is_active", "get_is_paused", "get_last_dagrun",
    "get_latest_execution_date", "get_next_data_interval", "get_num_active_runs", "get_num_task_instances",
    "get_run_data_interval", "get_run_dates", "get_task_instances", "get_task_instances_before", "get_tree_view",
    "handle_callback", "has_dag_runs", "infer_automated_data_interval", "is_fixed_time_schedule", "is_paused",
    "is_subdag", "iter_dagrun_infos_between", "iter_invalid_owner_links", "latest_execution_date", "log", "logger",
    "next_dagrun_after_date", "next_dagrun_info", "normalize_schedule", "normalized_schedule_interval",
    "orientation", "parent_dag", "pickle", "pickle_id", "pickle_info", "previous_schedule", "run", "safe_dag_id",
    "schedule_interval", "set_dag_runs_state", "set_task_group_state", "set_task_instance_state", "sub_dag",
    "subdags", "sync_to_db", "task_count", "tree_view", "validate_executor_field", "validate_schedule_and_params",
];
/// Of a DAG of 3 alone.
#[rustfmt::skip]
const DAG_OF_3: &[&str] = &[
    "add_result", "allowed_run_types", "check_cycle", "deadline", "disable_bundle_versioning", "fail_fast",
    "rerun_with_latest_version", "schedule",
];
/// Of an operator of 2 alone.
#[rustfmt::skip]
const OPERATOR_OF_2: &[&str] = &[
    "clear", "deps", "expand_mapped_task", "expand_start_from_trigger", "extra_links", "get_extra_links",
    "get_inlet_defs", "get_mapped_ti_count", "get_outlet_defs", "get_parse_time_mapped_ti_count",
    "get_task_instances", "global_operator_extra_link_dict", "logger", "operator_extra_link_dict",
    "priority_weight_total", "run", "set_xcomargs_dependencies", "sla", "subdag",
    "supports_lineage", "xcom_pull", "xcom_push",
];
/// Of an operator of 3 alone.
#[rustfmt::skip]
const OPERATOR_OF_3: &[&str] = &[
    "default_args", "deserialization_allowed_class_fields", "has_on_execute_callback", "has_on_failure_callback",
    "has_on_retry_callback", "has_on_skipped_callback", "has_on_success_callback", "has_retry_policy",
    "inherits_from_skipmixin", "is_async", "is_mapped", "logger_name", "overwrite_rtif_after_execution",
    "render_template_as_native_obj", "retry_policy", "returns_dag_result", "task_concurrency",
];
/// What cannot be set of a DAG of 2.
#[rustfmt::skip]
const FIXED_DAG_OF_2: &[&str] = &[
    "allow_future_exec_dates", "concurrency_reached", "dag_display_name", "default_view", "description",
    "filepath", "folder", "is_paused", "is_subdag", "latest_execution_date", "leaves", "log",
    "normalized_schedule_interval", "owner", "relative_fileloc", "roots", "subdags", "task", "task_group",
    "task_ids", "tasks", "tasks_upstream_of_teardowns", "teardowns",
];
/// What cannot be set of a DAG of 3.
#[rustfmt::skip]
const FIXED_DAG_OF_3: &[&str] = &[
    "folder", "leaves", "owner", "roots", "task", "task_ids", "tasks", "tasks_upstream_of_teardowns", "teardowns",
];
/// What cannot be set of an operator of 2.
#[rustfmt::skip]
const FIXED_OPERATOR_OF_2: &[&str] = &[
    "dag_id", "downstream_list", "inherits_from_empty_operator", "label", "leaves", "log", "node_id",
    "operator_class", "operator_name", "output", "priority_weight_total", "roots", "task_display_name",
    "task_type", "upstream_list",
];
/// What cannot be set of an operator of 3.
#[rustfmt::skip]
const FIXED_OPERATOR_OF_3: &[&str] = &[
    "dag_id", "downstream_list", "has_on_execute_callback", "has_on_failure_callback", "has_on_retry_callback",
    "has_on_skipped_callback", "has_on_success_callback", "has_retry_policy", "inherits_from_empty_operator",
    "inherits_from_skipmixin", "is_async", "is_mapped", "label", "leaves", "log", "node_id", "operator_class",
    "operator_name", "output", "roots", "task_display_name", "task_type", "upstream_list",
];

/// Whether a DAG has no such attribute.
#[must_use]
pub fn dag_lacks(airflow: Airflow, name: &str) -> bool {
    let other = if airflow == Airflow::Two { DAG_OF_3 } else { DAG_OF_2 };
    other.binary_search(&name).is_ok()
}

/// Whether an operator has no such attribute, unless its own class brings it.
#[must_use]
pub fn operator_lacks(airflow: Airflow, name: &str) -> bool {
    let other = if airflow == Airflow::Two { OPERATOR_OF_3 } else { OPERATOR_OF_2 };
    other.binary_search(&name).is_ok()
}

/// Whether an attribute of a DAG cannot be set.
#[must_use]
pub fn is_fixed_of_dag(airflow: Airflow, name: &str) -> bool {
    let fixed = if airflow == Airflow::Two { FIXED_DAG_OF_2 } else { FIXED_DAG_OF_3 };
    fixed.binary_search(&name).is_ok()
}

/// Whether an attribute of an operator cannot be set.
#[must_use]
pub fn is_fixed_of_operator(airflow: Airflow, name: &str) -> bool {
    let fixed = if airflow == Airflow::Two { FIXED_OPERATOR_OF_2 } else { FIXED_OPERATOR_OF_3 };
    fixed.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        for table in [
            DAG_OF_2,
            DAG_OF_3,
            OPERATOR_OF_2,
            OPERATOR_OF_3,
            FIXED_DAG_OF_2,
            FIXED_DAG_OF_3,
            FIXED_OPERATOR_OF_2,
            FIXED_OPERATOR_OF_3,
        ] {
            assert!(table.is_sorted());
        }
    }

    #[test]
    fn what_one_version_has_the_other_lacks() {
        assert!(dag_lacks(Airflow::Three, "latest_execution_date"));
        assert!(!dag_lacks(Airflow::Two, "latest_execution_date"));
        assert!(!dag_lacks(Airflow::Three, "tags"));
        assert!(is_fixed_of_dag(Airflow::Two, "description"));
        assert!(!is_fixed_of_dag(Airflow::Three, "description"));
        assert!(is_fixed_of_operator(Airflow::Two, "task_display_name"));
    }
}
