from airflow import DAG
from airflow.operators.empty import EmptyOperator
t = (1, 2)
del t[0]

with DAG("tuple_del", schedule=None) as dag_:
    EmptyOperator(task_id="t")
