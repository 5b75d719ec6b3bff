//! Functions and methods that `@dag` decorates: what their calls bind, and what their parameters are.

use super::*;

#[test]
fn a_parameter_of_a_dag_function_is_a_placeholder() {
    let dag = |body: &str| format!("@dag(schedule=None)\ndef f(x='a'):\n    {body}\nf()");
    for body in [
        "y = {'x': x}",
        "y = f'echo {x}'",
        "y = x if x else 1 / 0",
        "y = 1 / 0 if x == 'a' else 2",
        "y = 1 / 0 if x is None else 2",
        "y = [x, x]",
        "y = x.resolve",
    ] {
        registers(&dag(body), &["f"]);
    }
    for body in [
        "y = [1 for one in x]",
        "y = x[0]",
        "y = x.upper()",
        "y = x + 'b'",
        "y = x > 1",
        "y = range(x)",
        "y = {'a': 1}[x]",
        "y = int(x)",
        "y = os.path.join(x, 'b')",
        "y = f'{x:>10}'",
        "raise ValueError(x)",
    ] {
        for airflow in BOTH {
            let outcome = examine_text(&with_imports(&dag(body)), airflow);
            assert_eq!(ids(&outcome), [""; 0], "{airflow:?}: {body}\n{outcome:#?}");
        }
    }
}

#[test]
fn a_call_of_a_dag_function_binds_its_arguments() {
    for (parameters, call) in [("a, b=1", "1"), ("a, *, b", "1, b=2"), ("**options", "a=1")] {
        registers(&format!("@dag(schedule=None)\ndef f({parameters}):\n    pass\nf({call})"), &["f"]);
    }
    for (parameters, call) in [("", "1"), ("a=1", "b=2"), ("a", "1, a=2"), ("a, /", "1"), ("*names", "")] {
        let body = format!("@dag(schedule=None)\ndef f({parameters}):\n    pass\nf({call})");
        for airflow in BOTH {
            let outcome = examine_text(&with_imports(&body), airflow);
            assert_eq!(ids(&outcome), [""; 0], "{airflow:?}: {body}\n{outcome:#?}");
        }
    }
}

#[test]
fn a_method_that_dag_decorates_is_called_with_its_object() {
    let method =
        "class P:\n    @dag(dag_id='a', schedule=None)\n    def build(self):\n        pass\nP().build()";
    let outcome = examine_text(&with_imports(method), TWO);
    assert_eq!((ids(&outcome), outcome.faults.len()), (vec!["a"], 0), "{outcome:#?}");
    // Its object becomes one of the DAG's params, which must be JSON in 3.
    let outcome = examine_text(&with_imports(method), THREE);
    assert_eq!((ids(&outcome), outcome.faults.len()), (vec![], 1), "{outcome:#?}");
    registers(
        "class P:\n    def __init__(self):\n        dag(dag_id='a', schedule=None)(self.build)()\n    def build(self):\n        pass\nP()",
        &["a"],
    );
}

#[test]
fn a_dag_bag_of_its_own_may_bring_dags() {
    unknown(
        "from airflow.models import DagBag\nfor i, d in DagBag('x').dags.items():\n    globals()[i] = d",
        &[&[]],
    );
    registers(
        "from airflow.models import DagBag\ndef check():\n    return DagBag('x')\nd = DAG('a')",
        &["a"],
    );
}
