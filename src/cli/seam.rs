//! Stands for `rules::check` and `report` until they are merged: what reading alone can judge.

use std::io::Write;

use crate::config::Settings;
use crate::package::{Package, ProblemRule};
use crate::rules::{Finding, Severity, Verdict};

pub(super) fn check(package: &Package, settings: &Settings) -> Verdict {
    let mut findings: Vec<Finding> = package
        .problems
        .iter()
        .map(|problem| Finding {
            code: match problem.rule {
                ProblemRule::PathInvalid => "path-invalid",
                ProblemRule::FileTooLarge => "file-too-large",
            },
            severity: Severity::Error,
            path: Some(problem.path.clone()),
            span: None,
            message: problem.message.clone(),
            help: Some(problem.help.clone()),
        })
        .collect();
    if package.files.is_empty() && findings.is_empty() {
        findings.push(Finding {
            code: "no-dags",
            severity: Severity::Error,
            path: None,
            span: None,
            message: format!("`{}` has no file", package.name),
            help: None,
        });
    }
    Verdict {
        package: package.name.clone(),
        target: crate::metadata::Target {
            python: settings.python.to_string(),
            airflow: settings.airflow.to_string(),
        },
        checks: vec![],
        files: vec![],
        findings,
    }
}

pub(super) fn text(out: &mut impl Write, verdict: &Verdict) -> std::io::Result<()> {
    for finding in &verdict.findings {
        writeln!(out, "{}: {}", finding.code, finding.message)?;
        if let Some(help) = &finding.help {
            writeln!(out, "  help: {help}")?;
        }
    }
    Ok(())
}
