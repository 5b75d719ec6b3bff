from airflow import DAG
from airflow.operators.empty import EmptyOperator
x = []
x += "ab"

with DAG("op_aug_list_str_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
