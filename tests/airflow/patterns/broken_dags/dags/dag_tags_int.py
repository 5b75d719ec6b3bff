from airflow import DAG
from airflow.operators.empty import EmptyOperator
DAG("zz", tags=5)

with DAG("dag_tags_int", schedule=None) as dag_:
    EmptyOperator(task_id="t")
