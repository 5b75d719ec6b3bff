# PythonOperator(provide_context=False)
# 2: error AirflowException
# 3: error TypeError
from datetime import datetime

from airflow import DAG

from airflow.operators.python import PythonOperator

with DAG("a", schedule=None):
    PythonOperator(task_id="t", python_callable=print, provide_context=False)
