from airflow import DAG
from airflow.operators.empty import EmptyOperator
x = None
y = f"{x:>10}"

with DAG("fstring_none_spec", schedule=None) as dag_:
    EmptyOperator(task_id="t")
