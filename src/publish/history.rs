//! Which releases a document remembers.

use jiff::{SignedDuration, Timestamp};

use crate::metadata::HistoryEntry;
use crate::metadata::limits::HISTORY;

/// A release that was current within this time is kept.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);
/// At least so many are kept, however old.
const KEPT_AT_LEAST: usize = 10;

/// `newest` before `older`, less what need not be remembered at `now` (the bucket's time).
///
/// A release was current until the one after it was committed, so an entry is kept while its *successor* is
/// younger than 90 days. What is dropped here is what [`super::collect`] may remove later.
pub(super) fn extend(newest: HistoryEntry, older: &[HistoryEntry], now: Timestamp) -> Vec<HistoryEntry> {
    let mut history = vec![newest];
    for entry in older.iter().take(HISTORY - 1) {
        let superseded = history[history.len() - 1].published_at;
        if history.len() >= KEPT_AT_LEAST && now.duration_since(superseded) > KEPT_FOR {
            break;
        }
        history.push(entry.clone());
    }
    history
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::{Digest, ReleaseNumber, Source};

    fn entry(release: u64, day: i64) -> HistoryEntry {
        HistoryEntry {
            release: ReleaseNumber::new(release).unwrap(),
            nonce: uuid::Uuid::from_u128(u128::from(release)),
            published_at: Timestamp::from_second(day * 86_400).unwrap(),
            archive: None,
            tree_sha256: Digest::of(b""),
            source: Source::default(),
            dag_count: 0,
            restores: None,
            removed: None,
        }
    }

    fn now(day: i64) -> Timestamp {
        Timestamp::from_second(day * 86_400).unwrap()
    }

    /// One release a day, `days` of them, newest first.
    fn daily(days: u64) -> Vec<HistoryEntry> {
        (1..=days).rev().map(|day| entry(day, i64::try_from(day).unwrap())).collect()
    }

    #[test]
    fn ten_releases_are_kept_however_old() {
        assert_eq!(extend(entry(31, 1_000), &daily(30), now(1_000)).len(), 10);
    }

    #[test]
    fn a_release_is_kept_for_ninety_days_after_its_successor_came() {
        let history = extend(entry(201, 201), &daily(200), now(201));
        let oldest = history.last().unwrap();
        // r111 came on day 111, 90 days ago; r110 was current until then.
        assert_eq!(oldest.release.get(), 110);
    }

    #[test]
    fn a_release_that_stood_for_a_year_is_kept_after_it_was_replaced() {
        let old = [entry(1, 0)];
        let mut history = vec![];
        for release in 2..=20 {
            history = extend(entry(release, 400), if release == 2 { &old } else { &history }, now(400));
        }
        assert_eq!(history.last().unwrap().release.get(), 1);
    }

    #[test]
    fn a_thousand_releases_are_the_most() {
        let many: Vec<_> = (1..=2_000).rev().map(|release| entry(release, 1)).collect();
        assert_eq!(extend(entry(2_001, 1), &many, now(1)).len(), 1_000);
    }
}
