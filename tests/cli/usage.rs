//! Options, help, and what is not about packages.

use crate::run::run;

#[test]
fn help_and_version_go_to_stdout() {
    let help = run(&["--help"]).exits(0);
    assert!(help.stdout.contains("validate") && help.stderr.is_empty());
    let version = run(&["--version"]).exits(0);
    assert_eq!(version.stdout, format!("dag-publish {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_wrong_command_line_exits_with_2_and_leaves_stdout_empty() {
    for (arguments, part) in [
        (&["validat"][..], "validate"),
        (&["validate", "--formt", "json"], "--format"),
        (&["validate", "--python", "3.99"], "`3.9` to `3.14`"),
        (&["validate", "--airflow", "1"], "`2`, `3`"),
        (&["validate", "--exclude", "["], "not a glob"),
        (&["validate", "--package", "No Name"], "start with a lower-case letter"),
        (&["validate", "--dags", ".."], "leaves the package's folder"),
        (&["validate", "--deny", "x", "--ignore", "x"], "give a rule one level"),
        (&["validate", "a", "b", "--package", "x"], "--package names one package"),
        (&["validate", "-q", "-v"], "cannot be used with"),
        (&["publish"], "--env"),
        (&["publish", "--env", "releases"], "where the bucket keeps archives"),
        (&["publish", "--env", "dev", "--bucket", "a/b"], "s3://bucket/prefix"),
        (&["publish", "--env", "dev", "--concurrency", "0"], "1..=256"),
        (&["publish", "--env", "dev", "--role-arn", "admin"], "arn:aws:iam::<account>:role/<name>"),
        (&["publish", "--env", "dev", "--endpoint-url", "localhost"], "https://host"),
        (&["man", "nothing"], "no command `nothing`"),
        (&[], "Usage"),
    ] {
        let answer = run(arguments).exits(2).says(&[part]);
        assert_eq!(answer.stdout, "", "{arguments:?}");
    }
}

#[test]
fn a_setting_can_come_from_the_environment_and_an_option_wins() {
    run(&["validate", "package"]).good_package().env("DAG_PUBLISH_PYTHON", "2.7").exits(2).says(&["2.7"]);
    run(&["validate", "package", "--python", "3.12"])
        .good_package()
        .env("DAG_PUBLISH_PYTHON", "2.7")
        .exits(0);
}

#[test]
fn an_empty_variable_counts_as_not_set() {
    run(&["validate", "package"]).good_package().env("DAG_PUBLISH_PYTHON", "").exits(0);
}

#[test]
fn guard_overrides_do_not_come_from_the_environment() {
    let help = run(&["publish", "--help"]).exits(0);
    for name in ["ALLOW_OLDER", "TAKE", "RESTORE"] {
        assert!(!help.stdout.contains(&format!("DAG_PUBLISH_{name}")), "{name}");
    }
    assert!(help.stdout.contains("DAG_PUBLISH_BUCKET"));
}

#[test]
fn rules_are_listed_and_explained_and_schemas_printed() {
    assert!(run(&["explain"]).exits(0).stdout.contains("\nsyntax-error "));
    assert!(run(&["explain", "no-dags"]).exits(0).stdout.starts_with("# no-dags\n"));
    run(&["explain", "xyz"]).exits(2).says(&["no rule `xyz`", "lists the rules"]);
    run(&["explain", "no-dag"]).exits(2).says(&["did you mean `no-dags`?"]);
    for name in ["metadata", "validate"] {
        let schema = run(&["schema", name]).exits(0).stdout;
        let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
        assert!(schema["title"].as_str().unwrap().contains(name), "{name}");
    }
}

#[test]
fn completions_and_manual_pages_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(run(&["completions", shell]).exits(0).stdout.contains("validate"), "{shell}");
    }
    assert!(run(&["man"]).exits(0).stdout.contains(".SH NAME"));
    assert!(run(&["man", "validate"]).exits(0).stdout.contains("dag\\-publish\\-validate"));
}

#[test]
fn a_reader_that_went_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_dag-publish"))
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_a_failure() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_dag-publish"))
        .args(["completions", "bash"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write the result"));
}

#[test]
fn colours_are_asked_for_or_absent() {
    let plain = run(&["validate", "missing"]).exits(2);
    assert!(!plain.stderr.contains('\u{1b}'));
    let colored = run(&["--color", "always", "validate", "missing"]).exits(2);
    assert!(colored.stderr.contains('\u{1b}'));
}
