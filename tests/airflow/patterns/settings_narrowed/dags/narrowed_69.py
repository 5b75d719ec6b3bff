import os
from airflow import DAG
from airflow.models import Variable
c = Variable.get("nope", default_var={}, deserialize_json=True)
if "k" in c:
    y = c["k"]
dag = DAG("settings_narrowed_69", schedule=None)
