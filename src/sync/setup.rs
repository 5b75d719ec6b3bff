//! What a syncer is opened from: a bucket, the folders, and how to work.

use std::path::PathBuf;
use std::sync::Arc;

use super::cycle::{Settings, Syncer};
use super::request::Identity;
use super::tree::disk::Disk;
use super::tree::{Moment, Paths, RealDisk, Recovered, Tree, TreeError};
use crate::bucket::Bucket;
use crate::host::Host;

/// Where a syncer reads, where it writes, and how.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The bucket.
    pub bucket: Arc<dyn Bucket>,
    /// The bucket's name as everybody on this machine would spell it.
    pub bucket_name: String,
    /// The machine.
    pub host: Arc<dyn Host>,
    /// The folders.
    pub paths: Paths,
    /// How to work.
    pub settings: Settings,
}

impl Setup {
    /// Opens the folders, and finishes what a killed run left in them.
    ///
    /// # Errors
    /// [`TreeError::Busy`] while another dag-sync has the folders; else as the folders say.
    pub fn open(&self) -> Result<Syncer, TreeError> {
        let disk: Arc<dyn Disk> = Arc::new(RealDisk::open(self.paths.clone())?);
        let (tree, recovered) = Tree::open(disk, Moment::now(&*self.host))?;
        say(&recovered);
        for foreign in tree.foreign_owners()? {
            tracing::warn!("`{}` cannot be replaced: {}", foreign.name, foreign.help());
        }
        Ok(self.syncer(tree))
    }

    /// Opens the folders to look at them: nothing is locked, made or written.
    ///
    /// # Errors
    /// As the folders say.
    pub fn look(&self) -> Result<Syncer, TreeError> {
        let disk = RealDisk::look(self.paths.clone())?.map(|disk| Arc::new(disk) as Arc<dyn Disk>);
        if disk.is_none() {
            tracing::warn!("`{}` does not exist yet; dag-sync would create it", self.paths.dest.display());
        }
        Ok(self.syncer(Tree::look(disk, Moment::now(&*self.host))?))
    }

    /// What a request to another process on these folders must agree on.
    #[must_use]
    pub fn identity(&self) -> Identity {
        let dest = self.paths.dest.canonicalize().unwrap_or_else(|_| self.paths.dest.clone());
        Identity { bucket: self.bucket_name.clone(), environment: self.settings.environment.clone(), dest }
    }

    /// Where a dag-sync that has the folders listens.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.paths.state.join("socket")
    }

    fn syncer(&self, tree: Tree) -> Syncer {
        Syncer::open(Arc::clone(&self.bucket), Arc::clone(&self.host), tree, self.settings.clone())
    }
}

/// Tells what a killed run left.
fn say(recovered: &Recovered) {
    for name in &recovered.finished {
        tracing::info!("the switch of `{name}` was finished that a killed run had begun");
    }
    for path in &recovered.retired {
        tracing::info!("`{}` was found complete in staging, and is kept for a while", path.display());
    }
    for path in &recovered.aside {
        tracing::warn!(
            "`{}` was found in staging and is nobody's release: it is kept; remove it when nobody needs it",
            path.display()
        );
    }
    if recovered.wiped > 0 {
        tracing::info!("{} half-made trees of a killed run were removed", recovered.wiped);
    }
}
