from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A:
    def __init_subclass__(cls, x): pass
class B(A): pass

with DAG("init_subclass_missing", schedule=None) as dag_:
    EmptyOperator(task_id="t")
