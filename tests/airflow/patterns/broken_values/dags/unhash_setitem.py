from airflow import DAG
from airflow.operators.empty import EmptyOperator
d = {}
d[[1]] = 2

with DAG("unhash_setitem", schedule=None) as dag_:
    EmptyOperator(task_id="t")
