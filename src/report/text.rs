//! Text for people: each finding with its source lines, then one line that sums up each package.

use std::fmt::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity as MietteSeverity, SourceCode,
};

use textwrap::{WordSeparator, WordSplitter};

use super::json::Summary;
use super::snippet::Snippet;
use super::subject::{Subject, Texts, visible};
use crate::rules::{Finding, Severity, Verdict};

/// Columns that messages are wrapped at: the terminal's, within what reads well.
const WIDTH: std::ops::RangeInclusive<usize> = 40..=100;
/// Columns for source lines where there is no terminal to ask.
const SOURCE_WIDTH: usize = 160;
/// Columns that line numbers and their rule take of a line.
const GUTTER: usize = 9;

/// How text may look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// With colours: the terminal's own sixteen, which suit its background.
    pub color: bool,
    /// Columns of the terminal, if it is one.
    pub width: Option<usize>,
}

/// Writes every finding, then a line for each package.
///
/// # Errors
/// When the writer fails.
pub fn text(subjects: &[Subject<'_>], look: Look, writer: &mut impl Write) -> fmt::Result {
    let theme = if look.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let width = look.width.unwrap_or(*WIDTH.end()).clamp(*WIDTH.start(), *WIDTH.end());
    let source_width = look.width.unwrap_or(SOURCE_WIDTH).max(*WIDTH.start()) - GUTTER;
    // Only at spaces: names of packages, files and options stay whole, to be copied.
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(width)
        .with_word_separator(WordSeparator::AsciiSpace)
        .with_word_splitter(WordSplitter::NoHyphenation);
    for subject in subjects {
        let mut texts = subject.texts();
        for finding in &subject.verdict.findings {
            handler.render_report(writer, &Shown::new(finding, subject, &mut texts, source_width))?;
            writer.write_char('\n')?;
        }
    }
    for subject in subjects {
        writeln!(writer, "{}", sum_up(subject.verdict, look.color))?;
    }
    match subjects.iter().find_map(|subject| subject.verdict.findings.first()) {
        Some(first) => writeln!(writer, "`dag-publish explain {}` says more about a rule.", first.code),
        None => Ok(()),
    }
}

/// A package in one line: `reporting: 3 files, 2 DAGs, 1 error, 0 warnings, 1 unresolved`.
#[must_use]
pub fn summary(verdict: &Verdict) -> String {
    sum_up(verdict, false)
}

fn sum_up(verdict: &Verdict, color: bool) -> String {
    let counts = Summary::of(verdict);
    let many =
        |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let paint = |code: u8, count: usize, words: String| match color && count > 0 {
        true => format!("\u{1b}[{code}m{words}\u{1b}[0m"),
        false => words,
    };
    format!(
        "{}: {}, {}, {}, {}, {} unresolved (Python {}, Airflow {})",
        paint(1, 1, verdict.package.to_string()),
        many(counts.files, "file", "files"),
        many(counts.dags, "DAG", "DAGs"),
        paint(31, counts.errors, many(counts.errors, "error", "errors")),
        paint(33, counts.warnings, many(counts.warnings, "warning", "warnings")),
        counts.unresolved,
        verdict.target.python,
        verdict.target.airflow,
    )
}

#[derive(Debug)]
struct Shown<'a> {
    finding: &'a Finding,
    message: String,
    snippet: Option<Snippet>,
}

impl<'a> Shown<'a> {
    fn new(finding: &'a Finding, subject: &Subject<'_>, texts: &mut Texts<'_>, width: usize) -> Self {
        let path = finding.path.as_deref().map(|path| visible(&subject.path(path)));
        let snippet = finding.path.as_deref().zip(finding.span).and_then(|(inner, span)| {
            Snippet::new(path.clone().unwrap_or_default(), texts.get(inner)?, span, width)
        });
        let message = match (path, &snippet, finding.span) {
            (Some(path), None, Some(span)) => {
                format!("{path}:{}:{}: {}", span.line, span.column, finding.message)
            }
            (Some(path), None, None) => format!("{path}: {}", finding.message),
            (None, ..) => format!("{}: {}", subject.verdict.package, finding.message),
            _ => finding.message.clone(),
        };
        Self { finding, message: visible(&message), snippet }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        Some(Box::new(self.finding.code))
    }

    fn severity(&self) -> Option<MietteSeverity> {
        Some(match self.finding.severity {
            Severity::Error => MietteSeverity::Error,
            Severity::Warning => MietteSeverity::Warning,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.finding.help.as_ref().map(|help| Box::new(visible(help)) as Box<dyn fmt::Display + 'b>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.as_ref().map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let snippet = self.snippet.as_ref()?;
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, snippet.mark))))
    }
}
