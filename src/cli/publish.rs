//! `publish [PATH]…`

mod progress;
mod result;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use clap::builder::BoolishValueParser;
use jiff::Timestamp;

use self::progress::Progress;
use self::result::{Format, tell};
use super::packages::{self, Judged, Options};
use super::place::Place;
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::bucket::memory::Memory;
use crate::bucket::{self, Access, Actions, Bucket, BucketError, ErrorKind, Location, Missing, TokenFile};
use crate::config::{Environment, RoleArn, Settings};
use crate::host::RealHost;
use crate::metadata::{EnvironmentName, PackageName};
use crate::package::source::{Variables, facts};
use crate::publish::{
    Candidate, Outcome, Overrides, Plan, PublishError, Publisher, Refusal, plan_all, publish_all,
};
use crate::report::Finding;
use crate::report::publication::{self, PackageReport, Publication};
use crate::rules::{Severity, sort, taken};

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
    /// The role to publish with: by the job's OIDC token in GitHub Actions and GitLab CI, else from the credentials at hand
    #[arg(long, value_name = "ARN", env = "DAG_PUBLISH_ROLE_ARN")]
    role_arn: Option<RoleArn>,
    #[command(flatten)]
    place: Place,
    /// Say what would be done, and write nothing
    #[arg(long, env = "DAG_PUBLISH_DRY_RUN", value_parser = BoolishValueParser::new())]
    dry_run: bool,
    /// As --dry-run, for pull requests: a bucket that may not be read, or is not given, is no failure
    #[arg(long, env = "DAG_PUBLISH_PREVIEW", value_parser = BoolishValueParser::new())]
    preview: bool,
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

/// Why a preview without a bucket knows nothing of releases.
const NO_BUCKET: &str = "no bucket is given";

/// Where a package's releases go.
#[derive(Debug, PartialEq, Eq)]
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
    let variables = Variables::of_process();
    // git is asked while the packages are read and judged.
    let folders: Vec<PathBuf> = packages.iter().map(|package| package.folder.clone()).collect();
    let (judged, sources) = std::thread::scope(|scope| {
        let sources =
            scope.spawn(|| folders.iter().map(|folder| facts(folder, &variables)).collect::<Vec<_>>());
        (packages::judge(packages, arguments.format == Format::Github), sources.join().unwrap_or_default())
    });
    let (mut judged, mut sources) = (judged?, sources.into_iter());
    let mut exits = Vec::new();
    let mut reports = Vec::new();
    let mut groups: Vec<(Destination, Vec<Candidate>)> = Vec::new();
    for (judged, destination) in judged.iter().zip(destinations) {
        let source = sources.next().unwrap_or_default();
        match judged {
            Err(exit) => exits.push(*exit),
            Ok(judged) if judged.exit() != Exit::Done => {
                exits.push(judged.exit());
                reports.push(refusal(judged, destination.as_ref()));
            }
            Ok(judged) => {
                let candidate = Candidate::new(&judged.package, &judged.verdict, source);
                let Some(destination) = destination else {
                    exits.push(Exit::Done);
                    reports.push(PackageReport::validated(&candidate, String::new(), NO_BUCKET));
                    continue;
                };
                match groups.iter_mut().find(|(known, _)| *known == destination) {
                    Some((_, candidates)) => candidates.push(candidate),
                    None => groups.push((destination, vec![candidate])),
                }
            }
        }
    }
    let progress = Progress::new(terminal.progress.clone(), terminal.stderr_color);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Exit::Failed, format!("cannot start: {error}"), None))?;
    for (destination, candidates) in groups {
        let access = destination.access(&candidates, &variables);
        // What a settings file says of S3 is meant for S3; what is said for this call is answered.
        if let Some(note) = arguments.spoken().ignored_by(&destination.bucket) {
            tracing::warn!("{note}");
        }
        let publish = arguments.publish(&destination, &access, &candidates, &progress);
        let Some(ended) = runtime.block_on(unless_interrupted(publish)) else {
            progress.finish();
            // What is under way is left alone, as a kill would: nothing waits for it.
            runtime.shutdown_background();
            let help = "run it again: it finds out what was committed, and finishes the job".to_owned();
            return Err(Failure::new(Exit::Interrupted, "interrupted while publishing", Some(help)));
        };
        for (report, exit, refusal) in ended {
            if let Some(Refusal::Taken { dag_id, owner, .. }) = refusal {
                say_taken(&mut judged, &report.package, &dag_id, &owner);
            }
            exits.push(exit);
            reports.push(report);
        }
    }
    progress.finish();
    for report in reports.iter().filter(|report| report.result == publication::Kind::Failed) {
        Failure::new(Exit::Failed, publication::failure(report), report.help.clone()).report();
    }
    for report in &mut reports {
        let mut of_run = judged.iter_mut().flatten();
        if let Some(judged) = of_run.find(|judged| judged.package.name.as_str() == report.package) {
            report.findings = judged.verdict.findings.iter().map(Finding::from).collect();
        }
    }
    let publication = Publication {
        schema_version: publication::SCHEMA_VERSION,
        environment: arguments.env.to_string(),
        dry_run: arguments.plans(),
        packages: reports,
    };
    tell(arguments.format, &judged, &publication, terminal)?;
    Ok(Exit::of_all(exits))
}

