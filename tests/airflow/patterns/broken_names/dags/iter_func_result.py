from airflow import DAG
from airflow.operators.empty import EmptyOperator
def f(): pass
for x in f(): pass

with DAG("iter_func_result", schedule=None) as dag_:
    EmptyOperator(task_id="t")
