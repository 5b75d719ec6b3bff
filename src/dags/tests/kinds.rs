//! What a value is an instance of, and what it can be asked.

use super::{BOTH, examine_text, ids, registers, unknown, with_imports};
use crate::airflow::Airflow;
use crate::dags::FaultKind;

#[test]
fn a_plain_value_is_of_no_class_of_the_package() {
    let check = "from datetime import timedelta\nclass Late:\n    pass\ndef plain(x):\n    if isinstance(x, Late):\n        raise ValueError(x)\n    return x\n";
    for value in ["timedelta(hours=1)", "'@daily'", "None", "[1]"] {
        registers(&format!("{check}plain({value})\nd = DAG('a')"), &["a"]);
    }
    let other = "from dateutil.relativedelta import relativedelta\nfrom datetime import timedelta\n";
    registers(&format!("{other}d = DAG(str(isinstance(timedelta(1), relativedelta)))"), &["False"]);
    // A class that says itself what its instances are.
    let own = "from typing import Protocol, runtime_checkable\n@runtime_checkable\nclass Text(Protocol):\n    def upper(self): ...\n";
    unknown(&format!("{own}d = DAG('a' if isinstance('x', Text) else 'b')"), &[&["a", "b"]]);
}

#[test]
fn a_task_of_a_function_takes_what_its_operator_takes() {
    let with = |decorator: &str| {
        format!(
            "with DAG('a', schedule=None):\n    @{decorator}\n    def f(x=1, **context): return x\n    f()\n"
        )
    };
    for fine in ["task", "task(retries=2, multiple_outputs=True)", "task.branch(templates_dict={})"] {
        registers(&with(fine), &["a"]);
    }
    for odd in ["task(nonsense=1)", "task.sensor(show_return_value_in_logs=True)", "task(bash_command='x')"] {
        unknown(&with(odd), &[&["a"]]);
    }
    // What providers bring takes more.
    registers(&with("task.kubernetes(image='x', nonsense=1)"), &["a"]);
    let old = examine_text(&with_imports(&with("task(provide_context=True)")), Airflow::Three);
    assert_eq!(old.faults[0].kind, FaultKind::AirflowVersion);
    assert_eq!(ids(&examine_text(&with_imports(&with("task(provide_context=True)")), Airflow::Two)), ["a"]);
    // Of a function that is never called there is no task.
    registers("with DAG('a', schedule=None):\n    @task(nonsense=1)\n    def f(): pass\n", &["a"]);
}

#[test]
fn a_date_of_pendulum_takes_what_its_versions_take() {
    registers("import pendulum\nd = DAG('a', start_date=pendulum.datetime(2024, 1, 1, tz='UTC'))", &["a"]);
    for odd in ["datetime(2024, 1, 1, tzinfo='UTC')", "create(2024, 1, 1)", "utcnow()"] {
        for airflow in BOTH {
            let text = with_imports(&format!("import pendulum\nd = DAG('a', start_date=pendulum.{odd})"));
            let outcome = examine_text(&text, airflow);
            assert_eq!((ids(&outcome), outcome.unresolved.is_empty()), (vec![], false), "{odd}");
        }
    }
}

#[test]
fn a_module_of_airflow_is_there_when_somebody_has_imported_it() {
    let used = "d = DAG('a', start_date=airflow.utils.timezone.utcnow())";
    let outcome = examine_text(&with_imports(&format!("import airflow\n{used}")), Airflow::Three);
    assert_eq!((ids(&outcome), outcome.unresolved.len()), (vec![], 1));
    assert_eq!(ids(&examine_text(&with_imports(&format!("import airflow\n{used}")), Airflow::Two)), ["a"]);
    for import in
        ["import airflow.utils.timezone", "import airflow\nfrom airflow.utils.timezone import parse"]
    {
        registers(&format!("{import}\n{used}"), &["a"]);
    }
}

#[test]
fn arguments_that_airflow_refuses_are_refused_wherever_they_come_from() {
    let imports = "from airflow.operators.bash import BashOperator\nfrom airflow.sensors.external_task import ExternalTaskSensor\n";
    let with = |defaults: &str, task: &str| {
        with_imports(&format!(
            "{imports}with DAG('a', schedule=None, start_date=None, default_args={{{defaults}}}):\n    {task}"
        ))
    };
    let bash = |more: &str| format!("BashOperator(task_id='t', bash_command='x'{more})");
    let wait = |more: &str| format!("ExternalTaskSensor(task_id='t', external_dag_id='x'{more})");
    let of_function = "task(task_id='t')(lambda: 1)()";
    for (defaults, task) in [
        ("'email_on_retry': 'no'", bash("")),
        ("'retries': 'many'", bash("")),
        ("'trigger_rule': 'sometimes'", bash("")),
        ("'pool_slots': 0", bash("")),
        ("", bash(", doc_json={}")),
        ("", wait(", mode='wait'")),
        ("", wait(", poke_interval='60'")),
        ("'email_on_retry': 'no'", of_function.to_owned()),
    ] {
        for airflow in BOTH {
            let outcome = examine_text(&with(defaults, &task), airflow);
            assert_eq!((ids(&outcome), outcome.faults.len()), (vec![], 1), "{defaults} {task} {outcome:#?}");
        }
    }
    for (defaults, task) in [
        ("'email_on_retry': 'no'", bash(", email_on_retry=False")),
        ("'mode': 'wait'", bash("")),
        ("'retries': '2', 'task_concurrency': 3", bash("")),
        ("", wait(", mode='reschedule', poke_interval=60.0")),
        ("'retries': 2", of_function.to_owned()),
    ] {
        for airflow in BOTH {
            assert_eq!(ids(&examine_text(&with(defaults, &task), airflow)), ["a"], "{defaults} {task}");
        }
    }
    // Which executors there are is up to the scheduler.
    assert!(ids(&examine_text(&with("", &bash(", executor='Mine'")), Airflow::Three)).is_empty());
}

