from airflow import DAG
from airflow.operators.empty import EmptyOperator
[1] + (2,)

with DAG("op_list_tuple", schedule=None) as dag_:
    EmptyOperator(task_id="t")
