//! Facts of Airflow, by target version: what it calls things, what it takes, what it refuses.
//!
//! Data and pure functions; this room knows nobody. Each table was found by a script in the Airflows that `.ci/run`
//! installs, and is proven there:
//!
//! | question | function | proven by |
//! | --- | --- | --- |
//! | what an import path is | [`meaning`] | `tests/airflow/facts.py` |
//! | which options of its configuration have a value | [`is_set_option`] | the same |
//! | which time zones there are | [`is_zone`] | the same |
//! | what `DAG`, `@asset` and the operators take | [`dag_arguments`], [`asset_arguments`], [`operator_arguments`] | the same |
//! | what they no longer take | [`dag_argument_problem`], [`operator_argument_problem`] | `tests/airflow/check_rows.py` |
//! | what DAGs and operators lack | [`dag_lacks`], [`operator_lacks`], [`is_fixed_of_dag`] | the same |
//! | what only some versions or providers have | [`may_be_missing`] | `tests/airflow/check_aliases.py` |
//! | what nobody has imported yet | [`is_unloaded_module`] | the patterns of `tests/airflow/compare_patterns.py` |
//! | what can no longer be imported | [`import_problem`] | `tests/airflow/check_imports.py` |
//! | which cron expressions are legal | [`cron_problem`] | `tests/airflow/check_cron.py` |
//! | what may be an id or a tag | [`dag_id_problem`], [`task_id_problem`], [`group_id_problem`], [`tag_problem`] | `tests/airflow/check_rows.py` |
//! | what Python itself has | [`is_stdlib`], [`stdlib_removed`], [`stdlib_since`], [`stdlib_lacks`] | `tests/airflow/check_stdlib.py` |
//!
//! Answers are about what is certain: `None` is "no problem, or cannot know". Nothing is allocated to say `None`.

mod arguments;
mod attributes;
mod cron;
mod fading;
mod identifier;
mod imports;
mod loaded;
mod meaning;
mod options;
mod stdlib;
mod three;
mod two;
mod zones;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

pub use arguments::{
    asset_arguments, dag_argument_problem, dag_arguments, dag_positional, decorated_operator,
    is_common_argument, is_dropped_when_true, operator_argument_problem, operator_arguments,
};
pub use attributes::{dag_lacks, is_fixed_of_dag, is_fixed_of_operator, operator_lacks};
pub use cron::cron_problem;
pub use fading::may_be_missing;
pub use identifier::{IdProblem, dag_id_problem, group_id_problem, tag_problem, task_id_problem};
pub use imports::{ImportProblem, import_problem};
pub use loaded::is_unloaded_module;
pub use meaning::{Meaning, meaning};
pub use options::is_set_option;
pub use stdlib::{is_stdlib, stdlib_lacks, stdlib_removed, stdlib_since};
pub use zones::is_zone;

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
        // Nearly every DAG file has the words as they are here.
        let plain = |word: &[u8]| memchr::memmem::find(content, word).is_some();
        (plain(b"airflow") || holds(content, b"airflow", 3))
            && (plain(b"dag")
                || holds(content, b"dag", 2)
                || (self == Self::Three && holds(content, b"asset", 4)))
    }
}

/// Whether `content`, lower-cased, holds a lower-case word. `rare` is where the word's rarest letter stands: only
/// where that is found is more looked at, and nothing is copied.
fn holds(content: &[u8], word: &[u8], rare: usize) -> bool {
    let letter = word[rare];
    memchr::memchr2_iter(letter, letter.to_ascii_uppercase(), content).any(|at| {
        let start = at.checked_sub(rare);
        start
            .and_then(|start| content.get(start..start + word.len()))
            .is_some_and(|found| found.eq_ignore_ascii_case(word))
    })
}

/// A table whose rows are found by hashing their keys. Its map is made when it is first asked: thousands of files of
/// one run ask for the same few names, and sorted tables of long paths spend their time in comparing what paths share.
struct Index<V: 'static> {
    rows: &'static [(&'static str, V)],
    map: OnceLock<FxHashMap<&'static str, V>>,
}

impl<V: Copy> Index<V> {
    const fn new(rows: &'static [(&'static str, V)]) -> Self {
        Self { rows, map: OnceLock::new() }
    }

    /// The value beside `key`.
    fn find(&self, key: &str) -> Option<V> {
        self.map.get_or_init(|| self.rows.iter().copied().collect()).get(key).copied()
    }
}

/// The value beside `key` in a sorted table.
fn find<V: Copy>(table: &[(&str, V)], key: &str) -> Option<V> {
    let at = table.binary_search_by(|(name, _)| (*name).cmp(key)).ok()?;
    table.get(at).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Airflow writes it.
    fn slow(airflow: Airflow, content: &[u8]) -> bool {
        let lower = content.to_ascii_lowercase();
        let has = |word: &[u8]| lower.windows(word.len()).any(|window| window == word);
        has(b"airflow") && (has(b"dag") || (airflow == Airflow::Three && has(b"asset")))
    }

    #[test]
    fn safe_mode_finds_what_a_plain_search_finds() {
        let parts = [
            "airflow", "AirFlow", "airfloW", "irflow", "airflo", "dag", "DAG", "da", "g", "asset", "aSSEt",
            "asse", "t", "\u{212a}", "",
        ];
        for one in parts {
            for two in parts {
                for three in parts {
                    for between in ["", " ", "\n"] {
                        let content = [one, two, three].join(between);
                        for airflow in [Airflow::Two, Airflow::Three] {
                            let expected = slow(airflow, content.as_bytes());
                            assert_eq!(airflow.safe_mode_parses(content.as_bytes()), expected, "{content}");
                        }
                    }
                }
            }
        }
        assert!(Airflow::Two.safe_mode_parses(b"\xff\x00airflow\x80dAG"));
    }
}
