//! The OIDC token of a GitHub Actions job.

use std::fmt;

use aws_smithy_runtime_api::client::http::HttpConnectorSettings;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::byte_stream::ByteStream;
use serde_json::Value;
use tokio::time::timeout;

use super::super::fault::innermost;
use super::super::transport::{CONNECT_TIMEOUT, Transport};
use super::ANSWER_TIMEOUT;

/// Who the token is for.
const AUDIENCE: &str = "sts.amazonaws.com";

/// Largest answer of the token endpoint, in bytes.
const ANSWER_BYTES: usize = 256 * 1024;

/// How often the token is asked for; GitHub's endpoint is known to fail now and then.
const ATTEMPTS: u32 = 3;

/// The GitHub Actions job that this runs in.
#[derive(Clone, PartialEq, Eq)]
pub struct Actions {
    /// `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN`: set with `id-token: write`.
    endpoint: Option<(String, String)>,
}

impl Actions {
    /// The job, when `variable` (the environment) says that there is one.
    #[must_use]
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        if variable("GITHUB_ACTIONS").as_deref() != Some("true") {
            return None;
        }
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let endpoint = set("ACTIONS_ID_TOKEN_REQUEST_URL").zip(set("ACTIONS_ID_TOKEN_REQUEST_TOKEN"));
        Some(Self { endpoint })
    }

    /// Whether the job has `id-token: write`.
    #[must_use]
    pub fn may_ask(&self) -> bool {
        self.endpoint.is_some()
    }

    pub(super) async fn token(&self, transport: &Transport) -> Result<Token, String> {
        let Some((url, bearer)) = &self.endpoint else {
            return Err("this job has no OIDC token: give it `permissions: id-token: write`".into());
        };
        let mut last = String::new();
        for _ in 0..ATTEMPTS {
            match ask(transport, url, bearer).await {
                Ok(token) => return Ok(token),
                Err(Refusal::Lasting(reason)) => return Err(told(&reason)),
                Err(Refusal::Passing(reason)) => last = reason,
            }
        }
        Err(told(&last))
    }
}

impl fmt::Debug for Actions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Actions").field("may_ask", &self.may_ask()).finish()
    }
}

fn told(reason: &str) -> String {
    format!("GitHub gave no OIDC token for this job: {reason}")
}

enum Refusal {
    Passing(String),
    Lasting(String),
}

async fn ask(transport: &Transport, url: &str, bearer: &str) -> Result<Token, Refusal> {
    let joint = if url.contains('?') { '&' } else { '?' };
    let mut request = HttpRequest::get(format!("{url}{joint}audience={AUDIENCE}"))
        .map_err(|_| Refusal::Lasting("ACTIONS_ID_TOKEN_REQUEST_URL is not a URL".into()))?;
    request
        .headers_mut()
        .try_insert("authorization", format!("Bearer {bearer}"))
        .map_err(|_| Refusal::Lasting("ACTIONS_ID_TOKEN_REQUEST_TOKEN cannot be sent".into()))?;
    let settings = HttpConnectorSettings::builder().connect_timeout(CONNECT_TIMEOUT).build();
    let answered = async {
        let answer = transport.call(request, &settings).await.map_err(|error| innermost(&error))?;
        let status = answer.status().as_u16();
        let mut body = ByteStream::new(answer.into_body());
        let mut bytes = Vec::new();
        while let Some(part) = body.next().await {
            bytes.extend_from_slice(&part.map_err(|error| innermost(&error))?);
            if bytes.len() > ANSWER_BYTES {
                return Err("the answer is too long".to_owned());
            }
        }
        Ok((status, bytes))
    };
    let (status, body) = timeout(ANSWER_TIMEOUT, answered)
        .await
        .unwrap_or_else(|_| Err("no answer in time".into()))
        .map_err(Refusal::Passing)?;
    match status {
        200 => {}
        429 | 500.. => return Err(Refusal::Passing(format!("it answered HTTP {status}"))),
        _ => return Err(Refusal::Lasting(format!("it answered HTTP {status}"))),
    }
    let text = serde_json::from_slice::<Value>(&body).ok().and_then(|answer| {
        let value = answer.get("value")?.as_str()?;
        Some(value.to_owned())
    });
    match text {
        Some(text) if !text.is_empty() => Ok(Token { claims: claims(&text), text }),
        _ => Err(Refusal::Lasting("its answer has no `value`".into())),
    }
}

/// A signed token. Neither shown nor logged: who has it is the job.
pub(super) struct Token {
    text: String,
    claims: Value,
}

impl Token {
    pub(super) fn secret(&self) -> &str {
        &self.text
    }

    /// Which repository, branch or environment it speaks for: what a trust policy compares.
    pub(super) fn subject(&self) -> String {
        self.claim("sub")
    }

    pub(super) fn audience(&self) -> String {
        self.claim("aud")
    }

    pub(super) fn issuer(&self) -> String {
        self.claim("iss")
    }

    fn claim(&self, name: &str) -> String {
        match self.claims.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => "(unknown)".into(),
        }
    }
}

/// The claims, unverified: only for showing. STS verifies.
fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap_or_default();
    let mut text = payload.replace('-', "+").replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    let bytes = aws_smithy_types::base64::decode(text).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_shows_its_subject_and_never_itself() {
        let payload =
            aws_smithy_types::base64::encode(r#"{"sub":"repo:a/b:ref:refs/heads/main?>","aud":["x"]}"#)
                .replace('+', "-")
                .replace('/', "_");
        let text = format!("h.{}.s", payload.trim_end_matches('='));
        let token = Token { claims: claims(&text), text };
        assert_eq!(token.subject(), "repo:a/b:ref:refs/heads/main?>");
        assert_eq!(token.audience(), r#"["x"]"#);
        assert_eq!(token.issuer(), "(unknown)");
    }

    #[test]
    fn a_job_without_the_permission_is_told_apart_from_no_job() {
        let lookup = |pairs: &'static [(&str, &str)]| {
            move |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(Actions::from_environment(lookup(&[])), None);
        let job = Actions::from_environment(lookup(&[("GITHUB_ACTIONS", "true")])).unwrap();
        assert!(!job.may_ask());
        let job = Actions::from_environment(lookup(&[
            ("GITHUB_ACTIONS", "true"),
            ("ACTIONS_ID_TOKEN_REQUEST_URL", "http://127.0.0.1:1/t?x=1"),
            ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "secret"),
        ]))
        .unwrap();
        assert!(job.may_ask());
        assert!(!format!("{job:?}").contains("secret"));
    }
}
