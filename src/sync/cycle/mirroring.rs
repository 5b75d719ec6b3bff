//! Folders and files without releases: fetched by ETag, staged and switched like any other.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::{StreamExt as _, TryStreamExt as _, stream};

use super::super::listing::Environment;
use super::super::mirror::{IGNORE_FILE, MirrorStep, Origin};
use super::super::offload::offload;
use super::super::report::{Change, Problem, ProblemKind, Refused};
use super::super::tree::{Expected, Folder, FolderName, MirrorFile, Mirrored, RootFile, Staged};
use super::fetch::{Fetcher, disk};
use super::room::Room;
use super::{Outcome, Seen, Syncer, Unmanaged, words};
use crate::bucket::{BucketError, ErrorKind};
use crate::metadata::{FilePath, PackageName, limits};

/// How many files of one folder are fetched at once.
const FILES_AT_ONCE: usize = 8;

/// What became of mirrored names.
#[derive(Debug, Default)]
pub(super) struct Mirroring {
    pub(super) outcomes: BTreeMap<FolderName, Outcome>,
    pub(super) warnings: Vec<String>,
    pub(super) again: bool,
}

/// A mirrored name that is staged, or why not: `None` when it changed while it was read.
type Attempt = Result<Staged, Option<Problem>>;

impl Syncer {
    /// Leaves out of a listing what only looks unmanaged: packages whose document was lost still have a
    /// projection.json. Each folder is asked about once.
    ///
    /// # Errors
    /// The bucket did not answer.
    pub(super) async fn see_plain(
        &mut self,
        listing: &mut Environment,
        warnings: &mut Vec<String>,
    ) -> Result<Vec<Refused>, BucketError> {
        if self.settings.unmanaged == Unmanaged::Ignore {
            listing.unmanaged.clear();
            listing.root.clear();
        }
        let unknown = listing.unmanaged.keys().filter(|folder| !self.memory.is_plain(folder));
        let packages: Vec<PackageName> =
            unknown.filter_map(|folder| PackageName::new(folder.as_str()).ok()).collect();
        let (bucket, reader) = (&self.bucket, &self.reader());
        let heads: Vec<(PackageName, bool)> = stream::iter(packages)
            .map(|package| async move {
                match bucket.head(&reader.keys(&package).projection()).await {
                    Ok(_) => Ok((package, true)),
                    // S3 says so of an object that is not there to a role that may not list.
                    Err(error) if error.is_not_found() || error.kind == ErrorKind::Denied => {
                        Ok((package, false))
                    }
                    Err(error) => Err(error),
                }
            })
            .buffered(self.settings.concurrency.max(1))
            .try_collect()
            .await?;
        for (package, lost) in heads {
            if lost {
                listing.unmanaged.remove(package.as_str());
                warnings.push(format!(
                    "`{package}` has releases, and its metadata.json is gone from the bucket: what is live stays; \
                     publish it again to write a new one"
                ));
            } else {
                self.memory.note_plain(package.as_str());
            }
        }
        let refused = listing.refused.iter();
        Ok(refused.map(|(key, reason)| Refused { key: key.clone(), reason: reason.clone() }).collect())
    }

    /// Carries out what is to be done with mirrored names.
    pub(super) async fn mirror(&mut self, seen: &Seen) -> Mirroring {
        let mut mirroring = Mirroring::default();
        let (staged, retired) = self.stage_mirrors(seen, &mut mirroring).await;
        let (names, staged): (Vec<FolderName>, Vec<Staged>) = staged.into_iter().unzip();
        for (name, switched) in names.into_iter().zip(self.switch_all(staged).await) {
            let outcome = match switched {
                Ok(switched) => {
                    mirroring.warnings.extend(words::kept_aside(&name, &switched.before));
                    Outcome { change: Some(Change::Placed), ..Outcome::default() }
                }
                Err(error) => Outcome::failed(disk(&error)),
            };
            mirroring.outcomes.insert(name, outcome);
        }
        for name in retired {
            let (tree, of, now) = (Arc::clone(&self.tree), name.clone(), self.now());
            let outcome = match offload(move || tree.retire(&of, now)).await {
                Ok(_) => Outcome { change: Some(Change::Retired), ..Outcome::default() },
                Err(error) => Outcome::failed(disk(&error)),
            };
            mirroring.outcomes.insert(name, outcome);
        }
        if let Err(problem) = self.merge_ignores(seen).await {
            let name = FolderName::new(IGNORE_FILE);
            mirroring.outcomes.extend(name.ok().map(|name| (name, Outcome::failed(problem))));
        }
        mirroring
    }

