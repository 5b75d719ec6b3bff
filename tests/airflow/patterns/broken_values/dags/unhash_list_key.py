from airflow import DAG
from airflow.operators.empty import EmptyOperator
d = {[1]: 2}

with DAG("unhash_list_key", schedule=None) as dag_:
    EmptyOperator(task_id="t")
