//! The `dag-publish` command: run it, and turn what became of it into an exit code.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Trees and values of `validate` are many, small and soon dropped, on all cores: see docs/benchmarks.md.
/// Without transparent huge pages (the feature `no_thp`): they cost 8 MiB of every process, and win nothing.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    dag_publish::cli::main(std::env::args_os()).into()
}
