from airflow import DAG
from airflow.operators.empty import EmptyOperator
import json
def f():
    json.dumps({})
    import json
f()

with DAG("unbound_import", schedule=None) as dag_:
    EmptyOperator(task_id="t")
