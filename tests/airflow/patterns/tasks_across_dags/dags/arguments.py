from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator

with DAG("arguments_first", start_date=datetime(2024, 1, 1), schedule=None):
    a = BashOperator(task_id="a", bash_command="ls")
with DAG("arguments_second", start_date=datetime(2024, 1, 1), schedule=None):
    PythonOperator(task_id="b", python_callable=print, op_kwargs={"rows": [a.output]})
