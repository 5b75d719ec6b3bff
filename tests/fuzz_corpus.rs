//! What the fuzzer starts from and what it once found, replayed without it: see docs/fuzzing.md.

// A test fails by a panic.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;
use std::time::{Duration, Instant};

#[allow(unreachable_pub, reason = "the fuzzer's crate is built from the same files")]
#[path = "../fuzz/src/lib.rs"]
mod fuzz;

/// What runs so long is taken for a hang. The limit of a second is the fuzzer's, for a build with optimisation.
const LONGEST: Duration = Duration::from_secs(60);

fn replay(target: &str) {
    let (_, run) = fuzz::TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert_ne!(paths.len(), 0, "{}", folder.display());
    let mut slow = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let begin = Instant::now();
        if std::panic::catch_unwind(|| run(&bytes)).is_err() {
            panic!("{} makes the target `{target}` panic", path.display());
        }
        if begin.elapsed() > LONGEST {
            slow.push((path, begin.elapsed()));
        }
    }
    assert_eq!(slow, [], "these take longer than {LONGEST:?}");
}

#[test]
fn no_bytes_break_the_reading_of_python() {
    replay("python");
}

#[test]
fn no_package_breaks_the_interpreter() {
    replay("dags");
}

#[test]
fn no_generated_program_breaks_the_interpreter() {
    replay("interpreter");
}

#[test]
fn no_ignore_file_breaks_validation() {
    replay("airflowignore");
}

#[test]
fn no_document_breaks_the_scheduler() {
    replay("metadata");
}

#[test]
fn no_settings_file_breaks_its_reader() {
    replay("configuration");
}

/// A grammar whose programs Python refuses would leave the interpreter untested.
#[test]
fn most_generated_programs_are_valid_python() {
    let valid = (0..200_u64).filter(|seed| {
        let mut state = *seed;
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        })
        .take(60)
        .collect();
        fuzz::is_valid(&fuzz::program::write(&bytes))
    });
    let valid = valid.count();
    assert!(valid > 120, "{valid} of 200");
}
