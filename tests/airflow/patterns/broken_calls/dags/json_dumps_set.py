from airflow import DAG
from airflow.operators.empty import EmptyOperator
import json
json.dumps({1, 2})

with DAG("json_dumps_set", schedule=None) as dag_:
    EmptyOperator(task_id="t")
