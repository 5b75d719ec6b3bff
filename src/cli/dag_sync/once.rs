//! One cycle, or what it would do.

use std::sync::Arc;

use super::{Arguments, Failure};
use crate::host::RealHost;
use crate::sync::cycle::Syncer;
use crate::sync::report::Report;
use crate::sync::tree::disk::Disk;
use crate::sync::tree::{Moment, NoDisk, RealDisk, Tree};

/// What a cycle would do. It works beside a running dag-sync: it takes no lock and writes nothing.
pub(super) async fn plan(arguments: &Arguments) -> Result<Report, Failure> {
    let bucket = arguments.open_bucket().await?;
    let disk: Arc<dyn Disk> = match RealDisk::look(arguments.paths())? {
        Some(disk) => Arc::new(disk),
        None => {
            tracing::warn!("`{}` does not exist yet; dag-sync would create it", arguments.dest.display());
            Arc::new(NoDisk)
        }
    };
    let tree = Tree::look(disk, Moment::now(&RealHost))?;
    let mut syncer = Syncer::open(bucket, Arc::new(RealHost), tree, arguments.settings()).await?;
    Ok(syncer.plan(&arguments.ask()).await?)
}

/// How often a cycle is run again because something moved while it looked.
const AGAIN: usize = 3;

/// One cycle on a folder that nobody else works in.
pub(super) async fn cycle(arguments: &Arguments) -> Result<Report, Failure> {
    let bucket = arguments.open_bucket().await?;
    let disk = RealDisk::open(arguments.paths())?;
    let (tree, recovered) = Tree::open(Arc::new(disk), Moment::now(&RealHost))?;
    tracing::debug!("{recovered:?}");
    let mut syncer = Syncer::open(bucket, Arc::new(RealHost), tree, arguments.settings()).await?;
    let mut report = syncer.cycle(&arguments.ask()).await?;
    for _ in 0..AGAIN {
        if !report.again {
            break;
        }
        report = syncer.cycle(&arguments.ask()).await?;
    }
    syncer.sweep().await?;
    Ok(report)
}
