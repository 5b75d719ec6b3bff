from airflow import DAG
from airflow.operators.empty import EmptyOperator
DAG("zz", access_control=["x"])

with DAG("dag_access_list", schedule=None) as dag_:
    EmptyOperator(task_id="t")
