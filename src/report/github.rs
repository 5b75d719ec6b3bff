//! GitHub's workflow commands: findings as annotations on a diff.
//!
//! `docs.github.com`: "Workflow commands for GitHub Actions". A step shows at most ten annotations of a kind.

use std::fmt::{self, Write};

use super::Sources;
use crate::rules::{Finding, Severity, Verdict};

/// Annotations of a kind that GitHub shows of one step.
const MOST: usize = 10;

/// Writes findings as workflow commands: at most ten errors and ten warnings, the tenth of which says how many
/// more there are. Paths start where the command runs, which is the repository's root in most workflows.
///
/// # Errors
/// When the writer fails.
pub fn github(verdicts: &[Verdict], sources: Sources<'_>, writer: &mut impl Write) -> fmt::Result {
    for (severity, command, many) in
        [(Severity::Error, "error", "errors"), (Severity::Warning, "warning", "warnings")]
    {
        let all = verdicts
            .iter()
            .flat_map(|verdict| verdict.findings.iter().map(move |finding| (verdict, finding)));
        let all: Vec<(&Verdict, &Finding)> =
            all.filter(|(_, finding)| finding.severity == severity).collect();
        for (at, (verdict, finding)) in all.iter().take(MOST).enumerate() {
            let more = all.len() - MOST.min(all.len());
            let rest = if at + 1 == MOST && more > 0 {
                format!("\n({more} more {many} are in the log of this step.)")
            } else {
                String::new()
            };
            line(verdict, finding, sources, command, &rest, writer)?;
        }
    }
    Ok(())
}

fn line(
    verdict: &Verdict,
    finding: &Finding,
    sources: Sources<'_>,
    command: &str,
    rest: &str,
    writer: &mut impl Write,
) -> fmt::Result {
    write!(writer, "::{command} ")?;
    if let Some(path) = &finding.path {
        let path = sources.path_from_here(&verdict.package, path);
        write!(writer, "file={},", property(&path))?;
        if let Some(span) = finding.span {
            write!(writer, "line={},endLine={},", span.line, span.end_line)?;
            // GitHub takes columns only when a range lies on one line.
            if span.line == span.end_line {
                write!(writer, "col={},endColumn={},", span.column, span.end_column)?;
            }
        }
    }
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    let message = match finding.path {
        Some(_) => format!("{}{help}{rest}", finding.message),
        None => format!("{}: {}{help}{rest}", verdict.package, finding.message),
    };
    writeln!(writer, "title={}::{}", property(finding.code), data(&message))
}

/// What stands after `::`.
pub(super) fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands before it: `:` and `,` have a meaning there.
pub(super) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
