from airflow import DAG
from airflow.operators.empty import EmptyOperator
DAG("zz", doc_md=5)

with DAG("dag_doc_int", schedule=None) as dag_:
    EmptyOperator(task_id="t")
