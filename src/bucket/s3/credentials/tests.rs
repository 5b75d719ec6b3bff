//! Roles, against an STS and a token endpoint on loopback.

use aws_credential_types::provider::ProvideCredentials;

use super::super::loopback::{Loopback, Say, answer};
use super::super::transport::Transport;
use super::{Actions, RoleCredentials, session_name};

const ROLE: &str = "arn:aws:iam::123456789012:role/etl-dags-dev-reporting-ci";

#[test]
fn a_session_name_is_what_sts_takes() {
    assert_eq!(session_name("reporting_seeder-run 42"), "reporting_seeder-run-42");
    assert_eq!(session_name(""), "--");
    assert_eq!(session_name(&"é".repeat(80)), "-".repeat(64));
}

/// A token whose claims can be read, as GitHub's.
fn token() -> String {
    let claims =
        r#"{"sub":"repo:a/b:ref:refs/heads/main","aud":"sts.amazonaws.com","iss":"https://issuer.test"}"#;
    format!("head.{}.signature", aws_smithy_types::base64::encode(claims).trim_end_matches('='))
}

fn given_token() -> Say {
    answer("200 OK", "Content-Type: application/json", &format!(r#"{{"value":"{}"}}"#, token()))
}

fn given_role(operation: &str) -> Say {
    let body = format!(
        "<{operation}Response><{operation}Result><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId>\
         <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
         <Expiration>2026-11-22T15:00:00Z</Expiration></Credentials></{operation}Result></{operation}Response>"
    );
    answer("200 OK", "Content-Type: text/xml", &body)
}

fn refused(code: &str, message: &str) -> Say {
    let body = format!(
        "<ErrorResponse><Error><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
    );
    answer("403 Forbidden", "Content-Type: text/xml", &body)
}

fn actions(url: Option<&str>) -> Option<Actions> {
    let url = url.map(|url| format!("{url}/token?api-version=2.0"));
    Actions::from_environment(|name| match name {
        "GITHUB_ACTIONS" => Some("true".into()),
        "ACTIONS_ID_TOKEN_REQUEST_URL" => url.clone(),
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN" => url.as_ref().map(|_| "bearer-secret".into()),
        _ => None,
    })
}

fn role(server: &Loopback, actions: Option<Actions>) -> RoleCredentials {
    let transport = Transport::default();
    RoleCredentials::new(ROLE, Some("reporting-42"), actions, &server.config(transport.clone()), transport)
}

async fn error(role: &RoleCredentials) -> String {
    super::innermost(&role.provide_credentials().await.unwrap_err())
}

#[tokio::test]
async fn a_jobs_token_is_exchanged_for_the_role() {
    let server = Loopback::new([given_token(), given_role("AssumeRoleWithWebIdentity")]);
    let role = role(&server, actions(Some(&server.url)));
    let credentials = role.provide_credentials().await.unwrap();
    assert_eq!(credentials.access_key_id(), "ASIAEXAMPLE");
    assert!(credentials.expiry().is_some(), "the SDK renews only what says when it expires");
    let [asked, exchanged] = &server.requests()[..] else { panic!("{:?}", server.requests()) };
    assert!(asked.starts_with("GET /token?api-version=2.0&audience=sts.amazonaws.com "), "{asked}");
    assert!(asked.to_ascii_lowercase().contains("authorization: bearer bearer-secret"), "{asked}");
    assert!(exchanged.contains("Action=AssumeRoleWithWebIdentity"), "{exchanged}");
    assert!(exchanged.contains("RoleSessionName=reporting-42"), "{exchanged}");
    assert!(!exchanged.to_ascii_lowercase().contains("\r\nauthorization:"), "a web identity signs nothing");
}

#[tokio::test]
async fn elsewhere_the_role_is_assumed_from_the_ambient_credentials() {
    let server = Loopback::new([given_role("AssumeRole")]);
    let credentials = role(&server, None).provide_credentials().await.unwrap();
    assert_eq!(credentials.access_key_id(), "ASIAEXAMPLE");
    let request = &server.requests()[0];
    assert!(request.contains("Action=AssumeRole&"), "{request}");
    assert!(request.contains("Credential=AKIDEXAMPLE/"), "{request}");
}

#[tokio::test]
async fn a_trust_policy_that_does_not_fit_is_shown_with_the_claims_and_never_the_token() {
    let denied = refused("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    let server = Loopback::new([given_token(), denied]);
    let words = error(&role(&server, actions(Some(&server.url)))).await;
    for part in [ROLE, "trust policy", "repo:a/b:ref:refs/heads/main", "sts.amazonaws.com"] {
        assert!(words.contains(part), "{part} is not in: {words}");
    }
    assert!(!words.contains(&token()), "{words}");
}

#[tokio::test]
async fn other_refusals_of_a_token_say_what_to_check() {
    for (code, part) in [
        ("InvalidIdentityToken", "https://issuer.test"),
        ("ExpiredTokenException", "expired"),
        ("ValidationError", "ValidationError"),
    ] {
        let server = Loopback::new([given_token(), refused(code, "It was said.")]);
        let words = error(&role(&server, actions(Some(&server.url)))).await;
        assert!(words.contains(part) && words.contains("It was said"), "{code}: {words}");
    }
}

#[tokio::test]
async fn a_token_endpoint_that_fails_for_a_moment_is_asked_again() {
    let busy = answer("503 Service Unavailable", "", "");
    let server =
        Loopback::new([busy.clone(), Say::Reset, given_token(), given_role("AssumeRoleWithWebIdentity")]);
    role(&server, actions(Some(&server.url))).provide_credentials().await.unwrap();
    let server = Loopback::new([busy.clone(), busy.clone(), busy]);
    let words = error(&role(&server, actions(Some(&server.url)))).await;
    assert!(words.contains("GitHub gave no OIDC token") && words.contains("503"), "{words}");
}

#[tokio::test]
async fn a_token_endpoint_that_refuses_is_asked_once() {
    for (say, part) in [
        (answer("401 Unauthorized", "", ""), "401"),
        (answer("200 OK", "", "<html>"), "no `value`"),
        (answer("200 OK", "", "{}"), "no `value`"),
    ] {
        let server = Loopback::new([say]);
        let words = error(&role(&server, actions(Some(&server.url)))).await;
        assert!(words.contains(part) && !words.contains("bearer-secret"), "{words}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_job_without_the_permission_is_told_to_ask_for_it() {
    let transport = Transport::default();
    let config = Loopback::new([]).nobody(transport.clone());
    let job = RoleCredentials::new(ROLE, None, actions(None), &config, transport.clone());
    let words = error(&job).await;
    assert!(words.contains("permissions: id-token: write") && words.contains(ROLE), "{words}");
    let words = error(&RoleCredentials::new(ROLE, None, None, &config, transport)).await;
    assert!(words.contains("no AWS credentials") && words.contains(ROLE), "{words}");
}
