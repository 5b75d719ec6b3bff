//! A crash after every single change, and a power loss on top of it: restart converges, and nobody ever sees a
//! mixed or partial package.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustix::io::Errno;

use super::package::{self, document, files, folder, mirror_folder, mirrored, moment, name, place};
use crate::planted::{Bug, plant};
use crate::simulation::random::Random;
use crate::sync::tree::disk::Place;
use crate::sync::tree::sim_disk::{Contents, SimDisk};
use crate::sync::tree::{Before, Folder, Keep, Mirrored, RootFile, Tree, TreeError};

const KEEP_NOTHING: Keep = Keep { time: Duration::ZERO, releases: 0 };

type Files = Option<BTreeMap<PathBuf, Vec<u8>>>;

/// What may lie under each name at any instant: each of these, or nothing.
fn whole_only() -> impl Fn(&Contents) -> Result<(), String> + Send + 'static {
    let package: Vec<_> = (1..=3).map(|number| folder("p", number)).collect();
    let mirror: Vec<_> = (1..=2).map(mirror_folder).chain([foreign()]).collect();
    let root: Vec<_> = (1..=2).map(root_file).collect();
    let allowed =
        [("p", package), ("m", mirror), ("shared.py", root)].map(|(at, allowed)| (Place::dest(at), allowed));
    move |now| {
        for (at, allowed) in &allowed {
            if let Some(found) = now.tree(at)
                && !allowed.contains(&found)
            {
                return Err(format!("{at:?} holds {:?}", found.keys().collect::<Vec<_>>()));
            }
        }
        Ok(())
    }
}

/// How many power losses follow each crash: few in `cargo test`, more where time allows.
fn losses() -> u64 {
    let seeds = std::env::var("DAG_PUBLISH_SEEDS").ok().and_then(|seeds| seeds.parse::<u64>().ok());
    seeds.map_or(2, |seeds| (seeds / 5_000).clamp(2, 40))
}

fn foreign() -> BTreeMap<PathBuf, Vec<u8>> {
    [("mine.py".into(), b"# a user's\n".to_vec())].into()
}

fn root_file(number: u64) -> BTreeMap<PathBuf, Vec<u8>> {
    [(PathBuf::new(), format!("{number}").into_bytes())].into()
}

fn mirrored_file(number: u64) -> Mirrored {
    Mirrored { etag: "\"e\"".into(), bytes: number.to_string().into() }
}

fn disk(state_in_dest: bool, exchanges: bool) -> Arc<SimDisk> {
    let disk = Arc::new(SimDisk::new(state_in_dest));
    disk.set_exchanges(exchanges);
    disk.plant(&Place::dest("m/mine.py"), b"# a user's\n", 1_000);
    disk.watch(whole_only());
    disk
}

/// Everything that a syncer does to the folder. `done` counts the steps that were reported as done.
fn life(tree: &Tree, done: &Cell<usize>) -> Result<(), TreeError> {
    let step = |result: Result<(), TreeError>| result.map(|()| done.set(done.get() + 1));
    step(place(tree, "p", 1, moment(10)))?;
    step(place(tree, "p", 2, moment(20)))?;
    let mirror = |number| tree.stage_mirror(&name("m"), &mirrored(number));
    step(tree.switch(mirror(1)?, moment(30)).map(|_| ()))?;
    step(tree.switch(mirror(2)?, moment(40)).map(|_| ()))?;
    let file = |number| tree.stage_file(&name("shared.py"), &mirrored_file(number));
    step(tree.switch(file(1)?, moment(50)).map(|_| ()))?;
    step(tree.switch(file(2)?, moment(60)).map(|_| ()))?;
    step(tree.sweep(moment(61), Keep { time: Duration::from_secs(600), releases: 3 }).map(|_| ()))?;
    step(tree.sweep(moment(700), KEEP_NOTHING).map(|_| ()))?;
    let both = vec![tree.stage(&document("p", 3), &files(3))?, mirror(1)?];
    step(tree.switch_all(both, moment(710)).into_iter().collect::<Result<Vec<_>, _>>().map(|_| ()))?;
    step(tree.retire(&name("p"), moment(720)).map(|_| ()))?;
    step(tree.sweep(moment(2_000), KEEP_NOTHING).map(|_| ()))
}

