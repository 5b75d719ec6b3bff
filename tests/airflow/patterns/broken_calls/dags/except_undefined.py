from airflow import DAG
from airflow.operators.empty import EmptyOperator
try:
    raise ValueError
except FooError:
    pass

with DAG("except_undefined", schedule=None) as dag_:
    EmptyOperator(task_id="t")
