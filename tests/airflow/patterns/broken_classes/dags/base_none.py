from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A(None): pass

with DAG("base_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
