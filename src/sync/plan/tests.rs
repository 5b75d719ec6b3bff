//! Plans of small worlds.

use super::*;
use crate::metadata::{
    Archive, DagEntry, Digest, EnvironmentName, FilePath, MIN_READER, SCHEMA_VERSION, Source, Tool,
    tree_sha256,
};

fn name(name: &str) -> PackageName {
    PackageName::new(name).unwrap()
}

/// A document at `release` whose newest release lists `ids`.
fn document(package: &str, release: u64, ids: &[&str]) -> Document {
    let time = jiff::Timestamp::UNIX_EPOCH;
    let entry = |release: u64| HistoryEntry {
        release: ReleaseNumber::new(release).unwrap(),
        nonce: Uuid::from_u128(u128::from(release)),
        published_at: time,
        archive: Some(Archive { key: format!("{package}-{release}"), size: 1, sha256: Digest::of(b"") }),
        tree_sha256: tree_sha256(&[]),
        source: Source::default(),
        dag_count: 0,
        restores: None,
        removed: None,
    };
    let history: Vec<HistoryEntry> = (1..=release).rev().map(entry).collect();
    let dag = |id: &&str| DagEntry {
        dag_id: (*id).to_owned(),
        path: FilePath::new("dags.py").unwrap(),
        line: 1,
        since: time,
        claim: None,
    };
    Document {
        schema_version: SCHEMA_VERSION,
        min_reader: MIN_READER,
        environment: EnvironmentName::new("dev").unwrap(),
        package: name(package),
        release: history[0].release,
        nonce: history[0].nonce,
        write_id: Uuid::from_u128(900),
        published_at: time,
        tool: Tool::this(),
        source: Source::default(),
        high_water: BTreeMap::new(),
        target: crate::metadata::Target { python: "3.12".into(), airflow: "3".into() },
        checks: Vec::new(),
        archive: history[0].archive.clone(),
        tree_sha256: history[0].tree_sha256,
        files: Vec::new(),
        dags: ids.iter().map(dag).collect(),
        unresolved: Vec::new(),
        restores: None,
        removed: None,
        frozen: None,
        history,
        other: serde_json::Map::new(),
    }
}

fn live(release: u64, ids: &[&str]) -> Live {
    Live {
        nonce: Uuid::from_u128(u128::from(release)),
        release: ReleaseNumber::new(release).unwrap(),
        write_id: Some(Uuid::from_u128(900)),
        dag_ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        whole: true,
    }
}

/// Plans with every package at its newest release.
fn newest(documents: &[Document], live: &[(&str, Live)], only: Option<&[&str]>) -> Plan {
    let by_name: BTreeMap<PackageName, &Document> =
        documents.iter().map(|document| (document.package.clone(), document)).collect();
    let targets = by_name
        .iter()
        .map(|(package, document)| (package.clone(), Target::Newest(document.release)))
        .collect();
    let live = live.iter().map(|(package, live)| (name(package), live.clone())).collect();
    let only = only.map(|only| only.iter().map(|package| name(package)).collect());
    let ids = |package: &PackageName, _: &HistoryEntry| {
        by_name[package].dags.iter().map(|dag| dag.dag_id.clone()).collect()
    };
    let listed = by_name.keys().cloned().collect();
    let known = Known {
        targets: &targets,
        documents: &by_name,
        listed: &listed,
        live: &live,
        only: only.as_ref(),
        confirmed: false,
    };
    plan(known, ids)
}

fn order_of(plan: &Plan) -> Vec<&str> {
    plan.steps.iter().map(|(package, _)| package.as_str()).collect()
}

#[test]
fn what_is_live_and_whole_is_not_touched() {
    assert_eq!(newest(&[document("a", 2, &["x"])], &[("a", live(2, &["x"]))], None), Plan::default());
}

#[test]
fn a_new_release_and_a_damaged_one_are_placed() {
    let damaged = Live { whole: false, ..live(1, &[]) };
    let plan =
        newest(&[document("a", 2, &[]), document("b", 1, &[])], &[("a", live(1, &[])), ("b", damaged)], None);
    assert!(matches!(&plan.steps[0], (_, Step::Place { heals: false, release, .. }) if release.get() == 2));
    assert!(matches!(&plan.steps[1], (_, Step::Place { heals: true, release, .. }) if release.get() == 1));
}

#[test]
fn a_document_that_changed_without_a_release_is_written_beside_it() {
    let before = Live { write_id: Some(Uuid::from_u128(1)), ..live(1, &[]) };
    let plan = newest(&[document("a", 1, &[])], &[("a", before)], None);
    assert_eq!(plan.steps, [(name("a"), Step::Document { held: None })]);
}

#[test]
fn a_taker_waits_for_its_giver() {
    let documents = [document("a", 2, &["x"]), document("b", 2, &["y"])];
    let plan = newest(&documents, &[("a", live(1, &[])), ("b", live(1, &["x", "y"]))], None);
    assert_eq!(order_of(&plan), ["b", "a"]);
    let (_, Step::Place { after, .. }) = &plan.steps[1] else { panic!("{plan:?}") };
    assert_eq!(after, &BTreeSet::from([name("b")]));
}

#[test]
fn a_ring_of_moves_ends() {
    let documents = [document("a", 2, &["y"]), document("b", 2, &["x"])];
    let plan = newest(&documents, &[("a", live(1, &["x"])), ("b", live(1, &["y"]))], None);
    assert_eq!(plan.steps.len(), 2);
}

#[test]
fn only_the_named_packages_are_touched() {
    let documents = [document("a", 2, &[]), document("b", 2, &[])];
    let plan = newest(&documents, &[("a", live(1, &[])), ("b", live(1, &[]))], Some(&["b"]));
    assert_eq!(order_of(&plan), ["b"]);
}

#[test]
fn a_live_package_that_is_not_listed_stays_and_is_said() {
    let plan = newest(&[], &[("a", live(1, &[]))], None);
    assert_eq!((plan.steps.len(), plan.missing), (0, BTreeSet::from([name("a")])));
}

#[test]
fn removed_and_blocked_packages_are_retired_before_anything_is_placed() {
    let documents: Vec<Document> = ["a", "b", "c"].iter().map(|package| document(package, 2, &[])).collect();
    let by_name = documents.iter().map(|document| (document.package.clone(), document)).collect();
    let clash = Clash { dag_id: "x".into(), owner: name("a") };
    let two = ReleaseNumber::new(2).unwrap();
    let targets = BTreeMap::from([
        (name("a"), Target::Newest(two)),
        (name("b"), Target::Removed(two)),
        (name("c"), Target::Blocked(clash.clone())),
    ]);
    let all = ["a", "b", "c"].map(|package| (name(package), live(1, &[])));
    let known = Known {
        targets: &targets,
        documents: &by_name,
        listed: &targets.keys().cloned().collect(),
        live: &BTreeMap::from(all),
        only: None,
        confirmed: false,
    };
    let plan = plan(known, |_, _| BTreeSet::new());
    assert_eq!(order_of(&plan), ["b", "c", "a"]);
    assert_eq!(plan.blocked, BTreeMap::from([(name("c"), clash)]));
}
