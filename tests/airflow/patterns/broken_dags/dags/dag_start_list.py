from airflow import DAG
from airflow.operators.empty import EmptyOperator
DAG("zz", start_date=[1])

with DAG("dag_start_list", schedule=None) as dag_:
    EmptyOperator(task_id="t")
