//! From a release in the bucket to a staged tree; from live trees to those that are damaged.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use tokio::sync::Semaphore;

use super::super::offload::offload;
use super::super::read::{FetchError, Reader};
use super::super::report::{Problem, ProblemKind};
use super::super::tree::{FolderName, LocalDocument, Staged, Tree, TreeError};
use crate::metadata::{Document, FilePath, HistoryEntry};

/// What archives and mirrored files may take in memory at once, in KiB: two packages of the largest size.
const BUDGET_KIB: u32 = 512 * 1024;

/// How many trees one thread verifies before another may: starting a thread costs more than verifying one.
const PORTION: usize = 16;
/// How many threads verify: more would only wait for the same disk.
const AT_ONCE: usize = 4;

/// Fetches and stages, within a budget of memory.
#[derive(Debug, Clone)]
pub(super) struct Fetcher<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) tree: Arc<Tree>,
    budget: Arc<Semaphore>,
}

/// Why a release is not staged.
#[derive(Debug)]
pub(super) enum NotStaged {
    /// What the bucket holds cannot be used.
    Spoiled(String),
    /// The bucket or the disk failed.
    Failed(Problem),
    /// The disk is full.
    Full(Problem),
}

/// A staged release.
#[derive(Debug)]
pub(super) struct StagedRelease {
    pub(super) staged: Staged,
    pub(super) dag_ids: BTreeSet<String>,
    pub(super) files: Vec<FilePath>,
}

impl<'a> Fetcher<'a> {
    pub(super) fn new(reader: Reader<'a>, tree: Arc<Tree>) -> Self {
        Self { reader, tree, budget: Arc::new(Semaphore::new(BUDGET_KIB as usize)) }
    }

    /// Runs `work` when there is memory for so many bytes.
    pub(super) async fn within<T>(&self, bytes: u64, work: impl Future<Output = T>) -> T {
        let kib = u32::try_from(bytes / 1024 + 1).unwrap_or(BUDGET_KIB).min(BUDGET_KIB);
        // It is never closed.
        let _held = self.budget.acquire_many(kib).await;
        work.await
    }

    /// Fetches, verifies and stages a release of a package's history; `held` says why it is not the newest.
    pub(super) async fn release(
        &self,
        document: &Document,
        entry: &HistoryEntry,
        held: Option<String>,
    ) -> Result<StagedRelease, NotStaged> {
        let Some(archive) = &entry.archive else {
            return Err(NotStaged::Spoiled(format!("{} is a tombstone", entry.release)));
        };
        let unpacked_size: u64 = document.files.iter().map(|file| file.size).sum();
        let fetched = self.within(archive.size + unpacked_size, async {
            let unpacked = self.reader.release(archive, entry).await.map_err(|error| match error {
                FetchError::Spoiled(reason) => NotStaged::Spoiled(reason),
                FetchError::Passing(error) => {
                    NotStaged::Failed(Problem::new(ProblemKind::Bucket, error.to_string(), error.help()))
                }
            })?;
            let local = match held {
                None => LocalDocument::newest(document.clone()),
                Some(reason) => LocalDocument::held(document, entry.release, &unpacked.record, reason)
                    .ok_or_else(|| {
                        NotStaged::Spoiled(format!(
                            "{} is not the release that its history names",
                            archive.key
                        ))
                    })?,
            };
            let tree = Arc::clone(&self.tree);
            let dag_ids = local.document().dags.iter().map(|dag| dag.dag_id.clone()).collect();
            let files = unpacked.files.keys().cloned().collect();
            let staged = offload(move || tree.stage(&local, &unpacked.files)).await;
            match staged {
                Ok(staged) => Ok(StagedRelease { staged, dag_ids, files }),
                Err(TreeError::Content(reason)) => Err(NotStaged::Spoiled(reason)),
                Err(error) if error.is_disk_full() => Err(NotStaged::Full(disk(&error))),
                Err(error) => Err(NotStaged::Failed(disk(&error))),
            }
        });
        fetched.await
    }
}

/// The live trees that are not what they should be.
pub(super) async fn damaged(
    tree: &Arc<Tree>,
    names: Vec<FolderName>,
) -> Result<BTreeSet<FolderName>, TreeError> {
    let portions: Vec<Vec<FolderName>> = names.chunks(PORTION).map(<[FolderName]>::to_vec).collect();
    let verified = stream::iter(portions).map(|names| {
        let tree = Arc::clone(tree);
        offload(move || {
            let damaged = |name: FolderName| match tree.verify(&name) {
                Ok(found) => found.filter(|found| !found.is_intact()).map(|_| Ok(name)),
                Err(error) => Some(Err(error)),
            };
            names.into_iter().filter_map(damaged).collect::<Result<Vec<_>, _>>()
        })
    });
    let damaged: Vec<Vec<FolderName>> = verified.buffered(AT_ONCE).try_collect().await?;
    Ok(damaged.into_iter().flatten().collect())
}

/// A problem of the disk.
pub(super) fn disk(error: &TreeError) -> Problem {
    Problem::new(ProblemKind::Disk, error.to_string(), error.help())
}
