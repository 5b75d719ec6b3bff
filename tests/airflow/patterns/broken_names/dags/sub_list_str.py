from airflow import DAG
from airflow.operators.empty import EmptyOperator
[1]["a"]

with DAG("sub_list_str", schedule=None) as dag_:
    EmptyOperator(task_id="t")
