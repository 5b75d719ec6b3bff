//! What a page names by its name in the source is there: tests, files, rules, options.

use std::collections::BTreeSet;
use std::process::Command;

use super::page::{pages, root};

/// The functions of the source, the tests and the scripts.
fn functions() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in ["src", "tests", "benches"] {
        for entry in walkdir::WalkDir::new(root().join(folder)).into_iter().flatten() {
            let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
            for word in ["fn ", "def "] {
                for part in text.split(word).skip(1) {
                    let name =
                        part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                    names.insert(name.to_owned());
                }
            }
        }
    }
    names
}

/// The pages that say which tests hold them up.
const ARGUING: &[&str] = &[
    "docs/faq.md",
    "docs/guarantees.md",
    "docs/permissions.md",
    "docs/publishing.md",
    "docs/security.md",
    "docs/syncing.md",
];

/// A test's name is a sentence: words joined by at least four `_`.
fn is_a_sentence(span: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    span.matches('_').count() >= 4 && span.chars().all(plain)
}

#[test]
fn every_test_that_a_page_names_exists() {
    let known = functions();
    let mut seen = 0;
    for page in pages().into_iter().filter(|page| ARGUING.contains(&page.name().as_str())) {
        for (line, span) in page.spans() {
            let name = span.rsplit("::").next().unwrap_or_default();
            if is_a_sentence(name) {
                seen += 1;
                assert!(known.contains(name), "{}:{line}: there is no test `{name}`", page.name());
            }
        }
    }
    assert!(seen > 30, "only {seen} tests are named: is this still looking at anything?");
}

#[test]
fn every_file_that_a_page_names_exists() {
    for page in pages() {
        for (line, span) in page.spans() {
            let path = span.split(['#', ' ', ':']).next().unwrap_or_default();
            let ours = ["src/", "tests/", "benches/", "docs/", "examples/", ".ci/"];
            // What stands for a name is not one, and a release's files come when it is built.
            if !ours.iter().any(|start| path.starts_with(start)) || path.contains(['*', '<', '…', '{']) {
                continue;
            }
            assert!(root().join(path).exists(), "{}:{line}: there is no `{path}`", page.name());
        }
    }
}

#[test]
fn every_option_that_a_page_of_ours_names_exists() {
    let printed =
        Command::new(env!("CARGO_BIN_EXE_dag-publish")).args(["man", "--markdown"]).output().unwrap();
    let reference = String::from_utf8(printed.stdout).unwrap();
    let known: BTreeSet<&str> = words(&reference).into_iter().collect();
    for page in pages() {
        for (line, span) in page.spans() {
            // Alone, or behind one of our commands: other programs have options of their own.
            let ours = span.starts_with("--")
                || span.starts_with("dag-publish ")
                || ["validate -", "publish -", "dag-sync -"].iter().any(|start| span.starts_with(start));
            if !ours || OTHERS.contains(&page.name().as_str()) {
                continue;
            }
            for word in words(&span) {
                assert!(
                    known.contains(word) || PLAIN.contains(&word),
                    "{}:{line}: no option {word}",
                    page.name()
                );
            }
        }
    }
}

/// Pages about other programs' options too.
const OTHERS: &[&str] =
    &["docs/comparison.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/releasing.md", "docs/hooks.md"];

/// Options that clap has for every program.
const PLAIN: &[&str] = &["--help", "--version"];

/// The words of a text that look like a long option.
fn words(text: &str) -> Vec<&str> {
    let all = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    all.filter(|word| word.starts_with("--") && word.len() > 3).collect()
}
