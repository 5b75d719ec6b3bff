from pathlib import Path

from airflow import DAG

with DAG(dag_id=Path(__file__).stem, schedule=None) as dag:
    pass
