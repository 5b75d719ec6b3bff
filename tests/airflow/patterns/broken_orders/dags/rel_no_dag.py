from airflow import DAG
from airflow.operators.empty import EmptyOperator
a, b = EmptyOperator(task_id="x"), EmptyOperator(task_id="y")
a >> b

with DAG("rel_no_dag", schedule=None) as dag_:
    EmptyOperator(task_id="t")
