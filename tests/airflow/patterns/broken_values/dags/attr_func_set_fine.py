from airflow import DAG
from airflow.operators.empty import EmptyOperator
def f(): pass
f.foo = 1
f.foo

with DAG("attr_func_set_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
