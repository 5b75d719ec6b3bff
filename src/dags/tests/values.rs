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
                examine(&Request {
                    file,
                    airflow: THREE,
                    python: 12,
                    import_roots: &["pkg/dags".to_owned()],
                    sources: &sources,
                })
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
    // Which of two keys that are one stays is not followed.
    unknown(&format!("{members}d = DAG('a' + str(len({{T.DEV, 'dev'}})))"), &[&[]]);
    unknown(&format!("{members}c = {{**{{'dev': 'd'}}, T.DEV: 'e'}}\nd = DAG('x' + str(len(c)))"), &[&[]]);
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

#[test]
fn automatic_values_of_an_enumeration_are_those_that_its_class_makes() {
    let by_name = "def _generate_next_value_(name, start, count, last): return name.lower() + str(count)\n";
    let members = "    A = enum.auto()\n    B = enum.auto()\n    C = enum.auto()\n";
    let shown = "d = DAG('_'.join(str(t.value) for t in T))";
    let class = |head: &str, inside: &str| format!("import enum\n{head}class T{inside}{members}{shown}");
    let registers = |body: &str, id: &str| registers(body, &[id]);
    registers(&class("", &format!("(enum.Enum):\n    {by_name}")), "a0_b1_c2");
    registers(&class(&format!("class N(enum.Enum):\n    {by_name}"), "(N):\n"), "a0_b1_c2");
    registers(&class("", &format!("(str, enum.Enum):\n    @staticmethod\n    {by_name}")), "a0_b1_c2");
    registers(&class("class N(enum.StrEnum): pass\n", "(N):\n"), "a_b_c");
    registers(&class("", "(enum.Flag):\n"), "1_2_4");
    registers(&class("", "(enum.IntEnum):\n    Z = 7\n"), "7_8_9_10");
    let text = "import enum\nclass T(str, enum.Enum):\n    A = enum.auto()\nd = DAG('a' + T.A.value)";
    registers(text, "a1");
}

#[test]
fn a_private_name_from_outside_its_class_is_not_said_to_be_missing() {
    unknown("class A:\n    __x = 'p'\nd = DAG(A._A__x)", &[&[]]);
}

#[test]
fn a_partial_method_gets_its_object_first() {
    registers(
        "import functools\nclass A:\n    def mk(self, kind, n): return f'{self.x}_{kind}_{n}'\n    x = 'a'\n    \
         daily = functools.partialmethod(mk, 'daily')\nd = DAG(A().daily(3))",
        &["a_daily_3"],
    );
}

#[test]
fn dictionaries_of_collections_take_keywords_and_show_themselves() {
    let imports = "import collections\n";
    let body = "c = collections.defaultdict(lambda: 'x', {'p': 'q'}, a='y', **{'b': 'z'})\nd = DAG(c['a'] + c['b'] + c['c'] + c['p'])";
    registers(&format!("{imports}{body}"), &["yzxq"]);
    registers(&format!("{imports}d = DAG(collections.OrderedDict(a='x')['a'])"), &["x"]);
    unknown(&format!("{imports}d = DAG('a' + str(len(str(collections.OrderedDict(a='x')))))"), &[&[]]);
    unknown(
        &format!("{imports}c = collections.OrderedDict(a='x', b='y')\nd = DAG(c.popitem(last=False)[1])"),
        &[&[]],
    );
}

#[test]
fn an_object_is_formatted_as_its_class_says() {
    let class =
        "class J:\n    def __format__(self, spec): return f'job{spec}'\n    def __str__(self): return 's'\n";
    registers(&format!("{class}d = DAG(f'{{J()}}_{{J():x}}_{{J()!s}}')"), &["job_jobx_s"]);
    unknown(&format!("{class}d = DAG('{{}}'.format(J()))"), &[&[]]);
    unknown(&format!("{class}d = DAG(format(J()))"), &[&[]]);
}

#[test]
fn a_module_that_is_loaded_again_is_not_known_any_more() {
    let files = &[("state_mod.py", "REG = []\n")];
    reads_unknown(
        files,
        "import importlib\nimport state_mod\nstate_mod.REG.append('x')\nimportlib.reload(state_mod)\nd = DAG(str(len(state_mod.REG)))",
    );
    let files = &[("name_mod.py", "def name(): return 'a'\n")];
    reads(
        files,
        "import importlib\nimport name_mod\nimportlib.reload(name_mod)\nd = DAG(name_mod.name())",
        &["a"],
    );
}

#[test]
fn percent_shows_a_member_of_an_enumeration_as_str_does() {
    let class = "from enum import Enum\nclass T(str, Enum):\n    A = 'x'\n";
    registers(&format!("{class}d = DAG('%s' % T.A)"), &["T.A"]);
    registers(&format!("{class}d = DAG('%s_%s' % (T.A, 1))"), &["T.A_1"]);
    unknown("from enum import IntEnum\nclass T(IntEnum):\n    A = 1\nd = DAG('x%d' % T.A)", &[&[]]);
}
