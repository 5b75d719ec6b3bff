//! The target set on small worlds, one by one and generated.

use proptest::prelude::*;

use super::*;
use crate::metadata::{
    Archive, DagEntry, Digest, EnvironmentName, FilePath, MIN_READER, SCHEMA_VERSION, Source, Tool,
    tree_sha256,
};

/// A package's releases, oldest first: the ids of each, or `None` for a tombstone.
#[derive(Debug, Clone)]
struct Story {
    name: &'static str,
    releases: Vec<Option<Vec<&'static str>>>,
    /// The day of the first release; one release a day.
    day: i64,
}

fn day(day: i64) -> Timestamp {
    Timestamp::from_second(day * 86_400).unwrap()
}

fn key(name: &str, release: usize) -> String {
    format!("{name}-{release}")
}

impl Story {
    fn document(&self) -> Document {
        let path = FilePath::new("dags.py").unwrap();
        let newest = self.releases.last().unwrap();
        let history: Vec<HistoryEntry> = (1..=self.releases.len())
            .rev()
            .map(|number| {
                let is_release = self.releases[number - 1].is_some();
                let archive = Archive { key: key(self.name, number), size: 1, sha256: Digest::of(b"") };
                HistoryEntry {
                    release: ReleaseNumber::new(number as u64).unwrap(),
                    nonce: Uuid::from_u128(number as u128),
                    published_at: day(self.day),
                    archive: is_release.then_some(archive),
                    tree_sha256: tree_sha256(&[]),
                    source: Source::default(),
                    dag_count: 0,
                    restores: None,
                    removed: (!is_release).then(|| crate::metadata::Mark {
                        at: day(0),
                        actor: None,
                        reason: None,
                    }),
                }
            })
            .collect();
        let entry = history[0].clone();
        Document {
            schema_version: SCHEMA_VERSION,
            min_reader: MIN_READER,
            environment: EnvironmentName::new("dev").unwrap(),
            package: PackageName::new(self.name).unwrap(),
            release: entry.release,
            nonce: entry.nonce,
            write_id: entry.nonce,
            published_at: entry.published_at,
            tool: Tool::this(),
            source: Source::default(),
            high_water: BTreeMap::new(),
            target: crate::metadata::Target { python: "3.12".into(), airflow: "3".into() },
            checks: Vec::new(),
            archive: entry.archive,
            tree_sha256: entry.tree_sha256,
            files: Vec::new(),
            dags: newest
                .iter()
                .flatten()
                .map(|dag_id| DagEntry {
                    dag_id: (*dag_id).to_owned(),
                    path: path.clone(),
                    line: 1,
                    since: day(0),
                    claim: None,
                })
                .collect(),
            unresolved: Vec::new(),
            restores: None,
            removed: entry.removed,
            frozen: None,
            history,
            other: serde_json::Map::new(),
        }
    }

    fn archives(&self) -> impl Iterator<Item = (String, ArchiveFact)> {
        self.releases.iter().enumerate().filter_map(|(index, ids)| {
            let dag_ids = ids.as_ref()?.iter().map(|id| (*id).to_owned()).collect();
            let last_modified = day(self.day + i64::try_from(index).unwrap());
            Some((key(self.name, index + 1), ArchiveFact::Lists { dag_ids, last_modified }))
        })
    }
}

fn story(name: &'static str, day: i64, releases: &[&[&'static str]]) -> Story {
    Story { name, day, releases: releases.iter().map(|ids| Some(ids.to_vec())).collect() }
}

/// Resolves, giving facts only when they are asked for. Returns the targets and how many archives were asked for.
fn resolved(stories: &[Story]) -> (BTreeMap<PackageName, Target>, usize) {
    let documents: Vec<Document> = stories.iter().map(Story::document).collect();
    let packages =
        documents.iter().map(|document| (document.package.clone(), Known::Document(document))).collect();
    let all: BTreeMap<String, ArchiveFact> = stories.iter().flat_map(Story::archives).collect();
    let mut facts = BTreeMap::new();
    loop {
        match resolve(&packages, &facts, &BTreeMap::new()) {
            Ok(targets) => return (targets, facts.len()),
            Err(needed) => {
                assert!(needed.iter().all(|key| !facts.contains_key(key)), "asked twice: {needed:?}");
                facts.extend(needed.into_iter().map(|key| (key.clone(), all[&key].clone())));
            }
        }
    }
}

fn of<'a>(targets: &'a BTreeMap<PackageName, Target>, name: &str) -> &'a Target {
    &targets[&PackageName::new(name).unwrap()]
}

fn newest(release: u64) -> Target {
    Target::Newest(ReleaseNumber::new(release).unwrap())
}

#[test]
fn without_a_clash_every_package_is_at_its_newest_and_no_archive_is_asked_for() {
    let (targets, asked) = resolved(&[story("a", 1, &[&["x"], &["x", "y"]]), story("b", 1, &[&["z"]])]);
    assert_eq!((of(&targets, "a"), of(&targets, "b"), asked), (&newest(2), &newest(1), 0));
}

#[test]
fn the_older_claim_keeps_an_id_whatever_the_names() {
    for (old, new) in [("a", "b"), ("b", "a")] {
        let (targets, _) = resolved(&[story(old, 1, &[&["x"]]), story(new, 9, &[&["y"], &["x", "y"]])]);
        assert_eq!(of(&targets, old), &newest(1));
        let Target::Held { release, clash } = of(&targets, new) else { panic!("{targets:?}") };
        assert_eq!((release.get(), clash.dag_id.as_str(), clash.owner.as_str()), (1, "x", old));
    }
}

