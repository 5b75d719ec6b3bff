//! `dag-sync`

mod limits;
mod once;

use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::BoolishValueParser;
use clap::{Args, ValueEnum};

use self::limits::{Bytes, Pause, Share, Span};
use super::place::Place;
use super::terminal::Terminal;
use super::{Exit, Failure, output};
use crate::bucket::{self, Access, BucketError, Location, Missing, TokenFile};
use crate::config::RoleArn;
use crate::host::RealHost;
use crate::metadata::{EnvironmentName, PackageName};
use crate::report::synchronisation;
use crate::sync::cycle::{Ask, CycleError, Settings, Unmanaged};
use crate::sync::daemon::{self, DaemonError, Rhythm};
use crate::sync::report::Report;
use crate::sync::setup::Setup;
use crate::sync::tree::{Keep, Paths, TreeError};

/// Bring an environment's packages into Airflow's DAG folder, and keep them there
///
/// The scheduler's side. Every package folder is one whole release at every instant; an update is one switch, and
/// nothing goes because a listing was empty. Runs until it is stopped, or once with --once.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// s3://bucket[/prefix], a bucket's name, or a folder as ./path, /path or file:///path
    #[arg(long, value_name = "BUCKET", env = "DAG_PUBLISH_BUCKET")]
    bucket: Location,
    /// The environment: one Airflow, as `dev` or `prod`
    #[arg(long, value_name = "NAME", env = "DAG_PUBLISH_ENV")]
    env: EnvironmentName,
    /// Airflow's DAG folder
    #[arg(long, value_name = "DIR", env = "DAG_PUBLISH_DEST")]
    dest: PathBuf,
    /// Staging, retired trees and the lock; on the mount of --dest [default: .dag-sync in --dest]
    #[arg(long, value_name = "DIR", env = "DAG_PUBLISH_STATE")]
    state: Option<PathBuf>,
    /// One cycle, then exit; where a dag-sync runs already, that one is asked for it
    #[arg(long)]
    once: bool,
    /// Say what one cycle would do, and change nothing
    #[arg(long, env = "DAG_PUBLISH_DRY_RUN", value_parser = BoolishValueParser::new())]
    dry_run: bool,
    /// With --once: exit 6 when a package is not at its newest release
    #[arg(long, env = "DAG_PUBLISH_STRICT", value_parser = BoolishValueParser::new())]
    strict: bool,
    /// With --once or --dry-run: touch only this package; repeatable
    #[arg(long, value_name = "NAME", env = "DAG_PUBLISH_PACKAGE", value_delimiter = ',')]
    package: Vec<PackageName>,
    /// The pause between two cycles, as 30s or 5m
    #[arg(long, value_name = "TIME", env = "DAG_PUBLISH_INTERVAL", default_value = "30s")]
    interval: Pause,
    /// How long --once waits for a dag-sync that has the folder
    #[arg(long, value_name = "TIME", env = "DAG_PUBLISH_INIT_TIMEOUT", default_value = "5m")]
    init_timeout: Span,
    /// How often every file is compared with what was published, besides at the start; 0s for never
    #[arg(long, value_name = "TIME", env = "DAG_PUBLISH_VERIFY_INTERVAL", default_value = "1h")]
    verify_interval: Span,
    /// What becomes of folders without releases, as other tools upload them
    #[arg(long, value_name = "WHAT", env = "DAG_PUBLISH_UNMANAGED", default_value = "mirror")]
    unmanaged: Plain,
    /// The share of files without releases that may go in 24 hours; one always may
    #[arg(long, value_name = "PERCENT", env = "DAG_PUBLISH_MAX_DELETE", default_value = "20%")]
    max_delete: Share,
    /// With --once: take away what the bucket no longer shows (with --package: only these)
    #[arg(long, help_heading = "Guards")]
    confirm_deletes: bool,
    /// What live, staged and retired trees may take on the disk; what does not fit is held
    #[arg(long, value_name = "SIZE", env = "DAG_PUBLISH_MAX_BYTES", default_value = "2GiB")]
    max_bytes: Bytes,
    /// How many replaced trees of each package are kept beyond --keep-for
    #[arg(long, value_name = "N", env = "DAG_PUBLISH_KEEP_RELEASES", default_value_t = 3)]
    keep_releases: u16,
    /// How long every replaced tree is kept: who reads it may finish
    #[arg(long, value_name = "TIME", env = "DAG_PUBLISH_KEEP_FOR", default_value = "10m")]
    keep_for: Span,
    /// The role to read the bucket with: by the token of AWS_WEB_IDENTITY_TOKEN_FILE, else from the credentials at hand
    #[arg(long, value_name = "ARN", env = "DAG_PUBLISH_ROLE_ARN")]
    role_arn: Option<RoleArn>,
    #[command(flatten)]
    place: Place,
    /// How many requests run at once
    #[arg(
        long,
        value_name = "N",
        env = "DAG_PUBLISH_CONCURRENCY",
        default_value_t = 32,
        value_parser = clap::value_parser!(u16).range(1..=256)
    )]
    concurrency: u16,
    /// The form of the result of --once and --dry-run on stdout
    #[arg(long, value_name = "FORMAT", env = "DAG_PUBLISH_FORMAT", default_value = "text")]
    format: Format,
}

/// Threads that wait for the disk. Each costs memory for good, and a disk does not write faster for more of them.
const DISK_THREADS: usize = 16;

/// What is done with folders without releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Plain {
    /// Mirror them as they are, as `aws s3 sync` would
    Mirror,
    /// Leave them alone
    Ignore,
}

