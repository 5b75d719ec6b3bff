//! Why STS gave no credentials for a token, and what to do: in one sentence that never holds the token.
//!
//! Codes: <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors>

use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use jiff::Timestamp;

use super::super::fault::innermost;
use super::token::Token;

/// The sentence about a token that STS refused with `code`.
pub(super) fn of_token(role: &str, token: &Token, code: &str, words: &str, now: Timestamp) -> String {
    let Token { origin, .. } = token;
    let (sub, aud, iss) = (token.subject(), token.audience(), token.issuer());
    let reason = match code {
        "AccessDenied" => format!(
            "the role must exist, and its trust policy must allow sts:AssumeRoleWithWebIdentity for what the token \
             says, which is sub `{sub}`, aud `{aud}`, issuer `{iss}`"
        ),
        // AWS says the first; SeaweedFS and others the second.
        "InvalidIdentityToken" | "InvalidParameterValue" => format!(
            "the account must have an identity provider for the issuer `{iss}` with the audience `{aud}`, and the \
             issuer must have signed the token, which says sub `{sub}`"
        ),
        "ExpiredTokenException" | "ExpiredToken" => expired(token, now),
        "IDPCommunicationError" => format!("STS could not reach the issuer `{iss}`; run this again"),
        _ => format!("the token says sub `{sub}`, aud `{aud}`, issuer `{iss}`"),
    };
    format!("cannot assume the role {role} with {origin}: {reason} ({words})")
}

fn expired(token: &Token, now: Timestamp) -> String {
    let Some(expires) = token.expires() else {
        return "the token has expired; start the job again".into();
    };
    let remedy = if expires > now {
        "one of the clocks of this machine and of STS is wrong"
    } else {
        "start the job again, and check this machine's clock"
    };
    format!("the token expired at {expires}, and this machine's clock says {now:.0}; {remedy}")
}

/// STS's code, and its words for a person.
pub(super) fn spoken<E, R>(error: &SdkError<E, R>) -> (String, String)
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: std::fmt::Debug + 'static,
{
    let code = error.code().unwrap_or_default().to_owned();
    let words = match (error.message(), code.as_str()) {
        (Some(message), code) => format!("{}: {}", code, message.trim_end_matches('.')),
        (None, "") => innermost(error),
        (None, code) => code.to_owned(),
    };
    (code, words)
}
