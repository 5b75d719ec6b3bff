from airflow import DAG
from airflow.operators.empty import EmptyOperator
DAG("zz", max_active_runs=1.5)

with DAG("dag_max_runs_float", schedule=None) as dag_:
    EmptyOperator(task_id="t")
