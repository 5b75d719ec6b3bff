//! The main job on real input: the example DAGs that Airflow itself ships, published as one package.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use dag_publish::metadata::{Digest, Document, FilePath};
use serde_json::Value;

use super::package::Package;
use super::store::{Store, setting};
use super::verify::Watched;

/// In the wheels that `.ci/servers` pins.
const PYTHON_FILES: usize = 82;
const DAGS: usize = 114;
/// `example_kubernetes_executor.py` and `example_local_kubernetes_executor.py` build a DAG if an import succeeds.
const UNRESOLVED: usize = 2;

#[test]
fn the_example_dags_of_airflow_come_back_from_seaweedfs_byte_for_byte() {
    let store = Store::server("seaweedfs");
    let (package, document) = publish_examples(&store);
    let (_, prefix) = store.s3_parts();
    // Somebody else's eyes: what the AWS CLI finds under dags/ and in the archive.
    let copy = tempfile::tempdir().unwrap();
    let from = |key: &str| format!("s3://{}/{prefix}/{key}", setting("DAG_PUBLISH_TEST_BUCKET"));
    aws(&store, &["s3", "sync", &from("dev/airflow_examples/dags/"), path(&copy.path().join("plain"))]);
    assert_eq!(contents(&copy.path().join("plain")), contents(&package.dags()));

    let archive = document.archive.unwrap();
    let file = copy.path().join("r1.tar.gz");
    aws(&store, &["s3", "cp", &from(&archive.key), path(&file)]);
    assert_eq!(Digest::of(&std::fs::read(&file).unwrap()), archive.sha256);
    run(Command::new("tar").arg("-xzf").arg(&file).arg("-C").arg(copy.path()));
    assert_eq!(contents(&copy.path().join("dags")), contents(&package.dags()));

    ids_are_what_airflow_registers(&copy.path().join("plain"), &document.dags, document.unresolved.len());
}

#[test]
fn the_example_dags_of_airflow_come_back_from_a_directory_byte_for_byte() {
    let store = Store::directory();
    let (package, document) = publish_examples(&store);
    let root = Path::new(&store.location);
    assert_eq!(contents(&root.join("dev/airflow_examples/dags")), contents(&package.dags()));
    let archive = document.archive.unwrap();
    let bytes = std::fs::read(root.join(&archive.key)).unwrap();
    assert_eq!((bytes.len() as u64, Digest::of(&bytes)), (archive.size, archive.sha256));
}

/// Publishes them without leaving out any rule: none has anything to complain of.
fn publish_examples(store: &Store) -> (Package, Document) {
    let package = Package::new("airflow_examples");
    run(Command::new(setting("DAG_PUBLISH_TEST_AIRFLOW3"))
        .arg(repository().join("tests/airflow/assemble_examples.py"))
        .arg(package.dags()));
    let python = package.files().iter().filter(|file| file.path.as_str().ends_with(".py")).count();
    assert_eq!(python, PYTHON_FILES);
    let report = package.publish(store).run_id(1).exits(0).report();
    assert_eq!((&report["result"], &report["release"]), (&"published".into(), &1.into()), "{report:#}");

    let mut watched = Watched::new(store, &package.name);
    let document = watched.check().unwrap();
    assert_eq!(document.files, package.files());
    assert!(watched.is_projected(&document));
    let archived = watched.archive(document.archive.as_ref().unwrap());
    let archived: BTreeMap<&str, &[u8]> =
        archived.iter().map(|(path, bytes)| (path.as_str(), bytes.as_ref())).collect();
    let published = contents(&package.dags());
    assert_eq!(archived, published.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])).collect());
    (package, document)
}

/// What the document says is certain, Airflow registers, in that file; whatever else it registers was said to be
/// unknown.
fn ids_are_what_airflow_registers(
    folder: &Path,
    dags: &[dag_publish::metadata::DagEntry],
    unresolved: usize,
) {
    let said = run(Command::new(setting("DAG_PUBLISH_TEST_AIRFLOW3"))
        .arg(repository().join("tests/airflow/compare_dagbag.py"))
        .arg(folder));
    let truth: Value = serde_json::from_str(&said).unwrap();
    let files = truth["files"].as_object().unwrap();
    let ids = |fact: &Value| -> Vec<String> {
        fact["dags"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
    };
    let registered: BTreeSet<(String, String)> = files
        .iter()
        .flat_map(|(path, fact)| ids(fact).into_iter().map(move |dag_id| (path.clone(), dag_id)))
        .collect();
    let certain: BTreeSet<(String, String)> =
        dags.iter().map(|dag| (dag.path.as_str().to_owned(), dag.dag_id.clone())).collect();
    let invented: Vec<_> = certain.difference(&registered).collect();
    assert!(invented.is_empty(), "Airflow registers none of {invented:?}");
    println!("{} of {} ids known, {unresolved} places unresolved", certain.len(), registered.len());
    assert_eq!((certain.len(), registered.len(), unresolved), (DAGS, DAGS, UNRESOLVED));
}

fn aws(store: &Store, arguments: &[&str]) {
    run(Command::new(setting("DAG_PUBLISH_TEST_AWSCLI"))
        .arg("--endpoint-url")
        .arg(store.endpoint.as_ref().unwrap())
        .arg("--only-show-errors")
        .args(arguments));
}

/// Runs a tool to its end and gives what it printed.
fn run(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).env("AWS_DEFAULT_REGION", "us-east-1").output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// Every file below a folder, by its path in it.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = path(entry.path().strip_prefix(folder).unwrap()).to_owned();
            (FilePath::new(path).unwrap().to_string(), std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