/// The package, the mirror and the file after each step of a life.
fn after(step: usize) -> [Files; 3] {
    let (package, mirror, file) = match step {
        0 => (None, Some(foreign()), None),
        1 => (Some(1), Some(foreign()), None),
        2 => (Some(2), Some(foreign()), None),
        3 => (Some(2), Some(mirror_folder(1)), None),
        4 => (Some(2), Some(mirror_folder(2)), None),
        5 => (Some(2), Some(mirror_folder(2)), Some(root_file(1))),
        6..=8 => (Some(2), Some(mirror_folder(2)), Some(root_file(2))),
        9 => (Some(3), Some(mirror_folder(1)), Some(root_file(2))),
        _ => (None, Some(mirror_folder(1)), Some(root_file(2))),
    };
    [package.map(|number| folder("p", number)), mirror, file]
}

fn live(disk: &SimDisk) -> [Files; 3] {
    ["p", "m", "shared.py"].map(|at| disk.contents().tree(&Place::dest(at)))
}

/// Whether each name holds what it held before or after the step that was cut short.
fn see_done(disk: &SimDisk, done: usize, what: &str) {
    let (before, after, live) = (after(done), after(done + 1), live(disk));
    for ((before, after), live) in before.into_iter().zip(after).zip(live) {
        assert!(
            live == before || live == after,
            "{what}: what was reported as done is gone, or came too early"
        );
    }
}

/// After a restart: nothing is left over, everything has its identity, and the same work goes through.
fn see_converges(disk: &Arc<SimDisk>, what: &str) {
    let (tree, recovered) = package::open(disk).unwrap_or_else(|error| panic!("{what}: {error}"));
    let contents = disk.contents();
    for folder in ["staging", "journal", "trash"] {
        let names = contents.names(&Place::state(folder));
        assert!(names.is_empty(), "{what}: {folder} holds {names:?} after {recovered:?}");
    }
    let found = tree.live().unwrap();
    if let Some(package) = found.folders.get(&name("p")) {
        assert!(matches!(package, Folder::Managed { .. }), "{what}: {package:?}");
    }
    if contents.tree(&Place::dest("m")) != Some(foreign()) {
        let mirror = &found.folders[&name("m")];
        assert!(matches!(mirror, Folder::Mirror(_)), "{what}: {mirror:?}");
    }
    if let Some(file) = found.files.get(&name("shared.py")) {
        assert!(matches!(file, RootFile::Mirror(_)), "{what}: {file:?}");
    }
    life(&tree, &Cell::new(0)).unwrap_or_else(|error| panic!("{what}: again: {error}"));
    let contents = disk.contents();
    assert_eq!(live(disk), after(11), "{what}");
    for folder in ["staging", "journal", "trash", "retired"] {
        let names = contents.names(&Place::state(folder));
        assert!(names.is_empty(), "{what}: {folder} holds {names:?} at the end");
    }
    // The user's folder was kept, once, and nothing of ours with it.
    let aside = contents.names(&Place::state("aside"));
    let whole: Vec<_> =
        aside.iter().map(|name| contents.tree(&Place::state("aside").join(name)).unwrap()).collect();
    assert_eq!(whole, [foreign()], "{what}: {aside:?}");
    assert_eq!(disk.violation(), None, "{what}");
}

#[test]
fn a_crash_after_any_change_leaves_whole_packages_and_a_restart_converges() {
    for (state_in_dest, exchanges) in [(true, true), (false, true), (false, false)] {
        let whole = disk(state_in_dest, exchanges);
        let (tree, _) = package::open(&whole).unwrap();
        life(&tree, &Cell::new(0)).unwrap();
        drop(tree);
        see_done(&whole, 11, "without a crash");
        assert_eq!(whole.violation(), None);
        println!("exchange {exchanges}: {} changes", whole.changes());
        for last in 0..=whole.changes() {
            for power_loss in std::iter::once(None).chain((1..=losses()).map(Some)) {
                let what = format!(
                    "in dest {state_in_dest}, exchange {exchanges}, change {last}, loss {power_loss:?}"
                );
                let disk = disk(state_in_dest, exchanges);
                disk.die_after(last);
                let done = Cell::new(0);
                let _ = package::open(&disk).and_then(|(tree, _)| life(&tree, &done));
                match power_loss {
                    None => disk.restart(),
                    Some(seed) => disk.lose_power(seed * 1_000 + last as u64),
                }
                if exchanges {
                    see_done(&disk, done.get(), &what);
                }
                assert_eq!(disk.violation(), None, "{what}");
                see_converges(&disk, &what);
            }
        }
    }
}

