"""Operators that are mapped: of what `partial` is given, and of what `expand` is."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator, BranchPythonOperator
from airflow.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.operators.empty import EmptyOperator
from airflow.sensors.external_task import ExternalTaskSensor

REGIONS = ["north", "south", "island"]


def weigh(region, scale=1):
    return f"{region}:{scale}"


with DAG("mapped_commands", start_date=datetime(2024, 3, 1), default_args={"retries": 2}) as mapped_commands:
    start = EmptyOperator(task_id="start")
    weighed = BashOperator.partial(task_id="weigh", retries=1).expand(bash_command=[f"weigh {r}" for r in REGIONS])
    sold = BashOperator.partial(task_id="sell", do_xcom_push=False, retry_delay=timedelta(minutes=3)).expand_kwargs(
        [{"bash_command": "sell", "env": {"REGION": region}} for region in REGIONS]
    )
    start >> weighed >> sold

with DAG("mapped_functions", start_date=datetime(2024, 3, 1)) as mapped_functions:
    PythonOperator.partial(task_id="weigh", python_callable=weigh).expand(op_args=[[r] for r in REGIONS])
    PythonOperator.partial(task_id="by_kwargs", python_callable=weigh).expand(op_kwargs=[{"region": r} for r in REGIONS])
    PythonOperator.partial(task_id="functions").expand(python_callable=[weigh, print])

with DAG("mapped_triggers", start_date=datetime(2024, 3, 1)) as mapped_triggers:
    waits = ExternalTaskSensor.partial(task_id="wait").expand(external_dag_id=["mapped_commands", "mapped_functions"])
    runs = TriggerDagRunOperator.partial(task_id="run", wait_for_completion=False).expand(
        trigger_dag_id=["mapped_commands", "mapped_functions"]
    )
    waits >> runs

outside = DAG("mapped_outside", start_date=datetime(2024, 3, 1))
BashOperator.partial(task_id="weigh", dag=outside).expand(bash_command=["a", "b"])
