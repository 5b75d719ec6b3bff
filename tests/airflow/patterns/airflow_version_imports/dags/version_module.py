from airflow.version import version
from airflow import DAG
if int(version.split(".")[0]) >= 3:
    d = DAG("version_module_three", schedule=None)
else:
    d = DAG("version_module_two", schedule=None)
