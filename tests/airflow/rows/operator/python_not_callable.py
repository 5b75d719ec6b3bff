# PythonOperator of no callable
# 2: error AirflowException
# 3: error AirflowException
from datetime import datetime

from airflow import DAG

from airflow.operators.python import PythonOperator

with DAG("a", schedule=None):
    PythonOperator(task_id="t", python_callable="x")
