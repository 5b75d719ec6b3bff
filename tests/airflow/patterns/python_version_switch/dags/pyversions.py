import sys

from airflow import DAG

if sys.version_info >= (3, 8):
    modern = DAG("py_modern", schedule=None)
else:
    ancient = DAG("py_ancient", schedule=None)

where = DAG("py_" + ("posix" if sys.platform != "win32" else "windows"), schedule=None)
