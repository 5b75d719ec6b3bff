//! Eight publishers of one package at once, fifty times over.

use std::collections::BTreeSet;
use std::time::Instant;

use dag_publish::metadata::{Digest, Document};

use super::package::Package;
use super::publish::{Answer, Publish};
use super::store::Store;
use super::verify::Watched;

const ROUNDS: usize = 50;
const PUBLISHERS: usize = 8;
/// Rounds of one package: the race for the first release is run several times.
const ROUNDS_OF_ONE: usize = 10;

#[test]
fn of_eight_publishers_on_seaweedfs_each_release_has_one_and_none_is_lost() {
    race(&Store::server("seaweedfs"));
}

#[test]
fn of_eight_publishers_on_ministack_each_release_has_one_and_none_is_lost() {
    race(&Store::server("ministack"));
}

#[test]
fn of_eight_publishers_on_localstack_each_release_has_one_and_none_is_lost() {
    race(&Store::server("localstack"));
}

#[test]
fn of_eight_publishers_in_a_directory_each_release_has_one_and_none_is_lost() {
    race(&Store::directory());
}

/// One of the publishers, and how it ended.
struct Racer {
    package: Package,
    run: Option<u64>,
    answer: Answer,
}

impl Racer {
    fn publish(package: &Package, store: &Store, run: Option<u64>) -> Publish {
        let publish = package.publish(store);
        match run {
            Some(run) => publish.run_id(run),
            None => publish,
        }
    }
}

fn race(store: &Store) {
    let start = Instant::now();
    let (mut published, mut refused) = (0, 0);
    let mut watched = Watched::new(store, "race0");
    for round in 0..ROUNDS {
        let name = format!("race{}", round / ROUNDS_OF_ONE);
        if round % ROUNDS_OF_ONE == 0 {
            watched = Watched::new(store, &name);
        }
        let before = watched.document();
        let racers = run(store, &name, round);
        let document = watched.check().unwrap();
        let winners = judge(&racers, before.as_ref(), &document);
        (published, refused) = (published + winners, refused + racers.len() - winners);

        let last = racers.iter().find(|racer| racer.package.tree() == document.tree_sha256).unwrap();
        let quiet = Racer::publish(&last.package, store, last.run).exits(0);
        assert_eq!(quiet.report()["result"], "unchanged", "{quiet}");
        assert!(watched.is_projected(&document), "round {round}: the plain copy is not {}", document.release);
    }
    println!(
        "{}: {published} published and {refused} refused in {:.1} s",
        store.name,
        start.elapsed().as_secs_f64()
    );
    assert!(refused > 0, "nobody ever lost: that was no race");
}

/// One round: in every second one the publishers are runs of one repository's workflow, in the others nobody knows
/// which is older.
fn run(store: &Store, name: &str, round: usize) -> Vec<Racer> {
    let of_a_ci = round.is_multiple_of(2);
    let started: Vec<_> = (0..PUBLISHERS)
        .map(|publisher| {
            let variant = format!("{round} of {publisher}");
            let package = Package::new(name)
                .dag("same.py", &format!("{name}_same"), &variant)
                .dag("other.py", &format!("{name}_other"), &variant)
                .dag(&format!("own_{publisher}.py"), &format!("{name}_own_{publisher}"), "");
            // The newest run does not start last.
            let run = of_a_ci.then(|| (round * PUBLISHERS + (publisher * 3) % PUBLISHERS + 1) as u64);
            let child = Racer::publish(&package, store, run).start();
            (package, run, child)
        })
        .collect();
    started
        .into_iter()
        .map(|(package, run, child)| {
            let answer = Answer::of(child.wait_with_output().unwrap());
            Racer { package, run, answer }
        })
        .collect()
}

/// Who says that it published is in the history under its number, who was refused is not, and nobody else is.
fn judge(racers: &[Racer], before: Option<&Document>, after: &Document) -> usize {
    let known = before.map_or(0, |document| document.history.len());
    let new: Vec<(u64, Digest)> = after.history[..after.history.len() - known]
        .iter()
        .map(|entry| (entry.release.get(), entry.tree_sha256))
        .collect();
    let first = before.map_or(0, |document| document.release.get()) + 1;
    let numbers: BTreeSet<u64> = new.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (first..first + new.len() as u64).collect(), "numbers are one after the other");
    let mut published = BTreeSet::new();
    for Racer { package, answer, .. } in racers {
        match answer.code {
            0 => {
                let report = answer.report();
                assert_eq!(report["result"], "published", "{answer}");
                let number = report["release"].as_u64().unwrap();
                assert!(new.contains(&(number, package.tree())), "{answer}\nis not in {new:?}");
                assert!(published.insert(number), "r{number} has two publishers");
            }
            4 => assert!(!new.iter().any(|(_, tree)| *tree == package.tree()), "{answer}\nis in {new:?}"),
            _ => panic!("{answer}"),
        }
    }
    assert_eq!(published, numbers, "every release has a publisher that knows of it");
    published.len()
}
