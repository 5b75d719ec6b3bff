import airflow
from airflow import DAG
if airflow.__version__.startswith("2."):
    d = DAG("text_of_version_two", schedule=None)
else:
    d = DAG("text_of_version_three", schedule=None)
