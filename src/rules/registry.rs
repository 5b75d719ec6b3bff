//! Every rule, by its code.

use super::{Code, Severity};

/// What a rule is.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its code.
    pub code: Code,
    /// What its findings mean unless configured.
    pub default: Severity,
    /// One line, without a final stop.
    pub summary: &'static str,
    /// The page that `explain` prints: Markdown.
    pub page: &'static str,
}

impl Rule {
    /// Whether it can be switched off or made a warning. What a file system cannot hold is not in the package
    /// that would be published, so these two always deny.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self.code, "path-invalid" | "file-too-large" | "dag-id-taken")
    }
}

const ALL: &[&Rule] = &[
    &super::airflow_version::RULE,
    &super::archive_file::RULE,
    &super::dag_id_duplicate::RULE,
    &super::dag_id_invalid::RULE,
    &super::dag_id_missing::RULE,
    &super::dag_id_nonportable::RULE,
    &super::dag_id_prefix::RULE,
    &super::dag_id_taken::RULE,
    &super::dag_id_unresolved::RULE,
    &super::dag_not_registered::RULE,
    &super::dag_signature::RULE,
    &super::encoding::RULE,
    &super::exits_at_import::RULE,
    &super::file_too_large::RULE,
    &super::ignored_by_airflowignore::RULE,
    &super::import_fails::RULE,
    &super::local_import_missing::RULE,
    &super::merge_conflict::RULE,
    &super::nesting_too_deep::RULE,
    &super::no_dags::RULE,
    &super::package_not_importable::RULE,
    &super::path_invalid::RULE,
    &super::python_version::RULE,
    &super::skipped_by_safe_mode::RULE,
    &super::start_date_missing::RULE,
    &super::syntax_error::RULE,
    &super::task_cycle::RULE,
    &super::task_id_duplicate::RULE,
    &super::task_id_invalid::RULE,
    &super::unused_ignore::RULE,
];

/// Every rule, sorted by code.
#[must_use]
pub fn all() -> &'static [&'static Rule] {
    ALL
}

/// The rule of a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_each_has_its_page() {
        assert!(ALL.is_sorted_by_key(|rule| rule.code));
        for rule in ALL {
            assert!(
                rule.page.starts_with(&format!("# {}\n\n{}.\n", rule.code, rule.summary)),
                "{}",
                rule.code
            );
            for part in ["## Why", "## Example", "## What to do"] {
                assert!(rule.page.contains(part), "{}: {part}", rule.code);
            }
            assert!(rule.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.code);
        }
    }
}
