from airflow import DAG
from airflow.operators.empty import EmptyOperator
n = None
n["a"] = 1

with DAG("none_setitem", schedule=None) as dag_:
    EmptyOperator(task_id="t")
