use std::path::Path;

use super::text;
use crate::metadata::{EnvironmentName, FilePath, PackageName, ReleaseNumber};
use crate::sync::report::{
    Change, Guard, MirrorReport, PackageReport, Problem, ProblemKind, Refused, Report, SCHEMA_VERSION, State,
};

fn report() -> Report {
    Report {
        schema_version: SCHEMA_VERSION,
        bucket: "s3://etl-airflow-dags-dev".into(),
        environment: EnvironmentName::new("dev").unwrap(),
        dry_run: false,
        listed_at: "2026-11-22T12:00:00Z".parse().unwrap(),
        packages: Vec::new(),
        unmanaged: Vec::new(),
        refused: Vec::new(),
        guard: None,
        warnings: Vec::new(),
        again: false,
    }
}

fn release(number: u64) -> Option<ReleaseNumber> {
    ReleaseNumber::new(number)
}

/// A package at r3, up to date.
fn package(name: &str) -> PackageReport {
    PackageReport {
        package: PackageName::new(name).unwrap(),
        state: State::Current,
        change: Change::None,
        live: release(3),
        before: release(3),
        newest: release(3),
        files: Vec::new(),
        problem: None,
    }
}

fn placed(name: &str, files: usize) -> PackageReport {
    let files = (0..files).map(|number| FilePath::new(format!("f{number:02}.py")).unwrap()).collect();
    PackageReport { change: Change::Placed, before: None, files, ..package(name) }
}

fn problem(kind: ProblemKind, reason: &str, help: &str) -> Option<Problem> {
    Some(Problem { kind, reason: reason.into(), help: Some(help.into()) })
}

fn mirror(name: &str, change: Change, files: usize, absent: usize) -> MirrorReport {
    MirrorReport { name: name.into(), change, files, absent, problem: None }
}

/// Everything that can be the matter.
fn troubled() -> Report {
    let clash = || {
        problem(
            ProblemKind::Clash,
            "r4 lists the dag_id `refresh`, which `seeder` has had since 2026-11-01",
            "rename it",
        )
    };
    let gone = problem(
        ProblemKind::Missing,
        "the bucket shows no metadata.json for it any more; what is live stays",
        "publish it again",
    );
    Report {
        packages: vec![
            PackageReport {
                state: State::Held,
                live: None,
                before: None,
                newest: release(1),
                problem: clash(),
                ..package("blocked")
            },
            PackageReport { change: Change::Healed, ..package("damaged") },
            PackageReport { change: Change::Document, ..package("frozen") },
            PackageReport { state: State::Held, newest: release(4), problem: clash(), ..package("held") },
            PackageReport { state: State::Missing, newest: None, problem: gone, ..package("missing") },
            placed("new", 2),
            PackageReport {
                change: Change::Retired,
                live: None,
                state: State::Removed,
                ..package("removed")
            },
            package("same"),
            PackageReport { before: release(2), ..placed("updated", 20) },
            PackageReport {
                state: State::Held,
                newest: release(5),
                problem: problem(
                    ProblemKind::Integrity,
                    "r5 cannot be fetched: it is gone",
                    "publish it again",
                ),
                ..placed("walked_back", 1)
            },
        ],
        unmanaged: vec![
            mirror("emptied", Change::None, 0, 3),
            mirror("fewer", Change::None, 2, 1),
            mirror("gone.py", Change::Retired, 0, 0),
            mirror("settings.py", Change::Placed, 1, 0),
            mirror("team", Change::Placed, 7, 2),
            mirror("unchanged", Change::None, 7, 0),
        ],
        refused: vec![Refused {
            key: "dev/team/\u{1b}[2Jx".into(),
            reason: "`team/\u{1b}[2Jx` has a control character".into(),
        }],
        guard: Some(Guard { absent: 6, gone: 0, allowed: 2 }),
        warnings: vec!["`etl` was kept aside".into()],
        ..report()
    }
}

#[test]
fn nothing_there() {
    insta::assert_snapshot!(text(&report(), Path::new("/opt/airflow/dags"), false));
}

#[test]
fn two_placed() {
    let report = Report { packages: vec![placed("etl", 1), placed("seeder", 3)], ..report() };
    insta::assert_snapshot!(text(&report, Path::new("./dags"), false));
}

#[test]
fn two_hundred_up_to_date() {
    let packages = (0..200).map(|number| package(&format!("p{number}"))).collect();
    let report = Report { packages, ..report() };
    insta::assert_snapshot!(text(&report, Path::new("./dags"), false));
    let report = Report { unmanaged: vec![mirror("team", Change::None, 7, 0)], ..report };
    insta::assert_snapshot!(text(&report, Path::new("./dags"), false));
}

#[test]
fn everything_that_can_be_the_matter() {
    insta::assert_snapshot!(text(&troubled(), Path::new("./dags"), false));
}

#[test]
fn a_dry_run_says_what_would_be_done() {
    insta::assert_snapshot!(text(&Report { dry_run: true, ..troubled() }, Path::new("./dags"), false));
}

#[test]
fn colours_are_only_added() {
    let colored = text(&troubled(), Path::new("./dags"), true);
    let plain = regex::Regex::new("\u{1b}\\[[0-9]+m").unwrap().replace_all(&colored, "").into_owned();
    assert_eq!(plain, text(&troubled(), Path::new("./dags"), false));
    assert!(!plain.contains('\u{1b}'), "a key must not speak to the terminal");
}

#[test]
fn thousands_of_keys_that_are_left_out_are_counted() {
    let refused = |number| Refused { key: format!("dev/t/{number}"), reason: "it clashes".into() };
    let report = Report { refused: (0..5_000).map(refused).collect(), ..report() };
    let text = text(&report, Path::new("./dags"), false);
    assert_eq!(text.lines().count(), 23);
    assert!(text.contains("left out: 4980 more keys (--format json names all)"), "{text}");
}
