from airflow import DAG
from airflow.operators.empty import EmptyOperator
DAG("zz", tags=[None])

with DAG("dag_tags_list_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
