//! `kill -9` at any moment: what was committed stays whole, and the next run finishes the job.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::package::{Package, dag};
use super::store::Store;
use super::verify::Watched;

/// Rounds of one package: its first publish is among those that are killed.
const ROUNDS: usize = 20;
const FILES: usize = 60;
/// Files with new bytes in each round; one more comes and one goes.
const CHANGED: usize = 20;

#[test]
fn a_publish_killed_at_any_of_200_moments_leaves_seaweedfs_valid_and_the_next_finishes() {
    let reached = kill(&Store::server("seaweedfs"), 200);
    for phase in [Reached::Nothing, Reached::Archive, Reached::Commit, Reached::WholePlainCopy] {
        assert!(reached.contains_key(&phase), "no kill came after {phase:?}: {reached:?}");
    }
}

#[test]
fn a_publish_killed_at_any_of_40_moments_leaves_a_directory_valid_and_the_next_finishes() {
    let reached = kill(&Store::directory(), 40);
    // A disk is too fast for every phase to be met by so few.
    let committed = |phase: &&Reached| matches!(phase, Reached::Commit | Reached::WholePlainCopy);
    let after = reached.keys().filter(committed).count();
    assert!(0 < after && after < reached.len(), "every kill came on one side of the commit: {reached:?}");
}

/// How far a killed publish had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    Nothing,
    Archive,
    Commit,
    WholePlainCopy,
}

fn kill(store: &Store, kills: usize) -> BTreeMap<Reached, usize> {
    let seed = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().subsec_nanos();
    println!("{}: {kills} kills from seed {seed}", store.name);
    let random = Mutex::new(Random(u64::from(seed)));
    // A publish takes so long, as far as is known: kills are spread over it.
    let duration = Mutex::new(Duration::from_millis(500));
    let ends = Mutex::new(Vec::new());
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let package = next.fetch_add(1, Ordering::Relaxed);
                    if package * ROUNDS >= kills {
                        break;
                    }
                    Lane { store, random: &random, duration: &duration, ends: &ends }
                        .run(&format!("kill{package}"));
                }
            });
        }
    });
    let mut reached = BTreeMap::new();
    for (_, phase) in ends.into_inner().unwrap() {
        *reached.entry(phase).or_default() += 1;
    }
    println!("{}: {reached:?}", store.name);
    assert_eq!(reached.values().sum::<usize>(), kills);
    reached
}

struct Lane<'a> {
    store: &'a Store,
    random: &'a Mutex<Random>,
    duration: &'a Mutex<Duration>,
    /// After which delay each kill came, and what it met.
    ends: &'a Mutex<Vec<(Duration, Reached)>>,
}

impl Lane<'_> {
    fn run(&self, name: &str) {
        let mut package = Package::new(name);
        for file in 0..FILES {
            package = package.dag(&format!("f{file:02}.py"), &format!("{name}_{file}"), "first");
        }
        let mut watched = Watched::new(self.store, name);
        for round in 0..ROUNDS {
            for file in (0..CHANGED).map(|file| (file + 7 * round) % FILES) {
                package.write(&format!("f{file:02}.py"), dag(&format!("{name}_{file}"), &format!("{round}")));
            }
            package.write(&format!("only_{round}.py"), dag(&format!("{name}_only_{round}"), ""));
            if round > 0 {
                package.remove(&format!("only_{}.py", round - 1));
            }
            self.round(&package, &mut watched, round as u64);
        }
    }

    fn round(&self, package: &Package, watched: &mut Watched<'_>, round: u64) {
        let before = watched.archive_keys();
        let run = 1_000 + 2 * round;
        let delay = self.delay(round);
        let mut child = package.publish(self.store).run_id(run).start();
        std::thread::sleep(delay);
        child.kill().unwrap();
        child.wait().unwrap();

        let document = watched.check();
        let is_ours = document.as_ref().is_some_and(|document| document.tree_sha256 == package.tree());
        let reached = match &document {
            Some(document) if is_ours && watched.is_projected(document) => Reached::WholePlainCopy,
            _ if is_ours => Reached::Commit,
            _ if watched.archive_keys() != before => Reached::Archive,
            _ => Reached::Nothing,
        };
        self.ends.lock().unwrap().push((delay, reached));

        // A re-run keeps its run's id; a new push has a higher one. Both finish the job.
        let start = Instant::now();
        let answer = package.publish(self.store).run_id(run + round % 2).exits(0);
        let report = answer.report();
        // What was under way when the process died may have landed only now: not seen is not yet never.
        let expected: &[&str] = if is_ours { &["unchanged"] } else { &["published", "unchanged"] };
        assert!(expected.contains(&report["result"].as_str().unwrap()), "after {reached:?}: {answer}");
        if !is_ours {
            let mut duration = self.duration.lock().unwrap();
            *duration = (*duration + start.elapsed()) / 2;
        }
        let document = watched.check().unwrap();
        assert_eq!(report["release"], document.release.get());
        assert_eq!(document.tree_sha256, package.tree());
        assert!(watched.is_projected(&document), "after {reached:?}: {answer}");
    }
}

impl Lane<'_> {
    /// Anywhere in the time that a publish takes; every second one close to where the commit was met so far.
    fn delay(&self, round: u64) -> Duration {
        let share = self.random.lock().unwrap().share();
        let ends = self.ends.lock().unwrap();
        let after = |phase| {
            let mut delays: Vec<Duration> =
                ends.iter().filter(|(_, met)| *met == phase).map(|(delay, _)| *delay).collect();
            delays.sort();
            delays
        };
        let (nothing, commit) = (after(Reached::Nothing), after(Reached::Commit));
        if round.is_multiple_of(2) || nothing.is_empty() || commit.is_empty() {
            return self.duration.lock().unwrap().mul_f64(share * 1.05);
        }
        let (early, late) = (nothing[nothing.len() * 3 / 4], commit[commit.len() / 4]);
        let (early, late) = (early.min(late), early.max(late));
        early + (late - early).mul_f64(share)
    }
}

/// SplitMix64.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// Between 0 and 1.
    pub(crate) fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        // 32 bits are exact in a double.
        f64::from(u32::try_from(z >> 32).unwrap()) / f64::from(u32::MAX)
    }
}
