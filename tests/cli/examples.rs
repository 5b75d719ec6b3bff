//! The example packages of this repository.

use crate::run::run;

#[test]
fn the_example_packages_are_clean_and_their_ids_are_known() {
    let schema: serde_json::Value =
        serde_json::from_str(&run(&["schema", "validate"]).exits(0).stdout).unwrap();
    for (package, id) in [
        ("pipeline_processing", "pipeline_processing_example_job"),
        ("reporting_seeder", "reporting_seeder_refresh"),
    ] {
        let path = format!("{}/examples/packages/{package}", env!("CARGO_MANIFEST_DIR"));
        for airflow in ["2", "3"] {
            let answer = run(&["validate", &path, "--airflow", airflow, "--format", "json"]).exits(0);
            let report: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
            assert!(jsonschema::is_valid(&schema, &report));
            assert_eq!(report["packages"][0]["findings"], serde_json::json!([]));
            let files = report["packages"][0]["files"].as_array().unwrap();
            let ids: Vec<_> = files
                .iter()
                .flat_map(|file| file["dags"].as_array().unwrap())
                .map(|dag| dag["dag_id"].as_str().unwrap())
                .collect();
            assert_eq!(ids, [id]);
        }
    }
}

#[test]
fn the_same_tree_gives_the_same_bytes() {
    let path = format!("{}/examples/packages/reporting_seeder", env!("CARGO_MANIFEST_DIR"));
    let answer = || run(&["validate", &path, "--format", "json"]).exits(0).stdout;
    assert_eq!(answer(), answer());
}

#[test]
fn a_package_whose_build_step_did_not_run_is_told_so() {
    run(&["validate", "package"])
        .file("package/make_dags.py", "")
        .exits(2)
        .says(&["has no folder `dags`", "when a build step makes them, run that first"]);
}
