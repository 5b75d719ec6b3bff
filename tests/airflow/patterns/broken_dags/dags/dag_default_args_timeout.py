from airflow import DAG
from airflow.operators.empty import EmptyOperator
with DAG("zz", default_args={"execution_timeout": 5}):
    EmptyOperator(task_id="x")

with DAG("dag_default_args_timeout", schedule=None) as dag_:
    EmptyOperator(task_id="t")
