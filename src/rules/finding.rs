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

/// A place in a file. Lines and columns count from 1; columns count characters; the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// The column after the last.
    pub end_column: u32,
}

/// One thing that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub code: Code,
    /// Whether it denies.
    pub severity: Severity,
    /// Relative to the package's folder (`dags/x.py`), escaped; `None` when it concerns the whole package.
    pub path: Option<String>,
    /// Where in the file; `None` when it concerns the whole file.
    pub span: Option<Span>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The next step.
    pub help: Option<String>,
}
