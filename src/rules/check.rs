//! One package through every rule.

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::airflowignore::Ignores;
use super::sources::PackageSources;
use super::{FileKind, FileVerdict, Finding, FoundDag, Options, Rule, Span, Unresolved, Verdict};
use super::{
    airflow_version, archive_file, dag_id_duplicate, dag_id_invalid, dag_id_missing, dag_id_nonportable,
    dag_id_prefix, dag_id_unresolved, dag_not_registered, dag_signature, encoding, exits_at_import,
    file_too_large, ignored_by_airflowignore, import_fails, local_import_missing, merge_conflict,
    nesting_too_deep, no_dags, package_not_importable, path_invalid, python_version, shared,
    skipped_by_safe_mode, start_date_missing, suppression, syntax_error, task_cycle, task_id_duplicate,
    task_id_invalid,
};
use crate::dags::{self, FaultKind, Outcome};
use crate::package::{Package, PackageFile, ProblemRule};
use crate::python::{self, Lines, TextRange};

/// How many places of a file are found one by one.
const FEW: usize = 8;

/// The checks that a validation runs, sorted.
const CHECKS: [&str; 4] = ["dag_id", "duplicates", "registration", "syntax"];

/// Looks at every file of a package, in parallel, and lets every rule speak. The same package and options give
/// the same verdict.
#[must_use]
pub fn check(package: &Package, options: &Options) -> Verdict {
    let ignores = Ignores::of(package, options.airflow);
    let sources = PackageSources::new(package, options.python);
    let judge = Judge { package, options, ignores: &ignores, sources: &sources };
    let mut files = judge.examine_all();
    shared::excuse(&mut files, package.kind);
    let mut findings = Findings { options, found: Vec::new() };
    path_invalid::check(package, &mut findings);
    file_too_large::check(package, &mut findings);
    package_not_importable::check(package, &mut findings);
    for file in &files {
        check_file(file, &mut findings);
    }
    dag_id_duplicate::check(&files, &mut findings);
    suppression::apply(&files, &mut findings.found, options);
    no_dags::check(package, &files, &mut findings);
    let mut found = findings.found;
    super::sort(&mut found);
    found.dedup();
    Verdict {
        package: package.name.clone(),
        dags: package.dags.clone(),
        target: options.target(),
        checks: CHECKS.map(String::from).to_vec(),
        files: files.into_par_iter().map(Examined::into_verdict).collect(),
        findings: found,
    }
}

fn check_file(file: &Examined<'_>, findings: &mut Findings<'_>) {
    archive_file::check(file, findings);
    syntax_error::check(file, findings);
    python_version::check(file, findings);
    encoding::check(file, findings);
    nesting_too_deep::check(file, findings);
    merge_conflict::check(file, findings);
    skipped_by_safe_mode::check(file, findings);
    ignored_by_airflowignore::check(file, findings);
    dag_id_missing::check(file, findings);
    dag_id_invalid::check(file, findings);
    dag_id_nonportable::check(file, findings);
    dag_signature::check(file, findings);
    dag_not_registered::check(file, findings);
    exits_at_import::check(file, findings);
    import_fails::check(file, findings);
    local_import_missing::check(file, findings);
    airflow_version::check(file, findings);
    start_date_missing::check(file, findings);
    task_id_invalid::check(file, findings);
    task_id_duplicate::check(file, findings);
    task_cycle::check(file, findings);
    dag_id_prefix::check(file, findings);
    dag_id_unresolved::check(file, findings);
}

/// What every file is judged by.
struct Judge<'p, 's> {
    package: &'p Package,
    options: &'s Options,
    ignores: &'s Ignores,
    sources: &'s PackageSources<'p>,
}

impl<'p> Judge<'p, '_> {
    fn examine_all(&self) -> Vec<Examined<'p>> {
        let files = &self.package.files;
        let roots: Vec<String> =
            self.options.import_roots.iter().map(|root| self.sources.root(root)).collect();
        // Trees are read, walked and dropped on threads whose stack holds the deepest tree that is allowed.
        match ThreadPoolBuilder::new().stack_size(python::STACK_BYTES).build() {
            Ok(pool) => {
                pool.install(|| files.par_iter().map(|file| Examined::new(self, file, &roots)).collect())
            }
            // No thread can be started: better no answer for Python files than an overflow.
            Err(error) => {
                let reason = format!("It was not read: no thread could be started ({error})");
                files.iter().map(|file| Examined::unread(self.package, file, &reason)).collect()
            }
        }
    }
}

