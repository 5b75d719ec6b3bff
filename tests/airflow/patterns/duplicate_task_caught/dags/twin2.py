from airflow import DAG
from airflow.models.baseoperator import BaseOperator
with DAG("twin2", schedule=None) as dag:
    BaseOperator(task_id="a")
    try:
        BaseOperator(task_id="a")
    except KeyError:
        pass
