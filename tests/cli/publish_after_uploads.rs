//! The first publish over what a pipeline uploaded by hand: its files, and a `metadata.json` of its own.

use std::fs;

use crate::run::{GOOD_DAG, Run, run};

const FOREIGN: &str = r#"{"package": "package", "version": "1.2.3", "git_sha": "0a1b2c", "dags": ["good"]}"#;
const METADATA: &str = "bucket/dev/package/metadata.json";

/// A publish of the good package into a directory where another tool has put it already.
fn publish(options: &[&str]) -> Run {
    let arguments = [&["publish", "package", "--env", "dev", "--bucket", "./bucket"], options].concat();
    run(&arguments)
        .good_package()
        .file(METADATA, FOREIGN)
        .file("bucket/dev/package/dags/good.py", "# as uploaded\n")
        .file("bucket/dev/package/dags/old.py", "# no longer in the package\n")
}

#[test]
fn a_first_publish_replaces_what_was_uploaded_by_hand_and_says_so() {
    let (answer, home) = publish(&[]).kept();
    assert_eq!(answer.code, 0, "{}\n{}", answer.stdout, answer.stderr);
    let answer = answer.says(&["published r1 (its first)"]);
    let warning = "dev/package/metadata.json was written by another tool and is replaced";
    assert_eq!(answer.stderr.matches(warning).count(), 1, "{}", answer.stderr);
    let document: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(home.join(METADATA)).unwrap()).unwrap();
    assert_eq!((&document["release"], &document["dags"][0]["dag_id"]), (&1.into(), &"good".into()));
    let dags = home.join("bucket/dev/package/dags");
    assert_eq!(fs::read_to_string(dags.join("good.py")).unwrap(), GOOD_DAG);
    assert!(!dags.join("old.py").exists());
    fs::remove_dir_all(home).unwrap();
}

#[test]
fn a_dry_run_says_that_it_would_replace_the_metadata_and_leaves_it() {
    let (answer, home) = publish(&["--dry-run"]).kept();
    assert_eq!(answer.code, 0, "{}\n{}", answer.stdout, answer.stderr);
    answer.says(&["would publish r1", "would replace the metadata.json that another tool wrote there"]);
    assert_eq!(fs::read_to_string(home.join(METADATA)).unwrap(), FOREIGN);
    fs::remove_dir_all(home).unwrap();
}

#[test]
fn the_replacement_is_in_the_json_and_in_the_annotation_of_a_dry_run() {
    let answer = publish(&["--format", "json"]).exits(0);
    let json: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(json["packages"][0]["replaces_foreign"], true);
    publish(&["--format", "github", "--dry-run"])
        .exits(0)
        .says(&["::notice title=package::would publish r1 and replace the metadata.json of another tool"]);
}

#[test]
fn metadata_that_is_cut_off_is_not_taken_for_another_tools() {
    let cut_off = &FOREIGN[..FOREIGN.len() - 1];
    publish(&[])
        .file(METADATA, cut_off)
        .exits(6)
        .says(&["metadata.json` cannot be used", "help: nothing was written"]);
}
