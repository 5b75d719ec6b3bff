from airflow import DAG
from airflow.operators.empty import EmptyOperator
with DAG("zz") as d:
    EmptyOperator(task_id="x") >> "y"

with DAG("rel_str", schedule=None) as dag_:
    EmptyOperator(task_id="t")
