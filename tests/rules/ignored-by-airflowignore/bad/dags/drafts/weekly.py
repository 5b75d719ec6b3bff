from airflow.sdk import DAG

with DAG("weekly", schedule=None):
    pass