/// The outcome of `work`, or `None` when Ctrl-C comes first.
async fn unless_interrupted<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        done = work => Some(done),
        Ok(()) = tokio::signal::ctrl_c() => None,
    }
}

/// Adds the finding for an id that another package owns.
fn say_taken(judged: &mut [Result<Judged, Exit>], package: &str, dag_id: &str, owner: &PackageName) {
    let mut all = judged.iter_mut().flatten();
    let Some(judged) = all.find(|judged| judged.package.name.as_str() == package) else { return };
    let verdict = &mut judged.verdict;
    let found = verdict.files.iter().find_map(|file| {
        let dag = file.dags.iter().find(|dag| dag.dag_id == dag_id)?;
        Some((format!("{}/{}", verdict.dags, file.path), dag.line, dag.column))
    });
    if let Some((path, line, column)) = found {
        verdict.findings.push(taken(dag_id, owner.as_str(), &path, line, column));
        sort(&mut verdict.findings);
    }
}

/// A package that validation denied.
fn refusal(judged: &Judged, destination: Option<&Destination>) -> PackageReport {
    let errors = judged.verdict.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let reason = match errors {
        1 => "validation found an error; the bucket was not touched".to_owned(),
        errors => format!("validation found {errors} errors; the bucket was not touched"),
    };
    let bucket = destination.map(|destination| destination.bucket.to_string()).unwrap_or_default();
    PackageReport::invalid(&judged.package.name, bucket, reason)
}

impl Arguments {
    /// Whether nothing is written.
    fn plans(&self) -> bool {
        self.dry_run || self.preview
    }

