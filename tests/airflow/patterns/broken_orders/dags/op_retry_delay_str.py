from airflow import DAG
from airflow.operators.empty import EmptyOperator
with DAG("zz") as d: EmptyOperator(task_id="x", retry_delay="5m")

with DAG("op_retry_delay_str", schedule=None) as dag_:
    EmptyOperator(task_id="t")
