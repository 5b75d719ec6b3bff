# chain of two lists of different lengths
# 2: error AirflowException
# 3: error ValueError
from datetime import datetime

from airflow import DAG

from airflow.models.baseoperator import chain
from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    a, b, c = (EmptyOperator(task_id=i) for i in "abc")
    chain([a], [b, c])
