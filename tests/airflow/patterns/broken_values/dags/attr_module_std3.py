from airflow import DAG
from airflow.operators.empty import EmptyOperator
import datetime
datetime.now()

with DAG("attr_module_std3", schedule=None) as dag_:
    EmptyOperator(task_id="t")
