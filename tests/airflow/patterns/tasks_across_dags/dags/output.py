from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("output_first", start_date=datetime(2024, 1, 1), schedule=None):
    a = BashOperator(task_id="a", bash_command="ls")
with DAG("output_second", start_date=datetime(2024, 1, 1), schedule=None):
    BashOperator(task_id="b", bash_command=a.output)