#[test]
fn an_id_that_was_given_up_and_taken_back_is_claimed_anew() {
    let gave_up = story("a", 1, &[&["x"], &[], &["x"]]);
    let (targets, _) = resolved(&[gave_up, story("b", 2, &[&["x"]])]);
    assert_eq!(of(&targets, "b"), &newest(1), "b has it since day 2, a since day 3");
    assert!(matches!(of(&targets, "a"), Target::Held { release, .. } if release.get() == 2));
}

#[test]
fn a_package_whose_every_release_clashes_is_blocked() {
    let (targets, _) = resolved(&[story("a", 1, &[&["x"]]), story("b", 5, &[&["x"], &["x"]])]);
    assert!(matches!(of(&targets, "b"), Target::Blocked(_)));
}

#[test]
fn a_tombstone_frees_its_ids_and_is_never_stepped_over() {
    let mut removed = story("a", 1, &[&["x"]]);
    removed.releases.push(None);
    let (targets, _) = resolved(&[removed.clone(), story("b", 5, &[&["x"]])]);
    assert_eq!(of(&targets, "b"), &newest(1));
    assert!(matches!(of(&targets, "a"), Target::Removed(_)));
    removed.releases.push(Some(vec!["y"]));
    let (targets, _) = resolved(&[removed, story("b", 2, &[&["y"]])]);
    assert!(matches!(of(&targets, "a"), Target::Blocked(_)), "r1 lies behind the tombstone: {targets:?}");
}

#[test]
fn a_moved_id_goes_to_the_taker_once_the_giver_lists_it_no_more() {
    let giver = story("a", 1, &[&["x", "k"], &["k"]]);
    let (targets, _) = resolved(&[giver, story("b", 9, &[&["x"]])]);
    assert_eq!((of(&targets, "a"), of(&targets, "b")), (&newest(2), &newest(1)));
}

#[test]
fn the_live_claims_of_a_package_that_cannot_be_read_stand() {
    let other = story("b", 9, &[&["y"], &["x"]]);
    let document = other.document();
    let packages = BTreeMap::from([
        (PackageName::new("a").unwrap(), Known::Unreadable { live: BTreeSet::from(["x".to_owned()]) }),
        (PackageName::new("b").unwrap(), Known::Document(&document)),
    ]);
    let targets = resolve(&packages, &other.archives().collect(), &BTreeMap::new()).unwrap();
    assert_eq!(of(&targets, "a"), &Target::Keep);
    assert!(matches!(of(&targets, "b"), Target::Held { release, .. } if release.get() == 1));
}

#[test]
fn a_release_whose_archive_is_unusable_is_not_gone_back_to() {
    let held = story("b", 5, &[&["y"], &["z"], &["x"]]);
    let owner = story("a", 1, &[&["x"]]);
    let (one, other) = (owner.document(), held.document());
    let packages = BTreeMap::from([
        (one.package.clone(), Known::Document(&one)),
        (other.package.clone(), Known::Document(&other)),
    ]);
    let mut archives: BTreeMap<String, ArchiveFact> = owner.archives().chain(held.archives()).collect();
    archives.insert(key("b", 2), ArchiveFact::Unusable);
    let targets = resolve(&packages, &archives, &BTreeMap::new()).unwrap();
    assert!(matches!(of(&targets, "b"), Target::Held { release, .. } if release.get() == 1));
}

fn stories() -> impl Strategy<Value = Vec<Story>> {
    let ids = proptest::sample::subsequence(vec!["p", "q", "r", "s"], 0..=3);
    let release = prop_oneof![9 => ids.prop_map(Some), 1 => Just(None)];
    let package = (proptest::collection::vec(release, 1..6), 0_i64..6);
    proptest::collection::vec(package, 1..6).prop_map(|packages| {
        let names = ["a", "b", "c", "d", "e"];
        let stories = packages.into_iter().zip(names);
        stories.map(|((releases, day), name)| Story { name, releases, day }).collect()
    })
}

proptest! {
    #[test]
    fn no_id_is_ever_live_from_two_packages_and_only_clashes_hold(stories in stories()) {
        let (targets, _) = resolved(&stories);
        let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
        for story in &stories {
            let live = match of(&targets, story.name) {
                Target::Newest(release) | Target::Held { release, .. } => *release,
                _ => continue,
            };
            let ids = story.releases[usize::try_from(live.get()).unwrap() - 1].as_ref().expect("a tombstone is not live");
            for id in ids {
                prop_assert_eq!(owners.insert(*id, story.name), None, "{} is live twice", id);
            }
        }
        for story in &stories {
            let newest = story.releases.last().unwrap();
            let listed_elsewhere = |id: &&str| stories.iter().any(|other| {
                other.name != story.name && other.releases.iter().flatten().any(|ids| ids.contains(id))
            });
            if newest.as_ref().is_some_and(|ids| !ids.iter().any(listed_elsewhere)) {
                prop_assert_eq!(of(&targets, story.name), &Target::Newest(ReleaseNumber::new(story.releases.len() as u64).unwrap()));
            }
        }
    }
}
