from airflow import DAG
from airflow.operators.empty import EmptyOperator
with DAG("zz") as d: EmptyOperator(task_id="x", pool=5)

with DAG("op_pool_int", schedule=None) as dag_:
    EmptyOperator(task_id="t")
