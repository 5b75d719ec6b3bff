from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A:
    def __radd__(self, o): return 1
1 + A()

with DAG("op_radd_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
