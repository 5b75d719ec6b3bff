//! The job summary: what became of each package, for somebody who reads a pull request or a run.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::page::Page;
use super::{Answer, Change, DagRow, Package, Step};
use crate::dags::Tasks;
use crate::report::json::Summary;
use crate::report::markdown::{code, sentence};
use crate::report::mermaid::{MOST_TASKS, flowchart};
use crate::report::publication::{PackageReport, failure};
use crate::rules::{Finding, Severity};

/// Findings of a package that are listed; the log has all.
const MOST_FINDINGS: usize = 50;
/// DAGs that did not change and are listed one by one.
const MOST_SAME: usize = 50;
/// Files of a kind of change that are named.
const MOST_FILES: usize = 20;
/// DAGs of a package whose tasks are drawn.
const MOST_PICTURES: usize = 10;

/// The summary as Markdown, of at most `room` bytes.
#[must_use]
pub fn summary(step: &Step<'_>, room: usize) -> String {
    let packages = step.packages();
    let mut page = Page::new(room);
    if packages.len() + step.unread > 1 {
        overview(step, &packages, &mut page);
    }
    if step.unread > 0 {
        let (many, verb) = if step.unread == 1 { ("", "its") } else { ("s", "their") };
        page.push(&format!(
            "**{} package{many} could not be read**: the log of the step says why. Nothing else is known of {verb} \
             files.\n\n",
            step.unread
        ));
    }
    for package in &packages {
        one(package, &mut page);
    }
    page.text()
}

/// The summary of a run that ended before there was a result: one sentence and the next step.
#[must_use]
pub fn failed(message: &str, help: Option<&str>, room: usize) -> String {
    let mut page = Page::new(room);
    page.push(&format!("### dag-publish failed\n\n{}\n\n", sentence(message)));
    if let Some(help) = help {
        page.push(&format!("Next step: {}\n\n", sentence(help)));
    }
    page.text()
}

/// A line for each of several packages.
fn overview(step: &Step<'_>, packages: &[Package<'_>], page: &mut Page) {
    let head = format!(
        "### dag-publish: {} packages\n\n| package | result | DAGs | errors | warnings |\n| --- | --- | --- | --- | --- |\n",
        packages.len() + step.unread
    );
    let mut rows = packages.iter().map(|package| {
        let counts = package.subject.map(|subject| Summary::of(subject.verdict));
        let count =
            |of: fn(Summary) -> usize| counts.map(|counts| of(counts).to_string()).unwrap_or_default();
        format!(
            "| {} | {} | {} | {} | {} |\n",
            code(package.name),
            outcome(package),
            count(|counts| counts.dags),
            count(|counts| counts.errors),
            count(|counts| counts.warnings)
        )
    });
    page.push(&(head + &rows.next().unwrap_or_default()));
    rows.for_each(|row| page.push(&row));
    page.push("\n");
}

fn one(package: &Package<'_>, page: &mut Page) {
    page.push(&format!("### {}: {}\n\n", code(package.name), outcome(package)));
    if let Some(report) = package.report {
        page.push(&plan(package, report));
    }
    if let Some(subject) = package.subject {
        let counts = Summary::of(subject.verdict);
        page.push(&format!(
            "{}, {}, {}, {}, {} unresolved. Target: Python {}, Airflow {}.\n\n",
            many(counts.files, "file"),
            many(counts.dags, "DAG"),
            many(counts.errors, "error"),
            many(counts.warnings, "warning"),
            counts.unresolved,
            subject.verdict.target.python,
            subject.verdict.target.airflow,
        ));
        findings(package, &subject.verdict.findings, page);
    }
    let rows = package.dags();
    table(package, &rows, page);
    pictures(package, &rows, page);
}

/// `would publish r2`.
fn outcome(package: &Package<'_>) -> String {
    let release = package.report.and_then(|report| report.release);
    let release = release.map(|release| release.to_string()).unwrap_or_default();
    match package.answer() {
        Answer::Failed => "failed".into(),
        Answer::Refused if package.dry_run => "would be refused".into(),
        Answer::Refused => "refused".into(),
        Answer::Invalid => "not valid".into(),
        Answer::Empty => "nothing to publish".into(),
        Answer::Published => format!("published {release}"),
        Answer::WouldPublish => format!("would publish {release}"),
        Answer::Unchanged => format!("unchanged, {release} is current"),
        Answer::Valid => "valid".into(),
    }
}

/// The release, or why there is none; and the files that change by it.
fn plan(package: &Package<'_>, report: &PackageReport) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let place = package.place().map(|place| code(&place)).unwrap_or_default();
    match package.answer() {
        Answer::Published | Answer::WouldPublish => {
            let release = report.release.map(|release| release.to_string()).unwrap_or_default();
            let after = report.follows.map_or_else(
                || "the first release of this package".into(),
                |follows| format!("the release after {follows}"),
            );
            let verb = if package.dry_run { "would be" } else { "is" };
            let _ = writeln!(text, "{release} {verb} {after} in {place}.\n");
            if report.replaces_foreign {
                let _ = writeln!(text, "It replaces the `metadata.json` that another tool wrote there.\n");
            }
        }
        Answer::Unchanged => {
            let _ = writeln!(text, "The same is published in {place}.\n");
        }
        Answer::Failed => {
            let _ = writeln!(text, "{}\n", sentence(&failure(report)));
        }
        _ => {
            let _ = writeln!(text, "{}\n", sentence(report.reason.as_deref().unwrap_or_default()));
        }
    }
    if let Some(help) = &report.help {
        let _ = writeln!(text, "Next step: {}\n", sentence(help));
    }
    for held in &report.held {
        let _ = writeln!(
            text,
            "DAG {} is also claimed by {}, whose claim is older: dag-sync keeps this release back until one gives it up.\n",
            code(&held.dag_id),
            code(held.owner.as_str())
        );
    }
    for (what, paths) in [("new", &report.added), ("changed", &report.changed), ("removed", &report.removed)]
    {
        if !paths.is_empty() {
            let names: Vec<String> = paths.iter().take(MOST_FILES).map(|path| code(path.as_str())).collect();
            let more = match paths.len().saturating_sub(MOST_FILES) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let _ = writeln!(text, "{} {what}: {}{more}\n", many(paths.len(), "file"), names.join(", "));
        }
    }
    text
}

