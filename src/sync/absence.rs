//! When a mirrored object that is no longer listed may go: never by one listing, never many at once.
//!
//! Packages without a document have no tombstone; all that says an object is gone is that it is not listed. An
//! emptied prefix, a broken role or half an upload look the same. So an object goes only after it was absent from
//! three complete listings over five minutes, and only while few go. Over that the guard latches: nothing goes
//! until the objects return or a person confirms (`dag-sync --once --confirm-deletes`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::planted::{Bug, planted};

/// Complete listings that an object must be absent from.
const LISTINGS: u32 = 3;
/// Over at least this time.
const FOR: SignedDuration = SignedDuration::from_mins(5);
/// What went within this time counts against `--max-delete`.
const WINDOW: SignedDuration = SignedDuration::from_hours(24);

/// What is remembered of absent objects. It is written to disk before anything it decides is carried out, so that
/// a restart neither forgets a latch nor starts counting anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// Mirrored objects that are not listed, by key below the environment.
    absent: BTreeMap<String, Absence>,
    /// When objects went, within the last day.
    gone: Vec<Timestamp>,
    /// The guard holds: too many were absent.
    latched: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Absence {
    /// The bucket's time of the first listing without it.
    since: Timestamp,
    /// How many complete listings did not show it.
    listings: u32,
}

/// What a listing means for the mirrored objects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Objects that go now.
    pub go: BTreeSet<String>,
    /// Objects that are absent and stay.
    pub stay: BTreeSet<String>,
    /// The guard holds; it says how many are absent and how many may go.
    pub latched: Option<Latch>,
}

/// Why nothing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latch {
    /// Mirrored objects that are absent now.
    pub absent: usize,
    /// Objects that went in the last 24 hours.
    pub gone: usize,
    /// How many may go in 24 hours.
    pub allowed: usize,
}

impl Journal {
    /// Takes note of a complete listing at `now`, the bucket's time.
    ///
    /// `mirrored` is what this machine holds, `listed` what the bucket shows; `max_delete` is a share, 0 to 1;
    /// `confirmed` is a person's word that what is absent may go at once.
    pub fn note(
        &mut self,
        mirrored: &BTreeSet<String>,
        listed: &BTreeSet<String>,
        now: Timestamp,
        max_delete: f64,
        confirmed: bool,
    ) -> Verdict {
        self.gone.retain(|gone| now.duration_since(*gone) < WINDOW);
        self.absent.retain(|key, _| mirrored.contains(key) && !listed.contains(key));
        for key in mirrored.difference(listed) {
            let absence = self.absent.entry(key.clone()).or_insert(Absence { since: now, listings: 0 });
            absence.listings = absence.listings.saturating_add(1);
        }
        let (absent, gone) = (self.absent.len(), self.gone.len());
        let allowed = allowed(mirrored.len() + gone, max_delete);
        let mut verdict = Verdict { stay: self.absent.keys().cloned().collect(), ..Verdict::default() };
        if confirmed {
            verdict.go = std::mem::take(&mut verdict.stay);
        } else if absent > 0 && (self.latched || absent + gone > allowed) {
            verdict.latched = Some(Latch { absent, gone, allowed });
        } else {
            let due = |absence: &Absence| {
                absence.listings >= LISTINGS && now.duration_since(absence.since) >= FOR
                    || planted(Bug::DeletedOnOneListing)
            };
            let go: BTreeSet<String> =
                self.absent.iter().filter(|(_, absence)| due(absence)).map(|(key, _)| key.clone()).collect();
            verdict.stay.retain(|key| !go.contains(key));
            verdict.go = go;
        }
        // It heals when what was missing has returned, and only then.
        self.latched = verdict.latched.is_some();
        for key in &verdict.go {
            self.absent.remove(key);
            self.gone.push(now);
        }
        verdict
    }
}

