from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A: pass
class B(A, x=1): pass

with DAG("base_kw", schedule=None) as dag_:
    EmptyOperator(task_id="t")
