# An edge between two DAGs
# 2: error AirflowException
# 3: error RuntimeError
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

with DAG("a", schedule=None):
    a = EmptyOperator(task_id="a")
with DAG("b", schedule=None):
    b = EmptyOperator(task_id="b")
a >> b
