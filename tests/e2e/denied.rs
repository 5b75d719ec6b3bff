//! Roles that lack a permission, on a server that enforces policies: a clear message, and nothing half-done.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::package::{Package, dag};
use super::publish::{Answer, Publish};
use super::store::{Store, setting};
use super::verify::Watched;

const ACCOUNT: &str = "000000000000";

/// A role, and a user who may do nothing but take it.
pub(crate) struct Role {
    pub(crate) arn: String,
    pub(crate) key: String,
    pub(crate) secret: String,
}

impl Role {
    /// A role of the package `denied` with the policy of docs/permissions.md, but for what `deny` takes away.
    fn without(store: &Store, deny: &Value) -> Self {
        let mut statements = documented(store, "publish");
        statements.extend(deny.as_array().unwrap().iter().cloned());
        Self::with(store, statements)
    }

    /// A role with these statements.
    pub(crate) fn with(store: &Store, statements: Vec<Value>) -> Self {
        let name = format!("r{}", uuid::Uuid::now_v7());
        let user = format!("u{}", uuid::Uuid::now_v7());
        let arn = format!("arn:aws:iam::{ACCOUNT}:role/{name}");
        let policy =
            |statements: Value| json!({"Version": "2012-10-17", "Statement": statements}).to_string();
        let take = policy(json!([{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": arn}]));
        let principal = json!({"AWS": format!("arn:aws:iam::{ACCOUNT}:root")});
        let trust = policy(json!([{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}]));
        let may = policy(Value::Array(statements));
        iam(store, &["create-user", "--user-name", &user]);
        iam(
            store,
            &["put-user-policy", "--user-name", &user, "--policy-name", "p", "--policy-document", &take],
        );
        iam(store, &["create-role", "--role-name", &name, "--assume-role-policy-document", &trust]);
        iam(
            store,
            &["put-role-policy", "--role-name", &name, "--policy-name", "p", "--policy-document", &may],
        );
        let made = iam(store, &["create-access-key", "--user-name", &user]);
        let part = |name: &str| made["AccessKey"][name].as_str().unwrap().to_owned();
        Self { arn, key: part("AccessKeyId"), secret: part("SecretAccessKey") }
    }

    pub(crate) fn publish(&self, package: &Package, store: &Store) -> Publish {
        package
            .publish(store)
            .env("AWS_ACCESS_KEY_ID", &self.key)
            .env("AWS_SECRET_ACCESS_KEY", &self.secret)
            .env("AWS_ENDPOINT_URL_STS", store.endpoint.as_ref().unwrap())
            .args(["--role-arn", &self.arn])
    }
}

/// The statements of docs/permissions.md for one command, as they stand there.
pub(crate) fn documented(store: &Store, command: &str) -> Vec<Value> {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/permissions.md");
    let page = std::fs::read_to_string(page).unwrap();
    let section =
        page.split("\n## ").find(|section| section.lines().next().unwrap().contains(command)).unwrap();
    let policy = section.split("```json").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let (bucket, prefix) = store.s3_parts();
    // The page speaks of a bucket without a prefix.
    let policy = policy
        .replace("arn:aws:s3:::<bucket>/", &format!("arn:aws:s3:::{bucket}/{prefix}/"))
        .replace("\"<env>/", &format!("\"{prefix}/<env>/"))
        .replace("\"releases/", &format!("\"{prefix}/releases/"))
        .replace("<bucket>", bucket)
        .replace("<env>", super::publish::ENVIRONMENT)
        .replace("<package>", "denied");
    serde_json::from_str::<Value>(&policy).unwrap()["Statement"].as_array().unwrap().clone()
}

fn deny(store: &Store, action: &str, key: &str) -> Value {
    let (bucket, prefix) = store.s3_parts();
    let resource = format!("arn:aws:s3:::{bucket}/{prefix}/{key}");
    json!([{"Effect": "Deny", "Action": action, "Resource": resource}])
}

fn iam(store: &Store, arguments: &[&str]) -> Value {
    let output = Command::new(setting("DAG_PUBLISH_TEST_AWSCLI"))
        .args(["--endpoint-url", store.endpoint.as_ref().unwrap(), "--output", "json", "iam"])
        .args(arguments)
        .env("AWS_DEFAULT_REGION", "us-east-1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_default()
}

fn package() -> Package {
    Package::new("denied").dag("a.py", "denied_a", "1").dag("b.py", "denied_b", "1")
}

/// Nothing is committed, and nothing lies where a plain reader looks.
fn assert_untouched(store: &Store) {
    let mut watched = Watched::new(store, "denied");
    assert!(watched.check().is_none());
    assert!(watched.plain_copy().is_empty());
}

fn says_denied(answer: Answer, words: &[&str]) -> Answer {
    answer.says(&["AccessDenied", "let the role in use"]).says(words)
}

#[test]
fn the_documented_policy_is_enough_to_publish_with_a_role() {
    let store = Store::server("ministack");
    let role = Role::without(&store, &json!([]));
    let package = package();
    let report = role.publish(&package, &store).exits(0).report();
    assert_eq!((&report["result"], &report["release"]), (&"published".into(), &1.into()), "{report:#}");
    package.write("a.py", dag("denied_a", "2"));
    package.remove("b.py");
    let answer = role.publish(&package, &store).exits(0);
    assert_eq!(answer.report()["release"], 2);
    let mut watched = Watched::new(&store, "denied");
    let document = watched.check().unwrap();
    assert!(document.checks.contains(&"ownership".to_owned()), "{:?}", document.checks);
    assert!(watched.is_projected(&document));
}

#[test]
fn a_role_that_may_not_write_archives_publishes_nothing() {
    let store = Store::server("ministack");
    let role = Role::without(&store, &deny(&store, "s3:PutObject", "releases/*"));
    says_denied(
        role.publish(&package(), &store).exits(5),
        &["while writing the archive", ".tar.gz", "s3:PutObject"],
    );
    assert_untouched(&store);
    assert!(Watched::new(&store, "denied").archive_keys().is_empty());
}

#[test]
fn a_role_that_may_not_write_metadata_publishes_nothing() {
    let store = Store::server("ministack");
    let role = Role::without(&store, &deny(&store, "s3:PutObject", "dev/denied/metadata.json"));
    says_denied(
        role.publish(&package(), &store).exits(5),
        &["while committing the release", "metadata.json", "s3:PutObject"],
    );
    assert_untouched(&store);
}

#[test]
fn a_role_that_may_not_list_publishes_nothing() {
    let store = Store::server("ministack");
    let (bucket, _) = store.s3_parts();
    let resource = format!("arn:aws:s3:::{bucket}");
    let role =
        Role::without(&store, &json!([{"Effect": "Deny", "Action": "s3:ListBucket", "Resource": resource}]));
    says_denied(role.publish(&package(), &store).exits(5), &["cannot list", "s3:ListBucket"]);
    assert_untouched(&store);
}

#[test]
fn a_role_that_may_not_read_other_packages_publishes_with_ids_marked_unchecked() {
    let store = Store::server("ministack");
    Package::new("other").dag("o.py", "other_o", "").publish(&store).exits(0);
    let role = Role::without(&store, &deny(&store, "s3:GetObject", "dev/other/metadata.json"));
    let package = package();
    role.publish(&package, &store).arg("--require-checks").exits(4).says(&["other/metadata.json"]);
    assert_untouched(&store);
    role.publish(&package, &store).exits(0);
    let document = Watched::new(&store, "denied").check().unwrap();
    assert!(!document.checks.contains(&"ownership".to_owned()));
    let claims: Vec<_> = document.dags.iter().map(|dag| dag.claim).collect();
    assert_eq!(claims, [Some(dag_publish::metadata::Claim::Unchecked); 2]);
}

#[test]
fn a_role_that_may_not_delete_commits_and_says_that_the_plain_copy_is_behind() {
    let store = Store::server("ministack");
    let role = Role::without(&store, &deny(&store, "s3:DeleteObject", "*"));
    let package = package();
    role.publish(&package, &store).exits(0);
    package.remove("b.py");
    let answer = role.publish(&package, &store).exits(5);
    says_denied(answer, &["r2 is committed", "dags/b.py", "s3:DeleteObject"]);
    let document = Watched::new(&store, "denied").check().unwrap();
    assert_eq!(document.release.get(), 2);
    // Somebody who may finishes the job.
    assert_eq!(package.publish(&store).exits(0).report()["result"], "unchanged");
    let mut watched = Watched::new(&store, "denied");
    assert!(watched.is_projected(&document));
}

#[test]
fn a_role_that_nobody_trusts_is_named() {
    let store = Store::server("ministack");
    let role = Role::without(&store, &json!([]));
    let stranger = Role { arn: format!("{}x", role.arn), ..role };
    let arn = stranger.arn.clone();
    stranger.publish(&package(), &store).exits(5).says(&["cannot assume the role", &arn]);
    assert_untouched(&store);
}
