//! `--role-arn`: the credentials of a role, from the CI's own token or from the ambient credentials.
//!
//! In a GitHub Actions job with `id-token: write` the job's OIDC token is exchanged directly
//! (AssumeRoleWithWebIdentity); elsewhere the role is assumed from what the standard AWS chain finds.
//! <https://docs.github.com/en/actions/reference/security/oidc>.
//! A token is never written anywhere, not even to an error.

#[cfg(test)]
mod tests;
mod token;

use std::time::{Duration, SystemTime};

use aws_config::SdkConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;

pub use token::Actions;

use self::token::Token;
use super::fault::innermost;
use super::transport::{CONNECT_TIMEOUT, Transport};

/// Longest time for one answer of STS.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// Gives the credentials of a role, again and again as they expire.
#[derive(Debug)]
pub(super) struct RoleCredentials {
    role: String,
    session: String,
    actions: Option<Actions>,
    /// STS as nobody: a web identity's exchange is not signed.
    sts: aws_sdk_sts::Client,
    ambient: Option<SharedCredentialsProvider>,
    transport: Transport,
}

impl RoleCredentials {
    pub(super) fn new(
        role: &str,
        session: Option<&str>,
        actions: Option<Actions>,
        shared: &SdkConfig,
        transport: Transport,
    ) -> Self {
        let config = aws_sdk_sts::config::Builder::from(shared)
            .retry_config(RetryConfig::standard().with_max_attempts(4))
            .timeout_config(
                TimeoutConfig::builder()
                    .connect_timeout(CONNECT_TIMEOUT)
                    .operation_attempt_timeout(ANSWER_TIMEOUT)
                    .build(),
            )
            .build();
        Self {
            role: role.into(),
            session: session_name(session.unwrap_or("dag-publish")),
            actions,
            sts: aws_sdk_sts::Client::from_conf(config),
            ambient: shared.credentials_provider(),
            transport,
        }
    }

    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        match &self.actions {
            Some(actions) if actions.may_ask() => {
                let token = actions.token(&self.transport).await.map_err(CredentialsError::provider_error)?;
                self.by_web_identity(&token).await
            }
            _ => self.by_ambient().await,
        }
    }

    async fn by_web_identity(&self, token: &Token) -> Result<Credentials, CredentialsError> {
        let answer = self
            .sts
            .assume_role_with_web_identity()
            .role_arn(&self.role)
            .role_session_name(&self.session)
            .web_identity_token(token.secret())
            .send()
            .await;
        let answer = answer.map_err(|error| {
            let (code, words) = spoken(&error);
            CredentialsError::provider_error(self.refused_token(token, &code, &words))
        })?;
        self.unpack(answer.credentials())
    }

    fn refused_token(&self, token: &Token, code: &str, words: &str) -> String {
        let role = &self.role;
        let (sub, aud) = (token.subject(), token.audience());
        let reason = match code {
            "AccessDenied" => format!(
                "its trust policy must allow sts:AssumeRoleWithWebIdentity for this job, whose token says \
                 sub `{sub}`, aud `{aud}`"
            ),
            "InvalidIdentityToken" => format!(
                "the account must have the identity provider `{}` with the audience `{aud}`",
                token.issuer()
            ),
            "ExpiredTokenException" | "ExpiredToken" => {
                "the job's token has expired: check the clock of the runner and of the STS endpoint".into()
            }
            _ => format!("the job's token says sub `{sub}`, aud `{aud}`"),
        };
        format!("cannot assume the role {role} with the job's OIDC token: {reason} ({words})")
    }

    async fn by_ambient(&self) -> Result<Credentials, CredentialsError> {
        let role = &self.role;
        let ambient = match &self.ambient {
            Some(provider) => provider.provide_credentials().await,
            None => Err(CredentialsError::not_loaded_no_source()),
        };
        if let Err(error) = ambient {
            let reason = match (&self.actions, &error) {
                (Some(_), CredentialsError::CredentialsNotLoaded(_)) => {
                    "this GitHub Actions job has no OIDC token (give it `permissions: id-token: write`) and no \
                     other AWS credentials"
                        .into()
                }
                (None, CredentialsError::CredentialsNotLoaded(_)) => {
                    "there are no AWS credentials to assume it from".into()
                }
                _ => innermost(&error),
            };
            return Err(CredentialsError::provider_error(format!("cannot assume the role {role}: {reason}")));
        }
        let answer = self.sts.assume_role().role_arn(role).role_session_name(&self.session).send().await;
        let answer = answer.map_err(|error| {
            let (code, words) = spoken(&error);
            let reason = if code == "AccessDenied" {
                "the ambient identity may not: it needs sts:AssumeRole, and the role's trust policy must name it"
            } else {
                "STS refused"
            };
            CredentialsError::provider_error(format!("cannot assume the role {role}: {reason} ({words})"))
        })?;
        self.unpack(answer.credentials())
    }

    fn unpack(
        &self,
        given: Option<&aws_sdk_sts::types::Credentials>,
    ) -> Result<Credentials, CredentialsError> {
        let Some(given) = given else {
            let words = format!("STS gave no credentials for the role {}", self.role);
            return Err(CredentialsError::provider_error(words));
        };
        let expires = SystemTime::try_from(*given.expiration()).map_err(CredentialsError::provider_error)?;
        Ok(Credentials::new(
            given.access_key_id(),
            given.secret_access_key(),
            Some(given.session_token().to_owned()),
            Some(expires),
            "dag-publish --role-arn",
        ))
    }
}

impl ProvideCredentials for RoleCredentials {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

/// STS's code, and its words for a person.
fn spoken<E, R>(error: &SdkError<E, R>) -> (String, String)
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

/// Of the 2 to 64 characters that STS takes: `[\w+=,.@-]`.
fn session_name(wish: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "_+=,.@-".contains(c) { c } else { '-' };
    let mut name: String = wish.chars().map(plain).take(64).collect();
    while name.len() < 2 {
        name.push('-');
    }
    name
}
