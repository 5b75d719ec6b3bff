from datetime import datetime

from airflow import DAG
from airflow.models.baseoperator import chain, cross_downstream

try:
    from airflow.providers.standard.operators.empty import EmptyOperator
except ImportError:
    from airflow.operators.empty import EmptyOperator

with DAG("chained", start_date=datetime(2024, 1, 1), schedule=None) as dag:
    tasks = [EmptyOperator(task_id=f"t{i}") for i in range(6)]
    chain(tasks[0], tasks[1:3], tasks[3:5], tasks[5])
    one, two = EmptyOperator(task_id="one"), EmptyOperator(task_id="two")
    cross_downstream([one, two], tasks[:1])
