//! What may be a dag_id.

/// Most characters of a dag_id (`airflow/utils/helpers.py`, `validate_key`: 250 code points).
const MOST: usize = 250;

/// What is wrong with a dag_id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Airflow refuses it, and loses the whole file.
    Invalid(String),
    /// Airflow takes it; statsd, URLs, file names or shells do not.
    Nonportable(String),
}

/// Airflow matches `^[\w.-]+$` at the start of the id, with Python's `\w`.
pub(super) fn check(id: &str) -> Result<(), Wrong> {
    if id.is_empty() {
        return Err(Wrong::Invalid("it is empty".into()));
    }
    let length = id.chars().count();
    if length > MOST {
        return Err(Wrong::Invalid(format!("it has {length} characters; Airflow allows {MOST}")));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    // `$` matches before a final newline.
    let line = id.strip_suffix('\n').unwrap_or(id);
    if let Some(bad) = line.chars().find(|c| c.is_ascii() && !plain(*c)) {
        return Err(Wrong::Invalid(format!(
            "it holds `{}`; Airflow allows letters, digits, `_`, `-` and `.`",
            bad.escape_debug()
        )));
    }
    let nonportable = |reason: &str| Err(Wrong::Nonportable(reason.into()));
    if let Some(bad) = line.chars().find(|c| !c.is_ascii()) {
        return Err(Wrong::Nonportable(format!(
            "it holds `{bad}`, which is not ASCII: metrics (statsd) refuse it, and Python versions differ on it"
        )));
    }
    match id {
        _ if line.is_empty() => Err(Wrong::Invalid("it is a newline".into())),
        _ if line.len() != id.len() => nonportable("it ends with a newline"),
        "." | ".." => nonportable("it is a name for a folder, and log files lie in a folder named after it"),
        _ if id.starts_with('-') => {
            nonportable("it starts with `-`, so every command takes it for an option")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_airflow_refuses_are_told_from_those_that_break_later() {
        for id in ["a", "A.b-c_1", "1", ".hidden", &"x".repeat(250)] {
            assert_eq!(check(id), Ok(()), "{id}");
        }
        for id in ["", "a b", "a/b", "a\nb", "\n", "a:b", &"x".repeat(251), "ä b"] {
            assert!(matches!(check(id), Err(Wrong::Invalid(_))), "{id}");
        }
        for id in ["ä", "a\n", ".", "..", "-a", "日報"] {
            assert!(matches!(check(id), Err(Wrong::Nonportable(_))), "{id}");
        }
    }
}
