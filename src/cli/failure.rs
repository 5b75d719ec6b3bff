//! A run that ends without a result: its exit code and the report on stderr.

use std::fmt;
use std::io::Write as _;
use std::panic::PanicHookInfo;

use miette::{MietteDiagnostic, Report};

use super::Exit;
use super::output::spoken;
use crate::config::ConfigError;
use crate::package::ReadError;

/// Why a run ends without a result.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    report: Report,
}

impl Failure {
    /// A failure of one sentence and the next step.
    pub fn new(exit: Exit, message: impl fmt::Display, help: Option<String>) -> Self {
        let mut diagnostic = MietteDiagnostic::new(message.to_string());
        diagnostic.help = help;
        Self { exit, report: Report::new(diagnostic) }
    }

    /// The command line is wrong in a way that clap does not know.
    pub fn usage(message: impl fmt::Display, help: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message, Some(help.into()))
    }

    /// Its sentence.
    pub(super) fn message(&self) -> String {
        self.report.to_string()
    }

    /// The next step.
    pub(super) fn help(&self) -> Option<String> {
        self.report.help().map(|help| help.to_string())
    }

    /// Writes the report to stderr and gives the exit code.
    pub fn report(self) -> Exit {
        // Without a stderr there is nobody to tell.
        let _ = writeln!(std::io::stderr(), "{}", spoken(&format!("{:?}", self.report)));
        self.exit
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self { exit: Exit::Usage, report: Report::new(error) }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        let exit = match error {
            ReadError::NoDags { .. } => Exit::Usage,
            ReadError::Unreadable { .. } | ReadError::Changing { .. } => Exit::Failed,
        };
        let help = error.help();
        Self::new(exit, error, Some(help))
    }
}

/// Tells of a bug in words that a user can act on, instead of a backtrace.
pub(super) fn report_panic(panic: &PanicHookInfo<'_>) {
    let what = panic
        .payload()
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.payload().downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(
        std::io::stderr(),
        "error: dag-publish {} has a bug: {what} ({place})\n  help: please report it, with this message, the \
         command that you ran and, if you can share it, the package",
        env!("CARGO_PKG_VERSION"),
    );
}
