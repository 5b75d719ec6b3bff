//! What the two majors of Airflow call things, and which arguments they take.

/// The major version of Airflow that files are judged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Airflow {
    /// 2.x, judged as 2.11.
    Two,
    /// 3.x.
    #[default]
    Three,
}

/// What an import path means to Airflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The class `DAG`.
    DagClass,
    /// The decorator `@dag`.
    DagDecorator,
    /// The decorator `@asset`.
    AssetDecorator,
    /// The decorator `@asset.multi`.
    MultiAssetDecorator,
}

impl Airflow {
    /// What `path` (`airflow.sdk.DAG`) is, if it makes DAGs.
    pub(super) fn meaning(self, path: &str) -> Option<Meaning> {
        let three = self == Self::Three;
        match path {
            "airflow.DAG" | "airflow.models.DAG" | "airflow.models.dag.DAG" => Some(Meaning::DagClass),
            "airflow.sdk.DAG" | "airflow.sdk.definitions.dag.DAG" if three => Some(Meaning::DagClass),
            "airflow.decorators.dag" | "airflow.models.dag.dag" => Some(Meaning::DagDecorator),
            "airflow.sdk.dag" | "airflow.sdk.definitions.dag.dag" if three => Some(Meaning::DagDecorator),
            "airflow.sdk.asset" | "airflow.sdk.definitions.asset.decorators.asset" if three => {
                Some(Meaning::AssetDecorator)
            }
            "airflow.sdk.asset.multi" | "airflow.sdk.definitions.asset.decorators.asset.multi" if three => {
                Some(Meaning::MultiAssetDecorator)
            }
            _ => None,
        }
    }

    /// The arguments of `DAG`, in order (`airflow/models/dag.py` 2.11.2, `airflow/sdk/definitions/dag.py` 3.3.2).
    pub(super) fn dag_arguments(self) -> &'static [&'static str] {
        match self {
            Self::Two => DAG_2,
            Self::Three => DAG_3,
        }
    }

    /// How many arguments `DAG` takes by position.
    pub(super) fn dag_positional(self) -> usize {
        match self {
            Self::Two => DAG_2.len(),
            Self::Three => 1,
        }
    }

    /// The version, as people write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Two => "2",
            Self::Three => "3",
        }
    }

    /// Whether Airflow's safe mode would parse a file with this content: lower-cased, it holds `airflow` and
    /// `dag` (3.x: or `asset`). `airflow/utils/file.py`, `might_contain_dag_via_default_heuristic`.
    #[must_use]
    pub fn safe_mode_parses(self, content: &[u8]) -> bool {
        let lower = content.to_ascii_lowercase();
        let has = |word: &[u8]| lower.windows(word.len()).any(|window| window == word);
        has(b"airflow") && (has(b"dag") || (self == Self::Three && has(b"asset")))
    }
}

/// The arguments of `@asset` (`airflow/sdk/definitions/asset/decorators.py` 3.3.2).
#[rustfmt::skip]
pub(super) const ASSET: &[&str] = &[
    "schedule", "is_paused_upon_creation", "dag_id", "dag_display_name", "description", "params", 
    "on_success_callback", "on_failure_callback", "access_control", "owner_links", "tags", "name", 
    "uri", "group", "extra", "watchers"
];

#[rustfmt::skip]
const DAG_2: &[&str] = &[
    "dag_id", "description", "schedule", "schedule_interval", "timetable", "start_date", "end_date", 
    "full_filepath", "template_searchpath", "template_undefined", "user_defined_macros", 
    "user_defined_filters", "default_args", "concurrency", "max_active_tasks", "max_active_runs", 
    "max_consecutive_failed_dag_runs", "dagrun_timeout", "sla_miss_callback", "default_view", 
    "orientation", "catchup", "on_success_callback", "on_failure_callback", "doc_md", "params", 
    "access_control", "is_paused_upon_creation", "jinja_environment_kwargs", 
    "render_template_as_native_obj", "tags", "owner_links", "auto_register", "fail_stop", 
    "dag_display_name"
];

// Every minor of 3 is accepted: an argument that one of them added is not refused for the others.
#[rustfmt::skip]
const DAG_3: &[&str] = &[
    "dag_id", "description", "default_args", "start_date", "end_date", "schedule", 
    "template_searchpath", "template_undefined", "user_defined_macros", "user_defined_filters", 
    "max_active_tasks", "max_active_runs", "max_consecutive_failed_dag_runs", "dagrun_timeout", 
    "deadline", "sla_miss_callback", "catchup", "on_success_callback", "on_failure_callback", "doc_md", 
    "params", "access_control", "is_paused_upon_creation", "jinja_environment_kwargs", 
    "render_template_as_native_obj", "tags", "owner_links", "auto_register", "fail_fast", 
    "allowed_run_types", "dag_display_name", "task_group", "disable_bundle_versioning", 
    "rerun_with_latest_version"
];