fn findings(package: &Package<'_>, all: &[Finding], page: &mut Page) {
    // Errors first: they are what keeps the package from being published.
    let (errors, warnings): (Vec<&Finding>, Vec<&Finding>) =
        all.iter().partition(|finding| finding.severity == Severity::Error);
    let all: Vec<&Finding> = errors.into_iter().chain(warnings).collect();
    for finding in all.iter().take(MOST_FINDINGS) {
        let word = if finding.severity == Severity::Error { "error" } else { "warning" };
        let place = match (&finding.path, finding.span) {
            (Some(path), Some(span)) => format!("{path}:{}:{}", span.line, span.column),
            (Some(path), None) => path.clone(),
            (None, _) => package.name.to_owned(),
        };
        page.push(&format!(
            "- **{word}** {} {}: {}\n",
            code(finding.code),
            code(&place),
            sentence(&finding.message)
        ));
    }
    if all.len() > MOST_FINDINGS {
        page.push(&format!("- … and {} more: the log of the step has them all\n", all.len() - MOST_FINDINGS));
    }
    if !all.is_empty() {
        page.push("\n");
    }
}

fn table(package: &Package<'_>, rows: &[DagRow<'_>], page: &mut Page) {
    let knows = package.knows_changes();
    let others = package.others_touched();
    let mut lines = Vec::new();
    let mut same = 0;
    for row in rows {
        same += usize::from(row.change == Some(Change::Same));
        if row.change == Some(Change::Same) && same > MOST_SAME {
            continue;
        }
        let change = match row.change {
            Some(Change::New) => " new |",
            Some(Change::Changed) => " changed |",
            Some(Change::Removed) => " removed |",
            Some(Change::Same) if others > 0 => " same file |",
            Some(Change::Same) => " unchanged |",
            None => "",
        };
        let place =
            row.place.as_ref().map(|(path, line)| code(&format!("{path}:{line}"))).unwrap_or_default();
        lines.push(format!("| {} |{change} {place} |\n", code(row.dag_id)));
    }
    let mut lines = lines.into_iter();
    let Some(first) = lines.next() else { return };
    let head = if knows {
        "| DAG | change | file |\n| --- | --- | --- |\n"
    } else {
        "| DAG | file |\n| --- | --- |\n"
    };
    page.push(&format!("{head}{first}"));
    lines.for_each(|line| page.push(&line));
    page.push("\n");
    if same > MOST_SAME {
        page.push(&format!("{} more DAGs did not change.\n\n", same - MOST_SAME));
    }
    if others > 0 && same > 0 {
        page.push(
            "Files that register no DAG change as well: a DAG whose file is the same may read them.\n\n",
        );
    }
}

/// The tasks of the DAGs that are new or changed; of all, when what changes is not known.
fn pictures(package: &Package<'_>, rows: &[DagRow<'_>], page: &mut Page) {
    let Some(subject) = package.subject else { return };
    let wanted = |row: &&DagRow<'_>| matches!(row.change, None | Some(Change::New | Change::Changed));
    let dags = subject.verdict.files.iter().flat_map(|file| &file.dags);
    let tasks: BTreeMap<&str, &Tasks> =
        dags.filter(|dag| !dag.tasks.ids.is_empty()).map(|dag| (dag.dag_id.as_str(), &dag.tasks)).collect();
    let all: Vec<(&str, &Tasks)> =
        rows.iter().filter(wanted).filter_map(|row| Some((row.dag_id, *tasks.get(row.dag_id)?))).collect();
    for (dag_id, tasks) in all.iter().take(MOST_PICTURES) {
        page.push(&picture(dag_id, tasks));
    }
    if all.len() > MOST_PICTURES {
        page.push(&format!("The tasks of {} more DAGs are not drawn.\n\n", all.len() - MOST_PICTURES));
    }
}

fn picture(dag_id: &str, tasks: &Tasks) -> String {
    let mut text = format!(
        "<details><summary>{} of {}</summary>\n\n```mermaid\n{}```\n\n",
        many(tasks.ids.len(), "task"),
        code(dag_id),
        flowchart(tasks)
    );
    if tasks.ids.len() > MOST_TASKS {
        let _ = writeln!(text, "The first {MOST_TASKS} tasks are drawn.\n");
    }
    if let Some(why) = &tasks.open {
        let _ = writeln!(text, "There may be other tasks or edges: {}\n", sentence(why));
    }
    text + "</details>\n\n"
}

/// `1 file`, `2 files`.
fn many(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
