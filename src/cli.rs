//! The command line: one file per command, with its arguments and the few lines that call the library.
//!
//! stdout carries the result and nothing else; stderr carries reports and logs. Nothing here decides anything
//! about packages or buckets.

mod completions;
mod dag_sync;
mod exit;
mod explain;
mod failure;
mod man;
mod output;
mod packages;
mod place;
mod publish;
mod reference;
mod schema;
mod step;
mod terminal;
mod validate;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use clap::{Args, CommandFactory, FromArgMatches as _, Parser, Subcommand};

pub use exit::Exit;
pub use failure::Failure;
use terminal::{Color, LogFormat};

const AFTER_HELP: &str = "\
Exit codes: 0 done; 1 findings that deny; 2 wrong command line or configuration; 3 nothing there; 4 refused; \
5 bucket, network or disk failed; 6 bytes do not match; 70 a bug in dag-publish; 130 interrupted.";

/// Get Airflow DAG files from many package repositories to one Airflow, safely
///
/// Settings come from options, then the environment, then `[tool.dag-publish]` in the package's pyproject.toml
/// or its dag-publish.toml. User code is never executed, and provider imports are not resolved.
#[derive(Debug, Parser)]
#[command(name = "dag-publish", version, propagate_version = true, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
struct Global {
    /// Say more on stderr; repeat it for still more
    #[arg(short, long, global = true, action = clap::ArgAction::Count, conflicts_with = "quiet")]
    verbose: u8,
    /// Say only errors on stderr
    #[arg(short, long, global = true)]
    quiet: bool,
    /// The form of log lines on stderr
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        env = "DAG_PUBLISH_LOG_FORMAT",
        default_value = "text"
    )]
    log_format: LogFormat,
    /// When to use colours; `auto` asks the terminal and NO_COLOR
    #[arg(long, global = true, value_name = "WHEN", env = "DAG_PUBLISH_COLOR", default_value = "auto")]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    Validate(validate::Arguments),
    Publish(publish::Arguments),
    DagSync(dag_sync::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Runs the program: reports every failure on stderr and gives the exit code. It does not panic.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    std::panic::set_hook(Box::new(failure::report_panic));
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    outcome(|| run(arguments))
}

/// The exit code of `run`, also when it panics.
fn outcome(run: impl FnOnce() -> Result<Exit, Failure>) -> Exit {
    // The hook has spoken by the time a panic arrives here; nothing that it left half-done is used again.
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(exit)) => exit,
        Ok(Err(failure)) => failure.report(),
        Err(_) => Exit::Internal,
    }
}

fn run(arguments: Vec<OsString>) -> Result<Exit, Failure> {
    let for_github = step::is_asked_for(&arguments);
    let cli = command().try_get_matches_from(arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    let result = match cli {
        Ok(cli) => carry_out(cli),
        Err(answer) => {
            if for_github && answer.use_stderr() {
                step::leave_usage(&answer);
            }
            return Ok(answered(&answer));
        }
    };
    result.inspect_err(|failure| {
        if for_github {
            step::leave_failure(failure);
        }
    })
}

fn carry_out(Cli { global, command }: Cli) -> Result<Exit, Failure> {
    let service = matches!(&command, Command::DagSync(arguments) if arguments.keeps_running());
    let terminal = terminal::set_up(&global, service);
    match command {
        Command::Validate(arguments) => validate::run(&arguments, &terminal),
        Command::Publish(arguments) => publish::run(&arguments, &terminal),
        Command::DagSync(arguments) => dag_sync::run(&arguments, &terminal),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    }
}

/// The command line's definition. A variable that is set but empty, as a workflow's unset input leaves it,
/// counts as not set.
fn command() -> clap::Command {
    fn forget_empty(argument: clap::Arg) -> clap::Arg {
        let empty = argument
            .get_env()
            .is_some_and(|name| std::env::var_os(name).is_some_and(|value| value.is_empty()));
        let argument = argument.hide_env_values(true);
        if empty { argument.env(None::<&'static str>) } else { argument }
    }
    Cli::command().mut_args(forget_empty).mut_subcommands(|subcommand| subcommand.mut_args(forget_empty))
}

/// Prints what clap has to say: help and version on stdout, a usage error on stderr.
fn answered(answer: &clap::Error) -> Exit {
    let plain = answer.render().to_string();
    // A closed pipe is nobody listening: no failure of ours.
    let _ = match output::spoken(&plain) {
        Cow::Owned(harmless) if answer.use_stderr() => write!(std::io::stderr(), "{harmless}"),
        _ => answer.print(),
    };
    if answer.use_stderr() { Exit::Usage } else { Exit::Done }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_internal_error() {
        assert_eq!(outcome(|| panic!("a bug")), Exit::Internal);
        assert_eq!(outcome(|| Err(Failure::usage("wrong", "right"))), Exit::Usage);
    }

    #[test]
    fn the_command_line_is_well_formed() {
        command().debug_assert();
    }

    #[test]
    fn every_setting_has_its_environment_variable_and_no_guard_override_has_one() {
        for subcommand in command().get_subcommands() {
            for argument in subcommand.get_arguments() {
                let Some(long) = argument.get_long() else { continue };
                let expected = format!("DAG_PUBLISH_{}", long.to_uppercase().replace('-', "_"));
                match long {
                    "allow-older" | "restore" | "take" | "yes" | "confirm-deletes" | "once" | "help"
                    | "version" | "output" | "all" | "markdown" => {
                        assert_eq!(argument.get_env(), None, "{long}");
                    }
                    _ => assert_eq!(argument.get_env(), Some(expected.as_ref()), "{long}"),
                }
            }
        }
    }
}
