//! What of Python decides which DAGs there are: names, annotations, order, laziness, exceptions, libraries.

use super::*;

/// As for an older or newer Python than 3.12.
fn examine_for(text: &str, python: u8) -> Outcome {
    let reading = python::read(text.as_bytes(), python::Version::default());
    let tree = reading.tree.unwrap();
    let file = File { text, tree: &tree, path: "pkg/dags/sub/my_file.py" };
    let sources = Files::new(&[]);
    examine(&Request { file, airflow: THREE, python, import_roots: &[], sources: &sources })
}

#[test]
fn a_name_that_only_a_type_checker_sees_loses_the_file_when_it_is_evaluated() {
    let hidden = "from typing import TYPE_CHECKING, Optional\nif TYPE_CHECKING:\n    import pandas as pd\n";
    for evaluated in [
        "def f(x: pd.DataFrame): pass",
        "def f() -> Optional[pd.DataFrame]: pass",
        "def f(*args: list[pd.Series], **more: int): pass",
        "x: pd.DataFrame = None",
        "class C:\n    x: 'pd.Series' = None\n    y: pd.Series = None",
        "class C:\n    def m(self, other: C): pass",
        "@nosuch\ndef f(): pass",
        "def f(x=nosuch): pass",
    ] {
        let body = format!("{hidden}{evaluated}\nd = DAG('a')");
        for airflow in BOTH {
            faults(&body, airflow, &[FaultKind::ImportFails]);
        }
        let future = format!("from __future__ import annotations\n{}", with_imports(&body));
        let said = examine_text(&future, THREE).faults.len();
        assert_eq!(said, usize::from(evaluated.contains("nosuch")), "{future}");
        let late = examine_for(&with_imports(&body), 14).faults.len();
        assert_eq!(late, usize::from(evaluated.contains("nosuch")), "{body}");
    }
    for never in [
        "def f(x: 'pd.DataFrame') -> 'pd.Series': pass",
        "def f():\n    x: pd.DataFrame = None\nf()",
        "class C:\n    def m(self) -> 'C': pass",
        "def f[T](x: T) -> list[T]: pass",
        "class C[T]:\n    Inner = int\n    def m[U](self, x: T, y: U, z: Inner): pass",
        "type X = int\ndef f(x: X): pass",
        "try:\n    import polars as pl\nexcept ImportError:\n    pass\ndef f(x: pl.DataFrame): pass",
        "from lib import *\ndef f(x: Thing): pass",
    ] {
        registers(&format!("{hidden}{never}\nd = DAG('a')"), &["a"]);
    }
}

#[test]
fn a_union_that_python_lacks_loses_the_file() {
    let union = |annotation: &str| format!("class C: pass\ndef f(x: {annotation}): pass\nd = DAG('a')");
    for (annotation, since) in [
        ("str | None", 10),
        ("list[str] | dict", 10),
        ("C | None", 10),
        ("'C' | None", 14),
        ("'C' | int", 14),
    ] {
        let text = with_imports(&union(annotation));
        for python in [9, 10, 13, 14] {
            let said: Vec<_> = examine_for(&text, python).faults.iter().map(|fault| fault.kind).collect();
            let expected = if python < since { vec![FaultKind::ImportFails] } else { vec![] };
            assert_eq!(said, expected, "3.{python}: {annotation}");
        }
    }
    assert_eq!(examine_for(&with_imports(&union("'C | None'")), 9).faults, []);
}

#[test]
fn what_fails_behind_a_way_out_may_not_be_reached() {
    unknown(
        "def f():\n    if os.getenv('X'):\n        return 1\n    raise ValueError()\nf()\nd = DAG('a')",
        &[&["a"]],
    );
    unknown(
        "def f():\n    if os.getenv('X'):\n        return 1\n    return nosuch\nf()\nd = DAG('a')",
        &[&["a"]],
    );
    unknown(
        "for i in 'ab':\n    if os.getenv(i):\n        continue\n    raise ValueError()\nd = DAG('a')",
        &[&["a"]],
    );
    unknown(
        "import sys\ndef f():\n    if os.getenv('X'):\n        return\n    sys.exit(1)\nf()\nd = DAG('a')",
        &[&["a"]],
    );
    unknown("if os.getenv('X'):\n    nosuch()\nd = DAG('a')", &[&["a"]]);
    faults("nosuch()\nd = DAG('a')", THREE, &[FaultKind::ImportFails]);
}

