import airflow
from airflow import DAG
from packaging.version import Version, parse
V = Version(airflow.__version__)
if V.major == 3:
    d = DAG("version_object_three", schedule=None)
else:
    d = DAG("version_object_two", schedule=None)
if V >= Version("2.4"):
    e = DAG("version_object_sched", schedule=None)
else:
    e = DAG("version_object_sched", schedule_interval=None)
