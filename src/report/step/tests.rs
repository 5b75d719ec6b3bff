use std::path::PathBuf;

use bytes::Bytes;

use super::*;
use crate::metadata::{FilePath, PackageName, ReleaseNumber};
use crate::package::{Kind as PackageKind, Package as Read, PackageFile};
use crate::publish::Known;
use crate::report::publication::{Held, SCHEMA_VERSION};
use crate::report::step::outputs::MOST_CHARACTERS;
use crate::rules::{Options, Verdict, check};

const PIPELINE: &str = "\
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG
with DAG('daily'):
    EmptyOperator(task_id='extract') >> EmptyOperator(task_id='load')
";

fn read(name: &str, files: &[(&str, &str)]) -> (Read, Verdict) {
    let mut files: Vec<PackageFile> = files
        .iter()
        .map(|(path, text)| PackageFile {
            path: FilePath::new(*path).unwrap(),
            bytes: Bytes::copy_from_slice(text.as_bytes()),
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let package = Read {
        name: PackageName::new(name).unwrap(),
        folder: PathBuf::from(name),
        dags: "dags".into(),
        kind: PackageKind::Dags,
        files,
        modules: Vec::new(),
        problems: Vec::new(),
    };
    let mut options = Options::default();
    options.keep_tasks = true;
    let verdict = check(&package, &options);
    (package, verdict)
}

fn release(number: u64) -> Option<ReleaseNumber> {
    ReleaseNumber::try_from(number).ok()
}

/// A report of a package without files.
fn report(name: &str, result: Kind) -> PackageReport {
    let package = PackageName::new(name).unwrap();
    let report = PackageReport::invalid(&package, "s3://etl-dags".into(), String::new());
    PackageReport { result, reason: None, ..report }
}

fn publication(dry_run: bool, packages: Vec<PackageReport>) -> Publication {
    Publication { schema_version: SCHEMA_VERSION, environment: "dev".into(), dry_run, packages }
}

fn paths(paths: &[&str]) -> Vec<FilePath> {
    paths.iter().map(|path| FilePath::new(*path).unwrap()).collect()
}

/// What both functions make of packages and what became of them.
fn left(read: &[(Read, Verdict)], publication: Option<&Publication>, unread: usize) -> (String, String) {
    let subjects: Vec<Subject<'_>> =
        read.iter().map(|(package, verdict)| Subject::new(package, verdict)).collect();
    let step = Step { subjects: &subjects, publication, unread };
    (job_summary(&step, MOST_BYTES), outputs(&step, "end_of_value"))
}

/// The value of an output.
fn value(outputs: &str, name: &str) -> String {
    let begin = format!("{name}<<end_of_value\n");
    let rest = outputs.split_once(&begin).unwrap().1;
    rest.split_once("\nend_of_value\n").unwrap().0.to_owned()
}

#[test]
fn a_validation_has_a_table_a_picture_and_its_findings() {
    let files = [("a.py", PIPELINE), ("b.py", "from airflow.sdk import DAG\nDAG('a|b')\n"), ("c.sql", "")];
    let (summary, outputs) = left(&[read("etl", &files)], None, 0);
    insta::assert_snapshot!(format!("{summary}\n=== outputs\n{outputs}"));
}

#[test]
fn a_release_says_what_changes_and_draws_what_changed() {
    let same = PIPELINE.replace("daily", "same");
    let fresh = "from airflow.sdk import DAG\nd = DAG('fresh')\n";
    let files = [("a.py", PIPELINE), ("b.py", same.as_str()), ("c.py", fresh), ("d.sql", "select 1")];
    let published = PackageReport {
        release: release(42),
        follows: release(41),
        added: paths(&["c.py"]),
        changed: paths(&["a.py", "d.sql"]),
        removed: paths(&["e.py"]),
        dags_added: vec!["fresh".into()],
        dags_removed: vec!["gone".into()],
        held: vec![Held { dag_id: "fresh".into(), owner: PackageName::new("other").unwrap() }],
        ..report("etl", Kind::Published)
    };
    let read = [read("etl", &files)];
    let (summary, outputs) = left(&read, Some(&publication(false, vec![published.clone()])), 0);
    insta::assert_snapshot!(format!("{summary}\n=== outputs\n{outputs}"));

    let (planned, outputs) = left(&read, Some(&publication(true, vec![published])), 0);
    assert!(planned.contains("would publish r42") && planned.contains("r42 would be the release after r41"));
    assert_eq!(value(&outputs, "result"), "would-publish");
    assert_eq!(value(&outputs, "metadata-url"), "s3://etl-dags/dev/etl/metadata.json");
}

#[test]
fn a_first_release_that_is_only_planned_has_no_document_yet() {
    let planned = PackageReport { release: release(1), ..report("etl", Kind::Published) };
    let (_, outputs) = left(&[read("etl", &[])], Some(&publication(true, vec![planned])), 0);
    assert_eq!((value(&outputs, "release").as_str(), value(&outputs, "metadata-url").as_str()), ("r1", ""));
}

#[test]
fn the_worst_of_several_packages_is_the_result() {
    let read = [read("a", &[("a.py", PIPELINE)]), read("b", &[("b.py", "x = 1\n")]), read("c", &[])];
    let failed = PackageReport {
        reason: Some("cannot read `s3://x/|y`: <no>".into()),
        known: Some(Known::NotCommitted),
        ..report("a", Kind::Failed)
    };
    let unchanged = PackageReport { release: release(7), ..report("a", Kind::Unchanged) };
    let invalid = PackageReport { reason: Some("1 error".into()), ..report("b", Kind::Invalid) };
    let refused = PackageReport { reason: Some("frozen".into()), ..report("c", Kind::Refused) };
    let result = |packages: &[&PackageReport], unread| {
        let publication = publication(false, packages.iter().map(|report| (*report).clone()).collect());
        value(&left(&read, Some(&publication), unread).1, "result")
    };
    assert_eq!(result(&[&unchanged, &invalid, &refused, &failed], 0), "failed");
    assert_eq!(result(&[&unchanged, &invalid, &refused], 0), "refused");
    assert_eq!(result(&[&unchanged, &invalid], 0), "empty");
    assert_eq!(result(&[&unchanged], 0), "unchanged");
    assert_eq!(result(&[&unchanged], 1), "failed");
    let all = publication(false, vec![unchanged, invalid, refused, failed]);
    let (summary, outputs) = left(&read, Some(&all), 2);
    insta::assert_snapshot!(format!("{summary}\n=== outputs\n{outputs}"));
}

#[test]
fn a_preview_that_may_not_read_is_valid_and_says_what_is_not_known() {
    let why = "only validated, for what is published cannot be read: access denied".to_owned();
    let validated = PackageReport { reason: Some(why.clone()), ..report("etl", Kind::Validated) };
    let (summary, outputs) =
        left(&[read("etl", &[("a.py", PIPELINE)])], Some(&publication(true, vec![validated])), 0);
    assert!(summary.contains(&escaped_words(&why)) && summary.contains("| DAG | file |"), "{summary}");
    assert_eq!((value(&outputs, "result").as_str(), value(&outputs, "changed").as_str()), ("valid", ""));
}

/// A sentence without names as the summary has it.
fn escaped_words(text: &str) -> String {
    text.replace(':', "&#58;")
}

#[test]
fn many_dags_that_did_not_change_are_counted() {
    let text: String = (0..80).map(|n| format!("d{n} = DAG('d{n}')\n")).collect();
    let read = [read("etl", &[("a.py", &format!("from airflow.sdk import DAG\n{text}"))])];
    let unchanged = PackageReport { release: release(7), ..report("etl", Kind::Unchanged) };
    let (summary, _) = left(&read, Some(&publication(false, vec![unchanged])), 0);
    assert_eq!(summary.matches("| unchanged |").count(), 50);
    assert!(summary.contains("30 more DAGs did not change."));
}

#[test]
fn a_summary_never_exceeds_its_room() {
    let text: String = (0..500).map(|n| format!("d{n} = DAG('d{n}')\n")).collect();
    let (package, verdict) = read("etl", &[("a.py", &format!("from airflow.sdk import DAG\n{text}"))]);
    let subjects = [Subject::new(&package, &verdict)];
    let step = Step { subjects: &subjects, publication: None, unread: 0 };
    let whole = job_summary(&step, MOST_BYTES);
    assert!(!whole.contains("is cut here"));
    for room in [0, 1, 100, 300, 1_000, 5_000, whole.len()] {
        let cut = job_summary(&step, room);
        assert!(cut.len() <= room, "{room}: {}", cut.len());
        assert!(room < 300 || cut.contains("is cut here"), "{room}");
    }
}

#[test]
fn a_list_that_github_would_not_take_is_left_empty() {
    let ids = MOST_CHARACTERS / 200;
    let text: String = (0..ids).map(|n| format!("d{n} = DAG('{}{n}')\n", "x".repeat(200))).collect();
    let read = [read("etl", &[("a.py", &format!("from airflow.sdk import DAG\n{text}"))])];
    let (_, outputs) = left(&read, None, 0);
    assert_eq!((value(&outputs, "dag-ids").as_str(), value(&outputs, "packages").as_str()), ("", ""));
    assert_eq!((value(&outputs, "result").as_str(), value(&outputs, "files").as_str()), ("valid", "1"));
}

#[test]
fn a_run_without_a_result_says_why_and_what_to_do() {
    let summary = failed_summary("there is no rule `<b>|`", Some("did you mean `b`?"), MOST_BYTES);
    let expected = "### dag-publish failed\n\nthere is no rule <code>&#60;b&#62;&#124;</code>\n\n\
                    Next step&#58; did you mean <code>b</code>?\n\n";
    assert_eq!(summary.replace("Next step:", "Next step&#58;"), expected);
    assert_eq!(failed_outputs("end"), "result<<end\nfailed\nend\n");
}
