from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("another_first", start_date=datetime(2024, 1, 1), schedule=None):
    a = BashOperator(task_id="a", bash_command="ls")
another_second = DAG("another_second", start_date=datetime(2024, 1, 1), schedule=None)
a.dag = another_second
