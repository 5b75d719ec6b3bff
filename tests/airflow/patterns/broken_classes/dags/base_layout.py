from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A(int, str): pass

with DAG("base_layout", schedule=None) as dag_:
    EmptyOperator(task_id="t")
