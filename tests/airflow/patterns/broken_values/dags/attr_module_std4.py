from airflow import DAG
from airflow.operators.empty import EmptyOperator
from datetime import datetime
datetime.timedelta(days=1)

with DAG("attr_module_std4", schedule=None) as dag_:
    EmptyOperator(task_id="t")
