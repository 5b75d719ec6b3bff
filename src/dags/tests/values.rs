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

#[test]
fn a_member_that_is_text_is_the_same_key_as_its_text() {
    let members = "from enum import Enum\nclass T(str, Enum):\n    DEV = 'dev'\n    PROD = 'prod'\n";
    registers(&format!("{members}c = {{T.DEV: 'd', T.PROD: 'p'}}\nd = DAG(c['dev'])"), &["d"]);
    registers(
        &format!("{members}c = {{'dev': 'd', 'prod': 'p'}}\nfor t in T:\n    with DAG(c[t]): pass"),
        &["d", "p"],
    );
    registers(&format!("{members}c = {{'dev': 'd'}}\nd = DAG(c.get(T.PROD, 'x'))"), &["x"]);
    registers(&format!("{members}c = {{'dev': 'd'}}\nc[T.DEV] = 'e'\nd = DAG(c['dev'])"), &["e"]);
    registers(&format!("{members}if 'dev' in {{T.DEV}}:\n    d = DAG('a')"), &["a"]);
    // Without the text beside it, it is none.
    let plain = "from enum import Enum\nclass T(Enum):\n    DEV = 'dev'\n    PROD = 'prod'\n";
    registers(&format!("{plain}c = {{T.DEV: 'd'}}\nd = DAG(c.get('dev', 'x'))"), &["x"]);
    registers(&format!("{plain}c = {{T.DEV: 'd'}}\nd = DAG(c.get(T.PROD, 'x'))"), &["x"]);
}

#[test]
fn a_named_tuple_equals_and_hashes_as_its_plain_tuple() {
    let class = "from typing import NamedTuple\nclass P(NamedTuple):\n    x: str\n    y: int = 2\n";
    registers(&format!("{class}d = DAG(str(P('a') == ('a', 2)))"), &["True"]);
    registers(&format!("{class}if P('a') in [('a', 2)]:\n    d = DAG('a')"), &["a"]);
    registers(&format!("{class}d = DAG({{('a', 2): 'hit'}}.get(P('a'), 'miss'))"), &["hit"]);
    registers(&format!("{class}d = DAG({{P('a'): 'hit'}}[('a', 2)])"), &["hit"]);
    registers(&format!("{class}d = DAG({{P('a'): 'hit'}}.get(P('b'), 'miss'))"), &["miss"]);
}

#[test]
fn an_object_whose_class_compares_is_a_key_that_is_not_known() {
    let class = "class P:\n    def __init__(self, x): self.x = x\n    def __eq__(self, o): return self.x == o.x\n    \
                 def __hash__(self): return 1\n";
    unknown(&format!("{class}d = DAG({{P(1): 'hit'}}.get(P(1), 'miss'))"), &[&["hit", "miss"]]);
    let plain = "class P:\n    pass\n";
    registers(&format!("{plain}d = DAG({{P(): 'hit'}}.get(P(), 'miss'))"), &["miss"]);
}

#[test]
fn yaml_is_read_as_its_loader_reads_it() {
    let text = "'id: 007\\nv: 1.10\\non: yes\\n'";
    let load = |loader: &str| {
        format!("c = yaml.load({text}, {loader})\nd = DAG(f\"{{c['id']}}_{{c['v']}}_{{c.get('on')}}\")")
    };
    reads(&[], &load("yaml.BaseLoader"), &["007_1.10_yes"]);
    reads(&[], &load("Loader=yaml.CBaseLoader"), &["007_1.10_yes"]);
    reads(&[], &load("yaml.SafeLoader"), &["7_1.1_None"]);
    reads_unknown(&[], &format!("class L(yaml.SafeLoader): pass\n{}", load("L")));
}

#[test]
fn an_ini_file_is_read_as_its_parser_reads_it() {
    let read =
        |text: &str, rest: &str| format!("c = configparser.ConfigParser()\nc.read_string({text:?})\n{rest}");
    reads(
        &[],
        &read("[a]\nAbC = x\n", "d = DAG(list(c['a'])[0] + c['a']['ABC'] + c.get('a', 'Abc'))"),
        &["abcxx"],
    );
    let cased = |how: &str| {
        format!("c = configparser.ConfigParser()\nc.optionxform = {how}\nc.read_string('[a]\\nAbC = 1\\n')")
    };
    reads(&[], &format!("{}\nd = DAG(list(c['a'])[0])", cased("str")), &["AbC"]);
    reads(&[], &format!("{}\nd = DAG(list(c['a'])[0])", cased("lambda option: option")), &["AbC"]);
    reads(&[], &format!("{}\nd = DAG(c['a'].get('abc', 'no'))", cased("str")), &["no"]);
    reads(
        &[],
        &read("[x]\na = On\n", "d = DAG(str(c['x'].getboolean('a')) + str(c['x'].get('b')))"),
        &["TrueNone"],
    );
    // The defaults come first here, and last in the section itself.
    let text = "[DEFAULT]\na = 1\n[x]\nb = 2\n";
    reads(
        &[],
        &read(text, "d = DAG('_'.join(k for k, _ in c.items('x')) + '_' + '_'.join(c['x']))"),
        &["a_b_b_a"],
    );
}

#[test]
fn what_changes_how_an_ini_file_is_read_makes_it_unknown() {
    for given in [
        "inline_comment_prefixes=('#', ';')",
        "interpolation=configparser.ExtendedInterpolation()",
        "delimiters=('=',)",
        "{'a': 'x'}",
    ] {
        let body = format!(
            "c = configparser.ConfigParser({given})\nc.read_string('[a]\\nb = x ; y\\n')\nd = DAG(c['a']['b'])"
        );
        reads_unknown(&[], &body);
    }
    let twice =
        "c = configparser.ConfigParser()\nc.read_string('[a]\\nb = x\\n')\nc.read_string('[a]\\nc = y\\n')\n";
    reads_unknown(&[], &format!("{twice}d = DAG('_'.join(c['a']))"));
}
