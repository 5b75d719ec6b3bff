//! Each rule: a package that breaks it, the message it gives, and that an ordinary package breaks none.

use std::path::PathBuf;

use bytes::Bytes;

use super::*;
use crate::metadata::Digest;
use crate::package::{Kind, Package, PackageFile, Problem, ProblemRule};
use crate::report;

fn package(name: &str, files: &[(&str, &[u8])]) -> Package {
    let mut files: Vec<PackageFile> = files
        .iter()
        .map(|(path, bytes)| PackageFile {
            path: FilePath::new(*path).unwrap(),
            bytes: Bytes::copy_from_slice(bytes),
            sha256: Digest::of(bytes),
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Package {
        name: PackageName::new(name).unwrap(),
        folder: PathBuf::from("."),
        dags: "dags".into(),
        kind: Kind::Dags,
        files,
        problems: Vec::new(),
    }
}

fn one_file(text: &str) -> Package {
    package("team", &[("a.py", text.as_bytes())])
}

fn codes(package: &Package, options: &Options) -> Vec<&'static str> {
    check(package, options).findings.iter().map(|finding| finding.code).collect()
}

const GOOD: &str = "from airflow.sdk import DAG\n\nwith DAG(\"good\"):\n    pass\n";

/// The first of each breaks the rule.
fn broken() -> Vec<(&'static str, Package)> {
    let dag = |line: &str| one_file(&format!("from airflow.sdk import DAG, dag, asset\n{line}\n"));
    let mut invalid = one_file(GOOD);
    invalid.problems.push(Problem {
        path: "dags/a\\nb.py".into(),
        rule: ProblemRule::PathInvalid,
        message: "`a\\nb.py` holds the character U+000A".into(),
        help: "Rename it.".into(),
    });
    let mut large = one_file(GOOD);
    large.problems.push(Problem {
        path: "dags/model.bin".into(),
        rule: ProblemRule::FileTooLarge,
        message: "It has 70000000 bytes; 67108864 are allowed for a file".into(),
        help: "Keep data in object storage.".into(),
    });
    let zip = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    let good = GOOD.as_bytes();
    let hidden = b"from airflow.sdk import DAG\nhidden = DAG(\"hidden\")\n";
    vec![
        ("archive-file", package("team", &[("a.py", good), ("template.xlsx", zip)])),
        ("dag-id-duplicate", package("team", &[("a.py", good), ("b.py", good)])),
        ("dag-id-invalid", dag("d = DAG(\"daily report\")")),
        ("dag-id-missing", dag("d = DAG(schedule=None)")),
        ("dag-id-nonportable", dag("d = DAG(\"-nightly\")")),
        ("dag-id-unresolved", dag("import os\nd = DAG(os.environ[\"X\"])")),
        ("dag-not-registered", dag("@dag()\ndef report(): ...")),
        ("dag-signature", dag("d = DAG(\"a\", schedule_interval=None)")),
        ("encoding", package("team", &[("a.py", b"# airflow dag\nname = \"K\xf6ln\"\n")])),
        ("exits-at-import", dag("d = DAG(\"a\")\nimport sys\nsys.exit(0)")),
        ("file-too-large", large),
        (
            "ignored-by-airflowignore",
            package("team", &[("a.py", good), ("b/x.py", hidden), (".airflowignore", b"b/*")]),
        ),
        ("import-fails", dag("from .helpers import connection\nd = DAG(\"a\")")),
        ("merge-conflict", dag("<<<<<<< HEAD\nd = DAG(\"a\")\n=======\nd = DAG(\"b\")\n>>>>>>> main")),
        ("nesting-too-deep", dag(&format!("x = {}1{}", "(".repeat(201), ")".repeat(201)))),
        ("no-dags", package("team", &[("a.py", b"x = 1\n")])),
        ("package-not-importable", package("my-team", &[("a.py", good)])),
        ("path-invalid", invalid),
        ("python-version", dag("d = DAG(\"a\")\nt = t'{d}'")),
        (
            "skipped-by-safe-mode",
            package(
                "team",
                &[("a.py", good), ("b.py", b"from team.dags.a import make_dag\nd = make_dag(\"x\")\n")],
            ),
        ),
        ("syntax-error", dag("def load(:\n    pass")),
        ("unused-ignore", dag("d = DAG(\"a\")  # dag-publish: ignore[dag-id-invalid]")),
    ]
}

#[test]
fn each_rule_says_what_is_wrong_and_what_to_do() {
    let mut told = String::new();
    for (code, package) in broken() {
        let verdict = check(&package, &Options::default());
        let found: Vec<_> = verdict.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(found, [code], "{:#?}", verdict.findings);
        report::text(&[verdict], report::Sources::new(&[package]), &mut told, false).unwrap();
        told.push('\n');
    }
    insta::assert_snapshot!(told);
}

#[test]
fn every_rule_is_shown_broken() {
    let shown: Vec<_> = broken().iter().map(|(code, _)| *code).collect();
    let all: Vec<_> = all().iter().map(|rule| rule.code).filter(|code| *code != "dag-id-taken").collect();
    assert_eq!(shown, all);
}

#[test]
fn an_ordinary_package_has_no_finding() {
    let package = package(
        "team",
        &[
            ("a.py", GOOD.as_bytes()),
            ("helpers.py", b"from .more import x\n\ndef f(): ...\n"),
            ("sql/report.sql", b"select 1"),
            (".airflowignore", b"# nothing\n"),
        ],
    );
    let verdict = check(&package, &Options::default());
    assert_eq!(verdict.findings, []);
    let kinds: Vec<_> = verdict.files.iter().map(|file| file.kind).collect();
    assert_eq!(kinds, [FileKind::Resource, FileKind::Dag, FileKind::Module, FileKind::Resource]);
    assert_eq!(verdict.files[1].dags[0].dag_id, "good");
    assert!(!verdict.denies());
}

#[test]
fn a_comment_excuses_the_finding_of_its_line() {
    let text = "from airflow.sdk import DAG\nd = DAG(\"-a\")  # dag-publish: ignore[dag-id-nonportable]\n";
    assert_eq!(codes(&one_file(text), &Options::default()), [""; 0]);
    let text = text.replace("nonportable", "invalid");
    assert_eq!(codes(&one_file(&text), &Options::default()), ["dag-id-nonportable", "unused-ignore"]);
}

#[test]
fn levels_decide_what_a_finding_means() {
    let package = package("team", &[("a.py", GOOD.as_bytes()), ("b.py", GOOD.as_bytes())]);
    let mut options = Options::default();
    assert!(check(&package, &options).denies());
    options.set("dag-id-duplicate", Level::Warn).unwrap();
    assert!(!check(&package, &options).denies());
    options.set("dag-id-duplicate", Level::Ignore).unwrap();
    assert_eq!(codes(&package, &options), [""; 0]);
}

#[test]
fn a_library_needs_no_dags() {
    let mut package =
        package("team", &[("a.py", b"from airflow.sdk import DAG\ndef make(): return DAG('x')\n")]);
    assert_eq!(codes(&package, &Options::default()), ["dag-not-registered"]);
    package.kind = Kind::Library;
    assert_eq!(codes(&package, &Options::default()), [""; 0]);
}

#[test]
fn a_builder_that_another_file_uses_is_no_mistake() {
    let maker = b"from airflow.sdk import DAG\ndef make_dag(i):\n    return DAG(i)\n";
    let user = b"# airflow\nfrom team.dags.maker import make_dag\nd = make_dag('x')\n";
    let package = package("team", &[("maker.py", maker), ("user.py", user)]);
    assert_eq!(codes(&package, &Options::default()), ["dag-id-unresolved"]);
}

#[test]
fn airflowignore_is_read_in_the_dialect_of_the_target() {
    let hidden = b"from airflow.models import DAG\nhidden = DAG(\"hidden\")\n";
    for (pattern, airflow_2, airflow_3) in [
        ("b/x", true, false),
        ("x.py", true, true),
        ("b/", true, true),
        ("/b", true, true),
        ("^team/dags/b", true, false),
        ("*.py", false, true),
        ("b/**", true, true),
        ("x # comment", true, false),
    ] {
        let package = package(
            "team",
            &[
                ("a.py", b"from airflow.models import DAG\nwith DAG(\"good\"): pass\n"),
                ("b/x.py", hidden),
                (".airflowignore", pattern.as_bytes()),
            ],
        );
        for (airflow, expected) in
            [(crate::dags::Airflow::Two, airflow_2), (crate::dags::Airflow::Three, airflow_3)]
        {
            let mut options = Options::default();
            options.airflow = airflow;
            let verdict = check(&package, &options);
            let file = &verdict.files.iter().find(|file| file.path.as_str() == "b/x.py").unwrap();
            assert_eq!(file.kind == FileKind::Module, expected, "{pattern} {airflow:?}");
        }
    }
}

#[test]
fn the_same_tree_gives_the_same_bytes() {
    let files: Vec<(String, String)> = (0..200)
        .map(|n| {
            (format!("f{n}.py"), format!("from airflow.sdk import DAG\nd = DAG('d {n}')\ne = DAG('x')\n"))
        })
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let package = package("team", &files);
    let bytes = || {
        let mut out = Vec::new();
        report::json(&[check(&package, &Options::default())], &mut out).unwrap();
        out
    };
    let first = bytes();
    for _ in 0..5 {
        assert_eq!(first, bytes());
    }
}
