//! `validate [PATH]…`

use clap::Args;

use super::packages::{Configured, Format, Options};
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::package;

/// Check packages: syntax, DAG ids, what registers
///
/// No Python, no Airflow, no network; user code is never executed. What cannot be known without running code is
/// said to be unknown. A folder without a configuration file is a package by the folder's name.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    packages: Options,
    /// The form of the result on stdout
    #[arg(long, value_name = "FORMAT", env = "DAG_PUBLISH_FORMAT", default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: Arguments, _terminal: &Terminal) -> Result<Exit, Failure> {
    let mut exits = Vec::new();
    for Configured { folder, settings } in arguments.packages.settings()? {
        match package::read(&folder, &settings) {
            Ok(_package) => exits.push(Exit::Done),
            Err(error) => exits.push(Failure::from(error).report()),
        }
    }
    Ok(Exit::of_all(exits))
}
