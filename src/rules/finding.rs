//! A finding: what is wrong, where, and what to do about it.

/// A rule's code, in kebab case: `syntax-error`.
pub type Code = &'static str;

/// What a finding means for the package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The package is not published.
    Error,
    /// It is said, and nothing else.
    Warning,
}

pub use crate::python::Span;

/// One thing that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub code: Code,
    /// Whether it denies.
    pub severity: Severity,
    /// Relative to the package's folder (`dags/x.py`); `None` when it concerns the whole package.
    pub path: Option<String>,
    /// Where in the file; `None` when it concerns the whole file.
    pub span: Option<Span>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The next step.
    pub help: Option<String>,
}

/// Puts findings in the order of every report: by path, line, column and code; what concerns a whole file or the
/// whole package goes first.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let place = |finding: &Finding| finding.span.map(|span| (span.line, span.column));
        let first = a.path.cmp(&b.path).then_with(|| place(a).cmp(&place(b))).then(a.code.cmp(b.code));
        first.then_with(|| (a.span, &a.message).cmp(&(b.span, &b.message)))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_sorted_by_path_line_column_and_code() {
        let finding = |path: Option<&str>, place: Option<(u32, u32, u32)>, code: Code| Finding {
            code,
            severity: Severity::Error,
            path: path.map(ToOwned::to_owned),
            span: place.map(|(line, column, end_column)| Span { line, column, end_line: line, end_column }),
            message: String::new(),
            help: None,
        };
        let sorted = vec![
            finding(None, None, "z"),
            finding(Some("a"), None, "z"),
            finding(Some("a"), Some((1, 2, 9)), "a"),
            finding(Some("a"), Some((1, 2, 3)), "b"),
            finding(Some("a"), Some((1, 3, 4)), "a"),
            finding(Some("a"), Some((2, 1, 4)), "a"),
            finding(Some("b"), None, "a"),
        ];
        let mut mixed: Vec<Finding> = sorted.iter().rev().cloned().collect();
        sort(&mut mixed);
        assert_eq!(mixed, sorted);
    }
}
