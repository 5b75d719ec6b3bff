from airflow import DAG
from airflow.operators.empty import EmptyOperator
DAG("zz", description=["x"])

with DAG("dag_desc_list", schedule=None) as dag_:
    EmptyOperator(task_id="t")
