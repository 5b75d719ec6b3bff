# BashOperator with an unknown argument
# 2: error AirflowException
# 3: error TypeError
from datetime import datetime

from airflow import DAG

from airflow.operators.bash import BashOperator

with DAG("a", schedule=None):
    BashOperator(task_id="t", bash_command="x", xcom_push=True)
