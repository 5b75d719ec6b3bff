//! Code that is plainly broken keeps the ids of its file from being certain, and code that is nearly so does not.

use super::*;

/// Whether the DAG at the end of a file is called certain.
fn is_certain(code: &str, airflow: Airflow) -> bool {
    let text = with_imports(&format!("{code}\nwith DAG('a', schedule=None): pass"));
    examine_text(&text, airflow).registered.iter().any(|one| one.dag_id == "a")
}

fn each(broken: &[&str], sound: &[&str]) {
    for airflow in BOTH {
        for code in broken {
            assert!(!is_certain(code, airflow), "{code}");
        }
        for code in sound {
            assert!(is_certain(code, airflow), "{code}");
        }
    }
}

#[test]
fn what_python_refuses_of_a_type_is_not_certain() {
    each(
        &[
            "t = (1, 2)\nt[0] = 3",
            "del (1, 2)[0]",
            "n = None\nn['a']",
            "n = None\nn.strip()",
            "n = 5\nn()",
            "import datetime\ndatetime(2024, 1, 1)",
            "import datetime\ndatetime.now()",
            "len(None)",
            "{[1]: 2}",
            "{1: [2]}[[1]]",
            "for x in None: pass",
            "a, b = 5",
            "a, b, *c = (1,)",
            "[1] + (2,)",
            "-'a'",
            "None < 1",
            "1 in None",
            "sorted([1, None])",
            "'a'.foo()",
            "[].add(1)",
            "{'a': 1}.iteritems()",
            "f'{None:>10}'",
            "with None: pass",
            "dict(**None)",
            "[1].extend(None)",
            "'-'.join(None)",
            "next(iter([]))",
        ],
        &[
            "t = ([1], 2)\nt[0].append(3)",
            "n = 'a'.upper().strip()",
            "d = {(1, 2): 3, None: 4, frozenset([1]): 5}",
            "from collections import deque, OrderedDict\ndeque([1]).appendleft(2)\nOrderedDict(a=1).move_to_end('a')",
            "import datetime\ndatetime.datetime.now(datetime.timezone.utc)",
            "x = []\nx += 'ab'",
            "class C:\n    def __radd__(self, o): return 1\n1 + C()",
            "class C:\n    def __getitem__(self, i): raise IndexError\nfor x in C(): pass",
            "class C:\n    def __contains__(self, i): return True\n1 in C()",
            "def f(): pass\nf.x = 1\nf.x",
            "f'{5:>10}' + f'{None}'",
            "int | None",
            "def f(): return None\niter(f, None)",
        ],
    );
}

#[test]
fn what_python_refuses_of_a_class_is_not_certain() {
    let abc =
        "from abc import ABC, abstractmethod\nclass A(ABC):\n    @abstractmethod\n    def f(self): pass\n";
    let frozen = "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass A:\n    x: int = 1\n";
    each(
        &[
            &format!("{abc}A()"),
            &format!("{abc}class B(A): pass\nB()"),
            &format!("{frozen}A().x = 2"),
            &format!("{frozen}setattr(A(), 'x', 2)"),
            "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int = 1\n    y: int",
            "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: list = []",
            "from enum import Enum\nclass E(Enum):\n    A = 1\n    A = 2",
            "from enum import Enum\nclass E(Enum):\n    A = 1\nclass F(E):\n    B = 2",
            "class A: pass\nclass B(A): pass\nclass C(A, B): pass",
            "class A:\n    __slots__ = ('x',)\nA().y = 1",
            "class A:\n    @property\n    def x(self): return 1\nA().x = 2",
            "class A:\n    def __init__(self): return 1\nA()",
        ],
        &[
            &format!("{abc}class B(A):\n    def f(self): pass\nB()"),
            &format!("{abc}class B(A):\n    f = None\nB()"),
            "from abc import abstractmethod\nclass A:\n    @abstractmethod\n    def f(self): pass\nA()",
            &format!("{frozen}object.__setattr__(A(), 'x', 2)"),
            "from dataclasses import dataclass\n@dataclass(kw_only=True)\nclass A:\n    x: int = 1\n    y: int",
            "from enum import Enum\nclass E(Enum):\n    A = 1\n    B = 1",
            "class A:\n    __slots__ = ('x',)\nclass B(A): pass\nB().y = 1",
            "class A:\n    @property\n    def x(self): return 1\n    @x.setter\n    def x(self, v): pass\nA().x = 2",
        ],
    );
}

#[test]
fn a_name_that_is_not_set_yet_is_not_certain() {
    each(
        &[
            "x = 1\ndef f():\n    x += 1\nf()",
            "def f():\n    json.dumps({})\n    import json\nf()",
            "try:\n    1 / 0\nexcept ZeroDivisionError as e: pass\ne",
            "del nothing",
            "def f(): return f()\nf()",
            "input()",
        ],
        &[
            "x = 1\ndef f():\n    global x\n    x += 1\nf()",
            "x = 1\ndef f():\n    y = [x for x in (1, 2)]\n    return x\nf()",
            "def f():\n    def g():\n        return x\n    x = 1\n    return g()\nf()",
            "x = 1\ndel x",
        ],
    );
}

#[test]
fn what_airflow_refuses_of_an_order_is_not_certain() {
    let within = |code: &str| {
        format!(
            "from airflow.models import BaseOperator\nwith DAG('b', schedule=None) as d:\n    t = BaseOperator(task_id='t')\n    {code}"
        )
    };
    for (code, sound) in [
        ("t >> None", false),
        ("t >> 'x'", false),
        ("t >> ['x']", false),
        ("{} >> t", false),
        ("t.set_downstream(None)", false),
        ("t >> []", true),
        ("t >> [BaseOperator(task_id='u')]", true),
        ("t >> (BaseOperator(task_id='u'),)", true),
    ] {
        for airflow in BOTH {
            assert_eq!(is_certain(&within(code), airflow), sound, "{code}");
        }
    }
}
