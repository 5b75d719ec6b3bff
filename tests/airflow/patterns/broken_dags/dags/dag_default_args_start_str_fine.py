from airflow import DAG
from airflow.operators.empty import EmptyOperator
with DAG("zz", default_args={"start_date": "2020-01-01"}):
    EmptyOperator(task_id="x")

with DAG("dag_default_args_start_str_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
