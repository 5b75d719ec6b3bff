//! From `--bucket` and its companions to a bucket.

use std::sync::Arc;

use super::directory::Directory;
use super::retry::Retrying;
use super::s3::{Actions, S3, TokenFile};
use super::{Bucket, BucketError, Location};
use crate::host::RealHost;

/// How to reach a bucket, as far as options say; the rest is found as every AWS tool finds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// `--region`.
    pub region: Option<String>,
    /// `--profile`, or `None` for `AWS_PROFILE`.
    pub profile: Option<String>,
    /// `--endpoint-url`: of S3 alone; STS has `AWS_ENDPOINT_URL_STS`.
    pub endpoint_url: Option<String>,
    /// `--role-arn`.
    pub role_arn: Option<String>,
    /// What the role's session is called in CloudTrail: the package and the CI's run.
    pub session_name: Option<String>,
    /// The GitHub Actions job that this runs in.
    pub actions: Option<Actions>,
    /// The token that `AWS_WEB_IDENTITY_TOKEN_FILE` names.
    pub token_file: Option<TokenFile>,
}

impl Access {
    /// The sentence to show when options are given that a directory has no use for.
    #[must_use]
    pub fn ignored_by(&self, location: &Location) -> Option<String> {
        if matches!(location, Location::S3 { .. }) {
            return None;
        }
        let given: Vec<&str> = [
            ("--role-arn", &self.role_arn),
            ("--region", &self.region),
            ("--endpoint-url", &self.endpoint_url),
            ("--profile", &self.profile),
        ]
        .into_iter()
        .filter_map(|(option, value)| value.as_ref().map(|_| option))
        .collect();
        let verb = if given.len() == 1 { "is" } else { "are" };
        (!given.is_empty())
            .then(|| format!("{} {verb} ignored: the bucket `{location}` is a directory", given.join(", ")))
    }
}

/// What is done about the folder of a directory bucket that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// It is created.
    Create,
    /// It is an error.
    Refuse,
    /// Every request fails until it is there: for who keeps asking.
    Await,
}

/// Opens a bucket, with retries. What is wrong on S3 shows with the first request.
///
/// # Errors
/// The directory is missing, is no directory, or may not be created; the endpoint is no URL.
pub async fn open(
    location: &Location,
    access: &Access,
    missing: Missing,
) -> Result<Arc<dyn Bucket>, BucketError> {
    let host = Arc::new(RealHost);
    Ok(match location {
        Location::S3 { bucket, prefix } => {
            Arc::new(Retrying::new(S3::open(bucket, prefix, access).await?, host))
        }
        Location::Directory(path) => {
            let directory = match missing {
                Missing::Create => Directory::open(path, true).await?,
                Missing::Refuse => Directory::open(path, false).await?,
                Missing::Await => Directory::unopened(path),
            };
            Arc::new(Retrying::new(directory, host))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_that_a_directory_ignores_are_named() {
        let access = Access {
            role_arn: Some("arn:aws:iam::123456789012:role/x".into()),
            region: Some("eu-west-1".into()),
            ..Access::default()
        };
        let directory = Location::Directory("./bucket".into());
        assert_eq!(
            access.ignored_by(&directory).as_deref(),
            Some("--role-arn, --region are ignored: the bucket `./bucket` is a directory")
        );
        assert_eq!(Access::default().ignored_by(&directory), None);
        assert_eq!(access.ignored_by(&"s3://etl-dags".parse().unwrap()), None);
    }
}
