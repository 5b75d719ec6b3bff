from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG

with DAG("report", schedule=None):
    extract = EmptyOperator(task_id="extract")
    load = EmptyOperator(task_id="load")
    extract >> load >> extract
