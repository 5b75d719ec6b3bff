from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

register = BashOperator(task_id="register", bash_command="ls")
for name in ["x", "y"]:
    with DAG(f"outside_order_{name}", start_date=datetime(2024, 1, 1), schedule=None):
        register >> BashOperator(task_id="run", bash_command="ls")
