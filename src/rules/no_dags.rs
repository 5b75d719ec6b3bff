//! `no-dags`: the package has no DAG.

use super::{Rule, Severity};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: "no-dags",
    default: Severity::Error,
    summary: "The package has no DAG",
    page: include_str!("pages/no-dags.md"),
};

use crate::package::{Kind, Package};

/// The package as a whole. When a file is lost to a fault of its own, and that is said, it is enough.
pub(super) fn check(package: &Package, files: &[super::Examined<'_>], findings: &mut super::Findings<'_>) {
    let known = files
        .iter()
        .filter(|file| file.is_loaded())
        .any(|file| !file.outcome.registered.is_empty() || !file.outcome.unresolved.is_empty());
    if package.kind == Kind::Library || known {
        return;
    }
    // What is too large, or leads out of the package, was not read: that is said.
    if files.is_empty() && !package.problems.is_empty() {
        return;
    }
    let told = findings.paths();
    if files.iter().any(|file| file.is_lost() && told.contains(file.path().as_str())) {
        return;
    }
    let python = files.iter().filter(|file| file.is_python()).count();
    let message = match (files.len(), python) {
        (0, _) => {
            format!("The package has no file in `{}`, so it brings no DAG", package.dags.escape_debug())
        }
        (_, 0) => {
            format!(
                "The package has no Python file in `{}`, so it brings no DAG",
                package.dags.escape_debug()
            )
        }
        _ => format!("No Python file in `{}` registers a DAG", package.dags.escape_debug()),
    };
    findings.add_to_package(
        &RULE,
        message,
        Some("Check `dags` and `exclude`; a package of helpers says `kind = \"library\"`.".into()),
    );
}
