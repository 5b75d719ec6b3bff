from airflow.sdk import DAG

with DAG("report_daily", schedule=None):
    pass
