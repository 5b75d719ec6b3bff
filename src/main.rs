//! The `dag-publish` command: run it, and turn what became of it into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    dag_publish::cli::main(std::env::args_os()).into()
}
