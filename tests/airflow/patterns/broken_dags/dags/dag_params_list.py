from airflow import DAG
from airflow.operators.empty import EmptyOperator
DAG("zz", params=[1])

with DAG("dag_params_list", schedule=None) as dag_:
    EmptyOperator(task_id="t")