#[test]
fn only_a_call_that_has_a_reason_to_is_said_to_build_dags() {
    for body in [
        "import requests\nr = requests.get('x')\nr.raise_for_status()\nprint(r.json()['dags'].get(1))",
        "from sqlalchemy import Column, String\nclass DagRow:\n    dag_id = Column(String(250))",
        "from lib import column\nclass Row:\n    name = column('x')",
        "from lib import logged\n@logged('x')\ndef f(): pass",
        "from airflow.api_fastapi.core_api.security import requires_access_dag\n\
         @requires_access_dag(method='GET')\ndef f(): pass",
        "from fastapi import APIRouter\ndags_router = APIRouter()\n@dags_router.get('/')\ndef f(): pass\n\
         dags_router.include_router(dags_router)",
    ] {
        registers(body, &[]);
    }
    for body in [
        "from lib import Thing\nThing('x').run()",
        "from lib import company_dag\n@company_dag(schedule=None)\ndef f(): pass",
        "from lib import workflow\n@workflow(schedule=None)\ndef f(): pass\nf()",
        "from dagfactory import load_yaml_dags\nload_yaml_dags(globals_dict=globals())",
        "import gusty\nd = gusty.create_dag('folder')",
        "from cosmos import DbtDag\nd = DbtDag(project_config=1)",
        "import importlib\nfor name in os.listdir('x'):\n    importlib.import_module(name)",
    ] {
        unknown(body, &[&[]]);
    }
}

#[test]
fn a_call_of_an_imported_module_counts_when_the_file_holds_what_it_gave() {
    let helper = "from lib import build\npipeline = build('x')\nother = build('y')\n";
    let said = |text: &str| {
        let files = [("pkg/dags/helper.py", helper), ("pkg/dags/sub/my_file.py", text)];
        let sources = Files::new(&files);
        let reading = python::read(text.as_bytes(), python::Version::default());
        let tree = reading.tree.unwrap();
        let file = File { text, tree: &tree, path: "pkg/dags/sub/my_file.py" };
        examine(&Request { file, airflow: THREE, python: 12, import_roots: &[], sources: &sources })
            .unresolved
            .len()
    };
    assert_eq!(said("# airflow dag\nfrom pkg.dags.helper import pipeline\n"), 1);
    assert_eq!(said("# airflow dag\nimport pkg.dags.helper\n"), 0);
}

#[test]
fn the_order_of_a_set_names_no_dag() {
    unknown("for n in {'a', 'b'}:\n    d = DAG(n)", &[&["a", "b"]]);
    unknown("d = DAG('x' + list({'p', 'q'})[0])", &[&["xp", "xq"]]);
    unknown("d = DAG('_'.join({'p', 'q'}))", &[&[]]);
    unknown("d = DAG(next(iter({'p', 'q'})))", &[&["p", "q"]]);
    unknown("for i, n in enumerate({'p', 'q'}):\n    with DAG(f'{n}{i}'): pass", &[&[]]);
    unknown("i = 0\nfor n in {'p', 'q'}:\n    with DAG(f'{n}{i}'): pass\n    i += 1", &[&[]]);
    unknown("for n in {'p', 'q'}:\n    with DAG(n): pass\n    break", &[&[]]);
    unknown("l = []\nfor n in {'p', 'q'}:\n    l.append(n)\nd = DAG('_'.join(l))", &[&[]]);
    unknown("t = {n: 1 for n in {'p', 'q'}}\nfor n in t:\n    d = DAG(n)", &[&["p", "q"]]);
    for body in [
        "for n in {'a', 'b'}:\n    with DAG(n): pass",
        "for n in {'a', 'b'}:\n    globals()[n] = DAG(n)",
        "for n in sorted({'b', 'a'}):\n    d = DAG(n)\n    globals()[n] = d",
        "l = []\nfor n in {'a', 'b'}:\n    l.append(n)\nfor n in l:\n    with DAG(n): pass",
        "t = {n: DAG(n) for n in {'a', 'b'}}\nglobals().update(t)",
        "def find():\n    for n in {'a', 'x'}:\n        if n == 'a':\n            return n\n\
         with DAG(find()): pass\nwith DAG('b' * len({'p'})): pass",
    ] {
        registers(body, &["a", "b"]);
    }
    registers(
        "d = DAG('_'.join(sorted({'q', 'p'})) + str(len({1, 2})) + str('p' in {'p', 'q'}))",
        &["p_q2True"],
    );
    registers(
        "from itertools import product\nfor a, b in product({'a', 'b'}, 'x'):\n    with DAG(a + b): pass",
        &["ax", "bx"],
    );
}

