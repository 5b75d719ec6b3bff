from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

register = BashOperator(task_id="run", bash_command="ls")
with DAG("outside_twin", start_date=datetime(2024, 1, 1), schedule=None):
    register >> BashOperator(task_id="run", bash_command="ls")
