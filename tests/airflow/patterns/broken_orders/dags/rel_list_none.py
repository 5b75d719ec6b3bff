from airflow import DAG
from airflow.operators.empty import EmptyOperator
with DAG("zz") as d:
    EmptyOperator(task_id="x") >> [None]

with DAG("rel_list_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