#[test]
fn what_is_lazy_builds_dags_when_it_is_used() {
    let make = "def make(n):\n    with DAG(n) as d: pass\n    return d\ndef gen():\n    for n in 'ab':\n        yield make(n)\n";
    for used in [
        "list(map(make, 'ab'))",
        "x = [*gen()]",
        "for d in gen(): pass",
        "for d in (make(n) for n in 'ab'): pass",
        "for i, d in enumerate(gen()): pass",
        "def outer():\n    yield from gen()\nx = {d.dag_id: d for d in outer()}",
        "from itertools import chain\nfor d in chain(gen()): pass",
        "it = iter(gen())\nfor d in it: pass",
        "for d, n in zip(gen(), 'xy'): pass",
    ] {
        registers(&format!("{make}{used}"), &["a", "b"]);
    }
    for unused in [
        "x = map(make, 'ab')",
        "x = (make(n) for n in 'ab')",
        "g = gen()",
        "x = any(make(n) for n in 'ab')",
        "x = next(gen())",
        "for d in gen():\n    break",
        "z = zip('xy', gen())",
        "if os.getenv('X'):\n    list(gen())",
        "g = gen()\nif os.getenv('X'):\n    list(g)",
    ] {
        unknown(&format!("{make}{unused}"), &[&["a", "b"]]);
    }
    registers("it = iter('abcd')\nfor n in it:\n    with DAG(n): pass\n    next(it, None)", &["a", "c"]);
    registers("l = [1, 2, 3]\nfor n in l:\n    l.remove(n)\n    with DAG(f'a{n}'): pass", &["a1", "a3"]);
}

#[test]
fn endless_iterators_give_what_is_asked_of_them() {
    let imports = "from itertools import count, cycle, islice\n";
    for (body, expected) in [
        ("for n, i in zip('ab', count(1)):\n    with DAG(f'{n}{i}'): pass", ["a1", "b2"]),
        ("for n, m in zip('ab', cycle([0, 5])):\n    with DAG(f'{n}{m}'): pass", ["a0", "b5"]),
        ("for i in islice(count(10, 5), 2):\n    with DAG(f'c{i}'): pass", ["c10", "c15"]),
        ("ids = count()\nfor n in 'ab':\n    with DAG(f'{n}{next(ids)}'): pass", ["a0", "b1"]),
        ("for i in count():\n    if i == 2:\n        break\n    with DAG(f'x{i}'): pass", ["x0", "x1"]),
    ] {
        registers(&format!("{imports}{body}"), &expected);
    }
    unknown(&format!("{imports}i = count()\nx = list(zip('ab', i))\nd = DAG(f'a{{next(i)}}')"), &[&[]]);
}

