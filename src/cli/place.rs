//! Where an S3 is: options that every command with a bucket takes.

use clap::Args;

use crate::config::{EndpointUrl, Region};

/// The region and the endpoint.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// The bucket's region
    #[arg(long, value_name = "REGION", env = "DAG_PUBLISH_REGION")]
    pub(super) region: Option<Region>,
    /// An S3 other than Amazon's
    #[arg(long, value_name = "URL", env = "DAG_PUBLISH_ENDPOINT_URL")]
    pub(super) endpoint_url: Option<EndpointUrl>,
}
