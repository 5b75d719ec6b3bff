//! Documents that a package's role could write to harm others.

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::layout::PackageKeys;
use super::limits::{DAG_IDS, FILES, HISTORY, METADATA_BYTES};
use super::{Digest, Document, EnvironmentName, FileEntry, FilePath, PackageName, clash, tree_sha256};

const NONCE: &str = "01900000-0000-7000-8000-000000000001";

fn keys() -> PackageKeys {
    PackageKeys::new(EnvironmentName::new("dev").unwrap(), PackageName::new("etl").unwrap())
}

fn sha(text: &str) -> String {
    Digest::of(text.as_bytes()).to_string()
}

/// A tree digest as a hostile writer computes it: for paths that this program would not even take.
fn tree(files: &[&str]) -> String {
    let mut lines = String::new();
    for path in files {
        writeln!(lines, "{}  1  {path}", sha("x")).unwrap();
    }
    sha(&lines)
}

/// A document that is right in every way, with these files.
fn document(files: &[&str]) -> Value {
    let archive =
        json!({"key": format!("releases/dev/etl/r000001-{NONCE}.tar.gz"), "size": 10, "sha256": sha("")});
    let list: Vec<Value> =
        files.iter().map(|path| json!({"path": path, "size": 1, "sha256": sha("x")})).collect();
    json!({
        "schema_version": 1, "min_reader": 1, "environment": "dev", "package": "etl", "release": 1,
        "nonce": NONCE, "write_id": NONCE, "published_at": "2026-11-22T10:00:00Z",
        "tool": {"name": "dag-publish", "version": "0.1.0"}, "target": {"python": "3.12", "airflow": "3"},
        "archive": archive, "tree_sha256": tree(files), "files": list,
        "dags": [{"dag_id": "daily", "path": files[0], "line": 1, "since": "2026-11-22T10:00:00Z"}],
        "history": [{"release": 1, "nonce": NONCE, "published_at": "2026-11-22T10:00:00Z",
                     "archive": archive, "tree_sha256": tree(files)}],
    })
}

fn parse(document: &Value) -> Result<Document, String> {
    Document::parse(&serde_json::to_vec(document).unwrap(), &keys()).map_err(|error| error.to_string())
}

/// The document with `value` at a JSON pointer.
fn with(pointer: &str, value: Value) -> Value {
    let mut document = document(&["a.py"]);
    *document.pointer_mut(pointer).unwrap() = value;
    document
}

#[test]
fn the_document_that_the_others_are_made_from_is_good() {
    parse(&document(&["a.py", "b/c.py"])).unwrap();
}

