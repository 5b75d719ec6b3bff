//! GitHub's workflow commands: findings as annotations on a diff, and all that GitHub does not show as lines of
//! the log.
//!
//! `docs.github.com`: "Workflow commands for GitHub Actions". A step shows at most ten annotations of a kind.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::subject::{Subject, visible};
use super::text::summary;
use crate::rules::{Finding, Severity};

/// Annotations of a kind that GitHub shows of one step.
const MOST: usize = 10;

/// Writes findings as workflow commands: at most ten errors and ten warnings, the last of which says how many
/// more there are, of which rules. Those follow as lines of the log, and a line that sums up each package.
///
/// `coming` errors are annotated after this by the same step: that many of the ten are left for them, but one.
///
/// # Errors
/// When the writer fails.
pub fn github(subjects: &[Subject<'_>], coming: usize, writer: &mut impl Write) -> fmt::Result {
    for (severity, word, reserved) in [(Severity::Error, "error", coming), (Severity::Warning, "warning", 0)]
    {
        let most = MOST.saturating_sub(reserved).max(1);
        let all = subjects.iter().flat_map(|subject| {
            let findings = subject.verdict.findings.iter();
            findings.filter(|finding| finding.severity == severity).map(move |finding| (subject, finding))
        });
        let all: Vec<(&Subject<'_>, &Finding)> = all.collect();
        let (shown, rest) = all.split_at(most.min(all.len()));
        for (at, (subject, finding)) in shown.iter().enumerate() {
            let last = at + 1 == shown.len();
            let more = if last { more(rest, word) } else { String::new() };
            annotation(subject, finding, word, &more, writer)?;
        }
        for (subject, finding) in rest {
            let (place, message) = (place(subject, finding), &finding.message);
            logged(&format!("{word}[{}] {place}: {message}", finding.code), writer)?;
        }
    }
    subjects.iter().try_for_each(|subject| logged(&summary(subject.verdict), writer))
}

/// `(15 more errors are in the log of this step: 12 dag-id-invalid, 3 syntax-error)`.
fn more(rest: &[(&Subject<'_>, &Finding)], word: &str) -> String {
    let mut counts = BTreeMap::new();
    for (_, finding) in rest {
        *counts.entry(finding.code).or_insert(0_usize) += 1;
    }
    let counts: Vec<String> = counts.into_iter().map(|(code, count)| format!("{count} {code}")).collect();
    let (many, verb) = if rest.len() == 1 { ("", "is") } else { ("s", "are") };
    match rest.len() {
        0 => String::new(),
        n => format!("\n({n} more {word}{many} {verb} in the log of this step: {})", counts.join(", ")),
    }
}

/// `dags/a.py:3:6`, or the package when the finding is about the whole of it.
fn place(subject: &Subject<'_>, finding: &Finding) -> String {
    match (&finding.path, finding.span) {
        (Some(path), Some(span)) => format!("{}:{}:{}", subject.path(path), span.line, span.column),
        (Some(path), None) => subject.path(path),
        (None, _) => subject.verdict.package.to_string(),
    }
}

fn annotation(
    subject: &Subject<'_>,
    finding: &Finding,
    command: &str,
    more: &str,
    writer: &mut impl Write,
) -> fmt::Result {
    write!(writer, "::{command} ")?;
    if let Some(path) = &finding.path {
        write!(writer, "file={},", property(&subject.path(path)))?;
        if let Some(span) = finding.span {
            write!(writer, "line={},endLine={},", span.line, span.end_line)?;
            // GitHub takes columns only when a range lies on one line.
            if span.line == span.end_line {
                write!(writer, "col={},endColumn={},", span.column, span.end_column)?;
            }
        }
    }
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    // The log shows the message without the file: it is said in it as well.
    let message = format!("{}: {}{help}{more}", place(subject, finding), finding.message);
    writeln!(writer, "title={}::{}", property(finding.code), data(&message))
}

/// A workflow command for an error that is about no file, with a newline.
#[must_use]
pub fn error(message: &str, help: Option<&str>) -> String {
    let help = help.map(|help| format!("\n{help}")).unwrap_or_default();
    format!("::error title=dag-publish::{}\n", data(&format!("{message}{help}")))
}

/// A line of the log in which the runner finds no command.
pub(super) fn logged(line: &str, writer: &mut impl Write) -> fmt::Result {
    writeln!(writer, "{}", harmless(&visible(line).replace('\n', " ")))
}

/// A text in whose lines the runner finds no command, neither `::name::` at a start nor the older `##[name]`
/// anywhere. Its comparison may pass over characters that have no width.
#[must_use]
pub fn harmless(text: &str) -> String {
    let plain = |line: &str| -> String { line.chars().filter(char::is_ascii).collect() };
    let line = |line: &str| {
        let line = line.replace("##[", "# #[");
        let line = if plain(&line).contains("##[") { line.replace('[', "(") } else { line };
        let start = if plain(&line).trim_start().starts_with("::") { "- " } else { "" };
        format!("{start}{line}")
    };
    text.replace("\r\n", "\n").split(['\n', '\r']).map(line).collect::<Vec<_>>().join("\n")
}

/// What stands after `::`.
pub(super) fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands before it: `:` and `,` have a meaning there.
pub(super) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