#[test]
fn parts_of_lists_are_put_in_the_place_of_others() {
    registers("l = list('abcd')\nl[1:3] = ['x']\nd = DAG(''.join(l))", &["axd"]);
    registers("l = list('abcd')\ndel l[::2]\nd = DAG(''.join(l))", &["bd"]);
    registers("from collections import deque\nl = deque('abc')\nl.rotate(1)\nd = DAG(''.join(l))", &["cab"]);
    registers(
        "from collections import Counter\nd = DAG('_'.join(f'{k}{n}' for k, n in Counter('abcb').most_common(2)))",
        &["b2_a1"],
    );
    unknown("l = list('abcd')\nl[::2] = os.listdir('/')\nd = DAG(''.join(l))", &[&[]]);
}

#[test]
fn names_are_those_that_python_gives() {
    let wraps = "import functools\ndef deco(f):\n    @functools.wraps(f)\n    def inner(*a):\n        return f(*a)\n    return inner\n";
    registers(&format!("{wraps}@deco\ndef made(): pass\nd = DAG(made.__name__)"), &["made"]);
    // The body of a class is invisible to a comprehension in it, but for the first iterable.
    registers(
        "x = 'out'\nclass C:\n    x = 'in'\n    y = [x for _ in 'a']\n    z = [c for c in x]\nd = DAG(C.y[0] + C.z[0])",
        &["outi"],
    );
}

#[test]
fn a_context_may_swallow_what_its_body_raises() {
    let own = |answer: &str| {
        format!(
            "class C:\n    def __enter__(self): return self\n    def __exit__(self, *a): return {answer}\n\
             with C():\n    raise ValueError()\nd = DAG('a')"
        )
    };
    registers(&own("True"), &["a"]);
    unknown(&own("os.getenv('X')"), &[&["a"]]);
    for airflow in BOTH {
        faults(&own("None"), airflow, &[FaultKind::ImportFails]);
        faults("with DAG('a'):\n    raise ValueError()", airflow, &[FaultKind::ImportFails]);
    }
    unknown("from lib import ignore\nwith ignore():\n    raise ValueError()\nd = DAG('a')", &[&["a"]]);
}

#[test]
fn operators_of_the_package_take_arguments_by_name_only() {
    let own = "from airflow.models import BaseOperator\nclass My(BaseOperator):\n    def __init__(self, x, **kw):\n\
               \x20       super().__init__(**kw)\nclass Other(My): pass\n";
    for airflow in BOTH {
        faults(&format!("{own}with DAG('a'):\n    My(1, task_id='t')"), airflow, &[FaultKind::Signature]);
        faults(&format!("{own}with DAG('a'):\n    Other(1, task_id='t')"), airflow, &[FaultKind::Signature]);
    }
    registers(&format!("{own}with DAG('a'):\n    My(x=1, task_id='t')\n    Other(task_id='u', x=2)"), &["a"]);
    registers(
        "from lib import Base\nclass My(Base):\n    def __init__(self, x): pass\nwith DAG('a'):\n    My(1)",
        &["a"],
    );
}

#[test]
fn dates_of_pendulum_name_dags() {
    let at = "import pendulum\nat = pendulum.datetime(2024, 1, 31, tz='Europe/Paris')\n";
    for (id, expected) in [
        ("at.to_date_string()", "2024-01-31"),
        ("at.format('YYYY-MM')", "2024-01"),
        ("f'{at.year}_{at.add(months=1).day}'", "2024_29"),
        ("at.subtract(days=31).strftime('%Y%m%d')", "20231231"),
        ("at.start_of('month').to_date_string()", "2024-01-01"),
    ] {
        registers(&format!("{at}d = DAG({id})"), &[expected]);
    }
    for id in
        ["at.format('dddd')", "at.add(hours=1).to_date_string()", "at.strftime('%Z')", "at.int_timestamp"]
    {
        unknown(&format!("{at}d = DAG(str({id}))"), &[&[]]);
    }
}

#[test]
fn a_generator_is_summed_and_a_truth_is_an_index() {
    registers("d = DAG(str(sum(x for x in (1, 2)) + max(x for x in (3, 4))))", &["7"]);
    registers("d = DAG(('a', 'b')[1 == 1])", &["b"]);
}
