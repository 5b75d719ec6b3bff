//! What a publish leaves: the result on stdout, and the files of a workflow's step.

use super::super::packages::{self, Judged};
use super::super::terminal::Terminal;
use super::super::{Exit, Failure, output, step};
use crate::report::publication::{self, Publication};
use crate::report::step::Step;

/// The form of the result on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// For programs: `dag-publish schema publish` describes it
    Json,
    /// Annotations, job summary and outputs of a GitHub workflow
    Github,
}

/// Prints the result; with GitHub's form, leaves the summary and the outputs as well.
pub(super) fn tell(
    format: Format,
    judged: &[Result<Judged, Exit>],
    publication: &Publication,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let form = if format == Format::Github { packages::Format::Github } else { packages::Format::Text };
    let subjects = packages::subjects(judged, form);
    let findings = match format {
        Format::Text => packages::render(&subjects, form, 0, terminal)?,
        Format::Json => Vec::new(),
        Format::Github => {
            packages::render(&subjects, form, publication::github_errors(publication), terminal)?
        }
    };
    let result = match format {
        Format::Text => output::spoken(&publication::text(publication, terminal.stdout_color)).into_owned(),
        Format::Json => publication::json(publication),
        Format::Github => publication::github(publication),
    };
    if format == Format::Github {
        let unread = judged.iter().filter(|package| package.is_err()).count();
        step::leave(&Step { subjects: &subjects, publication: Some(publication), unread });
    }
    output::print(&[findings, result.into_bytes()].concat())
}
