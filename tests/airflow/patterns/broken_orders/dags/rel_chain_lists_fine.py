from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.models.baseoperator import chain
with DAG("zz") as d:
    a, b, c, e = [EmptyOperator(task_id=f"x{i}") for i in range(4)]
    chain([a, b], [c, e])

with DAG("rel_chain_lists_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
