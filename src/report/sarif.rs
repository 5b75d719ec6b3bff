//! `validate --format sarif`: SARIF 2.1.0, for code scanning.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>. The same tree gives the same bytes, so there
//! are no times and no absolute paths in it. What a comment or the settings excuse is not in it.

use std::collections::HashMap;
use std::io;

use serde::Serialize;

use super::subject::{Subject, Texts};
use crate::metadata::Digest;
use crate::rules::{self, Code, Finding, Rule, Severity, Span};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// What paths count from: the root of the repository, as GitHub takes it.
const ROOT: &str = "%SRCROOT%";
/// The name of our fingerprints; another way of making them needs another one.
const FINGERPRINT: &str = "dagPublishFinding/v1";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    original_uri_base_ids: serde_json::Value,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: Code,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: Code,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location<'a>; 1],
    partial_fingerprints: HashMap<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: PhysicalLocation,
    logical_locations: [LogicalLocation<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// The package that a finding belongs to.
#[derive(Serialize)]
struct LogicalLocation<'a> {
    name: &'a str,
    kind: &'static str,
}

/// Writes the findings of all packages as one run, indented, with a final newline.
///
/// # Errors
/// When the writer fails.
pub fn sarif(subjects: &[Subject<'_>], writer: &mut impl io::Write) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let rules = rules::all().iter().map(|rule| descriptor(rule)).collect();
    let driver = Driver { name: env!("CARGO_PKG_NAME"), version, semantic_version: version, rules };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: serde_json::json!({
            ROOT: { "description": { "text": "The root of the repository." } }
        }),
        results: subjects.iter().flat_map(results).collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_writer_pretty(&mut *writer, &log)?;
    writer.write_all(b"\n")
}

fn descriptor(rule: &Rule) -> Descriptor {
    let sentence = || Message { text: format!("{}.", rule.summary) };
    Descriptor {
        id: rule.code,
        short_description: sentence(),
        full_description: sentence(),
        help: Help { text: rule.page, markdown: rule.page },
        default_configuration: Configuration { level: level(rule.default) },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn results<'a>(subject: &Subject<'a>) -> Vec<SarifResult<'a>> {
    let mut texts = subject.texts();
    let mut alike = HashMap::new();
    let findings = subject.verdict.findings.iter();
    findings.map(|finding| result(subject, finding, &mut texts, &mut alike)).collect()
}

fn result<'a>(
    subject: &Subject<'a>,
    finding: &Finding,
    texts: &mut Texts<'_>,
    alike: &mut HashMap<Digest, u32>,
) -> SarifResult<'a> {
    // A finding about the whole of a file, or of the package, has its first character for a place: GitHub takes
    // no result without one.
    let whole = Span { line: 1, column: 1, end_line: 1, end_column: 1 };
    let Span { line, column, end_line, end_column } = finding.span.unwrap_or(whole);
    let path = subject.path(finding.path.as_deref().unwrap_or(&subject.verdict.dags));
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    SarifResult {
        rule_id: finding.code,
        rule_index: rules::all().iter().position(|rule| rule.code == finding.code).unwrap_or_default(),
        level: level(finding.severity),
        message: Message { text: no_links(&format!("{}{help}", finding.message)) },
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location: artifact(&path),
                region: Region { start_line: line, start_column: column, end_line, end_column },
            },
            logical_locations: [LogicalLocation { name: subject.verdict.package.as_str(), kind: "module" }],
        }],
        partial_fingerprints: HashMap::from([(FINGERPRINT, fingerprint(subject, finding, texts, alike))]),
    }
}

/// What stays when lines are added above: the rule, the file and what its line says; of several findings that are
/// alike in this, which one it is.
fn fingerprint(
    subject: &Subject<'_>,
    finding: &Finding,
    texts: &mut Texts<'_>,
    alike: &mut HashMap<Digest, u32>,
) -> String {
    let path = finding.path.as_deref().unwrap_or_default();
    let line = finding.span.and_then(|span| texts.get(path)?.line(span.line)).unwrap_or_default();
    let parts = [finding.code, subject.verdict.package.as_str(), path, line.trim()];
    let digest = Digest::of(parts.join("\0").as_bytes());
    let count = alike.entry(digest).or_insert(0);
    *count += 1;
    format!("{digest}:{count}")
}

fn artifact(path: &str) -> ArtifactLocation {
    match path.strip_prefix('/') {
        Some(below) => ArtifactLocation { uri: format!("file:///{}", encoded(below)), uri_base_id: None },
        None => ArtifactLocation { uri: encoded(path), uri_base_id: Some(ROOT) },
    }
}

/// A path as a URI reference (RFC 3986): all but its unreserved characters and `/` as bytes in hexadecimal.
fn encoded(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// `[text](target)` is a link in a SARIF message (3.11.6); no source code becomes one.
fn no_links(text: &str) -> String {
    match text.contains("](") {
        true => text.replace('[', "\\[").replace(']', "\\]"),
        false => text.to_owned(),
    }
}
