# chain
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.models.baseoperator import chain
from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    a, b, c = (EmptyOperator(task_id=i) for i in "abc")
    chain(a, [b, c])
