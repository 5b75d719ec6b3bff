from airflow import DAG, __version__ as airflow_version
from packaging import version
if version.parse(airflow_version) >= version.parse("3.0.0"):
    d = DAG("parsed_version_three", schedule=None)
else:
    d = DAG("parsed_version_two", schedule=None)
