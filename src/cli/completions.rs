//! `completions SHELL`

use super::{Exit, Failure, output};

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::command(), "dag-publish", &mut script);
    output::print(&script)?;
    Ok(Exit::Done)
}
