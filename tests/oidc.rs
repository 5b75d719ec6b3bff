//! A job's OIDC token, exchanged by the program itself on an STS that checks signature, expiry, audience and subject.
//!
//! SeaweedFS is that STS and the bucket; `tests/oidc/issuer.py` is GitHub and GitLab, with a key that SeaweedFS fetches.
//! Not part of a plain `cargo test`: it needs both, and fails without them.
//!
//! ```text
//! .ci/servers run seaweedfs-oidc -- cargo test --test oidc
//! ```

// A test fails by a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Output;

use tempfile::TempDir;

const ROLE: &str = "arn:aws:iam::000000000000:role/dag-publish-test";
const MAIN: &str = "repo:a/b:ref:refs/heads/main";
const BEARER: &str = "bearer-of-the-job";

fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run `.ci/servers run seaweedfs-oidc -- cargo test --test oidc`")
    })
}

/// The server: its S3 and its STS are one endpoint.
fn server() -> String {
    let servers = setting("DAG_PUBLISH_TEST_SERVERS");
    let mut named = servers.split(',').filter_map(|server| server.strip_prefix("seaweedfs-oidc="));
    named.next().expect("seaweedfs-oidc is among the servers").to_owned()
}

/// A runner's machine with a package of one DAG, and nothing else in its environment.
struct Job {
    home: TempDir,
    command: assert_cmd::Command,
}

impl Job {
    /// `publish`, with `--role-arn` unless it is empty.
    fn new(role: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("dags")).unwrap();
        let dag = "from airflow import DAG\n\ndag = DAG('one', schedule=None)\n";
        std::fs::write(home.path().join("dags/one.py"), dag).unwrap();
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_dag-publish"));
        command.env_clear().current_dir(home.path()).timeout(std::time::Duration::from_secs(120));
        command.env("HOME", home.path()).env("PATH", setting("PATH"));
        command.env("AWS_EC2_METADATA_DISABLED", "true");
        command.env("AWS_REGION", "us-east-1").env("AWS_ENDPOINT_URL_STS", server());
        let bucket = format!("s3://{}/{}", setting("DAG_PUBLISH_TEST_BUCKET"), uuid::Uuid::now_v7());
        command.args(["publish", "--package", "one", "--env", "dev", "--bucket", &bucket]);
        command.args(["--endpoint-url", &server()]);
        if !role.is_empty() {
            command.args(["--role-arn", role]);
        }
        Self { home, command }
    }

    fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// In GitHub Actions, without `id-token: write`.
    fn in_actions(self) -> Self {
        self.env("GITHUB_ACTIONS", "true")
    }

    /// In GitHub Actions with `id-token: write`: the endpoint gives tokens as `query` has them.
    fn with_token(self, query: &str) -> Self {
        let url = format!("{}/token?{query}", setting("DAG_PUBLISH_TEST_ISSUER"));
        self.in_actions()
            .env("ACTIONS_ID_TOKEN_REQUEST_URL", &url)
            .env("ACTIONS_ID_TOKEN_REQUEST_TOKEN", BEARER)
    }

    /// In GitLab CI with `id_tokens:`, whose token a line of the script wrote to a file.
    fn with_token_file(self, token: &str) -> Self {
        let path = self.home.path().join("token");
        std::fs::write(&path, token).unwrap();
        let path = path.to_str().unwrap().to_owned();
        self.env("GITLAB_CI", "true").env("AWS_WEB_IDENTITY_TOKEN_FILE", &path)
    }

    /// Runs it, expects the exit code and each part on stderr, and never a token.
    #[track_caller]
    fn exits(mut self, code: i32, parts: &[&str]) {
        let Output { status, stdout, stderr } = self.command.output().unwrap();
        let told = String::from_utf8(stderr).unwrap().replace("\n  │ ", " ");
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        let stdout = String::from_utf8(stdout).unwrap();
        assert_eq!(status.code(), Some(code), "{stdout}\n{told}");
        for part in parts {
            assert!(told.contains(part), "{part:?} is not in:\n{told}");
        }
        for secret in ["eyJ", BEARER] {
            assert!(!told.contains(secret) && !stdout.contains(secret), "{secret} is in:\n{told}\n{stdout}");
        }
    }
}

