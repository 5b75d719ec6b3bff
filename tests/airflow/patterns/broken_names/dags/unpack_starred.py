from airflow import DAG
from airflow.operators.empty import EmptyOperator
a, b, *c = (1,)

with DAG("unpack_starred", schedule=None) as dag_:
    EmptyOperator(task_id="t")