/// A file with everything that was learned of it.
pub(super) struct Examined<'p> {
    pub(super) file: &'p PackageFile,
    pub(super) dags: &'p str,
    pub(super) notes: Vec<suppression::Note>,
    faults: Vec<python::Fault>,
    pub(super) outcome: Outcome,
    /// By range, sorted.
    spans: Vec<((u32, u32), Span)>,
    pub(super) safe_mode_parses: bool,
    /// The `.airflowignore` that makes Airflow leave it out.
    pub(super) ignored: Option<String>,
}

impl<'p> Examined<'p> {
    fn new(judge: &Judge<'p, '_>, file: &'p PackageFile, roots: &[String]) -> Self {
        let Judge { package, options, ignores, sources } = *judge;
        let mut examined = Self {
            file,
            dags: &package.dags,
            notes: Vec::new(),
            faults: Vec::new(),
            outcome: Outcome::default(),
            spans: Vec::new(),
            safe_mode_parses: options.airflow.safe_mode_parses(&file.bytes),
            ignored: ignores.exclude(file.path.as_str()),
        };
        if !examined.is_python() {
            return examined;
        }
        let reading = python::read(&file.bytes, options.python);
        // A file that Airflow skips is looked at only when it may build DAGs through another module.
        let may_build = examined.safe_mode_parses
            || reading.text.as_ref().is_some_and(|text| text.contains("dag") || text.contains("globals()"));
        if let (Some(text), Some(tree), true) = (&reading.text, &reading.tree, may_build) {
            let mut outcome = dags::examine(&dags::Request {
                file: dags::File { text, tree, path: &sources.path_of(file.path.as_str()) },
                airflow: options.airflow,
                python: options.python.minor(),
                import_roots: roots,
                sources,
            });
            if let Some(what) = &ignores.unclear {
                doubt_all(&mut outcome, what);
            }
            examined.spans = spans(text, &outcome);
            if !options.keep_tasks {
                outcome.registered.iter_mut().for_each(|dag| dag.tasks = dags::Tasks::default());
            }
            examined.outcome = outcome;
        }
        // The text goes with its file: a package may be as large as half of a small runner's memory.
        examined.notes = reading.text.as_deref().map(suppression::notes).unwrap_or_default();
        examined.faults = reading.faults;
        examined
    }

    fn unread(package: &'p Package, file: &'p PackageFile, reason: &str) -> Self {
        let fault = python::Fault {
            kind: python::FaultKind::Depth,
            span: None,
            message: reason.to_owned(),
            help: Some("Give the process more memory or threads, and try again.".into()),
        };
        let is_python = file.path.as_str().ends_with(".py");
        Self {
            file,
            dags: &package.dags,
            notes: Vec::new(),
            faults: if is_python { vec![fault] } else { Vec::new() },
            outcome: Outcome::default(),
            spans: Vec::new(),
            safe_mode_parses: false,
            ignored: None,
        }
    }

    pub(super) fn is_python(&self) -> bool {
        self.file.path.as_str().ends_with(".py")
    }

    /// Whether Airflow loads it and looks for DAGs.
    pub(super) fn is_loaded(&self) -> bool {
        self.is_python() && self.safe_mode_parses && self.ignored.is_none()
    }

    /// Whether a fault of its own keeps Airflow from loading it, or from seeing its DAGs.
    pub(super) fn is_lost(&self) -> bool {
        let drops = self.outcome.faults.iter().any(|fault| fault.kind != FaultKind::IdNonportable);
        let builds = self.outcome.unresolved.iter().any(|unknown| unknown.is_builder);
        let hidden = (builds || !self.outcome.registered.is_empty()) && self.is_python() && !self.is_loaded();
        (self.is_loaded() && (!self.faults.is_empty() || drops)) || hidden
    }

    /// Its path from the package's folder.
    pub(super) fn path(&self) -> String {
        format!("{}/{}", self.dags, self.file.path)
    }

    /// Where a range of its outcome lies.
    pub(super) fn span(&self, range: TextRange) -> Span {
        let start = Span { line: 1, column: 1, end_line: 1, end_column: 1 };
        let at = self.spans.binary_search_by_key(&key(range), |(range, _)| *range);
        at.map_or(start, |at| self.spans[at].1)
    }

