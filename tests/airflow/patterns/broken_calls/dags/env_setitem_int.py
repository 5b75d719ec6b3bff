from airflow import DAG
from airflow.operators.empty import EmptyOperator
import os
os.environ["X"] = 1

with DAG("env_setitem_int", schedule=None) as dag_:
    EmptyOperator(task_id="t")
