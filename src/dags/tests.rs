//! The rows of what registers, one test a family.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::python;

mod broken;
mod crossing;
mod factories;
mod guards;
mod imports;
mod kinds;
mod language;
mod machine;
mod objects;
mod values;
mod ways_out;

const TWO: Airflow = Airflow::Two;
const THREE: Airflow = Airflow::Three;
const BOTH: [Airflow; 2] = [TWO, THREE];

fn examine_text(text: &str, airflow: Airflow) -> Outcome {
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(python::STACK_BYTES)
            .spawn_scoped(scope, || {
                let reading = python::read(text.as_bytes(), python::Version::default());
                assert_eq!(reading.faults, [], "{text}");
                let tree = reading.tree.unwrap();
                let file = File { text, tree: &tree, path: "pkg/dags/sub/my_file.py" };
                let sources = Files::new(&[]);
                examine(&Request { file, airflow, python: 12, import_roots: &[], sources: &sources })
            })
            .unwrap()
            .join()
            .unwrap()
    })
}

/// A package in memory.
struct Files(BTreeMap<String, (Vec<u8>, Source)>);

impl Files {
    fn new(files: &[(&str, &str)]) -> Self {
        let read = |(path, text): &(&str, &str)| {
            let reading = python::read(text.as_bytes(), python::Version::default());
            let source = Source { text: (*text).to_owned(), tree: reading.tree };
            ((*path).to_owned(), (text.as_bytes().to_vec(), source))
        };
        Self(files.iter().map(read).collect())
    }
}

impl Sources for Files {
    fn module(&self, path: &str) -> Option<&Source> {
        self.0.get(path).map(|(_, source)| source)
    }
    fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(|(bytes, _)| bytes.as_slice())
    }
    fn is_file(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }
    fn is_folder(&self, path: &str) -> bool {
        self.0.keys().any(|file| file.starts_with(&format!("{path}/")))
    }
    fn list(&self, folder: &str) -> Option<Vec<String>> {
        let inner = self.0.keys().filter_map(|file| file.strip_prefix(&format!("{folder}/")));
        let names: BTreeSet<String> =
            inner.map(|rest| rest.split('/').next().unwrap_or(rest).to_owned()).collect();
        Some(names.into_iter().collect())
    }
}

fn with_imports(body: &str) -> String {
    format!("from airflow.models import DAG\nfrom airflow.decorators import dag, task\nimport os\n{body}\n")
}

fn ids(outcome: &Outcome) -> Vec<&str> {
    outcome.registered.iter().map(|dag| dag.dag_id.as_str()).collect()
}

/// Exactly these ids register, and nothing else is said.
#[track_caller]
fn registers(body: &str, expected: &[&str]) {
    for airflow in BOTH {
        let outcome = examine_text(&with_imports(body), airflow);
        assert_eq!(ids(&outcome), expected, "{airflow:?}: {body}\n{outcome:#?}");
        assert_eq!(outcome.unresolved, [], "{airflow:?}: {body}");
        assert_eq!(outcome.faults, [], "{airflow:?}: {body}");
    }
}

/// Nothing is certain; this much is said to be unknown, with these candidates.
#[track_caller]
fn unknown(body: &str, expected: &[&[&str]]) {
    for airflow in BOTH {
        let outcome = examine_text(&with_imports(body), airflow);
        assert_eq!(ids(&outcome), [""; 0], "{airflow:?}: {body}");
        let candidates: Vec<_> =
            outcome.unresolved.iter().map(|unknown| unknown.candidates.clone()).collect();
        assert_eq!(candidates, expected, "{airflow:?}: {body}\n{outcome:#?}");
        assert_eq!(outcome.faults, [], "{airflow:?}: {body}");
    }
}

#[track_caller]
fn faults(body: &str, airflow: Airflow, expected: &[FaultKind]) {
    let outcome = examine_text(&with_imports(body), airflow);
    let kinds: Vec<_> = outcome.faults.iter().map(|fault| fault.kind).collect();
    assert_eq!(kinds, expected, "{airflow:?}: {body}\n{outcome:#?}");
}

