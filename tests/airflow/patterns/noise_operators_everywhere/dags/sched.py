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

from airflow.timetables.trigger import CronTriggerTimetable
from airflow.timetables.interval import CronDataIntervalTimetable
import pendulum
for i, s in enumerate(["@daily", "@hourly", "@weekly", "@monthly", "@quarterly", "@yearly", "@annually", "@once", "0 0 * * *", "*/5 * * * *", "0 9-17 * * MON-FRI", "0 0 1,15 * *", "0 0 L * *", "0 0 * * 5#2", "30 6 * JAN SUN", timedelta(hours=3), None, "0 0 * * * 0", "@continuous"]):
    kw = {"max_active_runs": 1} if s == "@continuous" else {}
    with DAG(f"sched_{i}", schedule=s, start_date=datetime(2024, 1, 1), catchup=False, **kw): EmptyOperator(task_id="x")
with DAG("sched_t", schedule=CronTriggerTimetable("0 0 * * *", timezone="UTC"), start_date=pendulum.datetime(2024, 1, 1, tz="Europe/Paris"), end_date=pendulum.datetime(2025, 1, 1)): pass
with DAG("sched_u", schedule=CronDataIntervalTimetable("0 0 * * *", timezone=pendulum.timezone("UTC")), start_date=pendulum.today("UTC").add(days=-2)): pass
with DAG("sched_v", schedule="@daily", default_args={"start_date": "2024-01-01"}): EmptyOperator(task_id="x")
with DAG("sched_w", schedule="@daily", default_args={"start_date": datetime(2024, 1, 1)}): EmptyOperator(task_id="x")
