from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A: pass
class B(A):
    def __init__(self): super().setup()
B()

with DAG("super_attr", schedule=None) as dag_:
    EmptyOperator(task_id="t")