#[test]
fn a_tree_that_goes_live_before_it_is_on_the_disk_is_seen() {
    let whole = disk(true, true);
    package::open(&whole).and_then(|(tree, _)| life(&tree, &Cell::new(0))).unwrap();
    let seen = |bug| {
        plant(bug);
        let seen = (1..=100_u64).find(|seed| {
            let disk = disk(true, true);
            disk.die_after(Random::new(*seed).below(whole.changes()));
            let _ = package::open(&disk).and_then(|(tree, _)| life(&tree, &Cell::new(0)));
            disk.lose_power(*seed);
            disk.violation().is_some()
        });
        plant(None);
        seen
    };
    assert_eq!(seen(None), None);
    let seed = seen(Some(Bug::SwitchBeforeSynced)).expect("no seed sees it");
    println!("seed {seed} sees it");
}

#[test]
fn a_crash_during_recovery_is_recovered_from() {
    for exchanges in [true, false] {
        let whole = disk(true, exchanges);
        package::open(&whole).and_then(|(tree, _)| life(&tree, &Cell::new(0))).unwrap();
        for first in (0..whole.changes()).step_by(3) {
            for second in 0..40 {
                let disk = disk(true, exchanges);
                disk.die_after(first);
                let _ = package::open(&disk).and_then(|(tree, _)| life(&tree, &Cell::new(0)));
                disk.restart();
                let before = disk.changes();
                disk.die_after(second);
                let opened = package::open(&disk);
                disk.lose_power((first * 100 + second) as u64);
                if opened.is_ok() && disk.changes() - before < second {
                    break;
                }
                drop(opened);
                disk.restart();
                see_converges(&disk, &format!("exchange {exchanges}, changes {first} and {second}"));
            }
        }
    }
}

#[test]
fn a_change_that_fails_leaves_what_was_live_and_the_next_try_goes_through() {
    for exchanges in [true, false] {
        let whole = disk(true, exchanges);
        package::open(&whole).and_then(|(tree, _)| life(&tree, &Cell::new(0))).unwrap();
        for error in [Errno::NOSPC, Errno::IO, Errno::ACCESS] {
            for at in 0..whole.changes() {
                let what = format!("exchange {exchanges}, {error} at change {at}");
                let disk = disk(true, exchanges);
                disk.fail_at(at, error);
                let Ok((tree, _)) = package::open(&disk) else { continue };
                let _ = life(&tree, &Cell::new(0));
                assert_eq!(disk.violation(), None, "{what}");
                // In the same process, without a restart.
                life(&tree, &Cell::new(0)).unwrap_or_else(|error| panic!("{what}: again: {error}"));
                drop(tree);
                see_converges(&disk, &what);
            }
        }
    }
}

#[test]
fn a_package_is_never_absent_where_the_file_system_can_exchange() {
    let disk = disk(true, true);
    let (tree, _) = package::open(&disk).unwrap();
    place(&tree, "p", 1, moment(1)).unwrap();
    let whole = whole_only();
    disk.watch(move |now| match now.tree(&Place::dest("p")) {
        Some(_) => whole(now),
        None => Err("absent".into()),
    });
    for number in [2, 3, 1, 2] {
        let staged = tree.stage(&document("p", number), &files(number)).unwrap();
        let switched = tree.switch(staged, moment(number)).unwrap();
        assert!(!switched.gap && matches!(switched.before, Before::Retired(_)), "{switched:?}");
    }
    assert_eq!(disk.violation(), None);
    assert_eq!(tree.exchanges(), Some(true));
}
