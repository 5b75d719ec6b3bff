import os, json
from airflow import DAG
from airflow.models import Variable
CFG = json.loads(Variable.get("cfg", default_var="{}"))
A = CFG.get("a", {}).get("b", "z")
for name in Variable.get("names", default_var=[], deserialize_json=True):
    globals()[name] = DAG(name, schedule=None)
dag = DAG("env_json", schedule=CFG.get("schedule"))
