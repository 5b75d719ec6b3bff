//! Every rule, shown by the packages in `tests/rules/<code>/`: `bad` breaks it and no other, `good` breaks none.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::run::Answer;

/// Rules that take more than files to show: each has a test of its own below.
const STAGED: &[&str] = &["dag-id-taken", "file-too-large", "path-invalid"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

/// The codes that have a folder, sorted.
fn shown() -> Vec<String> {
    let folders = std::fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    let folders = folders.filter(|path| path.is_dir());
    let mut codes: Vec<String> =
        folders.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    codes.sort();
    codes
}

fn command(folder: &Path, arguments: &[&str]) -> Answer {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_dag-publish"));
    command.env_clear().current_dir(folder).args(arguments);
    Answer::of(command.output().unwrap())
}

/// The report of one package, which matches its schema.
fn report(folder: &Path, package: &str, schema: &jsonschema::Validator) -> serde_json::Value {
    let answer = command(folder, &["validate", package, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    assert!(schema.is_valid(&report), "{report:#}");
    report["packages"][0].clone()
}

fn codes(report: &serde_json::Value) -> BTreeSet<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

/// A copy of the rule's packages.
fn copied(code: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for package in ["bad", "good"] {
        let (from, to) = (root().join(code).join(package), copy.path().join(package));
        std::fs::create_dir_all(to.join("dags")).unwrap();
        std::fs::copy(from.join("dags/report.py"), to.join("dags/report.py")).unwrap();
        if from.join("dag-publish.toml").exists() {
            std::fs::copy(from.join("dag-publish.toml"), to.join("dag-publish.toml")).unwrap();
        }
    }
    copy
}

#[test]
fn every_rule_is_shown() {
    let all: Vec<&str> = dag_publish::rules::all().iter().map(|rule| rule.code).collect();
    assert_eq!(shown(), all);
}

#[test]
fn each_rule_says_what_is_wrong_where_and_what_to_do() {
    let schema = jsonschema::validator_for(&dag_publish::report::schema()).unwrap();
    for code in shown() {
        if STAGED.contains(&code.as_str()) {
            continue;
        }
        let folder = root().join(&code);
        let good = report(&folder, "good", &schema);
        assert_eq!(codes(&good), BTreeSet::new(), "{code}/good: {good:#}");
        let bad = report(&folder, "bad", &schema);
        assert_eq!(codes(&bad), BTreeSet::from([code.as_str()]), "{code}/bad: {bad:#}");
        let text = command(&folder, &["validate", "bad"]).stdout;
        insta::assert_snapshot!(code, text);
    }
}

#[test]
fn a_file_that_is_too_large_is_told() {
    let folder = copied("file-too-large");
    let model = std::fs::File::create(folder.path().join("bad/dags/model.bin")).unwrap();
    model.set_len(100 << 20).unwrap();
    assert_eq!(command(folder.path(), &["validate", "good"]).code, 0);
    let answer = command(folder.path(), &["validate", "bad"]);
    assert_eq!(answer.code, 1);
    insta::assert_snapshot!("file-too-large", answer.stdout);
}

#[test]
fn a_link_to_nowhere_is_told() {
    let folder = copied("path-invalid");
    let link = |package: &str, to: &str| {
        std::os::unix::fs::symlink(to, folder.path().join(package).join("dags/weekly.sql")).unwrap();
    };
    link("good", "report.py");
    link("bad", "gone.sql");
    assert_eq!(command(folder.path(), &["validate", "good"]).code, 0);
    let answer = command(folder.path(), &["validate", "bad"]);
    assert_eq!(answer.code, 1);
    insta::assert_snapshot!("path-invalid", answer.stdout);
}

#[test]
fn an_id_of_another_package_is_told() {
    let folder = copied("dag-id-taken");
    let publish = |package| {
        command(
            folder.path(),
            &["publish", package, "--env", "dev", "--bucket", "./bucket", "--format", "text"],
        )
    };
    assert_eq!(publish("good").code, 0);
    let answer = publish("bad");
    assert_eq!(answer.code, 4);
    // What publish says of the package follows, with the time.
    let (finding, _) = answer.stdout.split_once("bad: refused: ").unwrap();
    insta::assert_snapshot!("dag-id-taken", finding);
}

#[test]
fn the_page_of_all_rules_is_what_the_program_prints() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let printed = command(&root(), &["explain", "--all"]).stdout;
    let kept = std::fs::read_to_string(&page).unwrap_or_default();
    assert!(kept == printed, "run `dag-publish explain --all > docs/rules.md`");
}
