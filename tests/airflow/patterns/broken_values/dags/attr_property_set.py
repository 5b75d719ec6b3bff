from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A:
    @property
    def x(self): return 1
a = A()
a.x = 2

with DAG("attr_property_set", schedule=None) as dag_:
    EmptyOperator(task_id="t")
