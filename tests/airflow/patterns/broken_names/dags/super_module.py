from airflow import DAG
from airflow.operators.empty import EmptyOperator
super().__init__()

with DAG("super_module", schedule=None) as dag_:
    EmptyOperator(task_id="t")
