from airflow import DAG
from airflow.operators.empty import EmptyOperator
import json
json.loads(None)

with DAG("json_none", schedule=None) as dag_:
    EmptyOperator(task_id="t")
