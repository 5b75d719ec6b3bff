from airflow import DAG

with DAG("report", schedule="@daily"):
    pass
