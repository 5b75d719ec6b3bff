from airflow import DAG
from airflow.operators.empty import EmptyOperator
with DAG("zz") as d: EmptyOperator(task_id="x", depends_on_past="yes")

with DAG("op_depends_str", schedule=None) as dag_:
    EmptyOperator(task_id="t")
