from airflow.sdk import DAG

with DAG("nightly", schedule=None):
    pass
