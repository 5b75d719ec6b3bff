from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

added_twice = DAG("added_twice", start_date=datetime(2024, 1, 1), schedule=None)
a = BashOperator(task_id="a", bash_command="ls", dag=added_twice)
added_twice.add_task(a)
