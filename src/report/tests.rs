use std::path::PathBuf;

use bytes::Bytes;

use super::*;
use crate::metadata::{Digest, FilePath, PackageName};
use crate::package::{Kind, Package, PackageFile};
use crate::rules::{Options, Verdict, check};

fn package(files: &[(&str, &str)]) -> Package {
    let mut files: Vec<PackageFile> = files
        .iter()
        .map(|(path, text)| PackageFile {
            path: FilePath::new(*path).unwrap(),
            bytes: Bytes::copy_from_slice(text.as_bytes()),
            sha256: Digest::of(text.as_bytes()),
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Package {
        name: PackageName::new("reporting").unwrap(),
        folder: PathBuf::from("packages/reporting"),
        dags: "dags".into(),
        kind: Kind::Dags,
        files,
        problems: Vec::new(),
    }
}

fn judged(files: &[(&str, &str)]) -> (Vec<Package>, Vec<Verdict>) {
    let package = package(files);
    let verdict = check(&package, &Options::default());
    (vec![package], vec![verdict])
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
    let (packages, verdicts) = judged(FILES);
    let mut out = String::new();
    text(&verdicts, Sources::new(&packages), &mut out, false).unwrap();
    insta::assert_snapshot!(out);
}

#[test]
fn json_has_the_documented_shape_and_matches_its_schema() {
    let (_, verdicts) = judged(FILES);
    let mut out = Vec::new();
    json(&verdicts, &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let validator = jsonschema::validator_for(&schema()).unwrap();
    assert!(validator.is_valid(&value));
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn workflow_commands_escape_data_and_properties() {
    let (mut packages, mut verdicts) = judged(FILES);
    packages[0].folder = PathBuf::from("a,b:c%d");
    verdicts[0].findings[0].message = "100 %\r\nsure: yes, ::error::no".into();
    let mut out = String::new();
    github(&verdicts, Sources::new(&packages), &mut out).unwrap();
    insta::assert_snapshot!(out);
}

#[test]
fn the_tenth_annotation_says_how_many_more() {
    let bad: String = (0..25).map(|n| format!("d{n} = DAG('x y{n}')\n")).collect();
    let (packages, verdicts) = judged(&[("a.py", &format!("from airflow.sdk import DAG\n{bad}"))]);
    let mut out = String::new();
    github(&verdicts, Sources::new(&packages), &mut out).unwrap();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 10);
    assert!(lines[9].ends_with("(15 more errors are in the log of this step.)"), "{}", lines[9]);
    assert!(!lines[8].contains("more errors"));
}

#[test]
fn no_source_line_can_steer_a_terminal() {
    let (packages, verdicts) =
        judged(&[("a.py", "from airflow.sdk import DAG\nd = DAG('a b') # \u{1b}[2J\u{202e}x\n")]);
    let mut out = String::new();
    text(&verdicts, Sources::new(&packages), &mut out, false).unwrap();
    assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'), "{out:?}");
    assert!(out.contains("a b"));
}
