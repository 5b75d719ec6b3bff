//! What actors do: one command each, as a future over the simulated wire.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use jiff::Timestamp;

use super::client::{SharedWire, SimBucket, SimHost};
use super::fault::Denied;
use super::random::Random;
use crate::metadata::{
    EnvironmentName, FilePath, Mark, PackageName, ReleaseNumber, Source, Target, tree_sha256,
};
use crate::package::{Kind, Package, PackageFile};
use crate::publish::{
    Candidate, CandidateDag, Overrides, Phase, PublishError, Published, Publisher, Watch, freeze,
    publish_all, remove, rollback, unfreeze,
};

/// The repository that every run belongs to.
pub(super) const REPOSITORY: &str = "git.example/team/etl";

/// A command.
#[derive(Debug, Clone)]
pub(super) enum Command {
    Publish {
        content: u64,
        run: Option<u64>,
        shared_dag: bool,
        /// Another id that both packages may have.
        second_dag: bool,
        restore: bool,
        take: bool,
        concurrency: usize,
    },
    /// Both packages in one call; the shared id goes to `package` of the actor.
    PublishBoth {
        other: PackageName,
        content: u64,
        run: Option<u64>,
    },
    Freeze,
    Unfreeze,
    Remove,
    Rollback {
        to: Option<u64>,
    },
}

/// How a package of a command ended.
pub(super) type Ended = (PackageName, Result<Published, PublishError>);

/// A command under way.
type Running = Pin<Box<dyn Future<Output = Vec<Ended>>>>;

/// An actor that is under way.
pub(super) struct Actor {
    pub(super) package: PackageName,
    pub(super) command: Command,
    pub(super) future: Running,
    /// What its role may not do.
    pub(super) denied: Denied,
}

#[derive(Debug)]
struct Silent;

impl Watch for Silent {
    fn begin(&self, _: &PackageName, _: Phase, _: u64) {}
    fn step(&self, _: &PackageName) {}
    fn warn(&self, _: &PackageName, _: &str) {}
}

pub(super) fn environment() -> EnvironmentName {
    EnvironmentName::new("dev").unwrap()
}

pub(super) fn start(
    id: usize,
    wire: &SharedWire,
    random: &mut Random,
    package: PackageName,
    command: Command,
) -> Actor {
    let day = 86_400_000;
    let skew = [0, -40 * day, 40 * day, 3_600_000][random.below(4)];
    let host =
        SimHost { actor: id, wire: Arc::clone(wire), skew, random: Mutex::new(Random::new(random.next())) };
    let bucket = SimBucket { actor: id, wire: Arc::clone(wire) };
    let (of, what) = (package.clone(), command.clone());
    let future = Box::pin(async move {
        let environment = environment();
        let mut overrides = Overrides::default();
        let mut concurrency = 1;
        if let Command::Publish { restore, take, concurrency: at_once, .. } = &what {
            overrides.restore = *restore;
            if *take {
                overrides.take.extend(["shared".to_owned(), "second".to_owned()]);
            }
            concurrency = *at_once;
        }
        let publisher = Publisher {
            bucket: &bucket,
            host: &host,
            environment: &environment,
            concurrency,
            overrides: &overrides,
            watch: &Silent,
        };
        let mark = Mark { at: Timestamp::UNIX_EPOCH, actor: None, reason: None };
        let result = match what {
            Command::PublishBoth { other, content, run } => {
                let candidates = [
                    candidate(&other, content, run, false, false),
                    candidate(&of, content, run, true, false),
                ];
                let outcomes = publish_all(&publisher, &candidates).await;
                return outcomes.into_iter().map(|outcome| (outcome.package, outcome.result)).collect();
            }
            Command::Publish { content, run, shared_dag, second_dag, .. } => {
                let candidate = candidate(&of, content, run, shared_dag, second_dag);
                publish_all(&publisher, &[candidate]).await.remove(0).result
            }
            Command::Freeze => freeze(&publisher, &of, mark).await,
            Command::Unfreeze => unfreeze(&publisher, &of).await,
            Command::Remove => remove(&publisher, &of, mark, Source::default()).await,
            Command::Rollback { to } => {
                let to = to.and_then(ReleaseNumber::new);
                rollback(&publisher, &of, to, Source::default()).await
            }
        };
        vec![(of, result)]
    });
    Actor { package, command, future, denied: Denied::Nothing }
}

/// A package whose bytes tell which content it is.
pub(super) fn candidate(
    package: &PackageName,
    content: u64,
    run: Option<u64>,
    shared_dag: bool,
    second_dag: bool,
) -> Candidate {
    let mut files = vec![file("main.py", format!("# {package} {content:03}\n"))];
    if content % 2 == 1 {
        files.push(file(&format!("only_{content}.py"), format!("# only {content}\n")));
    }
    if content.is_multiple_of(3) {
        files.push(file("same.sql", "select 1\n".into()));
    }
    let package = Package {
        name: package.clone(),
        folder: ".".into(),
        dags: "dags".into(),
        kind: Kind::Dags,
        files,
        modules: Vec::new(),
        problems: Vec::new(),
    };
    let mut ids = BTreeSet::from([format!("{}_{content}", package.name), format!("{}_always", package.name)]);
    if shared_dag {
        ids.insert("shared".into());
    }
    if second_dag {
        ids.insert("second".into());
    }
    let entries = package.entries();
    let main = FilePath::new("main.py").unwrap();
    Candidate {
        package: package.name.clone(),
        files: package.files.clone(),
        tree_sha256: tree_sha256(&entries),
        entries,
        dags: ids.into_iter().map(|dag_id| CandidateDag { dag_id, path: main.clone(), line: 1 }).collect(),
        unresolved: Vec::new(),
        target: Target { python: "3.12".into(), airflow: "3".into() },
        checks: vec!["dag_id".into(), "syntax".into()],
        source: Source { repository: run.map(|_| REPOSITORY.into()), run_id: run, ..Source::default() },
    }
}

fn file(path: &str, text: String) -> PackageFile {
    PackageFile { path: FilePath::new(path).unwrap(), bytes: Bytes::from(text) }
}
