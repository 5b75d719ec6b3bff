//! `schema NAME`

use clap::ValueEnum;

use super::{Exit, Failure, output};
use crate::{metadata, report, sync};

/// Print the JSON Schema of a document or of a command's JSON output
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The document, or the command whose `--format json` it describes
    name: Name,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Name {
    /// metadata.json, the commit of every release
    Metadata,
    /// `validate --format json`
    Validate,
    /// `publish --format json`
    Publish,
    /// `dag-sync --once --format json`
    DagSync,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let schema = match arguments.name {
        Name::Metadata => metadata::schema(),
        Name::Validate => report::schema(),
        Name::DagSync => sync::report::schema(),
        Name::Publish => report::publication::schema(),
    };
    output::print(format!("{schema:#}\n").as_bytes())?;
    Ok(Exit::Done)
}
