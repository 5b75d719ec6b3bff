//! `publish [PATH]…`

use clap::Args;
use clap::builder::BoolishValueParser;

use super::packages::{self, Format, Judged, Options};
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::bucket::Location;
use crate::config::{EndpointUrl, Environment, Region, RoleArn, Settings};
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

/// Where a package's releases go.
#[derive(Debug)]
struct Destination {
    bucket: Location,
    /// Role, region and endpoint; its `bucket` is the one above.
    access: Environment,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let packages = arguments.packages.settings()?;
    // A package without a bucket is a wrong command line, whatever its files hold: it is said first.
    let destinations = packages
        .iter()
        .map(|package| arguments.destination(&package.settings))
        .collect::<Result<Vec<_>, _>>()?;
    let judged = packages::judge(packages)?;
    publish(arguments, terminal, judged.into_iter().zip(destinations).collect())
}

impl Arguments {
    /// Options over what the package's file says of the environment.
    fn destination(&self, settings: &Settings) -> Result<Destination, Failure> {
        let options = Environment {
            bucket: self.bucket.clone(),
            role_arn: self.role_arn.clone(),
            region: self.region.clone(),
            endpoint_url: self.endpoint_url.clone(),
        };
        let access = settings.environment(&self.env, options);
        match access.bucket.clone() {
            Some(bucket) => Ok(Destination { bucket, access }),
            None => Err(Failure::usage(
                format!("no bucket is given for the package `{}` in `{}`", settings.package, self.env),
                format!(
                    "give --bucket, or `bucket` under [tool.dag-publish.environments.{0}] in the package's \
                     pyproject.toml ([environments.{0}] in dag-publish.toml)",
                    self.env
                ),
            )),
        }
    }
}

/// The part that speaks to the bucket: each package's verdict (or the exit code of one that could not be read)
/// and where it goes.
fn publish(
    arguments: &Arguments,
    terminal: &Terminal,
    packages: Vec<(Result<Judged, Exit>, Destination)>,
) -> Result<Exit, Failure> {
    tracing::debug!(?arguments, progress = terminal.progress, "publish");
    for (judged, Destination { bucket, access }) in packages {
        tracing::debug!(judged = ?judged.map(|judged| judged.settings), %bucket, ?access, "to publish");
    }
    Err(Failure::new(Exit::Internal, "publish is not wired to the protocol yet", None))
}
