from airflow import DAG
from airflow.operators.empty import EmptyOperator
import os
os.path.join(None, "x")

with DAG("os_path_join_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
