//! Prints the program that the target `interpreter` makes of a file of bytes:
//! `cargo run --example program -- artifacts/interpreter/timeout-…`.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        std::io::stdout().write_all(dag_publish_fuzz::program::write(&std::fs::read(path)?).as_bytes())?;
    }
    Ok(())
}
