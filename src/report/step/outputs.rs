//! The outputs of a step, in the form of the file `GITHUB_OUTPUT`.
//!
//! Every value stands between lines of a delimiter that nobody can guess, so no value can end itself and name
//! another output.

use std::fmt::Write as _;

use serde::Serialize;

use super::{Answer, Package, Step};
use crate::metadata::ReleaseNumber;

/// Characters of a value. GitHub takes 1 MB of outputs a job, counted in UTF-16; two lists may be this long.
pub const MOST_CHARACTERS: usize = 200_000;

/// One package in the output `packages`.
#[derive(Serialize)]
struct PackageOutput<'a> {
    package: &'a str,
    result: String,
    release: Option<ReleaseNumber>,
    dag_ids: Vec<&'a str>,
    changed: Option<bool>,
    files: usize,
    metadata_url: Option<String>,
}

/// `result`, `release`, `dag-ids`, `changed`, `files`, `metadata-url` and `packages`. What one package alone can
/// have (`release`, `metadata-url`) is empty for several; a list longer than [`MOST_CHARACTERS`] is empty too.
///
/// `delimiter` is random letters and digits of this run.
#[must_use]
pub fn outputs(step: &Step<'_>, delimiter: &str) -> String {
    let packages: Vec<PackageOutput<'_>> = step.packages().iter().map(PackageOutput::of).collect();
    let single = match &packages[..] {
        [one] if step.unread == 0 => Some(one),
        _ => None,
    };
    let mut dag_ids: Vec<&str> =
        packages.iter().flat_map(|package| package.dag_ids.iter().copied()).collect();
    dag_ids.sort_unstable();
    dag_ids.dedup();
    let changes: Vec<bool> = packages.iter().filter_map(|package| package.changed).collect();
    let changed = match (changes.contains(&true), changes.len() == packages.len() && step.unread == 0) {
        (true, _) => "true",
        (false, true) => "false",
        (false, false) => "",
    };
    let files: usize = packages.iter().map(|package| package.files).sum();
    let release = single.and_then(|package| package.release).map(|release| release.to_string());
    let url = single.and_then(|package| package.metadata_url.clone());
    written(
        &[
            ("result", step.answer().to_string()),
            ("release", release.unwrap_or_default()),
            ("dag-ids", bounded(&dag_ids)),
            ("changed", changed.to_owned()),
            ("files", files.to_string()),
            ("metadata-url", url.unwrap_or_default()),
            ("packages", bounded(&packages)),
        ],
        delimiter,
    )
}

/// The outputs of a run that ended before there was a result.
#[must_use]
pub fn failed(delimiter: &str) -> String {
    written(&[("result", Answer::Failed.to_string())], delimiter)
}

impl<'a> PackageOutput<'a> {
    fn of(package: &Package<'a>) -> Self {
        let mut dag_ids: Vec<&str> = match package.subject {
            Some(subject) => {
                let dags = subject.verdict.files.iter().flat_map(|file| &file.dags);
                dags.map(|dag| dag.dag_id.as_str()).collect()
            }
            None => Vec::new(),
        };
        dag_ids.sort_unstable();
        dag_ids.dedup();
        let answer = package.answer();
        let release = package.report.and_then(|report| report.release);
        // A first release that was only planned has no document yet.
        let is_there = release.is_some()
            && (answer != Answer::WouldPublish
                || package.report.is_some_and(|report| report.follows.is_some()));
        Self {
            package: package.name,
            result: answer.to_string(),
            release,
            dag_ids,
            changed: match answer {
                Answer::Published | Answer::WouldPublish => Some(true),
                Answer::Unchanged => Some(false),
                _ => None,
            },
            files: package.subject.map_or(0, |subject| subject.verdict.files.len()),
            metadata_url: package.place().filter(|_| is_there).map(|place| format!("{place}metadata.json")),
        }
    }
}

/// As JSON on one line; nothing when it is too long.
fn bounded(list: &impl Serialize) -> String {
    let json = serde_json::to_string(list).unwrap_or_default();
    if json.encode_utf16().count() > MOST_CHARACTERS { String::new() } else { json }
}

fn written(values: &[(&str, String)], delimiter: &str) -> String {
    let mut text = String::new();
    for (name, value) in values {
        // Writing to a String cannot fail.
        let _ = write!(text, "{name}<<{delimiter}\n{value}\n{delimiter}\n");
    }
    text
}
