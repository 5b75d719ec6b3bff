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

with DAG("groups", **S) as d:
    with TaskGroup("g1", tooltip="x", prefix_group_id=True, ui_color="blue") as g1:
        a = EmptyOperator(task_id="a")
        with TaskGroup("inner") as inner:
            b = EmptyOperator(task_id="a")
        a >> inner
    with TaskGroup("g2", prefix_group_id=False) as g2:
        EmptyOperator(task_id="c")
    g1 >> g2
    for i in range(2):
        with TaskGroup(f"loop_{i}") as g:
            EmptyOperator(task_id="x") >> EmptyOperator(task_id="y")
        g2 >> g
    @task_group
    def tg(x, y=1):
        @task
        def inner_task(v): return v
        return inner_task(x)
    tg(1); tg(2)
    tg.override(group_id="other")(3)
    @task_group(group_id="mapped")
    def tgm(x):
        EmptyOperator(task_id="m")
    tgm.expand(x=[1, 2])
