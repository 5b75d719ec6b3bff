from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.sensors.external_task import ExternalTaskSensor

with DAG("types_overridden", schedule=None, start_date=datetime(2024, 1, 1), default_args={"retries": "3", "mode": "no", "email_on_retry": "no"}):
    BashOperator(task_id="a", bash_command="true", email_on_retry=False)
    ExternalTaskSensor(task_id="b", external_dag_id="x", mode="reschedule", poke_interval=60, timeout=60.5, email_on_retry=True)
