from airflow.sdk import DAG

with DAG("report", schedule="@daily"):
    pass
