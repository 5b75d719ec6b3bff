from airflow import DAG
from airflow.operators.empty import EmptyOperator
class A:
    def __eq__(self, o): return True
d = {A(): 1}

with DAG("unhash_eq_class", schedule=None) as dag_:
    EmptyOperator(task_id="t")
