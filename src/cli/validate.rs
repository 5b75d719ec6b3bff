//! `validate [PATH]…`

use clap::Args;

use super::packages::{self, Format, Judged, Options};
use super::terminal::Terminal;
use super::{Exit, Failure, output, step};
use crate::report::step::Step;

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

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let packages = packages::judge(arguments.packages.settings()?, arguments.format == Format::Github)?;
    let subjects = packages::subjects(&packages, arguments.format);
    output::print(&packages::render(&subjects, arguments.format, 0, terminal)?)?;
    if arguments.format == Format::Github {
        let unread = packages.iter().filter(|package| package.is_err()).count();
        step::leave(&Step { subjects: &subjects, publication: None, unread });
    }
    Ok(Exit::of_all(packages.iter().map(|package| package.as_ref().map_or_else(|exit| *exit, Judged::exit))))
}
