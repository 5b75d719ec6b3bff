from airflow import DAG
from airflow.operators.empty import EmptyOperator
r = [1, 2]
r[5] = 1

with DAG("list_setitem_range", schedule=None) as dag_:
    EmptyOperator(task_id="t")