#[test]
fn what_a_dag_of_this_airflow_lacks_is_not_certain() {
    let task = "from airflow.operators.bash import BashOperator\nd = DAG('a', schedule=None, start_date=None)\nt = BashOperator(task_id='t', bash_command='x', dag=d)\n";
    for (line, two, three) in [
        ("x = d.latest_execution_date", true, false),
        ("x = d.schedule", false, true),
        ("x = t.sla", true, false),
        ("d.description = 'x'", false, true),
        ("t.label = 'x'", false, false),
        ("d.doc_md = t.doc_md = 'x'\nx = d.tags, t.dag_id", true, true),
    ] {
        for (airflow, is_there) in [(Airflow::Two, two), (Airflow::Three, three)] {
            let outcome = examine_text(&with_imports(&format!("{task}{line}")), airflow);
            assert_eq!(ids(&outcome).len(), usize::from(is_there), "{line} {airflow:?} {outcome:#?}");
        }
    }
}

#[test]
fn an_operator_of_the_package_passes_on_what_its_base_may_refuse() {
    let class = "from airflow.models import BaseOperator\nclass Op(BaseOperator):\n    def __init__(self, conn, name=None, **kwargs):\n        super().__init__(**kwargs)\n        self.conn = conn\n        self.name = name\n";
    let with = |defaults: &str, given: &str| {
        format!(
            "{class}with DAG('a', schedule=None, start_date=None, default_args={{{defaults}}}):\n    Op(task_id='t'{given})"
        )
    };
    registers(&with("", ", conn='x', retries=2"), &["a"]);
    registers(&with("'conn': 'x'", ""), &["a"]);
    unknown(&with("", ", conn='x', nonsense=1"), &[&["a"]]);
    unknown(&with("'conn': 'x'", "").replace("task_id='t'", "name=1"), &[&["a"]]);
    unknown(&with("", ", conn='x'").replace("self.name", "self.label"), &[&["a"]]);
    // A class may have of its own what Airflow's has.
    registers(
        &with("", ", conn='x'")
            .replace("self.name", "self.label")
            .replace("    def __init__", "    label = None\n    def __init__"),
        &["a"],
    );
}

#[test]
fn what_is_mapped_needs_not_all_arguments_at_once() {
    let with = |call: &str| {
        format!(
            "from airflow.operators.bash import BashOperator\nwith DAG('a', schedule=None, start_date=None):\n    BashOperator.{call}"
        )
    };
    registers(&with("partial(task_id='t', retries=1).expand(bash_command=['x'])"), &["a"]);
    registers(&with("partial(task_id='t').expand_kwargs([{'bash_command': 'x'}])"), &["a"]);
    unknown(&with("partial(task_id='t', retries='x').expand(bash_command=['x'])"), &[&["a"]]);
    unknown(&with("partial(task_id='t', nonsense=1).expand(bash_command=['x'])"), &[&["a"]]);
    let outcome = examine_text(&with_imports(&with("partial().expand(bash_command=['x'])")), Airflow::Three);
    assert!(ids(&outcome).is_empty() && !outcome.faults.is_empty(), "{outcome:#?}");
}

#[test]
fn what_a_group_or_a_timetable_may_refuse_is_not_certain() {
    let imports = "import pendulum\nfrom airflow.utils.task_group import TaskGroup\nfrom airflow.timetables.trigger import CronTriggerTimetable\nfrom airflow.decorators import task_group\n";
    for (group, two, three) in [
        ("TaskGroup('g', tooltip='x', prefix_group_id=False)", true, true),
        ("TaskGroup('g', doc_md='x')", false, true),
        ("TaskGroup('g', tooltip=None)", true, false),
        ("TaskGroup('g', nonsense=1)", false, false),
        ("TaskGroup(group_id=3)", false, false),
    ] {
        let text = format!(
            "{imports}with DAG('a', schedule=None, start_date=None):\n    with {group}:\n        pass"
        );
        for (airflow, is_sure) in [(Airflow::Two, two), (Airflow::Three, three)] {
            let outcome = examine_text(&with_imports(&text), airflow);
            assert_eq!(ids(&outcome).len(), usize::from(is_sure), "{group} {airflow:?} {outcome:#?}");
        }
    }
    let timetable = |given: &str| {
        format!(
            "{imports}d = DAG('a', schedule=CronTriggerTimetable({given}), start_date=pendulum.datetime(2024, 1, 1))"
        )
    };
    registers(&timetable("'0 4 * * *', timezone='UTC'"), &["a"]);
    unknown(&timetable("'0 4 * * *'"), &[&["a"]]);
    unknown(&timetable("'4 o clock', timezone='UTC'"), &[&["a"]]);
    unknown(
        &format!("{imports}t = pendulum.tz.timezone('UTC')\nd = DAG('a', schedule=None, start_date=None)"),
        &[&["a"]],
    );
}
