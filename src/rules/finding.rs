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