/// The form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object (`dag-publish schema dag-sync`)
    Json,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    arguments.see_together()?;
    // One thread for the network: what takes long is done on the disk's threads, and a cycle that finds nothing to do
    // costs least when no thread has to wake another.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(DISK_THREADS)
        .build()
        .map_err(|error| Failure::new(Exit::Failed, format!("cannot start: {error}"), None))?;
    runtime.block_on(async {
        let setup = arguments.setup().await?;
        if arguments.dry_run {
            let report = setup.look()?.plan(&arguments.ask()).await?;
            return arguments.print(&report, terminal);
        }
        if arguments.once {
            let report = once::cycle(&setup, arguments.ask(), arguments.init_timeout.0).await?;
            return arguments.print(&report, terminal);
        }
        let rhythm = Rhythm { interval: arguments.interval.0, verify: arguments.verify_interval.0 };
        daemon::run(&setup, rhythm).await?;
        Ok(Exit::Done)
    })
}

impl Arguments {
    /// Options that make no sense without another.
    fn see_together(&self) -> Result<(), Failure> {
        if self.confirm_deletes && self.keeps_running() {
            return Err(Failure::usage(
                "--confirm-deletes goes with --once: it is a person's word about one listing",
                "run `dag-publish dag-sync --once --confirm-deletes …` beside the running one",
            ));
        }
        if self.keeps_running() && !self.package.is_empty() {
            return Err(Failure::usage(
                "--package goes with --once or --dry-run: a dag-sync that keeps running keeps every package",
                "leave --package out, or run it with --once",
            ));
        }
        Ok(())
    }

    /// Whether it runs until it is stopped.
    pub(super) fn keeps_running(&self) -> bool {
        !self.once && !self.dry_run
    }

    fn paths(&self) -> Paths {
        Paths::new(self.dest.clone(), self.state.clone())
    }

    fn ask(&self) -> Ask {
        Ask { only: self.package.iter().cloned().collect(), confirm_deletes: self.confirm_deletes }
    }

    fn settings(&self) -> Settings {
        Settings {
            environment: self.env.clone(),
            unmanaged: match self.unmanaged {
                Plain::Mirror => Unmanaged::Mirror,
                Plain::Ignore => Unmanaged::Ignore,
            },
            max_delete: self.max_delete.0,
            max_bytes: self.max_bytes.0,
            keep: Keep { time: self.keep_for.0, releases: usize::from(self.keep_releases) },
            concurrency: usize::from(self.concurrency),
        }
    }

    /// Opens the bucket. A directory that is missing is an error, for who reads it has nothing to read; a dag-sync
    /// that keeps running waits for it, as for any other bucket.
    async fn setup(&self) -> Result<Setup, Failure> {
        let access = Access {
            region: self.place.region.as_ref().map(ToString::to_string),
            profile: None,
            endpoint_url: self.place.endpoint_url.as_ref().map(ToString::to_string),
            role_arn: self.role_arn.as_ref().map(ToString::to_string),
            session_name: Some(format!("dag-sync-{}", self.env)),
            actions: None,
            token_file: TokenFile::from_environment(|name| std::env::var(name).ok()),
        };
        if let Some(note) = access.ignored_by(&self.bucket) {
            tracing::warn!("{note}");
        }
        let missing = if self.keeps_running() { Missing::Await } else { Missing::Refuse };
        let bucket = bucket::open(&self.bucket, &access, missing).await?;
        let bucket_name = match &self.bucket {
            Location::Directory(path) => {
                let known = path.canonicalize().or_else(|_| std::path::absolute(path));
                known.unwrap_or_else(|_| path.clone()).display().to_string()
            }
            location @ Location::S3 { .. } => location.to_string(),
        };
        let (host, paths, settings) = (Arc::new(RealHost), self.paths(), self.settings());
        Ok(Setup { bucket, bucket_name, host, paths, settings })
    }

    /// Prints the report; what is not as it should be decides the exit code.
    fn print(&self, report: &Report, terminal: &Terminal) -> Result<Exit, Failure> {
        let text = match self.format {
            Format::Text => synchronisation::text(report, &self.dest, terminal.stdout_color),
            Format::Json => synchronisation::json(report),
        };
        output::print(text.as_bytes())?;
        Ok(match () {
            () if report.failed() && !report.dry_run => Exit::Failed,
            () if report.held() && self.strict => Exit::Integrity,
            () => Exit::Done,
        })
    }
}

impl From<BucketError> for Failure {
    fn from(error: BucketError) -> Self {
        let help = error.help();
        Self::new(Exit::Failed, error, help)
    }
}

impl From<TreeError> for Failure {
    fn from(error: TreeError) -> Self {
        let exit = match error {
            TreeError::Configuration { .. } => Exit::Usage,
            TreeError::Busy { .. } => Exit::Refused,
            TreeError::Lost { .. } | TreeError::Content(_) | TreeError::Disk { .. } => Exit::Failed,
        };
        let help = error.help();
        Self::new(exit, error, help)
    }
}

impl From<DaemonError> for Failure {
    fn from(error: DaemonError) -> Self {
        match error {
            DaemonError::Tree(error) => error.into(),
            DaemonError::Signals(_) => Self::new(Exit::Failed, error, None),
        }
    }
}

impl From<CycleError> for Failure {
    fn from(error: CycleError) -> Self {
        match error {
            CycleError::Bucket(error) => error.into(),
            CycleError::Tree(error) => error.into(),
            CycleError::Emptied(_) => {
                let help = error.help();
                Self::new(Exit::Refused, error, help)
            }
        }
    }
}
