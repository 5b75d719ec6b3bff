//! Facts of Airflow, by target version: what it calls things, what it takes, what it refuses.
//!
//! Data and pure functions; this room knows nobody. Each table was found by a script in the Airflows that `.ci/run`
//! installs, and is proven there:
//!
//! | question | function | proven by |
//! | --- | --- | --- |
//! | what an import path is | [`meaning`] | `tests/airflow/facts.py` |
//! | what `DAG`, `@asset` and the operators take | [`dag_arguments`], [`asset_arguments`], [`operator_arguments`] | the same |
//! | what they no longer take | [`dag_argument_problem`], [`operator_argument_problem`] | `tests/airflow/check_rows.py` |
//! | what can no longer be imported | [`import_problem`] | `tests/airflow/check_imports.py` |
//! | which cron expressions are legal | [`cron_problem`] | `tests/airflow/check_cron.py` |
//! | what may be an id or a tag | [`dag_id_problem`], [`task_id_problem`], [`group_id_problem`], [`tag_problem`] | `tests/airflow/check_rows.py` |
//! | what Python itself has | [`is_stdlib`], [`stdlib_removed`], [`stdlib_since`] | `tests/airflow/check_stdlib.py` |
//!
//! Answers are about what is certain: `None` is "no problem, or cannot know". Nothing is allocated to say `None`.

mod arguments;
mod cron;
mod fading;
mod identifier;
mod imports;
mod meaning;
mod stdlib;
mod three;
mod two;

pub use arguments::{
    asset_arguments, dag_argument_problem, dag_arguments, dag_positional, is_common_argument,
    operator_argument_problem, operator_arguments,
};
pub use cron::cron_problem;
pub use fading::may_be_missing;
pub use identifier::{IdProblem, dag_id_problem, group_id_problem, tag_problem, task_id_problem};
pub use imports::{ImportProblem, import_problem};
pub use meaning::{Meaning, meaning};
pub use stdlib::{is_stdlib, stdlib_removed, stdlib_since};

/// The major version of Airflow that files are judged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Airflow {
    /// 2.x, judged as 2.11.
    Two,
    /// 3.x: what any minor of it takes is taken.
    #[default]
    Three,
}

impl Airflow {
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

/// The value beside `key` in a sorted table.
fn find<V: Copy>(table: &[(&str, V)], key: &str) -> Option<V> {
    let at = table.binary_search_by(|(name, _)| (*name).cmp(key)).ok()?;
    table.get(at).map(|(_, value)| *value)
}
