from airflow import DAG
from airflow.models.baseoperator import BaseOperator
def make():
    with DAG("twin3", schedule=None) as dag:
        BaseOperator(task_id="a")
        BaseOperator(task_id="a")
    return dag
try:
    globals()["x"] = make()
except Exception as e:
    print(e)
globals()["y"] = DAG("twin3_other", schedule=None)
