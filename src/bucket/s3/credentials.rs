//! `--role-arn`: the credentials of a role, from the CI's own token or from the ambient credentials.
//!
//! In a GitHub Actions job with `id-token: write` the job's OIDC token is exchanged directly
//! (AssumeRoleWithWebIdentity), elsewhere the one that `AWS_WEB_IDENTITY_TOKEN_FILE` names, as GitLab jobs have it;
//! without either the role is assumed from what the standard AWS chain finds.
//! <https://docs.github.com/en/actions/reference/security/oidc>,
//! <https://docs.gitlab.com/ci/cloud_services/aws/>.
//! A token is never written anywhere, not even to an error.

mod actions;
mod chain;
mod refusal;
#[cfg(test)]
mod tests;
mod token;
mod token_file;

use std::time::{Duration, SystemTime};

use aws_config::SdkConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use jiff::Timestamp;

pub use actions::Actions;
pub(super) use chain::ExplainedChain;
pub use token_file::TokenFile;

use self::refusal::spoken;
use self::token::Token;
use super::fault::innermost;
use super::transport::{CONNECT_TIMEOUT, Transport};
use crate::bucket::Access;

/// Longest time for one answer of STS.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// Of credentials that STS gives no role for.
const MAY_NOT: &str = "the credentials at hand may not: their identity needs sts:AssumeRole, and the role's trust policy \
                       must name it";

/// Gives the credentials of a role, again and again as they expire.
#[derive(Debug)]
pub(super) struct RoleCredentials {
    role: String,
    session: String,
    actions: Option<Actions>,
    /// Only when it is for this role.
    token_file: Option<TokenFile>,
    /// STS as nobody: a web identity's exchange is not signed.
    sts: aws_sdk_sts::Client,
    ambient: Option<SharedCredentialsProvider>,
    transport: Transport,
}

impl RoleCredentials {
    pub(super) fn new(role: &str, access: &Access, shared: &SdkConfig, transport: Transport) -> Self {
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
            session: session_name(access.session_name.as_deref().unwrap_or("dag-publish")),
            actions: access.actions.clone(),
            token_file: access.token_file.clone().filter(|file| file.is_for(role)),
            sts: aws_sdk_sts::Client::from_conf(config),
            ambient: shared.credentials_provider(),
            transport,
        }
    }

    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let token = match (&self.actions, &self.token_file) {
            (Some(actions), _) if actions.may_ask() => actions.token(&self.transport).await,
            (_, Some(file)) => file.token(),
            _ => return self.by_ambient().await,
        };
        let token = token.map_err(|reason| {
            let role = &self.role;
            CredentialsError::provider_error(format!("cannot assume the role {role}: {reason}"))
        })?;
        self.by_web_identity(&token).await
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
            let now = Timestamp::now();
            CredentialsError::provider_error(refusal::of_token(&self.role, token, &code, &words, now))
        })?;
        self.unpack(answer.credentials())
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
                    format!(
                        "this GitHub Actions job has no OIDC token and no other AWS credentials; {}",
                        actions::ASK_FOR_IT
                    )
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
            let reason = match (&self.actions, code.as_str()) {
                (None, "AccessDenied") => MAY_NOT.to_owned(),
                // With `id-token: write` this would not have been tried.
                (Some(_), "AccessDenied") => format!("{MAY_NOT}; or {}", actions::ASK_FOR_IT),
                _ => "STS refused".to_owned(),
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

/// Of the 2 to 64 characters that STS takes: `[\w+=,.@-]`.
fn session_name(wish: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "_+=,.@-".contains(c) { c } else { '-' };
    let mut name: String = wish.chars().map(plain).take(64).collect();
    while name.len() < 2 {
        name.push('-');
    }
    name
}