#[test]
fn a_dag_that_is_entered_registers() {
    registers("with DAG('a'): pass", &["a"]);
    registers("with DAG('a') as d: pass", &["a"]);
    registers("def f():\n    with DAG('a'): pass\nf()", &["a"]);
    registers("class C:\n    with DAG('a'): pass", &["a"]);
    registers("for i in range(3):\n    with DAG(f'a_{i}'): pass", &["a_0", "a_1", "a_2"]);
}

#[test]
fn a_dag_in_a_variable_of_the_module_registers() {
    registers("d = DAG('a')", &["a"]);
    registers("d, e = DAG('a'), DAG('b')", &["a", "b"]);
    registers("if (d := DAG('a')): pass", &["a"]);
    registers("globals()['x'] = DAG('a')", &["a"]);
    registers("import airflow\nd = airflow.DAG(dag_id='a')", &["a"]);
    registers("import airflow.models as m\nd = m.DAG(dag_id='a')", &["a"]);
    registers("class Mine(DAG): pass\nd = Mine('a')", &["a"]);
    registers("def make(i):\n    d = DAG(i)\n    return d\nd = make('id')", &["id"]);
    registers("def make(i='z', *, p):\n    return DAG(p + i)\nd = make(p='q_')", &["q_z"]);
    registers("for i in ['a', 'b']:\n    globals()[i] = DAG(i)", &["a", "b"]);
    registers("DAGS = {n: DAG(n) for n in ('a', 'b')}\nglobals().update(DAGS)", &["a", "b"]);
    registers("d = DAG('a', auto_register=False)", &["a"]);
    registers(
        "try:\n    from airflow.sdk import DAG\nexcept ImportError:\n    from airflow import DAG\nd = DAG('a')",
        &["a"],
    );
}

#[test]
fn a_decorated_function_registers_when_it_is_called() {
    registers("@dag()\ndef f(): pass\nf()", &["f"]);
    registers("@dag('x')\ndef f(): pass\nd = f()", &["x"]);
    registers("@dag(dag_id='x', schedule=None)\ndef f(a=1): pass\nf()", &["x"]);
    registers("@dag(schedule=None)\ndef f(a): pass\nf(1)", &["f"]);
    for airflow in BOTH {
        faults("@dag()\ndef f(): pass", airflow, &[FaultKind::NotRegistered]);
        faults(
            "@dag()\ndef f(): pass\nif __name__ == '__main__':\n    f().test()",
            airflow,
            &[FaultKind::NotRegistered],
        );
        faults("@dag()\ndef f(a): pass\nf()", airflow, &[FaultKind::Signature]);
    }
    let bare = "@dag\ndef f(): pass\nf()";
    faults(bare, TWO, &[FaultKind::Signature]);
    assert_eq!(ids(&examine_text(&with_imports(bare), THREE)), ["f"]);
    let empty = "@dag(dag_id='')\ndef f(): pass\nf()";
    faults(empty, THREE, &[FaultKind::IdInvalid]);
    assert_eq!(ids(&examine_text(&with_imports(empty), TWO)), ["f"]);
}

#[test]
fn what_airflow_drops_silently_is_said() {
    for airflow in BOTH {
        for body in [
            "x = [DAG('a')]",
            "x = {'k': DAG('a')}",
            "class C:\n    d = DAG('a')",
            "DAG('a')",
            "def make():\n    return DAG('a')\nmake()",
            "def make():\n    return DAG('a')",
            "def make():\n    with DAG('a'): pass",
            "d = DAG('a')\nd = None",
            "with DAG('a', auto_register=False): pass",
            "if __name__ == '__main__':\n    d = DAG('a')",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    d = DAG('a')",
        ] {
            faults(body, airflow, &[FaultKind::NotRegistered]);
            assert_eq!(ids(&examine_text(&with_imports(body), airflow)), [""; 0], "{body}");
        }
        let outcome = examine_text(&with_imports("d = DAG('one')\nd = DAG('two')"), airflow);
        assert_eq!((ids(&outcome), outcome.faults.len()), (vec!["two"], 1));
        let outcome = examine_text(&with_imports("for i in (1, 2):\n    d = DAG(f'd{i}')"), airflow);
        assert_eq!((ids(&outcome), outcome.faults.len()), (vec!["d2"], 1));
    }
}

