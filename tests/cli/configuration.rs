//! The settings file: what is wrong with it, and what it changes.

use crate::run::run;

#[test]
fn an_unknown_key_points_into_the_file_and_suggests_the_known_one() {
    run(&["validate", "package"])
        .good_package()
        .file("package/pyproject.toml", "[tool.dag-publish]\npakage = \"x\"\n")
        .exits(2)
        .says(&["unknown key `pakage`", "package/pyproject.toml:2:1", "did you mean `package`?"]);
}

#[test]
fn a_wrong_type_says_which_is_right() {
    run(&["validate", "package"])
        .good_package()
        .file("package/dag-publish.toml", "python = 3.12\n")
        .exits(2)
        .says(&["`python` is a float; it must be a string", "write `python = \"3.12\"`"]);
}

#[test]
fn two_files_for_one_package_are_one_too_many() {
    run(&["validate", "package"])
        .good_package()
        .file("package/dag-publish.toml", "")
        .file("package/pyproject.toml", "[tool.dag-publish]\n")
        .exits(2)
        .says(&["both", "keep one of the two"]);
}

#[test]
fn a_rule_that_does_not_exist_is_refused() {
    run(&["validate", "package"])
        .good_package()
        .file("package/dag-publish.toml", "ignore = [\"dag-id-invald\"]\n")
        .exits(2)
        .says(&["no rule `dag-id-invald`", "did you mean `dag-id-invalid`?", "dag-publish.toml:1:11"]);
    run(&["validate", "package", "--deny", "dag-id-invald"])
        .good_package()
        .exits(2)
        .says(&["no rule `dag-id-invald`", "did you mean `dag-id-invalid`?"]);
}

#[test]
fn a_rule_that_always_denies_cannot_be_ignored() {
    run(&["validate", "package"])
        .good_package()
        .file("package/dag-publish.toml", "ignore = [\"path-invalid\"]\n")
        .exits(2)
        .says(&["`path-invalid` always denies", "dag-publish.toml:1:11"]);
}

#[test]
fn publish_without_a_bucket_says_where_to_give_one() {
    run(&["publish", "package", "--env", "dev"])
        .good_package()
        .file("package/dag-publish.toml", "[environments.prod]\nbucket = \"etl-dags-prod\"\n")
        .exits(2)
        .says(&["no bucket", "`dev`", "--bucket", "[tool.dag-publish.environments.dev]"]);
}

#[test]
fn a_file_that_is_not_toml_says_where() {
    run(&["validate", "package"])
        .good_package()
        .file("package/dag-publish.toml", "package = \n")
        .exits(2)
        .says(&["not valid TOML", "dag-publish.toml:1"]);
}

#[test]
fn a_folder_whose_name_is_no_package_name_asks_for_one() {
    run(&["validate", "My Package"]).file("My Package/dags/good.py", crate::run::GOOD_DAG).exits(2).says(&[
        "`My Package`",
        "--package NAME",
        "`package = ",
    ]);
    run(&["validate", "My Package", "--package", "mine"])
        .file("My Package/dags/good.py", crate::run::GOOD_DAG)
        .exits(0);
}

#[test]
fn the_current_folder_has_a_name_too() {
    let run = run(&["validate", "."]).good_package();
    let package = run.path("package");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_dag-publish"))
        .current_dir(&package)
        .args(["validate", "--format", "json"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn no_file_above_the_package_is_read() {
    run(&["validate", "package"]).good_package().file("dag-publish.toml", "nonsense = 1\n").exits(0);
}

#[test]
fn two_paths_of_one_package_are_refused() {
    run(&["validate", "package", "./package"])
        .good_package()
        .exits(2)
        .says(&["are both the package `package`"]);
}

#[test]
fn the_folder_of_dag_files_can_have_another_name() {
    run(&["validate", "package"])
        .file("package/src/flows/good.py", crate::run::GOOD_DAG)
        .file("package/dag-publish.toml", "dags = \"src/flows\"\n")
        .exits(0);
}
