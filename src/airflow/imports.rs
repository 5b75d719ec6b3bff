//! Import paths that an Airflow lacks.

use super::Airflow;

/// An import that fails, whatever is installed beside Airflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// One sentence.
    pub message: String,
    /// The next step.
    pub help: String,
}

/// Why `import module` (no `name`) or `from module import name` fails in an Airflow, where that is certain.
///
/// A provider's module is never claimed to be missing, nor what any minor of 3 has.
#[must_use]
pub fn import_problem(airflow: Airflow, module: &str, name: Option<&str>) -> Option<ImportProblem> {
    let _ = name;
    let under = |parent: &str| {
        module.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let missing = match airflow {
        Airflow::Two => under("airflow.sdk"),
        Airflow::Three => under("airflow.contrib") || under("airflow.operators.subdag"),
    };
    missing.then(|| ImportProblem {
        message: format!("`{module}` is not in Airflow {}, so the file cannot be imported", airflow.name()),
        help:
            "Import it from where that version has it, or set `airflow` to the version your scheduler runs."
                .into(),
    })
}
