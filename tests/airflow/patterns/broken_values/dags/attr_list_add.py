from airflow import DAG
from airflow.operators.empty import EmptyOperator
x = []
x.add(1)

with DAG("attr_list_add", schedule=None) as dag_:
    EmptyOperator(task_id="t")