    /// Fetches and stages; names that go are only named.
    async fn stage_mirrors(
        &self,
        seen: &Seen,
        mirroring: &mut Mirroring,
    ) -> (Vec<(FolderName, Staged)>, Vec<FolderName>) {
        let steps = seen.mirrors.iter().filter_map(|(name, mirrored)| Some((name, mirrored.step.as_ref()?)));
        let (retired, placed): (Vec<_>, Vec<_>) =
            steps.partition(|(_, step)| matches!(step, MirrorStep::Retire));
        let retired = retired.into_iter().map(|(name, _)| name.clone()).collect();
        if placed.is_empty() {
            return (Vec::new(), retired);
        }
        let wanted = placed.iter().map(|(_, step)| bytes_of(step)).sum();
        let mut room = match Room::make(self, wanted).await {
            Ok(room) => room,
            Err(error) => {
                let failed = placed.iter().map(|(name, _)| ((*name).clone(), Outcome::failed(disk(&error))));
                mirroring.outcomes.extend(failed);
                return (Vec::new(), retired);
            }
        };
        let fitting = placed.into_iter().filter(|(name, step)| match room.take(bytes_of(step)) {
            Ok(()) => true,
            Err(problem) => {
                mirroring.outcomes.insert((*name).clone(), Outcome::failed(problem));
                false
            }
        });
        let fetcher = &Fetcher::new(self.reader(), Arc::clone(&self.tree));
        let attempts: Vec<(FolderName, Attempt)> = stream::iter(fitting.collect::<Vec<_>>())
            .map(|(name, step)| async move {
                let stage = self.stage_mirror(fetcher, seen, name, step);
                (name.clone(), fetcher.within(2 * bytes_of(step), stage).await)
            })
            .buffered(self.settings.concurrency.div_ceil(FILES_AT_ONCE).max(2))
            .collect()
            .await;
        let mut staged = Vec::new();
        for (name, attempt) in attempts {
            match attempt {
                Ok(tree) => staged.push((name, tree)),
                Err(Some(problem)) => drop(mirroring.outcomes.insert(name, Outcome::failed(problem))),
                Err(None) => mirroring.again = true,
            }
        }
        (staged, retired)
    }

    async fn stage_mirror(
        &self,
        fetcher: &Fetcher<'_>,
        seen: &Seen,
        name: &FolderName,
        step: &MirrorStep,
    ) -> Attempt {
        let prefix = format!("{}/{name}", self.settings.environment);
        let tree = Arc::clone(&fetcher.tree);
        let staged = match step {
            MirrorStep::Retire => return Err(None),
            MirrorStep::File(origin) => {
                let live = match seen.live.files.get(name) {
                    Some(RootFile::Mirror(file)) => Some(file),
                    _ => None,
                };
                let Some(file) = self.file(&prefix, origin, live, |_| None).await? else { return Err(None) };
                let name = name.clone();
                offload(move || tree.stage_file(&name, &file)).await
            }
            MirrorStep::Folder(files) => {
                let manifest = match seen.live.folders.get(name) {
                    Some(Folder::Mirror(manifest)) => Some(manifest),
                    _ => None,
                };
                let files: Vec<Option<(FilePath, Mirrored)>> = stream::iter(files)
                    .map(|(path, origin)| {
                        let key = format!("{prefix}/{path}");
                        let live = manifest.and_then(|manifest| manifest.files.get(path));
                        async move {
                            let read = |expected| self.tree.read_file(name, path, expected);
                            let file = self.file(&key, origin, live, read).await?;
                            Ok::<_, Option<Problem>>(file.map(|file| (path.clone(), file)))
                        }
                    })
                    .buffered(FILES_AT_ONCE)
                    .try_collect()
                    .await?;
                let (name, files) = (name.clone(), files.into_iter().flatten().collect());
                offload(move || tree.stage_mirror(&name, &files)).await
            }
        };
        staged.map_err(|error| Some(disk(&error)))
    }

