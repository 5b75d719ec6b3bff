from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A: pass
A()()

with DAG("call_instance", schedule=None) as dag_:
    EmptyOperator(task_id="t")
