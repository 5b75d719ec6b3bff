from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.models.baseoperator import chain
with DAG("zz") as d:
    chain(EmptyOperator(task_id="x"), None)

with DAG("rel_chain_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
