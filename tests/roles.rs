//! `--role-arn` on a real STS: both ways to a role, and the bucket written with its credentials.
//!
//! Like `tests/servers.rs` it needs a server, and fails without one:
//!
//! ```text
//! .ci/servers run ministack -- cargo test --test roles
//! ```

// A test fails by a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::io::{Read, Write};
use std::net::TcpListener;

use bytes::Bytes;
use dag_publish::bucket::{Access, Actions, Bucket, Condition, ErrorKind, S3};

const ROLE: &str = "arn:aws:iam::000000000000:role/dag-publish-test";

/// The server that `.ci/servers` chose for STS: its S3 takes the credentials that its STS gives.
fn endpoint() -> String {
    std::env::var("AWS_ENDPOINT_URL_STS").unwrap_or_else(|_| {
        panic!("AWS_ENDPOINT_URL_STS is not set: run `.ci/servers run ministack -- cargo test --test roles`")
    })
}

async fn open(access: Access) -> S3 {
    let access = Access { endpoint_url: Some(endpoint()), role_arn: Some(ROLE.into()), ..access };
    S3::open("dag-publish-test", "roles/", &access).await.unwrap()
}

/// A GitHub Actions job that its token calls `subject`.
fn job(subject: &str) -> Access {
    let issuer = "https://token.actions.githubusercontent.com";
    let claims =
        format!(r#"{{"sub":"{subject}","aud":"sts.amazonaws.com","iss":"{issuer}","exp":4000000000}}"#);
    let part = |text: &str| aws_smithy_types::base64::encode(text).trim_end_matches('=').to_owned();
    let token = format!("{}.{}.{}", part(r#"{"alg":"RS256","typ":"JWT"}"#), part(&claims), part("signature"));
    let url = serve_once(format!(r#"{{"count":1,"value":"{token}"}}"#));
    let actions = Actions::from_environment(|name| match name {
        "GITHUB_ACTIONS" => Some("true".into()),
        "ACTIONS_ID_TOKEN_REQUEST_URL" => Some(format!("{url}/token?api-version=2.0")),
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN" => Some("bearer".into()),
        _ => None,
    });
    assert!(actions.as_ref().is_some_and(Actions::may_ask));
    Access { actions, ..Access::default() }
}

async fn write_and_read(bucket: &S3) {
    let key = format!("{}", uuid::Uuid::now_v7());
    bucket.put(&key, Bytes::from_static(b"x"), Condition::Absent).await.unwrap();
    assert_eq!(bucket.get(&key, 9).await.unwrap().bytes, "x");
    bucket.delete(&key).await.unwrap();
}

#[tokio::test]
async fn a_role_is_assumed_from_the_ambient_credentials() {
    write_and_read(&open(Access::default()).await).await;
}

#[tokio::test]
async fn a_role_is_assumed_with_the_token_of_a_github_job() {
    write_and_read(&open(job("repo:a/b:ref:refs/heads/main")).await).await;
}

#[tokio::test]
async fn a_job_that_the_trust_policy_does_not_name_is_told_what_its_token_says() {
    let error = open(job("repo:a/b:ref:refs/heads/other")).await.get("x", 9).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Credentials, "{error}");
    for part in [ROLE, "trust policy", "repo:a/b:ref:refs/heads/other", "sts.amazonaws.com"] {
        assert!(error.detail.contains(part), "{part} is not in: {error}");
    }
}

/// GitHub's token endpoint, for one request.
fn serve_once(body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
            head.push(byte[0]);
        }
        let length = body.len();
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
            .unwrap();
    });
    url
}
