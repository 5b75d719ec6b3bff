//! Where a test publishes to: a server that `.ci/servers` started, or a folder.

use std::future::Future;
use std::sync::{Arc, LazyLock};

use dag_publish::bucket::{Access, Bucket, Location, Missing, open};
use tempfile::TempDir;
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// Waits for an answer of the bucket. Tests are threads: what they start are processes.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    RUNTIME.block_on(future)
}

/// What `.ci/servers` said of a server or tool.
pub(crate) fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!(
            "{name} is not set: run `.ci/servers run seaweedfs,ministack,localstack,rclone,awscli,airflow3,airflow2 -- \
             cargo test --test e2e`"
        )
    })
}

/// A bucket of a test's own.
#[derive(Debug)]
pub(crate) struct Store {
    /// For messages.
    pub(crate) name: String,
    /// As `--bucket` takes it.
    pub(crate) location: String,
    pub(crate) endpoint: Option<String>,
    /// The same as the library sees it.
    pub(crate) bucket: Arc<dyn Bucket>,
    _folder: Option<TempDir>,
}

impl Store {
    /// A prefix that nobody else uses, on a server.
    pub(crate) fn server(name: &str) -> Self {
        let prefix = format!("{}/{}", setting("DAG_PUBLISH_TEST_BUCKET"), uuid::Uuid::now_v7());
        Self::on(name, format!("s3://{prefix}"), Some(endpoint(name)), None)
    }

    /// The same place, reached by another way.
    pub(crate) fn through(&self, endpoint: &str) -> Self {
        Self::on(&self.name, self.location.clone(), Some(endpoint.into()), None)
    }

    /// A bucket of another name on the same server.
    pub(crate) fn elsewhere(&self, location: &str) -> Self {
        Self::on(&self.name, location.into(), self.endpoint.clone(), None)
    }

    /// A folder, removed afterwards.
    pub(crate) fn directory() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = folder.path().join("bucket").display().to_string();
        Self::on("directory", location, None, Some(folder))
    }

    fn on(name: &str, location: String, endpoint: Option<String>, folder: Option<TempDir>) -> Self {
        let parsed: Location = location.parse().unwrap();
        let access = Access { endpoint_url: endpoint.clone(), ..Access::default() };
        let bucket = wait(open(&parsed, &access, Missing::Create)).unwrap();
        Self { name: name.into(), location, endpoint, bucket, _folder: folder }
    }

    /// The bucket's name and the prefix in it, without a final `/`.
    pub(crate) fn s3_parts(&self) -> (&str, &str) {
        self.location.strip_prefix("s3://").and_then(|rest| rest.split_once('/')).unwrap()
    }
}

/// The URL of a server.
pub(crate) fn endpoint(name: &str) -> String {
    let servers = setting("DAG_PUBLISH_TEST_SERVERS");
    servers
        .split(',')
        .find_map(|server| server.strip_prefix(name)?.strip_prefix('='))
        .unwrap_or_else(|| panic!("`.ci/servers run` was not asked for {name}: it started {servers}"))
        .to_owned()
}