/// How many of `all` may go in a day: the share, and at least one.
fn allowed(all: usize, max_delete: f64) -> usize {
    // Object counts are far below 2^52, where floats are exact.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let share = (all as f64 * max_delete.clamp(0.0, 1.0)).floor() as usize;
    share.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn many(count: usize) -> BTreeSet<String> {
        (0..count).map(|number| format!("team/dags/{number}.py")).collect()
    }

    fn minute(minute: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + minute * 60).unwrap()
    }

    #[test]
    fn an_object_goes_after_three_listings_over_five_minutes() {
        let mut journal = Journal::default();
        let (mirrored, listed) = (keys(&["a", "b", "c", "d", "e"]), keys(&["a", "b", "c", "d"]));
        for at in [0, 1, 2, 4] {
            assert_eq!(journal.note(&mirrored, &listed, minute(at), 0.2, false).go, keys(&[]), "{at}");
        }
        assert_eq!(journal.note(&mirrored, &listed, minute(5), 0.2, false).go, keys(&["e"]));
    }

    #[test]
    fn five_minutes_with_two_listings_are_not_enough() {
        let mut journal = Journal::default();
        let (mirrored, listed) = (keys(&["a", "b"]), keys(&["a"]));
        journal.note(&mirrored, &listed, minute(0), 1.0, false);
        assert_eq!(journal.note(&mirrored, &listed, minute(60), 1.0, false).go, keys(&[]));
        assert_eq!(journal.note(&mirrored, &listed, minute(61), 1.0, false).go, keys(&["b"]));
    }

    #[test]
    fn an_object_that_returns_starts_anew() {
        let mut journal = Journal::default();
        let (all, without) = (keys(&["a", "b"]), keys(&["a"]));
        journal.note(&all, &without, minute(0), 1.0, false);
        journal.note(&all, &without, minute(4), 1.0, false);
        journal.note(&all, &all, minute(5), 1.0, false);
        journal.note(&all, &without, minute(6), 1.0, false);
        assert_eq!(journal.note(&all, &without, minute(7), 1.0, false).go, keys(&[]));
    }

    #[test]
    fn an_emptied_prefix_deletes_nothing_however_long_it_stays_empty() {
        let mut journal = Journal::default();
        for at in 0..1_000 {
            let verdict = journal.note(&many(50), &keys(&[]), minute(at), 0.2, false);
            assert_eq!(verdict.go, keys(&[]));
            assert_eq!(verdict.latched, Some(Latch { absent: 50, gone: 0, allowed: 10 }));
        }
    }

    #[test]
    fn a_prefix_deleted_key_by_key_latches_before_a_fifth_is_gone() {
        let mut journal = Journal::default();
        let mut mirrored = many(50);
        let mut listed = mirrored.clone();
        for at in 0..600 {
            listed.pop_first();
            let verdict = journal.note(&mirrored, &listed, minute(at), 0.2, false);
            mirrored.retain(|key| !verdict.go.contains(key));
        }
        assert!(mirrored.len() >= 40, "{} are left", mirrored.len());
    }

    #[test]
    fn the_latch_outlives_a_restart_and_heals_when_the_objects_return() {
        let mut journal = Journal::default();
        journal.note(&many(50), &keys(&[]), minute(0), 0.2, false);
        let json = serde_json::to_string(&journal).unwrap();
        let mut journal: Journal = serde_json::from_str(&json).unwrap();
        // All but one return: one alone would be allowed, but the guard holds until nothing is missing.
        let mut but_one = many(50);
        but_one.pop_first();
        for at in 1..20 {
            assert!(journal.note(&many(50), &but_one, minute(at), 0.2, false).latched.is_some());
        }
        assert_eq!(journal.note(&many(50), &many(50), minute(20), 0.2, false), Verdict::default());
        assert!(journal.note(&many(50), &but_one, minute(21), 0.2, false).latched.is_none());
    }

    #[test]
    fn a_person_may_confirm() {
        let mut journal = Journal::default();
        journal.note(&many(50), &keys(&[]), minute(0), 0.2, false);
        assert_eq!(journal.note(&many(50), &keys(&[]), minute(1), 0.2, true).go, many(50));
    }

    #[test]
    fn a_clock_that_goes_back_a_day_deletes_nothing_early() {
        let mut journal = Journal::default();
        let (mirrored, listed) = (keys(&["a", "b"]), keys(&["a"]));
        journal.note(&mirrored, &listed, minute(2_000), 1.0, false);
        for at in 0..5 {
            assert_eq!(journal.note(&mirrored, &listed, minute(at), 1.0, false).go, keys(&[]));
        }
    }
}
