//! Buckets that are not there, not here, or not what they should be.

use super::package::Package;
use super::store::{Store, setting};
use super::verify::Watched;

fn package() -> Package {
    Package::new("unfit").dag("a.py", "unfit_a", "")
}

#[test]
fn a_store_that_ignores_conditions_is_refused_before_anything_is_committed() {
    let store = Store::server("rclone");
    let package = package();
    for _ in 0..2 {
        let answer = package.publish(&store).exits(5);
        answer.says(&["this store ignores `If-None-Match: *`", "nothing was committed"]);
        let mut watched = Watched::new(&store, "unfit");
        assert!(watched.check().is_none());
        assert!(watched.plain_copy().is_empty());
    }
}

#[test]
fn a_bucket_that_is_missing_is_named_with_what_to_check() {
    for server in ["seaweedfs", "ministack", "localstack"] {
        let store = Store::server(server).elsewhere("s3://no-such-bucket-anywhere/x");
        let answer = package().publish(&store).exits(5);
        answer.says(&["s3://no-such-bucket-anywhere/x", "NoSuchBucket", "--bucket"]);
    }
}

#[test]
fn a_directory_that_is_a_file_is_no_bucket() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let answer = package().publish_to(file.to_str().unwrap()).exits(5);
    answer.says(&[file.to_str().unwrap()]);
}

#[test]
fn a_bucket_in_another_region_is_answered_with_the_region_to_give() {
    let store = Store::server("ministack");
    let name = format!("eu-{}", uuid::Uuid::now_v7());
    let made = std::process::Command::new(setting("DAG_PUBLISH_TEST_AWSCLI"))
        .args([
            "--endpoint-url",
            store.endpoint.as_ref().unwrap(),
            "s3api",
            "create-bucket",
            "--bucket",
            &name,
        ])
        .args(["--create-bucket-configuration", "LocationConstraint=eu-west-1"])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let there = store.elsewhere(&format!("s3://{name}"));
    let package = package();
    package.publish(&there).args(["--region", "us-east-1"]).exits(5).says(&["--region eu-west-1"]);
    package.publish(&there).args(["--region", "eu-west-1"]).exits(0);
}

#[test]
fn credentials_that_nobody_knows_are_told_from_a_missing_permission() {
    let store = Store::server("seaweedfs");
    let answer = package().publish(&store).env("AWS_ACCESS_KEY_ID", "AKIAEXPIRED").exits(5);
    answer.says(&["InvalidAccessKeyId", "check that the credentials are complete"]);
}

#[test]
fn a_server_that_is_not_there_is_named_after_retries() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let store = Store::server("seaweedfs").through(&url);
    package().publish(&store).exits(5).says(&["attempts", "--endpoint-url"]);
}
