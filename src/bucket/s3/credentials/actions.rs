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
use super::token::Token;

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
            return Err(format!("this job has no OIDC token: {ASK_FOR_IT}"));
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

/// What to do where a job has no token endpoint.
pub(super) const ASK_FOR_IT: &str =
    "give the job `permissions: id-token: write` (pull requests from forks have none by default)";

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
    let answer = timeout(ANSWER_TIMEOUT, answer(transport, request))
        .await
        .unwrap_or_else(|_| Err("no answer in time".into()))
        .map_err(Refusal::Passing)?;
    read(&answer)
}

/// What the token endpoint said.
struct Answer {
    status: u16,
    html: bool,
    body: Vec<u8>,
}

async fn answer(transport: &Transport, request: HttpRequest) -> Result<Answer, String> {
    let settings = HttpConnectorSettings::builder().connect_timeout(CONNECT_TIMEOUT).build();
    let answer = transport.call(request, &settings).await.map_err(|error| innermost(&error))?;
    let status = answer.status().as_u16();
    let html = answer.headers().get("content-type").is_some_and(|kind| kind.starts_with("text/html"));
    let mut stream = ByteStream::new(answer.into_body());
    let mut body = Vec::new();
    while let Some(part) = stream.next().await {
        body.extend_from_slice(&part.map_err(|error| innermost(&error))?);
        if body.len() > ANSWER_BYTES {
            return Err("the answer is too long".to_owned());
        }
    }
    Ok(Answer { status, html, body })
}

/// The token in an answer, or why there is none and whether asking again can help.
fn read(answer: &Answer) -> Result<Token, Refusal> {
    let lasting = |reason: String| Err(Refusal::Lasting(reason));
    let status = answer.status;
    // A proxy's page may come with any status; its 502 passes, its page to sign in does not.
    if answer.html && status < 500 {
        return lasting(format!(
            "a web page answered (HTTP {status}), not the token endpoint; a proxy on the way has to let the job \
             through to ACTIONS_ID_TOKEN_REQUEST_URL, or NO_PROXY has to name its host"
        ));
    }
    match status {
        200 => {}
        401 | 403 => {
            return lasting(format!(
                "it answered HTTP {status}, so the job's ACTIONS_ID_TOKEN_REQUEST_TOKEN does not count (any more); \
                 start the job again"
            ));
        }
        429 | 500.. => return Err(Refusal::Passing(format!("it answered HTTP {status}"))),
        _ => return lasting(format!("it answered HTTP {status}")),
    }
    let Ok(given) = serde_json::from_slice::<Value>(&answer.body) else {
        return lasting("its answer is not JSON; see what answers at ACTIONS_ID_TOKEN_REQUEST_URL".into());
    };
    match given.get("value") {
        Some(Value::String(text)) if text.is_empty() => lasting("the token in its answer is empty".into()),
        Some(Value::String(text)) => Token::read(text, "the job's OIDC token".into()).ok_or_else(|| {
            Refusal::Lasting("what it gave is no token: three parts, and claims in JSON".into())
        }),
        _ => lasting("its answer has no `value`".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
