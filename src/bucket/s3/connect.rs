//! From options and the standard AWS environment and files to a client.
//!
//! <https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html>

use std::time::Duration;

use aws_config::environment::EnvironmentVariableRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::ProfileFileRegionProvider;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_s3::config::{
    IdentityCache, RequestChecksumCalculation, ResponseChecksumValidation, StalledStreamProtectionConfig,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::service_config::ServiceConfigKey;

use super::credentials::{ExplainedChain, RoleCredentials};
use super::transport::{CONNECT_TIMEOUT, Transport};
use crate::bucket::Access;

/// Longest time that finding or renewing credentials may take.
const CREDENTIALS_TIMEOUT: Duration = Duration::from_secs(30);

/// Credentials are renewed this long before they expire.
const RENEW_BEFORE: Duration = Duration::from_secs(120);

/// A client, and where it leads.
#[derive(Debug)]
pub(super) struct Connected {
    pub(super) client: aws_sdk_s3::Client,
    /// The endpoint's URL, or the region: for people.
    pub(super) place: String,
}

/// A client for the bucket, with what the options and the environment say.
///
/// # Errors
/// A sentence about an endpoint that is no URL.
pub(super) async fn client(access: &Access) -> Result<Connected, String> {
    let transport = Transport::default();
    let shared = shared_config(access, transport.clone()).await;
    if let Some(url) = endpoint(access, &shared) {
        check_url(&url)?;
    }
    Ok(build(access, &shared, transport))
}

/// The same from a configuration that is at hand.
pub(super) fn build(access: &Access, shared: &SdkConfig, transport: Transport) -> Connected {
    let endpoint = endpoint(access, shared);
    let mut config = aws_sdk_s3::config::Builder::from(shared)
        // Retries are ours: one policy, one count, for every store.
        .retry_config(RetryConfig::disabled())
        .timeout_config(TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT).build())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
        .identity_cache(
            IdentityCache::lazy().load_timeout(CREDENTIALS_TIMEOUT).buffer_time(RENEW_BEFORE).build(),
        );
    match (&access.role_arn, &access.token_file, shared.credentials_provider()) {
        (Some(role), _, _) => {
            config = config.credentials_provider(RoleCredentials::new(role, access, shared, transport));
        }
        (None, Some(file), Some(chain)) => {
            config = config.credentials_provider(ExplainedChain { chain, file: file.clone() });
        }
        _ => {}
    }
    let place = match (&endpoint, shared.region()) {
        (Some(url), _) => format!("`{}`", without_user(url)),
        (None, Some(region)) => format!("S3 in the region `{region}`"),
        (None, None) => "S3".into(),
    };
    if let Some(url) = endpoint {
        // Servers other than AWS seldom have a name in DNS for each bucket.
        config = config.endpoint_url(url).force_path_style(true);
    }
    Connected { client: aws_sdk_s3::Client::from_conf(config.build()), place }
}

/// A URL without a user and password, should it have one.
fn without_user(url: &str) -> String {
    match url.split_once("://").map(|(scheme, rest)| (scheme, rest.split_once('@'))) {
        Some((scheme, Some((user, rest)))) if !user.contains('/') => format!("{scheme}://{rest}"),
        _ => url.to_owned(),
    }
}

async fn shared_config(access: &Access, transport: Transport) -> SdkConfig {
    let mut profile_region = ProfileFileRegionProvider::builder();
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(transport);
    if let Some(profile) = &access.profile {
        profile_region = profile_region.profile_name(profile);
        loader = loader.profile_name(profile);
    }
    // Without a region the global one: a bucket elsewhere answers with the region to give.
    let region = RegionProviderChain::first_try(access.region.clone().map(Region::new))
        .or_else(EnvironmentVariableRegionProvider::new())
        .or_else(profile_region.build())
        .or_else(Region::new("us-east-1"));
    loader.region(region).load().await
}

/// `--endpoint-url`, `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL` or the same of the profile.
fn endpoint(access: &Access, config: &SdkConfig) -> Option<String> {
    let key =
        ServiceConfigKey::builder().service_id("S3").env("AWS_ENDPOINT_URL").profile("endpoint_url").build();
    access
        .endpoint_url
        .clone()
        .or_else(|| config.service_config().and_then(|service| service.load_config(key.ok()?)))
        .or_else(|| config.endpoint_url().map(str::to_owned))
}

fn check_url(url: &str) -> Result<(), String> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    let sound = !host.is_empty() && !host.starts_with('/') && HttpRequest::get(url).is_ok();
    if sound { Ok(()) } else { Err(format!("the endpoint `{url}` is no URL: write https://host[:port]")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_a_url_with_a_host() {
        for url in ["https://s3.example.com", "http://127.0.0.1:8333", "http://[::1]:9000/base"] {
            assert_eq!(check_url(url), Ok(()), "{url}");
        }
        for url in ["", "127.0.0.1:8333", "localhost", "s3://bucket", "https://", "http:///x", "http://a b"] {
            assert!(check_url(url).unwrap_err().contains(url), "{url}");
        }
    }
}
