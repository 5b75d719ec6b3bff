from airflow.sdk import DAG

with DAG("daily_report", schedule=None):
    pass
