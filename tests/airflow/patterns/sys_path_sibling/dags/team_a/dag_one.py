import os
import sys

from airflow import DAG

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))

from naming import full  # noqa: E402

dag = DAG(full("one"), schedule=None)
