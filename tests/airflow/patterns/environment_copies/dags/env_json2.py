import os, json
from airflow import DAG
from airflow.models import Variable
CFG = json.loads(Variable.get("cfg", default_var="{}"))
A = CFG["a"]
dag = DAG("env_json2", schedule=None)