    /// Options over what the package's file says of the environment. Only a preview does without a bucket.
    fn destination(&self, settings: &Settings) -> Result<Option<Destination>, Failure> {
        let options = Environment {
            bucket: self.bucket.clone(),
            role_arn: self.role_arn.clone(),
            region: self.place.region.clone(),
            endpoint_url: self.place.endpoint_url.clone(),
        };
        let access = settings.environment(&self.env, options);
        match access.bucket.clone() {
            Some(bucket) => Ok(Some(Destination { bucket, access })),
            None if self.preview => Ok(None),
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

    /// How to reach the bucket, as far as options and variables say.
    fn spoken(&self) -> Access {
        Access {
            region: self.place.region.as_ref().map(ToString::to_string),
            endpoint_url: self.place.endpoint_url.as_ref().map(ToString::to_string),
            role_arn: self.role_arn.as_ref().map(ToString::to_string),
            ..Access::default()
        }
    }

    fn overrides(&self) -> Overrides {
        Overrides {
            // A preview never becomes a release: the run that would publish is a later one.
            allow_older: self.allow_older || self.preview,
            restore: self.restore,
            take: self.take.iter().cloned().collect(),
            require_checks: self.packages.require_checks,
        }
    }

    /// Publishes, or plans, packages that go to one bucket.
    async fn publish(
        &self,
        destination: &Destination,
        access: &Access,
        candidates: &[Candidate],
        progress: &Progress,
    ) -> Vec<(PackageReport, Exit, Option<Refusal>)> {
        let name = destination.bucket.to_string();
        let bucket = match self.open(destination, access).await {
            Ok(bucket) => bucket,
            Err(error) => {
                let failed = |candidate: &Candidate| {
                    let (reason, help) = (error.to_string(), error.help());
                    if self.preview && may_not_read(&error) {
                        let report = PackageReport::validated(candidate, name.clone(), &reason);
                        return (report, Exit::Done, None);
                    }
                    (
                        PackageReport::failed(&candidate.package, name.clone(), reason, help),
                        Exit::Failed,
                        None,
                    )
                };
                return candidates.iter().map(failed).collect();
            }
        };
        let overrides = self.overrides();
        let publisher = Publisher {
            bucket: bucket.as_ref(),
            host: &RealHost,
            environment: &self.env,
            concurrency: usize::from(self.concurrency),
            overrides: &overrides,
            watch: progress,
        };
        let of = |package: &PackageName| candidates.iter().find(|candidate| candidate.package == *package);
        if self.plans() {
            let plans = plan_all(&publisher, candidates).await;
            let report = |(package, plan): &(PackageName, Result<Plan, PublishError>)| {
                if let Err(PublishError::Bucket { source, .. }) = plan
                    && self.preview
                    && may_not_read(source)
                {
                    let report = PackageReport::validated(of(package)?, name.clone(), &source.to_string());
                    return Some((report, Exit::Done, None));
                }
                let report = PackageReport::of_plan(of(package)?, name.clone(), plan);
                Some((report, exit(plan.as_ref().err()), refused(plan.as_ref().err())))
            };
            return plans.iter().filter_map(report).collect();
        }
        let outcomes = publish_all(&publisher, candidates).await;
        let report = |outcome: &Outcome| {
            let report = PackageReport::of_outcome(of(&outcome.package)?, name.clone(), outcome);
            let error = outcome.result.as_ref().err();
            Some((report, exit(error), refused(error)))
        };
        outcomes.iter().filter_map(report).collect()
    }

    /// A dry run creates nothing: a directory that is still missing is planned against as an empty one.
    async fn open(&self, destination: &Destination, access: &Access) -> Result<Arc<dyn Bucket>, BucketError> {
        let missing = if self.plans() { Missing::Refuse } else { Missing::Create };
        let opened = bucket::open(&destination.bucket, access, missing).await;
        match (opened, &destination.bucket) {
            (Err(error), Location::Directory(path)) if self.plans() && error.kind == ErrorKind::NoBucket => {
                tracing::warn!("`{}` does not exist yet; publish would create it", path.display());
                Ok(Arc::new(Memory::new(Timestamp::now())))
            }
            (opened, _) => opened,
        }
    }
}

/// Whether a bucket cannot be read because this job may not: what a pull request of a fork meets.
fn may_not_read(error: &BucketError) -> bool {
    matches!(error.kind, ErrorKind::Denied | ErrorKind::Credentials)
}

fn refused(error: Option<&PublishError>) -> Option<Refusal> {
    match error {
        Some(PublishError::Refused(refusal)) => Some(refusal.clone()),
        _ => None,
    }
}

/// What an error means for the exit code.
fn exit(error: Option<&PublishError>) -> Exit {
    match error {
        None => Exit::Done,
        Some(PublishError::Refused(_)) => Exit::Refused,
        Some(PublishError::Bucket { .. } | PublishError::Unconditional { .. }) => Exit::Failed,
        Some(PublishError::Document { .. } | PublishError::Archive { .. }) => Exit::Integrity,
        Some(PublishError::Unwritable(_)) => Exit::Denied,
    }
}

impl Destination {
    /// How the bucket is reached, by the packages that go there together.
    fn access(&self, candidates: &[Candidate], variables: &Variables) -> Access {
        let Environment { role_arn, region, endpoint_url, .. } = &self.access;
        let first = candidates.first();
        let run = first.and_then(|candidate| candidate.source.run_id).map(|run| format!("-{run}"));
        let name = first.map_or_else(String::new, |candidate| candidate.package.to_string());
        Access {
            region: region.as_ref().map(ToString::to_string),
            profile: None,
            endpoint_url: endpoint_url.as_ref().map(ToString::to_string),
            role_arn: role_arn.as_ref().map(ToString::to_string),
            session_name: Some(format!("{name}{}", run.unwrap_or_default())),
            actions: Actions::from_environment(|name| variables.get(name).map(str::to_owned)),
            token_file: TokenFile::from_environment(|name| variables.get(name).map(str::to_owned)),
        }
    }
}
