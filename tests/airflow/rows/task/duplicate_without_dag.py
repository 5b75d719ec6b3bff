# A task id twice, without a DAG
# 2: a
# 3: a
from datetime import datetime

from airflow import DAG

from airflow.operators.empty import EmptyOperator

EmptyOperator(task_id="t")
EmptyOperator(task_id="t")
d = DAG("a", schedule=None)
