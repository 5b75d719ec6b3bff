from airflow.sdk import DAG

with DAG("billing_report", schedule=None):
    pass
