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

with DAG("loops", **S) as d:
    prev = None
    for i in range(4):
        t = EmptyOperator(task_id=f"t{i}")
        if prev: prev >> t
        prev = t
    tasks = {n: EmptyOperator(task_id=n) for n in ("p", "q")}
    tasks["p"] >> tasks["q"]
    chainlist = [EmptyOperator(task_id=f"c{i}") for i in range(3)]
    for x, y in zip(chainlist, chainlist[1:]): x >> y
    from functools import reduce
    reduce(lambda a, b: a >> b, [EmptyOperator(task_id=f"r{i}") for i in range(3)])
    lam = (lambda n: EmptyOperator(task_id=n))("lam")
    @task
    def rep(i): return i
    for i in range(3): rep(i)
