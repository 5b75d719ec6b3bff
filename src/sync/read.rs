//! Reading documents and archives as hostile input, and remembering what was learned.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use thiserror::Error;

use super::offload::offload;
use super::target::ArchiveFact;
use crate::bucket::{Bucket, BucketError, ETag, ErrorKind};
use crate::metadata::layout::PackageKeys;
use crate::metadata::limits::METADATA_BYTES;
use crate::metadata::{
    Archive, Digest, Document, EnvironmentName, HistoryEntry, PackageName, is_foreign, tree_sha256,
};
use crate::planted::{Bug, planted};
use crate::release::{Unpacked, unpack};

/// A document as the bucket has it.
#[derive(Debug, Clone)]
pub struct ReadDocument {
    /// Of these bytes.
    pub etag: ETag,
    /// The document, or why it cannot be used for now.
    pub content: Result<Arc<Document>, Unusable>,
    /// Whether these bytes will tell the same again: not so for an object that may not be read, because
    /// permissions change without it.
    pub settled: bool,
}

/// Why what lies where a document should be is none.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unusable {
    /// Another tool wrote it: the package was never published by this one, or something else took its place.
    #[error("it was written by another tool")]
    Foreign,
    /// It cannot be read, or not be used: a sentence that names it.
    #[error("{0}")]
    Broken(String),
}

/// What earlier cycles learned. Losing it costs requests, never correctness.
#[derive(Debug, Default)]
pub struct Learned {
    documents: BTreeMap<PackageName, ReadDocument>,
    facts: BTreeMap<String, ArchiveFact>,
    /// Archives that could not be used when they were last asked for. They are asked for again in the next cycle:
    /// an operator may bring one back.
    unusable: BTreeSet<String>,
}

/// A bucket as dag-sync reads it.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The bucket.
    pub bucket: &'a dyn Bucket,
    /// The environment.
    pub environment: &'a EnvironmentName,
    /// How many requests may be under way at once.
    pub concurrency: usize,
}

/// Why the archive of a release cannot be used.
#[derive(Debug, Clone)]
pub enum FetchError {
    /// The bucket did not answer: later it may.
    Passing(BucketError),
    /// It is gone, forbidden, or not what was published.
    Spoiled(String),
}

impl Learned {
    /// Takes note of a document that a live tree holds, so that it is not fetched again while its ETag stands.
    pub fn document(&mut self, package: PackageName, etag: ETag, document: Document) {
        self.documents.insert(package, ReadDocument { etag, content: Ok(Arc::new(document)), settled: true });
    }

    /// Whether the document of this ETag is known.
    #[must_use]
    pub fn knows(&self, package: &PackageName, etag: &ETag) -> bool {
        self.documents.get(package).is_some_and(|read| read.settled && read.etag == *etag)
    }

    /// What is known of archives.
    #[must_use]
    pub fn facts(&self) -> &BTreeMap<String, ArchiveFact> {
        &self.facts
    }

    /// Forgets archives that no document names any more.
    pub fn forget(&mut self, documents: &BTreeMap<PackageName, ReadDocument>) {
        let named: BTreeSet<&str> = documents
            .values()
            .filter_map(|read| read.content.as_ref().ok())
            .flat_map(|document| &document.history)
            .filter_map(|entry| Some(entry.archive.as_ref()?.key.as_str()))
            .collect();
        self.facts.retain(|key, _| named.contains(key.as_str()));
    }
}

