import os
from airflow import DAG
from airflow.models import Variable
c = Variable.get("nope", default_var=None, deserialize_json=True) or {"k": 1}
y = c["k"]
dag = DAG("settings_narrowed_71", schedule=None)
