from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A: pass
A() + 1

with DAG("op_instance", schedule=None) as dag_:
    EmptyOperator(task_id="t")
