from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("cycle_by_value", start_date=datetime(2024, 1, 1), schedule=None):
    a = BashOperator(task_id="a", bash_command="ls")
    b = BashOperator(task_id="b", bash_command=a.output)
    b >> a
with DAG("beside_the_cycle", start_date=datetime(2024, 1, 1), schedule=None):
    BashOperator(task_id="a", bash_command="ls")
