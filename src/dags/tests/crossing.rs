//! Tasks that are joined by what they give each other, within a DAG and across DAGs, and what that value can do.

use super::*;

const IMPORTS: &str = "from airflow.operators.bash import BashOperator as Bash\n\
    from airflow.operators.python import PythonOperator as Py\n\
    from airflow.utils.task_group import TaskGroup\n";
/// A task of one DAG, in `a`.
const FIRST: &str = "with DAG('one', schedule=None) as one:\n    a = Bash(task_id='a', bash_command='ls')\n";

fn within(body: &str) -> String {
    format!("{IMPORTS}{body}")
}

/// Airflow refuses the file for this.
#[track_caller]
fn refused(body: &str, kind: FaultKind) {
    for airflow in BOTH {
        faults(&within(body), airflow, &[kind]);
    }
}

/// Whether the DAGs of a file are certain to register, all or none of them, and nothing is refused.
#[track_caller]
fn certain(body: &str, airflow: Airflow) -> bool {
    let outcome = examine_text(&with_imports(&within(body)), airflow);
    assert_eq!(outcome.faults, [], "{airflow:?}: {body}");
    !outcome.registered.is_empty()
}

/// These are doubted in both versions, and those are certain.
#[track_caller]
fn doubted(odd: &[&str], sound: &[&str]) {
    for airflow in BOTH {
        for body in odd {
            assert!(!certain(body, airflow), "{airflow:?} is certain of {body}");
        }
        for body in sound {
            assert!(certain(body, airflow), "{airflow:?} doubts {body}");
        }
    }
}

/// A DAG function that defines the task functions `rows` and `add`, and does this.
fn with_tasks(body: &str) -> String {
    format!(
        "@dag(schedule=None)\ndef flow():\n    @task\n    def rows(): return 1\n    @task\n    def add(x, y=1): return x\n    \
         {body}\nflow()"
    )
}

#[test]
fn tasks_of_two_dags_joined_through_a_value_are_told() {
    for second in [
        "b = Bash(task_id='b', bash_command=a.output)",
        "b = Py(task_id='b', python_callable=print, op_args=[a.output])",
        "b = Py(task_id='b', python_callable=print, op_kwargs={'x': [a.output['k']]})",
        "b = Bash.partial(task_id='b').expand(bash_command=a.output)",
        "b = Bash(task_id='b', bash_command='ls')\n    a.output >> b",
    ] {
        refused(&format!("{FIRST}with DAG('two', schedule=None):\n    {second}"), FaultKind::Signature);
    }
}

#[test]
fn a_group_joined_with_a_task_of_another_dag_is_told() {
    let first = "with DAG('one', schedule=None):\n    with TaskGroup('g') as g:\n        \
                 a = Bash(task_id='a', bash_command='ls')\n";
    let second = "with DAG('two', schedule=None):\n    b = Bash(task_id='b', bash_command='ls')\n    g >> b";
    refused(&format!("{first}{second}"), FaultKind::Signature);
    registers(&within(&format!("{first}    g >> Bash(task_id='b', bash_command='ls')")), &["one"]);
}

#[test]
fn a_task_made_outside_belongs_to_the_first_dag_that_it_is_joined_in() {
    let made = "a = Bash(task_id='a', bash_command='ls')\n";
    let within_loop = |join: &str| {
        format!("{made}for n in 'xy':\n    with DAG(n, schedule=None):\n        b = Bash(task_id='b', {join}")
    };
    refused(&within_loop("bash_command=a.output)"), FaultKind::Signature);
    refused(&within_loop("bash_command='ls')\n        a >> b"), FaultKind::Signature);
    registers(
        &within(&format!("{made}with DAG('x'):\n    Bash(task_id='b', bash_command='ls') << a")),
        &["x"],
    );
}

#[test]
fn a_cycle_that_a_value_closes_is_told() {
    let body = format!("{FIRST}    b = Bash(task_id='b', bash_command=a.output)\n    b >> a");
    refused(&body, FaultKind::TaskCycle);
    let plain = format!("{FIRST}    b = Bash(task_id='b', bash_command=a.output)\n    a >> b");
    registers(&within(&plain), &["one"]);
    // The operator itself is no value of it.
    let itself =
        format!("{FIRST}    b = Bash(task_id='b', bash_command='ls', params={{'a': 1}})\n    b >> a");
    registers(&within(&itself), &["one"]);
}