#[test]
fn what_loses_the_file_is_said_and_nothing_registers() {
    for (body, kind) in [
        ("d = DAG()", FaultKind::IdMissing),
        ("d = DAG(None)", FaultKind::IdMissing),
        ("d = DAG(b'x')", FaultKind::IdInvalid),
        ("d = DAG(1)", FaultKind::IdInvalid),
        ("d = DAG('a b')", FaultKind::IdInvalid),
        ("d = DAG('x', dag_id='x')", FaultKind::Signature),
        ("d = DAG('x', nonsense=1)", FaultKind::Signature),
        ("good = DAG('good')\nbad = DAG('')", FaultKind::IdInvalid),
        ("import sys\nd = DAG('a')\nsys.exit(0)", FaultKind::Exits),
        ("d = DAG('a')\nraise ValueError()", FaultKind::ImportFails),
        ("from . import x\nd = DAG('a')", FaultKind::ImportFails),
    ] {
        for airflow in BOTH {
            faults(body, airflow, &[kind]);
            assert_eq!(ids(&examine_text(&with_imports(body), airflow)), [""; 0], "{body}");
        }
    }
    faults("d = DAG('a', 'text')", THREE, &[FaultKind::Signature]);
    faults("d = DAG('a', schedule_interval=None)", THREE, &[FaultKind::Signature]);
    faults("d = DAG('a', 'text', schedule_interval=None)", TWO, &[]);
    faults("from airflow.sdk import dag", TWO, &[FaultKind::AirflowVersion]);
}

#[test]
fn assets_are_dags_in_airflow_3() {
    let text = "from airflow.sdk import asset, Asset\n@asset(schedule=None)\ndef a(): pass\n\
                @asset(schedule=None, name='n')\ndef b(): pass\n@asset(schedule=None, name='n2', dag_id='d')\ndef c(): pass\n\
                @asset.multi(schedule=None, outlets=[Asset('x')])\ndef m(): pass\n";
    let outcome = examine_text(text, THREE);
    assert_eq!(ids(&outcome), ["a", "n", "d", "m"], "{outcome:#?}");
    let nested =
        "from airflow.sdk import asset\ndef f():\n    @asset(schedule=None)\n    def a(): pass\nf()\n";
    assert_eq!(examine_text(nested, THREE).faults[0].kind, FaultKind::Signature);
}

#[test]
fn computed_ids_are_known_when_everything_in_them_is() {
    registers("P = 'team'\nd = DAG(f'{P}_x')", &["team_x"]);
    registers("d = DAG('a' + '_' + 'b')", &["a_b"]);
    registers("d = DAG('a_%s' % 'b')", &["a_b"]);
    registers("d = DAG('a_{}'.format('b').upper())", &["A_B"]);
    registers("from pathlib import Path\nd = DAG(Path(__file__).stem)", &["my_file"]);
    registers("from pathlib import Path\nd = DAG(Path(__file__).resolve().parent.name)", &["sub"]);
    registers("d = DAG(os.path.basename(__file__).replace('.py', ''))", &["my_file"]);
    registers("d = DAG(os.path.splitext(os.path.basename(__file__))[0])", &["my_file"]);
    registers("class Config:\n    ID = 'a'\nd = DAG(Config.ID)", &["a"]);
    registers("c = {'id': 'a'}\nc['id'] += 'b'\nd = DAG(**{'dag_id': c['id']})", &["ab"]);
    registers("names = []\nfor n in 'a', 'b':\n    names.append(n)\nd = DAG('_'.join(names))", &["a_b"]);
    registers("for k, v in {'a': 1, 'b': 2}.items():\n    with DAG(f'{k}{v:02d}'): pass", &["a01", "b02"]);
    registers("a = DAG('x')\nb = DAG(a.dag_id + '_y')", &["x", "x_y"]);
}

