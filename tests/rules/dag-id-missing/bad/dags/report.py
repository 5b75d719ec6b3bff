from airflow.sdk import DAG

with DAG(schedule=None):
    pass
