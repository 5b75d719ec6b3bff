try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.providers.standard.operators.python import PythonOperator, BranchPythonOperator, ShortCircuitOperator, PythonVirtualenvOperator
    from airflow.providers.standard.operators.empty import EmptyOperator
    from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
    from airflow.providers.standard.operators.latest_only import LatestOnlyOperator
    from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
    from airflow.providers.standard.sensors.filesystem import FileSensor
    from airflow.providers.standard.sensors.python import PythonSensor
except ImportError:
    from airflow.operators.bash import BashOperator
    from airflow.operators.python import PythonOperator, BranchPythonOperator, ShortCircuitOperator, PythonVirtualenvOperator
    from airflow.operators.empty import EmptyOperator
    from airflow.operators.trigger_dagrun import TriggerDagRunOperator
    from airflow.operators.latest_only import LatestOnlyOperator
    from airflow.sensors.external_task import ExternalTaskSensor
    from airflow.sensors.filesystem import FileSensor
    from airflow.sensors.python import PythonSensor
from datetime import datetime, timedelta
from airflow import DAG
from airflow.decorators import dag, task, task_group
from airflow.utils.task_group import TaskGroup
S = dict(start_date=datetime(2024, 1, 1), schedule=None)

with DAG("ops", **S) as d:
    a = BashOperator(task_id="a", bash_command="x", env={"A": "b"}, append_env=True, cwd="/tmp", skip_on_exit_code=[99], do_xcom_push=False, pool="p", priority_weight=3, queue="q", retries=2, retry_exponential_backoff=True, max_retry_delay=timedelta(hours=1), execution_timeout=timedelta(minutes=1), trigger_rule="all_done", depends_on_past=False, wait_for_downstream=True, doc_md="x", owner="me", email_on_failure=False, on_failure_callback=lambda c: None, task_display_name="A", map_index_template="{{ x }}", max_active_tis_per_dag=1, inlets=[], outlets=[], executor_config={})
    b = PythonOperator(task_id="b", python_callable=print, op_args=[1], op_kwargs={"a": 1}, templates_dict={"x": 1}, show_return_value_in_logs=False)
    c = BranchPythonOperator(task_id="c", python_callable=lambda: "a")
    e = ShortCircuitOperator(task_id="e", python_callable=lambda: True, ignore_downstream_trigger_rules=False)
    f = TriggerDagRunOperator(task_id="f", trigger_dag_id="ops", conf={"a": 1}, wait_for_completion=True, poke_interval=5, reset_dag_run=True)
    g = LatestOnlyOperator(task_id="g")
    s = ExternalTaskSensor(task_id="s", external_dag_id="ops", external_task_id="a", mode="reschedule", timeout=60, poke_interval=10, allowed_states=["success"], execution_delta=timedelta(hours=1), check_existence=True)
    fs = FileSensor(task_id="fs", filepath="x", fs_conn_id="fs_default", soft_fail=True)
    ps = PythonSensor(task_id="ps", python_callable=lambda: True)
    a >> [b, c] >> e >> f
    [a, b] >> g << s
    e.set_downstream([fs, ps]); fs.set_upstream(g)
    d >> a if False else None
