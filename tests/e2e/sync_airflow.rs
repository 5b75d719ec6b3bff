//! What dag-sync delivers is what Airflow loads: the example DAGs of both Airflows and the example packages, from
//! SeaweedFS into a DAG folder, read by Airflow's own DagBag. And Airflow stays out of the state folder in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bytes::Bytes;
use dag_publish::bucket::Condition;

use super::package::Package;
use super::publish::ENVIRONMENT;
use super::store::{Store, setting, wait};
use super::sync::Scheduler;

/// An installed Airflow.
struct Airflow {
    /// What `.ci/servers` told where it is.
    python: &'static str,
    major: &'static str,
    /// The syntax of `.airflowignore` that it has unless told otherwise, and that `publish` reads the package's in.
    syntax: &'static str,
    /// Example DAGs that cannot be imported by this Airflow, below `dags/`: a provider's that are for a later one.
    import_errors: &'static [&'static str],
}

const AIRFLOW_2: Airflow = Airflow {
    python: "DAG_PUBLISH_TEST_AIRFLOW2",
    major: "2",
    syntax: "regexp",
    import_errors: &["airflow/providers/common/sql/example_dags/example_analytics.py"],
};
const AIRFLOW_3: Airflow =
    Airflow { python: "DAG_PUBLISH_TEST_AIRFLOW3", major: "3", syntax: "glob", import_errors: &[] };

const EXAMPLES: &str = "airflow_examples";

/// `.airflowignore` files as teams write them: for `<env>/` in the bucket, and for a package's `dags/`.
struct Ignores {
    syntax: &'static str,
    team: &'static str,
    package: &'static str,
}

/// Read as regular expressions nothing can be taken back: a line only ever hides more.
const REGEXP: Ignores = Ignores {
    syntax: "regexp",
    team: "# the team's\nscratch\n[.]md$  # a comment\n(not a pattern\n",
    package: "not_for_airflow/.*\n",
};
const GLOB: Ignores = Ignores {
    syntax: "glob",
    team: "scratch/\n!*\n!.dag-sync/\n!/.dag-sync/\n!**/.dag-sync/**\n!.dag-sync/retired/**/*.py\n",
    package: "not_for_airflow/\n!.dag-sync/\n!*.py\n!**\nnot_for_airflow/\n",
};

/// An id that cannot be known, only its file.
const COMPUTED: &str = r#"import os

from airflow import DAG

with DAG("of_" + os.environ["HOME"].strip("/").replace("/", "_"), schedule=None):
    pass
"#;

#[test]
fn airflow_2_registers_from_a_synced_folder_what_the_documents_say_and_nothing_of_the_state_folder() {
    loads(&AIRFLOW_2);
}

#[test]
fn airflow_3_registers_from_a_synced_folder_what_the_documents_say_and_nothing_of_the_state_folder() {
    loads(&AIRFLOW_3);
}

fn loads(airflow: &Airflow) {
    let store = Store::server("seaweedfs");
    let packages = packages(airflow);
    let none = Ignores { syntax: airflow.syntax, team: "", package: "" };
    for ignores in [none, REGEXP, GLOB] {
        let scheduler = Scheduler::new();
        put_team_ignores(&store, ignores.team);
        for (release, tag) in [("first", 1), ("second", 2)] {
            for package in &packages {
                package.write(
                    "not_for_airflow/notes.py",
                    format!("# {release} dag of airflow\nraise OSError\n"),
                );
                // A line that means the same in both syntaxes, where `publish` would read another in the wrong one.
                let both = ignores.package.is_empty() || ignores.syntax != airflow.syntax;
                let own = if both { "not_for_airflow\n" } else { ignores.package };
                package.write(".airflowignore", format!("{own}# {} {tag}\n", ignores.syntax));
                publish(package, &store, airflow);
            }
            scheduler.once(&store);
        }
        assert!(!Scheduler::names(&scheduler.state().join("retired")).is_empty());
        let (right, said) = load_synced(airflow, &scheduler, ignores.syntax);
        print!("{said}");
        assert!(right && said.contains(" 1 from unresolved files"), "{said}");
        if ignores.team.is_empty() {
            without_the_lines_airflow_walks_it(airflow, &scheduler);
        }
    }
}

/// The example DAGs that this Airflow ships, and the example packages of this repository.
fn packages(airflow: &Airflow) -> Vec<Package> {
    let examples = Package::new(EXAMPLES);
    run(Command::new(setting(airflow.python))
        .arg(repository().join("tests/airflow/assemble_examples.py"))
        .arg(examples.dags()));
    let folder = repository().join("examples/packages");
    let own = Scheduler::names(&folder).into_iter().map(|name| {
        let package = Package::new(&name);
        copy(&folder.join(&name), package.path());
        // The role that it would take is nobody's here.
        let settings = std::fs::read_to_string(package.path().join("pyproject.toml")).unwrap();
        let own = settings.split("[tool.dag-publish.environments").next().unwrap();
        std::fs::write(package.path().join("pyproject.toml"), own).unwrap();
        if package.path().join("make_dags.py").exists() {
            run(Command::new("python3").arg(package.path().join("make_dags.py")));
        }
        package
    });
    let computed = Package::new("computed");
    computed.write("computed.py", COMPUTED);
    own.chain([examples, computed]).collect()
}

fn publish(package: &Package, store: &Store, airflow: &Airflow) {
    let publish = package.publish(store).args(["--airflow", airflow.major]);
    let publish = match (package.name.as_str(), airflow.import_errors) {
        (EXAMPLES, [_, ..]) => publish.args(["--warn", "airflow-version"]),
        _ => publish,
    };
    assert_eq!(publish.exits(0).report()["result"], "published");
}

fn put_team_ignores(store: &Store, text: &'static str) {
    let key = format!("{ENVIRONMENT}/.airflowignore");
    wait(store.bucket.put(&key, Bytes::from_static(text.as_bytes()), Condition::None)).unwrap();
}

/// What was planted would be seen: the proof is not blind.
fn without_the_lines_airflow_walks_it(airflow: &Airflow, scheduler: &Scheduler) {
    std::fs::write(scheduler.dest().join(".airflowignore"), "").unwrap();
    let (right, said) = load_synced(airflow, scheduler, airflow.syntax);
    assert!(!right && said.contains("`planted_0` is registered") && said.contains("retired/"), "{said}");
}

/// Whether Airflow registers what the documents say, and what the script says of it.
fn load_synced(airflow: &Airflow, scheduler: &Scheduler, syntax: &str) -> (bool, String) {
    let mut command = Command::new(setting(airflow.python));
    command.arg(repository().join("tests/airflow/load_synced.py")).arg(scheduler.dest());
    command.args(["--plant", "--syntax", syntax]);
    for path in airflow.import_errors {
        command.arg("--import-error").arg(format!("{EXAMPLES}/dags/{path}"));
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(stdout.starts_with("Airflow "), "{stdout}{stderr}");
    (output.status.success(), stdout)
}

/// Runs a tool to its end and gives what it printed.
fn run(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(output.status.success(), "{command:?}\n{stdout}{stderr}");
    stdout
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).min_depth(1).into_iter().map(Result::unwrap) {
        let target: PathBuf = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
