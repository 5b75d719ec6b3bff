//! Removing archives that no release needs any more.

use futures::{StreamExt as _, stream};
use jiff::{SignedDuration, Timestamp};

use super::planted::{Bug, planted};
use super::{Phase, Publisher};
use crate::bucket::list_all;
use crate::metadata::Document;
use crate::metadata::layout::PackageKeys;

/// An archive that no history names is left alone until it is this old, by the bucket's clock: the publisher
/// that wrote it may be about to commit it. [`super::archive`] gives it an hour.
const UNNAMED_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Removes the archives of a package that `document`'s history does not name and that are over a week old.
///
/// Both facts are needed. A later document names an archive that this one does not only if the archive was
/// written for it, less than an hour before; and age is judged by two times of the same answer, so no clock
/// but the bucket's counts.
///
/// What fails is said and left for the next time.
pub(super) async fn collect(publisher: &Publisher<'_>, keys: &PackageKeys, document: &Document) {
    let page = match list_all(publisher.bucket, &keys.releases(), false).await {
        Ok(page) => page,
        Err(error) => {
            publisher.watch.warn(keys.package(), &format!("old archives were not looked for: {error}"));
            return;
        }
    };
    let named: std::collections::BTreeSet<&str> =
        document.history.iter().filter_map(|entry| Some(entry.archive.as_ref()?.key.as_str())).collect();
    let now = if planted(Bug::CollectByRunnersClock) { runners_clock(publisher) } else { page.date };
    let old: Vec<&str> = page
        .objects
        .iter()
        .filter(|object| keys.archive_number(&object.key).is_some())
        .filter(|object| !named.contains(object.key.as_str()))
        .filter(|object| now.duration_since(object.last_modified) > UNNAMED_FOR)
        .map(|object| object.key.as_str())
        .collect();
    if old.is_empty() {
        return;
    }
    publisher.watch.begin(keys.package(), Phase::Collect, old.len() as u64);
    let failures = stream::iter(old)
        .map(|key| async move {
            let result = publisher.bucket.delete(key).await;
            publisher.watch.step(keys.package());
            result.err()
        })
        .buffer_unordered(publisher.concurrency.max(1))
        .filter_map(futures::future::ready)
        .collect::<Vec<_>>()
        .await;
    if let Some(error) = failures.first() {
        publisher.watch.warn(keys.package(), &format!("{} old archives stay: {error}", failures.len()));
    }
}

/// What must not be asked how old an archive is.
fn runners_clock(publisher: &Publisher<'_>) -> Timestamp {
    let millis = i64::try_from(publisher.host.unix_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::MAX)
}