#[test]
fn every_named_hostile_document_is_refused_with_a_sentence() {
    let mut tombstone = with("/archive", Value::Null);
    tombstone["removed"] = json!({"at": "2026-11-22T10:00:00Z"});
    let mut unordered = document(&["a.py"]);
    let mut newer = unordered["history"][0].clone();
    newer["release"] = json!(2);
    unordered["history"].as_array_mut().unwrap().push(newer);
    let foreign = format!("releases/dev/reports/r000001-{NONCE}.tar.gz");
    let dag = |id: usize| json!({"dag_id": format!("d{id:05}"), "path": "a.py", "line": 1, "since": "2026-11-22T10:00:00Z"});
    let dags = (0..=DAG_IDS).map(dag).collect::<Vec<_>>();
    let file = |id: usize| json!({"path": format!("f{id:05}"), "size": 1, "sha256": sha("x")});
    let files = (0..=FILES).map(file).collect::<Vec<_>>();
    let twice = json!([{"dag_id": "d", "path": "a.py", "line": 1, "since": "2026-11-22T10:00:00Z"},
                       {"dag_id": "d", "path": "a.py", "line": 2, "since": "2026-11-22T10:00:00Z"}]);
    let cases = [
        ("another package", with("/package", json!("reports"))),
        ("another environment", with("/environment", json!("prod"))),
        ("a name that is a path", with("/package", json!("../etl"))),
        ("a path that goes up", document(&["../reports/dags/a.py"])),
        ("an absolute path", document(&["/etc/cron.d/a"])),
        ("a path with a newline", document(&["a\nb.py"])),
        ("names that differ in case", document(&["A.py", "a.py"])),
        ("a file that is a folder", document(&["a", "a/b"])),
        ("a file twice", document(&["a.py", "a.py"])),
        ("files out of order", document(&["b.py", "a.py"])),
        ("a foreign archive", with("/archive/key", json!(foreign))),
        ("a foreign archive in the history", with("/history/0/archive/key", json!(foreign))),
        ("an archive of any size", with("/archive/size", json!(u64::MAX))),
        ("a file of any size", with("/files/0/size", json!(u64::MAX))),
        ("a size below zero", with("/files/0/size", json!(-1))),
        ("release 0", with("/release", json!(0))),
        ("a release beyond counting", with("/release", json!(1_u64 << 52))),
        ("a number with a point", with("/release", json!(1.5))),
        ("a tree that is another", with("/tree_sha256", json!(sha("")))),
        ("a DAG in no file", with("/dags/0/path", json!("b.py"))),
        ("a DAG twice", with("/dags", twice)),
        ("too many DAGs", with("/dags", json!(dags))),
        ("too many files", with("/files", json!(files))),
        ("no history", with("/history", json!([]))),
        ("a history of another release", with("/history/0/release", json!(2))),
        ("a history out of order", unordered.clone()),
        ("a long history", with("/history", json!(vec![unordered["history"][0].clone(); HISTORY + 1]))),
        ("neither release nor tombstone", with("/archive", Value::Null)),
        ("a tombstone with files", tombstone),
        ("a year that is none", with("/published_at", json!("99999-01-01T00:00:00Z"))),
        ("a newer reader", with("/min_reader", json!(2))),
        ("a newer reader by far", with("/min_reader", json!(u64::MAX))),
        ("a reader that is a text", with("/min_reader", json!("1"))),
        ("a list instead", json!([])),
    ];
    let mut said = String::new();
    for (name, document) in cases {
        match parse(&document) {
            Ok(_) => writeln!(said, "{name}: ACCEPTED").unwrap(),
            Err(message) => writeln!(said, "{name}: {message}").unwrap(),
        }
    }
    assert!(!said.contains("ACCEPTED"), "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn texts_that_are_no_document_are_refused_without_a_panic_or_a_gigabyte() {
    let good = serde_json::to_string(&document(&["a.py"])).unwrap();
    let open = &good[..good.len() - 1];
    for (text, part) in [
        (String::new(), "EOF"),
        ("<html>".into(), "expected value"),
        ("[".repeat(1_000_000), "values"),
        ("[".repeat(10_000), "invalid type"),
        (format!("{open},\"x\":{}1{}}}", "[".repeat(500), "]".repeat(500)), "recursion"),
        (format!("{open},\"x\":[{}0]}}", "[],".repeat(2_000_000)), "values"),
        (format!("{open},\"release\":1}}"), "duplicate field"),
        (good.replace("daily", "\u{0}"), "control character"),
        (" ".repeat(METADATA_BYTES + 1), "allowed"),
    ] {
        let error = Document::parse(text.as_bytes(), &keys()).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn ten_thousand_deep_paths_are_judged_in_passing() {
    let paths = (0..10_000).map(|at| FilePath::new(format!("{at}{}", "/a".repeat(250))).unwrap());
    let paths: Vec<FilePath> = paths.collect();
    assert_eq!(clash(&paths), None);
}

/// What [`Document::parse`] promises of a document that it accepts.
fn rules_hold(document: &Document) {
    assert_eq!((document.environment.as_str(), document.package.as_str()), ("dev", "etl"));
    assert!(document.files.len() <= FILES && document.dags.len() <= DAG_IDS);
    assert!(document.history.len() <= HISTORY);
    assert_eq!(tree_sha256(&document.files), document.tree_sha256);
    assert_eq!(clash(document.files.iter().map(|file| &file.path)), None);
    assert!(document.files.is_sorted_by(|a, b| a.path < b.path));
    assert!(document.dags.is_sorted_by(|a, b| a.dag_id < b.dag_id));
    assert!(document.history.is_sorted_by(|a, b| a.release > b.release));
    assert_eq!(document.history[0].release, document.release);
    let archives =
        document.history.iter().filter_map(|entry| entry.archive.as_ref()).chain(&document.archive);
    for archive in archives {
        assert!(keys().archive_number(&archive.key).is_some(), "{}", archive.key);
    }
    assert_eq!(document.archive.is_none(), document.removed.is_some());
    for FileEntry { path, .. } in &document.files {
        assert!(!path.as_str().split('/').any(|segment| matches!(segment, "" | "." | "..")), "{path}");
    }
    assert!(Document::parse(&document.to_checked_bytes(&keys()).unwrap(), &keys()).is_ok());
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop_oneof![Just("../x"), Just("a.py"), Just("etl"), Just("9999-12-31T23:59:59Z"), Just(NONCE)]
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Every place in a document, as JSON pointers.
fn places(value: &Value, at: &str, places: &mut Vec<String>) {
    places.push(at.to_owned());
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| self::places(value, &format!("{at}/{key}"), places))
        }
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(key, value)| self::places(value, &format!("{at}/{key}"), places));
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mutated_document_is_refused_or_keeps_every_rule(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any_value()), 1..3),
    ) {
        let mut document = document(&["a.py", "b/c.py"]);
        for (at, value) in changes {
            let mut all = Vec::new();
            places(&document, "", &mut all);
            *document.pointer_mut(&all[at.index(all.len())]).unwrap() = value;
        }
        if let Ok(document) = parse(&document) {
            rules_hold(&document);
        }
    }

    #[test]
    fn broken_bytes_are_refused_or_keep_every_rule(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let mut bytes = serde_json::to_vec(&document(&["a.py", "b/c.py"])).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(document) = Document::parse(&bytes, &keys()) {
            rules_hold(&document);
        }
    }
}