/// A token as the issuer signs it.
fn token(query: &str) -> String {
    let issuer = setting("DAG_PUBLISH_TEST_ISSUER");
    let host = issuer.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let ask = format!(
        "GET /token?audience=sts.amazonaws.com&{query} HTTP/1.0\r\nHost: {host}\r\nAuthorization: Bearer {BEARER}\r\n\r\n"
    );
    stream.write_all(ask.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    body["value"].as_str().unwrap().to_owned()
}

#[test]
fn a_job_publishes_with_its_own_token_and_nothing_else() {
    Job::new(ROLE).with_token("").exits(0, &[]);
}

#[test]
fn a_subject_that_the_trust_policy_does_not_name_is_shown() {
    Job::new(ROLE).with_token("sub=repo:a/b:pull_request").exits(
        5,
        &[
            ROLE,
            "the job's OIDC token",
            "trust policy",
            "sub `repo:a/b:pull_request`",
            "aud `sts.amazonaws.com`",
            "AccessDenied",
        ],
    );
}

#[test]
fn a_role_that_is_not_there_is_shown() {
    let role = "arn:aws:iam::000000000000:role/nobody";
    Job::new(role).with_token("").exits(5, &[role, "the role must exist", &format!("sub `{MAIN}`")]);
}

#[test]
fn an_audience_that_sts_does_not_take_is_shown() {
    let issuer = format!("issuer `{}`", setting("DAG_PUBLISH_TEST_ISSUER"));
    Job::new(ROLE)
        .with_token("aud=https://github.com/a")
        .exits(5, &[ROLE, "the audience `https://github.com/a`", &format!("sub `{MAIN}`"), &issuer]);
}

#[test]
fn a_token_that_has_expired_is_told_with_both_times() {
    Job::new(ROLE)
        .with_token("ttl=-60")
        .exits(5, &[ROLE, "the token expired at 20", "clock says 20", "again"]);
}

#[test]
fn a_token_that_a_stranger_signed_is_refused() {
    Job::new(ROLE).with_token("signer=stranger").exits(5, &[ROLE, "the issuer must have signed the token"]);
}

#[test]
fn a_job_without_the_permission_is_told_to_ask_for_it() {
    Job::new(ROLE).in_actions().exits(5, &[ROLE, "no OIDC token", "`permissions: id-token: write`"]);
}

#[test]
fn a_job_whose_request_token_is_refused_is_told_to_start_again() {
    Job::new(ROLE)
        .with_token("")
        .env("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "another")
        .exits(5, &[ROLE, "GitHub gave no OIDC token", "HTTP 401", "start the job again"]);
}

#[test]
fn a_gitlab_job_publishes_with_the_token_in_a_file() {
    let token = token("");
    Job::new(ROLE).with_token_file(&token).exits(0, &[]);
    Job::new(ROLE).with_token_file(&token).env("AWS_ROLE_ARN", ROLE).exits(0, &[]);
    // Without --role-arn the SDK's own chain exchanges it.
    Job::new("").with_token_file(&token).env("AWS_ROLE_ARN", ROLE).exits(0, &[]);
}

#[test]
fn a_gitlab_job_that_is_refused_is_told_what_its_token_says() {
    for (query, parts) in [
        (
            "sub=project_path:a/b:ref_type:tag:ref:v1",
            ["trust policy", "`project_path:a/b:ref_type:tag:ref:v1`"],
        ),
        ("aud=https://gitlab.com", ["identity provider", "the audience `https://gitlab.com`"]),
        ("ttl=-60", ["the token expired at 20", "start the job again"]),
    ] {
        let token = token(query);
        let parts = [ROLE, "AWS_WEB_IDENTITY_TOKEN_FILE", parts[0], parts[1]];
        Job::new(ROLE).with_token_file(&token).exits(5, &parts);
        Job::new("").with_token_file(&token).env("AWS_ROLE_ARN", ROLE).exits(5, &parts);
    }
}

#[test]
fn a_gitlab_job_whose_file_holds_no_token_is_told_which_file() {
    for role in [ROLE, ""] {
        for (text, part) in [("", "is empty"), ("$CI_TOKEN", "no OIDC token")] {
            Job::new(role)
                .with_token_file(text)
                .env("AWS_ROLE_ARN", ROLE)
                .exits(5, &[ROLE, "AWS_WEB_IDENTITY_TOKEN_FILE", part]);
        }
        Job::new(role)
            .env("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere/token")
            .env("AWS_ROLE_ARN", ROLE)
            .exits(5, &[ROLE, "`/nowhere/token`", "cannot be read"]);
    }
    let token = token("");
    Job::new("").with_token_file(&token).exits(5, &["nothing says which role", "--role-arn or AWS_ROLE_ARN"]);
}
