//! What `--format github` leaves in the files of a workflow's step; tests/action runs the whole action.

use crate::run::{Answer, GOOD_DAG, Run, run};

/// Runs with the files that a runner names, which hold something already; gives the answer, the summary, the outputs.
fn step(run: Run, code: i32) -> (Answer, String, String) {
    let run = run.file("summary", "before\n").file("output", "earlier=1\n");
    let (summary, output) = (run.path("summary"), run.path("output"));
    let run = run.env("GITHUB_STEP_SUMMARY", summary.to_str().unwrap());
    let (answer, home) = run.env("GITHUB_OUTPUT", output.to_str().unwrap()).kept();
    assert_eq!(answer.code, code, "stdout:\n{}\nstderr:\n{}", answer.stdout, answer.stderr);
    let text = |path| std::fs::read_to_string(path).unwrap();
    let left = (text(summary), text(output));
    std::fs::remove_dir_all(home).unwrap();
    let (Some(summary), Some(output)) = (left.0.strip_prefix("before\n"), left.1.strip_prefix("earlier=1\n"))
    else {
        panic!("what was there is gone: {left:?}");
    };
    (answer, summary.to_owned(), output.to_owned())
}

/// The value of an output, whatever its delimiter.
fn value<'a>(outputs: &'a str, name: &str) -> &'a str {
    let rest = outputs.split_once(&format!("{name}<<")).unwrap().1;
    let (delimiter, rest) = rest.split_once('\n').unwrap();
    assert!(delimiter.len() >= 20, "{delimiter}");
    rest.split_once(&format!("\n{delimiter}\n")).unwrap().0
}

#[test]
fn a_validation_leaves_a_summary_and_outputs_below_what_is_there() {
    let validate = run(&["validate", "package", "--format", "github"]).good_package();
    let (answer, summary, outputs) = step(validate, 0);
    assert!(answer.stdout.starts_with("package: 1 file, 1 DAG"), "{}", answer.stdout);
    assert!(summary.starts_with("### <code>package</code>: valid\n"), "{summary}");
    assert_eq!((value(&outputs, "result"), value(&outputs, "files")), ("valid", "1"));
}

#[test]
fn other_forms_and_empty_variables_leave_nothing() {
    for format in ["text", "json", "sarif"] {
        let (_, summary, outputs) = step(run(&["validate", "package", "--format", format]).good_package(), 0);
        assert_eq!((summary.as_str(), outputs.as_str()), ("", ""), "{format}");
    }
    let validate = run(&["validate", "package", "--format", "github"]).good_package();
    validate.env("GITHUB_STEP_SUMMARY", "").env("GITHUB_OUTPUT", "").exits(0);
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_the_result_stands() {
    let validate = run(&["validate", "package", "--format", "github"]).good_package();
    let answer = validate.env("GITHUB_OUTPUT", "/no/such/folder/output").exits(0);
    assert!(answer.stdout.starts_with("package: "), "{}", answer.stdout);
    answer.says(&["cannot write to `/no/such/folder/output`, the file of GITHUB_OUTPUT"]);
}

#[test]
fn a_run_without_a_result_is_an_annotation_and_failed() {
    for (arguments, part) in [
        (&["validate", "nowhere", "--format", "github"][..], "nowhere"),
        (&["validate", "--format=github", "--python", "2.7"], "2.7"),
        (&["validate", "--format", "github", "--no-such"], "--no-such"),
    ] {
        let (answer, summary, outputs) = step(run(arguments), 2);
        assert!(answer.stdout.starts_with("::error title=dag-publish::"), "{}", answer.stdout);
        assert!(answer.stdout.contains(part) && answer.stdout.lines().count() == 1, "{}", answer.stdout);
        assert!(summary.starts_with("### dag-publish failed\n"), "{summary}");
        assert_eq!(value(&outputs, "result"), "failed");
    }
    let (answer, ..) = step(run(&["validate", "nowhere"]).env("DAG_PUBLISH_FORMAT", "github"), 2);
    assert!(answer.stdout.starts_with("::error "), "{}", answer.stdout);
    let (answer, _, outputs) = step(run(&["validate", "--format=text", "--", "--format=github"]), 2);
    assert_eq!((answer.stdout.as_str(), outputs.as_str()), ("", ""));
}

#[test]
fn two_runs_do_not_share_a_delimiter() {
    let outputs = || step(run(&["validate", "package", "--format", "github"]).good_package(), 0).2;
    assert_ne!(outputs(), outputs());
}

fn preview(arguments: &[&str]) -> Run {
    let publish = ["publish", "package", "--env", "dev", "--preview"];
    run(&[&publish, arguments].concat()).good_package().env("AWS_EC2_METADATA_DISABLED", "true")
}

#[test]
fn a_preview_writes_nothing_and_plans() {
    let run = preview(&["--bucket", "./bucket", "--format", "github"]);
    let bucket = run.path("bucket");
    let (answer, _, outputs) = step(run, 0);
    assert!(answer.stdout.contains("::notice title=package::would publish r1"), "{}", answer.stdout);
    assert_eq!((value(&outputs, "result"), value(&outputs, "release")), ("would-publish", "r1"));
    assert!(!bucket.exists());
}

#[test]
fn a_preview_that_may_not_read_or_knows_no_bucket_only_validates() {
    for (arguments, why) in [
        (&["--bucket", "s3://etl-dags", "--region", "eu-west-1"][..], "cannot "),
        (&[], "no bucket is given"),
    ] {
        let expected = ["package: only validated, for what is published cannot be read: ", why];
        preview(arguments).exits(0).says(&expected);
        let json = preview(arguments).arg("--format=json").exits(0);
        let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
        assert_eq!(report["packages"][0]["result"], "validated");
        assert_eq!(report["dry_run"], true);
        let bad = GOOD_DAG.replace("DAG(\"", "DAG(\"a b");
        preview(arguments).file("package/dags/bad.py", &bad).exits(1);
    }
    run(&["publish", "package", "--env", "dev"]).good_package().exits(2).says(&["no bucket is given"]);
}

#[test]
fn in_a_job_no_line_for_people_is_a_command() {
    let hostile = "a\n::error::b\r::add-mask::c";
    for arguments in
        [&["validate", "--python", hostile][..], &["validate", "--format=github", "--package", hostile]]
    {
        let said = |run: Run| run.exits(2).stderr.replace('\r', "\n");
        let command = |line: &str| line.trim_start().starts_with("::");
        assert!(said(run(arguments)).lines().any(command), "{arguments:?}: nothing to escape");
        let escaped = said(run(arguments).env("GITHUB_ACTIONS", "true"));
        assert!(!escaped.lines().any(command) && escaped.contains("- ::error::b"), "{escaped}");
    }
    let named = |run: Run| run.file("package/dags/##[error]x.py", "d = DAG(\n").exits(1).stdout;
    assert!(named(run(&["validate", "package"])).contains("##[error]"));
    let escaped = named(run(&["validate", "package"]).env("GITHUB_ACTIONS", "true"));
    assert!(!escaped.contains("##[") && escaped.contains("# #[error]x.py"), "{escaped}");
}
