//! Buckets in a folder: the same layout on disk, with the same conditional writes.
//!
//! ```text
//! <root>/<key>                 an object is a file
//! <root>/.dag-publish/lock     its flock makes check and write one step; holds the last stamp
//! <root>/.dag-publish/tmp-…    a write under way: renamed into place when it is whole
//! ```
//!
//! Every write takes a stamp under the lock, larger than every one before: it becomes the file's modification
//! time, which is the bucket's clock, and with size and inode the ETag. So no ETag ever comes back, whoever
//! writes what. Links below the root are never followed. What another program puts there is read as it is.

mod fault;
mod folder;
mod lock;
mod name;
#[cfg(test)]
mod tests;
mod walk;
mod write;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use rustix::fs::{AtFlags, OFlags};

use self::fault::Fault;
use self::folder::{Facts, Folder};
use self::name::Name;
use super::{
    Bucket, BucketError, Condition, ErrorKind, Listing, Object, ObjectInfo, Operation, Page, Stored,
};

/// The store's own folder: no key may lie in it.
const INTERNAL: &str = ".dag-publish";

/// A bucket in a folder.
#[derive(Debug, Clone)]
pub struct Directory {
    root: PathBuf,
    /// One writer of this process at a time asks for the lock: the others do not poll for it.
    writers: Arc<Mutex<()>>,
}

impl Directory {
    /// Opens the bucket at `root`; `create` makes the folder when it is missing.
    ///
    /// # Errors
    /// [`ErrorKind::NoBucket`] when it is missing and not to be made; [`ErrorKind::Other`] when it is no
    /// folder; [`ErrorKind::Denied`] or [`ErrorKind::DiskFull`] when it cannot be made.
    pub async fn open(root: &Path, create: bool) -> Result<Self, BucketError> {
        let directory = Self::unopened(root);
        directory
            .off_thread(Operation::Open, "", move |root| {
                if create {
                    std::fs::create_dir_all(root).map_err(|error| match error.kind() {
                        std::io::ErrorKind::AlreadyExists => {
                            Fault::new(ErrorKind::Other, "it is a file, not a folder")
                        }
                        _ => Fault::of(&error, "create the folder"),
                    })?;
                    write::sweep(&Folder::root(root)?);
                    return Ok(());
                }
                Folder::root(root).map(drop)
            })
            .await?;
        Ok(directory)
    }

    /// The bucket at `root`, whether it is there or not: each request looks.
    #[must_use]
    pub fn unopened(root: &Path) -> Self {
        Self { root: root.into(), writers: Arc::default() }
    }

    /// Runs blocking work where it blocks nobody.
    async fn off_thread<T: Send + 'static>(
        &self,
        operation: Operation,
        key: &str,
        work: impl FnOnce(&Path) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, BucketError> {
        let root = self.root.clone();
        let done = tokio::task::spawn_blocking(move || work(&root)).await;
        let done = done.unwrap_or_else(|error| match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(Fault::new(ErrorKind::Unavailable, "the program is ending")),
        });
        done.map_err(|fault| {
            let root = self.root.display().to_string();
            let subject = if key.is_empty() { root } else { format!("{root}/{key}") };
            BucketError::new(operation, subject, fault.kind, fault.detail)
        })
    }
}

#[async_trait]
impl Bucket for Directory {
    async fn get(&self, key: &str, limit: u64) -> Result<Object, BucketError> {
        let owned = key.to_owned();
        self.off_thread(Operation::Get, key, move |root| read(root, &owned, limit)).await
    }

    async fn head(&self, key: &str) -> Result<ObjectInfo, BucketError> {
        let owned = key.to_owned();
        self.off_thread(Operation::Head, key, move |root| {
            let name = Name::new(&owned)?;
            let parent = Folder::root(root)?.descend(name.parents()).map_err(Fault::reading)?;
            let facts = parent.facts(name.last())?.ok_or_else(Fault::not_found)?;
            Ok(facts.info(&owned))
        })
        .await
    }

    async fn put(&self, key: &str, bytes: Bytes, condition: Condition) -> Result<Stored, BucketError> {
        let (owned, writers) = (key.to_owned(), self.writers.clone());
        self.off_thread(Operation::Put, key, move |root| {
            write::put(root, &writers, &owned, &bytes, &condition)
        })
        .await
    }

    async fn delete(&self, key: &str) -> Result<(), BucketError> {
        let (owned, writers) = (key.to_owned(), self.writers.clone());
        self.off_thread(Operation::Delete, key, move |root| write::delete(root, &writers, &owned)).await
    }

    async fn list(&self, listing: &Listing) -> Result<Page, BucketError> {
        let owned = listing.clone();
        self.off_thread(Operation::List, &listing.prefix, move |root| walk::page(root, &owned, walk::PAGE))
            .await
    }
}

/// Reads through one handle: facts and bytes are of the same file, whatever is renamed meanwhile.
fn read(root: &Path, key: &str, limit: u64) -> Result<Object, Fault> {
    use std::io::Read;
    let name = Name::new(key)?;
    let root = Folder::root(root)?;
    let parent = root.descend(name.parents()).map_err(Fault::reading)?;
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let handle = parent.open(name.last(), flags).map_err(Fault::reading)?;
    let mut file = std::fs::File::from(handle);
    let facts = Facts::of(&rustix::fs::fstat(&file)?).ok_or_else(Fault::not_found)?;
    let too_large = |size| {
        let detail = format!("it has {size} bytes, more than the {limit} that are accepted");
        Fault::new(ErrorKind::TooLarge { size, limit }, detail)
    };
    if facts.size > limit {
        return Err(too_large(facts.size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(facts.size).unwrap_or(0));
    (&mut file)
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Fault::of(&error, "read the file"))?;
    if bytes.len() as u64 > limit {
        return Err(too_large(bytes.len() as u64));
    }
    if Facts::of(&rustix::fs::fstat(&file)?).as_ref() != Some(&facts) || bytes.len() as u64 != facts.size {
        return Err(Fault::new(ErrorKind::Unavailable, "another program changed the file while it was read"));
    }
    Ok(Object { info: facts.info(key), bytes: bytes.into(), date: lock::now(&root)? })
}

impl Folder {
    /// The facts of a file here, or `None` when there is none.
    fn facts(&self, name: &str) -> Result<Option<Facts>, Fault> {
        match rustix::fs::statat(self, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => Ok(Facts::of(&stat)),
            Err(rustix::io::Errno::NOENT | rustix::io::Errno::NOTDIR) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

impl fmt::Display for Directory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root.display())
    }
}
