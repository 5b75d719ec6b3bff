from airflow import DAG

default_args = {"owner": "a"}
with DAG("misspelt_dag", default_args=defaultargs, schedule=None):
    pass
