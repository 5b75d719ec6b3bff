from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A: pass
class B(A): pass
class C(A, B): pass

with DAG("base_mro", schedule=None) as dag_:
    EmptyOperator(task_id="t")
