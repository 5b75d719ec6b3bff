//! Buckets that do not take a publish: each ends with its exit code, a sentence that names the thing and the
//! next step, and nothing half-done.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::fake_s3::{BUCKET, FakeS3, Reply, Request};
use crate::run::{Answer, Run, run};

const SECRET: &str = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";
const METADATA: &str = "dev/package/metadata.json";
const PAGE: &str = "<html><body>Sign in to the guest network</body></html>";

/// A publish of the good package to `url`, with credentials.
fn publish(url: &str) -> Run {
    run(&["publish", "package", "--env", "dev", "--bucket", BUCKET, "--endpoint-url", url])
        .good_package()
        .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", SECRET)
        .env("AWS_EC2_METADATA_DISABLED", "true")
}

impl Answer {
    /// Expects a failure that is on stderr for people, with a next step, and shows no secret.
    #[track_caller]
    fn fails(self, parts: &[&str]) -> Self {
        assert!(self.stdout.lines().count() == 1 && self.stdout.contains(" 0 errors, "), "{}", self.stdout);
        self.keeps_secrets().says(parts).says(&["help: "])
    }

    #[track_caller]
    fn keeps_secrets(self) -> Self {
        for text in [&self.stdout, &self.stderr] {
            assert!(!text.contains(SECRET), "a secret is shown:\n{text}");
        }
        self
    }
}

/// A server that answers every request with `reply`.
fn always(reply: Reply) -> FakeS3 {
    FakeS3::new(move |_| Some(reply.clone()))
}

/// A server that refuses the requests that `which` tells, as a role without the permission meets them.
fn denying(which: impl Fn(&Request) -> bool + Send + Sync + 'static) -> FakeS3 {
    FakeS3::new(move |request| {
        which(request).then(|| Reply::refusal(403, "AccessDenied", "User: ci is not authorized"))
    })
}

fn is_listing(request: &Request) -> bool {
    request.key.is_empty()
}

#[test]
fn the_fake_takes_a_publish_and_finds_the_next_unchanged() {
    let server = FakeS3::new(|_| None);
    let first = publish(&server.url).exits(0);
    assert!(first.stdout.contains("\npackage: published r1 (its first)"), "{}", first.stdout);
    assert_eq!(first.stderr, "");
    publish(&server.url).exits(0).says(&["unchanged", "r1 is current"]);
    assert_eq!(server.keys().len(), 4, "archive, metadata, projection and one file: {:?}", server.keys());
}

#[test]
fn a_bucket_that_does_not_exist_is_named() {
    let server = always(Reply::refusal(404, "NoSuchBucket", "The specified bucket does not exist"));
    publish(&server.url).exits(5).fails(&[
        "package `package` was not published",
        "The specified bucket does not exist",
        "s3://etl-dags/",
        "--bucket",
    ]);
    assert_eq!(server.writes(), [""; 0]);
}

#[test]
fn a_bucket_in_another_region_says_which_to_give() {
    let reply = Reply::refusal(301, "PermanentRedirect", "Use the endpoint of the bucket.");
    let server = always(reply.header("x-amz-bucket-region", "eu-north-1"));
    publish(&server.url).exits(5).fails(&["lives in eu-north-1", "--region eu-north-1"]);
    assert_eq!(server.requests().len(), 1, "asking again would not help");
}

#[test]
fn credentials_that_expired_are_said_to_have_expired() {
    let server = always(Reply::refusal(400, "ExpiredToken", "The provided token has expired."));
    publish(&server.url).exits(5).fails(&["token has expired", "ExpiredToken", "renew"]);
    assert_eq!(server.writes(), [""; 0]);
}

#[test]
fn credentials_that_are_unknown_are_told_from_expired_ones() {
    let server = always(Reply::refusal(403, "InvalidAccessKeyId", "The key id does not exist."));
    publish(&server.url).exits(5).fails(&["InvalidAccessKeyId", "credentials", "--endpoint-url"]);
}