    fn into_verdict(mut self) -> FileVerdict {
        let kind = match (self.is_python(), self.is_loaded()) {
            (false, _) => FileKind::Resource,
            (true, false) => FileKind::Module,
            (true, true) => FileKind::Dag,
        };
        let mut verdict =
            FileVerdict { path: self.file.path.clone(), kind, dags: Vec::new(), unresolved: Vec::new() };
        if kind == FileKind::Dag {
            let Outcome { registered, unresolved, .. } = std::mem::take(&mut self.outcome);
            verdict.dags.extend(registered.into_iter().map(|dag| {
                let span = self.span(dag.range);
                FoundDag { dag_id: dag.dag_id, line: span.line, column: span.column, tasks: dag.tasks }
            }));
            verdict.unresolved.extend(unresolved.into_iter().map(|unknown| {
                let span = self.span(unknown.range);
                Unresolved {
                    line: span.line,
                    column: span.column,
                    reason: unknown.reason,
                    candidates: unknown.candidates,
                }
            }));
        }
        verdict
    }
}

/// Where everything lies that an outcome speaks of.
fn spans(text: &str, outcome: &Outcome) -> Vec<((u32, u32), Span)> {
    let dags = outcome.registered.iter().map(|dag| dag.range);
    let unknown = outcome.unresolved.iter().map(|unknown| unknown.range);
    let ranges = dags.chain(unknown).chain(outcome.faults.iter().map(|fault| fault.range));
    // To find all lines of a file pays off when many are asked for.
    let few = outcome.registered.len() + outcome.unresolved.len() + outcome.faults.len() <= FEW;
    let lines = (!few).then(|| Lines::new(text));
    let span = |range| lines.as_ref().map_or_else(|| python::span_in(text, range), |lines| lines.span(range));
    let mut spans: Vec<_> = ranges.map(|range| (key(range), span(range))).collect();
    spans.sort_unstable_by_key(|(range, _)| *range);
    spans
}

fn key(range: TextRange) -> (u32, u32) {
    (range.start().into(), range.end().into())
}

/// What of an `.airflowignore` cannot be judged may exclude the file: nothing of it is certain.
fn doubt_all(outcome: &mut Outcome, what: &str) {
    for dag in outcome.registered.drain(..) {
        outcome.unresolved.push(dags::Unknown {
            range: dag.range,
            reason: format!("whether Airflow parses the file depends on {what}"),
            candidates: vec![dag.dag_id],
            is_builder: false,
        });
    }
    outcome.unresolved.sort_by_key(|unknown| unknown.range.start());
}

/// Where rules put what they find.
pub(super) struct Findings<'o> {
    pub(super) options: &'o Options,
    found: Vec<Finding>,
}

impl Findings<'_> {
    pub(super) fn add(
        &mut self,
        rule: &Rule,
        path: String,
        span: Option<Span>,
        message: String,
        help: Option<String>,
    ) {
        if let Some(severity) = self.options.severity(rule, Some(&path)) {
            self.found.push(Finding { code: rule.code, severity, path: Some(path), span, message, help });
        }
    }

    /// The files in which anything was found.
    pub(super) fn paths(&self) -> FxHashSet<&str> {
        self.found.iter().filter_map(|finding| finding.path.as_deref()).collect()
    }

    pub(super) fn add_to_package(&mut self, rule: &Rule, message: String, help: Option<String>) {
        if let Some(severity) = self.options.severity(rule, None) {
            self.found.push(Finding { code: rule.code, severity, path: None, span: None, message, help });
        }
    }

    pub(super) fn of_python(&mut self, rule: &Rule, file: &Examined<'_>, kind: python::FaultKind) {
        for fault in file.faults.iter().filter(|fault| fault.kind == kind) {
            // The parser says what is wrong, and seldom what to do.
            let help = || "Correct it: Airflow loads no DAG of a file that does not compile.".to_owned();
            let help = Some(fault.help.clone().unwrap_or_else(help));
            self.add(rule, file.path(), fault.span, fault.message.clone(), help);
        }
    }

    pub(super) fn of_dags(&mut self, rule: &Rule, file: &Examined<'_>, kind: FaultKind) {
        if !file.is_loaded() {
            return;
        }
        for fault in file.outcome.faults.iter().filter(|fault| fault.kind == kind) {
            let span = file.span(fault.range);
            self.add(rule, file.path(), Some(span), fault.message.clone(), Some(fault.help.clone()));
        }
    }

    pub(super) fn of_package(&mut self, rule: &Rule, package: &Package, kind: ProblemRule) {
        for problem in package.problems.iter().filter(|problem| problem.rule == kind) {
            if let Some(severity) = self.options.severity(rule, None) {
                self.found.push(Finding {
                    code: rule.code,
                    severity,
                    path: Some(problem.path.clone()),
                    span: None,
                    message: problem.message.clone(),
                    help: Some(problem.help.clone()),
                });
            }
        }
    }
}
