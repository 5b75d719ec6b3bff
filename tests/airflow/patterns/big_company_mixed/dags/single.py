from airflow import DAG

from lib import dag_defaults

with DAG("single_one", default_args=dag_defaults(retries=0), schedule="@hourly", catchup=False):
    pass
