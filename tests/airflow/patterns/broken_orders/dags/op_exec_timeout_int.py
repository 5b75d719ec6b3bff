from airflow import DAG
from airflow.operators.empty import EmptyOperator
with DAG("zz") as d: EmptyOperator(task_id="x", execution_timeout=60)

with DAG("op_exec_timeout_int", schedule=None) as dag_:
    EmptyOperator(task_id="t")
