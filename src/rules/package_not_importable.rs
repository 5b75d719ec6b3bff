//! `package-not-importable`: modules of the package cannot be imported by its name.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "package-not-importable",
    default: Severity::Warning,
    summary: "Modules of the package cannot be imported by its name",
    page: include_str!("pages/package-not-importable.md"),
};

use crate::airflow::is_stdlib;
use crate::package::Package;

const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not",
    "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Modules that are there wherever Airflow is.
const INSTALLED: &[&str] = &[
    "airflow",
    "alembic",
    "attr",
    "attrs",
    "boto3",
    "click",
    "cryptography",
    "dateutil",
    "fastapi",
    "flask",
    "google",
    "httpx",
    "jinja2",
    "kubernetes",
    "numpy",
    "pandas",
    "pendulum",
    "plugins",
    "pydantic",
    "requests",
    "sqlalchemy",
    "tests",
    "yaml",
];

/// The package's name.
pub(super) fn check(package: &Package, findings: &mut super::Findings<'_>) {
    let name = package.name.as_str();
    let reason = if name.contains('-') {
        "the name holds a `-`"
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        "the name starts with a digit"
    } else if KEYWORDS.contains(&name) {
        "the name is a keyword of Python"
    } else if is_stdlib(name, 12) || INSTALLED.contains(&name) {
        "the name is that of a well-known module"
    } else {
        return;
    };
    let other = if name.contains('-') { format!(" to `{}`", name.replace('-', "_")) } else { String::new() };
    findings.add_to_package(
        &RULE,
        format!("Files of the package cannot import each other as `{name}.{}.…`: {reason}", package.dags),
        Some(format!("Rename the package{other}, or do not import across its files.")),
    );
}