#[test]
fn without_credentials_the_places_that_were_searched_are_named() {
    let server = FakeS3::new(|_| None);
    run(&["publish", "package", "--env", "dev", "--bucket", BUCKET, "--endpoint-url", &server.url])
        .good_package()
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .exits(5)
        .fails(&["no AWS credentials were found", "--role-arn", "id-token: write"]);
    assert_eq!(server.requests(), [""; 0]);
}

#[test]
fn a_role_in_actions_without_the_permission_for_a_token_is_told_to_ask_for_it() {
    let server = FakeS3::new(|_| None);
    let role = "arn:aws:iam::123456789012:role/etl-dags-dev-package-ci";
    run(&["publish", "package", "--env", "dev", "--bucket", BUCKET, "--endpoint-url", &server.url])
        .good_package()
        .arg("--role-arn")
        .arg(role)
        .env("GITHUB_ACTIONS", "true")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .exits(5)
        .fails(&[role, "no OIDC token", "id-token: write"]);
    assert_eq!(server.requests(), [""; 0]);
}

#[test]
fn a_role_that_may_not_write_the_archive_commits_nothing() {
    let server = denying(|request| request.method == "PUT" && request.key.starts_with("releases/"));
    publish(&server.url).exits(5).fails(&[
        "was not published",
        "writing the archive",
        "s3://etl-dags/releases/dev/package/r000001-",
        "AccessDenied",
        "s3:PutObject",
    ]);
    assert_eq!(server.keys(), [""; 0]);
}

#[test]
fn a_role_that_may_not_write_the_document_commits_nothing() {
    let server = denying(|request| request.method == "PUT" && request.key == METADATA);
    publish(&server.url).exits(5).fails(&[
        "was not published",
        "s3://etl-dags/dev/package/metadata.json",
        "s3:PutObject",
    ]);
    let keys = server.keys();
    assert!(keys.len() == 1 && keys[0].starts_with("releases/"), "only the archive, unnamed: {keys:?}");
}

#[test]
fn a_role_that_may_not_write_the_plain_copy_has_published_all_the_same() {
    let server = denying(|request| request.method == "PUT" && request.key.contains("/dags/"));
    publish(&server.url).exits(5).fails(&[
        "r1 of package `package` is committed",
        "s3://etl-dags/dev/package/dags/good.py",
        "the plain copy",
        "run publish again",
    ]);
    assert!(server.text(METADATA).unwrap().contains("\"release\": 1") || server.text(METADATA).is_some());
}

#[test]
fn a_role_that_may_not_read_is_told_which_permission_it_lacks() {
    let server = denying(|request| request.method == "GET" && request.key == METADATA);
    publish(&server.url).exits(5).fails(&["AccessDenied", "s3:GetObject", "s3:ListBucket"]);
    assert_eq!(server.writes(), [""; 0]);
}

#[test]
fn a_role_that_may_not_list_its_own_releases_writes_nothing() {
    let server = denying(is_listing);
    publish(&server.url).exits(5).fails(&["list", "s3://etl-dags/releases/dev/package/", "s3:ListBucket"]);
    assert_eq!(server.writes(), [""; 0]);
}

#[test]
fn a_role_that_may_not_list_the_environment_publishes_with_ids_unchecked_and_a_warning() {
    let foreign = |request: &Request| is_listing(request) && request.prefix == "dev/";
    let server = denying(foreign);
    let answer = publish(&server.url).exits(0).keeps_secrets();
    assert!(answer.stdout.contains("published r1"), "{}", answer.stdout);
    for part in ["DAG ids", "could not be checked", "s3://etl-dags/dev/", "--require-checks"] {
        assert!(answer.stderr.contains(part), "{part}: {}", answer.stderr);
    }
    assert_eq!(answer.stderr.matches("could not be checked").count(), 1, "{}", answer.stderr);
    assert!(server.text(METADATA).unwrap().contains("unchecked"));

    let strict = denying(foreign);
    publish(&strict.url).arg("--require-checks").exits(4).says(&[
        "refused",
        "could not be checked",
        "leave --require-checks out",
    ]);
    assert_eq!(strict.writes(), [""; 0]);
}

