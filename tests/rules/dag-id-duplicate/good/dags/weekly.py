from airflow.sdk import DAG

with DAG("report_weekly", schedule=None):
    pass