#[test]
fn a_task_stays_in_its_dag_and_is_added_to_it_once() {
    doubted(
        &[
            &format!("{FIRST}two = DAG('two', schedule=None)\na.dag = two"),
            &format!("{FIRST}one.add_task(a)"),
            &format!("{FIRST}one.add_tasks([a])"),
        ],
        &[
            &format!("{FIRST}a.dag = one"),
            "a = Bash(task_id='a', bash_command='ls')\none = DAG('one', schedule=None)\none.add_task(a)",
        ],
    );
}

#[test]
fn what_a_task_gives_is_no_text_number_or_dictionary() {
    for (odd, sound) in [
        ("rows().get('n')", "rows().map(str)"),
        ("if rows() > 2: pass", "if rows() == 2: pass"),
        ("x = {rows(): 1}", "x = {1: rows()}"),
        ("rows()['n'][0]", "add(rows()['n'])"),
        ("add.expand(x=(i for i in [1]))", "add.expand(x=[i for i in [1]])"),
        ("add.expand(x={'a': 1}.keys())", "add.expand(x={'a': 1})"),
        ("add.expand(x=rows()['n'])", "add.expand(x=rows()['return_value'])"),
        ("for one in rows(): pass", "x = rows()\n    x >> add(x.operator.output)"),
    ] {
        doubted(&[&with_tasks(odd)], &[&with_tasks(sound)]);
    }
    refused(&with_tasks("Bash(task_id=f'b_{rows()}', bash_command='ls')"), FaultKind::TaskIdInvalid);
    registers(&within(&with_tasks("Bash(task_id='b', bash_command=f'echo {rows()}')")), &["flow"]);
}

#[test]
fn a_task_knows_the_id_of_its_dag() {
    registers(&within(&format!("{FIRST}two = DAG(a.dag_id + '_two', schedule=None)")), &["one", "one_two"]);
}

#[test]
fn a_key_of_the_context_has_no_default_but_none() {
    let function = |default: &str| {
        format!("@task\ndef f(x, ds={default}): return x\nwith DAG('a', schedule=None):\n    f(1)")
    };
    doubted(&[&function("'2024-01-01'")], &[&function("None")]);
}

#[test]
fn a_teardown_is_called_once() {
    let down = "from airflow.decorators import teardown\n@teardown\ndef down(): pass\nwith DAG('a', schedule=None):\n    ";
    let again = format!("{down}down()\n    down.override(task_id='d')()");
    let chosen = format!("{down}down.override(trigger_rule='all_done')()");
    let renamed = format!("{down}down.override(task_id='d')()");
    doubted(&[&again, &chosen], &[&renamed]);
}

#[test]
fn a_builtin_is_no_function_of_a_task() {
    let body = |of: &str| format!("with DAG('a', schedule=None):\n    task(task_id='t')({of})(1)");
    let partial = "from functools import partial\n";
    doubted(&[&body("print"), &format!("{partial}{}", body("partial(print, 1)"))], &[&body("lambda x: x")]);
}

#[test]
fn the_defaults_of_a_group_are_those_of_its_tasks() {
    let body = |retries: &str| {
        format!("{FIRST}    with TaskGroup('g', default_args={{'retries': {retries}}}): pass")
    };
    doubted(&[&body("'x'")], &[&body("2")]);
}

#[test]
fn a_property_that_reads_all_attributes_of_its_object_has_no_end() {
    let class = |deed: &str| {
        format!(
            "import inspect\nclass C:\n    @property\n    def stages(self):\n        return {deed}\nx = C().stages\n{FIRST}"
        )
    };
    doubted(&[&class("inspect.getmembers(self)")], &[&class("inspect.getmembers(C)")]);
}