#[test]
fn a_web_page_in_place_of_the_bucket_is_recognised() {
    let server = always(Reply::new(200, "text/html; charset=utf-8", PAGE));
    publish(&server.url).exits(5).fails(&["a web page answered", "not S3", "--endpoint-url"]);
    assert_eq!(server.writes(), [""; 0]);
}

#[test]
fn a_web_page_in_answer_to_the_commit_is_not_taken_for_success() {
    let server = FakeS3::new(|request| {
        let commit = request.method == "PUT" && request.key == METADATA;
        commit.then(|| Reply::new(200, "text/html", PAGE))
    });
    publish(&server.url)
        .exits(5)
        .fails(&["whether package `package` was published is not known", "a web page answered"]);
    assert_eq!(server.text(METADATA), None);
    assert!(!server.keys().iter().any(|key| key.contains("/dags/")), "{:?}", server.keys());
}

#[test]
fn a_bucket_that_ignores_conditions_is_refused_before_the_commit() {
    let server = FakeS3::new(|request| {
        (request.method == "PUT").then(|| Reply::new(200, "application/xml", "").header("ETag", "\"x\""))
    });
    publish(&server.url).exits(5).fails(&[
        "was not published",
        "this store ignores `If-None-Match: *`",
        "two pipelines",
    ]);
    assert!(!server.requests().contains(&format!("PUT {METADATA}")));
}

#[test]
fn an_endpoint_that_refuses_connections_is_asked_again_aloud_and_given_up_on() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let started = Instant::now();
    let answer = publish(&url).exits(5);
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    assert!(answer.stderr.contains("asking again"), "{}", answer.stderr);
    answer.fails(&["refused", "after 6 attempts", "the network", &url]);
}

#[test]
fn an_endpoint_whose_name_does_not_resolve_is_named() {
    // A label over 63 characters is refused by the resolver itself: no network is asked.
    let url = format!("http://{}.test", "s".repeat(64));
    let started = Instant::now();
    publish(&url).exits(5).fails(&["the name of the endpoint", "cannot be resolved", &url]);
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn a_document_that_is_garbage_is_an_integrity_failure_and_stays_as_it_is() {
    let server = FakeS3::new(|_| None).holding(METADATA, "{\"release\": ");
    publish(&server.url).exits(6).fails(&[
        "was not published",
        "s3://etl-dags/dev/package/metadata.json",
        "nothing was written",
        "last good version",
    ]);
    assert_eq!(server.writes(), [""; 0]);
}

#[test]
fn a_document_for_newer_readers_is_refused_with_the_upgrade() {
    let document =
        "{\"schema_version\": 9, \"min_reader\": 9, \"environment\": \"dev\", \"package\": \"package\"}";
    let server = FakeS3::new(|_| None).holding(METADATA, document);
    let answer = publish(&server.url).exits(4).says(&["refused", "newer dag-publish", "upgrade dag-publish"]);
    assert_eq!(answer.stderr, "", "a refusal is a result, on stdout");
    assert_eq!(server.writes(), [""; 0]);
}

#[test]
fn programs_get_the_failure_on_stdout_and_people_on_stderr() {
    for (format, part) in [("json", "\"result\": \"failed\""), ("github", "::error title=package::")] {
        let server = always(Reply::refusal(404, "NoSuchBucket", "The specified bucket does not exist"));
        let answer = publish(&server.url).arg("--format").arg(format).exits(5);
        assert!(answer.stdout.contains(part), "{}", answer.stdout);
        assert!(answer.stderr.contains("was not published"), "{}", answer.stderr);
    }
}
