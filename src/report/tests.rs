use std::path::PathBuf;

use bytes::Bytes;

use super::*;
use crate::metadata::{FilePath, PackageName};
use crate::package::{Kind, Package, PackageFile};
use crate::rules::{Options, Verdict, check};

fn package(files: &[(&str, &str)]) -> Package {
    let mut files: Vec<PackageFile> = files
        .iter()
        .map(|(path, text)| PackageFile {
            path: FilePath::new(*path).unwrap(),
            bytes: Bytes::copy_from_slice(text.as_bytes()),
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Package {
        name: PackageName::new("reporting").unwrap(),
        folder: PathBuf::from("packages/reporting"),
        dags: "dags".into(),
        kind: Kind::Dags,
        files,
        modules: Vec::new(),
        problems: Vec::new(),
    }
}

fn judged(files: &[(&str, &str)]) -> (Package, Verdict) {
    let package = package(files);
    let verdict = check(&package, &Options::default());
    (package, verdict)
}

fn shown_as_text(files: &[(&str, &str)], look: Look) -> String {
    let (package, verdict) = judged(files);
    let mut out = String::new();
    text(&[Subject::new(&package, &verdict)], look, &mut out).unwrap();
    out
}

fn annotations(package: &Package, verdict: &Verdict, coming: usize) -> String {
    let mut out = String::new();
    github(&[Subject::new(package, verdict)], coming, &mut out).unwrap();
    out
}

fn sarif_of(package: &Package, verdict: &Verdict) -> serde_json::Value {
    let bytes = || {
        let mut out = Vec::new();
        sarif(&[Subject::new(package, verdict)], &mut out).unwrap();
        out
    };
    let first = bytes();
    assert_eq!(first, bytes());
    serde_json::from_slice(&first).unwrap()
}

const FILES: &[(&str, &str)] = &[
    (
        "a.py",
        "from airflow.sdk import DAG\n\nwith DAG(\"daily\"):\n    pass\nwith DAG(\"ä:,%\"):\n    pass\n",
    ),
    ("b.py", "# airflow dag\nimport os\nfrom airflow.sdk import DAG\nx = 'ä'; d = DAG(os.environ[\"X\"])\n"),
    ("c.sql", "select 1"),
];

#[test]
fn text_shows_the_lines_and_sums_up() {
    insta::assert_snapshot!(shown_as_text(FILES, Look::default()));
}

#[test]
fn text_fits_the_terminal() {
    let wide = format!("d = DAG('a b', doc_md='{}')  # {}", "日本語".repeat(30), "x".repeat(300));
    let late = format!("\tx = [{}DAG('c d')]", "'a', ".repeat(200));
    let text = format!("from airflow.sdk import DAG\n{wide}\nif True:\n{late}\n");
    for width in [80, 200] {
        let out = shown_as_text(&[("a.py", &text)], Look { color: false, width: Some(width) });
        for line in out.lines().filter(|line| !line.starts_with("reporting")) {
            let columns: usize = line.chars().map(|c| if c > '\u{2e7f}' { 2 } else { 1 }).sum();
            assert!(columns <= width, "{columns}: {line}");
        }
        insta::assert_snapshot!(format!("text_in_{width}_columns"), out);
    }
}

#[test]
fn colours_are_the_terminals_own() {
    let out = shown_as_text(FILES, Look { color: true, width: None });
    assert!(out.contains("\u{1b}[31m"), "{out:?}");
    assert!(!out.contains("38;2;"), "{out:?}");
    assert!(!shown_as_text(FILES, Look::default()).contains('\u{1b}'));
}

#[test]
fn json_has_the_documented_shape_and_matches_its_schema() {
    let (package, verdict) = judged(FILES);
    let mut out = Vec::new();
    json(&[Subject::new(&package, &verdict)], &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let validator = jsonschema::validator_for(&schema()).unwrap();
    assert!(validator.is_valid(&value));
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn workflow_commands_escape_data_and_properties() {
    let (mut package, mut verdict) = judged(FILES);
    package.folder = PathBuf::from("a,b:c%d");
    verdict.findings[0].message = "100 %\r\nsure: yes, ::error::no".into();
    insta::assert_snapshot!(annotations(&package, &verdict, 0));
}

fn with_errors(count: usize) -> (Package, Verdict) {
    let bad: String = (0..count).map(|n| format!("d{n} = DAG('x y{n}')\n")).collect();
    judged(&[("a.py", &format!("from airflow.sdk import DAG\n{bad}"))])
}

#[test]
fn the_tenth_annotation_says_how_many_more_and_the_log_has_them() {
    let (package, mut verdict) = with_errors(25);
    verdict.findings[20].code = "syntax-error";
    let out = annotations(&package, &verdict, 0);
    let lines: Vec<&str> = out.lines().collect();
    let commands: Vec<&&str> = lines.iter().filter(|line| line.starts_with("::")).collect();
    assert_eq!(commands.len(), 10);
    let more = "%0A(15 more errors are in the log of this step: 14 dag-id-invalid, 1 syntax-error)";
    assert!(commands[9].ends_with(more), "{}", commands[9]);
    assert!(!commands[8].contains("more error"));
    assert_eq!(lines.len(), 10 + 15 + 1);
    let eleventh = "error[dag-id-invalid] packages/reporting/dags/a.py:12:7: ";
    assert!(lines[10].starts_with(eleventh), "{}", lines[10]);
    assert_eq!(lines[25], summary(&verdict));
}

#[test]
fn room_is_left_for_the_errors_that_come_after() {
    let (package, verdict) = with_errors(25);
    for (coming, shown) in [(1, 9), (3, 7), (10, 1), (30, 1)] {
        let out = annotations(&package, &verdict, coming);
        let commands: Vec<&str> = out.lines().filter(|line| line.starts_with("::error")).collect();
        assert_eq!(commands.len(), shown, "{coming}");
        let more = format!("({} more errors are", 25 - shown);
        assert!(commands[shown - 1].contains(&more), "{}", commands[shown - 1]);
    }
    let (package, verdict) = with_errors(11);
    assert!(annotations(&package, &verdict, 0).contains("(1 more error is in the log of this step: 1 dag"));
}

#[test]
fn no_line_of_the_log_is_a_command() {
    let (mut package, mut verdict) = with_errors(14);
    package.folder = PathBuf::from("::error file=x::y");
    for finding in &mut verdict.findings {
        finding.message = "a\n::error::b\r::set-output name=x::y ##[add-path]/tmp \u{1b}[2J".into();
    }
    let out = annotations(&package, &verdict, 0);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 10 + 4 + 1, "{out}");
    assert!(lines[..10].iter().all(|line| line.starts_with("::error file=%3A%3Aerror file=x%3A%3Ay/dags")));
    for line in &lines[10..] {
        assert!(!line.trim_start().starts_with("::") && !line.contains("##["), "{line}");
        assert!(!line.contains('\u{1b}'), "{line:?}");
    }
    for hidden in ["\u{200d}::error::x", " \u{ad}:\u{200b}: error::x", "a #\u{2060}#[error]x"] {
        let mut out = String::new();
        super::github::logged(hidden, &mut out).unwrap();
        let seen: String = out.chars().filter(char::is_ascii).collect();
        assert!(!seen.trim_start().starts_with("::") && !seen.contains("##["), "{out:?}");
    }
}

#[test]
fn sarif_is_valid_by_the_official_schema() {
    let schema = include_str!("../../tests/sarif/sarif-schema-2.1.0.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let (mut package, mut verdict) = judged(FILES);
    verdict.findings[0].message = "100 %\r\n[x](javascript:alert) {0} \u{1b}\u{0}".into();
    let mut whole = verdict.findings[0].clone();
    (whole.path, whole.span) = (None, None);
    verdict.findings.push(whole);
    for folder in [".", "packages/a b", "ä/:%,?#", "/somewhere/else"] {
        package.folder = PathBuf::from(folder);
        let log = sarif_of(&package, &verdict);
        let faults: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert_eq!(faults, [""; 0], "{log:#}");
    }
    let mut broken = sarif_of(&package, &verdict);
    broken["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!validator.is_valid(&broken), "the schema checks nothing");
    broken = sarif_of(&package, &verdict);
    broken["runs"][0]["results"][0]["nonsense"] = 1.into();
    assert!(!validator.is_valid(&broken), "the schema checks nothing");
}

#[test]
fn sarif_has_a_place_a_rule_and_a_fingerprint_for_each_finding() {
    let (package, verdict) = judged(FILES);
    let log = sarif_of(&package, &verdict);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(rules[index]["help"]["markdown"].as_str().unwrap().starts_with("# "));
    }
    insta::assert_snapshot!(format!("{:#}", run["results"]));
}

#[test]
fn sarif_writes_paths_as_uris_below_the_root() {
    let (mut package, verdict) = with_errors(1);
    let uri = |package: &Package| {
        let log = sarif_of(package, &verdict);
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
        (place["uri"].as_str().unwrap().to_owned(), place["uriBaseId"].as_str().map(ToOwned::to_owned))
    };
    for (folder, expected) in [
        (".", "dags/a.py"),
        ("./packages/ä b", "packages/%C3%A4%20b/dags/a.py"),
        ("a%2f:?#[", "a%252f%3A%3F%23%5B/dags/a.py"),
    ] {
        package.folder = PathBuf::from(folder);
        assert_eq!(uri(&package), (expected.to_owned(), Some("%SRCROOT%".to_owned())));
    }
    package.folder = PathBuf::from("/tmp/x y");
    assert_eq!(uri(&package), ("file:///tmp/x%20y/dags/a.py".to_owned(), None));
}

#[test]
fn a_fingerprint_stays_when_lines_come_above_and_tells_equal_lines_apart() {
    let prints = |text: &str| -> Vec<String> {
        let (package, verdict) = judged(&[("a.py", text)]);
        let log = sarif_of(&package, &verdict);
        let results = log["runs"][0]["results"].as_array().unwrap();
        let print =
            |result: &serde_json::Value| result["partialFingerprints"]["dagPublishFinding/v1"].clone();
        results.iter().map(|result| print(result).as_str().unwrap().to_owned()).collect()
    };
    let before = prints("from airflow.sdk import DAG\nd = DAG('a b')\nd = DAG('a b')\n");
    let after = prints("# one\n# two\nfrom airflow.sdk import DAG\nd = DAG('a b')\nd = DAG('a b')\n");
    assert_eq!(before, after);
    assert_eq!(before.len(), 2);
    assert_ne!(before[0], before[1]);
}

#[test]
fn no_source_line_can_steer_a_terminal() {
    let files = [("a.py", "from airflow.sdk import DAG\nd = DAG('a b') # \u{1b}[2J\u{202e}x\n")];
    let out = shown_as_text(&files, Look::default());
    assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'), "{out:?}");
    assert!(out.contains("a b"));
}
