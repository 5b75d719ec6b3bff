from airflow.sdk import DAG

with DAG("daily report", schedule=None):
    pass
