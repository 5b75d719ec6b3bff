import airflow
from airflow import DAG

MAJOR = int(airflow.__version__.split(".")[0])
common = DAG("version_common", schedule=None)
if MAJOR >= 3:
    newer = DAG("version_three", schedule=None)
else:
    older = DAG("version_two", schedule=None)
