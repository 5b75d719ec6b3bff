from pathlib import Path

from airflow import DAG

parts = Path(__file__).parts
dag = DAG(f"{parts[-3]}-{parts[-2]}", schedule=None)
