//! The `dag-publish` command: run it, and turn what became of it into an exit code.

use std::process::ExitCode;

/// Syntax trees are many small pieces, made and dropped on every core at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dag_publish::cli::main(std::env::args_os()).into()
}
