//! `validate --format json`, schema_version 1.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use super::Subject;
use crate::metadata::Target;
use crate::rules::{self, FileKind, Severity, Verdict};

/// The version of the report's shape.
pub const SCHEMA_VERSION: u32 = 1;

/// The report of a validation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Validation {
    /// The version of this shape.
    schema_version: u32,
    /// One for each package, in the order they were given.
    packages: Vec<PackageReport>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PackageReport {
    /// Its name.
    package: String,
    /// What it was validated for.
    target: Target,
    /// The checks that ran, sorted.
    checks: Vec<String>,
    summary: Summary,
    /// Every file, sorted by path.
    files: Vec<File>,
    /// Sorted by path, line, column, code; those of the whole package first.
    findings: Vec<Finding>,
}

/// How many of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Summary {
    /// Files of the package.
    pub(super) files: usize,
    /// DAGs that are certain to register.
    pub(super) dags: usize,
    /// Findings that deny.
    pub(super) errors: usize,
    /// Findings that do not.
    pub(super) warnings: usize,
    /// Places that build a DAG which cannot be known.
    pub(super) unresolved: usize,
}

impl Summary {
    pub(super) fn of(verdict: &Verdict) -> Self {
        let count = |severity| verdict.findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            files: verdict.files.len(),
            dags: verdict.files.iter().map(|file| file.dags.len()).sum(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            unresolved: verdict.files.iter().map(|file| file.unresolved.len()).sum(),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct File {
    /// Relative to the package's folder: `dags/x.py`.
    path: String,
    kind: Kind,
    /// The DAGs that are certain to register.
    dags: Vec<Dag>,
    /// The places that cannot be known.
    unresolved: Vec<Unresolved>,
}

/// What a file is to Airflow.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Kind {
    /// Airflow loads it and looks for DAGs.
    Dag,
    /// Python that is only imported.
    Module,
    /// Anything else.
    Resource,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Dag {
    dag_id: String,
    /// From 1.
    line: u32,
    /// In characters, from 1.
    column: u32,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Unresolved {
    /// From 1.
    line: u32,
    /// In characters, from 1.
    column: u32,
    /// Why: names the expression.
    reason: String,
    /// Ids that it may register, when some are known.
    candidates: Vec<String>,
}

/// A finding in a report.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Finding {
    /// The rule; `explain` prints its page.
    code: String,
    severity: Level,
    /// Relative to the package's folder; null when the finding concerns the package.
    path: Option<String>,
    /// From 1; null when the finding concerns the whole file.
    line: Option<u32>,
    /// In characters, from 1.
    column: Option<u32>,
    end_line: Option<u32>,
    /// The column after the last.
    end_column: Option<u32>,
    /// One sentence.
    message: String,
    /// The next step.
    help: Option<String>,
}

/// Whether a finding denies.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Level {
    /// It denies publishing.
    Error,
    /// It does not.
    Warning,
}

impl Validation {
    /// The report of some verdicts.
    #[must_use]
    pub fn new(subjects: &[Subject<'_>]) -> Self {
        let packages = subjects.iter().map(|subject| package(subject.verdict)).collect();
        Self { schema_version: SCHEMA_VERSION, packages }
    }
}

fn package(verdict: &Verdict) -> PackageReport {
    let files = verdict.files.iter().map(|file| File {
        path: format!("{}/{}", verdict.dags, file.path),
        kind: match file.kind {
            FileKind::Dag => Kind::Dag,
            FileKind::Module => Kind::Module,
            FileKind::Resource => Kind::Resource,
        },
        dags: file
            .dags
            .iter()
            .map(|dag| Dag { dag_id: dag.dag_id.clone(), line: dag.line, column: dag.column })
            .collect(),
        unresolved: file
            .unresolved
            .iter()
            .map(|unknown| Unresolved {
                line: unknown.line,
                column: unknown.column,
                reason: unknown.reason.clone(),
                candidates: unknown.candidates.clone(),
            })
            .collect(),
    });
    PackageReport {
        package: verdict.package.to_string(),
        target: verdict.target.clone(),
        checks: verdict.checks.clone(),
        summary: Summary::of(verdict),
        files: files.collect(),
        findings: verdict.findings.iter().map(Finding::from).collect(),
    }
}

impl From<&rules::Finding> for Finding {
    fn from(finding: &rules::Finding) -> Self {
        Self {
            code: finding.code.to_owned(),
            severity: match finding.severity {
                Severity::Error => Level::Error,
                Severity::Warning => Level::Warning,
            },
            path: finding.path.clone(),
            line: finding.span.map(|span| span.line),
            column: finding.span.map(|span| span.column),
            end_line: finding.span.map(|span| span.end_line),
            end_column: finding.span.map(|span| span.end_column),
            message: finding.message.clone(),
            help: finding.help.clone(),
        }
    }
}

/// Writes the report as indented JSON with a final newline.
///
/// # Errors
/// When the writer fails.
pub fn json(subjects: &[Subject<'_>], writer: &mut impl io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *writer, &Validation::new(subjects))?;
    writer.write_all(b"\n")
}

/// The JSON Schema of the report, generated from its types.
#[must_use]
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Validation).to_value();
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".into(), "dag-publish validate --format json, schema_version 1".into());
    }
    schema
}
