//! Directory buckets that do not take a publish, and `--bucket` as people mistype it. (Full and read-only disks
//! need a mount: `tests/e2e/disk.rs`.)

use crate::run::run;

#[test]
fn a_directory_that_is_a_file_or_cannot_be_made_is_named() {
    run(&["publish", "package", "--env", "dev", "--bucket", "./bucket"])
        .good_package()
        .file("bucket", "")
        .exits(5)
        .says(&["was not published", "`./bucket", "help: "]);
    run(&["publish", "package", "--env", "dev", "--bucket", "/proc/bucket"]).good_package().exits(5).says(&[
        "was not published",
        "`/proc/bucket",
        "help: ",
    ]);
}

#[test]
fn a_bucket_that_is_mistyped_is_refused_with_the_form_to_write() {
    for (bucket, part) in [
        ("https://etl-dags.s3.amazonaws.com", "write s3://bucket"),
        ("etl-dags/team", "s3://bucket/prefix, or ./path for a folder"),
        ("s3://", "name is empty"),
        ("s3://ETL_Dags", "lower-case letters"),
        ("s3://etl-dags/../x", "`..` segment"),
        ("file://bucket", "file:///path"),
        ("ab", "3 to 63 characters"),
        ("~/bucket", "./path for a folder"),
        (" etl-dags", "lower-case letters"),
    ] {
        let answer = run(&["publish", "package", "--env", "dev", "--bucket", bucket])
            .good_package()
            .exits(2)
            .says(&[part, "--bucket"]);
        assert_eq!(answer.stdout, "", "{bucket}");
    }
}
