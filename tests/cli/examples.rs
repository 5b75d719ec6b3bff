//! The example packages of this repository.

use crate::run::run;

#[test]
fn the_example_packages_are_clean() {
    for package in ["pipeline_processing", "reporting_seeder"] {
        let path = format!("{}/examples/packages/{package}", env!("CARGO_MANIFEST_DIR"));
        run(&["validate", &path]).exits(0);
    }
}

#[test]
fn a_package_whose_build_step_did_not_run_is_told_so() {
    run(&["validate", "package"])
        .file("package/make_dags.py", "")
        .exits(2)
        .says(&["has no folder `dags`", "when a build step makes them, run that first"]);
}
