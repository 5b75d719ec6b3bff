//! What `validate` writes for programs: by format, and seen from where the repository begins.

use crate::run::{Run, run};

const BAD_DAG: &str = "from airflow.sdk import DAG\nd = DAG('a b')\n";

fn bad_package(arguments: &[&str]) -> Run {
    run(&[&["validate", "team/package"], arguments].concat()).file("team/package/dags/a.py", BAD_DAG)
}

#[test]
fn sarif_counts_paths_from_the_repository() {
    for (from, expected) in [("team", "package/dags/a.py"), (".", "team/package/dags/a.py")] {
        let run = bad_package(&["--format", "sarif"]);
        let root = run.path(from);
        let answer = run.env("GITHUB_WORKSPACE", root.to_str().unwrap()).exits(1);
        let log: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["ruleId"], "dag-id-invalid");
        assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], expected);
    }
}

#[test]
fn annotations_count_paths_from_the_repository_when_run_in_a_folder_of_it() {
    let run = run(&["validate", "--format", "github"]).file("repo/team/package/dags/a.py", BAD_DAG);
    let root = run.path("repo");
    let answer = run.inside("repo/team/package").env("GITHUB_WORKSPACE", root.to_str().unwrap()).exits(1);
    assert!(answer.stdout.starts_with("::error file=team/package/dags/a.py,line=2,"), "{}", answer.stdout);
    assert!(answer.stdout.ends_with("(Python 3.12, Airflow 3)\n"), "{}", answer.stdout);
}

#[test]
fn a_package_outside_the_repository_keeps_its_path() {
    let run =
        bad_package(&["--format", "github"]).with(|home| std::fs::create_dir(home.join("repo")).unwrap());
    let root = run.path("repo");
    let answer = run.env("GITHUB_WORKSPACE", root.to_str().unwrap()).exits(1);
    assert!(answer.stdout.contains("file=team/package/dags/a.py,"), "{}", answer.stdout);
}

#[test]
fn text_names_the_path_to_click_on_and_the_page_to_read() {
    bad_package(&[]).exits(1).says(&["[team/package/dags/a.py:2:5]", "dag-publish explain dag-id-invalid"]);
}

#[test]
fn levels_are_given_by_option_variable_and_file() {
    bad_package(&["--warn", "all"]).exits(0).says(&["0 errors, 1 warning"]);
    bad_package(&["--ignore", "syntax-error,dag-id-invalid"]).exits(3).says(&["no-dags"]);
    bad_package(&["--warn", "all", "--deny", "dag-id-invalid"]).exits(1);
    bad_package(&[]).env("DAG_PUBLISH_WARN", "dag-id-missing,dag-id-invalid").exits(0);
    let per_file = "[per-file]\n\"dags/*.py\" = { warn = [\"dag-id-invalid\"] }\n";
    bad_package(&[]).file("team/package/dag-publish.toml", per_file).exits(0).says(&["1 warning"]);
}

#[test]
fn a_prefix_is_given_by_option_and_by_file() {
    let good = "from airflow.sdk import DAG\nd = DAG('x_a')\n";
    let package = |arguments: &[&str]| {
        run(&[&["validate", "package"], arguments].concat()).file("package/dags/a.py", good)
    };
    package(&["--dag-id-prefix", "y_,x_"]).exits(0).says(&["0 warnings"]);
    package(&["--dag-id-prefix", "y_"]).exits(0).says(&["does not start with `y_`", "1 warning"]);
    package(&["--deny", "dag-id-prefix"]).file("package/dag-publish.toml", "dag-id-prefix = 'y_'").exits(1);
    package(&["--dag-id-prefix", "x y"]).exits(2).says(&["`x y` is not a prefix of dag_ids"]);
}
