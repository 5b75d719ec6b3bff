//! Removing archives that no release needs any more.

use std::collections::BTreeSet;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::{SignedDuration, Timestamp};

use super::outcome::{Known, PublishError};
use super::{Phase, Publisher, current};
use crate::bucket::list_all;
use crate::metadata::Document;
use crate::metadata::layout::PackageKeys;
use crate::planted::{Bug, planted};

/// An archive that no history names is left alone until it is this old, by the bucket's clock: the publisher
/// that wrote it may be about to commit it. [`super::archive`] gives it an hour.
const UNNAMED_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Removes the archives of a package that no history names and that are over a week old.
///
/// Why nothing that is needed goes: the document is read *after* the listing. A later document names an archive
/// that this one does not only if that archive was written less than an hour before its commit; an archive that
/// was a week old before the document was read cannot be one of those. Age is judged by two times of the same
/// answer, so no clock but the bucket's counts.
///
/// What fails is said and left for the next time.
pub(super) async fn collect(publisher: &Publisher<'_>, keys: &PackageKeys, document: &Document) {
    if let Err(error) = try_collect(publisher, keys, document).await {
        publisher.watch.warn(keys.package(), &format!("old archives stay: {error}"));
    }
}

async fn try_collect(
    publisher: &Publisher<'_>,
    keys: &PackageKeys,
    known: &Document,
) -> Result<(), PublishError> {
    let fail = |error| PublishError::bucket("removing old archives", Known::Committed(known.release), error);
    let page = list_all(publisher.bucket, &keys.releases(), false).await.map_err(fail)?;
    let now = if planted(Bug::CollectByRunnersClock) { runners_clock(publisher) } else { page.date };
    let mut old: Vec<&str> = page
        .objects
        .iter()
        .filter(|object| keys.archive_number(&object.key).is_some())
        .filter(|object| now.duration_since(object.last_modified) > UNNAMED_FOR)
        .map(|object| object.key.as_str())
        .collect();
    forget(&mut old, known);
    if old.is_empty() {
        return Ok(());
    }
    if !planted(Bug::CollectByOldDocument) {
        // Without a document nothing says what is needed.
        let Some(latest) = current::read(publisher, keys).await?.document else { return Ok(()) };
        forget(&mut old, &latest);
    }
    publisher.watch.begin(keys.package(), Phase::Collect, old.len() as u64);
    stream::iter(old)
        .map(|key| async move {
            publisher.bucket.delete(key).await?;
            publisher.watch.step(keys.package());
            Ok(())
        })
        .buffer_unordered(publisher.concurrency.max(1))
        .try_collect()
        .await
        .map_err(fail)
}

/// Leaves what `document` names out of `keys`.
fn forget(keys: &mut Vec<&str>, document: &Document) {
    let named: BTreeSet<&str> =
        document.history.iter().filter_map(|entry| Some(entry.archive.as_ref()?.key.as_str())).collect();
    keys.retain(|key| !named.contains(key));
}

/// What must not be asked how old an archive is.
fn runners_clock(publisher: &Publisher<'_>) -> Timestamp {
    let millis = i64::try_from(publisher.host.unix_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::MAX)
}
