//! What may be the id of a DAG, a task or a task group, and what may be a tag.

/// Most characters of an id (`airflow/utils/helpers.py`, `validate_key`: 250 code points).
const MOST: usize = 250;
/// Most characters of a group's id (`validate_group_key`: 200 code points).
const MOST_GROUP: usize = 200;
/// Most characters of a tag (`airflow/models/dag.py`, `TAG_MAX_LEN`).
const MOST_TAG: usize = 100;

/// What is wrong with an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdProblem {
    /// Airflow refuses it, and loses the whole file.
    Invalid(String),
    /// Airflow takes it; statsd, URLs, file names or shells do not.
    Nonportable(String),
}

/// What is wrong with a dag_id. Airflow matches `^[\w.-]+$` at its start, with Python's `\w`.
#[must_use]
pub fn dag_id_problem(id: &str) -> Option<IdProblem> {
    if let Some(reason) = refused(id, MOST, true) {
        return Some(IdProblem::Invalid(reason));
    }
    let line = id.strip_suffix('\n').unwrap_or(id);
    let nonportable = |reason: &str| Some(IdProblem::Nonportable(reason.into()));
    if let Some(bad) = line.chars().find(|c| !c.is_ascii()) {
        return Some(IdProblem::Nonportable(format!(
            "it holds `{bad}`, which is not ASCII: metrics (statsd) refuse it, and Python versions differ on it"
        )));
    }
    match id {
        _ if line.len() != id.len() => nonportable("it ends with a newline"),
        "." | ".." => nonportable("it is a name for a folder, and log files lie in a folder named after it"),
        _ if id.starts_with('-') => {
            nonportable("it starts with `-`, so every command takes it for an option")
        }
        _ => None,
    }
}

/// Why Airflow refuses a task_id, which is the whole one: with the ids of its groups before it. The rule is that of
/// a dag_id.
#[must_use]
pub fn task_id_problem(id: &str) -> Option<String> {
    refused(id, MOST, true)
}

/// Why Airflow refuses the own id of a task group (`group_id`, without the groups around it): `^[\w-]+$`, so no dots.
#[must_use]
pub fn group_id_problem(id: &str) -> Option<String> {
    refused(id, MOST_GROUP, false)
}

/// Why Airflow refuses a tag: what follows its name in a sentence.
#[must_use]
pub fn tag_problem(tag: &str) -> Option<String> {
    let length = tag.chars().count();
    (length > MOST_TAG).then(|| format!("has {length} characters; Airflow allows {MOST_TAG}"))
}

/// Why an id is refused for certain. Letters beyond ASCII are not judged: what is one depends on Python's version.
fn refused(id: &str, most: usize, dots: bool) -> Option<String> {
    if id.is_empty() {
        return Some("it is empty".into());
    }
    let length = id.chars().count();
    if length > most {
        return Some(format!("it has {length} characters; Airflow allows {most}"));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || (dots && c == '.');
    // `$` matches before a final newline.
    let line = id.strip_suffix('\n').unwrap_or(id);
    if let Some(bad) = line.chars().find(|c| c.is_ascii() && !plain(*c)) {
        let allowed = if dots { "letters, digits, `_`, `-` and `.`" } else { "letters, digits, `_` and `-`" };
        return Some(format!("it holds `{}`; Airflow allows {allowed}", bad.escape_debug()));
    }
    line.is_empty().then(|| "it is a newline".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_airflow_refuses_are_told_from_those_that_break_later() {
        for id in ["a", "A.b-c_1", "1", ".hidden", &"x".repeat(250)] {
            assert_eq!(dag_id_problem(id), None, "{id}");
        }
        for id in ["", "a b", "a/b", "a\nb", "\n", "a:b", &"x".repeat(251), "ä b"] {
            assert!(matches!(dag_id_problem(id), Some(IdProblem::Invalid(_))), "{id}");
            assert!(task_id_problem(id).is_some(), "{id}");
        }
        for id in ["ä", "a\n", ".", "..", "-a", "日報"] {
            assert!(matches!(dag_id_problem(id), Some(IdProblem::Nonportable(_))), "{id}");
            assert_eq!(task_id_problem(id), None, "{id}");
        }
    }

    #[test]
    fn a_group_takes_no_dots_and_fewer_characters() {
        assert_eq!(group_id_problem("a_b-1"), None);
        for id in ["a.b", "a b", &"x".repeat(201), ""] {
            assert!(group_id_problem(id).is_some(), "{id}");
        }
    }

    #[test]
    fn a_tag_has_at_most_a_hundred_characters() {
        assert_eq!(tag_problem(&"ä".repeat(100)), None);
        assert!(tag_problem(&"x".repeat(101)).is_some());
    }
}
