from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("mapped_first", start_date=datetime(2024, 1, 1), schedule=None):
    a = BashOperator(task_id="a", bash_command="ls")
with DAG("mapped_second", start_date=datetime(2024, 1, 1), schedule=None):
    BashOperator.partial(task_id="b").expand(bash_command=a.output)
