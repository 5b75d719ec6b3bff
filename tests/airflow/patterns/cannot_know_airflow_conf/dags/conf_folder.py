import os

from airflow import DAG
from airflow.configuration import conf

FOLDER = conf.get("core", "dags_folder")
name = "conf_there" if os.path.isdir(FOLDER) else "conf_absent"
dag = DAG(name, schedule=None)
