from airflow import DAG
from airflow.models.baseoperator import BaseOperator
with DAG("twin", schedule=None) as dag:
    BaseOperator(task_id="a")
    try:
        BaseOperator(task_id="a")
        second = DAG("twin_no", schedule=None)
    except Exception:
        second = DAG("twin_yes", schedule=None)
