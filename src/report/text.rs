//! Text for people: each finding with its source lines, and one line that sums up each package.

use std::fmt::{self, Write};
use std::sync::Arc;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    Severity as MietteSeverity, SourceCode, SourceSpan, SpanContents,
};

use super::sources::{Sources, Texts, offset, visible};
use crate::rules::{Finding, Severity, Verdict};

/// Columns that messages are wrapped at.
const WIDTH: usize = 100;
/// Lines longer than this are not shown: they are data.
const LONGEST_LINE: usize = 300;

/// Writes every finding, then a line for each package.
///
/// # Errors
/// When the writer fails.
pub fn text(
    verdicts: &[Verdict],
    sources: Sources<'_>,
    writer: &mut impl Write,
    colour: bool,
) -> fmt::Result {
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(WIDTH);
    for verdict in verdicts {
        let mut texts = sources.texts(&verdict.package);
        for finding in &verdict.findings {
            let shown = Shown::new(finding, verdict, sources, &mut texts);
            handler.render_report(writer, &shown)?;
            writer.write_char('\n')?;
        }
    }
    for verdict in verdicts {
        writeln!(writer, "{}", summary(verdict))?;
    }
    Ok(())
}

/// A package in one line: `reporting: 3 files, 2 DAGs, 1 error, 0 warnings, 1 unresolved`.
#[must_use]
pub fn summary(verdict: &Verdict) -> String {
    let counts = super::json::Summary::of(verdict);
    let many =
        |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    format!(
        "{}: {}, {}, {}, {}, {} unresolved (Python {}, Airflow {})",
        verdict.package,
        many(counts.files, "file", "files"),
        many(counts.dags, "DAG", "DAGs"),
        many(counts.errors, "error", "errors"),
        many(counts.warnings, "warning", "warnings"),
        counts.unresolved,
        verdict.target.python,
        verdict.target.airflow,
    )
}

/// A file that counts columns in characters, as every other format does; miette counts bytes.
#[derive(Debug)]
struct NamedText {
    name: String,
    text: Arc<String>,
}

impl SourceCode for NamedText {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let inner = self.text.read_span(span, before, after)?;
        let start = inner.span().offset();
        let line_start = self.text.get(..start).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        let column = self.text.get(line_start..start).map_or(0, |part| part.chars().count());
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            inner.data(),
            *inner.span(),
            inner.line(),
            column,
            inner.line_count(),
        )))
    }
}

#[derive(Debug)]
struct Shown<'a> {
    finding: &'a Finding,
    message: String,
    source: Option<(NamedText, SourceSpan)>,
}

impl<'a> Shown<'a> {
    fn new(finding: &'a Finding, verdict: &Verdict, sources: Sources<'_>, texts: &mut Texts<'_>) -> Self {
        let path =
            finding.path.as_deref().map(|path| visible(&sources.path_from_here(&verdict.package, path)));
        let source = finding.path.as_deref().zip(finding.span).and_then(|(path, span)| {
            let text = texts.get(path)?;
            let start = offset(&text, span.line, span.column)?;
            // The first line of a long range is enough to find it.
            let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
            let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
            if line_end - line_start > LONGEST_LINE {
                return None;
            }
            let end = match span.end_line == span.line {
                true => offset(&text, span.end_line, span.end_column)?.min(line_end),
                false => line_end,
            };
            Some((text, SourceSpan::from((start, end.saturating_sub(start)))))
        });
        let message = match (&path, &source, finding.span) {
            (Some(path), None, Some(span)) => {
                format!("{path}:{}:{}: {}", span.line, span.column, finding.message)
            }
            (Some(path), None, None) => format!("{path}: {}", finding.message),
            (None, ..) => format!("{}: {}", verdict.package, finding.message),
            _ => finding.message.clone(),
        };
        let message = visible(&message);
        let named = source.zip(path).map(|((text, span), path)| (NamedText { name: path, text }, span));
        Self { finding, message, source: named }
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
        self.finding.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display + 'b>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|(source, _)| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (_, span) = self.source.as_ref()?;
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, *span))))
    }
}