#[test]
fn what_cannot_be_known_is_said_with_its_candidates() {
    unknown("d = DAG(os.environ['X'])", &[&[]]);
    unknown("if os.environ.get('X'):\n    d = DAG('a')", &[&["a"]]);
    unknown("if os.environ.get('X'):\n    d = DAG('a')\nelse:\n    d = DAG('b')", &[&["a"], &["b"]]);
    unknown("p = 'x' if os.getenv('E') else 'y'\nwith DAG(p): pass", &[&["x", "y"]]);
    unknown("for i in os.listdir('.'):\n    with DAG('a'): pass", &[&["a"]]);
    unknown("for i in os.listdir('.'):\n    with DAG(i): pass", &[&[]]);
    unknown("while os.getenv('X'):\n    d = DAG('a')", &[&["a"]]);
    unknown("try:\n    import pandas\n    d = DAG('a')\nexcept ImportError:\n    pass", &[&["a"]]);
    unknown("def f():\n    if os.getenv('X'):\n        return None\n    with DAG('a'): pass\nf()", &[&["a"]]);
    unknown("import sys\nif os.getenv('X'):\n    sys.exit()\nd = DAG('a')", &[&["a"]]);
    unknown("from lib import wrap\nx = [DAG('a')]\nwrap(x)", &[&["a"]]);
    unknown("from lib import make_dag\nd = make_dag('a')", &[&[]]);
    unknown("from lib import build\nd = build('a')", &[&[]]);
    unknown("from lib import load\nload(globals())", &[&[]]);
    unknown(
        "while os.getenv('X'):\n    x = 1\n    break\nelse:\n    pass\nd = DAG('a' + os.getcwd())",
        &[&[]],
    );
}

#[test]
fn a_known_dag_beside_an_unknown_one_stays_known() {
    let outcome = examine_text(&with_imports("a = DAG('a')\nif os.getenv('X'):\n    b = DAG('b')"), THREE);
    assert_eq!(ids(&outcome), ["a"]);
    assert_eq!(outcome.unresolved.len(), 1);
    assert!(outcome.unresolved[0].reason.contains("`os.getenv('X')`"), "{}", outcome.unresolved[0].reason);
}

#[test]
fn aliasing_does_not_make_an_id_wrong() {
    registers("a = ['x']\nb = a\nb.append('y')\nd = DAG('_'.join(a))", &["x_y"]);
    registers("def f(l):\n    l.append('y')\na = ['x']\nf(a)\nd = DAG('_'.join(a))", &["x_y"]);
    unknown("a = ['x']\nif os.getenv('X'):\n    a.append('y')\nd = DAG('_'.join(a))", &[&[]]);
    registers(
        "fs = []\nfor n in ('a', 'b'):\n    def f():\n        return DAG(n)\n    fs.append(f)\nd = fs[0]()",
        &["b"],
    );
}

#[test]
fn code_without_end_is_given_up() {
    let outcome = examine_text(&with_imports("def f(n):\n    return f(n + 1)\nd = DAG(f(0))"), THREE);
    assert_eq!((ids(&outcome), outcome.unresolved.len()), (vec![], 1));
    let many = "x = [i + j + k for i in range(999) for j in range(999) for k in range(999)]\nd = DAG('a')";
    let outcome = examine_text(&with_imports(many), THREE);
    assert_eq!(ids(&outcome), [""; 0]);
    let branches = (0..40).map(|n| format!("if os.getenv('X{n}'):\n    x = {n}\n")).collect::<String>();
    let outcome = examine_text(&with_imports(&format!("{branches}d = DAG('a')")), THREE);
    assert_eq!(ids(&outcome), ["a"]);
}
