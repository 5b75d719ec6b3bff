//! Values of Python's own library: files, data, enumerations, named tuples.

use super::*;

/// What a DAG file beside these files registers; nothing else is said.
#[track_caller]
fn reads(files: &[(&str, &str)], body: &str, expected: &[&str]) {
    let outcome = beside(files, body);
    assert_eq!(ids(&outcome), expected, "{body}\n{outcome:#?}");
    assert_eq!(outcome.unresolved, [], "{body}");
    assert_eq!(outcome.faults, [], "{body}");
}

/// Nothing is certain, and nothing is said to be wrong.
#[track_caller]
fn reads_unknown(files: &[(&str, &str)], body: &str) {
    let outcome = beside(files, body);
    assert_eq!((ids(&outcome), outcome.unresolved.len()), (vec![], 1), "{body}\n{outcome:#?}");
    assert_eq!(outcome.faults, [], "{body}");
}

fn beside(files: &[(&str, &str)], body: &str) -> Outcome {
    let body = format!(
        "from airflow.models import DAG\nfrom pathlib import Path\nimport collections, enum, functools, json\n\
         import configparser, yaml\nD = Path(__file__).parent\n{body}\n"
    );
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(python::STACK_BYTES)
            .spawn_scoped(scope, || {
                let reading = python::read(body.as_bytes(), python::Version::default());
                assert_eq!(reading.faults, [], "{body}");
                let tree = reading.tree.unwrap();
                let paths: Vec<String> = files.iter().map(|(name, _)| format!("pkg/dags/{name}")).collect();
                let all: Vec<(&str, &str)> =
                    paths.iter().zip(files).map(|(path, (_, text))| (path.as_str(), *text)).collect();
                let sources = Files::new(&all);
                let file = File { text: &body, tree: &tree, path: "pkg/dags/my_file.py" };
                examine(&Request { file, airflow: THREE, python: 12, import_roots: &[], sources: &sources })
            })
            .unwrap()
            .join()
            .unwrap()
    })
}

#[test]
fn json_with_a_byte_order_mark_loads_as_bytes_or_without_the_mark() {
    let files = &[("a.json", "\u{feff}{\"id\": \"a\"}")];
    for read in [
        "json.loads((D / 'a.json').read_text(encoding='utf-8-sig'))",
        "json.loads((D / 'a.json').read_bytes())",
        "json.load(open(D / 'a.json', 'rb'))",
        "json.load(open(D / 'a.json', encoding='utf-8-sig'))",
        "json.load((D / 'a.json').open(mode='rb'))",
    ] {
        reads(files, &format!("d = DAG({read}['id'])"), &["a"]);
    }
    let outcome = beside(files, "d = DAG(json.load(open(D / 'a.json', encoding='utf-8'))['id'])");
    assert_eq!(outcome.faults.len(), 1, "{outcome:#?}");
}

#[test]
fn a_file_is_read_from_where_it_was_left() {
    let files = &[("l.txt", "head\none\ntwo\n")];
    let opened = |body: &str| format!("f = open(D / 'l.txt')\n{body}");
    reads(
        files,
        &opened("h = f.readline().strip()\nd = DAG(h + '_' + '_'.join(f.read().split()))"),
        &["head_one_two"],
    );
    reads(files, &opened("a = f.read()\nb = f.read()\nd = DAG(f'{len(a)}_{len(b)}')"), &["13_0"]);
    reads(files, &opened("next(f)\nfor l in f:\n    with DAG(l.strip()): pass"), &["one", "two"]);
    let body =
        "for l in f:\n    if l.startswith('head'):\n        break\nd = DAG('_'.join(l.strip() for l in f))";
    reads(files, &opened(body), &["one_two"]);
    reads(files, &opened("f.read()\nf.seek(0)\nd = DAG(f.readlines()[1].strip())"), &["one"]);
    reads(
        files,
        "with (D / 'l.txt').open('rb') as f:\n    d = DAG(f.readline().decode().strip())",
        &["head"],
    );
}

#[test]
fn how_much_of_a_file_was_read_may_be_unknown() {
    let files = &[("l.txt", "head\none\ntwo\n")];
    reads_unknown(
        files,
        "f = open(D / 'l.txt')\nimport os\nif os.getenv('X'):\n    f.readline()\nd = DAG(f.read())",
    );
    reads_unknown(files, "f = open(D / 'l.txt')\nx = map(str, f)\nd = DAG(f.read())");
    reads_unknown(files, "import pandas\nf = open(D / 'l.txt')\npandas.read_csv(f)\nd = DAG(f.read())");
    reads_unknown(files, "import io\nf = open(D / 'l.txt')\nf.seek(2, 1)\nd = DAG(f.read())");
}
