from airflow.sdk import DAG

def load(:
    pass

with DAG("report", schedule=None):
    load()
