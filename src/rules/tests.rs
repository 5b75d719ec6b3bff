//! What rules have in common: levels, comments, kinds of files. Each rule has its packages in `tests/rules/`.

use std::path::PathBuf;

use bytes::Bytes;

use super::*;
use crate::package::{Kind, Package, PackageFile};
use crate::report;

fn package(name: &str, files: &[(&str, &[u8])]) -> Package {
    let mut files: Vec<PackageFile> = files
        .iter()
        .map(|(path, bytes)| PackageFile {
            path: FilePath::new(*path).unwrap(),
            bytes: Bytes::copy_from_slice(bytes),
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Package {
        name: PackageName::new(name).unwrap(),
        folder: PathBuf::from("."),
        dags: "dags".into(),
        kind: Kind::Dags,
        files,
        modules: Vec::new(),
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

/// What is found in `text` behind an import of DAG, as `code:line`.
fn found(text: &str) -> Vec<String> {
    let verdict = check(&one_file(&format!("from airflow.sdk import DAG\n{text}")), &Options::default());
    let line = |finding: &Finding| finding.span.map_or(0, |span| span.line);
    verdict.findings.iter().map(|finding| format!("{}:{}", finding.code, line(finding))).collect()
}

#[test]
fn a_comment_excuses_the_findings_of_its_line_and_of_its_statement() {
    for text in [
        "d = DAG('-a')  # dag-publish: ignore[dag-id-nonportable]",
        "d = DAG('-a')  #dag-publish:ignore[ dag-id-nonportable, ]",
        "d = DAG('-a')  # noqa: E501  # dag-publish: ignore[dag-id-nonportable] because it was always so",
        "d = (  # dag-publish: ignore[dag-id-nonportable]\n    DAG(\n        '-a',\n    )\n)",
        "d = (\n    DAG(\n        '-a',\n    )\n)  # dag-publish: ignore[dag-id-nonportable]",
        "d = (\n    DAG(  # dag-publish: ignore[dag-id-nonportable]\n        '-a',\n    )\n)",
        "d = DAG('-a'); e = DAG('-a')  # dag-publish: ignore[dag-id-nonportable, dag-id-duplicate]",
        "# dag-publish: ignore-file[dag-id-nonportable]\nd = DAG('-a')\ne = DAG('-b')",
        "d = DAG('-a')\n    # dag-publish: ignore-file[dag-id-nonportable]",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn a_comment_elsewhere_excuses_nothing_and_is_told() {
    for (text, expected) in [
        (
            "# dag-publish: ignore[dag-id-nonportable]\nd = DAG('-a')",
            ["unused-ignore:2", "dag-id-nonportable:3"],
        ),
        (
            "d = DAG('-a')\n# dag-publish: ignore[dag-id-nonportable]",
            ["dag-id-nonportable:2", "unused-ignore:3"],
        ),
        (
            "d = DAG(\n    '-a',\n    # dag-publish: ignore[dag-id-nonportable]\n    doc_md='',\n)",
            ["dag-id-nonportable:2", "unused-ignore:4"],
        ),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn what_looks_like_a_comment_in_a_string_is_none() {
    for text in [
        "d = DAG('-a', doc_md='# dag-publish: ignore[dag-id-nonportable]')",
        "d = DAG('-a', doc_md=f'{1}# dag-publish: ignore[dag-id-nonportable]')",
        "d = DAG('-a', doc_md=r'\\\\' '# dag-publish: ignore[dag-id-nonportable]')",
        "d = DAG('-a', doc_md='''\n# dag-publish: ignore-file[dag-id-nonportable]\n''')",
    ] {
        assert_eq!(found(text), ["dag-id-nonportable:2"], "{text}");
    }
}

#[test]
fn a_comment_that_excuses_nothing_says_why() {
    for (comment, message, help) in [
        ("ignore[dag-id-invalid]", "no such finding on its line", "Delete it."),
        ("ignore[dag-id-invald]", "no such rule", "Did you mean `dag-id-invalid`?"),
        ("ignore[all]", "no such rule", "Name each rule; `per-file` in the settings takes `all`."),
        ("ignore[path-invalid]", "which always denies", "Delete it."),
        ("ignore", "names no rule, so it excuses nothing", "Write it as"),
        ("ignore[]", "names no rule", "Write it as"),
        ("ignore: dag-id-invalid", "names no rule", "Write it as"),
        ("ignore[dag-id-invalid", "not closed with `]`", "Write it as"),
        ("ignored[dag-id-invalid]", "neither `ignore[…]` nor", "Write it as"),
        ("noqa", "neither `ignore[…]` nor", "Write it as"),
        ("ignore-file[dag-id-invalid]", "`ignore-file` stands beside code", "Put it on a line of its own"),
    ] {
        let text = format!("from airflow.sdk import DAG\nd = DAG('a')  # dag-publish: {comment}\n");
        let findings = check(&one_file(&text), &Options::default()).findings;
        assert_eq!(findings.len(), 1, "{comment}: {findings:#?}");
        assert_eq!(findings[0].code, "unused-ignore");
        assert!(findings[0].message.contains(message), "{comment}: {}", findings[0].message);
        assert!(findings[0].help.as_ref().unwrap().starts_with(help), "{comment}: {:?}", findings[0].help);
    }
    assert_eq!(found("d = DAG('a')  # dag-publish is great # dag-publish: see the docs"), [""; 0]);
    assert_eq!(found("d = DAG('a')  # dag-publish: ignore[dag-id-invalid, unused-ignore]"), [""; 0]);
    assert_eq!(found("d = DAG('a')  # dag-publish: ignore[unused-ignore]"), ["unused-ignore:2"]);
}

#[test]
fn a_comment_points_at_the_code_that_excuses_nothing() {
    let text = "from airflow.sdk import DAG\nd = DAG('-ä')  # dag-publish: ignore[dag-id-nonportable, x-y]\n";
    let findings = check(&one_file(text), &Options::default()).findings;
    let span = findings[0].span.unwrap();
    assert_eq!((span.line, span.column, span.end_column), (2, 58, 61));
}

#[test]
fn a_dag_id_starts_with_one_of_the_prefixes() {
    let package = one_file("from airflow.sdk import DAG\na = DAG('x_a')\nb = DAG('y_b')\nc = DAG('z_c')\n");
    let mut options = Options::default();
    assert_eq!(codes(&package, &options), [""; 0]);
    options.dag_id_prefixes = vec!["x_".into(), "y_".into()];
    let findings = check(&package, &options).findings;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].severity, Severity::Warning);
    assert!(findings[0].message.contains("`z_c`"), "{}", findings[0].message);
    options.set("dag-id-prefix", Level::Deny).unwrap();
    assert!(check(&package, &options).denies());
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
fn an_ignored_finding_does_not_make_an_empty_package_green() {
    let text = "from airflow.sdk import DAG\nd = DAG('a b')";
    let mut options = Options::default();
    assert_eq!(codes(&one_file(text), &options), ["dag-id-invalid"]);
    let excused = format!("{text}  # dag-publish: ignore[dag-id-invalid]\n");
    assert_eq!(codes(&one_file(&excused), &options), ["no-dags"]);
    options.set("dag-id-invalid", Level::Ignore).unwrap();
    assert_eq!(codes(&one_file(text), &options), ["no-dags"]);
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
    assert_eq!(codes(&package, &Options::default()), [""; 0]);
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
        // No regular expression of Python: Airflow 2 leaves it out with a warning.
        ("b/**", false, true),
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
            [(crate::airflow::Airflow::Two, airflow_2), (crate::airflow::Airflow::Three, airflow_3)]
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
fn an_airflowignore_of_very_many_patterns_leaves_its_dags_in_doubt() {
    let many = (0..1_001).map(|n| format!("x{n}")).collect::<Vec<_>>().join("\n");
    let good = b"from airflow.models import DAG\nwith DAG(\"good\", start_date=None): pass\n";
    let package = package("team", &[("a.py", good), (".airflowignore", many.as_bytes())]);
    for airflow in [crate::airflow::Airflow::Two, crate::airflow::Airflow::Three] {
        let mut options = Options::default();
        options.airflow = airflow;
        let verdict = check(&package, &options);
        let doubts: Vec<_> = verdict.files.iter().flat_map(|file| &file.unresolved).collect();
        assert!(doubts.iter().any(|doubt| doubt.reason.contains("more than 1000 patterns")), "{doubts:?}");
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
        let verdict = check(&package, &Options::default());
        report::json(&[report::Subject::new(&package, &verdict)], &mut out).unwrap();
        out
    };
    let first = bytes();
    for _ in 0..5 {
        assert_eq!(first, bytes());
    }
}
