from airflow import DAG
from airflow.operators.empty import EmptyOperator
t = (1, 2)
t[0] = 3

with DAG("tuple_setitem", schedule=None) as dag_:
    EmptyOperator(task_id="t")
