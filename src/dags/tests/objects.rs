//! Classes, their instances, and what the library makes of constants.

use super::{BOTH, examine_text, faults, ids, registers, unknown, with_imports};
use crate::airflow::Airflow;
use crate::dags::FaultKind;

#[test]
fn a_metaclass_makes_its_classes_and_their_instances() {
    let single = "class Single(type):\n    made = {}\n    def __call__(cls, *a):\n        if cls not in cls.made:\n            cls.made[cls] = super().__call__(*a)\n        return cls.made[cls]\n";
    let settings = "class S(metaclass=Single):\n    def __init__(self, name):\n        self.name = name\n";
    registers(&format!("{single}{settings}S('first')\nd = DAG(S('second').name)"), &["first"]);
    let named = "class Named(type):\n    def __new__(mcs, name, bases, body):\n        body['ident'] = 'is_' + name\n        return super().__new__(mcs, name, bases, body)\n";
    registers(&format!("{named}class A(metaclass=Named): pass\nd = DAG(A.ident)"), &["is_A"]);
}

#[test]
fn fields_that_are_given_by_name_take_no_place() {
    let class = "from dataclasses import dataclass, field, KW_ONLY\n@dataclass\nclass C:\n    a: str\n    b: str = field(default='b', kw_only=True)\n    c: str = 'c'\n";
    registers(&format!("{class}x = C('x', 'z', b='y')\nd = DAG(x.a + x.b + x.c)"), &["xyz"]);
    let base = "from dataclasses import dataclass, KW_ONLY\n@dataclass\nclass B:\n    a: str\n    _: KW_ONLY\n    b: str = 'b'\n@dataclass\nclass C(B):\n    c: str = 'c'\n";
    registers(&format!("{base}x = C('x', 'z')\nd = DAG(x.a + x.b + x.c)"), &["xbz"]);
}

#[test]
fn what_is_set_in_the_dictionary_of_an_instance_is_its_own() {
    let class = "class C:\n    def __init__(self, **given):\n        self.name = 'none'\n";
    registers(
        &format!("{class}        self.__dict__.update(given)\nd = DAG(C(name='given').name)"),
        &["given"],
    );
    registers(&format!("{class}        vars(self)['name'] = 'set'\nd = DAG(C().name)"), &["set"]);
    registers(&format!("{class}        self.__dict__ = given\nd = DAG(C(name='kept').name)"), &["kept"]);
    registers(&format!("{class}        dict(self.__dict__)['name'] = 'copy'\nd = DAG(C().name)"), &["none"]);
    // Two instances that share one are not followed.
    unknown(
        "class C:\n    all = {}\n    def __init__(self):\n        self.__dict__ = self.all\na = C()\na.name = 'a'\nb = C()\nb.name = 'b'\nd = DAG(a.name)",
        &[&["a"]],
    );
}

#[test]
fn addresses_and_literals_are_taken_apart() {
    let parse = "from urllib.parse import urlparse\n";
    registers(
        &format!("{parse}u = urlparse('S3://Bucket/a/b?x#y')\nd = DAG(u.scheme + u.netloc)"),
        &["s3Bucket"],
    );
    registers(
        &format!(
            "{parse}u = urlparse('https://me@Host.org:80/')\nd = DAG(f'{{u.hostname}}{{u.port}}{{u.username}}')"
        ),
        &["host.org80me"],
    );
    registers(
        "import ast\nfor i in ast.literal_eval(\"['a', 'b']\"):\n    globals()[i] = DAG(i)",
        &["a", "b"],
    );
    registers("d = DAG('{x.__class__.__name__}_{x}'.format(x=1))", &["int_1"]);
}

#[test]
fn a_dag_that_is_closed_loses_the_file() {
    let closing = "from contextlib import closing\nwith closing(DAG('a')) as d:\n    pass";
    for airflow in [Airflow::Two, Airflow::Three] {
        faults(closing, airflow, &[FaultKind::ImportFails]);
    }
    registers("from contextlib import nullcontext\nwith nullcontext(DAG('a')) as d:\n    pass", &["a"]);
}

#[test]
fn an_iterator_over_files_is_gone_through_once() {
    registers(
        "from pathlib import Path\np = Path(__file__).parent.glob('*.py')\nlist(p)\nd = DAG(f'left{len(list(p))}')",
        &["left0"],
    );
}

#[test]
fn what_something_unknown_took_out_does_not_decide() {
    let containers = ["{'a': 1, 'b': 2}", "['a', 'b']", "{'a', 'b'}"];
    let removals: [&[&str]; 3] = [
        &["del all[ext.key]", "all.pop(ext.key)", "all.popitem(); all.pop(ext.key, None); all.popitem()"],
        &["all.remove(ext.key)", "all.pop(ext.at)", "del all[ext.at]", "all.remove(ext.key); all.pop()"],
        &["all.discard(ext.key)", "all.remove(ext.key)", "all.difference_update(ext.keys)"],
    ];
    for (container, removals) in containers.iter().zip(removals) {
        for removal in removals {
            for test in ["all", "len(all) > 0", "'a' in all"] {
                let body = format!(
                    "import ext\nall = {container}\nfor _ in ext.rounds:\n    {removal}\n\
                     if {test}:\n    raise ValueError\nd = DAG('a')"
                );
                for airflow in BOTH {
                    let outcome = examine_text(&with_imports(&body), airflow);
                    assert_eq!(outcome.faults, [], "{body}");
                    assert_eq!(outcome.unresolved.last().unwrap().candidates, ["a"], "{body}");
                }
            }
        }
    }
}

#[test]
fn a_key_known_only_by_its_name_may_be_any_of_those_that_are_there() {
    for test in [
        "if settings.ENV not in {'dev', 'prod'}:\n    raise ValueError",
        "if settings.ENV not in {'dev': 1}:\n    raise ValueError",
        "if {'dev': 1}.get(settings.ENV) is None:\n    raise ValueError",
        "if {'dev': 1}.pop(settings.ENV, None) is None:\n    raise ValueError",
        "x = {'dev': 1}[settings.ENV]\nif x != 1:\n    raise ValueError",
        "if 'dev' not in {settings.ENV: 1}:\n    raise ValueError",
        "known = {'dev'}\nknown.discard(settings.ENV)\nif 'dev' in known:\n    raise ValueError",
    ] {
        for airflow in BOTH {
            let body = format!("from house import settings\n{test}\nd = DAG('a')");
            let outcome = examine_text(&with_imports(&body), airflow);
            assert_eq!(outcome.faults, [], "{body}");
            let known: Vec<_> = outcome.unresolved.iter().flat_map(|one| one.candidates.clone()).collect();
            assert!(known.contains(&"a".to_owned()) || ids(&outcome) == ["a"], "{body}");
        }
    }
}

#[test]
fn attrs_takes_defaults_from_decorators_and_factories() {
    registers(
        "import attrs\n@attrs.define(hash=True)\nclass C:\n    many: list = attrs.field(factory=list)\n    \
         name: str = attrs.field()\n    @name.default\n    def _(self): return 'a'\nd = DAG('a')",
        &["a"],
    );
}

#[test]
fn what_a_context_manager_gives_decorates_functions() {
    registers(
        "from contextlib import contextmanager\n@contextmanager\ndef flushed():\n    yield\n@flushed()\n\
         def main(): pass\nd = DAG('a')",
        &["a"],
    );
}
