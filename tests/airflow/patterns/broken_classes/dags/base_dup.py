from airflow import DAG
from airflow.operators.empty import EmptyOperator
class B: pass
class A(B, B): pass

with DAG("base_dup", schedule=None) as dag_:
    EmptyOperator(task_id="t")
