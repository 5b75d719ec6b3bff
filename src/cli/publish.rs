//! `publish [PATH]…`

use clap::Args;
use clap::builder::BoolishValueParser;

use super::packages::{Format, Options};
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::bucket::Location;
use crate::config::{EndpointUrl, Environment, Region, RoleArn};
use crate::metadata::EnvironmentName;

/// Validate packages, then publish them to an environment
///
/// A release is all or nothing: what readers see is the release before or this one. Findings that deny end it
/// before the bucket is touched.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    packages: Options,
    /// The environment: one Airflow, as `dev` or `prod`
    #[arg(long, value_name = "NAME", env = "DAG_PUBLISH_ENV")]
    env: EnvironmentName,
    /// s3://bucket[/prefix], a bucket's name, or a folder as ./path, /path or file:///path
    #[arg(long, value_name = "BUCKET", env = "DAG_PUBLISH_BUCKET")]
    bucket: Option<Location>,
    /// The role to publish with: by the job's OIDC token in GitHub Actions, else from the credentials at hand
    #[arg(long, value_name = "ARN", env = "DAG_PUBLISH_ROLE_ARN")]
    role_arn: Option<RoleArn>,
    /// The bucket's region
    #[arg(long, value_name = "REGION", env = "DAG_PUBLISH_REGION")]
    region: Option<Region>,
    /// An S3 other than Amazon's
    #[arg(long, value_name = "URL", env = "DAG_PUBLISH_ENDPOINT_URL")]
    endpoint_url: Option<EndpointUrl>,
    /// Say what would be done, and write nothing
    #[arg(long, env = "DAG_PUBLISH_DRY_RUN", value_parser = BoolishValueParser::new())]
    dry_run: bool,
    /// How many requests run at once
    #[arg(
        long,
        value_name = "N",
        env = "DAG_PUBLISH_CONCURRENCY",
        default_value_t = 16,
        value_parser = clap::value_parser!(u16).range(1..=256)
    )]
    concurrency: u16,
    /// The form of the result on stdout
    #[arg(long, value_name = "FORMAT", env = "DAG_PUBLISH_FORMAT", default_value = "text")]
    format: Format,
    /// Publish although a newer run of this repository has spoken for the package
    #[arg(long, help_heading = "Guards")]
    allow_older: bool,
    /// Take this dag_id from the package that owns it; repeatable
    #[arg(long, value_name = "DAG_ID", help_heading = "Guards")]
    take: Vec<String>,
    /// Publish although the package was removed
    #[arg(long, help_heading = "Guards")]
    restore: bool,
}

impl Arguments {
    /// What the command line says of the bucket; [`crate::config::Settings::environment`] adds what each
    /// package's file says.
    fn destination(&self) -> Environment {
        Environment {
            bucket: self.bucket.clone(),
            role_arn: self.role_arn.clone(),
            region: self.region.clone(),
            endpoint_url: self.endpoint_url.clone(),
        }
    }
}

pub(super) fn run(arguments: Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let _ = (&arguments, terminal);
    Err(Failure::new(Exit::Internal, "publish is not wired to the protocol yet", None))
}
