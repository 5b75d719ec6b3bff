//! Parses every Python file below a folder with both parsers, and prints how many each accepts and how long it
//! takes. Files that are not UTF-8 are left out.
//!
//!     cargo run --release -- FOLDER [3.13]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ruff_python_ast::PythonVersion;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

/// Deep files must not end the comparison.
const STACK: usize = 1 << 30;

struct Tally {
    name: &'static str,
    accepted: usize,
    rejected: Vec<PathBuf>,
    time: Duration,
}

impl Tally {
    fn new(name: &'static str) -> Self {
        Self { name, accepted: 0, rejected: Vec::new(), time: Duration::ZERO }
    }

    fn run(&mut self, path: &Path, parse: impl FnOnce() -> bool) {
        let start = Instant::now();
        let accepted = parse();
        self.time += start.elapsed();
        if accepted {
            self.accepted += 1;
        } else {
            self.rejected.push(path.to_owned());
        }
    }
}

fn python_files(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::path);
    for entry in entries {
        let kind = entry.file_type()?;
        let path = entry.path();
        if kind.is_dir() {
            python_files(&path, found)?;
        } else if kind.is_file() && path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
    Ok(())
}

fn compare(folder: &Path, version: PythonVersion) -> std::io::Result<()> {
    let mut paths = Vec::new();
    python_files(folder, &mut paths)?;
    let mut ruff = Tally::new("ruff_python_parser 0.0.10");
    let mut rustpython = Tally::new("rustpython-parser 0.4.0");
    let (mut bytes, mut skipped) = (0, 0);
    for path in &paths {
        let Ok(text) = std::fs::read_to_string(path) else {
            skipped += 1;
            continue;
        };
        bytes += text.len();
        ruff.run(path, || {
            let options = ParseOptions::from(Mode::Module).with_target_version(version);
            !parse_unchecked(&text, options).has_syntax_errors()
        });
        rustpython.run(path, || {
            rustpython_parser::parse(&text, rustpython_parser::Mode::Module, "<file>").is_ok()
        });
    }
    println!("{} files, {bytes} bytes; {skipped} that are not UTF-8 left out; target {version}", paths.len() - skipped);
    for tally in [&ruff, &rustpython] {
        let (accepted, rejected) = (tally.accepted, tally.rejected.len());
        println!("{}: {accepted} accepted, {rejected} rejected, {:.2} s", tally.name, tally.time.as_secs_f64());
    }
    for (one, other) in [(&ruff, &rustpython), (&rustpython, &ruff)] {
        println!("\nrejected by {} alone:", one.name);
        for path in one.rejected.iter().filter(|path| !other.rejected.contains(path)) {
            println!("  {}", path.strip_prefix(folder).unwrap_or(path).display());
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("usage: parser-comparison FOLDER [3.13]")?);
    let version = arguments.next().unwrap_or_else(|| "3.13".into()).parse()?;
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || compare(&folder, version))?;
    thread.join().map_err(|_| "the comparison panicked")??;
    Ok(())
}
