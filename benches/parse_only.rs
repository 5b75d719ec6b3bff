//! The parser alone: reads the Python files of a folder, decodes and parses them on all cores, and forgets the
//! trees. What `benches/validate_speed.py` holds `validate` against.
//!
//! ```text
//! cargo bench --bench parse_only -- FOLDER
//! ```

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dag_publish::python;
use mimalloc::MiMalloc;
use rayon::prelude::*;

/// As the program has it: what is compared is the work.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    // `cargo bench` adds arguments of its own.
    let Some(folder) = std::env::args_os().skip(1).find(|argument| argument != "--bench") else {
        eprintln!("parse_only: give a folder");
        return ExitCode::from(2);
    };
    match parse_all(Path::new(&folder)) {
        Ok((files, valid)) => {
            println!("{files} files, {valid} of them valid");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("parse_only: {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

/// How many files there are, and how many of them parse.
fn parse_all(folder: &Path) -> io::Result<(usize, usize)> {
    let mut files = Vec::new();
    list(folder, &mut files)?;
    // As `validate` has them.
    let threads = rayon::ThreadPoolBuilder::new().stack_size(python::STACK_BYTES);
    let pool = threads.build().map_err(io::Error::other)?;
    let version = python::Version::default();
    let parsed: io::Result<Vec<bool>> = pool.install(|| {
        files.par_iter().map(|file| Ok(python::parses(&std::fs::read(file)?, version))).collect()
    });
    Ok((files.len(), parsed?.into_iter().filter(|valid| *valid).count()))
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list(&entry.path(), files)?;
        } else if entry.path().extension().is_some_and(|extension| extension == "py") {
            files.push(entry.path());
        }
    }
    Ok(())
}
