//! With `--format github`: what the step of a workflow leaves in the files that the runner names, the job summary and
//! the outputs, and the annotation of a run that ended without a result.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{Failure, output};
use crate::host::{Host as _, RealHost};
use crate::report::step::{self, MOST_BYTES, Step};
use crate::report::workflow_error;

/// Writes the summary and the outputs of a run. A file that cannot be written is told on stderr: what was published
/// stays published.
pub(super) fn leave(step: &Step<'_>) {
    append("GITHUB_STEP_SUMMARY", |room| step::job_summary(step, room));
    append("GITHUB_OUTPUT", |_| step::outputs(step, &delimiter()));
}

/// Whether a command line asks for GitHub's form, however wrong it is otherwise.
pub(super) fn is_asked_for(arguments: &[OsString]) -> bool {
    let options = || arguments.iter().take_while(|argument| *argument != "--");
    let joined = options().any(|argument| argument == "--format=github");
    let apart = options().zip(options().skip(1)).any(|(name, value)| name == "--format" && value == "github");
    let other = options().any(|argument| argument.to_string_lossy().starts_with("--format"));
    let variable = || std::env::var_os("DAG_PUBLISH_FORMAT").is_some_and(|value| value == "github");
    joined || apart || (!other && variable())
}

/// Tells of a run that ended without a result.
pub(super) fn leave_failure(failure: &Failure) {
    tell(&failure.message(), failure.help().as_deref());
}

/// Tells of a command line that is wrong.
pub(super) fn leave_usage(answer: &clap::Error) {
    let said = answer.render().to_string();
    // What follows the first empty line is help for people at a terminal.
    let message = said.split("\n\n").next().unwrap_or_default();
    tell(message.trim_start_matches("error: ").trim(), None);
}

fn tell(message: &str, help: Option<&str>) {
    // stderr has the report already: a stdout that cannot be written changes nothing.
    let _ = output::print(workflow_error(message, help).as_bytes());
    append("GITHUB_STEP_SUMMARY", |room| step::failed_summary(message, help, room));
    append("GITHUB_OUTPUT", |_| step::failed_outputs(&delimiter()));
}

/// Appends to the file that a variable names, when it names one. `text` is told how many bytes GitHub still takes.
fn append(variable: &str, text: impl FnOnce(usize) -> String) {
    let Some(path) = std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from) else {
        return;
    };
    if let Err(error) = append_to(&path, text) {
        tracing::warn!("cannot write to `{}`, the file of {variable}: {error}", path.display());
    }
}

fn append_to(path: &Path, text: impl FnOnce(usize) -> String) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let used = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    file.write_all(text(MOST_BYTES.saturating_sub(used)).as_bytes())
}

/// Letters and digits that no value holds, for nobody knows them before.
fn delimiter() -> String {
    let random = RealHost.random().into_iter().chain(RealHost.random());
    random.fold(String::from("end_"), |text, byte| format!("{text}{byte:02x}"))
}
