//! What actors do: one command each, as a future over the simulated wire.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use jiff::Timestamp;

use super::client::{SharedWire, SimBucket, SimHost};
use super::random::Random;
use crate::metadata::{Digest, EnvironmentName, FilePath, Mark, PackageName, Source, Target, tree_sha256};
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
    Publish { content: u64, run: Option<u64>, shared_dag: bool, restore: bool, concurrency: usize },
    Freeze,
    Unfreeze,
    Remove,
    Rollback,
}

/// A command under way.
type Running = Pin<Box<dyn Future<Output = Result<Published, PublishError>>>>;

/// An actor that is under way.
pub(super) struct Actor {
    pub(super) package: PackageName,
    pub(super) command: Command,
    pub(super) future: Option<Running>,
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
        if let Command::Publish { restore, concurrency: at_once, .. } = &what {
            overrides.restore = *restore;
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
        match what {
            Command::Publish { content, run, shared_dag, .. } => {
                let candidate = candidate(&of, content, run, shared_dag);
                publish_all(&publisher, &[candidate]).await.remove(0).result
            }
            Command::Freeze => freeze(&publisher, &of, mark).await,
            Command::Unfreeze => unfreeze(&publisher, &of).await,
            Command::Remove => remove(&publisher, &of, mark, Source::default()).await,
            Command::Rollback => rollback(&publisher, &of, None, Source::default()).await,
        }
    });
    Actor { package, command, future: Some(future) }
}

/// A package whose bytes tell which content it is.
pub(super) fn candidate(
    package: &PackageName,
    content: u64,
    run: Option<u64>,
    shared_dag: bool,
) -> Candidate {
    let mut files = vec![file("main.py", format!("# {package} {content}\n"))];
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
        problems: Vec::new(),
    };
    let mut ids = BTreeSet::from([format!("{}_{content}", package.name), format!("{}_always", package.name)]);
    if shared_dag {
        ids.insert("shared".into());
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
    let bytes = Bytes::from(text);
    PackageFile { path: FilePath::new(path).unwrap(), sha256: Digest::of(&bytes), bytes }
}
