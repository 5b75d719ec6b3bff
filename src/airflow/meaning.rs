//! What an import path is to Airflow.

use super::{Airflow, Index, three, two};

static IN_TWO: Index<Meaning> = Index::new(two::MEANINGS);
static IN_THREE: Index<Meaning> = Index::new(three::MEANINGS);

/// What an import path gives, as far as it matters for what registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The class `DAG`.
    DagClass,
    /// The decorator `@dag`.
    DagDecorator,
    /// `@task`, or a variant that makes a task of a function as well: `@task.branch`, `@task.bash`, `@task.sensor`.
    TaskDecorator,
    /// `@task.run_if` and `@task.skip_if`: called with a condition, they decorate what `@task` made.
    TaskCondition,
    /// The decorator `@task_group`.
    TaskGroupDecorator,
    /// The class `TaskGroup`.
    TaskGroupClass,
    /// The decorator `@asset`.
    AssetDecorator,
    /// The decorator `@asset.multi`.
    MultiAssetDecorator,
    /// The decorator `@setup`; around a plain function it makes a task of it.
    Setup,
    /// The decorator `@teardown`; as `@setup`.
    Teardown,
    /// `chain(a, [b, c], d)`.
    Chain,
    /// `chain_linear(...)`: lists beside each other are joined crosswise.
    ChainLinear,
    /// `cross_downstream(from, to)`.
    CrossDownstream,
    /// `Label("text")`, which stands between two tasks of an edge.
    Label,
    /// The class `BaseOperator`, which makes a task and which operators are subclasses of.
    BaseOperator,
    /// An operator or sensor of Airflow or of its standard provider, by class name.
    Operator(&'static str),
    /// `SubDagOperator` (2.x).
    SubDagOperator,
    /// A timetable, by class name.
    Timetable(&'static str),
    /// The class `Variable`.
    Variable,
    /// `Variable.get`, which asks the database or a secrets backend.
    VariableGet,
    /// The class `BaseHook`.
    BaseHook,
    /// The class `Connection`.
    Connection,
    /// `BaseHook.get_connection` and `Connection.get`, which ask the database or a secrets backend.
    ConnectionGet,
    /// The class `Param`.
    Param,
    /// The class `XComArg`.
    XComArg,
    /// The class `Asset`, formerly `Dataset`.
    Asset,
    /// The class `AssetAlias`, formerly `DatasetAlias`.
    AssetAlias,
    /// The class `AssetAny`, formerly `DatasetAny`.
    AssetAny,
    /// The class `AssetAll`, formerly `DatasetAll`.
    AssetAll,
    /// `days_ago(n)` (2.x): a date and time.
    DaysAgo,
}

/// What `path` (`airflow.sdk.DAG`, `airflow.decorators.task.branch`) is in an Airflow.
///
/// Every path under which the object can be imported, deprecated ones included. `None`: something else, or nothing.
#[must_use]
pub fn meaning(airflow: Airflow, path: &str) -> Option<Meaning> {
    if !path.starts_with("airflow.") {
        return None;
    }
    let table = match airflow {
        Airflow::Two => &IN_TWO,
        Airflow::Three => &IN_THREE,
    };
    table.find(path).or_else(|| earlier_minor(airflow, path)).or_else(|| {
        let (object, attribute) = path.rsplit_once('.')?;
        attribute_of(table.find(object)?, attribute)
    })
}

/// What 3.0 to 3.2 have under paths that 3.3 lacks.
fn earlier_minor(airflow: Airflow, path: &str) -> Option<Meaning> {
    if airflow == Airflow::Two {
        return None;
    }
    match path {
        "airflow.datasets.Dataset" => Some(Meaning::Asset),
        "airflow.datasets.DatasetAlias" => Some(Meaning::AssetAlias),
        "airflow.datasets.DatasetAll" => Some(Meaning::AssetAll),
        "airflow.datasets.DatasetAny" => Some(Meaning::AssetAny),
        "airflow.timetables.datasets.AssetOrTimeSchedule"
        | "airflow.timetables.datasets.DatasetOrTimeSchedule" => {
            Some(Meaning::Timetable("AssetOrTimeSchedule"))
        }
        _ => None,
    }
}

/// What `object.attribute` is.
fn attribute_of(object: Meaning, attribute: &str) -> Option<Meaning> {
    match (object, attribute) {
        (Meaning::TaskDecorator, "run_if" | "skip_if") => Some(Meaning::TaskCondition),
        (Meaning::TaskDecorator, _) => {
            TASK_VARIANTS.binary_search(&attribute).is_ok().then_some(Meaning::TaskDecorator)
        }
        (Meaning::AssetDecorator, "multi") => Some(Meaning::MultiAssetDecorator),
        (Meaning::Variable, "get") => Some(Meaning::VariableGet),
        (Meaning::BaseHook, "get_connection") => Some(Meaning::ConnectionGet),
        (Meaning::Connection, "get" | "get_connection_from_secrets") => Some(Meaning::ConnectionGet),
        _ => None,
    }
}

/// `@task.<name>` of the standard provider, and of the providers that add one (`task-decorators` in their
/// `provider.yaml`); all are made by `task_decorator_factory`.
#[rustfmt::skip]
const TASK_VARIANTS: &[&str] = &[
    "agent", "bash", "branch", "branch_external_python", "branch_virtualenv", "docker", "embed",
    "external_python", "kubernetes", "kubernetes_cmd", "llm", "llm_branch", "pyspark", "python", "sensor",
    "short_circuit", "snowpark", "stub", "virtualenv",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(two::MEANINGS.is_sorted_by_key(|(path, _)| *path));
        assert!(three::MEANINGS.is_sorted_by_key(|(path, _)| *path));
        assert!(TASK_VARIANTS.is_sorted());
    }

    #[test]
    fn a_path_means_what_its_airflow_has_there() {
        for airflow in [Airflow::Two, Airflow::Three] {
            for (path, wanted) in [
                ("airflow.DAG", Some(Meaning::DagClass)),
                ("airflow.models.dag.DAG", Some(Meaning::DagClass)),
                ("airflow.decorators.dag", Some(Meaning::DagDecorator)),
                ("airflow.decorators.task", Some(Meaning::TaskDecorator)),
                ("airflow.decorators.task.branch", Some(Meaning::TaskDecorator)),
                ("airflow.decorators.task.skip_if", Some(Meaning::TaskCondition)),
                ("airflow.operators.bash.BashOperator", Some(Meaning::Operator("BashOperator"))),
                ("airflow.models.Variable.get", Some(Meaning::VariableGet)),
                ("airflow.hooks.base.BaseHook.get_connection", Some(Meaning::ConnectionGet)),
                ("airflow.models.DAG.nothing", None),
                ("airflow", None),
                ("os.path", None),
            ] {
                assert_eq!(meaning(airflow, path), wanted, "{path} in {}", airflow.name());
            }
        }
        assert_eq!(meaning(Airflow::Three, "airflow.sdk.asset.multi"), Some(Meaning::MultiAssetDecorator));
        assert_eq!(meaning(Airflow::Two, "airflow.sdk.DAG"), None);
        assert_eq!(
            meaning(Airflow::Two, "airflow.operators.subdag.SubDagOperator"),
            Some(Meaning::SubDagOperator)
        );
    }
}
