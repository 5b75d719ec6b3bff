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

/// Old names, by module, that 2.11 redirects to a class of a provider whose newest release has dropped it: found by
/// `tests/airflow/check_aliases.py` in the releases of 2026-11-27. What else is redirected is there when its provider is.
#[rustfmt::skip]
const GONE_FROM_PROVIDERS: &[(&str, &[&str])] = &[
    ("airflow.contrib.hooks.aws_hook", &[
        "_parse_s3_config",
    ]),
    ("airflow.contrib.hooks.databricks_hook", &[
        "RUN_LIFE_CYCLE_STATES",
    ]),
    ("airflow.contrib.hooks.gcp_mlengine_hook", &[
        "MLEngineHook",
    ]),
    ("airflow.contrib.hooks.salesforce_hook", &[
        "pd",
    ]),
    ("airflow.contrib.operators.bigquery_operator", &[
        "BigQueryCreateEmptyTableOperator",
        "BigQueryCreateExternalTableOperator",
        "BigQueryExecuteQueryOperator",
        "BigQueryOperator",
        "BigQueryPatchDatasetOperator",
    ]),
    ("airflow.contrib.operators.dataflow_operator", &[
        "DataFlowJavaOperator",
        "DataFlowPythonOperator",
        "DataflowCreateJavaJobOperator",
        "DataflowCreatePythonJobOperator",
    ]),
    ("airflow.contrib.operators.datapipeline_operator", &[
        "CreateDataPipelineOperator",
        "RunDataPipelineOperator",
    ]),
    ("airflow.contrib.operators.dataproc_operator", &[
        "DataProcHadoopOperator",
        "DataProcHiveOperator",
        "DataProcPigOperator",
        "DataProcPySparkOperator",
        "DataProcSparkOperator",
        "DataProcSparkSqlOperator",
        "DataprocClusterScaleOperator",
        "DataprocScaleClusterOperator",
        "DataprocSubmitHadoopJobOperator",
        "DataprocSubmitHiveJobOperator",
        "DataprocSubmitPigJobOperator",
        "DataprocSubmitPySparkJobOperator",
        "DataprocSubmitSparkJobOperator",
        "DataprocSubmitSparkSqlJobOperator",
    ]),
    ("airflow.contrib.operators.mlengine_operator", &[
        "MLEngineBatchPredictionOperator",
        "MLEngineManageModelOperator",
        "MLEngineManageVersionOperator",
        "MLEngineModelOperator",
        "MLEngineStartBatchPredictionJobOperator",
        "MLEngineStartTrainingJobOperator",
        "MLEngineTrainingOperator",
        "MLEngineVersionOperator",
    ]),
    ("airflow.contrib.operators.snowflake_operator", &[
        "SnowflakeOperator",
    ]),
    ("airflow.contrib.operators.vertica_operator", &[
        "VerticaOperator",
    ]),
    ("airflow.contrib.utils.mlengine_operator_utils", &[
        "create_evaluate_ops",
    ]),
    ("airflow.executors.local_kubernetes_executor", &[
        "LocalKubernetesExecutor",
    ]),
    ("airflow.kubernetes.kubernetes_helper_functions", &[
        "add_pod_suffix",
        "annotations_for_logging_task_metadata",
        "create_pod_id",
    ]),
    ("airflow.kubernetes.pod", &[
        "Port",
        "Resources",
    ]),
    ("airflow.kubernetes.pod_launcher", &[
        "PodLauncher",
        "PodStatus",
    ]),
    ("airflow.kubernetes.pod_launcher_deprecated", &[
        "PodDefaults",
        "PodLauncher",
        "PodStatus",
    ]),
    ("airflow.kubernetes.pod_runtime_info_env", &[
        "PodRuntimeInfoEnv",
    ]),
    ("airflow.kubernetes.volume", &[
        "Volume",
    ]),
    ("airflow.kubernetes.volume_mount", &[
        "VolumeMount",
    ]),
    ("airflow.operators.druid_check_operator", &[
        "DruidCheckOperator",
    ]),
    ("airflow.operators.http_operator", &[
        "SimpleHttpOperator",
    ]),
    ("airflow.operators.jdbc_operator", &[
        "JdbcOperator",
    ]),
    ("airflow.operators.mssql_operator", &[
        "MsSqlOperator",
    ]),
    ("airflow.operators.mysql_operator", &[
        "MySqlOperator",
    ]),
    ("airflow.operators.oracle_operator", &[
        "OracleOperator",
    ]),
    ("airflow.operators.postgres_operator", &[
        "Mapping",
        "PostgresOperator",
    ]),
    ("airflow.operators.s3_file_transform_operator", &[
        "S3FileTransformOperator",
    ]),
    ("airflow.operators.sqlite_operator", &[
        "SqliteOperator",
    ]),
];

/// Whether `import module` (no `name`) or `from module import name` fails with some versions of the target, or with
/// some releases of a provider, only.
#[must_use]
pub fn may_be_missing(airflow: Airflow, module: &str, name: Option<&str>) -> bool {
    if !module.starts_with("airflow.") || module.starts_with("airflow.providers.") {
        return false;
    }
    match airflow {
        Airflow::Three => SOME_OF_3.iter().any(|known| is_below(module, known)),
        Airflow::Two => {
            let gone = GONE_FROM_PROVIDERS.binary_search_by_key(&module, |(known, _)| known);
            let gone = gone.map_or(&[][..], |at| GONE_FROM_PROVIDERS[at].1);
            name.is_some_and(|name| gone.contains(&name))
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
        assert!(GONE_FROM_PROVIDERS.is_sorted_by_key(|(module, _)| module));
        assert!(may_be_missing(Airflow::Three, "airflow.datasets.metadata", None));
        assert!(!may_be_missing(Airflow::Three, "airflow.models.dag", Some("DAG")));
        let of_two = |module, name| may_be_missing(Airflow::Two, module, Some(name));
        assert!(of_two("airflow.operators.http_operator", "SimpleHttpOperator"));
        assert!(of_two("airflow.contrib.operators.bigquery_operator", "BigQueryOperator"));
        assert!(!of_two("airflow.contrib.operators.bigquery_operator", "BigQueryHook"));
        assert!(!of_two("airflow.contrib.operators.ssh_operator", "SSHOperator"));
        assert!(!of_two("airflow.operators.bash_operator", "BashOperator"));
    }
}
