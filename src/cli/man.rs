//! `man [COMMAND]`

use super::{Exit, Failure, output, reference};

/// Print the manual page, of the program or of one command
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The command, as in `validate`
    command: Option<String>,
    /// Print every command and option as one Markdown document, which is docs/commands.md
    #[arg(long, conflicts_with = "command")]
    markdown: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut program = super::command();
    if arguments.markdown {
        output::print(reference::document(program).as_bytes())?;
        return Ok(Exit::Done);
    }
    program.build();
    let command = match &arguments.command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| {
            Failure::usage(format!("there is no command `{name}`"), "dag-publish --help lists the commands")
        })?,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).map_err(|error| {
        Failure::new(Exit::Internal, format!("cannot render the manual page: {error}"), None)
    })?;
    output::print(&page)?;
    Ok(Exit::Done)
}
