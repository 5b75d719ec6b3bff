from airflow import DAG
from airflow.exceptions import AirflowNotFoundException
from airflow.hooks.base import BaseHook

try:
    host = BaseHook.get_connection("warehouse").host
except AirflowNotFoundException:
    host = "none"
except Exception:
    host = "failed"

dag = DAG(f"host_{host}", schedule=None)
literal = DAG("beside_connection", schedule=None)