#[test]
fn values_that_one_operator_refuses_are_doubted() {
    let operator = |import: &str, call: &str| {
        format!("from airflow.{import}\nwith DAG('a', schedule=None):\n    {call}")
    };
    let sensor = |more: &str| {
        let import = "sensors.external_task import ExternalTaskSensor as S";
        operator(import, &format!("S(task_id='t', external_dag_id='x', {more})"))
    };
    for more in [
        "execution_delta=1, execution_date_fn=print",
        "external_task_id='y', external_task_ids=['z']",
        "external_task_id='y', allowed_states=['done']",
        "allowed_states=['skipped']",
        "failed_states=['success'], allowed_states=['success']",
        "poke_interval=-1",
    ] {
        doubted(&[&sensor(more)], &[]);
    }
    doubted(
        &[],
        &[
            &sensor("external_task_id='y', allowed_states=['skipped', 'success'], failed_states=['failed']"),
            &sensor("external_task_id=None, poke_interval=1, execution_date_fn=print"),
        ],
    );
    let trigger = |states: &str| {
        let import = "operators.trigger_dagrun import TriggerDagRunOperator as T";
        operator(import, &format!("T(task_id='t', trigger_dag_id='x', allowed_states=[{states}])"))
    };
    doubted(&[&trigger("'succes'")], &[&trigger("'success', 'failed'")]);
    let day = |days: &str| {
        let import = "sensors.weekday import DayOfWeekSensor as D";
        operator(import, &format!("D(task_id='t', week_day={days})"))
    };
    doubted(&[&day("'mon'"), &day("{'Monday', 'Moonday'}")], &[&day("{'Monday', 'tuesday'}")]);
}

#[test]
fn what_airflow_3_took_out_or_looks_at_is_doubted_there_alone() {
    let rule = "from airflow.utils.trigger_rule import TriggerRule\nwith DAG('a', schedule=None):\n    \
                Bash(task_id='t', bash_command='ls', trigger_rule=TriggerRule.";
    let params = "from datetime import datetime\nwith DAG('a', schedule=None):\n    \
                  Bash(task_id='t', bash_command='ls', params={'when': datetime(2024, 1, 1)})";
    for body in [format!("{rule}DUMMY)"), params.to_owned()] {
        assert!(certain(&body, TWO), "{body}");
        assert!(!certain(&body, THREE), "{body}");
    }
    doubted(&[&format!("{rule}ALL_SUCESS)")], &[&format!("{rule}ALL_DONE)")]);
}

#[test]
fn a_task_compared_with_another_is_no_order() {
    let tasks = "from airflow.operators.bash import BashOperator\nwith DAG('d'):\n    a = BashOperator(task_id='a', bash_command='ls')\n    b = BashOperator(task_id='b', bash_command='ls')\n";
    registers(&format!("{tasks}    a >> b"), &["d"]);
    for odd in ["a > b", "a < b", "a > b > a"] {
        for airflow in BOTH {
            let outcome = examine_text(&with_imports(&format!("{tasks}    {odd}")), airflow);
            assert_eq!(ids(&outcome), [""; 0], "{airflow:?}: {odd}\n{outcome:#?}");
        }
    }
}

#[test]
fn lists_that_hold_each_other_many_times_end_in_an_order() {
    let lists = "import json\nx = []\nx.append(x)\ny = [[[[0] * 1000] * 1000] * 1000] * 1000\n";
    for line in [
        "a >> x",
        "a >> y",
        "a.set_upstream(y)",
        "Bash(task_id='b', bash_command='ls', env=y)",
        "json.dumps(y)",
    ] {
        let body = format!(
            "{IMPORTS}{lists}with DAG('d', schedule=None):\n    a = Bash(task_id='a', bash_command='ls')\n    {line}"
        );
        for airflow in BOTH {
            let outcome = examine_text(&with_imports(&body), airflow);
            assert_eq!(outcome.faults, [], "{airflow:?}: {line}");
        }
    }
}

#[test]
fn a_task_id_that_is_taken_gets_the_number_above_the_largest() {
    let body = "@task\ndef t():\n    pass\nwith DAG('d', schedule=None):\n    t()\n    t.override(task_id='t__4')()\n    t()\n    t()";
    for airflow in BOTH {
        let outcome = examine_text(&with_imports(body), airflow);
        assert_eq!(outcome.registered[0].tasks.ids, ["t", "t__4", "t__5", "t__6"], "{airflow:?}");
    }
}
