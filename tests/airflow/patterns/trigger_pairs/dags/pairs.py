from airflow import DAG
from airflow.operators.empty import EmptyOperator

SOURCES = ("crm", "erp")


def pair(source):
    ingest_id, process_id = f"{source}_ingest", f"{source}_process"
    with DAG(ingest_id, schedule=None) as ingest:
        EmptyOperator(task_id=f"trigger_{process_id}")
    with DAG(process_id, schedule=None) as process:
        EmptyOperator(task_id="work")
    return ingest, process


for source in SOURCES:
    globals()[f"{source}_in"], globals()[f"{source}_out"] = pair(source)
