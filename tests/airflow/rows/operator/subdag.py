# SubDagOperator
# 2: a
# 3: error ModuleNotFoundError
from datetime import datetime

from airflow import DAG

from airflow.operators.subdag import SubDagOperator

with DAG("a", start_date=datetime(2024, 1, 1), schedule=None) as a:
    SubDagOperator(task_id="s", subdag=DAG("a.s", start_date=datetime(2024, 1, 1), schedule=None))
