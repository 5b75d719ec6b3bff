from airflow import DAG
from airflow.operators.empty import EmptyOperator
for x in None: pass

with DAG("iter_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
