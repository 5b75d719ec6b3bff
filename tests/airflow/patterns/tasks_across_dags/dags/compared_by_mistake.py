from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("compared_by_mistake", start_date=datetime(2024, 1, 1), schedule=None):
    first = BashOperator(task_id="first", bash_command="ls")
    second = BashOperator(task_id="second", bash_command="ls")
    first > second
