import dag_ids
from airflow import DAG
from dag_ids import EXPORT

ingest = DAG(dag_ids.INGEST, schedule=None)
export = DAG(EXPORT, schedule=None)
count = DAG(f"ids_{len(dag_ids.ALL)}", schedule=None)
