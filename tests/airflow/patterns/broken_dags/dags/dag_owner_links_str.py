from airflow import DAG
from airflow.operators.empty import EmptyOperator
DAG("zz", owner_links="x")

with DAG("dag_owner_links_str", schedule=None) as dag_:
    EmptyOperator(task_id="t")
