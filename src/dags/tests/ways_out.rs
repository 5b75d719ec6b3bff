//! Ways out of functions, loops and `try` blocks that may be taken: what comes after them may not have happened.

use super::*;

#[test]
fn what_comes_after_a_return_that_may_be_taken_may_not_have_happened() {
    let early = "if os.environ.get('X'):\n        return x";
    unknown(
        &format!("def f(x):\n    {early}\n    x.append('a')\n    return x\nd = DAG(''.join(f(['b'])))"),
        &[&[]],
    );
    unknown(&format!("def f(x):\n    {early}\n    x['a'] = 1\nk = {{}}\nf(k)\nd = DAG(''.join(k))"), &[&[]]);
    unknown(
        "n = 'a'\ndef f():\n    global n\n    if os.environ.get('X'):\n        return\n    n = 'b'\nf()\nd = DAG(n)",
        &[&["a", "b"]],
    );
    // On the way that goes on, nothing is in doubt.
    registers(
        "def f(x):\n    if os.environ.get('X'):\n        return x\n    y = x + 'a'\n    return y[0]\nd = DAG(f('b'))",
        &["b"],
    );
}

#[test]
fn what_comes_after_a_continue_or_break_that_may_be_taken_may_not_have_happened() {
    for way in ["continue", "break"] {
        let early = format!("if os.environ.get('X'):\n        {way}");
        unknown(
            &format!("k = []\nfor x in 'ab':\n    {early}\n    k.append(x)\nd = DAG(''.join(k))"),
            &[&[]],
        );
        unknown(
            &format!(
                "k = []\nn = 2\nwhile n > 0:\n    n -= 1\n    {early}\n    k.append('a')\nd = DAG(''.join(k))"
            ),
            &[&[]],
        );
    }
    let rounds =
        "n = 0\nfor x in 'abc':\n    n = n + 1\n    if os.environ.get(x):\n        break\nd = DAG(str(n))";
    unknown(rounds, &[&["1", "2", "3"]]);
}

#[test]
fn the_else_of_a_loop_that_may_have_been_left_may_not_run() {
    for head in ["for x in os.getenv('X', '').split():", "while os.environ.get('X'):"] {
        unknown(&format!("{head}\n    break\nelse:\n    d = DAG('a')"), &[&["a"]]);
    }
    registers("for x in os.getenv('X', '').split():\n    pass\nelse:\n    d = DAG('a')", &["a"]);
}

#[test]
fn an_operation_whose_outcome_is_not_known_may_raise_inside_a_try() {
    for operation in [
        "{'a': 1}[os.environ.get('X')]",
        "[1][os.getpid()]",
        "int(os.environ.get('X', ''))",
        "[1].index(os.getpid())",
        "a, b = os.environ.get('X', '').split()",
        "max(os.environ.get('X', ''))",
    ] {
        let body = format!("try:\n    {operation}\n    d = DAG('a')\nexcept Exception:\n    pass");
        unknown(&body, &[&["a"]]);
    }
}

#[test]
fn an_element_that_is_put_somewhere_may_be_the_first() {
    unknown("k = ['a', 'b']\nk.insert(os.getpid(), 'c')\nd = DAG(next(x for x in k))", &[&["a", "b", "c"]]);
    registers("k = ['a']\nk.insert(os.getpid(), 'c')\nfor x in k:\n    globals()[x] = DAG(x)", &["a", "c"]);
}

#[test]
fn keys_that_may_be_absent_are_entries_that_may_be() {
    unknown("k = dict.fromkeys([x for x in 'a' if os.environ.get(x)])\nd = DAG(''.join(k))", &[&[]]);
    // One that is there in any case keeps what it may hold.
    unknown(
        "k = dict([('a', 'b'), *[(x, 'c') for x in 'a' if os.environ.get(x)]])\nd = DAG(k['a'])",
        &[&["b", "c"]],
    );
}

#[test]
fn what_is_not_known_of_a_list_may_stand_before_what_is() {
    let known = "x = os.environ.get('X', '').split()\nk = []\nk.extend(x)\nk.append('a')\n";
    for first in ["[*x, 'a'][0]", "k[0]", "(list(x) + ['a'])[0]", "next(iter([*x, 'a']))"] {
        unknown(&format!("{known}d = DAG({first})"), &[&["a"]]);
    }
    registers(&format!("{known}if 'a' in k:\n    d = DAG('b')"), &["b"]);
}

#[test]
fn what_has_no_order_has_no_text() {
    let put = "k = ['a', 'b']\nk.insert(os.getpid(), 'c')\n";
    for text in ["str({x: x for x in k})[2]", "''.join({x: x for x in k})", "str(k)[2]"] {
        unknown(&format!("{put}d = DAG({text})"), &[&[]]);
    }
    unknown("import collections\nd = DAG(str(collections.Counter('a'))[0])", &[&[]]);
}

#[test]
fn an_exception_has_what_all_exceptions_have() {
    let class = "class E(ValueError):\n    def __init__(self, code):\n        self.code = code\n";
    let caught = "try:\n    raise E('a')\nexcept E as e:\n    n, d = len(e.args), DAG(e.code)";
    registers(&format!("{class}{caught}"), &["a"]);
}

#[test]
fn a_view_that_was_taken_back_is_none() {
    let text = include_str!("../../../fuzz/seeds/dags/view_that_is_taken_back.py");
    for airflow in BOTH {
        assert_eq!(ids(&examine_text(text, airflow)), [""; 0]);
    }
}

#[test]
fn a_dag_that_is_built_twice_registers_once() {
    registers("for x in 'ab':\n    d = DAG('a')", &["a"]);
    let outcome = examine_text(&with_imports("for x in 'ab':\n    d = DAG(os.environ['N'] + x)"), THREE);
    assert_eq!(outcome.faults.len(), 1);
    assert!(outcome.faults[0].message.starts_with("Not every DAG that is built here registers"));
}
