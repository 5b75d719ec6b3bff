from airflow import DAG
from airflow.operators.empty import EmptyOperator
x = "a"
x.foo = 1

with DAG("attr_str_set", schedule=None) as dag_:
    EmptyOperator(task_id="t")
