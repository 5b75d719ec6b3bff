//! Roles, against an STS and a token endpoint on loopback.

use aws_credential_types::provider::ProvideCredentials;

use super::super::loopback::{Loopback, Say, answer};
use super::super::transport::Transport;
use super::{Actions, RoleCredentials, TokenFile, session_name};
use crate::bucket::Access;

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
    with(server, Access { actions, session_name: Some("reporting-42".into()), ..Access::default() })
}

fn with(server: &Loopback, access: Access) -> RoleCredentials {
    let transport = Transport::default();
    RoleCredentials::new(ROLE, &access, &server.config(transport.clone()), transport)
}

/// `AWS_WEB_IDENTITY_TOKEN_FILE` with this text, and `AWS_ROLE_ARN`.
fn token_file(text: &str, role: Option<&str>) -> (tempfile::NamedTempFile, TokenFile) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let path = file.path().to_str().unwrap().to_owned();
    let named = TokenFile::from_environment(|name| match name {
        "AWS_WEB_IDENTITY_TOKEN_FILE" => Some(path.clone()),
        "AWS_ROLE_ARN" => role.map(str::to_owned),
        _ => None,
    });
    (file, named.unwrap())
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
        ("InvalidIdentityToken", "identity provider for the issuer `https://issuer.test`"),
        ("InvalidParameterValue", "with the audience `sts.amazonaws.com`"),
        ("ExpiredTokenException", "the token has expired"),
        ("IDPCommunicationError", "could not reach the issuer"),
        ("ValidationError", "sub `repo:a/b:ref:refs/heads/main`"),
    ] {
        // What may pass is asked again by the SDK.
        let again = vec![refused(code, "It was said."); 4];
        let server = Loopback::new([given_token()].into_iter().chain(again));
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
async fn a_token_endpoint_that_refuses_is_asked_once_and_the_reason_is_told() {
    let page = "<html><body>Sign in to the guest network</body></html>";
    let token = |value: &str| answer("200 OK", "", &format!(r#"{{"value":{value}}}"#));
    for (say, part) in [
        (answer("401 Unauthorized", "", ""), "start the job again"),
        (answer("403 Forbidden", "Content-Type: application/json", "{}"), "HTTP 403"),
        (answer("404 Not Found", "", ""), "HTTP 404"),
        (answer("307 Temporary Redirect", "Location: http://127.0.0.1:1/", ""), "HTTP 307"),
        (answer("200 OK", "Content-Type: text/html; charset=utf-8", page), "a web page answered"),
        (answer("403 Forbidden", "Content-Type: text/html", page), "NO_PROXY"),
        (answer("200 OK", "", page), "not JSON"),
        (answer("200 OK", "", ""), "not JSON"),
        (answer("200 OK", "", "{}"), "no `value`"),
        (token("null"), "no `value`"),
        (token(r#""""#), "empty"),
        (token(r#""opaque""#), "no token"),
    ] {
        let server = Loopback::new([say.clone()]);
        let words = error(&role(&server, actions(Some(&server.url)))).await;
        assert!(words.contains(part) && words.contains(ROLE), "{say:?}: {words}");
        assert!(words.contains("GitHub gave no OIDC token") && !words.contains("bearer-secret"), "{words}");
        assert_eq!(server.requests().len(), 1, "{say:?}");
    }
}

#[tokio::test]
async fn a_proxys_page_that_passes_is_asked_again() {
    let busy = answer("502 Bad Gateway", "Content-Type: text/html", "<html>");
    let server = Loopback::new([busy, given_token(), given_role("AssumeRoleWithWebIdentity")]);
    role(&server, actions(Some(&server.url))).provide_credentials().await.unwrap();
}

#[tokio::test]
async fn an_expired_token_is_told_with_both_times() {
    for (exp, part) in [(4_000_000_000_u64, "one of the clocks"), (1_000_000_000, "start the job again")] {
        let claims = format!(r#"{{"sub":"s","aud":"a","iss":"i","exp":{exp}}}"#);
        let text = format!("h.{}.s", aws_smithy_types::base64::encode(claims).trim_end_matches('='));
        let (_kept, file) = token_file(&text, None);
        let server = Loopback::new([refused("ExpiredTokenException", "It was said.")]);
        let words = error(&with(&server, Access { token_file: Some(file), ..Access::default() })).await;
        assert!(words.contains("the token expired at ") && words.contains(part), "{words}");
    }
}

#[tokio::test]
async fn a_job_without_the_permission_is_told_to_ask_for_it() {
    let transport = Transport::default();
    let config = Loopback::new([]).nobody(transport.clone());
    let access = Access { actions: actions(None), ..Access::default() };
    let words = error(&RoleCredentials::new(ROLE, &access, &config, transport.clone())).await;
    assert!(words.contains("permissions: id-token: write") && words.contains(ROLE), "{words}");
    let words = error(&RoleCredentials::new(ROLE, &Access::default(), &config, transport)).await;
    assert!(words.contains("no AWS credentials") && words.contains(ROLE), "{words}");
    let server = Loopback::new([refused("AccessDenied", "User: x is not authorized")]);
    let words = error(&role(&server, actions(None))).await;
    assert!(words.contains("permissions: id-token: write") && words.contains("sts:AssumeRole"), "{words}");
}

#[tokio::test]
async fn the_token_of_a_gitlab_job_is_exchanged_for_the_role() {
    for named in [None, Some(ROLE)] {
        let (_kept, file) = token_file(&format!("{}\n", token()), named);
        let server = Loopback::new([given_role("AssumeRoleWithWebIdentity")]);
        let role = with(&server, Access { token_file: Some(file), ..Access::default() });
        assert_eq!(role.provide_credentials().await.unwrap().access_key_id(), "ASIAEXAMPLE");
        let request = &server.requests()[0];
        assert!(request.contains("Action=AssumeRoleWithWebIdentity"), "{request}");
        assert!(request.contains(&format!("WebIdentityToken={}", token())), "{request}");
    }
}

#[tokio::test]
async fn a_token_for_another_role_is_left_to_the_standard_chain() {
    let (_kept, file) = token_file(&token(), Some("arn:aws:iam::123456789012:role/runner"));
    let server = Loopback::new([given_role("AssumeRole")]);
    let role = with(&server, Access { token_file: Some(file), ..Access::default() });
    role.provide_credentials().await.unwrap();
    assert!(server.requests()[0].contains("Action=AssumeRole&"), "{:?}", server.requests());
}

#[tokio::test]
async fn a_file_that_holds_no_token_is_named() {
    for (text, part) in [("", "is empty"), (" \n", "is empty"), ("$CI_JOB_TOKEN", "no OIDC token")] {
        let (kept, file) = token_file(text, None);
        let server = Loopback::new([]);
        let words = error(&with(&server, Access { token_file: Some(file), ..Access::default() })).await;
        let path = kept.path().display().to_string();
        for part in [part, ROLE, &path, "AWS_WEB_IDENTITY_TOKEN_FILE"] {
            assert!(words.contains(part), "{part} is not in: {words}");
        }
        assert!(!words.contains("CI_JOB_TOKEN"), "{words}");
    }
    let (kept, file) = token_file("", None);
    drop(kept);
    let words =
        error(&with(&Loopback::new([]), Access { token_file: Some(file), ..Access::default() })).await;
    assert!(words.contains("cannot be read") && words.contains("No such file"), "{words}");
}
