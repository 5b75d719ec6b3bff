from airflow import DAG
from airflow.operators.empty import EmptyOperator
DAG("zz", end_date=[])

with DAG("dag_end_list", schedule=None) as dag_:
    EmptyOperator(task_id="t")