    /// The bytes of one file: those that are live when they are the same, else the bucket's. `None` for one that
    /// neither has any more.
    async fn file(
        &self,
        key: &str,
        origin: &Origin,
        live: Option<&MirrorFile>,
        read: impl Fn(Expected) -> Option<bytes::Bytes>,
    ) -> Result<Option<Mirrored>, Option<Problem>> {
        let reuse = |file: &MirrorFile| {
            let bytes = read(Expected { size: file.size, sha256: file.sha256 })?;
            Some(Mirrored { etag: file.etag.clone(), bytes })
        };
        let plain = match origin {
            Origin::Live(file) => return Ok(reuse(file)),
            Origin::Listed(plain) => plain,
        };
        if let Some(file) = live.filter(|file| file.etag == plain.etag.0).and_then(reuse) {
            return Ok(Some(file));
        }
        match self.bucket.get(key, limits::FILE_BYTES).await {
            Ok(object) => Ok(Some(Mirrored { etag: object.info.etag.0, bytes: object.bytes })),
            // It went between the listing and this: the next listing tells.
            Err(error) if error.is_not_found() => Err(None),
            Err(error) => {
                let kind = match error.kind {
                    ErrorKind::Denied | ErrorKind::TooLarge { .. } => ProblemKind::Integrity,
                    _ => ProblemKind::Bucket,
                };
                Err(Some(Problem::new(kind, error.to_string(), error.help())))
            }
        }
    }

    /// Merges the team's `.airflowignore` into dag-sync's own; takes it out when it may go.
    async fn merge_ignores(&mut self, seen: &Seen) -> Result<(), Problem> {
        if self.settings.unmanaged == Unmanaged::Ignore || seen.verdict.stay.contains(IGNORE_FILE) {
            return Ok(());
        }
        let there = self.tree.team_ignores().map_err(|error| disk(&error))?;
        let listed = seen.listing.root.iter().find(|object| object.path.as_str() == IGNORE_FILE);
        let (team, etag) = match listed {
            None if there.is_none() => return Ok(()),
            // Only what was mirrored goes; with `--package` nothing was looked at.
            None if !seen.verdict.go.contains(IGNORE_FILE) => return Ok(()),
            None => (None, None),
            Some(object) if there.is_some() && self.memory.team() == Some(object.etag.0.as_str()) => {
                return Ok(());
            }
            Some(object) => {
                let key = format!("{}/{IGNORE_FILE}", self.settings.environment);
                match self.bucket.get(&key, limits::FILE_BYTES).await {
                    Ok(found) => (Some(found.bytes), Some(found.info.etag)),
                    Err(error) if error.is_not_found() => return Ok(()),
                    Err(error) => {
                        let reason = format!("`{}` cannot be merged: {error}", object.path);
                        return Err(Problem::new(ProblemKind::Bucket, reason, error.help()));
                    }
                }
            }
        };
        let tree = Arc::clone(&self.tree);
        offload(move || tree.set_team_ignores(team)).await.map_err(|error| disk(&error))?;
        self.memory.set_team(etag.as_ref());
        Ok(())
    }
}

/// What a step takes on the disk, about.
fn bytes_of(step: &MirrorStep) -> u64 {
    let size = |origin: &Origin| match origin {
        Origin::Listed(plain) => plain.size.next_multiple_of(4096),
        Origin::Live(file) => file.size.next_multiple_of(4096),
    };
    match step {
        MirrorStep::Folder(files) => files.values().map(size).sum::<u64>() + 8192,
        MirrorStep::File(origin) => size(origin),
        MirrorStep::Retire => 0,
    }
}
