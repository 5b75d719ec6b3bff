//! What hostile bytes must not break: one function a target, for libFuzzer (`fuzz/targets/`) and for `cargo test`
//! (`tests/fuzz_corpus.rs`), which replays the corpus without libFuzzer.
//!
//! A target fails by a panic, by an input that takes longer than a second, or by memory beyond 512 MB; what it says of
//! a file is the business of other tests.

mod package;
pub mod program;

use std::path::PathBuf;

use dag_publish::airflow::Airflow;
use dag_publish::config::{FILE_NAME, Layer, PYPROJECT, Settings};
use dag_publish::dags::{File, Request, examine};
use dag_publish::metadata::layout::PackageKeys;
use dag_publish::metadata::{Document, EnvironmentName, PackageName, is_foreign};
use dag_publish::python::{self, Lines, Version};
use dag_publish::rules;

/// A target: its name, and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// Every target by its name.
pub const TARGETS: [Target; 6] = [
    ("python", python),
    ("dags", dags),
    ("interpreter", interpreter),
    ("airflowignore", airflowignore),
    ("metadata", metadata),
    ("configuration", configuration),
];

/// Decoding, depth, parsing and the errors of CPython's compiler, for the oldest and the newest target.
pub fn python(bytes: &[u8]) {
    on_a_deep_stack(|| {
        for minor in [*Version::MINORS.start(), *Version::MINORS.end()] {
            let Some(version) = Version::new(minor) else { continue };
            let reading = python::read(bytes, version);
            assert_eq!(reading.tree.is_some(), reading.faults.is_empty(), "a tree, or a reason for none");
            if let Some(text) = &reading.text {
                let lines = Lines::new(text);
                for comment in python::comments(text) {
                    let _ = lines.span(comment.range);
                }
            }
            let _ = python::text_for_display(bytes);
        }
    });
}

/// The interpreter on files as they are: see [`package`] for how several stand in one input.
pub fn dags(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    on_a_deep_stack(|| examine_package(&text));
}

/// The interpreter on programs that a grammar makes of the bytes: nearly all of them are valid Python.
pub fn interpreter(bytes: &[u8]) {
    let text = program::write(bytes);
    on_a_deep_stack(|| examine_package(&text));
}

/// Whether the first file of an input is valid Python, so that the interpreter sees it.
#[must_use]
pub fn is_valid(text: &str) -> bool {
    let mut valid = false;
    on_a_deep_stack(|| {
        let package = package::InMemory::new(text);
        valid = package.first().is_some_and(|(_, source)| source.tree.is_some());
    });
    valid
}

fn examine_package(text: &str) {
    let package = package::InMemory::new(text);
    let Some((path, source)) = package.first() else { return };
    let Some(tree) = &source.tree else { return };
    let file = File { text: &source.text, tree, path };
    for airflow in [Airflow::Two, Airflow::Three] {
        let _ = examine(&Request { file, airflow, python: 12, import_roots: &[], sources: &package });
    }
}

/// `.airflowignore` in both syntaxes, through every rule. A zero byte ends the file of the outer folder; what follows
/// is that of an inner one.
pub fn airflowignore(bytes: &[u8]) {
    let mut halves = bytes.splitn(2, |byte| *byte == 0);
    let outer = halves.next().unwrap_or_default();
    let inner = halves.next().unwrap_or_default();
    let Some(package) = package::ignoring(outer, inner) else { return };
    for airflow in [Airflow::Two, Airflow::Three] {
        #[allow(clippy::field_reassign_with_default, reason = "one field is private")]
        let options = {
            let mut options = rules::Options::default();
            options.airflow = airflow;
            options
        };
        let _ = rules::check(&package, &options);
    }
}

/// `metadata.json`: what is accepted can be written again, and is the same then.
pub fn metadata(bytes: &[u8]) {
    let (Ok(environment), Ok(package)) = (EnvironmentName::new("dev"), PackageName::new("etl")) else {
        return;
    };
    let keys = PackageKeys::new(environment, package);
    let _ = is_foreign(bytes);
    if let Ok(document) = Document::parse(bytes, &keys) {
        let again = document.to_checked_bytes(&keys).and_then(|bytes| Document::parse(&bytes, &keys));
        assert_eq!(again.as_ref(), Ok(&document), "a document that is accepted can be written again");
    }
}

/// The settings file: `pyproject.toml` when the bytes have a table `tool`, else `dag-publish.toml`.
pub fn configuration(bytes: &[u8]) {
    thread_local! {
        static FOLDER: Option<PathBuf> = folder();
    }
    let is_shared = bytes.windows(5).any(|window| window == b"[tool");
    let (name, other) = if is_shared { (PYPROJECT, FILE_NAME) } else { (FILE_NAME, PYPROJECT) };
    FOLDER.with(|folder| {
        let Some(folder) = folder else { return };
        let _ = std::fs::remove_file(folder.join(other));
        assert!(std::fs::write(folder.join(name), bytes).is_ok(), "the folder for settings can be written");
        if let Err(error) = Settings::load(folder, &Layer::default(), &|_, _| Ok(())) {
            // The excerpt that points into the file is cut from hostile text too.
            let _ = format!("{error}{error:?}");
        }
    });
}

fn folder() -> Option<PathBuf> {
    let name = format!("dag-publish-fuzz-{}-{:?}", std::process::id(), std::thread::current().id());
    let folder = std::env::temp_dir().join(name.replace(['(', ')'], "")).join("etl");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder)
}

/// Runs on a thread whose stack holds the deepest tree that is allowed; a panic goes on in the caller.
fn on_a_deep_stack(work: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(python::STACK_BYTES).spawn_scoped(scope, work);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(())) => {}
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => assert_eq!(error.to_string(), "", "a thread can be started"),
        }
    });
}
