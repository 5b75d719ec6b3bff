//! The standard AWS chain, with a sentence where it exchanged `AWS_WEB_IDENTITY_TOKEN_FILE` and failed.
//!
//! Without `--role-arn` a GitLab job's token is exchanged by the SDK, whose errors name neither the token's subject nor
//! the file. What the chain finds, and in which order, stays its own.

use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};
use aws_sdk_sts::error::SdkError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use jiff::Timestamp;

use super::super::fault::find;
use super::refusal;
use super::token_file::TokenFile;

/// The chain of a process that `AWS_WEB_IDENTITY_TOKEN_FILE` is set for.
#[derive(Debug)]
pub(in super::super) struct ExplainedChain {
    pub(in super::super) chain: SharedCredentialsProvider,
    pub(in super::super) file: TokenFile,
}

impl ExplainedChain {
    async fn credentials(&self) -> provider::Result {
        let error = match self.chain.provide_credentials().await {
            Ok(credentials) => return Ok(credentials),
            Err(error) => error,
        };
        Err(self.explain(&error).map_or(error, CredentialsError::provider_error))
    }

    /// A sentence, when the error is about the token.
    fn explain(&self, error: &CredentialsError) -> Option<String> {
        type Refused = SdkError<AssumeRoleWithWebIdentityError, HttpResponse>;
        let nothing_found = matches!(error, CredentialsError::CredentialsNotLoaded(_));
        let Some(role) = self.file.role() else {
            return nothing_found.then(|| {
                "AWS_WEB_IDENTITY_TOKEN_FILE is set, and nothing says which role its token is for; give --role-arn or \
                 AWS_ROLE_ARN"
                    .into()
            });
        };
        let refused = find::<Refused>(error);
        if refused.is_none() && find::<std::io::Error>(error).is_none() {
            return None;
        }
        let token = match self.file.token() {
            Ok(token) => token,
            Err(reason) => return Some(format!("cannot assume the role {role}: {reason}")),
        };
        let (code, words) = refusal::spoken(refused?);
        Some(refusal::of_token(role, &token, &code, &words, Timestamp::now()))
    }
}

impl ProvideCredentials for ExplainedChain {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::error::ErrorMetadata;

    use super::*;

    const ROLE: &str = "arn:aws:iam::123456789012:role/etl-dags-dev-reporting-ci";

    /// A chain that fails, with this text in the token's file.
    fn explained(text: &str, role: Option<&str>, error: &CredentialsError) -> Option<String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let file = TokenFile::from_environment(|name| match name {
            "AWS_WEB_IDENTITY_TOKEN_FILE" => Some(file.path().to_str().unwrap().to_owned()),
            "AWS_ROLE_ARN" => role.map(str::to_owned),
            _ => None,
        });
        let nobody = aws_credential_types::Credentials::for_tests();
        let chain = SharedCredentialsProvider::new(nobody);
        ExplainedChain { chain, file: file.unwrap() }.explain(error)
    }

    fn refused(code: &str) -> CredentialsError {
        let meta = ErrorMetadata::builder().code(code).message("It was said.").build();
        let answer = HttpResponse::new(403.try_into().unwrap(), aws_smithy_types::body::SdkBody::empty());
        CredentialsError::provider_error(SdkError::service_error(
            AssumeRoleWithWebIdentityError::generic(meta),
            answer,
        ))
    }

    #[test]
    fn a_token_that_sts_refused_is_told_with_its_subject() {
        let claims =
            aws_smithy_types::base64::encode(r#"{"sub":"project_path:a/b:ref_type:branch:ref:main"}"#);
        let token = format!("h.{}.s", claims.trim_end_matches('='));
        let words = explained(&token, Some(ROLE), &refused("AccessDenied")).unwrap();
        for part in [ROLE, "project_path:a/b:ref_type:branch:ref:main", "trust policy", "It was said"] {
            assert!(words.contains(part), "{part} is not in: {words}");
        }
        assert!(!words.contains(&token), "{words}");
    }

    #[test]
    fn a_file_that_is_missing_or_empty_is_named() {
        let missing = CredentialsError::provider_error(std::io::Error::from(std::io::ErrorKind::NotFound));
        let words = explained("", Some(ROLE), &missing).unwrap();
        assert!(words.contains("AWS_WEB_IDENTITY_TOKEN_FILE") && words.contains(ROLE), "{words}");
        assert!(explained("", Some(ROLE), &refused("ValidationError")).unwrap().contains("is empty"));
    }

    #[test]
    fn a_token_without_a_role_is_told() {
        let words = explained("", None, &CredentialsError::not_loaded_no_source()).unwrap();
        assert!(words.contains("--role-arn or AWS_ROLE_ARN"), "{words}");
    }

    #[test]
    fn what_is_not_about_the_token_is_left_as_it_is() {
        let other = CredentialsError::invalid_configuration("the profile `x` is not there");
        assert_eq!(explained("", Some(ROLE), &other), None);
        assert_eq!(explained("", None, &other), None);
    }
}