impl Reader<'_> {
    /// The keys of a package.
    #[must_use]
    pub fn keys(&self, package: &PackageName) -> PackageKeys {
        PackageKeys::new(self.environment.clone(), package.clone())
    }

    /// The document of one package as it is now, whatever was learned of it; `None` when it is gone.
    ///
    /// # Errors
    /// The bucket did not answer.
    pub async fn document_now(&self, package: &PackageName) -> Result<Option<ReadDocument>, BucketError> {
        self.document(package, &ETag(String::new())).await
    }

    /// The documents of the listed packages; only those whose ETag is new are read.
    ///
    /// A document that is forbidden, too large or no document is a fact about its package. An error that passes
    /// ends the cycle.
    ///
    /// # Errors
    /// The first request that got no answer, after its retries.
    pub async fn documents(
        &self,
        listed: &BTreeMap<PackageName, ETag>,
        learned: &mut Learned,
    ) -> Result<BTreeMap<PackageName, ReadDocument>, BucketError> {
        let known: &BTreeMap<PackageName, ReadDocument> = &learned.documents;
        let read: BTreeMap<PackageName, Option<ReadDocument>> = stream::iter(listed)
            .map(|(package, etag)| async move {
                let standing = known.get(package).filter(|read| read.settled && read.etag == *etag).cloned();
                let read = match standing {
                    Some(read) => Some(read),
                    None => self.document(package, etag).await?,
                };
                Ok::<_, BucketError>((package.clone(), read))
            })
            .buffer_unordered(self.concurrency.max(1))
            .try_collect()
            .await?;
        // One that went between the listing and the read is told by the next listing.
        let read: BTreeMap<PackageName, ReadDocument> =
            read.into_iter().filter_map(|(package, read)| Some((package, read?))).collect();
        learned.documents.clone_from(&read);
        for key in std::mem::take(&mut learned.unusable) {
            learned.facts.remove(&key);
        }
        learned.forget(&read);
        Ok(read)
    }

    async fn document(
        &self,
        package: &PackageName,
        listed: &ETag,
    ) -> Result<Option<ReadDocument>, BucketError> {
        let keys = self.keys(package);
        match self.bucket.get(&keys.metadata(), METADATA_BYTES as u64).await {
            Ok(object) => {
                let content = match Document::parse(&object.bytes, &keys) {
                    Ok(document) => Ok(Arc::new(document)),
                    Err(_) if is_foreign(&object.bytes) => Err(Unusable::Foreign),
                    Err(error) => {
                        Err(Unusable::Broken(format!("{} cannot be used: {error}", keys.metadata())))
                    }
                };
                Ok(Some(ReadDocument { etag: object.info.etag, content, settled: true }))
            }
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) if lasts(&error) => {
                let content = Err(Unusable::Broken(error.to_string()));
                Ok(Some(ReadDocument { etag: listed.clone(), content, settled: false }))
            }
            Err(error) => Err(error),
        }
    }

    /// Reads the archives that [`super::target::resolve`] asks for.
    ///
    /// # Errors
    /// The first request that got no answer, after its retries.
    pub async fn facts(
        &self,
        needed: &BTreeSet<String>,
        documents: &BTreeMap<PackageName, ReadDocument>,
        learned: &mut Learned,
    ) -> Result<(), BucketError> {
        let entries: BTreeMap<&str, &HistoryEntry> = documents
            .values()
            .filter_map(|read| read.content.as_ref().ok())
            .flat_map(|document| &document.history)
            .filter_map(|entry| Some((entry.archive.as_ref()?.key.as_str(), entry)))
            .collect();
        let facts: Vec<(String, ArchiveFact)> = stream::iter(needed)
            .map(|key| {
                let entry = entries.get(key.as_str()).copied();
                async move { Ok::<_, BucketError>((key.clone(), self.fact(entry).await?)) }
            })
            .buffer_unordered(self.concurrency.max(1))
            .try_collect()
            .await?;
        let unusable = facts.iter().filter(|(_, fact)| *fact == ArchiveFact::Unusable);
        learned.unusable.extend(unusable.map(|(key, _)| key.clone()));
        learned.facts.extend(facts);
        Ok(())
    }

    async fn fact(&self, entry: Option<&HistoryEntry>) -> Result<ArchiveFact, BucketError> {
        let Some((entry, archive)) = entry.and_then(|entry| Some((entry, entry.archive.as_ref()?))) else {
            return Ok(ArchiveFact::Unusable);
        };
        let last_modified = match self.bucket.head(&archive.key).await {
            Ok(info) => info.last_modified,
            Err(error) if error.is_not_found() || lasts(&error) => return Ok(ArchiveFact::Unusable),
            Err(error) => return Err(error),
        };
        match self.release(archive, entry).await {
            Ok(unpacked) => {
                let dag_ids = unpacked.record.dags.into_iter().map(|dag| dag.dag_id).collect();
                Ok(ArchiveFact::Lists { dag_ids, last_modified })
            }
            Err(FetchError::Spoiled(_)) => Ok(ArchiveFact::Unusable),
            Err(FetchError::Passing(error)) => Err(error),
        }
    }

    /// Fetches and verifies the archive of a release: size, SHA-256, every file, and that the tree is the one
    /// that the history names.
    ///
    /// # Errors
    /// [`FetchError`] tells what passes from what lasts.
    pub async fn release(&self, archive: &Archive, entry: &HistoryEntry) -> Result<Unpacked, FetchError> {
        let object = match self.bucket.get(&archive.key, archive.size).await {
            Ok(object) => object,
            Err(error) if error.is_not_found() => {
                return Err(FetchError::Spoiled(format!("{} is gone", archive.key)));
            }
            Err(error) if lasts(&error) => return Err(FetchError::Spoiled(error.to_string())),
            Err(error) => return Err(FetchError::Passing(error)),
        };
        let (archive, tree) = (archive.clone(), entry.tree_sha256);
        offload(move || verified(&object.bytes, &archive, &tree)).await
    }
}

/// Unpacks an archive whose every byte is what was published.
fn verified(bytes: &[u8], archive: &Archive, tree: &Digest) -> Result<Unpacked, FetchError> {
    let spoiled = |reason: &str| FetchError::Spoiled(format!("{} {reason}", archive.key));
    if planted(Bug::SwitchBeforeVerify) {
        return unpack(bytes).map_err(|error| spoiled(&error.to_string()));
    }
    if bytes.len() as u64 != archive.size {
        return Err(spoiled("has another size than was published"));
    }
    if Digest::of(bytes) != archive.sha256 {
        return Err(spoiled("has another SHA-256 than was published"));
    }
    let unpacked = unpack(bytes).map_err(|error| spoiled(&format!("cannot be used: {error}")))?;
    if tree_sha256(&unpacked.record.files) != *tree {
        return Err(spoiled("holds another tree than was published"));
    }
    Ok(unpacked)
}

/// Whether asking again will not help: the answer is about this object, not about the moment.
fn lasts(error: &BucketError) -> bool {
    matches!(error.kind, ErrorKind::Denied | ErrorKind::TooLarge { .. })
}

#[cfg(test)]
mod tests;
